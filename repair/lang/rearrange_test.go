package lang_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// What Rearranged says of two texts must differ as much as what LogProb says of them.
func TestRearranged(t *testing.T) {
	const text = "در سال ۱۳۹۸ شمار آنان به ۱٬۲۵۰ نفر رسید، و کتاب (چاپ دوم) را در تهران خریدم؛ قیمت Go 1.26 و سَلام بر همه می‌رود ᠀ پ"
	m, random := lang.Default(), rand.New(rand.NewPCG(1, 2))
	gaps := []string{"", " ", "  ", "\u200C", "\u064E"}
	var r lang.Rearranged
	for range 2000 {
		rest := []rune(text)
		rest = rest[random.IntN(len(rest)):]
		var parts [][]rune
		for len(rest) > 0 && len(parts) < 9 {
			n := min(len(rest), 1+random.IntN(14))
			parts, rest = append(parts, rest[:n]), rest[n:]
		}
		var texts [][]lang.Piece
		var want []float64
		for range 2 + random.IntN(3) {
			var pieces []lang.Piece
			var b strings.Builder
			for i, k := range random.Perm(len(parts)) {
				p := lang.Piece{Part: k, Gap: gaps[random.IntN(len(gaps))]}
				if pieces = append(pieces, p); i > 0 {
					b.WriteString(p.Gap)
				}
				b.WriteString(string(parts[k]))
			}
			texts, want = append(texts, pieces), append(want, m.LogProb(nil, []rune(b.String())))
		}
		r.Parts(m, parts...)
		got := r.Weigh(texts...)
		for i := range got {
			if got[i]-got[0] != want[i]-want[0] {
				t.Fatalf("%q in %v: %v, LogProb says %v", parts, texts, slices.Clone(got), want)
			}
		}
	}
}
