package cipher

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
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

// TestWrongLigature: a ligature that the file has wrong is another pair of letters, and no single
// letter, be its words as frequent.
func TestWrongLigature(t *testing.T) {
	gid := func(r rune) uint32 { return uint32(r) }
	fonts := []page.Font{{Name: "Body"}}
	pages := setLine("عاد الأب إلى الم?ل وجلس في م?له ثم ?لت البنت وهي ت?ل الدرج بعد ال?اع إلى ال?هة في المدينة وكان رجلا ?يها لا ي?عج", gid)
	for i := range pages[0].Glyphs {
		if g := &pages[0].Glyphs[i]; g.Code == '?' {
			g.Text = "\u062A\u0631" // TEH, REH
		}
	}
	layout.Arrange(pages[0], fonts, layout.Options{})
	got := Check(pages, fonts, lang.For(lang.Arabic), nil).Fonts()
	if len(got) != 1 || len(got[0].Names) != 1 || got[0].Names['?'].Text != "\u0646\u0632" { // NOON, ZAIN
		t.Errorf("%+v", got)
	}
	if got := Check(pages, fonts, lang.Default(), nil); !got.Empty() {
		t.Errorf("the words of another language: %+v", got.Fonts())
	}
}

// TestNoLigature: a glyph that the file has for two letters may be one of them.
func TestNoLigature(t *testing.T) {
	gid := func(r rune) uint32 { return uint32(r) }
	fonts := []page.Font{{Name: "Body"}}
	pages := setLine("این ?تاب را برای ?ودک خریدم و ?لید را به ?ارگر دادم تا ?فش و ?لاه را در ?شو بگذارد و ?نار پنجره بماند", gid)
	for i := range pages[0].Glyphs {
		if g := &pages[0].Glyphs[i]; g.Code == '?' {
			g.Text = "\u06A9\u062A" // KEHEH, TEH
		}
	}
	layout.Arrange(pages[0], fonts, layout.Options{})
	got := Check(pages, fonts, lang.Default(), nil).Fonts()
	if len(got) != 1 || len(got[0].Names) != 1 || got[0].Names['?'].Text != "\u06A9" {
		t.Errorf("%+v", got)
	}
}

// TestPairs: the ligatures are of letters of Persian, and no lam-alef, which is tried before.
func TestPairs(t *testing.T) {
	n := 0
	for _, g := range persianReadings().paired {
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
