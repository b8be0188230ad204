// Package repair puts right what extractors and typesetters did to Persian and
// Arabic text.
//
// Which call do I want?
//
//   - A text that some other program has extracted: [Text].
//   - A page that repair/pdf has read and repair/layout has arranged, or that
//     OCR has read: [Page], with what [Learn] found in the document.
//   - The repairs one by one, what each does and leaves alone: [Passes].
//
// Every call returns the text together with the log of all edits, which
// explains, replays and undoes it. Repairing a repaired text changes nothing.
package repair

import (
	"context"
	"fmt"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/passes"
)

// DefaultThreshold is the least confidence at which an edit is applied, 0..1.
// What is more likely wrong than right is only suggested; each pass holds its
// own edits to a stricter measure where a wrong one does harm.
const DefaultThreshold = 0.5

// maxRounds bounds how often the passes run over one text until none proposes
// anything or a text comes again. Mostly two rounds do: one that repairs and one
// that finds nothing left; scrambled texts take a few more.
const maxRounds = 24

// Options are what a caller can choose. The zero value is the default.
type Options struct {
	Threshold float64           // least confidence of an applied edit, 0..1; 0 means DefaultThreshold
	ZWNJ      passes.ZWNJPolicy // what is done about lost and superfluous ZWNJ
	Skip      []string          // passes that are not to run, by name
}

// Result is a repaired text.
type Result struct {
	Input       page.Text
	Text        page.Text
	Log         pass.Log       // turns Input into Text
	Suggestions []pass.Round   // proposed with too little confidence
	Warnings    []page.Warning // faults that were seen and not repaired
}

// Knowledge is what a document tells about itself: the words and habits of its
// healthy lines.
type Knowledge struct {
	habits *passes.Habits
}

// Learn reads the habits of a document off a sample of its pages.
func Learn(sample ...page.Text) *Knowledge {
	return &Knowledge{habits: passes.Learn(lang.Default(), sample...)}
}

// Text repairs a text whose lines are whatever some program wrote. Invalid
// UTF-8 has become U+FFFD in the result. The error is the context's.
func Text(ctx context.Context, s string, opt Options) (*Result, error) {
	return run(ctx, page.TextOf(s), opt, passes.Context{})
}

// Page repairs the text of a page, see page.Page.Flow. Its lines and blocks are
// taken as they are; k may be nil for a page that stands alone.
func Page(ctx context.Context, p *page.Page, k *Knowledge, opt Options) (*Result, error) {
	c := passes.Context{Firm: true, Pixels: fromPixels(p), Joined: func(id int32) bool {
		return id >= 0 && int(id) < len(p.Glyphs) && p.Glyphs[id].Has(page.Joined)
	}}
	if k != nil {
		c.Habits = k.habits
	}
	return run(ctx, p.Flow(), opt, c)
}

// fromPixels reports a page most lines of which were read from pixels.
func fromPixels(p *page.Page) bool {
	read, all := 0, 0
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			all++
			if p.Blocks[i].Lines[j].Source == page.SourceOCR {
				read++
			}
		}
	}
	return 2*read > all
}

// Passes lists the repairs in the order in which they run.
func Passes(opt Options) []pass.Pass {
	return passes.Table(passes.Context{Model: lang.Default(), ZWNJ: opt.ZWNJ})
}

// run applies the passes until they have nothing left to propose, which makes
// the output a fixed point: its own repair is empty.
func run(ctx context.Context, t page.Text, opt Options, c passes.Context) (*Result, error) {
	c.ZWNJ = opt.ZWNJ
	policy := pass.Policy{Threshold: opt.Threshold, Firm: c.Firm, Skip: make(map[string]bool, len(opt.Skip))}
	if policy.Threshold == 0 {
		policy.Threshold = DefaultThreshold
	}
	for _, name := range opt.Skip {
		policy.Skip[name] = true
	}
	res := &Result{Input: t, Text: t}
	states := []state{{text: t}}
	own := c.Habits == nil
	c.Survey = passes.NewSurvey(c.Habits)
	for range maxRounds {
		if m := c.Survey.ModelFor(res.Text); m != c.Model { // what no round of another language remembers
			if c.Model != nil {
				c.Survey = passes.NewSurvey(c.Habits)
			}
			c.Model, c.Order, c.Strokes = m, order.NewReader(m), passes.NewStrokes()
			policy.Shared = c.Survey
		}
		if own {
			c.Habits = c.Survey.Learn(c.Model, res.Text)
		}
		r, err := pass.Run(ctx, passes.Table(c), res.Text, policy)
		if err != nil {
			return nil, fmt.Errorf("repairing: %w", err)
		}
		res.Suggestions = r.Suggestions
		if len(r.Log) == 0 {
			break
		}
		res.Text, res.Log = r.Text, append(res.Log, r.Log...)
		c.Extracted = !c.Firm && wasPainted(res)
		c.Ordered = own && wasOrdered(res)
		now := state{r.Text, len(res.Log)}
		if at := slices.IndexFunc(states, func(s state) bool { return s.text.Compare(now.text) == 0 }); at >= 0 {
			res.settle(append(states[at+1:], now))
			break
		}
		states = append(states, now)
	}
	res.Warnings = passes.Sick(c, res.Text)
	return res, nil
}

// wasOrdered reports a text without a ZWNJ lines of which were put in order.
func wasOrdered(res *Result) bool {
	return slices.ContainsFunc(res.Log, func(r pass.Round) bool { return r.Pass == "runs" && len(r.Edits) > 0 }) &&
		!slices.ContainsFunc(res.Input, func(c page.Char) bool { return c.R == zwnj })
}

const zwnj = '\u200C' // ZERO WIDTH NON-JOINER

// wasPainted reports a text most of which was stored backwards or in presentation forms: no
// author writes so, a program that reads pages does.
func wasPainted(res *Result) bool {
	n := 0
	for _, r := range res.Log {
		if r.Pass == "direction" || r.Pass == "forms" {
			for _, e := range r.Edits {
				n += len(e.Old)
			}
		}
	}
	return float64(n) > paintedShare*float64(len(res.Input))
}

// paintedShare is the share of a text: of one in presentation forms, half are letters of one shape
// or none, and spaces.
const paintedShare = 0.25

// state is a text on its way, and how much of the log led to it.
type state struct {
	text   page.Text
	rounds int
}

// settle ends a run that turns in a circle: two readings of a scrambled line may
// each look better from where the other stands. Any text of the circle would do,
// so the first by code points is taken, whichever the run began with.
func (res *Result) settle(circle []state) {
	first := slices.MinFunc(circle, func(a, b state) int { return a.text.Compare(b.text) })
	res.Text, res.Log = first.text, res.Log[:first.rounds]
}

// HasPass reports whether a repair of this name exists.
func HasPass(name string) bool {
	return slices.ContainsFunc(Passes(Options{}), func(p pass.Pass) bool { return p.Name == name })
}
