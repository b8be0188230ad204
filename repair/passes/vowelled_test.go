package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// TestVowelled: marks that stand before their letters behind a space, as in pdftotext's verses,
// find them; vowelled Arabic that is sound and Persian words with vowels stay.
func TestVowelled(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"led", "َك َت َب ْال َو َل ُد", "كَتَبَ الْوَلَدُ"},
		{"two words that are known", "ِك َت ِاب َم ْر َي َم", "كِتَابِ مَرْيَمَ"},
		{"behind", "ك َاتِب ٌ ق َال َ ش َاع ِر ٌ م َات َ", "كَاتِبٌ قَالَ شَاعِرٌ مَاتَ"},
		{"sound", "كَتَبَ الْوَلَدُ دَرْسَهُ", ""},
		{"Persian", "ُمهر و ِمهر و َمهر و ِکشتی و کشتن همه واژه‌اند", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, Vowelled(lang.Default()), c.in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s\nwant\n%s", c.name, c.in, got, want)
		}
	}
}

// TestVowelledAllah: the marks of the name whose ligature was read backward.
func TestVowelledAllah(t *testing.T) {
	for in, want := range map[string]string{
		"اهَّللِ":  "اللَّهِ",
		"اهِلَّل":  "اللَّهِ",
		"باهَّللِ": "باللَّهِ",
		"هَّلِلِ":  "لِلَّهِ",
		"هلل":      "",
		"سَهْلَل":  "",
		"اللَّهِ":  "",
	} {
		new, ok := vowelledAllah(page.TextOf(in))
		if got := new.String(); ok != (want != "") || got != want {
			t.Errorf("%s became %q, want %q", in, got, want)
		}
	}
}
