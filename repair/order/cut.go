package order

import (
	"math"
	"unicode"
)

// Cut is how often the lines of a document are cut into runs.
type Cut uint8

const (
	ByFonts Cut = iota // at every ZWNJ, at letters of another font, at all spaces of some lines
	Seldom             // into two to four runs, wherever a program ended one
	Often              // into five to nine
)

// Runs that end where the font has no letter end at every ZWNJ and leave none behind.
// Where some are left, runs ended for other reasons, and how many there are in a line is
// told by the readings found so far.
//
// Of 40 pages broken by fixtures/damage, those cut by fonts keep no ZWNJ, the others 0.1
// to 1.7 in a line; those in two to four runs read as 2.6 to 3.6 runs a line, those in five
// to nine as 5.1 to 7.0.
const (
	cutLeast  = 8    // lines that tell
	zwnjsLeft = 0.08 // ZWNJs in a line
	seldomTo  = 4.4  // runs in a line in the mean
	cutSurely = 12   // lines that tell of others
	cutDoubt  = 0.6  // of their mean from seldomTo, up to which others might tell another thing
)

// Recut reads lines by how often those are cut, nearly all, for which Lines has chosen
// readings under the same options. It is false if they tell nothing.
func (rd *Reader) Recut(lines, told [][]rune, chosen []Choice, opt Options) ([]Choice, bool) {
	if opt.Law.Segments || opt.Styles != nil {
		return nil, false
	}
	if opt.Law.Cut = cutOf(told, chosen, cutLeast, 0); opt.Law.Cut == ByFonts {
		return nil, false
	}
	opt.Wide = true
	return rd.Lines(lines, opt), true
}

// CutOf tells how often lines nearly all of which are cut are, by the readings that Lines
// chose for some of them. It is ByFonts where the readings of all might tell another thing.
func CutOf(lines [][]rune, chosen []Choice) Cut { return cutOf(lines, chosen, cutSurely, cutDoubt) }

// cutOf tells how often lines are cut, by the readings chosen for least of them or more and
// their mean outside of doubt.
func cutOf(lines [][]rune, chosen []Choice, least int, doubt float64) Cut {
	joiners, runs, n := 0, 0, 0
	for _, line := range lines {
		joiners += joinersOf(line)
	}
	for _, c := range chosen {
		if len(c.Runs) > 0 {
			n++
			runs += len(c.Runs)
		}
	}
	mean := float64(runs) / float64(max(n, 1))
	switch {
	case n < least, float64(joiners) < zwnjsLeft*float64(len(lines)), math.Abs(mean-seldomTo) < doubt:
		return ByFonts
	case mean < seldomTo:
		return Seldom
	}
	return Often
}

// joinersOf counts the ZWNJs of a line that stand behind a letter.
func joinersOf(line []rune) (n int) {
	for k, r := range line {
		if r == '\u200C' && k > 0 && unicode.IsLetter(line[k-1]) { // ZERO WIDTH NON-JOINER
			n++
		}
	}
	return n
}

func (c Cut) styles() []Style {
	switch c {
	case Seldom:
		return seldomStyles
	case Often:
		return oftenStyles
	}
	return Styles
}

// keeps reports that a space at which a line is cut keeps its place on the line, between
// what stands on both sides of it on the page; fonts take some along with a run.
func (c Cut) keeps() bool { return c != ByFonts }

// context is the weight of the model of joints in a search.
func (c Cut) context() float64 {
	if c == ByFonts {
		return contextWeight
	}
	return knownContext
}

// perLine is how many readings of a line take part.
func (c Cut) perLine() int {
	if c == ByFonts {
		return perLine
	}
	return 2 * perLine
}

// knownContext is contextWeight where it is known how often lines are cut.
const knownContext = 1.6

var (
	seldomStyles = []Style{{1, false, [kinds]float64{atGap: 0.06, atSign: 0.1, atGaps: 0.7, inSolid: 0.5, inHalf: 0.02, inKnown: 0.001, inTurned: 0.3, inOther: 0.003, atYeh: 0.03, atHamza: 0.05, atKind: 0.1, atPhrase: 0.5, atQuote: 0.1, atPair: 0.03, atTear: 0.01, atHamzaTear: 0.3}}}
	oftenStyles  = []Style{{1, false, [kinds]float64{atGap: 0.2, atSign: 0.3, atGaps: 0.7, inSolid: 0.6, inHalf: 0.05, inKnown: 0.0025, inTurned: 0.3, inOther: 0.01, atYeh: 0.1, atHamza: 0.2, atKind: 0.3, atPhrase: 0.9, atQuote: 0.4, atPair: 0.09, atTear: 0.01, atHamzaTear: 0.5}}}
)

// Learned as a conditional random field over the readings of held-out text broken by
// fixtures/damage, with the chain of lines of a page, and rounded: perdt-dev and seraji-dev,
// the pages that cmd/paknevis-bench leaves out, 684 lines for each.
var (
	seldomWeights = weights{price: 0.45, context: 1.55, word: 0.3, pair: 0.3, unknown: -5, whole: -7.7, run: -5.2, cross: 2.85, edge: 0.95, counts: []float64{3.5, 4.2, 7.2, -5.4, -3.2, -1, 0}, stop: 15.8, halt: -2.5}
	oftenWeights  = weights{price: 0.35, context: 1.4, word: 0.22, pair: 0.1, unknown: -3.4, whole: -0.4, run: -0.5, cross: 2.3, edge: 1, counts: []float64{-4.1, -4.9, -5.5, 5.5, 4.4, 3.9, 4.2, 5.9, -1.4}, stop: 9.7, halt: -2.4}
)

// stops reports a text that ends as sentences do.
func stops(text []rune) bool {
	switch lastSign(text) {
	case '.', '!', ':', '\u061F': // ARABIC QUESTION MARK
		return true
	}
	return false
}

// lastSign is what a text ends with but for white space, 0 if there is nothing else.
func lastSign(text []rune) rune {
	for i := len(text) - 1; i >= 0; i-- {
		if !unicode.IsSpace(text[i]) {
			return text[i]
		}
	}
	return 0
}
