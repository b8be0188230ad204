package pass

import (
	"fmt"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Round is what one pass did to a text. Offsets refer to the text before the round.
type Round struct {
	Pass  string
	Edits []Edit // by rising offset, without overlap
}

// Log lists the rounds in the order in which they were applied.
type Log []Round

// Edits is the number of edits in the log.
func (l Log) Edits() int {
	n := 0
	for _, r := range l {
		n += len(r.Edits)
	}
	return n
}

// Counts is the number of edits by name of pass.
func (l Log) Counts() map[string]int {
	m := make(map[string]int)
	for _, r := range l {
		m[r.Pass] += len(r.Edits)
	}
	return m
}

// Replay applies the log to the text it was made from. The error names the
// first edit that does not fit.
func (l Log) Replay(t page.Text) (page.Text, error) {
	for _, r := range l {
		var err error
		if t, err = splice(t, r, 0); err != nil {
			return nil, fmt.Errorf("replaying pass %s: %w", r.Pass, err)
		}
	}
	return t, nil
}

// Undo turns the output of a run back into its input.
func (l Log) Undo(t page.Text) (page.Text, error) {
	for i := len(l) - 1; i >= 0; i-- {
		back := Round{Pass: l[i].Pass, Edits: make([]Edit, len(l[i].Edits))}
		shift := 0 // how far the edits before this one have moved the text
		for k, e := range l[i].Edits {
			back.Edits[k] = Edit{At: e.At + shift, Old: e.New, New: e.Old}
			shift += len(e.New) - len(e.Old)
		}
		var err error
		if t, err = splice(t, back, 0); err != nil {
			return nil, fmt.Errorf("undoing pass %s: %w", back.Pass, err)
		}
	}
	return t, nil
}

// splice applies the edits of one round in a single sweep. The new text has room for
// so many more code points.
func splice(t page.Text, r Round, room int) (page.Text, error) {
	if len(r.Edits) == 0 {
		return t, nil
	}
	n, _ := growth(r)
	return r.apply(make(page.Text, 0, max(len(t)+n, 0)+room), t)
}

// spliceHere is splice in the memory of the text, which is lost, also if it fails.
func spliceHere(t page.Text, r Round) (page.Text, error) {
	// The text moves up by as much as the new one may run ahead of the old one.
	_, ahead := growth(r)
	n := len(t)
	t = slices.Grow(t, ahead)[:n+ahead]
	copy(t[ahead:], t[:n])
	return r.apply(t[:0], t[ahead:])
}

// growth is how many code points the round adds in all, and the most that it has
// added after any of its edits.
func growth(r Round) (all, most int) {
	for _, e := range r.Edits {
		all += len(e.New) - len(e.Old)
		most = max(most, all)
	}
	return all, most
}

// apply appends to out what the round makes of t.
func (r Round) apply(out, t page.Text) (page.Text, error) {
	at := 0
	for _, e := range r.Edits {
		if e.At < at || e.End() > len(t) {
			return nil, fmt.Errorf("edit at %d to %d does not fit a text of %d code points at %d", e.At, e.End(), len(t), at)
		}
		for k, c := range e.Old {
			if t[e.At+k] != c {
				return nil, fmt.Errorf("edit at %d expects %U and finds %U", e.At+k, c.R, t[e.At+k].R)
			}
		}
		out = append(out, t[at:e.At]...)
		out = append(out, e.New...)
		at = e.End()
	}
	return append(out, t[at:]...), nil
}
