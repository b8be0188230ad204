package passes

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LeadSigns brings the stop that stands in front of a line to its end, and what stands in the order of
// the page around it.
func LeadSigns(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "lead-signs",
		Class: pass.Lossless,
		After: []string{"controls", "direction", "forms", "letters"},
		Doc: `Fault: the stop that ends a line stands in front of its first word (.باغ را آب داد), and what is written from the left
between its words parts them in reverse order (.رسید ۱۳۹۵ باغ در سال).
Cause: readers that put a line out from left to right and turn only the stretches of Arabic letters in it (MuPDF since 1.24)
leave the sign at its left end where they met it.
Repair: in a text with such lines, and no more that end in a stop, the sign goes to the end (end), and the stretches of
such lines, and of others that read better so, are put in reverse order, brackets and stops with what they belong to
(stretches). Where signs stand so before the second part of words that a ZWNJ parts (می .رود), those go to the word behind which
the line reads best (word). In a text of a line or a few one such line is enough.
Left alone: lines that end in a stop too; lines with unknown words; lines whose words read better from the end; a comma with a space behind it, and any such sign where
lines are pieces of lines; pages that were laid out here.
Risk: a text whose author typed his stops in front.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return leadSigns(ctx, m, v) },
	}
}

// What shows a text of such a reader. Of 277 documents through MuPDF 131 have three lines or more with a sign in
// front, and fewer that end in one; of 3,000 healthy files one has.
const (
	leadLeast     = 2    // lines with a sign in front
	leadMany      = 3    // and where other lines end in a stop
	leadShare     = 0.4  // of the lines with a sign at one end
	leadAll       = 0.6  // the same, from which on lines without such a sign are read in the reverse order too
	leadGain      = -6.0 // nats by which a line with a sign in front reads better in reverse order, at least
	leadOtherGain = 4.0  // and one without a sign
	leadPairGain  = 8.0  // and one of two stretches, which the model sees one seam of
	leadClear     = 2.0  // nats by which a line reads clearly better in one order
	leadTurned    = 0.7  // of the lines that do, those that read better in reverse order: PDFBox puts stretches in order, and has signs in front
	leadLetters   = 4    // fewest letters of a line
	ledKnown      = 0.7  // least share of letters in known words of a line of which only the sign moves
	aloneWords    = 3    // fewest words of a line that tells alone: of 391,000 healthy lines 40 are so, typed from the left or broken
)

// isEndSign reports a sign that ends a sentence or a part of one.
func isEndSign(r rune) bool {
	switch r {
	case '.', ':', '!', '\u060C', '\u061B', '\u061F': // ARABIC COMMA, SEMICOLON, QUESTION MARK
		return true
	}
	return false
}

func leadSigns(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || v.Firm {
		return nil, nil
	}
	edits, err := ledLines(ctx, m, v)
	if err != nil {
		return nil, err
	}
	return ledWords(m, v, edits), nil
}

// ledLines puts lines in order.
func ledLines(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	led, lead, trail := endSignsOf(v)
	if lead < leadLeast && !ledAlone(v, led, lead, trail) || trail > 0 && lead < leadMany || float64(lead) < leadShare*float64(lead+trail) || backwards(m, v, led) {
		return nil, nil
	}
	t, shown := v.Text, linesOf(v)
	every := float64(lead) >= leadAll*float64(lead+trail) && !partsOf(v).broken()
	var found []ledLine
	better, worse := 0, 0 // lines with stretches that read so in reverse order
	proof := false        // one of them has a sign in front
	for n, l := range v.Lines() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b := shown[n].within(l)
		if shown[n].arabic == 0 || shown[n].isStrange() || isEndSign(t[b.To-1].R) || b.Len() > maxStretchLine {
			continue
		}
		sticks := isEndSign(t[b.From].R) && sticksTo(t, b.From)
		signed := sticks || every && isEndSign(t[b.From].R) && t[b.From].R != '\u060C' // ARABIC COMMA
		if shown[n].arabic < leadLetters && !(every && sticks) {
			continue
		}
		known := m.Coverage(plainOf(t[b.From:b.To]))
		if !signed && !every || known < ledKnown {
			continue
		}
		if f, ok := turnLed(m, v, b, signed); ok && (f.parts == 1 || known >= lang.WellKnown) { // pieces that changed places stick to one another
			found = append(found, f)
			switch {
			case f.parts > 1 && f.gain > leadClear:
				better++
				proof = proof || f.signed
			case f.parts > 1 && f.gain < -leadClear:
				worse++
			}
		}
	}
	turned := float64(better) >= leadTurned*float64(better+worse) // or the reader has put the stretches in order
	proof = proof || better >= leadMany
	for _, f := range found {
		switch {
		case f.parts == 1, turned && (f.signed || proof) && f.gain >= f.least() && (lead >= leadLeast && better > 0 || f.gain > leadClear):
			edits = append(edits, f.Edit)
		case f.signed && (better == 0 && f.gain < 0 || !turned && f.gain < -leadClear): // somebody typed it from the left
			edits = append(edits, f.end)
		}
	}
	return edits, nil
}

// ledAlone reports one line with a sign in front in a text of a line or a few, of which no other ends in one.
func ledAlone(v *pass.View, led []int, lead, trail int) bool {
	if lead == 0 || trail > 0 || !isBrief(v) {
		return false
	}
	for _, n := range led {
		b := linesOf(v)[n].within(v.Lines()[n])
		if sign := v.Text[b.From].R; (isSentenceStop(sign) || sign == ':') && isArabic(v.Text[b.From+1].R) && len(strings.Fields(v.Slice(b))) >= aloneWords {
			return true
		}
	}
	return false
}

// endSignsOf lists the lines with a sign in front that ends sentences, and counts those of them in which
// it sticks to a letter, and the lines that end in one.
func endSignsOf(v *pass.View) (led []int, lead, trail int) {
	t, shown := v.Text, linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic < leadLetters || shown[n].isStrange() {
			continue
		}
		b := shown[n].within(l)
		first, last := isEndSign(t[b.From].R), isEndSign(t[b.To-1].R)
		switch {
		case first && !last:
			led = append(led, n)
			if sticksTo(t, b.From) {
				lead++
			}
		case last && !first && isArabic(t[b.To-2].R):
			trail++
		}
	}
	return led, lead, trail
}

// sticksTo reports that the sign at i stands right before a letter, or a stop before the sign of an item.
func sticksTo(t page.Text, i int) bool {
	next := at(t, i+1)
	return isArabic(next) || t[i].R == '.' && (next == '-' || isBullet(next)) && at(t, i+2) == ' '
}

// backwards reports a text most of whose lines read better with their words from the end: their runs
// changed places, and the stop with them.
func backwards(m *lang.Model, v *pass.View, lines []int) bool {
	n := 0
	for _, i := range lines {
		l := v.Lines()[i]
		words := strings.FieldsFunc(string(plainOf(v.Text[l.From:l.To])), func(r rune) bool { return isSpace(r) || isEndSign(r) })
		asIs := m.LogProb(nil, []rune(strings.Join(words, " ")))
		slices.Reverse(words)
		if m.LogProb(nil, []rune(strings.Join(words, " "))) > asIs {
			n++
		}
	}
	return 2*n > len(lines)
}

// ledLine is a line and how it is put in order.
type ledLine struct {
	pass.Edit
	end    pass.Edit // brings the sign to the end and leaves the stretches as they are
	signed bool
	parts  int     // stretches
	gain   float64 // nats by which it reads better so
}

// least is the gain that the line must have.
func (f *ledLine) least() float64 {
	switch {
	case f.signed:
		return leadGain
	case f.parts == 2:
		return leadPairGain
	}
	return leadOtherGain
}

// turnLed puts a line in order.
func turnLed(m *lang.Model, v *pass.View, b pass.Range, signed bool) (f ledLine, ok bool) {
	t := v.Text
	signs := pass.Range{From: b.From, To: b.From}
	if signed {
		for signs.To < b.To && isEndSign(t[signs.To].R) {
			signs.To++
		}
	}
	rest := trim(t, pass.Range{From: signs.To, To: b.To})
	end := slices.Clone(t[signs.From:signs.To])
	slices.Reverse(end)
	parts := visualParts(t, rest)
	atEnd := v.Edit(b, slices.Concat(t[rest.From:rest.To], end), "end", leftSure)
	if len(parts) < 2 {
		return ledLine{atEnd, atEnd, signed, 1, 0}, signed
	}
	if signed && isSpace(t[signs.To].R) && len(parts) == 2 && isListNumber(t, parts[1].Range) { // . باغ ۱
		end = nil
		parts[0].From = b.From
	}
	if len(parts) > maxStretches || !isOwn(m, v.Runes(b)) {
		return ledLine{}, false
	}
	turned := append(fromRight(t, parts), end...)
	gain := m.LogProb(nil, plainOf(turned)) - m.LogProb(nil, plainOf(t[rest.From:rest.To]))
	return ledLine{v.Edit(b, turned, "stretches", leftSure), atEnd, signed, len(parts), gain}, true
}

// isListNumber reports a short number.
func isListNumber(t page.Text, r pass.Range) bool {
	return r.Len() <= maxSectionDigits && allDigits(t[r.From:r.To])
}

// visualPart is a stretch of one direction with the signs beside it, as such a reader puts them out.
type visualPart struct {
	pass.Range            // from the first letter or digit to the last
	lead       pass.Range // signs that stand before it
	trail      pass.Range // signs at its right: what opens it, where it is written from the left
	left       bool       // it is written from the left
}

// visualParts parts a line where its direction changes. The signs between what is written from the left
// and the Arabic letters behind belong to the first as far as they open, which brackets do at its right, and
// to the second then.
func visualParts(t page.Text, b pass.Range) (parts []visualPart) {
	for i, s := range stretchesOf(t, b) {
		p := visualPart{Range: s, left: isLeftToRight(t[s.From].R)}
		if i > 0 {
			p.lead = pass.Range{From: parts[i-1].To, To: s.From}
		}
		if !p.left {
			for p.From < p.To && !isArabic(t[p.From].R) && !isMark(t[p.From].R) {
				p.From++
			}
			p.lead.To = p.From
			if i == 0 {
				p.lead.From = s.From
			}
		}
		if i > 0 && parts[i-1].left {
			before := &parts[i-1]
			k := p.lead.From
			for k < p.lead.To && mirrors(t[k].R) { // whichever way it is drawn
				k++
			}
			if k < p.lead.To && isSpace(t[k].R) && (k == p.lead.From || k+1 < p.lead.To) {
				k++
			}
			before.trail = pass.Range{From: p.lead.From, To: k}
			p.lead.From = k
		}
		parts = append(parts, p)
	}
	return parts
}

// fromRight is a line of such parts in the order in which it is read.
func fromRight(t page.Text, parts []visualPart) (line page.Text) {
	space := func() {
		if n := len(line); n > 0 && !isSpace(line[n-1].R) && !strings.ContainsRune(openingSigns, line[n-1].R) {
			line = append(line, inferred(' '))
		}
	}
	for _, p := range slices.Backward(parts) {
		if p.left {
			open := trim(t, p.trail)
			space()
			for k := open.To - 1; k >= open.From; k-- {
				line = append(line, t[k])
			}
			line = append(line, t[p.From:p.To]...)
			continue
		}
		lead := trim(t, p.lead)
		glued := lead.Len() > 0 && lead.To == p.From && !strings.ContainsRune(openingSigns, t[lead.To-1].R) // it ends this stretch
		if lead.Len() > 0 && !glued {
			line = append(line, t[lead.From:lead.To]...)
		}
		space()
		line = append(line, t[p.From:p.To]...)
		if glued {
			for k := lead.To - 1; k >= lead.From; k-- {
				line = append(line, t[k])
			}
		}
	}
	return line
}
