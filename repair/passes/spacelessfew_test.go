package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestSpacesOfOneLine: a line that lost its spaces is parted if nothing but words comes out.
func TestSpacesOfOneLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"all spaces", "باغبانپیردرختهایکناررودخانهراآبمیدهد", "باغبان پیر درخت های کنار رودخانه را آب می دهد"},
		{"ZWNJs as spaces", "باغبانپیرهرروزدرختهایکناررودخانهرامی دید", "باغبان پیر هر روز درخت های کنار رودخانه را می\u200cدید"},
		{"signs", "درصفحهٔ۱۲–۱۴کتابباغ–کهدوستانمدرشهرهرروزآنرا\"گندم\"می نامند–۵٪برگهاسبزشد", "در صفحهٔ ۱۲–۱۴ کتاب باغ – که دوستانم در شهر هر روز آن را \"گندم\" می\u200cنامند – ۵٪ برگها سبز شد"},
		{"one long word", "غیرقابلپیشبینیترین", ""},
		{"a tag", "#باغبان_پیر_درخت_کنار_رودخانه", ""},
		{"a tag in a line", "باغبان_پیر_درخت_کنار_رودخانه در شهر", ""},
		{"a long word in a line", "این کار غیرقابلپیشبینیترین بود", ""},
		{"a row of names", "باغبان،درخت‌ها،رودخانه،کناره‌ها", ""},
		{"a drawn-out word", "سلاااااااااااااااااااااااام", ""},
		{"a strange name", "قسطنطنیهآدریانوپولیسکراسنویارسک", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, Spaceless(lang.Default()), c.in); got != want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, want)
		}
	}
	for _, c := range []struct{ name, in, want string }{
		{"three words and more", "باغبان پیر درختکناررودخانه را آب داد.", "باغبان پیر درخت کنار رودخانه را آب داد."},
		{"two words may be a name", "باغبان پیردرخت را آب داد.", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, Spaces(Context{Model: lang.Default()}), c.in); got != want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, want)
		}
	}
}
