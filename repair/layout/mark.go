package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// markReach: a mark belongs to the base it lies over, or to one so far away, in font sizes.
const markReach = 0.45

// pointReach is the same for a mark of which only the pen position is known: its ink
// lies up to a letter's width away from there.
const pointReach = 0.6

// unmappedRight: an unmapped mark so far right of the middle of a lam-alef, in its widths,
// stands over the lam and is no tanwin.
const unmappedRight = 0.2

// unmappedHigh: an unmapped mark lies so far above the baseline at least, in font sizes.
const unmappedHigh = 0.3

// markStack: at most so many marks less one stand on a letter.
const markStack = 4

// bind gives each mark to the base over or under which it stands. The painting order
// does not tell: producers paint a mark before its base, after it, or after the whole
// line. ink is sorted from left to right.
func (a *arranger) bind(ink, marks []*unit) {
	if len(marks) == 0 {
		return
	}
	painted := slices.Clone(ink)
	a.desk.line.sorter.sort(painted, func(u *unit) float64 { return float64(u.glyphs[0]) })
	at := beginsAt{}
	slices.SortStableFunc(marks, func(p, q *unit) int {
		x, y := math.Inf(1), math.Inf(1)
		if a.movesPen(p) {
			x = p.x0
		}
		if a.movesPen(q) {
			y = q.x0
		}
		return cmp.Compare(y, x)
	})
	for _, m := range marks {
		base := a.unplaced(painted, m)
		if base == nil && m.width() <= 0 {
			base = beside(painted, m)
		}
		if base == nil && a.movesPen(m) {
			base = at.follow(ink, m)
		}
		if base == nil {
			base = a.ordered(painted, m)
		}
		if base == nil {
			base = under(ink, m)
		}
		if base != nil {
			base.marks = append(base.marks, m)
		}
	}
}

// unplaced is the base of a mark that no shaper has placed: it was painted at the very
// pen position of the right-to-left letter after it, as programs do that turn a line
// round code point by code point.
func (a *arranger) unplaced(painted []*unit, m *unit) *unit {
	at := m.glyphs[0]
	o := a.page.Glyphs[at].Origin
	for g := at + 1; g < at+markStack && int(g) < len(a.page.Glyphs) && a.page.Glyphs[g].Origin == o; g++ {
		i, ok := slices.BinarySearchFunc(painted, g, func(u *unit, g int32) int { return cmp.Compare(u.glyphs[0], g) })
		if ok {
			if isBase(painted[i]) && painted[i].isRTL() {
				return painted[i]
			}
			return nil
		}
	}
	return nil
}

// beginsAt is where the pen stood after a base and the marks behind it, by base.
type beginsAt map[*unit]float64

// follow is the base of a mark that moves the pen: the right-to-left letter at whose left
// edge, or at that of its last mark, this one begins, for it stands where the next letter
// would stand. Marks are asked from right to left.
func (at beginsAt) follow(ink []*unit, m *unit) *unit {
	i, _ := slices.BinarySearchFunc(ink, m.center(), func(u *unit, x float64) int { return cmp.Compare(u.center(), x) })
	if i >= len(ink) || !isBase(ink[i]) || !ink[i].isRTL() {
		return nil
	}
	x, ok := at[ink[i]]
	if !ok {
		x = ink[i].x0
	}
	lap := spacingLap * m.size
	if math.Abs(x-m.x1) > lap || i > 0 && ink[i-1].x1 > m.x0+lap {
		return nil
	}
	at[ink[i]] = m.x0
	return ink[i]
}

// movesPen reports a mark with an advance of its own.
func (a *arranger) movesPen(m *unit) bool {
	return a.page.Glyphs[m.glyphs[0]].Advance > markAdvance*m.size
}

