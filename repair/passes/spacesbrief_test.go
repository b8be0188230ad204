package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestGluedInOneLine: one string is enough in a text of a line or a few, if it reads far better as words
// between its neighbours; a compound, a spelling and a name stay.
func TestGluedInOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغبان گفت اینکتاب را کنار پنجره بگذارید.", "باغبان گفت این کتاب را کنار پنجره بگذارید."},
		{"باران آمد و هوا سرداست.", "باران آمد و هوا سرد است."},
		{"وزیرآموزش و پرورش آمد.", "وزیر آموزش و پرورش آمد."},
		{"باغی هست کهدر کنار آن کوچه‌ای هست.", "باغی هست که در کنار آن کوچه‌ای هست."},
		{"مقاله موردبررسی قرار گرفت", "مقاله مورد بررسی قرار گرفت"},
		{"این اختلاف با حلوفصل تمام شد و بااینحال ماندیم", ""},
		{"حاصلی در\u200Cبر\u200Cنداشت و خواهد\u200Cشد", ""},
		{"این زبان بسیار کاراست", ""},
		{"وقتیکه باران آمد چندانکه باید نماندیم", ""},
		{"آنرا از اینکه بدانچه گفتند خرید", ""},
		{"انقلابی چندبعدی و ضداستعماری", ""},
		{"رمان «روزعید» را خواند و گفت روزعید کتاب خوبی است.", ""},
		{"مهمان آقای فرزانگیان و خانم پورجمشیدنژاد بودیم", ""},
		{"درخت و پیداکردن و چشم‌پزشکی", ""},
		{"وحمل القمح إلى المدينة ونحوه", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := mend(t, Spaces(Context{Model: lang.Default()}), c.in); got != want {
			t.Errorf("%s: got %s", c.in, got)
		}
	}
	line := "باران آمد و هوا سرداست.\n"
	if in := strings.Repeat(line, briefLines+1); mend(t, Spaces(Context{Model: lang.Default()}), in) != in {
		t.Error("a text of more lines is held to more")
	}
}

// TestSplitInOneLine: a word with a space inside, of which a piece is none or a letter; words that many
// write in two, letters that are listed and the از of verse stay.
func TestSplitInOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغبان درختا ن را آب داد و دستگا ه را خاموش کرد.", "باغبان درختان را آب داد و دستگاه را خاموش کرد."},
		{"گلدان د ر باغچه است.", "گلدان در باغچه است."},
		{"درختا ن را آب داد.", "درختان را آب داد."},
		{"این‌ها ر ا همه می‌گو ید و می‌شنو ند.", "این‌ها را همه می‌گوید و می‌شنوند."},
		{"کتاب را خواند م و بستم.", "کتاب را خواندم و بستم."},
		{"غذا خوش مزه و چیز ها ارزان است", ""},
		{"از خود به کجا شوی برو ز خود بیرون شو", ""},
		{"مطابق بند ه و ج قانون", ""},
		{"نقطه‌های ا ر و ش را به هم وصل کنید", ""},
		{"او با محمد رضا و احمد رضا آمد", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := mend(t, Spaces(Context{Model: lang.Default()}), c.in); got != want {
			t.Errorf("%s: got %s", c.in, got)
		}
	}
}
