package bidi

import "github.com/paknevis/paknevis/repair/script"

// Logical is the inverse of Display. Given one line as it is seen, from left to
// right and with brackets as they look, it returns the indices of the code
// points in logical order and the level of each code point of visual; a bracket
// at an odd level is the mirror image of what was written. exact tells whether
// the logical line, brackets turned back, is displayed as visual: some displays
// no plain text without bidi controls can have.
//
// Where several logical lines look alike the one is taken that people write: a
// Latin phrase, an address or a Latin name with its ASCII number stays whole.
func Logical(visual []rune, base Direction) (order []int, levels []Level, exact bool) {
	return LogicalFunc(visual, base, func(r rune) rune { return r })
}

// LogicalText is Logical for a caller who wants the text alone.
func LogicalText(visual []rune, base Direction) (text []rune, exact bool) {
	order, levels, exact := Logical(visual, base)
	return written(visual, order, levels), exact
}

// LogicalFunc is Logical for a line of items, such as clusters of a letter and
// its marks, which move as one. first gives the code point that stands for an
// item in the algorithm. Auto takes the base direction of the majority of
// strong items, for on a display line the first letter is not known.
func LogicalFunc[T any](visual []T, base Direction, first func(T) rune) (order []int, levels []Level, exact bool) {
	rs := make([]rune, len(visual))
	cs := make([]Class, len(visual))
	balance := 0
	for i, v := range visual {
		rs[i] = first(v)
		cs[i] = ClassOf(rs[i])
		switch cs[i] {
		case L:
			balance++
		case R, AL:
			balance--
		}
	}
	if base == Auto {
		base = LeftToRight
		if balance < 0 {
			base = RightToLeft
		}
	}
	if base == RightToLeft {
		if levels, ok := unmixed(cs); ok {
			return Order(levels), levels, true
		}
	}
	return search(rs, cs, base)
}

