package cipher

import (
	"math"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Maps that were cut to single bytes say Latin letters, digits and signs for Arabic
// letters. Where such a text is painted into a word, touching letters on both sides,
// time after time, in a font that is sick anyhow, it counts as no name.
const (
	// touching: ink of a word lies closer than this part of the font size.
	touching = 0.08
	// insideShare is the share of its places that must lie between or beside letters
	// of the Arabic script, and insideLeast how many they are at least.
	insideShare = 0.7
	insideLeast = 2
	disbelief   = 3 // rounds
	// bothShare is the least share of its places in which a sign must touch a letter on
	// either side.
	bothShare = 0.2
)

// disbelieved are the codes of sick fonts whose texts belong to another script than
// the words they are painted into.
func disbelieved(pages []*page.Page, fonts []page.Font) map[Code]bool {
	sick := false
	for i := range fonts {
		sick = sick || fonts[i].Verdict == page.VerdictSick
	}
	if !sick {
		return nil
	}
	type tally struct{ inside, before, after, all int }
	out, sign := map[Code]bool{}, map[Code]bool{}
	for range disbelief { // what is no name makes its neighbours stand in words
		count := map[Code]tally{}
		for _, p := range pages {
			for i := range p.Glyphs {
				g := &p.Glyphs[i]
				c := Code{g.Font, g.Code}
				if out[c] || g.Font < 0 || int(g.Font) >= len(fonts) || fonts[g.Font].Verdict != page.VerdictSick || !foreign(g) {
					continue
				}
				t := count[c]
				t.all++
				sign[c] = !alphanumeric(g.Text)
				before, after := near(p.Glyphs, i, -1, out), near(p.Glyphs, i, 1, out)
				if before || after {
					t.inside++
				}
				if before {
					t.before++
				}
				if after {
					t.after++
				}
				count[c] = t
			}
		}
		found := false
		for c, t := range count {
			// A sign touches the word that it follows or opens, and only that.
			if sign[c] && float64(min(t.before, t.after)) < bothShare*float64(t.all) {
				continue
			}
			if t.inside >= insideLeast && float64(t.inside) >= insideShare*float64(t.all) {
				out[c], found = true, true
			}
		}
		if !found {
			break
		}
	}
	return out
}

// joiners are signs that do stand inside of words.
const joiners = "-./:_\u00B7\u2010\u2011\u2013\u2014\u2212"

// foreign reports a visible glyph of one code point that is no letter, digit or mark
// of the Arabic script and no space.
func foreign(g *page.Glyph) bool {
	r := []rune(g.Text)
	return len(r) == 1 && g.Span == 0 && g.Flags == 0 && g.Advance > thinAdvance*g.Size &&
		!strings.ContainsRune(joiners, r[0]) && !script.IsLetter(r[0]) && !script.IsMark(r[0]) && !isEastern(r[0]) && r[0] > ' ' && !(r[0] >= 0x0600 && r[0] < 0x0700)
}

func alphanumeric(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// near reports that the glyph painted before or after glyph i is a letter of the
// Arabic script, or has no name, and touches it.
func near(gs []page.Glyph, i, step int, none map[Code]bool) bool {
	g := &gs[i]
	for j := i + step; j >= 0 && j < len(gs) && j-i < 4 && i-j < 4; j += step {
		h := &gs[j]
		if h.Advance <= thinAdvance*h.Size {
			continue // a mark
		}
		r := []rune(h.Text)
		if h.Font != g.Font || math.Abs(h.Origin.Y-g.Origin.Y) > thinAdvance*g.Size || len(r) > 0 && !script.IsLetter(r[0]) && !none[Code{h.Font, h.Code}] {
			return false
		}
		gap := math.Max(g.Origin.X-h.Origin.X-h.Advance, h.Origin.X-g.Origin.X-g.Advance)
		return math.Abs(gap) < touching*g.Size
	}
	return false
}
