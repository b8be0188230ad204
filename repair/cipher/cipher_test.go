package cipher_test

import (
	"bytes"
	"cmp"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf"
	"github.com/paknevis/paknevis/repair/script"
)

const printed = "../../fixtures/pdf"

// open reads all pages of a printed fixture.
func open(t testing.TB, name string) (*pdf.File, []*page.Page) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(printed, name))
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var pages []*page.Page
	for n := range f.NumPages() {
		p, err := f.Page(context.Background(), n+1)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return f, pages
}

// without takes the text of some codes away, as a map does that lacks them.
func without(pages []*page.Page, gone func(cipher.Code) bool) []*page.Page {
	out := make([]*page.Page, len(pages))
	for i, p := range pages {
		q := *p
		q.Glyphs = slices.Clone(p.Glyphs)
		for j := range q.Glyphs {
			if g := &q.Glyphs[j]; gone(cipher.Code{Font: g.Font, Code: g.Code}) {
				g.Text, g.Form, g.Evidence, g.Conf = "", script.FormUnknown, page.EvidenceNone, 0
			}
		}
		out[i] = &q
	}
	return out
}

// textByCode is what each code of the pages stands for.
func textByCode(pages []*page.Page) map[cipher.Code]string {
	text := map[cipher.Code]string{}
	for _, p := range pages {
		for _, g := range p.Glyphs {
			text[cipher.Code{Font: g.Font, Code: g.Code}] = g.Text
		}
	}
	return text
}

// letterCodes are the codes of letters that no ActualText speaks for, with their text and number.
func letterCodes(pages []*page.Page) (codes []cipher.Code, text map[cipher.Code]string, seen map[cipher.Code]int) {
	text, seen = map[cipher.Code]string{}, map[cipher.Code]int{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			c := cipher.Code{Font: g.Font, Code: g.Code}
			if g.Span != 0 || g.Text == "" || strings.ContainsFunc(g.Text, func(r rune) bool { return !script.IsLetter(r) }) {
				continue
			}
			if seen[c] == 0 {
				codes = append(codes, c)
			}
			text[c] = g.Text
			seen[c]++
		}
	}
	slices.SortFunc(codes, func(a, b cipher.Code) int {
		return cmp.Or(cmp.Compare(a.Font, b.Font), cmp.Compare(a.Code, b.Code))
	})
	return codes, text, seen
}

// sameLetters compares texts up to look-alikes: which yeh or kaf a font means is
// told by no word.
func sameLetters(a, b string) bool {
	return slices.Equal(lang.Symbols([]rune(a)), lang.Symbols([]rune(b)))
}

func names(k *cipher.Key) map[cipher.Code]page.Naming {
	m := map[cipher.Code]page.Naming{}
	for _, f := range k.Fonts() {
		for c, n := range f.Names {
			m[cipher.Code{Font: f.Font, Code: c}] = n
		}
	}
	return m
}

// arabicPrints are the fixtures in Arabic.
var arabicPrints = []string{"libreoffice-arabic.pdf", "chromium-arabic.pdf"}

// modelFor is the model of the language of a fixture.
func modelFor(name string) *lang.Model {
	if slices.Contains(arabicPrints, name) {
		return lang.For(lang.Arabic)
	}
	return lang.Default()
}

// TestDeletion takes map entries out of sound files at random and counts what
// comes back. A wrong name is worse than none.
func TestDeletion(t *testing.T) {
	const trials, gone = 6, 3
	right, wrong, all := 0, 0, 0
	for _, name := range []string{
		"pango-prose.pdf", "pango-lines.pdf", "xetex-prose.pdf", "xetex-lines.pdf", "reshaper-columns.pdf", "reshaper-technical.pdf",
		"libreoffice-prose.pdf", "libreoffice-law.pdf", "libreoffice-columns.pdf", "qt-prose.pdf", "weasyprint-prose.pdf",
		"libreoffice-arabic.pdf", "chromium-arabic.pdf",
	} {
		f, pages := open(t, name)
		codes, text, seen := letterCodes(pages)
		rng := rand.New(rand.NewPCG(1, 2))
		for range trials {
			pick := map[cipher.Code]bool{}
			for len(pick) < gone {
				pick[codes[rng.IntN(len(codes))]] = true
			}
			got := names(cipher.Learn(without(pages, func(c cipher.Code) bool { return pick[c] }), f.Fonts(), modelFor(name), f))
			for c := range pick {
				all += seen[c]
				n, ok := got[c]
				switch {
				case ok && sameLetters(n.Text, text[c]):
					right += seen[c]
				case ok:
					wrong++
					t.Errorf("%s: code %v is %q and was named %q", name, c, text[c], n.Text)
				}
			}
		}
	}
	t.Logf("%d of %d glyphs named, %d codes wrong", right, all, wrong)
	if float64(right) < 0.8*float64(all) {
		t.Errorf("only %d of %d glyphs came back", right, all)
	}
}

