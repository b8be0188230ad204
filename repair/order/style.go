package order

import "github.com/paknevis/paknevis/repair/lang"

// kind is what a cut before a letter parts.
type kind uint8

const (
	uncut       kind = iota // what is never parted
	atGap                   // words with a space between
	atSign                  // the same, beside a number, Latin or a sign
	atGaps                  // more than one space: one at the end of a run, one before the next
	inSolid                 // a string of letters that is no word, into two that are
	inHalf                  // the same, where one of them is
	inKnown                 // a word, into two that are words
	inTurned                // a string that is no word, where its parts make one the other way round
	inOther                 // a string that is no word, nor any part of it
	atYeh                   // a string that is no word, beside a Farsi yeh, which some fonts lack
	atHamza                 // letters of which one has hamza or madda, which many fonts lack
	atKind                  // letters, digits, Latin and signs from one another
	atPair                  // signs or numbers from each other
	atPhrase                // a phrase from left to right in brackets from what stands beside it
	atQuote                 // another phrase in brackets or quotes that face it
	atTear                  // the rest of a torn word from the space that follows it
	atHamzaTear             // the same behind a letter with hamza or madda
	inPhrase                // such a phrase or a code, which is never parted
	kinds
)

// Style is how a typesetter cuts lines into runs.
type Style struct {
	Share     float64        // of the lines
	Stretched bool           // to the margins
	cut       [kinds]float64 // probability of a cut at each kind of place
}

// Styles are the two ways seen in the wild: a line with cuts here and there,
// and a line stretched to the margins, where every word is a run of its own.
// Counted on 360 lines whose true order is known. Of 3,100 places in words that
// would leave a part that is no word, none was cut.
var Styles = []Style{
	{0.9, false, [kinds]float64{atGap: 0.087, atSign: 0.27, atGaps: 0.97, inSolid: 0.52, inHalf: 0.055, inKnown: 0.0025, inTurned: 0.3, inOther: 0.01, atYeh: 0.15, atHamza: 0.2, atKind: 0.27, atPhrase: 0.9, atQuote: 0.4, atPair: 0.09, atTear: 0.01, atHamzaTear: 0.1}},
	{0.1, true, [kinds]float64{atGap: 0.914, atSign: 0.9, atGaps: 0.99, inSolid: 0.62, inHalf: 0.035, inKnown: 0.0025, inTurned: 0.3, inOther: 0.01, atYeh: 0.15, atHamza: 0.2, atKind: 0.5, atPhrase: 0.9, atQuote: 0.4, atPair: 0.17, atTear: 0.01, atHamzaTear: 0.1}},
}

// priceWeight is the weight of what cuts cost: what letters, words and joints say
// repeats itself in part. Tuned on held-out text with reversed runs.
const priceWeight = 2

// placesOf tells what a cut before each letter would part. Runs that begin with
// a space and runs that end with one read alike: the cut is behind the space,
// but where a word is torn.
func placesOf(m *lang.Model, line []rune) []kind {
	places := make([]kind, len(line))
	phrases(line, places)
	codes(line, places)
	words := solids{m: m, line: line}
	for i := 1; i < len(line); i++ {
		if places[i] != uncut {
			continue
		}
		b := lang.SymbolOf(line[i])
		last := i - 1
		for last > 0 && lang.SymbolOf(line[last]) == lang.Skip {
			last--
		}
		a := lang.SymbolOf(line[last])
		switch {
		case b == lang.Gap && a.Letter() && hamza(line[last]):
			places[i] = atHamzaTear
		case b == lang.Gap && a.Letter():
			places[i] = atTear
		case b == lang.Gap, b == lang.Skip:
		case a == lang.Gap:
			places[i] = gapKind(line, i)
		case line[i-1] == '\u064B' && b.Letter(): // ARABIC FATHATAN, which ends a Persian word
			places[i] = atGaps
		case a.Letter() != b.Letter():
			places[i] = atKind
		case !a.Letter():
			places[i] = atPair
		case hamza(line[last]) || hamza(line[i]):
			places[i] = atHamza
		default:
			places[i] = words.kindAt(i, a == farsiYeh || b == farsiYeh)
		}
	}
	return places
}

