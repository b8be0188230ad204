package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Chromium counts the letters of a line anew where a font draws one letter with several
// glyphs or several with one, and loses count now and then: it states the text of each
// glyph for one some places further on, and what falls off one end of the line for the
// glyphs at the other end. Where a glyph has no map yet, its map is made of the wrong
// letter too. Such lines are told by two facts together: span after span says other
// letters than the font's map, and all of them agree with it when the texts of the
// line are turned by the same number of places.

const (
	// displacedLeast: so many spans of a line must contradict their glyphs,
	displacedLeast = 6
	// displacedAway: by so many places at most the texts are turned,
	displacedAway = 8
	// displacedShare: and of the contradictions this part must be gone then. By chance
	// one letter in twelve fits.
	displacedShare = 0.75
	// displacedText: what one glyph stands for has at most so many bytes.
	displacedText = 16
	// displacedLine bounds the glyphs of a line.
	displacedLine = 1000
	// displacedRise: glyphs of a line, marks too, start this near to one height, in
	// font sizes.
	displacedRise = 0.6
	// lostLeast: a line of so many letters has lost texts
	lostLeast = 8
	// lostShare: when its spans state fewer than this part of them,
	lostShare = 0.8
	// lostEmpty: and so many stand under spans that state nothing. Of 668 public files one
	// has such lines.
	lostEmpty = 4
)

// restate finds the lines whose texts are displaced and returns for each of their glyphs
// the text that belongs to it.
func (a *arranger) restate() map[int32]string {
	gs, spans := a.page.Glyphs, a.page.Spans
	if len(spans) < displacedLeast {
		return nil
	}
	out, lost := map[int32]string{}, false
	for lo := 0; lo < len(gs); {
		hi, odd := lo+1, 0
		for hi < len(gs) && hi-lo < displacedLine && math.Abs(gs[hi].Origin.Y-gs[lo].Origin.Y) < displacedRise*gs[lo].Size && gs[hi].Size == gs[lo].Size {
			hi++
		}
		for i := lo; i < hi; i++ {
			if a.contradicts(int32(i)) {
				odd++
			}
		}
		turned := false
		if odd >= displacedLeast {
			if d := a.turned(lo, hi, odd); d != 0 {
				turned = true
				t, known := a.stated(lo, hi)
				for i := range t {
					if k := (i + d + len(t)) % len(t); known[k] {
						out[int32(lo+i)] = t[k]
					} else {
						out[int32(lo+i)] = a.page.Glyphs[lo+i].Text
					}
				}
			}
		}
		lost = lost || !turned && a.loses(lo, hi)
		lo = hi
	}
	if lost {
		a.unstate(out)
	}
	return out
}

// loses reports a line whose spans, each over one glyph, leave out letters of it: what they
// state is that of other lines, too far away to be turned back.
func (a *arranger) loses(lo, hi int) bool {
	own, told, empty := 0, 0, 0
	for i := lo; i < hi; i++ {
		g := &a.page.Glyphs[i]
		s := a.span(g)
		if !mapped(g, s) {
			continue
		}
		n := arabicLetters(g.Text)
		own, told = own+n, told+arabicLetters(s.Text)
		if n > 0 && s.Text == "" {
			empty++
		}
	}
	return own >= lostLeast && empty >= lostEmpty && float64(told) < lostShare*float64(own)
}

// unstate takes the font's map for what the spans of a page state that loses count in this
// way, but for lines that were turned back, for what agrees with the map (a glyph serves the digits
// of Arabic and of Persian), and for the joiners, which no map has.
func (a *arranger) unstate(out map[int32]string) {
	for i := range a.page.Glyphs {
		g := &a.page.Glyphs[i]
		s := a.span(g)
		if _, turned := out[int32(i)]; !turned && mapped(g, s) && s.Text != string(zwnj) && !shares(script.Skeleton([]rune(g.Text)), script.Skeleton([]rune(s.Text))) {
			out[int32(i)] = g.Text
		}
	}
}

// mapped reports a glyph that the font's map names, under a span of its own. The dots of a letter,
// whose glyph stands for nothing where its strokes have the text, move no pen.
func mapped(g *page.Glyph, s *page.Span) bool {
	return s != nil && g.Advance > markAdvance*g.Size && s.Last == s.First+1 && g.Text != "" && g.Evidence == page.EvidenceToUnicode
}

func arabicLetters(s string) (n int) {
	for _, r := range s {
		if isArabicLetter(r) {
			n++
		}
	}
	return n
}

// stated lists what the file says about the glyphs lo..hi-1, the spans before the
// maps. The code points of a span over as many glyphs stand one at each, from the right;
// else the text of a span stands at its last glyph, which is the base where
// right-to-left text was painted from the left. What was found out about a glyph against
// the file is not what the file says there.
func (a *arranger) stated(lo, hi int) (t []string, known []bool) {
	t, known = make([]string, hi-lo), make([]bool, hi-lo)
	for i := lo; i < hi; i++ {
		g := &a.page.Glyphs[i]
		s := a.span(g)
		known[i-lo] = s != nil || g.Evidence == page.EvidenceToUnicode
		if s == nil {
			t[i-lo] = g.Text
			continue
		}
		j := i + 1
		for j < hi && a.page.Glyphs[j].Span == g.Span {
			known[j-lo] = true
			j++
		}
		if rs := []rune(s.Text); len(rs) == j-i {
			for k, r := range rs {
				t[j-1-lo-k] = string(r)
			}
		} else {
			t[j-1-lo] = s.Text
		}
		i = j - 1
	}
	return t, known
}

// turned is by how many places the texts of the glyphs lo..hi-1 must be turned to end
// the contradictions, of which there are odd; 0 if no turn does.
func (a *arranger) turned(lo, hi, odd int) int {
	t, _ := a.stated(lo, hi)
	if len(t) <= 2*displacedAway {
		return 0
	}
	skeletons := make([][]rune, len(t))
	for i := range t {
		skeletons[i] = script.Skeleton([]rune(t[i]))
	}
	best, most := 0, 0
	for d := -displacedAway; d <= displacedAway; d++ {
		n := 0
		for i := range t {
			if a.contradicts(int32(lo+i)) && shares(script.Skeleton([]rune(a.page.Glyphs[lo+i].Text)), skeletons[(i+d+len(t))%len(t)]) {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	if float64(most) < displacedShare*float64(odd) {
		return 0
	}
	return best
}

// contradicts reports a glyph with a span of its own which states none of the letters
// that the font's map gives the glyph.
func (a *arranger) contradicts(i int32) bool {
	g := &a.page.Glyphs[i]
	s := a.span(g)
	if s == nil || s.Last != s.First+1 || s.Text == "" || len(s.Text) > displacedText {
		return false
	}
	own := script.Skeleton([]rune(g.Text))
	return len(own) > 0 && script.IsLetter(own[0]) && !shares(own, script.Skeleton([]rune(s.Text)))
}

// span is the ActualText over a glyph, nil if there is none.
func (a *arranger) span(g *page.Glyph) *page.Span {
	if g.Span <= 0 || int(g.Span) > len(a.page.Spans) {
		return nil
	}
	return &a.page.Spans[g.Span-1]
}

func shares(s, t []rune) bool {
	return slices.ContainsFunc(s, func(r rune) bool { return slices.Contains(t, r) })
}
