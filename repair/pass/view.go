package pass

import (
	"github.com/paknevis/paknevis/repair/page"
)

// View is what a pass sees: a text in logical order with the lines it falls into.
type View struct {
	Text page.Text
	// Edition counts the passes that changed the text in this run: two views show the
	// same if Text is the same in memory and Edition is equal.
	Edition int
	// Firm says that the line structure was read off a page: a single line feed
	// is a wrapped line, an empty line parts two blocks. Otherwise line ends are
	// whatever some program wrote.
	Firm bool
	// Shared is what passes keep for each other: whoever needs it first makes it, and
	// the driver hands on what Policy brought.
	Shared any
	lines  []Range
	from   *origin // what the text was made of, nil if that is not known
	kept   []int32 // see Kept
}

// origin is the text that a round changed.
type origin struct {
	text    page.Text // its memory may hold the new text by now
	edition int
	lines   []Range
	edits   []Edit
}

// after is the view of what became of a text by edits.
func (v *View) after(t page.Text, edits []Edit) View {
	now := View{Text: t, Edition: v.Edition + 1, Firm: v.Firm, Shared: v.Shared}
	if v.lines != nil {
		now.from = &origin{v.Text, v.Edition, v.lines, edits}
	}
	return now
}

// Kept tells of each line which one of an earlier view of some edition it is, without a
// change, or -1. It is nil if the text was not made of that view's by one round, or
// nobody knows its lines.
func (v *View) Kept(t page.Text, edition int) []int32 {
	v.Lines()
	if v.from == nil || v.from.edition != edition || len(t) != len(v.from.text) || len(t) > 0 && &t[0] != &v.from.text[0] {
		return nil
	}
	return v.kept
}

// Range is a half-open stretch of a text, in code points.
type Range struct{ From, To int }

// Len is the number of code points in the range.
func (r Range) Len() int { return r.To - r.From }

// Lines are the lines of the text without their line feeds, empty ones included.
// The result is shared: do not change it.
func (v *View) Lines() []Range {
	switch {
	case v.lines != nil:
	case v.from != nil:
		v.moveLines()
	default:
		v.lines = appendLines(make([]Range, 0, len(v.Text)/usualLine+1), v.Text, Range{0, len(v.Text)})
	}
	return v.lines
}

// appendLines appends the lines of a range that begins and ends as lines do.
func appendLines(lines []Range, t page.Text, r Range) []Range {
	for i := r.From; i < r.To; i++ {
		if t[i].R == '\n' {
			lines = append(lines, Range{r.From, i})
			r.From = i + 1
		}
	}
	if r.From == len(t) && r.From > 0 { // behind the last line feed
		return lines
	}
	return append(lines, r)
}

// moveLines finds the lines by those of the text before: only those that an edit reaches
// are looked for, and what an edit of a line feed joins to them.
func (v *View) moveLines() {
	old, edits := v.from.lines, v.from.edits
	v.lines, v.kept = make([]Range, 0, len(old)+len(edits)), make([]int32, 0, len(old)+len(edits))
	shift := 0 // by which what follows has moved
	for k := 0; k < len(old); k++ {
		if len(edits) == 0 || edits[0].At > old[k].To {
			v.lines = append(v.lines, Range{old[k].From + shift, old[k].To + shift})
			v.kept = append(v.kept, int32(k))
			continue
		}
		from := old[k].From + shift
		for ; len(edits) > 0 && edits[0].At <= old[k].To; edits = edits[1:] {
			for k+1 < len(old) && edits[0].End() > old[k].To { // the line feed is part of it
				k++
			}
			shift += len(edits[0].New) - len(edits[0].Old)
		}
		to := len(v.Text)
		if k+1 < len(old) {
			to = old[k].To + shift
		}
		v.lines = appendLines(v.lines, v.Text, Range{from, to})
		for len(v.kept) < len(v.lines) {
			v.kept = append(v.kept, -1)
		}
	}
}

// usualLine is about how many code points a line of a page holds; paragraphs hold more.
const usualLine = 64

// Slice is the text of the range as UTF-8.
func (v *View) Slice(r Range) string { return v.Text[r.From:r.To].String() }

// Runes are the code points of the range.
func (v *View) Runes(r Range) []rune {
	rs := make([]rune, 0, r.Len())
	for _, c := range v.Text[r.From:r.To] {
		rs = append(rs, c.R)
	}
	return rs
}

// Edit proposes that the range become new, whose code points are inferred or
// come from the range. It is the general form: moves are made with it.
func (v *View) Edit(r Range, new page.Text, reason string, confidence float64) Edit {
	return Edit{At: r.From, Old: v.Text[r.From:r.To], New: new, Reason: reason, Confidence: confidence}
}

// Replace proposes that the code point at i become the given ones, which all
// keep its origin.
func (v *View) Replace(i int, rs []rune, reason string, confidence float64) Edit {
	new := make(page.Text, len(rs))
	for k, r := range rs {
		new[k] = page.Char{R: r, From: v.Text[i].From}
	}
	return v.Edit(Range{i, i + 1}, new, reason, confidence)
}

// Delete proposes to drop the range.
func (v *View) Delete(r Range, reason string, confidence float64) Edit {
	return v.Edit(r, nil, reason, confidence)
}

// InsertAfter proposes an inferred code point after the one at i.
func (v *View) InsertAfter(i int, r rune, reason string, confidence float64) Edit {
	return v.Edit(Range{i, i + 1}, page.Text{v.Text[i], {R: r, From: page.Inferred}}, reason, confidence)
}
