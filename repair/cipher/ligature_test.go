package cipher

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// TestLigatures: a glyph that no single letter fits is a pair of letters, if different words
// say so.
func TestLigatures(t *testing.T) {
	gid := func(r rune) uint32 { return uint32(r) }
	for _, c := range []struct{ text, want string }{
		{"بی?ر در خانه ?ند و شبا ای?ن آورد و پی?ن را شکست", "\u0645\u0627"}, // MEEM, ALEF
		{"?ایش در تالار بود و ?ودار را بر دیوار کشید و ?ونه گرفت", "\u0646\u0645"},
		{"بی?ر در خانه نشست و دیگر سخن نگفت", ""},         // one word
		{"سی? و کتا? و آفتا? در ?اغ و خرا? شد", "\u0628"}, // BEH: a letter comes before a pair
		{"پیش از سحر به سرای گ?بف رسید و ز?کس نشست", ""},  // no words
	} {
		k := Learn(setLine(c.text, gid), []page.Font{{Name: "Body"}}, lang.Default(), nil)
		got := ""
		for _, f := range k.Fonts() {
			got += f.Names['?'].Text
		}
		if got != c.want {
			t.Errorf("%s: %+q, want %+q", c.text, got, c.want)
		}
	}
}

// TestPairs: the ligatures are of letters of Persian, and no lam-alef, which is tried before.
func TestPairs(t *testing.T) {
	n := 0
	for _, g := range withPairs {
		if !g.pair() {
			continue
		}
		n++
		if s := string(g.text); s == string(lamAlef) || strings.ContainsAny(s, "\u064A\u0649\u0643") { // YEH, ALEF MAKSURA, KAF
			t.Errorf("%+q", s)
		}
	}
	if n < 100 {
		t.Errorf("only %d ligatures", n)
	}
}
