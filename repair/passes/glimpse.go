package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/pass"
)

// Bounds of the lines that tell how often those of a text are cut, before all are read.
// Of 132 held-out pages of 40 lines in two to nine runs every one reads as it does where
// all lines are read for that first.
const (
	groupLines = 4   // lines next to each other that are read together: they go on in one another
	groupsIn   = 4   // one such group in so many is read, and another where the first leave a doubt
	enoughTold = 32  // lines after which no more are read for it
	leastTold  = 12  // lines that are read
	leastPage  = 20  // lines of a page of which some are read first
	surelyCut  = 2.0 // log likelihood ratio of each of them from which nearly all lines are cut: oddOdds
	proseCut   = 1.5 // the same where the readings read like prose: pages with two to four runs in a line have 1.6 and more
)

// groups are some lines of a text, each with neighbours.
type groups [][]pass.Range

// glimpse reads some lines, and then all of a text by how often lines are cut, where those
// leave no doubt that nearly all are: the reading that finds it out costs as much as the
// one that is wanted. Where a sample leaves a doubt, the next is read too. Short lines are
// read with all.
func glimpse(m *lang.Model, rd *order.Reader, v *pass.View, at []pass.Range, samples []groups, opt order.Options) ([]pass.Range, []order.Choice, bool) {
	if opt.Law.Segments {
		return nil, nil, false
	}
	var seen []pass.Range
	var chosen []order.Choice
	prose := 0.0 // sum over the lines
	opt.Wide = false
	for _, some := range samples {
		for _, part := range some {
			choices := rd.Lines(linesAt(v, part), opt)
			seen, chosen = append(seen, part...), append(chosen, choices...)
			prose += float64(len(part)) * proseOf(m, rd, v, choices, part)
		}
		least, typical := surelyCut, typicalGain
		if prose >= likeProse*float64(len(seen)) {
			least, typical = proseCut, typicalProse
		}
		share, odds := brokenShare(evidenceOf(v, chosen, seen))
		if share < knownShare || odds < least*float64(len(seen)) || !disorderly(chosen, seen, typical) {
			continue
		}
		if cut := order.CutOf(linesAt(v, at), chosen); cut != order.ByFonts {
			all := withShort(v, at)
			opt.Law.Cut, opt.Wide, opt.Ends = cut, true, endsOf(v, all)
			return all, rd.Lines(linesAt(v, all), opt), true
		}
	}
	return nil, nil, false
}

// spread are samples of a text from its beginning to its end, none of a short one.
func spread(at []pass.Range) (samples []groups) {
	step := max(min(groupsIn, len(at)/leastTold), len(at)/enoughTold)
	if step < 2 {
		return nil
	}
	for _, first := range []int{step / 2, 0} {
		var some groups
		for from := groupLines * first; from < len(at); from += groupLines * step {
			some = append(some, at[from:min(len(at), from+groupLines)])
		}
		samples = append(samples, some)
	}
	return samples
}

// spreadOnPage is spread for a page of which the sample in the middle was read.
func spreadOnPage(at []pass.Range) []groups {
	if len(at) < leastPage {
		return nil
	}
	return []groups{{at[:groupLines], at[(len(at)-sampleLines)/2:][:sampleLines], at[len(at)-groupLines:]}}
}
