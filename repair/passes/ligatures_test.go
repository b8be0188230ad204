package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestLigatures: the ligatures that a text turned round are learned from its words that are none, and put
// in order also in words that are words both ways; those that it did not turn stay.
func TestLigatures(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Persian", "منایندگان جملس در این زمینه حبث کردند و خمالفت خود را گفتند؛ قامن کتاب را از کتابدار گرفت.",
			"نمایندگان مجلس در این زمینه بحث کردند و مخالفت خود را گفتند؛ قامن کتاب را از کتابدار گرفت."},
		{"prefixes", "باغبان یم\u200Cگفت که درخت یم\u200Cروید و پرنده یم\u200Cخواند؛ او به جملس و خمالفت منایندگان منی\u200Cرود.",
			"باغبان می\u200Cگفت که درخت می\u200Cروید و پرنده می\u200Cخواند؛ او به مجلس و مخالفت نمایندگان نمی\u200Cرود."},
		{"two slips", "نویسنده در جملس نشست و دربارهٔ کتاب حبث کرد و به خانه رفت.", ""},
		{"both orders", strings.Repeat("جملس و مجلس، حبث و بحث، خمالفت و مخالفت، منایندگان و نمایندگان را دید.\n", 3), ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := mend(t, Ligatures(lang.Default()), c.in); got != want {
			t.Errorf("%s: %s\nbecame %s\nwant   %s", c.name, c.in, got, want)
		}
	}
	const in, want = "كانت احلديقة يف املدينة الكبرية، وقد سافر الطالب إىل اجلامعة يف العام املايض وقرأ اخلرب يف الصحيفة.", "كانت الحديقة في المدينة الكبيرة، وقد سافر الطالب إلى الجامعة في العام"
	if got := mend(t, Ligatures(lang.For(lang.Arabic)), in); !strings.HasPrefix(got, want) {
		t.Errorf("Arabic: got %s", got)
	}
}
