// Package order finds the logical order of a line whose runs an extractor
// emitted from left to right though the line reads from right to left.
//
//	Search(model, line, options)   the most likely readings of one line, best first
//	SearchSegments(...)            the same for a line broken by a law of its own
//	Lines(model, lines, options)   the readings of neighbouring lines together
//	Reader.Convention(lines)       by which law the lines of a document are broken
//
// The fault: a line was painted as runs (at ZWNJs, letters of another font,
// digits, points of justification). Inside each run the letters are in logical
// order, the runs came out in the order of the page from the left. So the true
// line is the runs in reverse, and what has to be found is where they begin.
//
//	emitted    C  B  A        display order, each run readable
//	true       A  B  C        the same runs, last one first
//
// The search is a dynamic programme over (start, end) of the run placed last:
// the suffix of the line from start on is then placed, whatever was done before.
// A language model scores the letters across each joint and a model of joints the
// words on both sides; a joint may have lost its space. What cuts cost depends on
// what they part and on the style of the line. From the filled table the best
// readings are traced; Lines weighs those of neighbouring lines together.
package order

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// Options steer a search. The zero value is ready for use.
type Options struct {
	// Before is what stands before the line in the text, nil if unknown.
	Before []rune
	// Styles are the ways lines are cut into runs; nil means Styles.
	Styles []Style
	// Law is how the document stores its lines; the zero value means plain reversals.
	Law Convention
	// Ends tells of each line that Lines is given whether a paragraph ends with it, nil if unknown.
	Ends []bool
	// Wide lets a larger model of joints weigh the readings that Lines finds of plain
	// reversals: for lines that are known to be scrambled.
	Wide bool
	// Count is how many readings are wanted, 1 if it is 0.
	Count int

	probe bool    // a narrow search that tells how well a line reads by the law of segments
	plain float64 // best score of a plain reversal of it as a line of another kind, 0 if unknown
}

// Reading is one way to order a line.
type Reading struct {
	Runs []Run
	// Stretched says that the line is one whose words are runs of their own.
	Stretched bool
	// Kept says that each space at a cut kept its place on the line.
	Kept  bool
	Score float64 // log probability in nats of the letters and joints, less the price of the cuts
	state lang.State
	words float64 // the part of Score that the words at the joints have
	typed float64 // what a line as it stands would have more if the width of its spaces said nothing
}

// Run is a stretch of the line as it stands, in code points.
type Run struct {
	From, To int
	Gap      bool // a space or ZWNJ has to be put before it
	Border   bool // it begins a segment: a gap before it is a ZWNJ if it can be one
}

// Whole reports whether the reading leaves the line as it is.
func (r Reading) Whole() bool { return len(r.Runs) == 1 }

// Apply writes the reading out; an inferred gap is a space.
func (r Reading) Apply(line []rune) []rune {
	out := make([]rune, 0, len(line)+len(r.Runs))
	for _, run := range r.Runs {
		if run.Gap {
			out = append(out, ' ')
		}
		out = append(out, line[run.From:run.To]...)
	}
	return out
}

// Limits of a search.
const (
	// MaxLine is the longest line that is searched, in code points. The time
	// grows with the cube of the places where a run may end; printed lines have
	// at most 130 letters.
	MaxLine = 180
	// beam is how far in nats a reading of a suffix may lie behind the best one
	// of the same suffix and still be followed.
	beam = 10
	// traced is the same for one to be found on the way back: of 4,228 held-out lines in two to
	// nine runs none is read otherwise than with all; with 20 eight are, three of them worse.
	traced = 26
	// depth is how many letters after a joint are read in its context: the model
	// looks back six letters.
	depth = 6
)

// Search returns the most likely readings of a line, best first, no two with the
// same letters in the same order. The reading that leaves the line as it stands
// is among them if there is room for two. A line that is empty or longer than
// MaxLine has none.
func Search(m *lang.Model, line []rune, opt Options) []Reading {
	return newSearch(newLetters(m), joint.NewScorer(joint.Default())).find(line, opt)
}

// find is Search.
func (s *search) find(line []rune, opt Options) []Reading {
	if k := bulletLength(line, Lead); k > 0 {
		return behindLead(k, s.find(line[k:], opt))
	}
	if k := bulletAtEnd(line, opt.Law.Bullet); k > 0 {
		return bulletFirst(line, k, s.find(line[:k], opt))
	}
	n := len(line)
	if n == 0 || n > MaxLine {
		return nil
	}
	keep := max(1, opt.Count)
	styles := opt.Styles
	if styles == nil {
		styles = opt.Law.Cut.styles()
	}
	first := s.m.Unread()
	for _, r := range opt.Before {
		first, _ = s.m.Step(first, r)
	}
	first, _ = s.m.StepSymbol(first, lang.Gap) // a line begins with a word
	var found []Reading
	whole := Reading{Score: math.Inf(-1)}
	s.kept = opt.Law.Cut.keeps()
	s.read(line, opt.Law.Cut.context())
	for _, style := range styles {
		s.use(style)
		s.run(first)
		least := math.Inf(-1) // of what may be among the best of all styles
		if len(found) >= keep {
			least = found[keep-1].Score
		}
		for _, r := range s.readings(keep, float32(least)) {
			r.Stretched, r.Kept = style.Stretched, s.kept
			found = append(found, r)
		}
		slices.SortStableFunc(found, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
		found = distinct(line, found)
		if w := s.whole(first); w.Score > whole.Score {
			whole = w
		}
	}
	found = found[:min(len(found), keep)]
	if keep > 1 && !slices.ContainsFunc(found, Reading.Whole) {
		found = append(found[:min(len(found), keep-1)], whole)
	}
	return found
}

// distinct keeps the first of the readings that write the same letters.
func distinct(line []rune, found []Reading) []Reading {
	seen := make(map[string]bool, len(found))
	var key []byte
	return slices.DeleteFunc(found, func(r Reading) bool {
		key = key[:0]
		for _, run := range r.Runs {
			for _, c := range line[run.From:run.To] {
				if s := lang.SymbolOf(c); s != lang.Gap && s != lang.Skip {
					key = append(key, byte(s))
				}
			}
		}
		if seen[string(key)] {
			return true
		}
		seen[string(key)] = true
		return false
	})
}

// opens reports whether a line can begin with r: marks and closing punctuation
// belong to what stands before them.
func opens(r rune) bool {
	if unicode.In(r, unicode.Mn, unicode.Pe, unicode.Pf) {
		return false
	}
	switch r {
	case '.', '!', ':', ',', ';', '?', '\u060C', '\u061B', '\u061F', '\u066A', '%': // ARABIC COMMA, SEMICOLON, QUESTION MARK, PERCENT SIGN
		return false
	}
	return true
}
