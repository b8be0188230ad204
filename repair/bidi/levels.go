package bidi

import (
	"slices"

	"github.com/paknevis/paknevis/repair/script"
)

// Level is an embedding level: even is left-to-right, odd right-to-left.
type Level int8

// Removed is the level of a code point that rule X9 takes out of the display.
const Removed Level = -1

// Direction is the base direction of a paragraph.
type Direction uint8

const (
	Auto Direction = iota // from the first strong letter, rules P2 and P3
	LeftToRight
	RightToLeft
)

const maxDepth = 125 // BD2

// Paragraph returns the base direction by rules P2 and P3: that of the first
// strong code point outside of isolates, LeftToRight if there is none.
func Paragraph(text []rune) Direction {
	if firstStrong(classes(text), false) == 1 {
		return RightToLeft
	}
	return LeftToRight
}

// Levels returns the resolved embedding level of each code point of one
// paragraph that is set as one line; Removed for what rule X9 takes out.
func Levels(text []rune, base Direction) []Level {
	cs := classes(text)
	return resolve(cs, text, baseLevel(cs, base))
}

// LevelsOf is Levels for items that have classes and no code points; rule N0,
// which needs to know the brackets, does not apply.
func LevelsOf(cs []Class, base Direction) []Level {
	return resolve(slices.Clone(cs), nil, baseLevel(cs, base))
}

func classes(text []rune) []Class {
	cs := make([]Class, len(text))
	for i, r := range text {
		cs[i] = ClassOf(r)
	}
	return cs
}

func baseLevel(cs []Class, d Direction) Level {
	switch d {
	case LeftToRight:
		return 0
	case RightToLeft:
		return 1
	}
	return firstStrong(cs, false)
}

// firstStrong is rules P2 and P3; for FSI (rule X5c) it stops at the PDI.
func firstStrong(cs []Class, untilPDI bool) Level {
	depth := 0
	for _, c := range cs {
		switch {
		case c.isIsolate():
			depth++
		case c == PDI && depth > 0:
			depth--
		case c == PDI && untilPDI, c == B:
			return 0
		case depth > 0:
		case c == L:
			return 0
		case c == R, c == AL:
			return 1
		}
	}
	return 0
}

type status struct {
	level    Level
	override Class // ON for none
	isolate  bool
}

// resolve runs the rules X1 to I2 and L1. text may be nil.
func resolve(original []Class, text []rune, base Level) []Level {
	cs := slices.Clone(original)
	if plain(original) {
		levels, index := make([]Level, len(cs)), make([]int, len(cs))
		for i := range cs {
			levels[i], index[i] = base, i
		}
		seq := sequence{index: index, level: base, sos: direction(base), eos: direction(base)}
		seq.resolve(cs, original, text, levels)
		trailing(original, levels, base)
		return levels
	}
	levels, match := explicit(original, cs, base)
	for _, seq := range sequences(original, levels, match, base) {
		seq.resolve(cs, original, text, levels)
	}
	trailing(original, levels, base)
	return levels
}

// plain reports a paragraph on which the rules X1 to X10 have nothing to do: no embedding,
// no isolate, nothing that is taken out. It is one sequence then.
func plain(cs []Class) bool {
	for _, c := range cs {
		if c.isExplicit() || c.isIsolate() || c == PDI || c == BN || c == B {
			return false
		}
	}
	return len(cs) > 0
}

// explicit is rules X1 to X8. match pairs each isolate initiator with its PDI.
func explicit(original, cs []Class, base Level) (levels []Level, match []int) {
	levels, match = make([]Level, len(cs)), pairIsolates(original)
	stack := []status{{base, ON, false}}
	overflowIsolate, overflowEmbedding, valid := 0, 0, 0
	for i, c := range original {
		top := stack[len(stack)-1]
		levels[i] = top.level
		switch {
		case c == RLE, c == LRE, c == RLO, c == LRO: // X2 to X5
			levels[i] = Removed
			next := nextLevel(top.level, c == RLE || c == RLO)
			if next <= maxDepth && overflowIsolate == 0 && overflowEmbedding == 0 {
				o := ON
				if c == RLO {
					o = R
				} else if c == LRO {
					o = L
				}
				stack = append(stack, status{next, o, false})
			} else if overflowIsolate == 0 {
				overflowEmbedding++
			}
		case c.isIsolate(): // X5a to X5c
			if top.override != ON {
				cs[i] = top.override
			}
			next := nextLevel(top.level, c == RLI || c == FSI && firstStrong(original[i+1:], true) == 1)
			if next <= maxDepth && overflowIsolate == 0 && overflowEmbedding == 0 {
				valid++
				stack = append(stack, status{next, ON, true})
			} else {
				overflowIsolate++
			}
		case c == PDI: // X6a
			if overflowIsolate > 0 {
				overflowIsolate--
			} else if valid > 0 {
				overflowEmbedding = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				valid--
			}
			top = stack[len(stack)-1]
			levels[i] = top.level
			if top.override != ON {
				cs[i] = top.override
			}
		case c == PDF: // X7
			levels[i] = Removed
			if overflowIsolate > 0 {
			} else if overflowEmbedding > 0 {
				overflowEmbedding--
			} else if !top.isolate && len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case c == B: // X8
			levels[i] = base
			stack = stack[:1]
			overflowIsolate, overflowEmbedding, valid = 0, 0, 0
		case c == BN:
			levels[i] = Removed
		default: // X6
			if top.override != ON {
				cs[i] = top.override
			}
		}
	}
	return levels, match
}

