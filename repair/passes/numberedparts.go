package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// linePart is a part of a line that numbered glyphs part in the order in which it is seen. To pypdf they run
// from the left, as Latin words and figures do, and it puts what stands between into the order in which it
// is read. So the parts stand from last to first, and each glyph before the part at whose end it was.
type linePart struct {
	at     pass.Range // without the spaces on either side
	open   pass.Range // signs and spaces before it
	lead   pass.Range // letters that stand before it though it begins with them
	tail   pass.Range // signs that stand behind it though they come before
	kind   partKind
	spaces []page.Char // which part it from its neighbours
}

type partKind uint8

const (
	partNone  partKind = iota
	partRight          // it is written from the right
	partLeft           // it is written from the left
	partCode           // it is of numbered glyphs
)

const (
	// partsTimes is how many times as many parts reach for a glyph before them as for one behind, in a text of
	// such lines: of twelve public ones through pypdf 5 times and more, through pdf.js, which keeps the order of
	// reading, a third at most.
	partsTimes   = 3
	numberedSure = 0.9
)

// numberedLine is a line and its parts.
type numberedLine struct {
	at    pass.Range
	parts []linePart
}

// partsBack puts the lines of a text that numbered glyphs part into the order of reading.
func partsBack(v *pass.View, codes map[rune]bool) (edits []pass.Edit) {
	var lines []numberedLine
	ahead, back := 0, 0
	for n, l := range v.Lines() {
		if linesOf(v)[n].arabic == 0 && linesOf(v)[n].signs&signNumbered == 0 {
			continue
		}
		parts := linePartsOf(v.Text, l, codes)
		for i, p := range parts {
			if p.kind != partCode {
				continue
			}
			switch before, behind := partReaches(v.Text, parts, i-1), partReaches(v.Text, parts, i+1); {
			case before && !behind:
				ahead++
			case behind && !before:
				back++
			}
		}
		if len(parts) > 0 {
			lines = append(lines, numberedLine{l, parts})
		}
	}
	if back < lawPlaces || back < partsTimes*ahead {
		return nil
	}
	lost := lostAllSpaces(v)
	for _, l := range lines {
		if line := partsRead(v.Text, l.parts, lost); !slices.Equal(line, v.Text[l.at.From:l.at.To]) {
			edits = append(edits, v.Edit(l.at, line, "parts", numberedSure))
		}
	}
	return edits
}

// partReaches reports a part written from the right whose last shape reaches for the next letter.
func partReaches(t page.Text, parts []linePart, i int) bool {
	if i < 0 || i >= len(parts) || parts[i].kind != partRight {
		return false
	}
	return reachesOn(t, parts[i].at.To-1)
}

// linePartsOf are the parts of a line. Signs between two of them belong to the one that is written from
// the right: a line begins with those of its end. A space behind a shape that reaches on parts two, which
// the program drew one by one.
func linePartsOf(t page.Text, l pass.Range, codes map[rune]bool) (parts []linePart) {
	open := pass.Range{From: l.From, To: l.From} // signs and spaces not given to a part yet
	last := func() partKind {
		if len(parts) == 0 {
			return partNone
		}
		return parts[len(parts)-1].kind
	}
	for i := l.From; i < l.To; i++ {
		kind := partKindOf(t, i, codes)
		if kind == partNone {
			open.To = i + 1
			continue
		}
		before, signs, apart := open, trim(t, open), last() != kind
		switch {
		case !apart && kind == partRight && open.Len() > 0 && reachesOn(t, open.From-1):
			apart, before = true, pass.Range{}
			if signs.Len() > 0 {
				parts = append(parts, linePart{at: signs, kind: partRight})
			}
		case signs.Len() == 0 || kind == partRight || !apart && kind != partCode:
		case last() == partNone || last() == partRight:
			if last() == partNone {
				parts = append(parts, linePart{at: signs, kind: partRight})
			}
			parts[len(parts)-1].at.To = signs.To
		default:
			parts, apart = append(parts, linePart{at: signs, kind: partLeft}), kind != partLeft
		}
		if apart {
			parts = append(parts, linePart{at: pass.Range{From: i}, kind: kind, open: before})
		}
		parts[len(parts)-1].at.To = i + 1
		open = pass.Range{From: i + 1, To: i + 1}
	}
	if signs := trim(t, open); signs.Len() > 0 && len(parts) > 0 {
		parts[len(parts)-1].at.To = signs.To
	}
	for i := range parts {
		if parts[i].kind == partRight {
			parts[i].sign(t, i == 0, i+1 == len(parts) || parts[i+1].kind == partCode)
		}
	}
	for i := range parts {
		p := &parts[i]
		if i+1 < len(parts) && p.kind == partRight && parts[i+1].kind == partLeft {
			p.at.From, parts[i+1].lead = pastNumerals(t, p.at), pass.Range{From: p.at.From, To: pastNumerals(t, p.at)}
		}
		from, to := l.From, l.To
		if i > 0 {
			from = parts[i-1].at.To
		}
		if i+1 < len(parts) {
			to = parts[i+1].at.From
		}
		for _, c := range slices.Concat(t[from:p.at.From], t[p.at.To:to]) {
			if isSpace(c.R) {
				p.spaces = append(p.spaces, c)
			}
		}
	}
	return parts
}

