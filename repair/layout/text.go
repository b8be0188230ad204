package layout

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// text spells a line: letters with their marks, spaces, brackets the right way round,
// stated and inferred ZWNJs, no tatweel.
func (a *arranger) text(k *Knowledge, l *line) (page.Text, float32) {
	mirror := k.mirrored(l)
	t := make(page.Text, 0, len(l.cells)+len(l.cells)/8)
	var doubts []doubt
	var silent silence
	var conf, n float64
	for i := range l.cells {
		c := &l.cells[i]
		if c.u == nil {
			t = append(t, page.Char{R: c.space, From: c.from})
			continue
		}
		u := c.u
		n++
		if u.role == blankUnit && len(u.text) == 0 {
			if i >= silent.end {
				silent = l.silence(i)
			}
			if silent.inWord {
				a.silent++
				conf++
			}
			continue
		}
		conf += float64(u.conf)
		b := l.neighbour(i, 1)
		if r := l.dash(i); r != 0 {
			t = append(t, page.Char{R: r, From: u.glyphs[0]})
		} else if r, ok := c.bracket(); ok && c.rtl && slices.Contains(mirror, u.font) {
			t = append(t, page.Char{R: pairs[r].mirror, From: u.text[0].From})
		} else if len(u.marks) == 0 && len(u.text) == 1 { // as nearly all are
			t = append(t, u.text[0])
		} else {
			from := len(t)
			t = u.spell(a, b == nil || !isArabicLetter(b.first()) && b.role != blankUnit, t)
			if from > 0 && t[from-1].R == alef && u.isAllah() {
				t = slices.Delete(t, from, from+1)
			}
		}
		if b == nil {
			continue
		}
		if z := l.joinerAfter(i); z != noJoiner {
			stated := a.statesJoiner(z)
			if (isArabicLetter(u.last()) && isArabicLetter(b.first()) || stated) && !k.pads(u) {
				switch {
				case stated:
				case strokes(u, b):
					doubts = append(doubts, doubt{len(t), deniesIt})
				case !isDualJoining(u.last()):
					say := saysNothing
					if slices.Contains(l.slim, z) {
						say = spacesIt
					}
					doubts = append(doubts, doubt{len(t), say})
				}
				t = append(t, page.Char{R: zwnj, From: z})
			}
		} else if trace := k.trace(u, b); trace != noTrace {
			doubts = append(doubts, doubt{len(t), trace.say()})
			t = append(t, page.Char{R: zwnj, From: page.Inferred})
		}
	}
	if n == 0 {
		return nil, 0
	}
	return tidy(a.seams(t, doubts)), float32(conf / n)
}

// isAllah reports the ligature of the name Allah. Unicode spells it with its alef, but
// programs that shape by hand put it for the three letters after one that is painted too.
func (u *unit) isAllah() bool {
	return len(u.glyphs) == 1 && !u.span && len(u.text) == 4 && u.text[0].R == alef && u.text[1].R == lam && u.text[2].R == lam && u.text[3].R == heh
}

// statesJoiner reports whether the file itself calls the glyph a ZWNJ.
func (a *arranger) statesJoiner(z int32) bool {
	g := &a.page.Glyphs[z]
	has := func(s string) bool {
		for _, r := range s {
			if r == zwnj {
				return true
			}
		}
		return false
	}
	return has(g.Text) || g.Span > 0 && int(g.Span) <= len(a.page.Spans) && has(a.page.Spans[g.Span-1].Text)
}

// silence is a row of glyphs without text. One between letters of an Arabic word is made of
// tatweels, for nothing else is unmapped there and stretches a line.
type silence struct {
	end    int // the cell behind it
	inWord bool
}

// silence is the row that begins at cell i.
func (l *line) silence(i int) silence {
	letter := func(i int) bool {
		return i >= 0 && i < len(l.cells) && l.cells[i].u != nil && isArabicLetter(l.cells[i].u.last())
	}
	s := silence{end: i}
	for s.end < len(l.cells) {
		if u := l.cells[s.end].u; u == nil || u.role != blankUnit || len(u.text) > 0 {
			break
		}
		s.end++
	}
	s.inWord = letter(i-1) && letter(s.end)
	return s
}

// tidy removes what is no text: tatweels (unless the line is made of nothing else),
// white at the ends, and joiners without a letter on both sides.
func tidy(t page.Text) page.Text {
	ink := false
	for _, c := range t {
		if c.R != tatweel && !isSpace(c.R) && c.R != zwnj {
			ink = true
			break
		}
	}
	out := t[:0]
	for _, c := range t {
		prev := rune(' ')
		if len(out) > 0 {
			prev = out[len(out)-1].R
		}
		switch {
		case c.R == tatweel && ink:
			continue
		case isSpace(c.R):
			if c.R != '\t' {
				c.R = ' '
			}
			if prev == zwnj {
				out = out[:len(out)-1]
				if len(out) > 0 {
					prev = out[len(out)-1].R
				}
			}
			if isSpace(prev) {
				if c.R == '\t' && len(out) > 0 {
					out[len(out)-1] = c
				}
				continue
			}
		case c.R == zwnj && (isSpace(prev) || prev == zwnj):
			continue
		}
		out = append(out, c)
	}
	for len(out) > 0 && (isSpace(out[len(out)-1].R) || out[len(out)-1].R == zwnj) {
		out = out[:len(out)-1]
	}
	return out
}
