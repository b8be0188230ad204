package order

import (
	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// Crossing is how well the start of a line goes on from the end of the line before, in
// nats above what the ends of lines of prose have in the mean.
func (rd *Reader) Crossing(before, after []rune) float64 {
	if rd.ends == nil {
		rd.ends = joint.NewScorerOf(joint.Default(), endsKept)
	}
	sc := rd.ends
	sc.Trim()
	return sc.Score(sc.Words(lastWords(before)), sc.Words(firstWords(after))) - contextMean
}

// endsKept bounds what is remembered of line ends: few words stand at many.
const endsKept = 1 << 12

// scorer is that of the reader, made when somebody first asks.
func (rd *Reader) scorer() *joint.Scorer {
	if rd.sc == nil {
		rd.sc = joint.NewScorer(joint.Default())
	}
	return rd.sc
}

// lastWords are the words of a line that a joint reads, and maybe some before.
func lastWords(line []rune) []rune {
	gaps := 0
	for i := len(line) - 1; i > 0; i-- {
		if lang.SymbolOf(line[i]) == lang.Gap {
			if gaps++; gaps > joint.Reach {
				return line[i:]
			}
		}
	}
	return line
}

// firstWords are the words of a line that a joint reads, and maybe some after.
func firstWords(line []rune) []rune {
	gaps := 0
	for i, r := range line {
		if lang.SymbolOf(r) == lang.Gap {
			if gaps++; gaps > joint.Reach {
				return line[:i]
			}
		}
	}
	return line
}