// TestSound: a file whose letters all have names gets none; tatweels without a map
// stay what they are, in every language.
func TestSound(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(printed, "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasPrefix(name, "qt-") || strings.HasPrefix(name, "weasyprint-") {
			continue // their ligatures have no names
		}
		f, pages := open(t, name)
		for _, m := range []*lang.Model{lang.Default(), lang.For(lang.Arabic)} {
			if got := names(cipher.Learn(pages, f.Fonts(), m, f)); len(got) > 0 {
				t.Errorf("%s, %s: %v", name, m.Language(), got)
			}
		}
	}
}

// TestNeighbours: the words of other languages say nothing, whatever is missing;
// signs and digits may get the names they have.
func TestNeighbours(t *testing.T) {
	for _, name := range []string{"libreoffice-kurdish.pdf", "libreoffice-urdu.pdf", "libreoffice-arabic.pdf", "libreoffice-pashto.pdf", "libreoffice-azeri.pdf", "libreoffice-hebrew.pdf", "libreoffice-english.pdf"} {
		f, pages := open(t, name)
		text := textByCode(pages)
		for part := range uint32(4) {
			gone := func(c cipher.Code) bool { return c.Code%4 == part }
			for c, n := range names(cipher.Learn(without(pages, gone), f.Fonts(), lang.Default(), f)) {
				if n.Text != text[c] || strings.ContainsFunc(n.Text, script.IsLetter) {
					t.Errorf("%s: %v is %q and was named %q", name, c, text[c], n.Text)
				}
			}
		}
	}
}

// lamAlef tells the codes that only their outlines name as a lam-alef or part of one.
func lamAlef(pages []*page.Page) func(cipher.Code) bool {
	drawn := map[cipher.Code]bool{}
	for _, p := range pages {
		for _, g := range p.Glyphs {
			if g.Evidence == page.EvidenceProgram && strings.Trim(g.Text, "\u0644\u0627") == "" {
				drawn[cipher.Code{Font: g.Font, Code: g.Code}] = true
			}
		}
	}
	return func(c cipher.Code) bool { return drawn[c] }
}

// TestLigature: the lam-alef of these files is reached only through a substitution
// that the subset has lost, and here its outline is not known.
func TestLigature(t *testing.T) {
	for _, name := range []string{"qt-lines.pdf", "weasyprint-lines.pdf"} {
		f, pages := open(t, name)
		k := cipher.Learn(without(pages, lamAlef(pages)), f.Fonts(), lang.Default(), f)
		found := false
		for _, n := range names(k) {
			found = found || n.Text == "\u0644\u0627" && n.Form == script.FormFinal && n.Evidence == page.EvidenceGuess
		}
		if !found {
			t.Errorf("%s: %v", name, names(k))
		}
	}
}

// TestShape: a letter in the shape that ends words carries the ZWNJ after it.
func TestShape(t *testing.T) {
	f, pages := open(t, "pango-prose.pdf")
	codes, text, seen := letterCodes(pages)
	var yeh cipher.Code
	for _, p := range pages {
		for i, g := range p.Glyphs {
			c := cipher.Code{Font: g.Font, Code: g.Code}
			if i > 0 && text[c] == "\u06CC" && g.Form == script.FormFinal && seen[c] > seen[yeh] {
				yeh = c
			}
		}
	}
	if seen[yeh] == 0 {
		// The font states no shapes: take the yeh that ends most words.
		for _, c := range codes {
			if text[c] == "\u06CC" && seen[c] > seen[yeh] && endsWords(pages, c) {
				yeh = c
			}
		}
	}
	if seen[yeh] == 0 {
		t.Fatal("the page has no final yeh")
	}
	k := cipher.Learn(without(pages, func(c cipher.Code) bool { return c == yeh }), f.Fonts(), lang.Default(), f)
	n := names(k)[yeh]
	if n.Text != "\u06CC" || n.Form != script.FormFinal && n.Form != script.FormIsolated {
		t.Errorf("got %+v for a final yeh", n)
	}
	if n.Conf <= 0.5 || n.Conf > 1 {
		t.Errorf("confidence %v", n.Conf)
	}
}

