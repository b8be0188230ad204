package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/fixtures/score"
)

const (
	singleLines = 40  // of our own texts, and of all held-out ones together
	leastWords  = 5   // of a line: a shorter one tells no order
	mostLetters = 140 // of a line
	draws       = 20  // of a fault until it strikes a line
	unwrapped   = 500 // letters; wider than any line
	everywhere  = 1   // rate at which a fault strikes every place
)

// single tries every fault of fixtures/damage on texts of one line: there is no document to learn
// from, and the line has to show by itself what happened to it. A fault strikes at its own rate,
// in a second row every place that it can strike.
func (b *bench) single(ctx context.Context) ([]*table, error) {
	note := "Texts of one line, each with one fault. Struck: lines that the fault changes. Exact: those that come out as they were. Every place: the fault strikes wherever it can."
	header := []string{"fault", "struck", "exact", "WER before", "WER after"}
	own := &table{title: "Single lines of our own", note: note, header: header}
	held := &table{title: "Single held-out lines", note: note, header: header}
	ours, err := ownLines()
	if err != nil {
		return nil, err
	}
	theirs, err := b.heldOutLines()
	if err != nil {
		return nil, err
	}
	names := b.faults
	if len(names) == 0 {
		names = append(names, "none")
		for _, f := range damage.All() {
			names = append(names, f.Name)
		}
	}
	var failed []error
	for _, set := range []struct {
		t     *table
		key   string
		lines []string
	}{{own, "own", ours}, {held, "held", theirs}} {
		for _, name := range names {
			for _, rate := range rates(name) {
				sum, err := b.trySingle(ctx, name, rate, set.lines)
				failed = append(failed, err)
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if sum.struck == 0 {
					continue // a fault of several lines
				}
				title, key := name, "single/"+set.key+"/"+name
				if rate == everywhere {
					title, key = name+", every place", key+"/everywhere"
				}
				set.t.add(title, fmt.Sprint(sum.struck), of(sum.repaired, sum.struck), percent(sum.before.WER()), percent(sum.after.WER()))
				b.figures[key+"/exact"] = float64(sum.repaired) / float64(sum.struck)
				b.figures.rates(key, sum.after)
			}
		}
	}
	tables := []*table{own}
	if len(held.rows) > 0 {
		tables = append(tables, held)
	}
	return tables, errors.Join(failed...)
}

// rates are those at which a fault is tried: its own, where Options say nothing, and every place
// if that is another one.
func rates(name string) []float64 {
	if f, ok := damage.Named(name); ok && f.Rate < everywhere {
		return []float64{0, everywhere}
	}
	return []float64{0}
}

// trySingle breaks each line, repairs it as a text of its own and compares.
func (b *bench) trySingle(ctx context.Context, fault string, rate float64, lines []string) (sum tried, err error) {
	results := make([]tried, len(lines))
	shows := make([]func(), len(lines))
	errs := make([]error, len(lines))
	set := setter(fault)
	atOnce(len(lines), func(i int) {
		results[i], shows[i], errs[i] = b.tryLine(ctx, fault, rate, set(i, []string{lines[i]}))
	})
	for i := range lines {
		sum.add(results[i])
		if shows[i] != nil {
			shows[i]()
		}
	}
	return sum, errors.Join(errs...)
}

func (b *bench) tryLine(ctx context.Context, fault string, rate float64, line string) (t tried, show func(), err error) {
	in, gold, err := strike(fault, rate, line)
	if err != nil || in == gold && fault != "none" {
		return t, nil, err
	}
	out, _, err := b.repairTold(ctx, []byte(in), asked[fault]...)
	if err != nil {
		return t, nil, fmt.Errorf("%s on %q: %w", fault, line, err)
	}
	t = tried{struck: 1, before: score.Compare(gold, in), after: score.Compare(gold, out)}
	if strings.TrimSpace(out) == strings.TrimSpace(gold) {
		t.repaired = 1
		return t, nil, nil
	}
	return t, func() { b.showLine(fault, in, gold, out) }, nil
}

// strike draws a fault anew until it changes the line, or gives up.
func strike(fault string, rate float64, line string) (in, gold string, err error) {
	if fault == "none" {
		return line, line, nil
	}
	for n := range draws {
		h := fnv.New64a()
		fmt.Fprint(h, fault, line, n)
		in, gold, err = damage.Apply(fault, line, damage.Options{Seed: h.Sum64(), Rate: rate, Width: unwrapped})
		if err != nil || in != gold {
			break
		}
	}
	return in, gold, err
}

// ownLines are sentences of our own texts.
func ownLines() ([]string, error) {
	var all []string
	for _, name := range ownTexts {
		gold, err := fixtures.Gold(name)
		if err != nil {
			return nil, err
		}
		for paragraph := range strings.Lines(gold) {
			all = append(all, strings.Split(sentenceEnd.ReplaceAllString(strings.TrimSpace(paragraph), "$1\n"), "\n")...)
		}
	}
	return alone(all, singleLines), nil
}

// sentenceEnd is the sign behind a sentence and what parts it from the next one.
var sentenceEnd = regexp.MustCompile(`([.!\x{061F}]) +`) // ARABIC QUESTION MARK

// heldOutLines are lines of the held-out texts, as many of each.
func (b *bench) heldOutLines() (all []string, err error) {
	if b.corpus == "" {
		return nil, nil
	}
	for _, name := range heldTexts {
		lines, err := b.heldLines(name, foreignTraces)
		if err != nil {
			return nil, err
		}
		all = append(all, alone(lines, singleLines/len(heldTexts))...)
	}
	return all, nil
}

// alone takes n of the lines that can stand alone, the same distance apart.
func alone(lines []string, n int) (some []string) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool {
		return len(strings.Fields(l)) < leastWords || len([]rune(l)) > mostLetters
	})
	n = min(n, len(lines))
	for i := range n {
		some = append(some, lines[i*len(lines)/n])
	}
	return some
}
