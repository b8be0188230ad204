package order

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// spacing is what the white space behind a run tells of what followed it in the
// true line: the probability of 0, 1, 2 and more code points of it.
type spacing struct {
	Uncut [4]float64 // at a space of a stretched line that was no cut
	Loose [4]float64 // at one of another line
	Space [4]float64 // at a space that was one
	ZWNJ  [4]float64 // at a ZWNJ
	None  [4]float64 // at a cut in a word
	Kind  [4]float64 // beside numbers, Latin and brackets
}

// The two ways: every run with a space behind it, counted on 1,300 joints of a
// journal, and spaces as they were, estimated.
var (
	doubleSpaced = spacing{
		Uncut: [4]float64{0.001, 0.96, 0.034, 0.005},
		Loose: [4]float64{0.001, 0.997, 0.001, 0.001},
		Space: [4]float64{0.02, 0.04, 0.90, 0.04},
		ZWNJ:  [4]float64{0.12, 0.53, 0.24, 0.11},
		None:  [4]float64{0.30, 0.42, 0.12, 0.16},
		Kind:  [4]float64{0.30, 0.20, 0.35, 0.15},
	}
	singleSpaced = spacing{
		Uncut: [4]float64{0.001, 0.979, 0.01, 0.01},
		Loose: [4]float64{0.001, 0.979, 0.01, 0.01},
		Space: [4]float64{0.15, 0.83, 0.01, 0.01},
		ZWNJ:  [4]float64{0.60, 0.38, 0.01, 0.01},
		None:  [4]float64{0.60, 0.38, 0.01, 0.01},
		Kind:  [4]float64{0.40, 0.58, 0.01, 0.01},
	}
)

// Probabilities of cuts, counted on the same lines.
const (
	stretchedCut = 0.62  // of the spaces of a line with stretched spaces are cuts
	looseCut     = 0.015 // of the spaces of other lines
	stretchedAt  = 2     // double spaces that make a line a stretched one
	plainZWNJ    = 0.02  // of ZWNJs border no segment
	spareBorder  = 0.002 // of spaces are borders
	wordCut      = 0.001 // of the places in words are cuts
	strangeCut   = 0.02  // in words that nobody knows
	hamzaCut     = 0.05  // next to a letter that many fonts lack
	numberCut    = 0.9   // beside numbers and Latin
	inNumber     = 0.02  // in numbers
	phraseCut    = 0.001 // in references as Latin text has them, and in sums
	signCut      = 0.3   // beside brackets, quotes and dashes
	stopCut      = 0.6   // between a stop and the word that touches it
	commaCut     = 0.1   // between a word and the comma or stop behind it
	affixCut     = 0.01  // before an ending, which in a reversed line stands before its stem
	yehCut       = 0.8   // beside a yeh from another font
	yehPieces    = 3     // torn pieces that make a line one with such a font
	fontBorder   = 0.1   // of the spaces of a line in two fonts are borders
	kindBorder   = 0.75  // of the cuts beside them are borders
	wordBorder   = 0.5   // of the cuts in words are
	endSpaces    = 0.3   // what the end of a line tells: nothing
)

