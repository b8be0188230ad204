package script

import "slices"

// Signs that programs need to name.
const (
	Tatweel      = '\u0640' // ARABIC TATWEEL
	ZWNJ         = '\u200C' // ZERO WIDTH NON-JOINER
	ZWJ          = '\u200D' // ZERO WIDTH JOINER
	PersianYeh   = '\u06CC' // ARABIC LETTER FARSI YEH
	PersianKeheh = '\u06A9' // ARABIC LETTER KEHEH
	HamzaAbove   = '\u0654' // ARABIC HAMZA ABOVE
)

func inRanges(table [][2]rune, r rune) bool {
	if r < table[0][0] || r > table[len(table)-1][1] {
		return false
	}
	_, ok := slices.BinarySearchFunc(table, r, func(x [2]rune, r rune) int {
		switch {
		case x[1] < r:
			return -1
		case x[0] > r:
			return 1
		}
		return 0
	})
	return ok
}

// IsLetter reports a letter of the Arabic script in any of its blocks,
// presentation forms included. TATWEEL is none.
func IsLetter(r rune) bool { return inRanges(letterRanges[:], r) }

// IsMark reports a combining mark that is used with the Arabic script.
func IsMark(r rune) bool { return inRanges(markRanges[:], r) }

// IsTatweel reports the sign that draws out a join, which no word is spelled with.
func IsTatweel(r rune) bool { return r == Tatweel }

// IsJoinControl reports ZWNJ and ZWJ, the controls that are part of spelling.
func IsJoinControl(r rune) bool { return r == ZWNJ || r == ZWJ }

// IsBidiControl reports the property Bidi_Control: marks, embeddings, overrides
// and isolates, which steer the display and are no part of a word.
func IsBidiControl(r rune) bool {
	return r == '\u061C' || r == '\u200E' || r == '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// Bracket is the Bidi_Paired_Bracket_Type of a code point.
type Bracket uint8

const (
	NoBracket Bracket = iota
	OpenBracket
	CloseBracket
)

type mirrorPair struct {
	r, mirror rune
	kind      Bracket
}

func findMirror(r rune) (mirrorPair, bool) {
	if r < mirrorPairs[0].r || r > mirrorPairs[len(mirrorPairs)-1].r || r > 0xBB && r < 0x0F3A {
		return mirrorPair{}, false
	}
	i, ok := slices.BinarySearchFunc(mirrorPairs[:], r, func(p mirrorPair, r rune) int { return int(p.r - r) })
	if !ok {
		return mirrorPair{}, false
	}
	return mirrorPairs[i], true
}

// Mirror returns the code point whose glyph is the mirror image of that of r:
// brackets, guillemets, relation signs. Source: BidiMirroring.txt.
func Mirror(r rune) (rune, bool) {
	p, ok := findMirror(r)
	return p.mirror, ok
}

// BracketOf returns whether r opens or closes a pair, and its partner. Unlike
// Mirror it knows only true brackets, not quotation marks. Source:
// BidiBrackets.txt.
func BracketOf(r rune) (Bracket, rune) {
	p, ok := findMirror(r)
	if !ok || p.kind == NoBracket {
		return NoBracket, 0
	}
	return p.kind, p.mirror
}
