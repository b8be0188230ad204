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
}

// Range is a half-open stretch of a text, in code points.
type Range struct{ From, To int }

// Len is the number of code points in the range.
func (r Range) Len() int { return r.To - r.From }

// Lines are the lines of the text without their line feeds, empty ones included.
// The result is shared: do not change it.
func (v *View) Lines() []Range {
	if v.lines == nil {
		from := 0
		v.lines = make([]Range, 0, len(v.Text)/usualLine+1)
		for i, c := range v.Text {
			if c.R == '\n' {
				v.lines = append(v.lines, Range{from, i})
				from = i + 1
			}
		}
		if from < len(v.Text) || from == 0 {
			v.lines = append(v.lines, Range{from, len(v.Text)})
		}
	}
	return v.lines
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
