package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

const reasonSegments = "segments"

// A gap that a reading infers is a ZWNJ from these probabilities on: lines with
// segments are cut at ZWNJs, which leave nothing behind.
const (
	joinedFrom = 0.3
	borderFrom = 0.1 // at the border of two segments, which is a ZWNJ or stands beside a number
)

// doubleSpaced reports that half of the lines have two spaces between words somewhere,
// as extractors leave them where the runs of a segment meet.
func doubleSpaced(v *pass.View) bool {
	double, n := 0, 0
	lines := linesOf(v)
	for i, l := range v.Lines() {
		if l = lines[i].within(l); l.Len() < minPiece || int(lines[i].arabic) < l.Len()/2 {
			continue
		}
		n++
		if lines[i].signs&signTwice != 0 {
			double++
		}
	}
	return n >= minJudged && 2*double >= n
}

// placedSegments puts the runs of a line with segments one after another: gaps
// where the reading wants them, single white space, brackets turned if all of the
// document look the wrong way.
func placedSegments(m *lang.Model, line page.Text, runs []order.Run, law order.Convention) page.Text {
	if law.Mirrored {
		facing := order.Mirrored([]rune(line.String()))
		line = slices.Clone(line)
		for i := range line {
			line[i].R = facing[i]
		}
	}
	out := make(page.Text, 0, len(line)+len(runs))
	for _, r := range runs {
		run := line[r.From:r.To]
		if r.Gap {
			gap := page.Char{R: ' ', From: page.Inferred}
			if p := m.Joint(pieceEnd(out), pieceStart(run), nil, nil); p >= joinedFrom || r.Border && p >= borderFrom {
				gap.R = zwnj
			}
			out = append(out, gap)
		}
		out = append(out, run...)
	}
	kept := out[:0]
	for _, c := range out {
		if n := len(kept); n > 0 && isSpace(c.R) && isSpace(kept[n-1].R) {
			continue
		}
		kept = append(kept, c)
	}
	if law.Doubled {
		kept = signGaps(wholeNumbers(kept), true)
	}
	return listDash(kept, law)
}

// signGaps puts the white space around signs where Persian has it: what closes follows what it
// closes, what opens stands before what it opens, and a space stands on the other side. The space
// before an ellipsis is one that somebody typed, unless one was put behind every run.
func signGaps(t page.Text, everyRun bool) page.Text {
	const closing, opening, parting = "\u060C\u061B\u061F!.:)]\u00BB", "([\u00AB", "\u060C\u061B)]\u00BB" // COMMA, SEMICOLON, QUESTION MARK, GUILLEMETS
	is := func(r rune, signs string) bool { return r != 0 && strings.ContainsRune(signs, r) }
	out := make(page.Text, 0, len(t))
	for i, c := range t {
		last, next, after := rune(0), at(t, i+1), at(t, i+2)
		if n := len(out); n > 0 {
			last = out[n-1].R
		}
		word := isLetter(c.R) || isDigit(c.R)
		switch {
		case c.R == ' ' && is(last, opening):
			continue
		case c.R == ' ' && next == '.' && after == '.' && !everyRun:
		case c.R == ' ' && is(next, closing) && (isLetter(last) || isDigit(last) || is(last, closing)) && (is(next, parting) || !isLetter(after) && !isDigit(after)):
			continue
		case is(last, parting) && (word && isArabic(c.R) || is(c.R, opening)) && !(isDigit(c.R) && i > 1 && isDigit(t[i-2].R)),
			is(c.R, opening) && isArabic(last):
			out = append(out, page.Char{R: ' ', From: page.Inferred})
		}
		out = append(out, c)
	}
	return out
}

// listDash is a line whose dash, if it opens an item, is the hyphen that its author typed:
// word processors draw it in the Symbol font, which has a minus in the place of the hyphen.
func listDash(t page.Text, law order.Convention) page.Text {
	if law.Bullet == minus && len(t) > 1 && t[0].R == minus && t[1].R == ' ' {
		t = slices.Clone(t)
		t[0].R = '-'
	}
	return t
}

const minus = '\u2212' // MINUS SIGN

// wholeNumbers mends numbers that were several runs, each with a space behind it:
// dates and sums lose these, and ranges rise.
func wholeNumbers(t page.Text) page.Text {
	out := t[:0]
	for i, c := range t {
		if n := len(out); c.R == ' ' && n > 1 && isDigit(at(t, i+1)) && joinsNumbers(out[n-1].R) && isDigit(out[n-2].R) {
			continue
		}
		out = append(out, c)
	}
	number := func(from int) (to int) {
		for to = from; to < len(out) && isDigit(out[to].R); to++ {
		}
		return to
	}
	for i := 0; i < len(out); i++ {
		if !isDigit(out[i].R) {
			continue
		}
		end := number(i)
		if end < len(out) && out[end].R == '-' && (i == 0 || !joinsNumbers(out[i-1].R)) {
			last := number(end + 1)
			a, b := out[i:end].String(), out[end+1:last].String()
			if len(a) == len(b) && a > b && !joinsNumbers(at(out, last)) {
				swapped := slices.Concat(out[end+1:last], out[end:end+1], out[i:end])
				copy(out[i:], swapped)
			}
			end = last
		}
		i = end
	}
	return out
}

// joinsNumbers reports the sign of a date, a sum or a range.
func joinsNumbers(r rune) bool { return r == '/' || r == '+' || r == '-' }
