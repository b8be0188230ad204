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
		{"وقتیکه باران آمد چندانکه باید نماندیم", ""},
		{"آنرا از اینکه بدانچه گفتند خرید", ""},
		{"انقلابی چندبعدی و ضداستعماری", ""},
		{"مهمان آقای فرزانگیان و خانم پورجمشیدنژاد بودیم", ""},
		{"درخت و پیداکردن و چشم‌پزشکی", ""},
		{"وحمل القمح إلى المدينة ونحوه", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := mend(t, Spaces(lang.Default()), c.in); got != want {
			t.Errorf("%s: got %s", c.in, got)
		}
	}
	line := "باران آمد و هوا سرداست.\n"
	if in := strings.Repeat(line, briefLines+1); mend(t, Spaces(lang.Default()), in) != in {
		t.Error("a text of more lines is held to more")
	}
}