// sign gives a part that is written from the right the signs before it, to its beginning, or to its end: those
// with which the line begins, and a stop behind a space with which no word goes on.
func (p *linePart) sign(t page.Text, first, inWord bool) {
	signs := trim(t, p.open)
	if signs.Len() == 0 {
		return
	}
	before, behind := signs.From > p.open.From, signs.To < p.open.To
	switch r := t[signs.From].R; {
	case first && !isUnmapped(r) && !isNumeral(r), isStop(r) && before && (inWord || !behind):
		p.tail = signs
	default:
		p.at.From = signs.From
	}
}

// partKindOf is how the code point at i runs for pypdf: figures of the Arabic block are letters to it, and
// what it takes for no sign runs from the left, guillemets too. The Roman numerals that stand for letters
// (see Numerals) are signs to it.
func partKindOf(t page.Text, i int, codes map[rune]bool) partKind {
	switch r := t[i].R; {
	case codes[r]:
		return partCode
	case r >= 0x0590 && r <= 0x08FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFF:
		return partRight
	case isNumeral(r) && (isLatin(at(t, i-1)) || isNumeral(at(t, i-1)) || isLatin(at(t, i+1))):
		return partLeft
	case r < '0', r > '9' && r < 'A', r >= 0x2000 && r <= 0x206F, r >= 0x20A0 && r <= 0x21FF, isSpace(r):
		return partNone
	}
	return partLeft
}

func isNumeral(r rune) bool {
	_, ok := script.Numeral(r)
	return ok
}

// pastNumerals is where the numerals end with which a part begins that is written from the right: they
// stood before the word of Latin letters that comes next.
func pastNumerals(t page.Text, l pass.Range) int {
	i := l.From
	for i < l.To-1 && isNumeral(t[i].R) {
		i++
	}
	return i
}

// reachesOn reports a shape that reaches for the next letter.
func reachesOn(t page.Text, i int) bool {
	e := edgeOf(t, i)
	return e.sure && e.reach
}

// partsRead are the parts in the order in which they are read: a glyph ends the word of the part before it.
// In a text that has lost its spaces Spaceless knows better which of them stand behind a glyph.
func partsRead(t page.Text, parts []linePart, lost bool) (line page.Text) {
	used := make(map[int32]bool)
	space := func(p linePart) {
		for _, c := range p.spaces {
			if !used[c.From] {
				used[c.From] = true
				line = append(line, c)
				return
			}
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if p.kind != partCode && len(line) > 0 && !(lost && p.kind == partRight && parts[i+1].kind == partCode) {
			space(p)
		}
		line = append(line, t[p.lead.From:p.lead.To]...)
		text := t[p.at.From:p.at.To]
		if p.kind == partRight {
			text = figuresAhead(text)
		}
		line = append(line, text...)
		line = append(line, t[p.tail.From:p.tail.To]...)
	}
	return line
}

// figuresAhead turns the numbers of a part that is written from the right, which their reader took for letters.
func figuresAhead(t page.Text) page.Text {
	out := slices.Clone(t)
	for i := 0; i < len(t); i++ {
		if !isDigit(t[i].R) {
			continue
		}
		from := i
		for i+1 < len(t) && (isDigit(t[i+1].R) || isSeparator(t[i+1].R) && i+2 < len(t) && isDigit(t[i+2].R)) {
			i++
		}
		slices.Reverse(out[from : i+1])
	}
	return out
}
