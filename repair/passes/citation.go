package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A citation of a foreign work in a scrambled line: its name and year run from left to right and
// stay together, its brackets and the stop behind them are runs of their own, which went where the
// runs of the line did. A search that puts words in order knows nothing of brackets, so they are
// put back before it:
//
//	(Rossi, 2004 words .) more   =>   (Rossi, 2004). words more
//	( more Rossi, 2004 words .)  =>   more (Rossi, 2004). words
//
// A line that begins with the citation on the page was emitted with it before all other runs, which
// tells that they are in the order of a line from left to right: it stays where it is, and the
// others are put in order behind it. So are the five lines of the shared set that begin with one, in
// two documents; fourteen lines have one elsewhere.

// openLine is a line as it is searched.
type openLine struct {
	body  page.Text
	cited page.Text // with its brackets and its stop, nil for none
	token page.Text // stands for it in the body: its letters, which no search takes apart, and its stop

	marker page.Text // of a list item, for which [order.Lead] stands in the body; nil for none
}

// openLineOf is the line at a range.
func openLineOf(v *pass.View, at pass.Range) (l openLine) {
	t := v.Text[at.From:at.To]
	marker, rest := itemMarker(v, at)
	if marker != nil {
		t = rest
	}
	l, ok := gathered(t)
	if !ok {
		l = openLine{body: t}
	}
	if marker != nil && l.body[0].R != order.Lead {
		l.marker = marker
		l.body = slices.Concat(page.Text{keep(marker[0].From, order.Lead), inferred(' ')}, trimStart(l.body))
	}
	return l
}

// close is the line with the body put in order. Of a token that was torn nothing is left behind.
func (l *openLine) close(body page.Text) page.Text {
	if l.marker != nil {
		body = slices.Concat(l.marker, body[1:])
	}
	if l.cited == nil {
		return body
	}
	i := slices.Index(body, l.token[0])
	before, after := slices.Clone(body[:i]), slices.Clone(body[i:])
	torn := func(c page.Char) bool { return slices.Contains(l.token, c) }
	before, after = slices.DeleteFunc(before, torn), slices.DeleteFunc(after, torn)
	if n := len(before); n > 0 && !isSpace(before[n-1].R) {
		before = append(before, inferred(' '))
	}
	if len(after) > 0 && !isSpace(after[0].R) && !isStop(after[0].R) {
		after = slices.Insert(after, 0, inferred(' '))
	}
	return slices.Concat(before, l.cited, after)
}

// gathered is a line whose citation stands apart from its brackets or its stop.
func gathered(t page.Text) (l openLine, ok bool) {
	core, ok := citedIn(t)
	if !ok {
		return l, false
	}
	first, last, ok := onlyBrackets(t)
	if !ok || within(core, first) || within(core, last) {
		return l, false
	}
	front, back := pastSpaces(t, core.From-1, -1), pastSpaces(t, core.To, 1)
	opened, shut := front == first || front == last, back == first || back == last
	stop := stopBeside(t, first)
	if k := stopBeside(t, last); k >= 0 {
		stop = k
	}
	leads := opened && pastSpaces(t, 0, 1) == first
	switch {
	case opened && shut && stop >= 0 && stop == pastSpaces(t, 0, 1):
		// What opens the line ended it.
	case opened && shut:
		if stop >= 0 || !leads {
			return l, false // it is whole
		}
		if stop = looseStop(t, last+1); stop < 0 {
			return l, false
		}
	case !opened && !shut && (first > core.From || last < core.To):
		return l, false // brackets around something else
	case stop < 0 && opened != shut && countLetters(t, farSide(core, first, last)) < besideCited:
		return l, false // around a word more, as in (see Rossi, 2004)
	}
	without := func(from, to int) (out page.Text) {
		for i := from; i < to; i++ {
			if i != first && i != last && i != stop {
				out = append(out, t[i])
			}
		}
		return out
	}
	l.cited = slices.Concat(page.Text{keep(t[first].From, '(')}, t[core.From:core.To], page.Text{keep(t[last].From, ')')})
	if stop >= 0 {
		l.cited = append(l.cited, t[stop])
	}
	before, after := without(0, core.From), without(core.To, len(t))
	leads = leads && countLetters(after, pass.Range{To: len(after)}) >= minScrambled
	if leads {
		l.token = page.Text{keep(t[core.From].From, order.Lead)}
		l.body = slices.Concat(l.token, page.Text{inferred(' ')}, trimStart(after))
		return l, true
	}
	for _, c := range l.cited {
		if isLatin(c.R) {
			l.token = append(l.token, c)
		}
	}
	if stop >= 0 {
		l.token = append(l.token, t[stop])
	}
	l.body = slices.Concat(trimStart(before), l.token, after)
	return l, true
}