// under is the base nearest to the middle of a mark.
func under(ink []*unit, m *unit) *unit {
	c := m.center()
	var best *unit
	d := markReach * m.size
	i, _ := slices.BinarySearchFunc(ink, c, func(u *unit, x float64) int { return cmp.Compare(u.center(), x) })
	for k := max(0, i-4); k < min(len(ink), i+4); k++ {
		u := ink[k]
		if !isBase(u) {
			continue
		}
		// Inside of several boxes the one whose middle is nearer, and among equals
		// the glyph that was painted beside the mark.
		e := max(u.x0-c, c-u.x1, 0) + 0.02*math.Abs(u.center()-c)
		if n := u.glyphs[0] - m.glyphs[0]; n > 1 || n < -1 {
			e += 0.02 * m.size
		}
		if e < d {
			best, d = u, e
		}
	}
	return best
}

// beside finds the base of a mark whose ink is not known. A shaper hands out a
// cluster as base, marks in logical order, so a pen that moves against the script
// paints the marks first: where the letters painted around the mark run to the right,
// right-to-left text is in visual order and the base comes next, else it came before.
func beside(painted []*unit, m *unit) *unit {
	i, _ := slices.BinarySearchFunc(painted, m.glyphs[0], func(u *unit, g int32) int { return cmp.Compare(u.glyphs[0], g) })
	near := func(k int) *unit {
		if k < 0 || k >= len(painted) || !isBase(painted[k]) {
			return nil
		}
		if u := painted[k]; max(u.x0-m.x0, m.x0-u.x1) <= pointReach*m.size {
			return u
		}
		return nil
	}
	before, after := near(i-1), near(i)
	if before == nil || after == nil {
		return nil
	}
	r, _ := after.strength()
	if s, _ := before.strength(); r == 0 && s == 0 || after.center() < before.center() {
		return before
	}
	return after
}

func isBase(u *unit) bool {
	if u.role == blankUnit {
		return false
	}
	r, l := u.strength()
	return r+l > 0 || len(u.text) > 0 && u.role == inkUnit
}

// spell writes the unit's text with its marks: each mark after the letter of a
// ligature that it stands over, stacked marks in canonical order, composed (NFC).
// last tells that the word ends with the unit.
func (u *unit) spell(a *arranger, last bool, dst page.Text) page.Text {
	if len(u.marks) == 0 {
		return compose(dst, u.text)
	}
	t := slices.Clone(u.text)
	for _, m := range u.marks {
		if a.completes(u, m) {
			t = append(t, page.Char{R: alef, From: m.glyphs[0]})
			a.guessed++
			break
		}
	}
	n := 0
	for _, c := range t {
		if !isMark(c.R) {
			n++
		}
	}
	parts := letterParts(t)
	r, l := u.strength()
	first := u.firstVowel(n)
	for _, m := range u.marks {
		text := m.text
		if len(text) == 0 {
			if a.completes(u, m) {
				continue
			}
			// An unmapped mark over a final heh: in Persian that is the hamza of the
			// ezafe; over a final alef it is tanwin. No other mark stands there in
			// unvocalised text.
			switch {
			case u.last() == heh:
				text = page.Text{{R: hamza, From: m.glyphs[0]}}
			case u.last() == alef && last && m.center() < u.center()+unmappedRight*u.width() && a.high(m):
				text = page.Text{{R: fathatan, From: m.glyphs[0]}}
			default:
				continue
			}
			a.guessed++
		}
		// Which letter of the ligature: its parts share the width evenly, read from the right.
		part := 0
		if n > 1 && u.width() > 0 {
			f := (m.center() - u.x0) / u.width()
			if r >= l {
				f = 1 - f
			}
			part = min(max(int(f*float64(n)), 0), n-1)
		}
		if first != nil && isVowel(text[0].R) {
			if part = 1; m == first {
				part = 0
			}
		}
		if text[0].R == shadda && part > 0 && firstLetter(parts[part]) == alef {
			part-- // no alef is doubled: in a lam-alef the sign is the lam's
		}
		parts[part] = append(parts[part], text...)
	}
	return compose(dst, slices.Concat(parts...))
}

// letterParts cuts a text before each letter but the first.
func letterParts(t page.Text) []page.Text {
	if !slices.ContainsFunc(t, func(c page.Char) bool { return !isMark(c.R) }) {
		return []page.Text{t}
	}
	var parts []page.Text
	from, begun := 0, false
	for i, c := range t {
		if isMark(c.R) {
			continue
		}
		if begun {
			parts = append(parts, t[from:i:i])
			from = i
		}
		begun = true
	}
	return append(parts, t[from:])
}

