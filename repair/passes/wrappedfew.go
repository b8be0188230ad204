package passes

import (
	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// What makes a paragraph of two or three lines, which are too few to tell a measure.
const (
	fewFull  = 0.85 // of the widest line: what the others but the last have at least
	fewGoes  = -1.0 // nats by which each line goes on from the one before at least; of 40,000 random pairs of lines 24 do all that is asked here
	fewWords = 90   // code points on both sides of a line end that hold the words which tell
)

// wrappedFew judges a text of fewer lines than wrapped asks for: one paragraph, of which all
// lines but the last are full, each goes on in the next, and none but the last ends a sentence.
// It fills in how full they are.
func (f *flow) wrappedFew() bool {
	n := len(f.rows)
	if f.m == nil || n < 2 || n >= minRows || f.marked() {
		return false
	}
	widest := 0.0
	for _, r := range f.rows[:n-1] {
		widest = max(widest, r.width)
	}
	if widest < minMeasure || widest > maxMeasure || !f.rows[n-1].stop || f.rows[n-1].width > widest {
		return false
	}
	if l, _ := lang.IdentifyRunes(runesOf(f.t)); l != lang.Persian {
		return false
	}
	for i := range f.rows {
		r := &f.rows[i]
		r.full = r.width / widest
		if first := f.t[r.line.From].R; !isArabic(first) && !isDigit(first) && first != '(' && first != '\u00AB' { // LEFT-POINTING GUILLEMET
			return false
		}
		if r.solid || i > 0 && r.item || i < n-1 && (r.stop || r.full < fewFull) {
			return false
		}
	}
	s := joint.NewScorer(joint.Default())
	for i := 1; i < n; i++ {
		a, b := &f.rows[i-1], &f.rows[i]
		if f.torn(i-1, i) {
			continue
		}
		left := plainOf(f.t[max(a.line.From, a.line.To-fewWords):a.line.To])
		right := plainOf(f.t[b.line.From:min(b.line.To, b.line.From+fewWords)])
		if a.room(b) > filledRoom || s.Score(s.Words(left), s.Words(right)) < fewGoes {
			return false
		}
	}
	return true
}
