package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestTurnedShort: a text of a word or two is turned if no word of it was ever seen and each is a frequent
// one from its end, and one of a few if its words are far more frequent from their ends.
func TestTurnedShort(t *testing.T) {
	for in, want := range map[string]string{
		"تسا ناریا":          "ایران است",
		"بوخ باتک":           "کتاب خوب",
		"نادلگ":              "نادلگ", // too rare from its end
		"رود دور":            "رود دور",
		"باغ":                "باغ",
		"تسود":               "تسود", // Arabic
		"درب":                "درب",
		"ناریا: بوخ":         "ناریا: بوخ",
		"بوخ باتک\n\nباغبان": "بوخ باتک\n\nباغبان",
		"باغ رد":             "باغ رد",
		".تسا بوخ ام باتک":   "کتاب ما خوب است.",
		"باتک رد ناریا":      "ایران در کتاب",
		"دنا کوه":            "دنا کوه", // a mountain, and an ending
		"مک گیل":             "مک گیل",
		"ةسردملا يف":         "في المدرسة",
		"ةقيدحلا":            "الحديقة",
		"ةلواط":              "طاولة",
		"لكيه":               "لكيه",
		"في المدرسة":         "في المدرسة",
		"12 ماع يف":          "في عام 12",
	} {
		got := alone(t, Direction(ModelFor(page.TextOf(in))), in)
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if again := alone(t, Direction(ModelFor(page.TextOf(got))), got); again != got {
			t.Errorf("%s becomes %s the second time", got, again)
		}
	}
}