// endsWords reports a glyph that mostly stands before a space; Pango paints in
// logical order.
func endsWords(pages []*page.Page, c cipher.Code) bool {
	ends, all := 0, 0
	for _, p := range pages {
		for i, g := range p.Glyphs {
			if (cipher.Code{Font: g.Font, Code: g.Code}) == c {
				all++
				if i+1 < len(p.Glyphs) && strings.TrimSpace(p.Glyphs[i+1].Text) == "" {
					ends++
				}
			}
		}
	}
	return 2*ends > all
}

// TestKey: pages named by Apply are those that the told file would give, the
// result does not depend on chance, and Learn leaves its pages alone.
func TestKey(t *testing.T) {
	f, pages := open(t, "weasyprint-lines.pdf")
	before := without(pages, func(cipher.Code) bool { return false })
	k := cipher.Learn(pages, f.Fonts(), lang.Default(), f)
	for i := range pages {
		if !reflect.DeepEqual(pages[i], before[i]) {
			t.Fatalf("page %d was changed", i+1)
		}
	}
	if again := cipher.Learn(pages, f.Fonts(), lang.Default(), f); !reflect.DeepEqual(names(k), names(again)) {
		t.Errorf("%v, then %v", names(k), names(again))
	}
	if k.Empty() {
		t.Fatal("nothing was named")
	}
	for _, x := range k.Fonts() {
		if !f.Name(x.Font, x.Names, x.Verdict, x.Evidence) {
			t.Errorf("font %d is unknown", x.Font)
		}
		info := f.Fonts()[x.Font]
		if !slices.Contains(info.Evidence, x.Evidence) || info.Verdict != page.VerdictRepairable {
			t.Errorf("the font says %v: %q", info.Verdict, info.Evidence)
		}
	}
	for i, p := range pages {
		k.Apply(p)
		q, err := f.Page(context.Background(), i+1)
		if err != nil {
			t.Fatal(err)
		}
		for j := range p.Glyphs {
			if p.Glyphs[j] != q.Glyphs[j] {
				t.Fatalf("page %d, glyph %d: %+v and %+v", i+1, j, p.Glyphs[j], q.Glyphs[j])
			}
		}
	}
}

func TestNil(t *testing.T) {
	var k *cipher.Key
	k.Apply(&page.Page{Glyphs: []page.Glyph{{}}})
	if !k.Empty() || k.Fonts() != nil {
		t.Error("a nil Key knows something")
	}
	if k := cipher.Learn(nil, nil, lang.Default(), nil); k != nil {
		t.Error("no pages gave a key")
	}
}

// arrange puts pages in order as the pipeline does.
func arrange(pages []*page.Page, fonts []page.Font) {
	k := layout.Learn(pages, fonts)
	for _, p := range pages {
		layout.Arrange(p, fonts, layout.Options{Knowledge: k})
	}
}

// TestSwap makes a map lie about one frequent letter at a time: where the words say
// so it is put right, and nothing else is touched.
func TestSwap(t *testing.T) {
	right, all := 0, 0
	for _, name := range []string{"pango-prose.pdf", "pango-lines.pdf", "libreoffice-prose.pdf", "libreoffice-law.pdf", "xetex-lines.pdf", "reshaper-lines.pdf", "libreoffice-arabic.pdf", "chromium-arabic.pdf"} {
		f, pages := open(t, name)
		codes, text, seen := letterCodes(pages)
		slices.SortStableFunc(codes, func(a, b cipher.Code) int { return cmp.Compare(seen[b], seen[a]) })
		codes = codes[:24]
		rng := rand.New(rand.NewPCG(3, 4))
		for i := 0; i < len(codes); i += 4 {
			c, other := codes[i], codes[rng.IntN(len(codes))]
			if sameLetters(text[c], text[other]) || len([]rune(text[c])) > 1 || len([]rune(text[other])) > 1 {
				continue
			}
			lie := without(pages, func(cipher.Code) bool { return false })
			for _, p := range lie {
				for j := range p.Glyphs {
					if g := &p.Glyphs[j]; (cipher.Code{Font: g.Font, Code: g.Code}) == c {
						g.Text = text[other]
					}
				}
			}
			arrange(lie, f.Fonts())
			all++
			for code, n := range names(cipher.Check(lie, f.Fonts(), modelFor(name), f)) {
				if code != c || !sameLetters(n.Text, text[c]) {
					t.Errorf("%s: %q was mapped to %q; %q is named %q", name, text[c], text[other], text[code], n.Text)
					continue
				}
				right++
			}
		}
	}
	t.Logf("%d of %d lies found", right, all)
	if 2*right < all {
		t.Errorf("only %d of %d lies were found", right, all)
	}
}

