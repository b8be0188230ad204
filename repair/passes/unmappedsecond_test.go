package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
)

// TestUnmappedSecond: a font that has a glyph of its own for a letter before certain others may leave that one
// without a name, and have the letter in the same shape everywhere else.
func TestUnmappedSecond(t *testing.T) {
	lines := []string{
		"این باغ در پایین این دره است و زمین این دهکده شیرین و نرم است",
		"یکی از این دو برادر همیشه پیش از این کار می‌کرد و دیگری بیرون می‌رفت",
		"سرزمین آنان بهترین جای این کشور بود و نخستین مردم این ناحیه بودند",
		"همچنین در این روزها نیز تمرین بیشتری کردند تا بیست نفر آماده شوند",
		"بیدها سایه داشتند و پیرمرد بیشه را بیش از هر جای دیگر می‌شناخت",
	}
	var in, want []string
	for _, l := range lines {
		rs := []rune(l)
		letter := func(i int) bool { return i >= 0 && i < len(rs) && isArabic(rs[i]) }
		shapes, lost := make([]rune, len(rs)), make([]rune, len(rs))
		for i, r := range rs {
			shapes[i] = r
			if letter(i) {
				if s, ok := script.Shape(string(r), script.FormOf(letter(i-1) && joinsNext(rs[max(0, i-1)]), joinsNext(r) && letter(i+1))); ok {
					shapes[i] = s
				}
			}
			lost[i] = shapes[i]
			if r == script.PersianYeh && letter(i+1) && rs[i+1] == '\u0646' { // NOON
				lost[i] = replacement
			}
		}
		in, want = append(in, string(lost)), append(want, string(shapes))
	}
	got := strings.Split(alone(t, Unmapped(lang.Default()), strings.Join(in, "\n")), "\n")
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("got %s\nwant %s", got[i], want[i])
		}
	}
}
