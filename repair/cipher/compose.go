package cipher

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Fonts draw many glyphs out of the parts of others: shadda and a vowel sign as one, a
// letter as a tooth and the dots of its family. Programs that keep no name for what a
// substitution made keep those of the parts, so that the very same contours tell what
// the whole stands for.

// Limits of a composition, 1/1000 em unless said otherwise.
const (
	// partSlack is how far boxes and places of the same contour may differ: outlines of
	// composites are rounded to units of the font.
	partSlack = 1.5
	// partArea: and their areas by this part.
	partArea = 0.01
	// maxParts bounds the contours of a glyph that is looked at.
	maxParts = 8
	// maxDrawn bounds the glyphs of a font that are compared, the most frequent first.
	maxDrawn = 512
	// A tooth stands on the baseline, toothFoot at most below it, and is not higher than
	// toothHigh and not wider than toothWide times the one it is compared with.
	toothFoot = 30.0
	toothHigh = 1.3
	toothWide = 2.0
)

const (
	shadda = '\u0651' // ARABIC SHADDA
	teh    = '\u062A' // ARABIC LETTER TEH
	qaf    = '\u0642' // ARABIC LETTER QAF
)

// double are the signs of two strokes, by that of one.
var double = map[rune]rune{'\u064E': '\u064B', '\u0650': '\u064D'} // FATHA, FATHATAN; KASRA, KASRATAN

// vowels are the signs that stand with shadda, each with the one that has its shape on
// the other side of it, if any.
var vowels = map[rune]rune{
	'\u064B': '\u064D', '\u064D': '\u064B', // FATHATAN, KASRATAN
	'\u064E': '\u0650', '\u0650': '\u064E', // FATHA, KASRA
	'\u064C': 0, '\u064F': 0, '\u0670': 0, // DAMMATAN, DAMMA, SUPERSCRIPT ALEF
}

// below are the signs that stand under a letter or under its shadda.
func below(r rune) bool { return r == '\u064D' || r == '\u0650' }

// teeth are the letters that are a tooth with dots where they join the next letter.
var teeth = map[rune]bool{
	'\u0628': true, '\u067E': true, '\u062A': true, '\u062B': true, // BEH, PEH, TEH, THEH
	'\u0646': true, '\u06CC': true, '\u064A': true, // NOON, FARSI YEH, YEH
}

func isYeh(r rune) bool { return r == '\u06CC' || r == '\u064A' } // FARSI YEH, YEH

// drawn is a glyph of a font with its outline.
type drawn struct {
	code uint32
	gid  uint32
	r    rune // what it stands for, 0 if that is not known
	mark bool
	n    int // how often it was painted
	cs   []page.Contour

	// A letter without holes has a body and dots.
	body *page.Contour
	dots []page.Contour
}

// Composed names glyphs without a name that are drawn of the contours of named glyphs of
// their font. The pages are not changed. It returns nil if there is nothing to name.
func Composed(pages []*page.Page, outlines Outliner) *Key {
	if outlines == nil {
		return nil
	}
	glyphs := map[Code]*drawn{}
	asked := map[int32]bool{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if g.Span != 0 || g.Font < 0 || g.GID == 0 || g.Flags != 0 {
				continue
			}
			c := Code{g.Font, g.Code}
			d := glyphs[c]
			if d == nil {
				d = &drawn{code: g.Code, gid: g.GID, mark: g.Advance <= thinAdvance*g.Size}
				if rs := []rune(g.Text); len(rs) == 1 {
					d.r = rs[0]
				} else if len(rs) > 1 {
					d.r = -1
				}
				glyphs[c] = d
				asked[g.Font] = asked[g.Font] || d.r == 0
			}
			d.n++
		}
	}
	fonts := map[int32][]*drawn{}
	for c, d := range glyphs {
		if asked[c.Font] && (d.r == 0 || teeth[d.r] || d.r == qaf || d.r == shadda || hasKey(vowels, d.r)) {
			fonts[c.Font] = append(fonts[c.Font], d)
		}
	}
	var found []Finding
	left := maxOutlines
	for _, font := range slices.Sorted(maps.Keys(fonts)) {
		ds := fonts[font]
		slices.SortFunc(ds, func(a, b *drawn) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.code, b.code)) })
		var known []*drawn
		for _, d := range ds[:min(len(ds), maxDrawn)] {
			if left--; left < 0 {
				break
			}
			if d.cs = outlines.Outline(font, d.gid); len(d.cs) > 0 && len(d.cs) <= maxParts {
				d.part()
				known = append(known, d)
			}
		}
		f := Finding{Font: font, Names: map[uint32]page.Naming{}}
		name := func(d *drawn, text string) {
			f.Names[d.code] = page.Naming{Text: text, Evidence: page.EvidenceGuess, Conf: signConf}
		}
		stacks(known, name)
		toothed(known, name)
		if len(f.Names) > 0 {
			f.Evidence = fmt.Sprintf("%d codes without a name are drawn of the parts of others", len(f.Names))
			found = append(found, f)
		}
	}
	return newKey(found)
}

// stacks names the marks that are shadda and a vowel sign. Whether a stroke is fatha or
// kasra is told by the side of the shadda on which it stands.
func stacks(ds []*drawn, name func(*drawn, string)) {
	for _, d := range ds {
		if d.r != 0 {
			continue
		}
		if r := stackOf(ds, d); r != 0 { // some fonts give marks an advance
			name(d, string([]rune{r, shadda}))
		}
	}
}

