package passes

import (
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/pass"
)

// Bounds of the lines that tell how often those of a text are cut, before all are read.
// Of 132 held-out pages of 40 lines in two to nine runs every one reads as it does where
// all lines are read for that first.
const (
	groupLines = 4   // lines next to each other that are read together: they go on in one another
	groupsIn   = 4   // one such group in so many is read
	leastTold  = 12  // lines that are read
	leastPage  = 20  // lines of a page of which some are read first
	surelyCut  = 2.0 // log likelihood ratio of each of them from which nearly all lines are cut: oddOdds
)

// glimpse reads some lines, and then all of a text by how often lines are cut, where those
// leave no doubt that nearly all are: the reading that finds it out costs as much as the
// one that is wanted. Short lines are read with them.
func glimpse(rd *order.Reader, v *pass.View, at []pass.Range, some [][]pass.Range, opt order.Options) ([]pass.Range, []order.Choice, bool) {
	if opt.Law.Segments || len(some) == 0 {
		return nil, nil, false
	}
	var seen []pass.Range
	var chosen []order.Choice
	for _, part := range some {
		seen = append(seen, part...)
		chosen = append(chosen, rd.Lines(linesAt(v, part), opt)...)
	}
	share, odds := brokenShare(evidenceOf(v, chosen, seen))
	if share < knownShare || odds < surelyCut*float64(len(seen)) || !disorderly(chosen, seen, typicalGain) {
		return nil, nil, false
	}
	cut := order.CutOf(linesAt(v, at), chosen)
	if cut == order.ByFonts {
		return nil, nil, false
	}
	all := withShort(v, at)
	opt.Law.Cut, opt.Wide, opt.Ends = cut, true, endsOf(v, all)
	return all, rd.Lines(linesAt(v, all), opt), true
}

// spread are some lines of a text from its beginning to its end, none of a short one.
func spread(at []pass.Range) (some [][]pass.Range) {
	step := min(groupsIn, len(at)/leastTold)
	if step < 2 {
		return nil
	}
	for from := groupLines * (step / 2); from < len(at); from += groupLines * step {
		some = append(some, at[from:min(len(at), from+groupLines)])
	}
	return some
}

// spreadOnPage is spread for a page of which the sample in the middle was read.
func spreadOnPage(at []pass.Range) [][]pass.Range {
	if len(at) < leastPage {
		return nil
	}
	return [][]pass.Range{at[:groupLines], at[(len(at)-sampleLines)/2:][:sampleLines], at[len(at)-groupLines:]}
}
