package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/fixtures/score"
)

// mixtures are faults that come together in the world; "none" is no fault at all.
var mixtures = []string{
	"none",
	"runs-reversed+letters-arabic+blank-lines",
	"runs-few+letters-arabic",
	"zwnj-lost+letters-arabic+hard-wrap",
	"tanwin-detached+blank-lines",
	"chars-reversed+letters-arabic+blank-lines",
	"forms-visual+blank-lines",
	"letters-arabic+spaces-fixed+controls+hard-wrap",
	"numbers-moved+letters-arabic",
	"brackets-mirrored+number-spaces+hard-wrap",
	"tatweel+letters-heh+hard-wrap",
	"letters-arabic+windows-1256-latin",
	"furniture+words-cut",
}

// arabicFaults are those that Arabic can have, which knows no ZWNJ and keeps its own letters.
var arabicFaults = []string{
	"none", "tanwin-detached", "tanwin-spaced", "tanwin-line-start", "marks-above", "marks-spaced", "marks-lead",
	"tatweel", "letters-dropped", "strokes-unmapped", "strokes-codes", "strokes-signs", "strokes-gaps", "stray-letter",
	"runs-few", "runs-many", "segments-reversed", "chars-reversed", "shapes-reversed", "stretches-backward",
	"all-reversed", "words-reversed", "letters-reversed", "forms-visual", "numbers-embedded", "spaces-lost",
	"ligatures-swapped", "pairs-swapped", "ligatures-dropped", "numbers-moved", "number-spaces", "brackets-mirrored", "brackets-half", "numbers-glued",
	"forms", "forms-ligatures", "forms-marks", "controls", "spaces-fixed", "decomposed",
	"windows-1256-latin", "utf8-windows-1252", "hard-wrap", "blank-lines", "words-cut", "words-hyphenated",
	"indented", "furniture", "letters-spaced", "words-glued", "words-split",
}

// asked are the options with which a fault is repaired that may be somebody's habit: it is
// left alone unless a user asks.
var asked = map[string][]string{"zwnj-space": {"--zwnj", "academy"}}

// tried sums the pages that one fault was tried on.
type tried struct {
	pages, told      int // told: a warning says that something is wrong
	lines, struck    int // lines of the gold; those that the fault left not exact
	repaired, harmed int // struck lines that came out exact; exact lines that did not
	before, after    score.Result
}

func (t *tried) add(u tried) {
	t.pages += u.pages
	t.told += u.told
	t.lines += u.lines
	t.struck += u.struck
	t.repaired += u.repaired
	t.harmed += u.harmed
	t.before, t.after = t.before.Add(u.before), t.after.Add(u.after)
}

// damaged tries every fault of fixtures/damage, and mixtures, on our own pages
// and on held-out ones, and measures line by line of the page.
func (b *bench) damaged(ctx context.Context) ([]*table, error) {
	names := b.faults
	if len(names) == 0 {
		names = slices.Clone(mixtures[:1])
		for _, f := range damage.All() {
			names = append(names, f.Name)
		}
		names = append(names, mixtures[1:]...)
	}
	return b.damagedPages(ctx, "damage", "texts", names, b.pagesFor)
}

// damagedArabic tries on pages in Arabic the faults that Arabic can have.
func (b *bench) damagedArabic(ctx context.Context) ([]*table, error) {
	names := b.faults
	if len(names) == 0 {
		names = arabicFaults
	}
	return b.damagedPages(ctx, "arabic", "texts in Arabic", names, b.arabicPages)
}