func nextLevel(l Level, odd bool) Level {
	if odd {
		return (l + 1) | 1
	}
	return (l + 2) &^ 1
}

// pairIsolates is BD9: the index of the partner, -1 for none.
func pairIsolates(cs []Class) []int {
	match := make([]int, len(cs))
	var open []int
	for i, c := range cs {
		match[i] = -1
		switch {
		case c.isIsolate():
			open = append(open, i)
		case c == PDI && len(open) > 0:
			o := open[len(open)-1]
			open = open[:len(open)-1]
			match[o], match[i] = i, o
		case c == B:
			open = open[:0]
		}
	}
	return match
}

// sequence is an isolating run sequence, BD13.
type sequence struct {
	index    []int
	level    Level
	sos, eos Class
}

func direction(l Level) Class {
	if l&1 == 1 {
		return R
	}
	return L
}

// sequences is rule X10.
func sequences(cs []Class, levels []Level, match []int, base Level) []sequence {
	var runs [][]int
	runOf := make([]int, len(cs))
	before := Removed
	for i := range cs {
		if levels[i] == Removed {
			continue
		}
		if len(runs) == 0 || levels[i] != before {
			runs = append(runs, nil)
		}
		n := len(runs) - 1
		runs[n] = append(runs[n], i)
		runOf[i] = n
		before = levels[i]
	}
	var out []sequence
	for _, run := range runs {
		if cs[run[0]] == PDI && match[run[0]] >= 0 {
			continue
		}
		index := slices.Clone(run)
		for {
			end := index[len(index)-1]
			if !cs[end].isIsolate() || match[end] < 0 {
				break
			}
			index = append(index, runs[runOf[match[end]]]...)
		}
		s := sequence{index: index, level: levels[run[0]]}
		previous, next := base, base
		for i := index[0] - 1; i >= 0; i-- {
			if levels[i] != Removed {
				previous = levels[i]
				break
			}
		}
		end := index[len(index)-1]
		if !(cs[end].isIsolate() && match[end] < 0) {
			for i := end + 1; i < len(cs); i++ {
				if levels[i] != Removed {
					next = levels[i]
					break
				}
			}
		}
		s.sos, s.eos = direction(max(s.level, previous)), direction(max(s.level, next))
		out = append(out, s)
	}
	return out
}

func (s *sequence) resolve(cs, original []Class, text []rune, levels []Level) {
	x := make([]Class, len(s.index))
	for k, i := range s.index {
		x[k] = cs[i]
	}
	s.weak(x)
	if text != nil {
		s.brackets(x, cs, original, text)
	}
	s.neutral(x)
	for k, i := range s.index { // I1 and I2
		switch l := levels[i]; {
		case l&1 == 0 && x[k] == R:
			levels[i]++
		case l&1 == 0 && (x[k] == AN || x[k] == EN):
			levels[i] += 2
		case l&1 == 1 && x[k] != R:
			levels[i]++
		}
	}
}

// weak is rules W1 to W7.
func (s *sequence) weak(x []Class) {
	previous := s.sos
	for k, c := range x { // W1
		if c == NSM {
			x[k] = previous
			if previous.isIsolate() || previous == PDI {
				x[k] = ON
			}
		}
		previous = x[k]
	}
	strong := s.sos
	for k, c := range x { // W2, W3
		switch c {
		case L, R, AL:
			strong = c
		case EN:
			if strong == AL {
				x[k] = AN
			}
		}
	}
	for k, c := range x {
		if c == AL {
			x[k] = R
		}
	}
	for k := 1; k+1 < len(x); k++ { // W4
		if a, b := x[k-1], x[k+1]; a == b && (a == EN && (x[k] == ES || x[k] == CS) || a == AN && x[k] == CS) {
			x[k] = a
		}
	}
	for k := 0; k < len(x); { // W5
		if x[k] != ET {
			k++
			continue
		}
		end := k
		for end < len(x) && x[end] == ET {
			end++
		}
		if k > 0 && x[k-1] == EN || end < len(x) && x[end] == EN {
			for ; k < end; k++ {
				x[k] = EN
			}
		}
		k = end
	}
	strong = s.sos
	for k, c := range x { // W6, W7
		switch c {
		case ES, ET, CS:
			x[k] = ON
		case L, R:
			strong = c
		case EN:
			if strong == L {
				x[k] = L
			}
		}
	}
}