// TestCheckSound: no map of a sound file is doubted, in any language, and no font
// called sick.
func TestCheckSound(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(printed, "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		f, pages := open(t, filepath.Base(file))
		arrange(pages, f.Fonts())
		for _, m := range []*lang.Model{lang.Default(), lang.For(lang.Arabic)} {
			if k := cipher.Check(pages, f.Fonts(), m, f); k != nil {
				t.Errorf("%s, %s: %+v", filepath.Base(file), m.Language(), k.Fonts())
			}
		}
	}
}

// TestNoise: a font whose letters are all other letters is found out even where
// nothing can be put right.
func TestNoise(t *testing.T) {
	f, pages := open(t, "pango-prose.pdf")
	codes, text, _ := letterCodes(pages)
	shift := map[cipher.Code]string{}
	for i, c := range codes {
		shift[c] = text[codes[(i*7+31)%len(codes)]]
	}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if t, ok := shift[cipher.Code{Font: g.Font, Code: g.Code}]; ok {
				g.Text = t
			}
		}
	}
	arrange(pages, f.Fonts())
	k := cipher.Check(pages, f.Fonts(), lang.Default(), f)

	if len(k.Fonts()) == 0 || k.Fonts()[0].Verdict != page.VerdictSick || !k.Empty() {
		t.Errorf("got %+v", k.Fonts())
	}
}

// TestSigns: guillemets that only a mirroring substitution led to, and the full stop
// of a fallback, have no name and a shape that nothing else has.
func TestSigns(t *testing.T) {
	for name, want := range map[string]string{"weasyprint-lines.pdf": "\u00AB\u00BB", "qt-technical.pdf": "."} {
		f, pages := open(t, name)
		got := names(cipher.Learn(pages, f.Fonts(), lang.Default(), f))
		for _, r := range want {
			found := false
			for _, n := range got {
				found = found || n.Text == string(r)
			}
			if !found {
				t.Errorf("%s: no %c in %v", name, r, got)
			}
		}
		for c, n := range names(cipher.Learn(pages, f.Fonts(), lang.Default(), nil)) {
			if strings.ContainsAny(n.Text, ".\u00AB\u00BB") {
				t.Errorf("%s: %v is a sign without an outline", name, c)
			}
		}
	}
}

// TestPieces: one word is enough for a lam-alef that is painted in two pieces.
func TestPieces(t *testing.T) {
	f, pages := open(t, "weasyprint-prose.pdf")
	found := false
	for _, n := range names(cipher.Learn(without(pages, lamAlef(pages)), f.Fonts(), lang.Default(), f)) {
		found = found || n.Text == "\u0644\u0627"
	}
	if !found {
		t.Error("the lam-alef has no name")
	}
}

// TestDisbelief: Latin letters and signs in the middle of words are no names where a
// font is sick, and Latin words stay what they are; the font stays sick, for its
// digits may lie as well.
func TestDisbelief(t *testing.T) {
	f, pages := open(t, "reshaper-technical.pdf")
	codes, text, seen := letterCodes(pages)
	slices.SortStableFunc(codes, func(a, b cipher.Code) int { return cmp.Compare(seen[b], seen[a]) })
	lie := map[cipher.Code]string{}
	for i, c := range codes[:12] {
		if i%3 == 0 {
			lie[c] = string(rune('a' + i))
		}
	}
	cut := without(pages, func(cipher.Code) bool { return false })
	for _, p := range cut {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if t, ok := lie[cipher.Code{Font: g.Font, Code: g.Code}]; ok {
				g.Text, g.Form = t, script.FormUnknown
			}
		}
	}
	fonts := slices.Clone(f.Fonts())
	for i := range fonts {
		fonts[i].Verdict = page.VerdictHealthy
	}
	if got := names(cipher.Learn(cut, fonts, lang.Default(), f)); len(got) > 0 {
		t.Errorf("sound fonts were not believed: %v", got)
	}
	for i := range fonts {
		fonts[i].Verdict = page.VerdictSick
	}
	k := cipher.Learn(cut, fonts, lang.Default(), f)
	got := names(k)
	right := 0
	for c, n := range got {
		if lie[c] == "" || !sameLetters(n.Text, text[c]) {
			t.Errorf("%v is %q and was named %q", c, text[c], n.Text)
			continue
		}
		right++
	}
	if right < len(lie)-1 {
		t.Errorf("%d of %d names came back", right, len(lie))
	}
	for _, x := range k.Fonts() {
		if x.Verdict != page.VerdictUnknown {
			t.Errorf("font %d is called %v", x.Font, x.Verdict)
		}
	}
	if k := cipher.Learn(pages, fonts, lang.Default(), f); !k.Empty() {
		t.Errorf("true names were not believed: %v", names(k))
	}
}
