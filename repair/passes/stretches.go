package passes

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Stretches puts the stretches of a line between numbers and Latin words in order.
func Stretches(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "stretches",
		Class: pass.Lossless,
		After: []string{"controls", "direction", "forms", "letters", "runs", "word-order", "marks"},
		Doc: `Fault: what stands after a number or a Latin phrase comes before it, and what stands before it comes after.
Cause: an extractor puts out the stretches of one direction from left to right, each in its own order: the line comes
as [last, number, first] (MuPDF since 1.24).
Repair: the stretches are put in reverse order where the language model reads the line better so by a margin (reversed), and
where words that stand before or behind numbers come there; the margin is small where many lines of the text do, and the lines around it are read with it then.
Left alone: lines without numbers and Latin between words; lines that read about as well either way; lines with a
full stop at their end, which tell of no others and are put in order only among such where there is no doubt; lines
in other languages; lone lines of which the model is not sure; lines that were read off a page, where places are known.
Risk: lists of names and numbers that read better backwards.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return stretches(ctx, m, v) },
	}
}

// Margins in nats between two orders of a line's stretches. Of 2,850 sound lines of
// held-out news and other prose with numbers or Latin inside, 1 % read better in
// reverse order by 6 and none by 11; of the same lines with their stretches reversed
// half read better by 7. Where the lines around them are read too, 186 of 78 letters read
// better in reverse order by 5.5 (1 %) and 7.8 (none); turned round, 95 % of them read better by
// 0.5 and half by 11.5.
const (
	stretchSure    = 14.0 // in a line that stands for itself
	stretchFirm    = 12.0 // the same for one that hints, with the lines around it
	stretchLikely  = 0.0  // that a line is weighed at all
	stretchHint    = 1.0  // in a line that hints at others
	stretchShare   = 0.04 // of such lines among those with stretches, from which on the lines around them are read
	stretchSlope   = 0.4  // log odds that a line was put out so, per nat of its gain with the lines around it: a straight line through the shares of those lines
	stretchCap     = 6.0  // of one line at most
	stretchRate    = 0.6  // share of such lines in a text that was put out so, before its lines are seen
	stretchFew     = 12   // lines up to which their share tells little
	stretchLeast   = 0.4  // and the least share of more: texts put out so have 0.49 and more, 92 sound ones of 2,500 lines 0.35 at most
	stretchAlone   = 0.2  // and that from which on one of more lines may be put in order by itself
	stretchRounds  = 12   // in which the share is found
	stretchText    = 6.5  // log odds of all lines together from which on a text was
	stretchOdds    = 1.0  // log odds from which on a line of such a text was: 1 of 490 held-out ones was not
	stretchAround  = 2.0  // that a lone line must read better with the lines around it
	stretchStop    = 1.5  // log odds against a line with a full stop at its end
	stretchBeside  = 2.0  // for each nat by which the words beside numbers are likelier there
	stretchSign    = 8.0  // for a sign that stands where no line begins or ends
	stretchLatin   = 8.0  // that a line with Latin words must read better: the model knows none of these
	stretchLetters = 12   // fewest letters of a line
	minStretches   = 3    // a number between two stretches
	maxStretches   = 13   // stretches in a line
	maxStretchLine = 400  // code points in a line: a line of a page
)

// stretchLine is a line with its two orders.
type stretchLine struct {
	turnable
	parts int
	alone float64 // its gain as a line of which no other tells
	ends  bool    // with a full stop, which would come inside
}

func stretches(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || v.Firm {
		return nil, nil
	}
	g := guard{m: m, v: v}
	found, hints, err := stretchLines(ctx, m, v, false)
	if err != nil || len(found) == 0 || g.distrusted() { // in a scrambled text any other order may read better
		return nil, err
	}
	if !hints {
		return nil, nil
	}
	if found, _, err = stretchLines(ctx, m, v, true); err != nil {
		return nil, err
	}
	turns := make([]turnable, len(found))
	for i, s := range found {
		turns[i] = s.turnable
	}
	gains := chainGains(m, v, turns)
	rate, sum, told := putOut(found, gains)
	few := told < stretchFew
	alone := few || rate >= stretchAlone
	for i, gain := range gains {
		s := found[i]
		turned := alone && gain > stretchAround && !s.ends && (s.alone > stretchSure || s.alone > stretchHint && gain-s.gain+s.alone > stretchFirm)
		if sum >= stretchText && (few || rate >= stretchLeast) {
			turned = stretchSlope*gain+logit(s.rate(rate)) > stretchOdds
		}
		if turned {
			edits = append(edits, v.Edit(s.line, s.new, "reversed", 0.9))
		}
	}
	return edits, nil
}

// rate is the share of lines like this one that were put out from left to right, in a text of whose
// lines so many were: most of them end without a full stop, which came inside.
func (s *stretchLine) rate(all float64) float64 {
	if s.ends {
		return all / (all + (1-all)*math.Exp(stretchStop))
	}
	return all
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// putOut is the likeliest share of the lines of a text that were put out from left to right, and
// by how many nats all lines together are likelier with it than in a sound text; the share is that
// of told lines, which no full stop ends. Where there are many lines, each of the others can only
// speak against it: a sound text has most of them, and half read no worse with their stop inside.
func putOut(found []stretchLine, gains []float64) (rate, sum float64, told int) {
	times := make([]float64, len(gains)) // as which each line is likelier if it was put out so
	for i, gain := range gains {
		if times[i] = math.Exp(max(-stretchCap, min(stretchCap, stretchSlope*gain))); !found[i].ends {
			told++
		}
	}
	for i := range times {
		if found[i].ends && len(times) >= stretchFew {
			times[i] = min(1, times[i])
		}
	}
	rate = stretchRate
	for range stretchRounds { // expectation and maximization
		put := stretchRate
		for i, x := range times {
			if !found[i].ends {
				put += rate * x / (1 - rate + rate*x)
			}
		}
		rate = put / float64(1+told)
	}
	for i, x := range times {
		r := found[i].rate(rate)
		sum += math.Log(1 - r + r*x)
	}
	return rate, sum, told
}

// stretchLines are the lines of a text in Persian that may be in the reverse order: those
// that read better so, or, with every, all that have stretches. It tells whether enough of them
// are that the lines around are worth reading with them.
func stretchLines(ctx context.Context, m *lang.Model, v *pass.View, every bool) (found []stretchLine, hints bool, _ error) {
	t := v.Text
	var reader stretchReader
	hint, all, sure := 0, 0, false
	lines := linesOf(v)
	for n, l := range v.Lines() {
		shown := lines[n]
		if shown.signs&signDigit == 0 && shown.foreign == 0 || shown.arabic < stretchLetters {
			continue
		}
		if !every && shown.judged&stretchesKept != 0 || shown.isStrange() {
			all++
			continue
		}
		b := trim(t, l)
		if b.Len() > maxStretchLine || isTableRow(t, b) {
			continue
		}
		parts := stretchesOf(t, b)
		if len(parts) > maxStretches || len(parts) < minStretches && (!every || len(parts) < 2) {
			continue
		}
		if hasReferenceMark(t, parts) || len(parts) == 2 && parts[1].From-parts[0].To > 1 { // the number of a list item, see Numbers
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		turned := reversedParts(t, parts)
		gain := reader.gain(m, t, parts) + stretchSign*float64(edgeSigns(t[b.From:b.To])-edgeSigns(turned)) + stretchBeside*besideGain(t, parts)
		alone := gain
		if shown.foreign > 0 && holdsLatin(t, b) {
			alone -= stretchLatin
		}
		ends := endsSentence(t, b)
		if all++; alone > stretchHint && !ends {
			hint++
		}
		sure = sure || alone > stretchSure
		if (every || alone > stretchLikely) && isOwn(m, v.Runes(b)) {
			found = append(found, stretchLine{turnable{n, b, turned, gain}, len(parts), alone, ends})
		} else {
			shown.judged |= stretchesKept
		}
	}
	return found, sure || hint > 0 && float64(hint) >= stretchShare*float64(all), nil
}

// isTableRow reports a line with bars before and behind its cells, or tabs between them: these are
// in the order of their columns, whatever reads better.
func isTableRow(t page.Text, b pass.Range) bool {
	return isBarRow(t, b) || has(t, b, func(r rune) bool { return r == '\t' })
}

// stretchReader weighs lines, one after the other in the same memory.
type stretchReader struct {
	weigher             lang.Rearranged
	runes               []rune
	parts               [][]rune
	turned, spaced, own []lang.Piece
	texts               [][]lang.Piece
}

// gain is by how many nats a line reads better with its stretches in reverse order. The
// stretches are read with one space between them, lest a lost space counts, and as they
// stand.
func (r *stretchReader) gain(m *lang.Model, t page.Text, parts []pass.Range) float64 {
	r.runes, r.parts = r.runes[:0], r.parts[:0]
	r.turned, r.spaced, r.own = r.turned[:0], r.spaced[:0], r.own[:0]
	single := true // one space stands between the stretches
	for i, p := range parts {
		from := len(r.runes)
		r.runes = appendLetters(r.runes, t[p.From:p.To], false)
		r.parts = append(r.parts, r.runes[from:len(r.runes):len(r.runes)])
		r.turned = append(r.turned, lang.Piece{Part: len(parts) - 1 - i, Gap: " "})
		r.spaced = append(r.spaced, lang.Piece{Part: i, Gap: " "})
		r.own = append(r.own, lang.Piece{Part: i, Gap: " "})
		if i == 0 {
			continue
		}
		if gap := t[parts[i-1].To:p.From]; len(gap) != 1 || gap[0].R != ' ' {
			r.own[i].Gap, single = gap.String(), false
		}
	}
	r.texts = append(r.texts[:0], r.turned, r.spaced)
	if !single {
		r.texts = append(r.texts, r.own)
	}
	r.weigher.Parts(m, r.parts...)
	p := r.weigher.Weigh(r.texts...)
	return p[0] - slices.Max(p[1:])
}

// reversedParts is a line with its stretches in reverse order and a space between each two.
func reversedParts(t page.Text, parts []pass.Range) (new page.Text) {
	for i := len(parts) - 1; i >= 0; i-- {
		if len(new) > 0 && !touch(new[len(new)-1].R, t[parts[i].From].R) {
			new = append(new, gapOf(t, parts, i))
		}
		new = append(new, t[parts[i].From:parts[i].To]...)
	}
	return new
}

// hasReferenceMark reports a short number that sticks to the word or stop before it, in a line
// none of whose numbers sticks to the word behind: it marks the word and parts nothing. Readers
// that lose the spaces beside numbers have others that stick, years among them.
func hasReferenceMark(t page.Text, parts []pass.Range) bool {
	marks := false
	for i, p := range parts[1:] {
		if !isDigit(t[p.From].R) {
			continue
		}
		if i+2 < len(parts) && parts[i+2].From == p.To && isArabic(t[p.To].R) {
			return false
		}
		last := t[p.From-1].R
		marks = marks || p.Len() <= markDigits && parts[i].To == p.From && (isArabic(last) || isMark(last) || isStop(last))
	}
	return marks
}

const markDigits = 2 // most digits of a reference mark

// edgeSigns counts the signs with which no line begins or ends: what closes or stops, and what opens.
func edgeSigns(line page.Text) (n int) {
	if len(line) == 0 {
		return 0
	}
	if touch(' ', line[0].R) {
		n++
	}
	if touch(line[len(line)-1].R, ' ') {
		n++
	}
	return n
}

// touch reports that no space stands between the end of a stretch and the start of the next: in
// front of what closes or stops, and behind what opens.
func touch(end, start rune) bool {
	return strings.ContainsRune(openingSigns, end) || strings.ContainsRune(closingSigns, start) || isStop(start) || isPercent(start)
}

// isOwn reports a line in the language that the model knows.
func isOwn(m *lang.Model, line []rune) bool {
	language, _ := lang.IdentifyRunes(line)
	return language == m.Language()
}

// holdsLatin reports a letter of a script from left to right.
func holdsLatin(t page.Text, b pass.Range) bool {
	return has(t, b, func(r rune) bool { return isLeftToRight(r) && !isDigit(r) })
}

// gapOf is the space between stretch i and the one after it, in reverse order.
func gapOf(t page.Text, parts []pass.Range, i int) page.Char {
	for k := parts[i].To; k < parts[i+1].From; k++ {
		if t[k].R == ' ' {
			return t[k]
		}
	}
	return inferred(' ')
}

// stretchesOf splits a line where its direction changes, without the white space
// between.
func stretchesOf(t page.Text, b pass.Range) (parts []pass.Range) {
	src := t[b.From:b.To]
	add := func(from, to int) {
		r := trim(t, pass.Range{From: b.From + from, To: b.From + to})
		if r.Len() > 0 {
			parts = append(parts, r)
		}
	}
	from := 0
	for i := 0; i < len(src); i++ {
		if !isLeftToRight(src[i].R) {
			continue
		}
		add(from, i)
		k := i + 1
		for k < len(src) && (isLeftToRight(src[k].R) || isInner(src, k, logicalBefore)) {
			k++
		}
		for k > i && !isLeftToRight(src[k-1].R) {
			k--
		}
		add(i, k)
		from, i = k, k-1
	}
	add(from, len(src))
	return parts
}