// besideCited is the least number of letters between a citation and the bracket that was torn from
// it, where no stop tells that it was.
const besideCited = 16

// onlyBrackets are the two parentheses of a line that has no other.
func onlyBrackets(t page.Text) (first, last int, ok bool) {
	n := 0
	for i, c := range t {
		if c.R == '(' || c.R == ')' {
			if n++; n == 1 {
				first = i
			}
			last = i
		}
	}
	return first, last, n == 2
}

func within(r pass.Range, i int) bool { return i >= r.From && i < r.To }

// farSide is what lies between a range and the one of two places that is farther from it.
func farSide(r pass.Range, first, last int) pass.Range {
	if r.From-first > last-r.To {
		return pass.Range{From: min(first, r.From), To: r.From}
	}
	return pass.Range{From: r.To, To: max(last, r.To)}
}

// pastSpaces is the first place from i on, one way or the other, that holds no space.
func pastSpaces(t page.Text, i, step int) int {
	for isSpace(at(t, i)) {
		i += step
	}
	return i
}

// stopBeside is the place of a full stop beside a bracket, -1 if there is none.
func stopBeside(t page.Text, bracket int) int {
	for _, step := range []int{-1, 1} {
		if i := pastSpaces(t, bracket+step, step); at(t, i) == '.' && at(t, i-1) != '.' && at(t, i+1) != '.' {
			return i
		}
	}
	return -1
}

// looseStop is the first full stop from i on with a space before it, which belongs to no word there.
func looseStop(t page.Text, i int) int {
	for ; i < len(t); i++ {
		if t[i].R == '.' && isSpace(at(t, i-1)) && at(t, i+1) != '.' && !isDigit(at(t, i+1)) {
			return i
		}
	}
	return -1
}

// Letters of the name in a citation at least, and the signs that stand between names and numbers.
const (
	minCited   = 3
	citedSigns = ".,:;&-\u2013'\u2019" // EN DASH, RIGHT SINGLE QUOTATION MARK
)

// hasYear reports a number in a text that is a year.
func hasYear(t page.Text) bool {
	for i := 0; i < len(t); i++ {
		from := i
		for i < len(t) && isDigit(t[i].R) {
			i++
		}
		if isYear(t[from:i]) {
			return true
		}
	}
	return false
}

// citedIn is the only string of a line that is a name in Latin letters with a year behind it, and
// perhaps pages behind that.
func citedIn(t page.Text) (core pass.Range, ok bool) {
	for i := 0; i < len(t); i++ {
		if !isLatin(t[i].R) {
			continue
		}
		if ok {
			return core, false // two
		}
		core.From = i
		letters, end := 0, 0
		for ; i < len(t) && (isLatin(t[i].R) || isDigit(t[i].R) || isSpace(t[i].R) || strings.ContainsRune(citedSigns, t[i].R)); i++ {
			switch {
			case isLatin(t[i].R):
				letters++
				fallthrough
			case isDigit(t[i].R):
				end = i + 1
			}
		}
		core.To, ok = end, true
		if letters < minCited || !hasYear(t[core.From:core.To]) {
			return core, false
		}
	}
	return core, ok
}
