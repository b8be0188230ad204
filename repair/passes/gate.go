package passes

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/pass"
)

// The gate for lines of known words whose runs changed places: a page at a time, for
// no word of such a page tells that anything is wrong, and the pages before it may be
// healthy.
//
//	crossing   words over the line ends: cheap, for every page. In a scrambled page
//	           no line goes on where the one before ended. Lines that no measure ended
//	           owe nothing to the next, so their pages must show far more below.
//	sample     some lines of the pages that go on worst are searched
//	page       all lines of the pages whose sample reads better in another order
//	line       those that do so by enough, for the share of such lines on the page
const (
	pageLines   = 40   // lines that are judged together
	pageEnds    = 3    // fewest line ends that tell
	sampleLines = 6    // lines of a page that are searched first
	cleanPages  = 2    // pages whose sample shows nothing in spite of their line ends, after which no more are tried
	capEnd      = 6.0  // nats that one line end says at most
	turnsBy     = 4.0  // nats in the mean by which the words of its lines read better from the end in a page whose lines are to be turned round
	endLetters  = 48   // code points at a line end that hold the words which are read
	glanceEnds  = 4    // line ends of a page that are looked at first
	glanceDoubt = -0.5 // nats in the mean from which on four more are
	glanceBad   = -1.5 // and then all of them: four ends of two scrambled pages in a hundred go on better by chance
	measureAt   = 0.9  // quantile of the widths of a page's lines that is its measure
	filledTo    = 0.98 // of the measure: what a full line and the first word of the next take at least
	filledEnds  = 0.92 // share of such lines, as in Paragraphs; couplets of the divan of Hafez, shuffled, have 0.85 at most
	narrowest   = 40   // code points of a measure that tells: hemistichs are narrower, and nearly alike
	filledLeast = 8    // line ends of which so many are full by no chance
	looseStride = 8    // pages that no measure ended: of those behind healthy ones one in so many is looked at
	looseSample = 12   // lines of such a page that are searched first
	badEnds     = -2.1 // mean of a page's line ends, in nats, below which it is searched
)

// What the gain of the best reading over the line as it stands says in favour of a line
// that is not in order against one that is: a straight line through the logarithms of
// the shares counted on 1,100 lines, among them verse, lists and lines with two to four
// reversed runs.
const (
	gainSlope  = 0.22 // per nat
	gainEven   = 4.0  // nats that speak for neither
	noGain     = -2.2 // of a line that reads best as it stands
	gainCap    = 12.0 // at most
	pageOdds   = 8.0  // log likelihood ratio from which a page has such lines
	lineSays   = 0.75 // the same for each of its lines: the divan in lines of 78 letters has 0.6 on five of six pages that pass otherwise
	oddOdds    = 2.0  // the same where the readings do not read like prose: 60 pages of the divan in lines of 50 to 100 letters reach 1.5, pages with two to four runs in a line have 2.1 and more
	likeProse  = -2.7 // nats: see proseOf. The best readings of the divan have -2.9 at most, of 34 scrambled pages -2.4 and more
	looseOdds  = 50.0 // the same where no measure ended the lines: 525 pages of verse reach 46, with two to four runs in a line 60 pages have 42 and more, nine in ten of them 58
	proseOdds  = 30.0 // the same where the readings read like prose: lines of four kinds of text cut anywhere have 12 at most
	proseLeast = 15.0 // what fewer lines must say of it together: 900 healthy texts of 9 to 22 lines stay, prose, old prose and verse cut anywhere, at any width and at paragraphs
	someOdds   = 3.0  // of the sample of such a page: healthy ones have 0 to 3
	lineOdds   = 1.0  // log odds from which a line is one of them
	// Where nearly all lines of a page are cut it is asked how often.
	knownShare = 0.9
	knownSlope = 0.25
)

// brokenShares are the shares of such lines on a page that are tried.
var brokenShares = []float64{0.05, 0.1, 0.2, 0.4, 0.7, 0.9}

