package pass

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// Policy is what a user allows.
type Policy struct {
	// Threshold is the least confidence at which an edit is applied, 0..1.
	// Edits below it are reported as suggestions.
	Threshold float64
	// Firm is passed on to every View.
	Firm bool
	// Shared is passed on to every View.
	Shared any
	// Skip names passes that are not to run.
	Skip map[string]bool
}

// Result is a repaired text and how it came about.
type Result struct {
	Text        page.Text
	Log         Log
	Suggestions []Round // edits below the threshold; offsets refer to the text that their pass saw
}

// ErrAccount is returned when a pass proposes an edit that breaks the account
// law. It is a fault of the pass, never of the input.
var ErrAccount = errors.New("edit breaks the account of code points")

// Run applies the passes in order. The error is the context's, or that of a
// faulty pass; the text is then of no use.
func Run(ctx context.Context, table []Pass, t page.Text, policy Policy) (Result, error) {
	res := Result{Text: t}
	view := View{Text: t, Firm: policy.Firm, Shared: policy.Shared} // passes that follow each other on one text share its lines
	for _, p := range table {
		if policy.Skip[p.Name] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		edits, err := p.Run(ctx, &view)
		if err != nil {
			return Result{}, fmt.Errorf("pass %s: %w", p.Name, err)
		}
		for i := range edits {
			if err := check(p.Class, res.Text, &edits[i]); err != nil {
				return Result{}, fmt.Errorf("pass %s, reason %s: %w", p.Name, edits[i].Reason, err)
			}
		}
		own(edits)
		apply, suggest := resolve(edits, policy.Threshold)
		if len(suggest) > 0 {
			res.Suggestions = append(res.Suggestions, Round{p.Name, suggest})
		}
		if len(apply) == 0 {
			continue
		}
		round := Round{p.Name, apply}
		if view.Edition == 0 {
			res.Text, err = splice(res.Text, round, len(res.Text)/roomShare)
		} else {
			res.Text, err = spliceHere(res.Text, round) // a text that only this call has seen
		}
		if err != nil {
			return Result{}, fmt.Errorf("pass %s: %w", p.Name, err)
		}
		view = view.after(res.Text, apply)
		res.Log = append(res.Log, round)
	}
	return res, nil
}

// roomShare is the part of a text that its first repair leaves free for what the others
// add: to find more takes a copy of the whole.
const roomShare = 64

// own gives edits code points of their own. Those of a proposal are a part of the
// text that the pass saw, and a log would keep each text that ever was.
func own(edits []Edit) {
	n := 0
	for i := range edits {
		n += len(edits[i].Old) + len(edits[i].New)
	}
	all := make(page.Text, 0, n)
	take := func(t page.Text) page.Text {
		from := len(all)
		all = append(all, t...)
		return all[from:len(all):len(all)]
	}
	for i := range edits {
		e := &edits[i]
		e.Old = take(e.Old)
		if e.New != nil {
			e.New = take(e.New)
		}
	}
}

// resolve parts the edits by the threshold and drops those that overlap a more
// confident one, or an earlier one of the same confidence.
func resolve(edits []Edit, threshold float64) (apply, suggest []Edit) {
	if !slices.IsSortedFunc(edits, byOffset) {
		slices.SortStableFunc(edits, byOffset)
	}
	for len(edits) > 0 {
		// Edits overlap within a group only, and nearly all are groups of one.
		n, end := 1, edits[0].End()
		for n < len(edits) && edits[n].At < end {
			end = max(end, edits[n].End())
			n++
		}
		group := edits[:n:n]
		edits = edits[n:]
		if n > 1 {
			group = strongest(group)
		}
		for _, e := range group {
			if e.Confidence >= threshold {
				apply = append(apply, e)
			} else {
				suggest = append(suggest, e)
			}
		}
	}
	return apply, suggest
}

func byOffset(a, b Edit) int { return cmp.Compare(a.At, b.At) }

// strongest are the edits of a group that no stronger one overlaps, by offset.
func strongest(group []Edit) (taken []Edit) {
	slices.SortStableFunc(group, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), byOffset(a, b))
	})
	for _, e := range group {
		i, hit := slices.BinarySearchFunc(taken, e, byOffset)
		if hit || i > 0 && taken[i-1].End() > e.At || i < len(taken) && e.End() > taken[i].At {
			continue
		}
		taken = slices.Insert(taken, i, e)
	}
	return taken
}

// check holds an edit to the account law.
func check(class Class, t page.Text, e *Edit) error {
	if len(e.Old) == 0 || e.At < 0 || e.End() > len(t) {
		return fmt.Errorf("%w: %d code points at %d of %d", ErrAccount, len(e.Old), e.At, len(t))
	}
	if !slices.Equal(e.Old, t[e.At:e.End()]) {
		return fmt.Errorf("%w: the old text at %d is not what stands there", ErrAccount, e.At)
	}
	old := make(map[int32]int, len(e.Old)) // visible code points by origin
	for _, o := range e.Old {
		n := 0
		if visible(o.R) {
			n = 1
		}
		old[o.From] += n
	}
	now := make(map[int32]int, len(e.New))
	for _, c := range e.New {
		if _, ok := old[c.From]; !ok && c.From != page.Inferred {
			return fmt.Errorf("%w: %U comes from outside", ErrAccount, c.R)
		}
		if visible(c.R) {
			now[c.From]++
		}
	}
	if class == Lossy {
		return nil
	}
	if now[page.Inferred] > old[page.Inferred] {
		return fmt.Errorf("%w: a visible code point comes from nowhere", ErrAccount)
	}
	for from, n := range old {
		// One origin may hold several code points (a ligature) that compose to one.
		if n > 0 && now[from] == 0 || from == page.Inferred && now[from] < n {
			return fmt.Errorf("%w: a visible code point vanishes in a %s pass", ErrAccount, class)
		}
	}
	return nil
}

// visible reports whether a reader would miss the code point: white space,
// joiners and controls are not visible.
func visible(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsControl(r)
}
