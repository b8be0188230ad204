package font

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// madeRun is a run of a made font: codes from code on stand for the code points from
// first on.
type madeRun struct {
	code  uint32
	first rune
	n     int
}

// madeFont has the letters and their forms in the order of their code points, and some
// glyphs without one between them.
var madeFont = []madeRun{
	{0x03, ' ', 1}, {0x05, '(', 2}, {0x09, '.', 1},
	{0x10, 0x060c, 1}, {0x11, 0x061b, 1}, {0x12, 0x061f, 1},
	{0x13, 0x0621, 26}, {0x2d, 0x0640, 11}, {0x3a, 0x067e, 1}, {0x3b, 0x0686, 1}, {0x3c, 0x0698, 1}, {0x3d, 0x06a9, 1}, {0x3e, 0x06af, 1}, {0x3f, 0x06cc, 1},
	{0x50, 0x06f0, 4}, {0x54, 0x06f4, 1}, {0x56, 0x06f5, 1}, {0x58, 0x06f6, 1}, {0x5a, 0x06f7, 1}, {0x5c, 0x06f8, 1}, {0x5e, 0x06f9, 1},
	{0x60, 0xfb57, 3}, {0x63, 0xfb7b, 3}, {0x66, 0xfb8b, 1}, {0x67, 0xfb8f, 3}, {0x6a, 0xfb93, 3}, {0x6d, 0xfbfd, 3},
	{0x80, 0xfe82, 1}, {0x81, 0xfe84, 1}, {0x82, 0xfe86, 1}, {0x83, 0xfe8a, 3}, {0x86, 0xfe8e, 1}, {0x87, 0xfe90, 3}, {0x8a, 0xfe94, 1}, {0x8b, 0xfe96, 3},
	{0x8e, 0xfe9a, 3}, {0x91, 0xfe9e, 3}, {0x94, 0xfea2, 3}, {0x97, 0xfea6, 3}, {0x9a, 0xfeaa, 1}, {0x9b, 0xfeac, 1}, {0x9c, 0xfeae, 1}, {0x9d, 0xfeb0, 1},
	{0x9e, 0xfeb2, 3}, {0xa1, 0xfeb6, 3}, {0xa4, 0xfeba, 3}, {0xa7, 0xfebe, 3}, {0xaa, 0xfec2, 3}, {0xad, 0xfec6, 3}, {0xb0, 0xfeca, 3}, {0xb3, 0xfece, 3},
	{0xb6, 0xfed2, 3}, {0xb9, 0xfed6, 3}, {0xbc, 0xfeda, 3}, {0xbf, 0xfede, 3}, {0xc2, 0xfee2, 3}, {0xc5, 0xfee6, 3}, {0xc8, 0xfeea, 3}, {0xcb, 0xfeee, 1},
	{0xd0, 0xfefb, 2},
}

// mapOf writes a map of the runs: true, or as pdfwrite copies it.
func mapOf(runs []madeRun, cut bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d beginbfchar\n", len(runs))
	for _, r := range runs {
		first := r.first
		if cut && r.n > 1 {
			first = r.first>>8 | r.first&0xff
		}
		for k := range rune(r.n) {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", r.code+uint32(k), first+k)
		}
	}
	return b.String() + "endbfchar"
}

func TestCutRanges(t *testing.T) {
	f := load(type0(mapOf(madeFont, true)), Options{})
	right, lost := 0, 0
	for _, r := range madeFont {
		for k := range r.n {
			want := foldText(string(r.first + rune(k))).Text
			c, _ := f.Next([]byte{0, byte(int(r.code) + k)})
			switch c.Text {
			case want:
				right++
			case "":
				lost++
			default:
				t.Errorf("code %x is %+q, want %+q", int(r.code)+k, c.Text, want)
			}
		}
	}
	if right < 6*lost {
		t.Errorf("%d codes named, %d not", right, lost)
	}
	for i, want := range []string{"\u06F0", "\u06F1", "\u06F2", "\u06F3"} {
		if c, _ := f.Next([]byte{0, byte(0x50 + i)}); c.Text != want {
			t.Errorf("digit %d is %+q", i, c.Text)
		}
	}
}

// TestSoundRanges: maps that nobody cut stay as they are, Latin letters beside the
// Arabic ones as well.
func TestSoundRanges(t *testing.T) {
	latin := append([]madeRun{{0x100, 'A', 26}, {0x120, 'a', 26}, {0x140, 0xa1, 95}}, madeFont...)
	few := append([]madeRun{{0x100, 'f', 2}, {0x110, 0xf6, 1}, {0x112, 0xfc, 1}, {0x115, 0xfe, 2}}, madeFont...)
	for name, runs := range map[string][]madeRun{"Arabic": madeFont, "with Latin": latin, "with some Latin": few, "Latin": latin[:3], "Icelandic": few[:4]} {
		f := load(type0(mapOf(runs, false)), Options{})
		for _, r := range runs {
			for k := range r.n {
				want := foldText(string(r.first + rune(k))).Text
				code := int(r.code) + k
				if c, _ := f.Next([]byte{byte(code >> 8), byte(code)}); c.Text != want {
					t.Errorf("%s: code %x is %+q, want %+q", name, code, c.Text, want)
				}
			}
		}
		if got := f.Info(); got.Verdict != page.VerdictHealthy {
			t.Errorf("%s: %v %q", name, got.Verdict, got.Evidence)
		}
	}
}

func TestFitDigits(t *testing.T) {
	run := func(text rune, n int) []place { return digitPlaces(cutRun{text: text, n: n}, '\u0660') }
	tests := []struct {
		places [][]place
		taken  uint16
		want   string
	}{
		{[][]place{run(0x66, 4), run(0x67, 4), run(0x66, 3)}, 0, "\u0660\u0667\u0664"},
		{[][]place{run(0x66, 2)}, 0, "\x00"},
		{[][]place{run(0x66, 2)}, 1<<4 | 1<<6 | 1<<0, "\u0662"},
		{[][]place{run(0x66, 2)}, allDigits, ""},
	}
	for _, tt := range tests {
		if got := string(fit(tt.places, tt.taken)); got != tt.want {
			t.Errorf("got %+q, want %+q", got, tt.want)
		}
	}
}

// BenchmarkCutRanges is the worst of maps: halves in no order, about as many as are compared.
func BenchmarkCutRanges(b *testing.B) {
	var spans []cutRun
	for i := range 30 {
		spans = append(spans, cutRun{code: uint32(3 * i), text: 0xff, n: 1})
	}
	for b.Loop() {
		readSpans(inOrder(spans), map[rune]int{})
	}
}