// scrambledParts puts lines in order on pages of which the lines show that they are
// scrambled.
func scrambledParts(ctx context.Context, m *lang.Model, rd *order.Reader, v *pass.View) (edits []pass.Edit, err error) {
	if isOthers(m, v) {
		return nil, nil
	}
	clean, sound := 0, surveyOf(v).soundSamples
	for _, p := range suspectPages(rd, v, searchable(v)) {
		if clean == cleanPages {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		at := p.lines
		if l, _ := lang.IdentifyRunes(v.Runes(pass.Range{From: at[0].From, To: at[len(at)-1].To})); l != m.Language() {
			continue
		}
		if turnsRound(m, v, at) {
			continue
		}
		sample, least, needed, typical := sampleLines, 0.0, pageOdds, typicalGain
		if p.loose {
			sample, least, needed = looseSample, someOdds, looseOdds
		}
		sample = min(sample, len(at))
		some := at[(len(at)-sample)/2:][:sample]
		key := hashOf(v.Text[some[0].From:some[len(some)-1].To])
		if !sound[key] {
			_, odds := brokenShare(evidenceOf(v, rd.Lines(linesAt(v, some), order.Options{}), some))
			sound[key] = odds <= least
		}
		if sound[key] {
			clean++
			continue
		}
		if all, choices, ok := glimpse(m, rd, v, at, spreadOnPage(at), order.Options{}); ok {
			edits = append(edits, scrambledLines(m, v, all, choices, knownGains(choices), knownShare)...)
			continue
		}
		choices := rd.Lines(linesAt(v, at), order.Options{})
		gains := gainsOf(choices, at)
		share, odds := brokenShare(evidenceOf(v, choices, at))
		each := lineSays
		if odds >= lineSays*float64(len(at)) {
			if proseOf(m, rd, v, choices, at) < likeProse {
				each = oddOdds
			} else {
				needed, typical = min(needed, max(proseLeast, proseOdds*float64(len(at))/pageLines)), typicalProse
			}
		}
		if odds < max(needed, each*float64(len(at))) || p.loose && !disorderly(choices, at, typical) {
			if p.loose {
				sound[key] = true
				clean++
			}
			continue
		}
		if all, again, ok := recut(rd, v, at, choices, order.Options{}); ok {
			at, choices = all, again
			gains = knownGains(choices)
		}
		edits = append(edits, scrambledLines(m, v, at, choices, gains, share)...)
	}
	slices.SortFunc(edits, func(a, b pass.Edit) int { return cmp.Compare(a.At, b.At) })
	return edits, nil
}

// scrambledLines puts those lines of a page in order whose gains say enough, for the share
// of such lines on the page.
func scrambledLines(m *lang.Model, v *pass.View, at []pass.Range, choices []order.Choice, gains []float64, share float64) (edits []pass.Edit) {
	prior := math.Log(share / (1 - share))
	for i, c := range choices {
		if len(c.Runs) < 2 || c.Gain < minGain {
			continue
		}
		if sure := prior + gainSays(gains[i]); sure >= lineOdds {
			line := openLineOf(v, at[i])
			edits = append(edits, v.Edit(at[i], line.close(placed(m, line.body, c.Reading)), reasonReversedRuns, 1-math.Exp(-sure)))
		}
	}
	return edits
}

// suspectPage is a page that goes on badly over its line ends.
type suspectPage struct {
	lines []pass.Range // that can be searched
	loose bool         // no measure ended them
	ends  float64      // mean of the line ends in nats
}

// suspectPages are the pages that go on badly over their line ends, the worst first.
func suspectPages(rd *order.Reader, v *pass.View, at []pass.Range) (pages []suspectPage) {
	apart := spacedOut(v, at)
	stride, passed := 1, 0 // of the pages that no measure ended
	for page := range slices.Chunk(at, pageLines) {
		ends := make([]int, 0, pageLines) // lines that should go on
		for i := 1; i < len(page); i++ {
			if apart || !emptyBetween(v, page[i-1].To, page[i].From) {
				ends = append(ends, i)
			}
		}
		if len(ends) < pageEnds {
			continue
		}
		loose := !isFilled(v, page)
		if loose {
			if passed++; passed < stride {
				continue
			}
			passed = 0
		}
		if isVerse(v, page) || loose && parted(v, page) {
			continue
		}
		sum, n := 0.0, 0
		for first, step := 0, 1+len(ends)/glanceEnds; first < step; first++ { // some of them spread over the page, then the others
			for k := first; k < len(ends); k += step {
				sum, n = sum+goesOn(rd, v, page[ends[k]-1], page[ends[k]]), n+1
			}
			if sum > glanceDoubt*float64(n) || first > 0 && sum > glanceBad*float64(n) {
				break
			}
		}
		bad := sum < badEnds*float64(n)
		if bad {
			pages = append(pages, suspectPage{page, loose, sum / float64(n)})
		}
		switch {
		case loose && bad:
			stride = 1
		case loose:
			stride = min(looseStride, stride+1)
		}
	}
	slices.SortStableFunc(pages, func(a, b suspectPage) int { return cmp.Compare(a.ends, b.ends) })
	return pages
}

// goesOn is how well a line goes on from the one before.
func goesOn(rd *order.Reader, v *pass.View, a, b pass.Range) float64 {
	a.From, b.To = max(a.From, a.To-endLetters), min(b.To, b.From+endLetters)
	return max(-capEnd, min(capEnd, rd.Crossing(v.Runes(a), v.Runes(b))))
}

// proseOf is how much the readings of a page read like prose, in nats: the mean of their
// letters and half the mean of their line ends. Lines whose runs were found go on into
// one another; verse and old prose, which read badly as they stand, read hardly better in
// the order that a model of today's prose likes best.
func proseOf(m *lang.Model, rd *order.Reader, v *pass.View, choices []order.Choice, at []pass.Range) float64 {
	letters, n, ends := 0.0, 0, 0.0
	var before []rune
	for i, c := range choices {
		line := v.Runes(at[i])
		if len(c.Runs) > 1 {
			line = c.Apply(line)
		}
		letters, n = letters+m.LogProb(nil, line), n+len(line)
		if i > 0 {
			ends += max(-capEnd, min(capEnd, rd.Crossing(before, line)))
		}
		before = line
	}
	return letters/float64(max(n, 1)) + ends/float64(max(2*(len(choices)-1), 1))
}

// turnsRound reports that the words of the lines follow one another better from the end:
// such lines are those of WordOrder.
func turnsRound(m *lang.Model, v *pass.View, at []pass.Range) bool {
	by := 0.0
	for _, l := range at {
		ahead, back, _ := pairs(m, v.Text, l)
		by += back - ahead
	}
	return by > turnsBy*float64(len(at))
}

// isVerse reports lines of which so many rhyme that they do not go on over their ends, in
// order.
func isVerse(v *pass.View, at []pass.Range) bool {
	n := 0
	for i := range at {
		if rhymes(v.Text, i, func(k int) pass.Range { return at[k] }) {
			n++
		}
	}
	return float64(n) >= rhymedRows*float64(len(at))
}

// parted reports lines most of which have a gap of more than a space inside, as couplets
// between their hemistichs and rows between their cells: a cut there says nothing.
func parted(v *pass.View, at []pass.Range) bool {
	n := 0
	for _, l := range at {
		for i := l.From + 1; i < l.To; i++ {
			if isSpace(v.Text[i].R) && isSpace(v.Text[i-1].R) || v.Text[i].R == '\t' {
				n++
				break
			}
		}
	}
	return 2*n > len(at)
}

// isFilled reports lines that end where the measure of a page ended them, by the widths
// of their letters or by their number. Verse, headlines and items end where their author
// did: they owe nothing to the next line, and the search would find order where there is
// none to find.
func isFilled(v *pass.View, at []pass.Range) bool {
	letters := make([]float64, len(at))
	for i, l := range at {
		letters[i] = float64(l.Len())
	}
	if quantile(letters, measureAt) < narrowest {
		return false
	}
	return filledBy(v, at, advance) || filledBy(v, at, func(rune) float64 { return 1 })
}

// filledBy is isFilled for one way to measure letters.
func filledBy(v *pass.View, at []pass.Range, advance func(rune) float64) bool {
	width := make([]float64, len(at))
	first := make([]float64, len(at)) // of the first word and the space before it
	for i, l := range at {
		for _, c := range v.Text[l.From:l.To] {
			if first[i] == 0 && width[i] > 0 && isSpace(c.R) {
				first[i] = width[i] + advance(' ')
			}
			width[i] += advance(c.R)
		}
		if first[i] == 0 {
			first[i] = width[i] + advance(' ')
		}
	}
	measure := quantile(width, measureAt)
	open, filled := 0, 0
	for i := 1; i < len(at); i++ {
		if width[i-1] < fullOpen*measure {
			continue
		}
		open++
		if width[i-1]+first[i] >= filledTo*measure {
			filled++
		}
	}
	return open >= filledLeast && float64(filled) >= filledEnds*float64(open)
}

// spacedOut reports that most lines have an empty one behind them.
func spacedOut(v *pass.View, at []pass.Range) bool {
	n := 0
	for i := 1; i < len(at); i++ {
		if emptyBetween(v, at[i-1].To, at[i].From) {
			n++
		}
	}
	return 2*n > len(at)
}

// emptyBetween reports more than one line feed from one place to another.
func emptyBetween(v *pass.View, from, to int) bool {
	n := 0
	for i := from; i < to && n < 2; i++ {
		if v.Text[i].R == '\n' {
			n++
		}
	}
	return n > 1
}

// recut reads lines again by how often they are cut, if nearly all of them are, and with
// them the short ones among them.
func recut(rd *order.Reader, v *pass.View, at []pass.Range, choices []order.Choice, opt order.Options) ([]pass.Range, []order.Choice, bool) {
	if share, _ := brokenShare(gainsOf(choices, at)); share < knownShare {
		return nil, nil, false
	}
	all := withShort(v, at)
	opt.Ends = endsOf(v, all)
	again, ok := rd.Recut(linesAt(v, all), linesAt(v, at), choices, opt)
	return all, again, ok
}

// withShort are neighbouring lines that can be searched, and those between and right
// behind them that are too short to tell anything by themselves.
func withShort(v *pass.View, at []pass.Range) (all []pass.Range) {
	shown, rest := linesOf(v), at
	for i, l := range v.Lines() {
		s := shown[i]
		if l = s.within(l); l.From < at[0].From {
			continue
		}
		switch long := s.length >= minScrambled; {
		case len(rest) > 0 && l.From == rest[0].From:
			all, rest = append(all, rest[0]), rest[1:]
		case len(rest) == 0 && long:
			return all
		case !long && mostlyPersian(v, l):
			all = append(all, withSpace(v, l))
		}
	}
	return all
}

// knownGains are the gains of lines that were read by weights that know how often lines
// are cut, as gains of others: of these a quarter is a log likelihood ratio.
func knownGains(choices []order.Choice) (gains []float64) {
	for _, c := range choices {
		gains = append(gains, gainEven+knownSlope/gainSlope*c.Gain)
	}
	return gains
}

// endsOf tells of each line whether a paragraph ends with it, by the empty lines of the
// text. It is nil where these tell nothing: none, or one behind every line.
func endsOf(v *pass.View, at []pass.Range) []bool {
	ends, n := make([]bool, len(at)), 0
	for i := range at {
		if ends[i] = i+1 == len(at) || emptyBetween(v, at[i].To, at[i+1].From); ends[i] {
			n++
		}
	}
	if n < 2 || 2*n > len(at) {
		return nil
	}
	return ends
}

// gainsOf are the gains of lines, of one longer than a page's that of a part as long as one.
func gainsOf(choices []order.Choice, at []pass.Range) (gains []float64) {
	for i, c := range choices {
		gain := 0.0
		if len(c.Runs) > 0 {
			gain = c.Gain * piece / float64(max(piece, at[i].Len()))
		}
		gains = append(gains, gain)
	}
	return gains
}

// evidenceOf are the gains that tell of runs: those of lines in which only what stands
// between numbers and Latin words changed places tell of stretches, and are left out.
func evidenceOf(v *pass.View, choices []order.Choice, at []pass.Range) (gains []float64) {
	for i, gain := range gainsOf(choices, at) {
		if len(choices[i].Runs) < 2 || !choices[i].BesideCodes(v.Runes(at[i])) {
			gains = append(gains, gain)
		}
	}
	return gains
}

// gainSays is the log likelihood ratio of a line's gain.
func gainSays(gain float64) float64 {
	if gain <= 0 {
		return noGain
	}
	return min(gainCap, gainSlope*(gain-gainEven))
}

// brokenShare is the share of lines that are not in order by which the gains of a page
// are likeliest, and the log of how much likelier they are so than without such lines.
func brokenShare(gains []float64) (share, odds float64) {
	odds = math.Inf(-1)
	for _, s := range brokenShares {
		sum := 0.0
		for _, g := range gains {
			sum += math.Log(1 - s + s*math.Exp(gainSays(g)))
		}
		if sum > odds {
			share, odds = s, sum
		}
	}
	return share, odds
}
