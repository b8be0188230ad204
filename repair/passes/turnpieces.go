package passes

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Pages of Skia (Chrome, Google Docs) say of every glyph whose name in the map of the font is a presentation
// form what letter it is (ActualText), and pdf.js, which puts each piece of text between two such signs in
// order by itself, then writes the pieces from left to right: shapes stand backwards, and the plain letters
// between them, which are drawn joined to nothing, the right way round: «رهﺎﺑدو» for دوباره. It writes the shapes
// of letters that Arabic lacks (پ چ ژ ک گ, the final yeh) as plain letters too, each a piece of its own.

// openShapes is the most letters between two shapes that may be shapes themselves of which all
// readings are compared; the first count where there are more.
const openShapes = 6

// What a reading of the pieces between two shapes has against it.
const (
	tornStroke = 2 // a stroke that ends in nothing, a shape that joins nothing
	lostGap    = 1 // letters that would join and do not: a space was lost, or a ZWNJ; a letter that is a word
)

// turnPieces turns a line round but for the pieces that stand the right way round.
func turnPieces(m *lang.Model, t page.Text, l pass.Range, led bool) page.Text {
	src := t[l.From:l.To]
	out := make(page.Text, 0, len(src))
	for i := len(src); i > 0; {
		g := plainBefore(src, i)
		out = append(out, turn(src, pass.Range{From: g.To, To: i}, led, false)...)
		if g.Len() > 0 {
			out = appendPlain(m, out, src, g)
		}
		i = g.From
	}
	return out
}

// plainBefore is the last stretch of plain letters before i, with the spaces and stops between them and
// at its edges: a stop before its first letter belongs to it if a space stands between.
func plainBefore(src page.Text, i int) pass.Range {
	for i > 0 && !isPlainLetter(src[i-1].R) {
		i--
	}
	g := pass.Range{From: i, To: i}
	for k := i; k > 0 && (isPlainLetter(src[k-1].R) || isSpace(src[k-1].R) || isStop(src[k-1].R)); k-- {
		if isPlainLetter(src[k-1].R) || isStop(src[k-1].R) && isSpace(src[k].R) {
			g.From = k - 1
		}
	}
	for g.To < len(src) && isStop(src[g.To].R) && g.Len() > 0 {
		g.To++
	}
	return g
}

// isPlainLetter reports an Arabic letter in no shape.
func isPlainLetter(r rune) bool {
	_, ok := script.Unshape(r)
	return !ok && isArabic(r) && !isMark(r)
}

// pieceReading is a way to part what stands between two shapes: its pieces, and which of the letters that may
// be shapes are ones.
type pieceReading struct {
	pieces []pass.Range
	shapes map[int]bool
}

// appendPlain appends what stands between two shapes in logical order, with shapes where they are known:
// letters that may be shapes are pieces by themselves where they join what stands beside them, the others are drawn joined to
// nothing; behind a letter that would join, a ZWNJ may have parted two pieces. Where the strokes leave it open, the model tells.
func appendPlain(m *lang.Model, out, src page.Text, g pass.Range) page.Text {
	var open []int // letters that may be shapes
	for i := g.From; i < g.To; i++ {
		if mayBeShape(src[i].R) {
			open = append(open, i)
		}
	}
	if len(open) > openShapes {
		open = open[:openShapes]
	}
	var ties []pieceReading
	least := 0
	for set := range uint(1) << len(open) {
		r := pieceReading{shapes: map[int]bool{}}
		cuts := map[int]bool{}
		if i := ezafeHeh(src, g); i > g.From {
			cuts[i] = true
		}
		for k, i := range open {
			if set>>k&1 != 0 {
				r.shapes[i], cuts[i], cuts[i+1] = true, true, true
			}
		}
		from := g.From
		for i := g.From + 1; i <= g.To; i++ {
			if cuts[i] || i == g.To {
				r.pieces = append(r.pieces, pass.Range{From: from, To: i})
				from = i
			}
		}
		_, cost := r.ordered(src, g)
		switch {
		case ties == nil || cost < least:
			ties, least = []pieceReading{r}, cost
		case cost == least:
			ties = append(ties, r)
		}
	}
	for _, r := range ties {
		for _, more := range r.partedAgain(src) {
			if _, cost := more.ordered(src, g); cost <= least {
				ties = append(ties, more)
			}
		}
	}
	best, most := 0, math.Inf(-1)
	for k, r := range ties {
		if len(ties) == 1 {
			break
		}
		if p := m.LogProb(nil, r.beside(src, g)); p > most {
			best, most = k, p
		}
	}
	text, _ := ties[best].ordered(src, g)
	return append(out, text...)
}

