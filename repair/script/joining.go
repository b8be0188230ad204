package script

import "slices"

// Joining is the Joining_Type of a code point: to which neighbours it can have
// a stroke. Source: ArabicShaping.txt.
type Joining uint8

const (
	NonJoining   Joining = iota // U: hamza, ZWNJ, and everything that is not cursive
	RightJoining                // R: to the letter before it only, such as alef, dal, reh, waw
	LeftJoining                 // L: to the letter after it only
	DualJoining                 // D: to both, such as beh
	JoinCausing                 // C: as dual joining without a shape of its own: tatweel, ZWJ
	Transparent                 // T: combining marks and format controls, which joining ignores
)

var joiningNames = [...]string{"U", "R", "L", "D", "C", "T"}

// String is the short name of Joining_Type.
func (j Joining) String() string {
	if int(j) < len(joiningNames) {
		return joiningNames[j]
	}
	return "U"
}

type joiningRange struct {
	from, to rune
	joining  Joining
}

// The letters of everyday text lie in this block; the table makes a look-up
// there one load.
const nearFrom, nearTo = 0x0600, 0x08FF

var near = func() (t [nearTo - nearFrom + 1]Joining) {
	for i := range t {
		t[i] = searchJoining(rune(i) + nearFrom)
	}
	return t
}()

func searchJoining(r rune) Joining {
	i, ok := slices.BinarySearchFunc(joiningRanges[:], r, func(x joiningRange, r rune) int {
		switch {
		case x.to < r:
			return -1
		case x.from > r:
			return 1
		}
		return 0
	})
	if !ok {
		return NonJoining
	}
	return joiningRanges[i].joining
}

// JoiningOf returns the joining type of r.
func JoiningOf(r rune) Joining {
	switch {
	case r >= nearFrom && r <= nearTo:
		return near[r-nearFrom]
	case r < nearFrom && r != 0xAD && r < 0x300: // SOFT HYPHEN is the only one below the combining marks
		return NonJoining
	}
	return searchJoining(r)
}

// JoinsNext reports whether r can have a stroke towards the letter after it.
func JoinsNext(r rune) bool {
	j := JoiningOf(r)
	return j == DualJoining || j == LeftJoining || j == JoinCausing
}

// JoinsPrevious reports whether r can have a stroke towards the letter before it.
func JoinsPrevious(r rune) bool {
	j := JoiningOf(r)
	return j == DualJoining || j == RightJoining || j == JoinCausing
}

// Joins reports whether two letters join when next follows previous with at
// most transparent code points between them.
func Joins(previous, next rune) bool { return JoinsNext(previous) && JoinsPrevious(next) }

// Forms returns the shape in which each code point of a text in logical order
// is drawn by the rules of The Unicode Standard, section 9.2. Code points that
// never join, and marks, have FormUnknown.
func Forms(text []rune) []Form {
	forms := make([]Form, len(text))
	previous := -1 // the last code point that is not transparent
	joined := false
	for i, r := range text {
		j := JoiningOf(r)
		if j == Transparent {
			continue
		}
		joins := previous >= 0 && Joins(text[previous], r)
		if previous >= 0 {
			forms[previous] = formOf(text[previous], joined, joins)
		}
		previous, joined = i, joins
	}
	if previous >= 0 {
		forms[previous] = formOf(text[previous], joined, false)
	}
	return forms
}

func formOf(r rune, previous, next bool) Form {
	switch JoiningOf(r) {
	case NonJoining:
		if !IsLetter(r) {
			return FormUnknown
		}
	case JoinCausing:
		return FormUnknown
	}
	return FormOf(previous, next)
}
