package layout

import "slices"

// pair is what is known of a mirrored sign, BidiMirroring.txt.
type pair struct {
	mirror rune
	open   bool
}

var pairs = func() map[rune]pair {
	m := map[rune]pair{}
	for _, p := range []string{"()", "[]", "{}", "<>", "\u00AB\u00BB", "\u2039\u203A", "\u3008\u3009", "\u27E8\u27E9", "\uFD3F\uFD3E", "\u2264\u2265"} {
		r := []rune(p)
		m[r[0]] = pair{r[1], true}
		m[r[1]] = pair{r[0], false}
	}
	return m
}()

// noBracket are the signs of ASCII that are not mirrored.
var noBracket = func() (t [0x80]bool) {
	for r := range t {
		_, ok := pairs[rune(r)]
		t[r] = !ok
	}
	return t
}()

func bracketPair(r rune) (pair, bool) {
	if r > 0xBB && r < 0x2000 || r >= 0 && int(r) < len(noBracket) && noBracket[r] {
		return pair{}, false
	}
	p, ok := pairs[r]
	return p, ok
}

func isOpen(r rune) bool  { p, ok := bracketPair(r); return ok && p.open }
func isClose(r rune) bool { p, ok := bracketPair(r); return ok && !p.open }

// Some producers map a bracket of right-to-left text to the code point that was
// written, some to the shape that was drawn, which is the mirror image. mirrorScore is
// the evidence of one line, logical order: how much better its brackets nest and sit
// against their words when they are mirrored than as they are.
func mirrorScore(l *line) float64 { return mirrorScoreOf(l, everyFont) }

// mirrorScoreOf is that of the brackets in one font.
func mirrorScoreOf(l *line, font int32) float64 {
	return nesting(l, true, font) - nesting(l, false, font)
}

const everyFont = -1

// Weights of the evidence: a closed pair tells more than the white beside one bracket.
const (
	nestedPair  = 1.0
	brokenPair  = 0.5
	whiteBeside = 0.5
)

func nesting(l *line, mirror bool, font int32) float64 {
	score := 0.0
	var stack []rune
	for i := range l.cells {
		c := &l.cells[i]
		r, ok := c.bracket()
		if !ok || font != everyFont && c.u.font != font {
			continue
		}
		p := pairs[r]
		if mirror && c.rtl {
			r, p = p.mirror, pairs[p.mirror]
		}
		before := i == 0 || l.cells[i-1].u == nil
		after := i+1 == len(l.cells) || l.cells[i+1].u == nil || l.cells[i+1].closes()
		if before != after {
			if p.open == before {
				score += whiteBeside
			} else {
				score -= whiteBeside
			}
		}
		switch {
		case p.open:
			stack = append(stack, r)
		case len(stack) > 0 && pairs[stack[len(stack)-1]].mirror == r:
			stack = stack[:len(stack)-1]
			score += nestedPair
		default:
			score -= brokenPair
		}
	}
	return score - brokenPair*float64(len(stack))
}

// bracket returns the sign of a cell that is one mirrored sign.
func (c *cell) bracket() (rune, bool) {
	if c.u == nil || len(c.u.text) != 1 {
		return 0, false
	}
	_, ok := bracketPair(c.u.text[0].R)
	return c.u.text[0].R, ok
}

func (l *line) hasBrackets() bool {
	for i := range l.cells {
		if _, ok := l.cells[i].bracket(); ok {
			return true
		}
	}
	return false
}

// closes reports punctuation that ends a word and counts as white beside a bracket.
func (c *cell) closes() bool {
	if c.u == nil {
		return false
	}
	switch c.u.first() {
	case '.', ',', ':', ';', '!', '?', '\u060C', '\u061B', '\u061F':
		return true
	}
	return false
}

// lineMirrors: a line whose own evidence is this strong decides for itself.
const lineMirrors = 1.5

// mirrored is the fonts of a line whose brackets at odd levels are to be mirrored. Most lines
// have them in one; of several, each is told by its own brackets, and where those tell nothing by
// those of the line.
func (k *Knowledge) mirrored(l *line) (fonts []int32) {
	var seen [maxBracketFonts]int32
	n := 0
	for i := range l.cells {
		if c := &l.cells[i]; c.rtl && n < len(seen) {
			if _, ok := c.bracket(); ok && !slices.Contains(seen[:n], c.u.font) {
				seen[n], n = c.u.font, n+1
			}
		}
	}
	if n == 0 {
		return nil
	}
	whole := k.mirrorsIn(l, everyFont)
	for _, font := range seen[:n] {
		s := whole
		if n > 1 {
			if own := k.mirrorsIn(l, font); own != 0 {
				s = own
			}
		}
		if s > 0 {
			fonts = append(fonts, font)
		}
	}
	return fonts
}

// maxBracketFonts bounds the fonts of a line's brackets.
const maxBracketFonts = 8

// mirrorsIn weighs the brackets of a line that are in one font, or in any: above 0 they are mirrored.
func (k *Knowledge) mirrorsIn(l *line, font int32) float64 {
	s := mirrorScoreOf(l, font)
	if s >= lineMirrors || s <= -lineMirrors {
		return s
	}
	for i := range l.cells {
		if c := &l.cells[i]; c.rtl {
			if _, ok := c.bracket(); ok && (font == everyFont || c.u.font == font) {
				s += k.mirror[c.u.font] / 4
			}
		}
	}
	return s
}
