package passes

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// unmappedReading is what the glyphs of a place may be.
type unmappedReading struct {
	senses []glyphSense
	shut   bool    // the space behind goes
	turned bool    // the signs stand in the order from left to right
	logp   float64 // of the letters around, without what the law says of its senses
	guess  float64 // with it, as far as it was known when the place was read
}

// partialReading is a reading as far as its first glyphs.
type partialReading struct {
	senses []glyphSense
	state  lang.State
	logp   float64
	guess  float64 // of the senses, see unmapper.guess
	letter rune    // the last one
	reach  bool    // a stroke goes on to the next
	closed bool    // nothing may join what comes
}

// read finds what the glyphs of a place may be.
func (u *unmapper) read(p *unmappedPlace) {
	t := u.v.Text
	l := u.lineAt(p.at.From)
	from := p.at.From
	if p.loose {
		from = p.at.To
	}
	left, right := u.around(from, p.at.To)
	prev := p.at.From - 1
	if p.loose {
		prev = p.at.From
	}
	for prev >= l.From && isMark(t[prev].R) {
		prev--
	}
	before, after := edgeOf(t[:l.To], prev), edgeOf(t[:l.To], p.at.To)
	if prev < l.From {
		before = edge{}
	}
	key := t[p.at.From:p.at.To].String() + edgeKey(before) + edgeKey(after) + string(left) + "|" + string(right)
	if p.loose {
		key = "~" + key
	}
	if known, ok := u.known[key]; ok {
		p.readings = known
		return
	}
	if p.loose {
		p.readings = u.looseReadings(p, left, right, l)
	} else {
		p.readings = u.signReadings(p, false, left, right, before, after)
		if u.gaps != nil {
			p.readings = u.partedReadings(p, left, right, before, after)
		}
		if u.mayTurn(p) {
			p.readings = u.likeliest(p, append(p.readings, u.signReadings(p, true, left, right, before, after)...))
		}
	}
	u.known[key] = p.readings
}

func edgeKey(e edge) string {
	k := 'a'
	for i, b := range []bool{e.letter, e.sure, e.reach, e.takes} {
		if b {
			k += 1 << i
		}
	}
	return string(k)
}

// around are the letters on both sides, up to the next unnamed glyph, on the lines before and
// behind too: some readers break the line after every word.
func (u *unmapper) around(from, to int) (left, right []rune) {
	t := u.v.Text
	start := from
	for start > 0 && from-start < besideRead && !u.stands(t[start-1].R) && t[start-1].R != '\f' {
		start--
	}
	end := to
	for end < len(t) && end-to < besideRead && !u.stands(t[end].R) && t[end].R != '\f' {
		end++
	}
	return onOneLine(u.spaced(start, from)), onOneLine(u.spaced(to, end))
}

// spaced are the letters of a range, with the spaces that were lost between them, before it and at its end.
func (u *unmapper) spaced(from, to int) (out []rune) {
	if len(u.gaps) == 0 {
		return plainOf(u.v.Text[from:to])
	}
	if u.gaps[from-1] {
		out = append(out, ' ')
	}
	for i := from; i < to; i++ {
		out = append(out, plainOf(u.v.Text[i:i+1])...)
		if u.gaps[i] {
			out = append(out, ' ')
		}
	}
	return out
}

// onOneLine writes one space for the end of a line and the spaces beside it.
func onOneLine(rs []rune) (out []rune) {
	for _, r := range rs {
		if r == '\n' {
			r = ' '
		}
		if r != ' ' || len(out) == 0 || out[len(out)-1] != ' ' {
			out = append(out, r)
		}
	}
	return out
}

// mayTurn reports signs in a row that look like letters of other alphabets to a reader, which it
// writes from left to right.
func (u *unmapper) mayTurn(p *unmappedPlace) bool {
	codes := u.v.Text[p.at.From:p.at.To]
	for _, c := range codes {
		if !u.codes[c.R] {
			return false
		}
	}
	return len(codes) > 1
}

