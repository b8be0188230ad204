package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestWordsAlone: the words of a text of one line stand from last to first if the line reads far better so,
// or better with its stop behind its first word.
func TestWordsAlone(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"می‌کند. زندگی روستا در پدربزرگم با برادرم", "برادرم با پدربزرگم در روستا زندگی می‌کند."},
		{"است؟ کجا ما باغ گلدان‌های", "گلدان‌های باغ ما کجا است؟"},
		{"نه. من به باغ نمی‌آیم", ""},
		{"سلام. باغبان در باغ است و کار می‌کند.", ""},
		{"زبان: باران و باغ و گلدان", ""},
		{"با تو گفتم که نگویی سخنی با دگران", ""},
		{"زهی باغ و زهی باران که بینی", ""},
		{"باغبان گلدان‌ها را کنار پنجره گذاشت و رفت", ""},
		{"رفت. از باغ example.com کنار باغبان", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, WordOrder(lang.Default()), c.in); got != want {
			t.Errorf("%s: got %s", c.in, got)
		}
	}
}

// TestWordsAloneInArabic: a line in Arabic does so where its stop stands behind its first word.
func TestWordsAloneInArabic(t *testing.T) {
	for in, want := range map[string]string{
		"الصغيرة. الحديقة في شجرة على العصفور جلس": "جلس العصفور على شجرة في الحديقة الصغيرة.",
		"الصغيرة الحديقة في شجرة على العصفور جلس":  "الصغيرة الحديقة في شجرة على العصفور جلس",
		"نعم. جلس العصفور على شجرة في الحديقة":     "نعم. جلس العصفور على شجرة في الحديقة",
		"جلس العصفور على شجرة في الحديقة الصغيرة.": "جلس العصفور على شجرة في الحديقة الصغيرة.",
	} {
		if got := alone(t, WordOrder(lang.For(lang.Arabic)), in); got != want {
			t.Errorf("%s: got %s", in, got)
		}
	}
}
