package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines that do not tell by themselves which way round they stand, between lines that do.

// behind is how the next line behind each one is stored that tells.
func (d *turner) behind() []stored {
	out, next := make([]stored, len(d.state)), noLetters
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] = next; d.state[i].tells() {
			next = d.state[i]
		}
	}
	return out
}

// neighbours turns the lines that do not tell between lines that were turned.
func (d *turner) neighbours(edits []pass.Edit) []pass.Edit {
	t, before, behind := d.v.Text, noLetters, d.behind()
	for i, l := range d.lines {
		if d.state[i] != storedEither && d.state[i] != storedPlain {
			if d.state[i].tells() {
				before = d.state[i]
			}
			continue
		}
		after := behind[i]
		both := max(before, after)
		if both < storedBackward || before != both && before != noLetters || after != both && after != noLetters {
			continue
		}
		b := trim(t, l)
		var new page.Text
		switch {
		case both == storedWords:
			new = d.turnedWords(b)
		case d.apart.kept():
			new = slices.Concat(d.apartIn(b)...)
		case d.pieces.kept():
			new = d.turnedPieces(b)
		case d.runs.kept():
			b = l
			new = d.turnedStretches(b)
		default:
			new = d.turned(b, d.all)
		}
		margin := -turnMargin
		if d.state[i] == storedPlain {
			margin = turnMargin
		}
		if !slices.Equal(new, t[b.From:b.To]) && d.readsTurned(plainOf(new)) > d.m.LogProb(nil, inner(plainLetters(t, b)))+margin {
			edits = append(edits, d.v.Edit(b, new, "neighbours", 0.9))
		}
	}
	return edits
}

// readsTurned is how well a line reads once it is turned, with the letters of its ligatures in the order that
// reads better: programs that keep that of the page may have kept that of the letters in a ligature.
func (d *turner) readsTurned(line []rune) float64 {
	line = inner(line)
	best := d.m.LogProb(nil, line)
	var kept []rune
	for i := 1; i+1 < len(line); i++ {
		if isAlef(line[i]) && line[i+1] == lam && isArabic(line[i-1]) {
			if kept == nil {
				kept = slices.Clone(line)
			}
			kept[i], kept[i+1] = line[i+1], line[i]
			i++
		}
	}
	if kept != nil {
		best = max(best, d.m.LogProb(nil, kept))
	}
	return best
}

// inner is a line without the signs at its ends, which stand at either in forms and headings.
func inner(line []rune) []rune {
	atEnd := func(r rune) bool { return isSpace(r) || isEndSign(r) }
	for len(line) > 0 && atEnd(line[0]) {
		line = line[1:]
	}
	for len(line) > 0 && atEnd(line[len(line)-1]) {
		line = line[:len(line)-1]
	}
	return line
}