// signReadings are readings of the signs of a place between two edges.
func (u *unmapper) signReadings(p *unmappedPlace, turned bool, left, right []rune, before, after edge) []unmappedReading {
	n := p.at.Len()
	st := u.m.Unread()
	for _, r := range left {
		st, _ = u.m.Step(st, r)
	}
	beam := []partialReading{{state: st, letter: last(left), reach: before.letter && before.reach, closed: before.letter && before.sure && !before.reach && joinsNext(last(left))}}
	for k := range n {
		rest := edge{letter: true} // another sign
		if k == n-1 {
			rest = after
		}
		var next []partialReading
		for _, b := range beam {
			for _, s := range u.sensesAt(b, before, rest, k == 0) {
				to := partialReading{senses: append(b.senses[:k:k], s), state: b.state, logp: b.logp, guess: b.guess + u.guess(u.codeAt(p, turned, k), s)}
				if s.r == stroke || s.r == hamzaAbove {
					to.logp -= letterCost
				} else {
					var lp float64
					to.state, lp = u.m.Step(b.state, s.r)
					to.logp += lp
				}
				to.letter, to.reach = s.r, s.form.JoinsNext() || s.r == stroke
				to.closed = s.r == hamzaAbove || s.form == script.FormFinal && joinsNext(s.r) || s.form == script.FormIsolated && joinsNext(s.r)
				next = append(next, to)
			}
		}
		slices.SortStableFunc(next, func(a, b partialReading) int {
			return cmp.Compare(b.logp+b.guess, a.logp+a.guess)
		})
		if k < n-1 && len(next) > keptReadings {
			next = next[:keptReadings]
		}
		beam = next
	}
	var out []unmappedReading
	for _, b := range beam {
		st, lp := b.state, b.logp
		if b.closed && after.letter { // a ZWNJ or a space was lost too
			st, _ = u.m.Step(st, ' ')
		}
		for _, r := range right {
			var p float64
			st, p = u.m.Step(st, r)
			lp += p
		}
		out = append(out, unmappedReading{senses: b.senses, turned: turned, logp: lp})
	}
	return u.likeliest(p, out)
}

// partedReadings are readings of the signs of a place in a text that lost its spaces: one may have been lost right before
// them and right behind, and which letter they are tells, not how the words around fall apart by themselves.
func (u *unmapper) partedReadings(p *unmappedPlace, left, right []rune, before, after edge) (out []unmappedReading) {
	apartBefore, apartAfter := u.gaps[p.at.From-1], u.gaps[p.at.To-1]
	if apartBefore {
		left = left[:len(left)-1]
	}
	if apartAfter {
		right = right[1:]
	}
	st := u.m.Unread()
	for _, r := range left {
		st, _ = u.m.Step(st, r)
	}
	_, space := u.m.Step(st, ' ')
	mayBefore, mayAfter := before.letter && !(before.sure && before.reach), after.letter && !(after.sure && after.takes)
	at := make(map[string]int)
	for _, gapBefore := range []bool{false, true} {
		for _, gapAfter := range []bool{false, true} {
			if gapBefore && !mayBefore || gapAfter && !mayAfter {
				continue
			}
			l, r, b, a, cost := left, right, before, after, 0.0
			if gapBefore {
				l, b, cost = append(slices.Clip(left), ' '), edge{}, space
			}
			if gapAfter {
				r, a = append([]rune{' '}, right...), edge{}
			}
			for _, way := range u.signReadings(p, false, l, r, b, a) {
				if gapBefore && way.senses[0].r == ' ' || gapAfter && way.senses[len(way.senses)-1].r == ' ' {
					continue
				}
				way.logp += cost
				key := sensesKey(way.senses)
				if k, ok := at[key]; !ok {
					at[key] = len(out)
					out = append(out, way)
				} else if way.logp > out[k].logp {
					out[k] = way
				}
			}
		}
	}
	return u.likeliest(p, out)
}

func sensesKey(senses []glyphSense) string {
	rs := make([]rune, 0, 2*len(senses))
	for _, s := range senses {
		rs = append(rs, s.r, rune(s.form))
	}
	return string(rs)
}

