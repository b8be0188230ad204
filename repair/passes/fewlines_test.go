package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestRunsOfOneLine: a text of one line is put in order if the line proves that it is not, and is
// left alone if unknown strings or wide gaps are all that is odd about it.
func TestRunsOfOneLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"runs", "های گذشته درخت‌های بسیاری را در کنار رودخانه کاشتهباغبانان شهر ما در سال", "باغبانان شهر ما در سال‌های گذشته درخت‌های بسیاری را در کنار رودخانه کاشته"},
		{"segments", "می  آماده  می باغبان  کند  باغچه  را  برای  بهار، نهال  های  تازه  رسد", ""},
		{"a prefix at the end", "شود که باران ببارد و باغ سبز شودگفته می", "گفته می‌شود که باران ببارد و باغ سبز شود"},
		{"wine at the end", "ساقی به نور باده برافروز جام می", ""},
		{"in order", "باغبانان شهر ما در سال‌های گذشته درخت‌های بسیاری را در کنار رودخانه کاشته‌اند", ""},
		{"a name", "فرزانگیان و پورجمشیدنژاد درخت‌های کنار رودخانه را آبیاری کردند", ""},
		{"glued words", "باغبان درختهایکنار رودخانه را آبیاری کرد و رفت", ""},
		{"spaced letters", "ا و  د ر  ب ا غ  خ و د  د ر خ ت ی  ک ا ش ت", ""},
		{"wide gaps", "باغبان  درخت‌های  کنار  رودخانه  را  آبیاری  کرد  و  رفت", ""},
		{"speech", "دیروز رفتیم باغ وسیبا رو چیدیم انقد که دیگه جون نداشتیم", ""},
		{"row of a table", "۱۲۰۰    گلدان سفالی    باغچه    ۳", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		got := alone(t, Runs(lang.Default(), nil), c.in)
		if got != want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, want)
		}
		if again := alone(t, Runs(lang.Default(), nil), got); again != got {
			t.Errorf("%s becomes %+q the second time", c.name, again)
		}
	}
}