// maxOpen is the size of the bracket stack, BD16.
const maxOpen = 63

// brackets is rule N0.
func (s *sequence) brackets(x, cs, original []Class, text []rune) {
	type open struct {
		partner rune
		at      int
	}
	var stack []open
	var pairs [][2]int
scan:
	for k, i := range s.index {
		if x[k] != ON || cs[i] != ON {
			continue
		}
		kind, partner := script.BracketOf(text[i])
		switch kind {
		case script.OpenBracket:
			if len(stack) == maxOpen {
				pairs = nil // BD16: the whole sequence is then left alone
				break scan
			}
			stack = append(stack, open{canonical(partner), k})
		case script.CloseBracket:
			for n := len(stack) - 1; n >= 0; n-- {
				if stack[n].partner == canonical(text[i]) {
					pairs = append(pairs, [2]int{stack[n].at, k})
					stack = stack[:n]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	e := direction(s.level)
	for _, p := range pairs {
		inside, opposite := false, false
		for _, c := range x[p[0]+1 : p[1]] {
			if d := strongOf(c); d == e {
				inside = true
				break
			} else if d != ON {
				opposite = true
			}
		}
		to := e
		switch {
		case inside: // N0 b
		case opposite: // N0 c
			before := s.sos
			for k := p[0] - 1; k >= 0; k-- {
				if d := strongOf(x[k]); d != ON {
					before = d
					break
				}
			}
			to = before
		default: // N0 d
			continue
		}
		for _, k := range p {
			x[k] = to
			for n := k + 1; n < len(x) && original[s.index[n]] == NSM; n++ {
				x[n] = to
			}
		}
	}
}

// canonical maps the two code points of the angle bracket that are canonically
// equivalent to one, BD16.
func canonical(r rune) rune {
	switch r {
	case '\u2329':
		return '\u3008'
	case '\u232A':
		return '\u3009'
	}
	return r
}

// strongOf is the direction of a class in rules N0 and N1, where numbers count as R.
func strongOf(c Class) Class {
	switch c {
	case L:
		return L
	case R, EN, AN:
		return R
	}
	return ON
}

// neutral is rules N1 and N2.
func (s *sequence) neutral(x []Class) {
	for k := 0; k < len(x); {
		if !x[k].isNeutral() {
			k++
			continue
		}
		end := k
		for end < len(x) && x[end].isNeutral() {
			end++
		}
		before, after := s.sos, s.eos
		if k > 0 {
			before = strongOf(x[k-1])
		}
		if end < len(x) {
			after = strongOf(x[end])
		}
		if before != after {
			before = direction(s.level)
		}
		for ; k < end; k++ {
			x[k] = before
		}
	}
}

// trailing is rule L1 for a paragraph of one line.
func trailing(original []Class, levels []Level, base Level) {
	white := true
	for i := len(original) - 1; i >= 0; i-- {
		switch c := original[i]; {
		case c == B, c == S:
			white = true
			levels[i] = base
		case c.isRemoved():
		case c == WS, c.isIsolate(), c == PDI:
			if white {
				levels[i] = base
			}
		default:
			white = false
		}
	}
}

// Order is rule L2: the indices of the items in display order from left to
// right, without those that are Removed.
func Order(levels []Level) []int {
	order := make([]int, 0, len(levels))
	high, low := Level(0), Level(maxDepth+2)
	for i, l := range levels {
		if l == Removed {
			continue
		}
		order = append(order, i)
		high = max(high, l)
		if l&1 == 1 {
			low = min(low, l)
		}
	}
	for l := high; l >= low; l-- {
		for i := 0; i < len(order); {
			if levels[order[i]] < l {
				i++
				continue
			}
			j := i
			for j < len(order) && levels[order[j]] >= l {
				j++
			}
			slices.Reverse(order[i:j])
			i = j
		}
	}
	return order
}

// Display returns what a line looks like from left to right, brackets at odd
// levels mirrored (rule L4).
func Display(text []rune, base Direction) []rune {
	levels := Levels(text, base)
	out := make([]rune, 0, len(text))
	for _, i := range Order(levels) {
		out = append(out, shown(text[i], levels[i]))
	}
	return out
}

func shown(r rune, l Level) rune {
	if l&1 == 1 {
		if m, ok := script.Mirror(r); ok {
			return m
		}
	}
	return r
}