// prices finds the places to cut at and what no cut there costs.
func (s *segments) prices(sp spacing, spaceCut float64) {
	n := s.n
	s.spacing = sp
	doubles := 0
	for i := 1; i < n; i++ {
		if s.gaps[i] == 2 {
			doubles++
		}
	}
	s.twoFonts, s.spare = s.yehFont(), spareBorder
	if s.twoFonts {
		s.spare = fontBorder
	}
	if s.spaceCut = spaceCut; spaceCut == 0 {
		s.spaceCut = looseCut
		if doubles >= stretchedAt {
			s.spaceCut = stretchedCut
		}
	}
	uncut := sp.Uncut
	if doubles < stretchedAt {
		uncut = sp.Loose
	}
	s.inWord, s.stay = make([]float64, n+1), make([]float32, n+1)
	s.cuts = append(s.cuts, 0)
	for i := 1; i < n; i++ {
		p := s.cutAt(i)
		s.inWord[i] = p
		switch {
		case s.gaps[i] == 0:
			s.stay[i] = -log32(1 - p)
		case s.class(i-1) == word && s.class(i) == word:
			s.stay[i] = -log32((1 - s.zwnj(i, i)*(1-plainZWNJ)) * (1 - s.spaceCut) * uncut[min(s.gaps[i], 3)])
			s.typed -= log32((1 - s.spaceCut) * uncut[min(s.gaps[i], 3)])
		default:
			s.typed -= log32(uncut[min(s.gaps[i], 3)])
			s.stay[i] = -log32((1 - p) * uncut[min(s.gaps[i], 3)])
		}
		if s.gaps[i] > 0 || p > wordCut {
			s.cuts = append(s.cuts, uint8(i))
		}
	}
	s.inWord[n] = strangeCut
	s.cuts = append(s.cuts, uint8(n))
}

// yehFont reports a line whose Farsi yehs came from another font: they stand
// alone, or open and end pieces that are no words.
func (s *segments) yehFont() bool {
	alone, torn := 0, 0
	for i := 0; i < s.n; i = s.to[i] {
		switch from, to := i, s.to[i]; {
		case !slices.Contains(s.sym[from:to], yeh):
		case to-from == 1:
			alone++
		case !s.m.Known(s.text(from, to)):
			torn++
		}
	}
	return alone+torn >= yehPieces || s.torn && (alone > 0 || torn > 1)
}

var yeh = lang.SymbolOf('\u06CC') // ARABIC LETTER FARSI YEH

// cutAt is the probability of a cut before letter i that is not at a space
// between words.
func (s *segments) cutAt(i int) float64 {
	a, b := s.class(i-1), s.class(i)
	before := s.line[s.at[i-1]]
	switch {
	case s.phrase[i], before == '+' && digit(s.sym[i]) && i > 1 && digit(s.sym[i-2]):
		return phraseCut
	case s.twoFonts && a == word && b == word && (s.sym[i-1] == yeh || s.sym[i] == yeh):
		return yehCut
	case a == number && b == number:
		switch {
		case before == '-' && s.gaps[i] > 0:
			return numberCut // the halves of a range
		case s.gaps[i] == 0 && (s.ascii[i-1] && s.ascii[i] || digit(s.sym[i-1]) && digit(s.sym[i]) || separates(before) || separates(s.line[s.at[i]])):
			return wordCut
		}
		return inNumber
	case a != b && (a == number || b == number):
		return numberCut
	case a != word || b != word:
		return signCut
	case s.gaps[i] > 0:
		return wordCut
	case !s.sym[i-1].Letter() && s.sym[i].Letter():
		return stopCut
	case hamza(before) || hamza(s.line[s.at[i]]):
		return hamzaCut
	case !s.m.Known(s.text(s.first[i], s.to[i])):
		return strangeCut
	case lang.IsEnding(s.text(i, s.to[i])) && s.m.Known(s.text(s.first[i], i)):
		return affixCut
	}
	return wordCut
}

// text is the letters from to end.
func (s *segments) text(from, to int) string { return string(s.line[s.at[from] : s.at[to-1]+1]) }

// class is the kind of a letter: signs that end a word belong to it, those
// between digits to the number.
func (s *segments) class(i int) class {
	sym := s.sym[i]
	switch {
	case sym.Letter():
		return word
	case digit(sym) || sym == lang.SymbolOf('a') || s.ascii[i]:
		return number
	}
	r := s.line[s.at[i]]
	switch r {
	case '-', '+', '.', '/', ',', ':', decimalSeparator, thousandsSeparator:
		if i > 0 && i+1 < s.n && digit(s.sym[i-1]) && digit(s.sym[i+1]) && (r != ':' || s.gaps[i+1] == 0) {
			return number
		}
	}
	switch r {
	case '.', ':', '!', '\u060C', '\u061B', '\u061F': // ARABIC COMMA, SEMICOLON, QUESTION MARK
		return word
	}
	return sign
}