// completes reports whether an unmapped mark is the alef of a lam-alef whose other piece is
// the lam u, drawn in a shape that joins the letter after it.
func (a *arranger) completes(u, m *unit) bool {
	g := &a.page.Glyphs[m.glyphs[0]]
	if len(m.text) > 0 || u.last() != lam || g.Angle != 0 || u.form == script.FormFinal || u.form == script.FormIsolated {
		return false
	}
	return g.StandsUp() && math.Abs(m.y-u.y) < markAdvance*u.size
}

// firstVowel is the one of two vowel signs over a ligature of two letters that belongs to
// the first of them, wherever they stand: no letter has two. It is the right one, or
// where both stand at one place the one that is read first. Nil if there are not two.
func (u *unit) firstVowel(letters int) *unit {
	var vs []*unit
	for _, m := range u.marks {
		if len(m.text) == 1 && isVowel(m.text[0].R) {
			vs = append(vs, m)
		}
	}
	if letters != 2 || len(vs) != 2 || !u.isRTL() {
		return nil
	}
	d := vs[1].center() - vs[0].center()
	if math.Abs(d) < markAdvance*u.size {
		// Painted before its letter, a cluster is painted backwards.
		d = float64(vs[0].glyphs[0] - vs[1].glyphs[0])
		if vs[0].glyphs[0] < u.glyphs[0] {
			d = -d
		}
	}
	if d > 0 {
		return vs[1]
	}
	return vs[0]
}

// isVowel reports a fathah, dammah, kasrah, sukun or one of the tanwins: a letter has one
// of them at most. Tuned on nothing: it is how the script is written.
func isVowel(r rune) bool {
	return r >= '\u064B' && r <= '\u0650' || r == '\u0652' // ARABIC FATHATAN..KASRA, SUKUN
}

// high reports a mark whose ink lies in the upper part of the line: the second glyph of a
// lam-alef, which has no advance either, stands on the baseline.
func (a *arranger) high(m *unit) bool {
	g := &a.page.Glyphs[m.glyphs[0]]
	return g.Box.Y0 > g.Origin.Y+unmappedHigh*g.Size
}

// firstLetter is the first letter of a text that is no mark; 0 if there is none.
func firstLetter(t page.Text) rune {
	for _, c := range t {
		if !isMark(c.R) {
			return c.R
		}
	}
	return 0
}

// compose appends t in NFC: marks in canonical order, a base and its mark as one
// code point where Unicode has one.
func compose(dst, t page.Text) page.Text {
	if len(t) == 1 { // as most units are
		return append(dst, t[0])
	}
	start := len(dst)
	for i := 0; i < len(t); {
		j := i + 1
		for j < len(t) && isMark(t[j].R) {
			j++
		}
		if j == i+1 {
			dst = append(dst, t[i])
			i = j
			continue
		}
		if isMark(t[i].R) && len(dst) > start {
			dst = append(dst, t[i])
			i++
			continue
		}
		marks := slices.Clone(t[i+1 : j])
		slices.SortStableFunc(marks, func(p, q page.Char) int { return cmp.Compare(ccc(p.R), ccc(q.R)) })
		marks = slices.CompactFunc(marks, func(p, q page.Char) bool { return p.R == q.R })
		base := t[i]
		rest := marks[:0]
		for _, m := range marks {
			if strings.ContainsRune(norm.NFD.String(string(base.R)), m.R) {
				continue // a map that names a whole letter by the glyph of its strokes: the mark is painted by itself
			}
			if c := []rune(norm.NFC.String(string([]rune{base.R, m.R}))); len(c) == 1 && len(rest) == 0 {
				base.R = c[0]
			} else {
				rest = append(rest, m)
			}
		}
		dst = append(append(dst, base), rest...)
		i = j
	}
	return dst
}

func ccc(r rune) uint8 { return norm.NFC.PropertiesString(string(r)).CCC() }