func stackOf(ds []*drawn, d *drawn) rune {
	for _, s := range ds {
		if s.r != shadda {
			continue
		}
		rest, ok := cut(d.cs, s.cs)
		if !ok || len(rest) == 0 {
			continue
		}
		under := middle(rest) < middle(s.cs)+offset(d.cs, s.cs)
		for _, v := range ds {
			twin, ok := vowels[v.r]
			if !ok {
				continue
			}
			r := v.r
			more, ok := cut(rest, v.cs)
			if ok && len(more) > 0 && double[r] != 0 { // the strokes may be set closer than in the sign by itself
				r, twin = double[r], double[twin]
				more, ok = cut(more, v.cs)
			}
			switch {
			case !ok || len(more) > 0:
			case below(r) == under:
				return r
			case twin != 0:
				return twin
			}
		}
	}
	return 0
}

// toothed names the letters that are a tooth under or over the dots of a named letter.
// Two dots below make yeh of any tooth, and two above teh where the qafs of the font have
// holes; other dots stand with other letters too, so that the tooth must be that of a
// letter that is known.
func toothed(ds []*drawn, name func(*drawn, string)) {
	of := map[*drawn]rune{}
	open, closed := 0, 0 // qafs with a hole, and without
	for _, d := range ds {
		if d.r == qaf && d.body == nil {
			open++
		} else if d.r == qaf {
			closed++
		}
		if teeth[d.r] {
			of[d] = d.r
		}
	}
	alone := func(r rune) bool { return isYeh(r) || r == teh && open > 0 && closed == 0 }
	for _, first := range []bool{true, false} {
		for _, d := range ds {
			if d.r != 0 || d.mark || of[d] != 0 {
				continue
			}
			if d.body == nil || d.body.Box.Y0 < -toothFoot {
				continue
			}
			for _, o := range ds {
				if !teeth[o.r] || alone(o.r) != first || !d.like(o) {
					continue
				}
				if first || slices.ContainsFunc(ds, func(t *drawn) bool { return of[t] != 0 && t.body != nil && sameContour(t.body, d.body) }) {
					of[d] = o.r
					name(d, string(o.r))
				}
				break
			}
		}
	}
}

// like reports that a letter is a tooth of the size of another letter and has its dots, put
// alike, on the same side.
func (d *drawn) like(o *drawn) bool {
	if o.body == nil {
		return false
	}
	a, b := d.body.Box, o.body.Box
	if b.Y0 < -toothFoot || a.Y1 > toothHigh*b.Y1 || a.Width() > toothWide*b.Width() {
		return false
	}
	rest, ok := cut(d.dots, o.dots)
	return ok && len(rest) == 0 && (middle(d.dots) < a.Center().Y) == (middle(o.dots) < b.Center().Y)
}

// part finds the largest contour of an outline, its body, and the others, its dots. An
// outline with holes, or without dots, has neither.
func (d *drawn) part() {
	at := 0
	for i, c := range d.cs {
		if math.Abs(c.Area) > math.Abs(d.cs[at].Area) {
			at = i
		}
	}
	var dots []page.Contour
	for i, c := range d.cs {
		if (c.Area > 0) != (d.cs[at].Area > 0) {
			return
		}
		if i != at {
			dots = append(dots, c)
		}
	}
	if len(dots) > 0 {
		d.body, d.dots = &d.cs[at], dots
	}
}

// cut takes the contours of part, moved as a whole, out of an outline.
func cut(cs, part []page.Contour) (rest []page.Contour, ok bool) {
	if len(part) == 0 || len(part) > len(cs) {
		return nil, false
	}
	for i := range cs {
		if !sameContour(&cs[i], &part[0]) {
			continue
		}
		a, b := cs[i].Box.Center(), part[0].Box.Center()
		used := make([]bool, len(cs))
		n := 0
		for j := range part {
			c := part[j].Box.Center()
			for k := range cs {
				e := cs[k].Box.Center()
				if !used[k] && sameContour(&cs[k], &part[j]) && math.Abs(e.X-c.X-(a.X-b.X)) <= 2*partSlack && math.Abs(e.Y-c.Y-(a.Y-b.Y)) <= 2*partSlack {
					used[k] = true
					n++
					break
				}
			}
		}
		if n == len(part) {
			for k := range cs {
				if !used[k] {
					rest = append(rest, cs[k])
				}
			}
			return rest, true
		}
	}
	return nil, false
}

// offset is how far up a part of an outline lies from where its own glyph has it.
func offset(cs, part []page.Contour) float64 {
	for i := range cs {
		if sameContour(&cs[i], &part[0]) {
			return cs[i].Box.Center().Y - part[0].Box.Center().Y
		}
	}
	return 0
}

// sameContour reports the same contour, wherever it lies.
func sameContour(a, b *page.Contour) bool {
	return math.Abs(a.Box.Width()-b.Box.Width()) <= partSlack && math.Abs(a.Box.Height()-b.Box.Height()) <= partSlack &&
		math.Abs(a.Area-b.Area) <= partArea*math.Abs(a.Area)
}

// middle is the height of an outline's middle.
func middle(cs []page.Contour) float64 {
	box := cs[0].Box
	for _, c := range cs[1:] {
		box = box.Union(c.Box)
	}
	return box.Center().Y
}

func hasKey(m map[rune]rune, r rune) bool { _, ok := m[r]; return ok }