// separates reports a separator that is a part of its number as much as a digit is (class AN of UAX #9).
func separates(r rune) bool { return r == decimalSeparator || r == thousandsSeparator }

const (
	decimalSeparator   = '\u066B' // ARABIC DECIMAL SEPARATOR
	thousandsSeparator = '\u066C' // ARABIC THOUSANDS SEPARATOR
)

func digit(s lang.Symbol) bool { return s == lang.SymbolOf('0') }

type class uint8

const (
	word class = iota
	number
	sign
)

// price is the cost of a joint between the letter before end and the one at
// start, at a gap or none, at a border or not.
func (s *segments) price(end, start int, gap bool, kind jointKind) float32 {
	k := (int(kind)*(s.n+1)+end)*(s.n+1) + start
	if gap {
		k += 3 * (s.n + 1) * (s.n + 1)
	}
	if s.joints[k] == 0 {
		s.joints[k] = s.weigh(end, start, gap, kind)
	}
	return s.joints[k]
}

func (s *segments) weigh(end, start int, gap bool, kind jointKind) float32 {
	if s.bullet != 0 && s.line[s.at[end-1]] == s.bullet && (!gap || !s.opens(start)) {
		return bulletBonus // its text stands behind a space
	}
	a, b := s.class(end-1), s.class(start)
	q := [4]float64{endSpaces, endSpaces, endSpaces, endSpaces}
	if end < s.n {
		k := min(s.gaps[end], 3)
		q = [4]float64{s.spacing.Space[k], s.spacing.ZWNJ[k], s.spacing.None[k], s.spacing.Kind[k]}
	}
	share := func(border float64) float64 {
		switch kind {
		case atBorder:
			return border
		case inSegment:
			return 1 - border
		}
		return 1
	}
	switch {
	case a != word || b != word:
		p := signCut
		switch {
		case end < s.n && s.phrase[end]:
			p = phraseCut // whatever is put there instead
		case a == number && b == number:
			p = inNumber
			if end < s.n {
				p = s.inWord[end]
			}
		case a != b && (a == number || b == number):
			p = numberCut
		}
		return -log32(p * q[3] * share(kindBorder))
	case !gap:
		p := s.inWord[end]
		if !s.sym[start].Letter() && s.sym[end-1].Letter() {
			p = max(p, commaCut) // what was cut is the comma, wherever the word stood
		}
		if s.twoFonts && (s.sym[end-1] == yeh || s.sym[start] == yeh) {
			p = yehCut
		}
		return -log32(p * q[2] * share(wordBorder))
	}
	z := s.zwnj(end, start)
	border := z*(1-plainZWNJ)*q[1] + (1-z)*s.spare*q[0]
	inner := (1 - z*(1-plainZWNJ)) * s.spaceCut * q[0]
	switch kind {
	case atBorder:
		return -log32(border)
	case inSegment:
		return -log32(inner)
	}
	return -log32(border + inner)
}

type jointKind uint8

const (
	anyJoint jointKind = iota
	atBorder
	inSegment
)

// zwnj is the probability that a gap between the letter before end and the
// letter at start is a ZWNJ.
func (s *segments) zwnj(end, start int) float64 {
	k := end*(s.n+1) + start
	if s.joins[k] < 0 {
		s.joins[k] = 0
		if s.sym[end-1].Letter() && s.sym[start].Letter() {
			s.joins[k] = s.m.Joint(s.keys[s.first[end-1]:end], s.keys[start:s.to[start]], nil, nil)
		}
	}
	return s.joins[k]
}

// opening is what speaks for a line that begins with letter i.
func (s *segments) opening(i int) float32 {
	if s.bullet != 0 && s.line[s.at[i]] == s.bullet {
		return bulletBonus
	}
	return 0
}

const bulletBonus = 12 // nats for a list item that begins with its sign

// opens reports whether the line can begin with letter i.
func (s *segments) opens(i int) bool { return s.canOpen[i] }

func log32[F float32 | float64](x F) float32 { return float32(math.Log(float64(x))) }