// gapKind is the kind of the place behind a gap.
func gapKind(line []rune, i int) kind {
	before := i - 1
	for before > 0 && lang.SymbolOf(line[before]) == lang.Gap {
		before--
	}
	switch {
	case before < i-2:
		return atGaps
	case lang.SymbolOf(line[before]).Letter() && lang.SymbolOf(line[i]).Letter():
		return atGap
	}
	return atSign
}

// solids reads the strings of letters of a line, one after the other.
type solids struct {
	m        *lang.Model
	line     []rune
	from, to int // the string that was asked for last
	word     bool
	turns    uint32 // places in it where it is turned, see turned
}

func (s *solids) known(from, to int) bool { return s.m.Known(string(s.line[from:to])) }

// kindAt is the kind of the place before letter i, inside of a string; yeh says that a Farsi yeh
// stands beside it.
func (s *solids) kindAt(i int, yeh bool) kind {
	if i >= s.to {
		for s.from = i - 1; s.from > 0 && solid(s.line[s.from-1]); s.from-- {
		}
		for s.to = i + 1; s.to < len(s.line) && solid(s.line[s.to]); s.to++ {
		}
		s.word, s.turns = s.known(s.from, s.to), 0
		if !s.word {
			s.turns = turned(s.m, s.line[s.from:s.to])
		}
	}
	left, right := s.known(s.from, i), s.known(i, s.to)
	switch {
	case s.word && left && right:
		return inKnown
	case s.word:
		return uncut
	case s.turns&(1<<(i-s.from)) != 0 && !yeh:
		return inTurned
	case left && right:
		return inSolid
	case yeh:
		return atYeh
	case left || right:
		return inHalf
	}
	return inOther
}

// maxPhrase is the longest phrase in brackets, in code points: a reference with three names.
const maxPhrase = 80

// phrases marks the brackets and quotes that face what stands between them: they
// came out together, for those that are runs of their own face the other way.
// What holds Latin and no Persian letters, as references do, is never parted: its
// own direction kept it together.
func phrases(line []rune, places []kind) {
	for i := 0; i < len(line); i++ {
		shut := rune(')')
		switch line[i] {
		case '\u00AB':
			shut = '\u00BB'
		case '(':
		default:
			continue
		}
		latins, persian, end := 0, false, -1
		for j := i + 1; j < min(len(line), i+maxPhrase); j++ {
			if line[j] == shut {
				end = j
				break
			}
			if line[j] == line[i] {
				break
			}
			if s := lang.SymbolOf(line[j]); s == latin {
				latins++
			} else if s.Letter() {
				persian = true
			}
		}
		if end < i+2 {
			continue
		}
		outer := atQuote
		if latins > 1 && !persian {
			outer = atPhrase
			for j := i + 1; j <= end; j++ {
				places[j] = inPhrase
			}
		} else {
			for j := i + 1; j < end && (j == i+1 || lang.SymbolOf(line[j-1]) == lang.Gap); j++ {
				places[j] = inPhrase
			}
			places[end] = inPhrase
		}
		if i > 0 {
			places[i] = outer
		}
		if end+1 < len(line) {
			places[end+1] = outer
		}
		i = end
	}
}

var latin = lang.SymbolOf('a')

// solid reports letters and the marks on them.
func solid(r rune) bool {
	s := lang.SymbolOf(r)
	return s.Letter() || s == lang.Skip
}

var farsiYeh = lang.SymbolOf('\u06CC') // FARSI YEH

// hamza reports whether r is a letter with hamza or madda.
func hamza(r rune) bool { return r >= '\u0621' && r <= '\u0626' }