// partedAgain are the readings with one piece more, that ends in a letter which would join what follows it:
// a ZWNJ stood behind it.
func (r pieceReading) partedAgain(src page.Text) (out []pieceReading) {
	for k, p := range r.pieces {
		for i := p.From + 1; i < p.To && i < p.From+openShapes; i++ {
			if !isPlainLetter(src[i].R) || !joinsNext(src[i].R) || i+1 < p.To && isPlainLetter(src[i+1].R) {
				continue
			}
			for cut := i; cut > p.From && isPlainLetter(src[cut-1].R); cut-- {
				with := slices.Clone(r.pieces[:k])
				with = append(with, pass.Range{From: p.From, To: cut}, pass.Range{From: cut, To: p.To})
				out = append(out, pieceReading{append(with, r.pieces[k+1:]...), r.shapes})
			}
		}
	}
	return out
}

// besideLetters is how many letters on each side tell how pieces are parted.
const besideLetters = 8

// beside is the reading with what stands beside it, in logical order.
func (r pieceReading) beside(src page.Text, g pass.Range) []rune {
	var out page.Text
	for i := min(len(src), g.To+besideLetters); i > g.To; i-- {
		out = append(out, src[i-1])
	}
	text, _ := r.ordered(src, g)
	out = append(out, text...)
	for i := g.From; i > max(0, g.From-besideLetters); i-- {
		out = append(out, src[i-1])
	}
	return plainOf(out)
}

// pieceStroke is what a letter shows of its strokes.
type pieceStroke struct {
	page.Char
	at           int
	letter, free bool // free letters join where they can, the others are known
	reach, takes bool
}

// ordered is the reading in logical order, and what its strokes have against it.
func (r pieceReading) ordered(src page.Text, g pass.Range) (out page.Text, cost int) {
	line := []pieceStroke{knownStroke(src, g.To)}
	add := func(i int) {
		if r.shapes[i] {
			line = append(line, pieceStroke{src[i], i, true, true, isLostShape(src[i].R, script.FormInitial), true})
		} else {
			line = append(line, pieceStroke{Char: src[i], at: i, letter: isPlainLetter(src[i].R)})
		}
	}
	for _, p := range slices.Backward(r.pieces) {
		inner := trim(src, p) // spaces at the edges are pieces too
		for i := p.To; i > inner.To; i-- {
			add(i - 1)
		}
		for i := inner.From; i < inner.To; i++ {
			add(i)
		}
		for i := inner.From; i > p.From; i-- {
			add(i - 1)
		}
	}
	line = append(line, knownStroke(src, g.From-1))
	reached := false // by the letter before
	for k := 0; k+1 < len(line); k++ {
		a, b := line[k], line[k+1]
		both := a.letter && b.letter
		joins := both && a.reach && b.takes
		inner := k > 0
		switch {
		case both && isLamAlef(a, b), both && k+2 < len(line) && isLamAlef(b, line[k+2]): // of one glyph, whose strokes are not known
		case both && (a.reach && !a.free && !b.takes || b.takes && !b.free && !a.reach):
			cost += tornStroke
		case both && !joins && joinsNext(a.R) && !a.reach && !b.takes,
			inner && a.letter && !b.letter && !line[k-1].letter && joinsNext(a.R):
			cost += lostGap
		}
		if inner {
			form, c := script.FormOf(reached, joins), a.Char
			if a.free && !isLostShape(a.R, form) {
				cost += tornStroke
			}
			if a.free || both && joinsNext(a.R) && !isLamAlef(a, b) {
				c.R = shaped(glyphSense{a.R, form})
			}
			out = append(out, c)
		}
		reached = joins
	}
	return out, cost
}

// isLamAlef reports two letters that stand together, and are drawn as one then; pdf.js writes those of a ligature by itself the wrong way round.
func isLamAlef(a, b pieceStroke) bool {
	return a.R == lam && isAlef(b.R) && (a.at+1 == b.at || b.at+1 == a.at)
}

func knownStroke(src page.Text, i int) pieceStroke {
	e := edgeOf(src, i)
	return pieceStroke{page.Char{R: at(src, i)}, i, e.letter, false, e.reach, e.takes}
}

// ezafeHeh is behind a heh that has its hamza before it, which Skia marks as one text; g.From where there is none.
func ezafeHeh(src page.Text, g pass.Range) int {
	k := g.From - 1
	if isSpace(at(src, k)) {
		k--
	}
	if src[g.From].R == heh && at(src, k) == hamzaAbove {
		return g.From + 1
	}
	return g.From
}

// mayBeShape reports a letter that pdf.js writes for some of its shapes.
func mayBeShape(r rune) bool { return isLostShape(r, script.FormFinal) }

// isLostShape reports a shape for which pdf.js writes its letter.
func isLostShape(r rune, f script.Form) bool {
	s, ok := script.Shape(string(r), f)
	return ok && f != script.FormIsolated && s >= 0xFB50 && s <= 0xFBFD // ALEF WASLA ISOLATED FORM, FARSI YEH FINAL FORM
}