// damagedPages tries faults on pages of our own and on held-out ones, which figures name by key.
func (b *bench) damagedPages(ctx context.Context, key, texts string, names []string, pagesFor func(fault string) (own, held []clean, err error)) ([]*table, error) {
	note := "Lines of 78 letters with every word right: struck by the fault, struck and exact after repair, exact before and not after. Told: pages with a warning. zwnj-space, which may be a habit, with --zwnj academy."
	header := []string{"fault", "pages", "lines", "struck", "repaired", "harmed", "told", "WER before", "WER after", "breaks F1"}
	own := &table{title: "Damaged " + texts + " of our own", note: note, header: header}
	held := &table{title: "Damaged held-out " + texts, note: note + " Sentences with Arabic letters, a ZWNJ that parts nothing or brackets that close before they open are left out.", header: header}
	var failed []error
	for _, name := range names {
		ours, theirs, err := pagesFor(name)
		if err != nil {
			return nil, err
		}
		for _, set := range []struct {
			t     *table
			key   string
			pages []clean
		}{{own, "own", ours}, {held, "held", theirs}} {
			if len(set.pages) == 0 {
				continue
			}
			sum, err := b.try(ctx, name, set.pages)
			failed = append(failed, err)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			repaired := "–"
			if sum.struck > 0 {
				repaired = percent(float64(sum.repaired) / float64(sum.struck))
				b.figures[key+"/"+set.key+"/"+name+"/repaired"] = float64(sum.repaired) / float64(sum.struck)
			}
			set.t.add(name, fmt.Sprint(sum.pages), fmt.Sprint(sum.lines), fmt.Sprint(sum.struck), repaired, fmt.Sprint(sum.harmed), of(sum.told, sum.pages),
				percent(sum.before.WER()), percent(sum.after.WER()), percent(sum.after.Breaks.F1()))
			b.figures[key+"/"+set.key+"/"+name+"/harmed"] = float64(sum.harmed)
			b.figures.rates(key+"/"+set.key+"/"+name, sum.after)
		}
	}
	tables := []*table{own}
	if len(held.rows) > 0 {
		tables = append(tables, held)
	}
	return tables, errors.Join(failed...)
}

// try breaks each page, repairs it and compares. Pages that the fault has
// nothing to strike on are left out.
func (b *bench) try(ctx context.Context, fault string, pages []clean) (sum tried, err error) {
	results := make([]tried, len(pages))
	shows := make([]func(), len(pages))
	errs := make([]error, len(pages))
	atOnce(len(pages), func(i int) {
		results[i], shows[i], errs[i] = b.tryPage(ctx, fault, pages[i])
	})
	for i := range pages {
		sum.add(results[i])
		if shows[i] != nil {
			shows[i]()
		}
	}
	return sum, errors.Join(errs...)
}

// atOnce calls do for the numbers below n, as many at a time as there are processors.
func atOnce(n int, do func(i int)) {
	work := make(chan int)
	var group sync.WaitGroup
	for range runtime.NumCPU() {
		group.Go(func() {
			for i := range work {
				do(i)
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	group.Wait()
}

func (b *bench) tryPage(ctx context.Context, fault string, page clean) (t tried, show func(), err error) {
	in, gold := page.text, page.text
	if fault != "none" {
		h := fnv.New64a()
		fmt.Fprint(h, fault, page.name)
		if in, gold, err = damage.Apply(fault, page.text, damage.Options{Seed: h.Sum64()}); err != nil {
			return t, nil, err
		}
		if in == gold {
			return t, nil, nil
		}
	}
	out, told, err := b.repairTold(ctx, []byte(in), asked[fault]...)
	if err != nil {
		return t, nil, fmt.Errorf("%s on %s: %w", fault, page.name, err)
	}
	var pieces []string
	for p := range strings.SplitSeq(gold, "\n") {
		if p != "" {
			pieces = append(pieces, damage.Wrap(p, 78)...)
		}
	}
	before, after := score.Exact(pieces, in), score.Exact(pieces, out)
	t = tried{pages: 1, lines: len(pieces), before: score.Compare(gold, in), after: score.Compare(gold, out)}
	if told {
		t.told = 1
	}
	for i := range pieces {
		switch {
		case !before[i]:
			t.struck++
			if after[i] {
				t.repaired++
			}
		case !after[i]:
			t.harmed++
		}
	}
	return t, func() { b.show(fault+" on "+page.name, gold, out) }, nil
}

// repairTold repairs a text and says whether a warning came with it. A text
// that is refused comes out empty, with one.
func (b *bench) repairTold(ctx context.Context, text []byte, options ...string) (out string, told bool, err error) {
	data, _, err := command(ctx, text, b.tools.paknevis, append([]string{"repair", "--format", "json"}, options...)...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == noResult {
		return "", true, nil
	}
	if err != nil {
		return "", false, err
	}
	var record struct {
		Text     string `json:"text"`
		Warnings []struct {
			Code string `json:"code"`
		} `json:"warnings"`
	}
	if err := json.Unmarshal(data, &record); err != nil {
		return "", false, fmt.Errorf("record of a repair: %w", err)
	}
	return record.Text, len(record.Warnings) > 0, nil
}
