package cipher

import (
	"path/filepath"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// rename gives the digits of pages other names and counts the different ones by font.
func rename(ps []*page.Page, to func(r rune, digit int) rune) map[int32]map[string]bool {
	seen := map[int32]map[string]bool{}
	for _, p := range ps {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			d, ok := Digit(g)
			if !ok {
				continue
			}
			g.Text = string(to([]rune(g.Text)[0], d))
			if seen[g.Font] == nil {
				seen[g.Font] = map[string]bool{}
			}
			seen[g.Font][g.Text] = true
		}
	}
	return seen
}

// block is where the digits of the block of a digit begin.
func block(r rune) rune { return r &^ 0xf }

// TestDoubtSound: no digit of a sound font is doubted, in any language, under whatever
// block its value is named.
func TestDoubtSound(t *testing.T) {
	files, err := filepath.Glob("../../fixtures/pdf/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		f, ps := pagesOf(t, filepath.Base(file))
		for _, base := range []rune{0, '0', '\u0660', '\u06F0'} {
			rename(ps, func(r rune, d int) rune {
				if base == 0 {
					return r
				}
				return base + rune(d)
			})
			if got := Doubt(ps, f); got != nil {
				t.Errorf("%s, digits named from %U: %+v", filepath.Base(file), base, got)
			}
		}
	}
}

// TestDoubt: digits that are shifted or permuted are found out, and not renamed; where an
// ActualText spells them or nothing shows them, their names do not matter.
func TestDoubt(t *testing.T) {
	reversed := [10]int{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
	for name, lie := range map[string]func(int) int{
		"shifted by 1": func(d int) int { return (d + 1) % 10 },
		"shifted by 6": func(d int) int { return (d + 6) % 10 },
		"reversed":     func(d int) int { return reversed[d] },
	} {
		found, all := 0, 0
		for _, file := range []string{"chromium-lines.pdf", "chromium-arabic.pdf", "pango-table.pdf", "libreoffice-law.pdf", "xetex-lines.pdf", "reshaper-table.pdf", "chromium-amiri-lines.pdf", "weasyprint-lines.pdf"} {
			f, ps := pagesOf(t, file)
			seen := rename(ps, func(r rune, d int) rune {
				if block(r) == '0' { // the fixtures draw Latin digits there, of which no picture is known
					return r
				}
				return block(r) + rune(lie(d))
			})
			doubted := map[int32]bool{}
			for _, d := range Doubt(ps, f) {
				doubted[d.Font] = true
				if d.Names != nil || d.Verdict != page.VerdictUnknown || d.Evidence == "" {
					t.Errorf("%s: %+v", file, d)
				}
			}
			for font, digits := range seen {
				eastern := 0
				for s := range digits {
					if s[0] > '9' {
						eastern++
					}
				}
				if eastern < 4 {
					continue
				}
				if all++; doubted[font] {
					found++
				}
			}
			for _, p := range ps {
				for i := range p.Glyphs {
					if i%2 == 0 {
						p.Glyphs[i].Span = 1
					} else {
						p.Glyphs[i].Flags |= page.Hidden
					}
				}
			}
			if got := Doubt(ps, f); got != nil {
				t.Errorf("%s: doubt of what no one reads: %+v", file, got)
			}
		}
		t.Logf("%s: %d of %d fonts found", name, found, all)
		if all < 8 || 10*found < 9*all {
			t.Errorf("%s: only %d of %d fonts were found", name, found, all)
		}
	}
}

// TestDoubtOne: one odd digit among many that are right is the style of its font.
func TestDoubtOne(t *testing.T) {
	f, ps := pagesOf(t, "chromium-lines.pdf")
	rename(ps, func(r rune, d int) rune {
		if r == '\u06F2' {
			return '\u06F7'
		}
		return r
	})
	if got := Doubt(ps, f); got != nil {
		t.Errorf("%+v", got)
	}
	if got := Doubt(ps, nil); got != nil {
		t.Errorf("without outlines: %+v", got)
	}
}
