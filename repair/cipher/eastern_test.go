package cipher

import (
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf"
)

func pagesOf(t *testing.T, name string) (*pdf.File, []*page.Page) {
	t.Helper()
	b, err := os.ReadFile("../../fixtures/pdf/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var ps []*page.Page
	for n := range f.NumPages() {
		p, err := f.Page(context.Background(), n+1)
		if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
	return f, ps
}

// TestEasternShape: the 4 and the 6 of both blocks are told apart in the fonts of the fixtures.
func TestEasternShape(t *testing.T) {
	told := map[rune]int{}
	for _, name := range []string{"chromium-lines.pdf", "chromium-amiri-lines.pdf", "pango-lines.pdf", "reshaper-lines.pdf", "chromium-arabic.pdf"} {
		f, ps := pagesOf(t, name)
		for _, p := range ps {
			for _, g := range p.Glyphs {
				r := []rune(g.Text)
				if len(r) != 1 {
					continue
				}
				base, want := r[0], -1
				if r[0] >= '\u06F0' && r[0] <= '\u06F9' {
					base, want = r[0]-'\u06F0'+'\u0660', 1
				}
				switch got := easternShape(base, f.Outline(g.Font, g.GID)); {
				case base != '\u0664' && base != '\u0666':
					if got != 0 {
						t.Errorf("%s: %+q has shape %d", name, r, got)
					}
				case got == -want:
					t.Errorf("%s: %+q is taken for one of the other block", name, r)
				case got == want:
					told[r[0]]++
				}
			}
		}
	}
	if told['\u06F4'] == 0 || told['\u06F6'] == 0 || told['\u0664']+told['\u0666'] == 0 {
		t.Errorf("told %v", told)
	}
}

// TestDigits: Persian digits that a producer took for Arabic-Indic ones come back; where
// the shapes or the language are Arabic, they stay.
func TestDigits(t *testing.T) {
	f, ps := pagesOf(t, "pango-prose.pdf")
	var want []string
	for _, p := range ps {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			want = append(want, g.Text)
			if r := []rune(g.Text); len(r) == 1 && r[0] >= '\u06F0' && r[0] <= '\u06F9' {
				g.Text = string(r[0] - '\u06F0' + '\u0660')
			}
		}
	}
	k := Digits(ps, f)
	if len(k.Fonts()) == 0 {
		t.Fatal("no digit was named")
	}
	n := 0
	for _, p := range ps {
		k.Apply(p)
		for i := range p.Glyphs {
			if p.Glyphs[i].Text != want[n] {
				t.Errorf("glyph %d: %+q, want %+q", n, p.Glyphs[i].Text, want[n])
			}
			n++
		}
	}
	for _, name := range []string{"chromium-arabic.pdf", "chromium-lines.pdf", "libreoffice-prose.pdf"} {
		f, ps := pagesOf(t, name)
		if k := Digits(ps, f); k != nil {
			t.Errorf("%s: %+v", name, k.Fonts())
		}
	}
}

// TestDigitsLast: the letters that show a document to be Persian may have to be named
// before its digits can be.
func TestDigitsLast(t *testing.T) {
	f, ps := pagesOf(t, "pango-prose.pdf")
	for _, p := range ps {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			r := []rune(g.Text)
			switch {
			case len(r) != 1:
			case r[0] >= '\u06F0' && r[0] <= '\u06F9':
				g.Text = string(r[0] - '\u06F0' + '\u0660')
			case r[0] == '\u067E', r[0] == '\u0686', r[0] == '\u0698', r[0] == '\u06AF': // PEH, TCHEH, JEH, GAF
				g.Text = ""
			}
		}
	}
	if k := Digits(ps, f); !k.Empty() {
		t.Fatal("a document without a Persian letter was taken for Persian")
	}
	key := Learn(ps, f.Fonts(), lang.Default(), f)
	for _, p := range ps {
		key.Apply(p)
	}
	if Digits(ps, f).Empty() {
		t.Error("the digits are not told once the letters are named")
	}
}

// TestSharedDigits: a font shares the digits that both blocks draw alike if none of them
// is Persian by its map and those that differ are.
func TestSharedDigits(t *testing.T) {
	of := func(s string) (d digits) {
		for _, r := range s {
			d[r-'0'] = true
		}
		return d
	}
	for _, c := range []struct {
		arabic, persian string
		want            bool
	}{
		{"0123789", "456", true},
		{"13", "5", true},
		{"13", "", false},     // nothing shows which they are
		{"134", "5", false},   // an Arabic 4
		{"13", "1345", false}, // both blocks, by somebody's choice
	} {
		if got := of(c.arabic).shared(of(c.persian)); got != c.want {
			t.Errorf("Arabic %s, Persian %s: %v", c.arabic, c.persian, got)
		}
	}
}

// TestArabicDigits: in an Arabic document the digits whose glyphs both blocks share are those
// of Arabic, but where the file itself says Persian ones or sets a 4 that only Persian has.
func TestArabicDigits(t *testing.T) {
	set := func(letter rune, digit page.Glyph) *page.Page {
		p := &page.Page{}
		for range arabicLetters {
			p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(letter), Code: 1})
		}
		p.Glyphs = append(p.Glyphs, digit)
		return p
	}
	shared := page.Glyph{Text: "\u06F2", Code: 7, Conf: 0.7} // EXTENDED ARABIC-INDIC DIGIT TWO
	for _, c := range []struct {
		name   string
		letter rune
		digit  page.Glyph
		more   []page.Glyph
		want   string
	}{
		{"Arabic", '\u0629', shared, nil, "\u0662"},
		{"Persian", '\u06AF', shared, nil, "\u06F2"},
		{"stated", '\u0629', page.Glyph{Text: "\u06F2", Code: 7, Conf: 0.99}, nil, "\u06F2"},
		{"a Persian four", '\u0629', shared, []page.Glyph{{Text: "\u06F4", Code: 8, Conf: 0.9}}, "\u06F2"},
	} {
		p := set(c.letter, c.digit)
		p.Glyphs = append(p.Glyphs, c.more...)
		Digits([]*page.Page{p}, nil).Apply(p)
		if got := p.Glyphs[arabicLetters].Text; got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}