// sensesAt are what a sign can be behind what was read so far, before an edge.
func (u *unmapper) sensesAt(b partialReading, before, after edge, first bool) (senses []glyphSense) {
	open := after.letter && (!after.sure || after.takes) // what follows can be joined
	must := after.letter && after.sure && after.takes    // and has to
	if b.letter == heh && !must {                        // of an ezafe
		senses = append(senses, glyphSense{hamzaAbove, 0})
	}
	if b.closed {
		if must {
			return nil
		}
		return append(senses, glyphSense{' ', script.FormUnknown})
	}
	forced := first && before.sure && before.reach
	if b.reach && open {
		senses = append(senses, glyphSense{stroke, 0})
	}
	if !forced && !must {
		gap := glyphSense{' ', script.FormUnknown}
		if b.letter == heh {
			gap = hehGap
		}
		senses = append(senses, gap)
	}
	for r := range letterShare {
		on := joinsNext(r)
		if must && !on {
			continue
		}
		senses = append(senses, glyphSense{r, script.FormOf(b.reach, on && open)})
		if on && open && !must && !after.sure { // a sign follows that may be no letter
			senses = append(senses, glyphSense{r, script.FormOf(b.reach, false)})
		}
	}
	slices.SortFunc(senses, bySense)
	return senses
}

// looseReadings are readings of a place where a shape reaches out for nothing: a letter
// was there, before the space or instead of it.
func (u *unmapper) looseReadings(p *unmappedPlace, left, right []rune, l pass.Range) []unmappedReading {
	t, to := u.v.Text, p.at.To
	st := u.m.Unread()
	for _, r := range left {
		st, _ = u.m.Step(st, r)
	}
	follow := func(st lang.State, rs []rune) (sum float64) {
		for _, r := range rs {
			var p float64
			st, p = u.m.Step(st, r)
			sum += p
		}
		return sum
	}
	out := []unmappedReading{{senses: []glyphSense{whole}, logp: follow(st, right) - letterCost}}
	space := at(t, to) == ' ' && to < l.To
	after := edgeOf(t[:l.To], to)
	if space {
		after = edgeOf(t[:l.To], to+1)
	}
	if space && after.letter && after.takes {
		out = append(out, unmappedReading{senses: []glyphSense{joined}, shut: true, logp: follow(st, right[1:]) - letterCost})
	}
	for _, r := range slices.Sorted(maps.Keys(letterShare)) {
		on := joinsNext(r)
		now, lp := u.m.Step(st, r)
		medial := space && after.letter && after.takes && (on || !after.sure)
		if medial && on {
			out = append(out, unmappedReading{senses: []glyphSense{{r, script.FormMedial}}, shut: true, logp: lp + follow(now, right[1:])})
		}
		if after.letter && after.sure && after.takes {
			continue
		}
		out = append(out, unmappedReading{senses: []glyphSense{{r, script.FormFinal}}, shut: false, logp: lp + follow(now, right)})
		if space && after.letter && !on {
			out = append(out, unmappedReading{senses: []glyphSense{{r, script.FormFinal}}, shut: true, logp: lp + follow(now, right[1:])})
		}
	}
	return u.likeliest(p, out)
}

// likeliest keeps the likeliest readings, the best one first.
func (u *unmapper) likeliest(p *unmappedPlace, rs []unmappedReading) []unmappedReading {
	for i := range rs {
		rs[i].guess = rs[i].logp
		for n, s := range rs[i].senses {
			rs[i].guess += u.guess(u.codeAt(p, rs[i].turned, n), s)
		}
	}
	slices.SortFunc(rs, func(a, b unmappedReading) int {
		if c := cmp.Compare(b.guess, a.guess); c != 0 {
			return c
		}
		return slices.CompareFunc(a.senses, b.senses, func(x, y glyphSense) int { return int(x.r-y.r)*8 + int(x.form) - int(y.form) })
	})
	return rs[:min(len(rs), keptReadings)]
}
