package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Brackets turns mirrored brackets and quotes round.
func Brackets(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "brackets",
		Class: pass.Lossless,
		After: []string{"controls", "marks"},
		Doc: `Fault: brackets and quotation marks look the wrong way: the closing one opens, the opening one
closes.
Cause: in text from right to left an opening bracket is drawn by the glyph of the closing one; extractors put out
what is drawn (UAX #9 rule L4 undone by nobody).
Repair: a closing sign that stands where only an opening one can, after a space and before a word, and
an opening sign that stands where only a closing one can, are a pair and change places, over several lines
too (pair); so does one of them where only that stands against its shape (half), and a pair
between spaces, ) so (, of which the first closes what nobody opened and the second opens what nobody closes (loose). A reference that begins the line that it
ends, with its full stop before it, goes to the end, and its pieces into their order (reference); so do the pieces of one
in Latin letters that stands where it belongs, (, 1995Rossi: 3) and (Rossi, 3 :1995), and a reference with a year is closed
before its stop, (Rossi, 1995.( and (Rossi, 1995 .) (citation). A bracket that
opens after the number or the letter at the start of a list item closes (marker). In a text that has such pairs and
no sound one of their kind, a single sign is turned as well (single).
Left alone: every sign that stands right or could stand either way; pairs with nothing inside; lines without Arabic letters; lines
that read so badly that their order must be wrong; square brackets around numbers, or around two numbers or short
names with a comma between, which are open intervals.
Risk: half-open intervals in a Persian sentence, written with spaces.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return mirrored(m, v), nil },
	}
}

// kinds are the pairs that mirror, opening sign first.
var kinds = []struct{ open, shut rune }{{'(', ')'}, {'\u00AB', '\u00BB'}, {'[', ']'}, {'{', '}'}, {'\u2039', '\u203A'}}

// emptyPair reports a sign of a pair with nothing inside, which is code.
func emptyPair(t page.Text, i int) bool {
	a, b := at(t, i), at(t, i+1)
	p := at(t, i-1)
	for _, k := range kinds {
		if a == k.open && b == k.shut || p == k.open && a == k.shut {
			return true
		}
	}
	return false
}

// inString reports a bracket between letters from left to right with no space from the one to the
// other, as in an address or a link: it runs as they do (UAX #9 rule N1) and was never mirrored.
func inString(t page.Text, l pass.Range, i int) bool {
	l.From, l.To = max(l.From, i-maxSigns), min(l.To, i+maxSigns)
	next := func(step int) bool {
		for k := i + step; k >= l.From && k < l.To && !isSpace(t[k].R); k += step {
			if isLeftToRight(t[k].R) {
				return true
			}
			if isArabic(t[k].R) {
				return false
			}
		}
		return false
	}
	return next(-1) && next(1)
}

// mirrors reports a sign of one of the kinds.
func mirrors(r rune) bool {
	for _, k := range kinds {
		if r == k.open || r == k.shut {
			return true
		}
	}
	return false
}

// Reach of a mirrored pair and what makes a habit.
const (
	maxPair      = 600 // code points between the two signs: the longest quotation in 1,000 pages of cases and corpora
	mirrorHabit  = 2   // mirrored pairs of a kind, with no sound one, from which on a single sign is turned
	maxPairLines = 12  // line feeds between the two signs
	maxSigns     = 256 // signs in a row beyond which nobody looks for what stands beside them: rows of brackets are drawn for looks
)

// stance tells what the signs beside a bracket say about its part.
type stance int8

const (
	either stance = iota
	opens
	shuts
)

func mirrored(m *lang.Model, v *pass.View) []pass.Edit {
	t, g := v.Text, guard{m: m, v: v}
	var all []int // the places of all signs
	lines := linesOf(v)
	for n, l := range v.Lines() {
		for i := l.From; i < l.To && lines[n].signs&signBracket != 0; i++ {
			if kindOf(t[i].R)&signBracket != 0 && !emptyPair(t, i) && !inString(t, l, i) {
				all = append(all, i)
			}
		}
	}
	edits, covered := references(v, &g)
	if covered != nil {
		all = slices.DeleteFunc(all, func(i int) bool { return covered[i] })
	}
	edits = append(edits, citations(v, &g, covered)...)
	marked := map[int]bool{}
	for _, i := range markers(v, all) {
		marked[i] = true
		edits = append(edits, v.Replace(i, []rune{')'}, "marker", 0.95))
	}
	for _, k := range kinds {
		before := len(edits)
		p := pairUp(t, all, marked, k.open, k.shut)
		whole := map[int]bool{} // whether the signs of a line are pairs as they stand, by its number
		balanced := func(i int) bool {
			n := lineAt(v.Lines(), i)
			is, ok := whole[n]
			if !ok {
				is = balanced(t, v.Lines()[n], k.open, k.shut)
				whole[n] = is
			}
			return is
		}
		for _, q := range p.pairs {
			if p.upright > 0 && balanced(q[0]) && balanced(q[1]) {
				continue // somebody put the spaces on the wrong side
			}
			if persian(v, q[0], q[1]) && g.sound(q[0]) && g.sound(q[1]) {
				edits = append(edits, v.Replace(q[0], []rune{k.open}, "pair", 0.96), v.Replace(q[1], []rune{k.shut}, "pair", 0.96))
			}
		}
		for _, q := range halves(t, all, marked, k.open, k.shut) {
			if r, wrong := turned(k.open, k.shut, t[q[0]].R); persian(v, q[0], q[1]) && g.sound(q[0]) && g.sound(q[1]) {
				edits = append(edits, v.Replace(q[wrong], []rune{r}, "half", 0.92))
			}
		}
		settled := map[int]bool{}
		for _, e := range edits[before:] {
			settled[e.At] = true
		}
		for _, q := range loose(t, all, marked, k.open, k.shut) {
			if !settled[q[0]] && !settled[q[1]] && persian(v, q[0], q[1]) && g.sound(q[0]) && g.sound(q[1]) {
				edits = append(edits, v.Replace(q[0], []rune{k.open}, "loose", 0.9), v.Replace(q[1], []rune{k.shut}, "loose", 0.9))
				settled[q[0]], settled[q[1]] = true, true
			}
		}
		if len(p.pairs) < mirrorHabit || p.upright > 0 {
			continue
		}
		for _, i := range p.single {
			if !settled[i] && persian(v, i, i) && g.sound(i) {
				r := k.open
				if t[i].R == k.open {
					r = k.shut
				}
				edits = append(edits, v.Replace(i, []rune{r}, "single", 0.9))
			}
		}
	}
	return edits
}

// paired are the signs of one kind, by what stands beside them.
type paired struct {
	pairs   [][2]int // of which both stand against their shape
	single  []int    // that stand so alone
	upright int      // that stand as they look
}

// pairUp finds the pairs of which both signs stand against their shape.
func pairUp(t page.Text, all []int, marked map[int]bool, open, shut rune) (p paired) {
	var wrong []int // signs that open against their shape and wait for their pair
	drop := func() { p.single, wrong = append(p.single, wrong...), wrong[:0] }
	for _, i := range all {
		r := t[i].R
		if r != open && r != shut || marked[i] {
			continue
		}
		switch s := stanceOf(t, i); {
		case r == open && s == opens, r == shut && s == shuts:
			p.upright++
			drop()
		case r == shut && s == opens:
			wrong = append(wrong, i)
		case r == open && s == shuts && len(wrong) > 0:
			if from := wrong[len(wrong)-1]; near(t, from, i) {
				p.pairs = append(p.pairs, [2]int{from, i})
				wrong = wrong[:len(wrong)-1]
			} else {
				drop()
				p.single = append(p.single, i)
			}
		case r == open && s == shuts:
			p.single = append(p.single, i)
		}
	}
	drop()
	return p
}

// maxHalf is the reach in code points of a pair of which one sign is mirrored. That of
// a quotation with no sign of its kind inside is maxPair.
const maxHalf = 200

// halves finds the pairs of which one sign only stands against its shape.
func halves(t page.Text, all []int, marked map[int]bool, open, shut rune) (found [][2]int) {
	var waiting []int // signs that open by their neighbours
	last := -1        // the sign of the kind before this one
	for _, i := range all {
		r := t[i].R
		if r != open && r != shut {
			continue
		}
		before := last
		last = i
		if marked[i] || r == open && at(t, i+1) == shut || r == shut && at(t, i-1) == open {
			continue
		}
		switch stanceOf(t, i) {
		case opens:
			waiting = append(waiting, i)
		case either:
			if r == shut && len(waiting) > 0 { // it is what it looks like
				waiting = waiting[:len(waiting)-1]
			}
		case shuts:
			if r == open && at(t, i-1) == ':' { // what somebody says begins, with its space on the wrong side
				continue
			}
			if len(waiting) == 0 || t[i].R == '(' && (at(t, i-1) == ':' || at(t, i-1) == ';') { // an emoticon
				continue
			}
			from := waiting[len(waiting)-1]
			waiting = waiting[:len(waiting)-1]
			reach := maxHalf
			if open == '\u00AB' && from == before {
				reach = maxPair
			}
			if (t[from].R == open) != (t[i].R == shut) && i-from <= reach && near(t, from, i) && !besideOther(t, from, i, open) {
				found = append(found, [2]int{from, i})
			}
		}
	}
	return found
}

// balanced reports that the signs of a kind in a line are pairs as they stand.
func balanced(t page.Text, l pass.Range, open, shut rune) bool {
	depth := 0
	for _, c := range t[l.From:l.To] {
		switch c.R {
		case open:
			depth++
		case shut:
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// besideOther reports that the sign of a pair which stands against its shape has another bracket
// beside it: that may be the one that tells wrong, as before the number of a note, \u00AB} (3)\u00BB.
func besideOther(t page.Text, from, to int, open rune) bool {
	i := from
	if t[from].R == open {
		i = to
	}
	return isBracket(at(t, i-1)) || isBracket(at(t, i+1))
}

// turned is what the wrong one of two signs has to be, and which one it is.
func turned(open, shut, first rune) (rune, int) {
	if first != open {
		return open, 0
	}
	return shut, 1
}

// markers finds the mirrored brackets of list markers: a number or a letter at the
// start of a line, a bracket that opens, and a space.
func markers(v *pass.View, all []int) (found []int) {
	t := v.Text
	for _, i := range all {
		if t[i].R != '(' || !isSpace(at(t, i+1)) {
			continue
		}
		from := i
		for from > 0 && i-from < maxMarker && (isDigit(t[from-1].R) || isArabic(t[from-1].R)) {
			from--
		}
		if from == i || from > 0 && t[from-1].R != '\n' {
			continue
		}
		letters := countLetters(t, pass.Range{From: from, To: i})
		if letters == 0 || letters == i-from && (letters == 1 || v.Slice(pass.Range{From: from, To: i}) == "\u0627\u0644\u0641") { // the name of ALEF
			found = append(found, i)
		}
	}
	return found
}

// maxMarker is the length of the number or the letter of a list marker.
const maxMarker = 3

// stanceOf tells from its neighbours which part a bracket plays. Other brackets
// beside it are looked through, whichever way they point.
func stanceOf(t page.Text, i int) stance {
	p, n := i-1, i+1
	for p >= 0 && i-p < maxSigns && isBracket(t[p].R) {
		p--
	}
	for n < len(t) && n-i < maxSigns && isBracket(t[n].R) {
		n++
	}
	left, right := isEdge(at(t, p)), isEdge(at(t, n)) || isStop(at(t, n))
	switch {
	case left && !right:
		return opens
	case right && !left:
		return shuts
	}
	return either
}

func isBracket(r rune) bool {
	return r == '(' || r == ')' || r == '[' || r == ']' || r == '{' || r == '}' || r == '"' || r == '\u00AB' || r == '\u00BB' ||
		r >= '\u2018' && r <= '\u201F' || r == '\u2039' || r == '\u203A'
}

// isStop reports marks that stand right after a word.
func isStop(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', 0x060C, 0x061B, 0x061F, 0x06D4, 0x2026: // ARABIC COMMA, SEMICOLON, QUESTION MARK, FULL STOP, ELLIPSIS
		return true
	}
	return false
}

// near reports whether two signs can be one pair.
func near(t page.Text, i, j int) bool {
	if j-i < 2 || !reaches(t, i, j) || interval(t, i, j) {
		return false
	}
	mathematical := t[i].R == ']' || t[i].R == '}'
	return !mathematical || has(t, pass.Range{From: i + 1, To: j}, isLetter)
}

// interval reports whether two square brackets hold two endpoints, numbers or short
// names, with a comma between: ]a, b[ and [2, 5[ are open on a side.
func interval(t page.Text, i, j int) bool {
	if t[i].R != '[' && t[i].R != ']' || j-i > maxInterval {
		return false
	}
	commas, letters, some := 0, 0, false
	for _, c := range t[i+1 : j] {
		switch {
		case c.R == ',' || c.R == ';' || c.R == '\u060C' || c.R == '\u061B': // ARABIC COMMA, ARABIC SEMICOLON
			if !some {
				return false
			}
			commas, letters, some = commas+1, 0, false
		case isDigit(c.R) || c.R == '\u221E': // INFINITY
			some = true
		case isLetter(c.R):
			letters, some = letters+1, true
		}
		if letters > maxEndpoint || letters > 1 && isArabic(c.R) {
			return false
		}
	}
	return commas == 1 && some
}

const (
	maxInterval = 32 // code points from one bracket of an interval to the other
	maxEndpoint = 2  // letters of the name of an endpoint, as in "2pi"; of the Arabic script one
)

// persian reports whether the lines of the two signs hold more letters of the
// Arabic script than others, so that drawing mirrored them.
func persian(v *pass.View, i, j int) bool {
	arabic, other := 0, 0
	for _, l := range linesOf(v)[lineAt(v.Lines(), i) : lineAt(v.Lines(), j)+1] {
		arabic, other = arabic+int(l.arabic), other+int(l.foreign)
	}
	return arabic > other
}