// unmixed is the levels of a line that leaves nothing to guess: a right-to-left paragraph
// of right-to-left letters, signs, and numbers without signs inside. By the rules a number
// is at level 2 there and all else at level 1, brackets too (N0 takes a number for a
// right-to-left letter), and every guess says so. ok is false for all other lines.
func unmixed(cs []Class) (levels []Level, ok bool) {
	numbers, marks := false, false
	for i, c := range cs {
		switch c {
		case R, AL, WS, ON:
		case NSM:
			marks = true
		case EN, AN:
			numbers = true
		case CS, ES: // part of a number between two (W4)
			if isNumber(cs, i-1) && isNumber(cs, i+1) {
				return nil, false
			}
		case ET: // part of a European number beside it (W5)
			if isNumber(cs, i-1) || isNumber(cs, i+1) || i > 0 && cs[i-1] == ET {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	if numbers && marks { // a mark is at the level of what it stands on (W1)
		return nil, false
	}
	levels = make([]Level, len(cs))
	for i, c := range cs {
		if levels[i] = 1; c == EN || c == AN {
			levels[i] = 2
		}
	}
	return levels, true
}

// isNumber reports a digit at i, which may lie outside of the line.
func isNumber(cs []Class, i int) bool {
	return i >= 0 && i < len(cs) && (cs[i] == EN || cs[i] == AN)
}

// search is LogicalFunc for the code points that stand for the items, with their classes.
func search(rs []rune, cs []Class, base Direction) (order []int, levels []Level, exact bool) {
	var fallback []int
	var fallbackLevels []Level
	// A wider guess keeps Latin runs and their signs whole; where the forward
	// algorithm does not display it so, narrower ones follow.
	for _, guess := range []func([]rune, []Class, Level) []Level{wholeRuns, letterRuns, strongOnly} {
		levels := guess(rs, cs, baseLevel(nil, base))
		order, levels, exact := settle(rs, base, levels)
		if exact {
			return order, levels, true
		}
		if fallback == nil {
			fallback, fallbackLevels = order, levels
		}
	}
	return fallback, fallbackLevels, false
}

// maxSettle bounds the steps to a fixed point; a guess that has not settled by
// then goes round in a circle.
const maxSettle = 12

// settle looks for a fixed point: the levels of the display line under which
// the logical line has, by the forward algorithm, these very levels. Rule L2
// with levels given is its own inverse, so a fixed point is displayed exactly.
func settle(visual []rune, base Direction, levels []Level) ([]int, []Level, bool) {
	first, firstLevels := Order(levels), levels
	order := first
	for range maxSettle {
		text := written(visual, order, levels)
		forward := Levels(text, base)
		next := make([]Level, len(visual))
		same := true
		for k, i := range order {
			next[i] = forward[k]
			if forward[k] == Removed { // a control that is not displayed keeps its place
				next[i] = levels[i]
			}
		}
		if len(order) != len(visual) {
			return first, firstLevels, false
		}
		if displays(text, forward, visual) {
			return order, levels, true
		}
		for i := range next {
			same = same && next[i] == levels[i]
		}
		if same {
			break
		}
		levels = next
		order = Order(levels)
	}
	return first, firstLevels, false
}

func written(visual []rune, order []int, levels []Level) []rune {
	text := make([]rune, len(order))
	for k, i := range order {
		text[k] = shown(visual[i], levels[i]) // mirroring is its own inverse
	}
	return text
}

func displays(text []rune, levels []Level, visual []rune) bool {
	k := 0
	for _, i := range Order(levels) {
		for k < len(visual) && ClassOf(visual[k]).isRemoved() {
			k++
		}
		if k == len(visual) || shown(text[i], levels[i]) != visual[k] {
			return false
		}
		k++
	}
	for k < len(visual) && ClassOf(visual[k]).isRemoved() {
		k++
	}
	return k == len(visual)
}

// strongOnly gives letters and digits the level of their own direction, and
// everything else that of the paragraph.
func strongOnly(rs []rune, cs []Class, base Level) []Level {
	levels := make([]Level, len(cs))
	for i, c := range cs {
		levels[i] = base
		switch c {
		case L:
			levels[i] = nextLevel(base-1, false)
		case R, AL:
			levels[i] = 1
		case EN, AN:
			levels[i] = 2
		}
		if base == 0 && c == L {
			levels[i] = 0
		}
	}
	numbers(cs, levels)
	return levels
}

// letterRuns also gives what stands between two letters of a direction the
// level of that direction.
func letterRuns(rs []rune, cs []Class, base Level) []Level {
	levels := strongOnly(rs, cs, base)
	if base == 0 {
		between(cs, levels, func(c Class) bool { return c == R || c == AL }, func(c Class) bool { return c == L }, 1)
		return levels
	}
	between(cs, levels, func(c Class) bool { return c == L }, func(c Class) bool { return c == R || c == AL }, 2)
	return levels
}

// between raises what stands between two items of one kind, with no stopping
// item between, to a level; numbers keep a higher one.
func between(cs []Class, levels []Level, is, stops func(Class) bool, to Level) {
	from := -1
	for i, c := range cs {
		switch {
		case is(c):
			for k := from + 1; from >= 0 && k < i; k++ {
				levels[k] = max(levels[k], to)
			}
			from = i
		case stops(c):
			from = -1
		}
	}
}

// wholeRuns is letterRuns with the Latin runs grown over the ASCII numbers and
// the brackets that belong to them.
func wholeRuns(rs []rune, cs []Class, base Level) []Level {
	levels := letterRuns(rs, cs, base)
	if base == 0 {
		return levels
	}
	anchor := func(i int) bool { return cs[i] == L || rs[i] >= '0' && rs[i] <= '9' }
	for i := range cs {
		if cs[i] != L {
			continue
		}
		// To the right: rule W7 makes a European number after a Latin letter
		// part of its run; the signs between take the side they share (N1).
		last := i
		for k := i + 1; k < len(cs) && cs[k] != R && cs[k] != AL && cs[k] != AN && !isPersianDigit(rs[k]); k++ {
			if anchor(k) {
				last = k
			}
		}
		for k := i; k <= last; k++ {
			levels[k] = 2
		}
	}
	grow(rs, levels)
	return levels
}

func isPersianDigit(r rune) bool { d, _ := script.DigitOf(r); return d == script.PersianDigits }

// grow takes into a Latin run the closing bracket at its right end whose
// partner is inside: rule N0 puts both on the side of the letters between.
func grow(rs []rune, levels []Level) {
	depth := 0
	for i := range rs {
		if levels[i] != 2 {
			if k, _ := script.BracketOf(rs[i]); k == script.CloseBracket && depth > 0 && i > 0 && levels[i-1] == 2 {
				levels[i] = 2
				depth--
				continue
			}
			depth = 0
			continue
		}
		switch k, _ := script.BracketOf(rs[i]); {
		case k == script.OpenBracket:
			depth++
		case k == script.CloseBracket && depth > 0:
			depth--
		}
	}
}

// numbers joins separators to numbers as far as the letters that will come
// before them allow: rules W2, W4 and W5. In a line read from the right the
// letter before a number stands on its right.
func numbers(cs []Class, levels []Level) {
	arabic := false
	for i := len(cs) - 1; i >= 0; i-- {
		switch c := cs[i]; {
		case c == AL:
			arabic = true
		case c == L || c == R:
			arabic = false
		case c == CS && i > 0 && i+1 < len(cs) && cs[i-1] == cs[i+1] && (cs[i-1] == EN || cs[i-1] == AN):
			levels[i] = 2
		case c == ES && !arabic && i > 0 && i+1 < len(cs) && cs[i-1] == EN && cs[i+1] == EN:
			levels[i] = 2
		case c == ET && !arabic && (i > 0 && (cs[i-1] == EN || levels[i-1] == 2) || i+1 < len(cs) && cs[i+1] == EN):
			levels[i] = 2
		}
	}
}
