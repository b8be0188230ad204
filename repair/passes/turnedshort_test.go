package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestTurnedShort: a text of a word or two is turned if no word of it was ever seen and each is a frequent
// one from its end.
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
	} {
		if got := alone(t, Direction(lang.Default()), in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
