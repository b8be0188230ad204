// Package merge joins the text layer of a page with a reading of its pixels,
// line by line.
//
// Which call do I want? [Pages]. It keeps the lines that healthy fonts wrote,
// takes the others from the reading, adds what only the pixels show (a picture
// of text, a stamp), and says of every line where it came from (Line.Source).
// No line comes twice. [Mend] adds nothing, and [Words] takes single words, of a layer
// that holds all of the text.
package merge

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

const (
	// maxSick is the share of a line's characters without a trustworthy code
	// above which its pixels know better. A lone symbol from a sick font changes
	// nothing.
	maxSick = 0.3
	// covered is the share of a box that must lie in another for both to show
	// the same print. Line boxes of neighbouring lines overlap by less.
	covered = 0.5
)

// Codes of warnings.
const (
	WarnMixed  = "mixed-sources" // some lines are from the text layer, others from pixels
	WarnUnread = "sick-line"     // a line of a sick font that the reading did not find
)

// Pages joins the arranged text layer p with a reading of the same page. Both
// must be in the same page space, which they are if the reading was made with
// Options.Box = p.Box. Neither is changed.
//
// Glyphs of the reading follow those of the text layer. A line from pixels takes
// the place of the sick line it shows; other lines from pixels become blocks
// before the first block that stands below them.
func Pages(p *page.Page, fonts []page.Font, r *ocr.Reading) page.Page {
	return join(p, fonts, r, true)
}

// Mend is Pages for a layer that holds all of the text: lines of a sick font come
// from the reading, and nothing that only the pixels show.
func Mend(p *page.Page, fonts []page.Font, r *ocr.Reading) page.Page {
	return join(p, fonts, r, false)
}

// Sick is the number of glyphs without a trustworthy code in lines that Mend would
// take from a reading.
func Sick(p *page.Page, fonts []page.Font) int {
	h := heal(p, fonts, true)
	n := 0
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			if bad, all := h.line(l); float64(bad) > maxSick*float64(all) {
				n += bad
			}
		}
	}
	return n
}

func join(p *page.Page, fonts []page.Font, r *ocr.Reading, add bool) page.Page {
	out := *p
	out.DPI = r.Page.DPI
	out.Glyphs = slices.Concat(p.Glyphs, r.Page.Glyphs)
	out.Warnings = slices.Concat(p.Warnings, r.Page.Warnings)
	out.Blocks = nil
	offset := int32(len(p.Glyphs))
	h := heal(p, fonts, !add)

	var kept []page.Rect // lines of the layer that stay
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			if len(l.Text) > 0 && !h.sick(l) {
				kept = append(kept, l.Box)
			}
		}
	}
	fresh := unseen(&r.Page, kept, offset)

	layer, pixels := 0, 0
	for _, b := range p.Blocks {
		nb := b
		nb.Lines = nil
		for _, l := range b.Lines {
			if len(l.Text) == 0 || !h.sick(l) {
				nb.Lines = append(nb.Lines, l)
				layer++
				continue
			}
			n := 0
			for i := range fresh {
				if f := &fresh[i]; !f.placed && same(l.Box, f.line.Box) {
					nb.Lines = append(nb.Lines, f.line)
					f.placed = true
					n++
				}
			}
			pixels += n
			if n == 0 && !slices.ContainsFunc(fresh, func(f candidate) bool { return same(l.Box, f.line.Box) }) {
				nb.Lines = append(nb.Lines, l)
				layer++
				out.Warnings = append(out.Warnings, page.Warning{Code: WarnUnread,
					Text: fmt.Sprintf("a line at y %.0f has a font without a trustworthy map, and the reading of its pixels found nothing", l.Baseline)})
			}
		}
		if len(nb.Lines) > 0 {
			out.Blocks = append(out.Blocks, nb)
		}
	}
	for i := 0; i < len(fresh); {
		if fresh[i].placed || !add && !h.under(fresh[i].line.Box) {
			i++
			continue
		}
		nb := page.Block{}
		for block := fresh[i].block; i < len(fresh) && fresh[i].block == block && !fresh[i].placed; i++ {
			if !add && !h.under(fresh[i].line.Box) {
				break
			}
			nb.Lines = append(nb.Lines, fresh[i].line)
			nb.Box = nb.Box.Union(fresh[i].line.Box)
			pixels++
		}
		out.Blocks = insert(out.Blocks, nb)
	}
	if layer > 0 && pixels > 0 {
		out.Warnings = append(out.Warnings, page.Warning{Code: WarnMixed,
			Text: fmt.Sprintf("%d lines are from the text layer, %d from pixels", layer, pixels)})
	}
	return out
}

// health finds the glyphs of a page that are not to be trusted.
type health struct {
	page   *page.Page
	fonts  []page.Font
	strict bool  // nothing that only the pixels show is added
	ink    []int // glyphs that can be seen, from the foot of the page up
}

func heal(p *page.Page, fonts []page.Font, strict bool) *health {
	h := &health{page: p, fonts: fonts, strict: strict}
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; !g.Has(page.Hidden) && !g.Has(page.Filler) {
			h.ink = append(h.ink, i)
		}
	}
	slices.SortStableFunc(h.ink, func(a, b int) int { return cmp.Compare(h.middle(a), h.middle(b)) })
	return h
}

func (h *health) middle(i int) float64 { return h.page.Glyphs[i].Box.Center().Y }

// bad reports a glyph without a trustworthy code.
func (h *health) bad(g *page.Glyph) bool {
	switch {
	case g.Span > 0: // the file states this text itself
		return false
	case g.Evidence == page.EvidenceNone:
		return true
	}
	return g.Font >= 0 && int(g.Font) < len(h.fonts) && h.fonts[g.Font].Verdict == page.VerdictSick
}

// sick reports whether a line rests on codes that are not to be trusted.
func (h *health) sick(l page.Line) bool {
	bad, all := h.line(l)
	return float64(bad) > maxSick*float64(all)
}

// line counts the glyphs of a line that rest on such codes, and all: those that
// its text comes from, and those that stand in it and have no text.
func (h *health) line(l page.Line) (bad, all int) {
	for _, c := range l.Text {
		if c.From >= 0 && int(c.From) < len(h.page.Glyphs) {
			all++
			if h.bad(&h.page.Glyphs[c.From]) {
				bad++
			}
		}
	}
	for g := range h.within(l.Box) {
		if g.Text == "" && h.bad(g) && h.doubtful(g.Font) {
			all++
			bad++
		}
	}
	return bad, all
}

// doubtful reports a font whose glyphs without a text are lost letters: one that
// has learned its map but for these. In a healthy font they are tatweels as a
// rule; those of a sick one beside healthy text are left to what the pixels add,
// unless nothing is added.
func (h *health) doubtful(font int32) bool {
	if font < 0 || int(font) >= len(h.fonts) {
		return h.strict
	}
	v := h.fonts[font].Verdict
	return v == page.VerdictRepairable || h.strict && v != page.VerdictHealthy
}

// under reports whether a box shows mostly such glyphs.
func (h *health) under(box page.Rect) bool {
	bad, all := 0, 0
	for g := range h.within(box) {
		all++
		if h.bad(g) {
			bad++
		}
	}
	return 2*bad > all
}

// within yields the glyphs whose middle lies in a box.
func (h *health) within(box page.Rect) func(func(*page.Glyph) bool) {
	return func(yield func(*page.Glyph) bool) {
		from, _ := slices.BinarySearchFunc(h.ink, box.Y0, func(i int, y float64) int { return cmp.Compare(h.middle(i), y) })
		for _, i := range h.ink[from:] {
			g := &h.page.Glyphs[i]
			if c := g.Box.Center(); c.Y > box.Y1 {
				return
			} else if c.X >= box.X0 && c.X <= box.X1 && !yield(g) {
				return
			}
		}
	}
}

// candidate is a line of the reading with the words that no kept line shows.
type candidate struct {
	line   page.Line
	block  int
	placed bool
}

// unseen are the lines of the reading, without the words that lie in one of the
// boxes, with origins moved by offset.
func unseen(p *page.Page, boxes []page.Rect, offset int32) []candidate {
	var out []candidate
	for i, b := range p.Blocks {
		for _, l := range b.Lines {
			nl := l
			nl.Text, nl.Box = nil, page.Rect{}
			dropped := false
			for _, c := range l.Text {
				if c.From == page.Inferred || int(c.From) >= len(p.Glyphs) {
					// A blank between two words that stay; never at the edge.
					if n := len(nl.Text); n > 0 && nl.Text[n-1].R != ' ' {
						nl.Text = append(nl.Text, page.Char{R: c.R, From: page.Inferred})
					}
					continue
				}
				box := p.Glyphs[c.From].Box
				if slices.ContainsFunc(boxes, func(k page.Rect) bool { return inside(box, k) }) {
					dropped = true
					continue
				}
				nl.Text = append(nl.Text, page.Char{R: c.R, From: c.From + offset})
				nl.Box = nl.Box.Union(box)
			}
			for n := len(nl.Text); n > 0 && nl.Text[n-1].From == page.Inferred; n-- {
				nl.Text = nl.Text[:n-1]
			}
			if !dropped {
				nl.Box = l.Box
			}
			if len(nl.Text) > 0 {
				out = append(out, candidate{line: nl, block: i})
			}
		}
	}
	return out
}

func area(r page.Rect) float64 { return r.Width() * r.Height() }

// inside reports whether most of a lies in b.
func inside(a, b page.Rect) bool {
	return area(a.Intersect(b)) > covered*area(a) || a.Empty() && b.Contains(a.Center())
}

// same reports whether two lines show the same print: one has most of the
// height of the lower one in common with the other, and they meet.
func same(a, b page.Rect) bool {
	return a.OverlapX(b) > 0 && a.OverlapY(b) > covered*min(a.Height(), b.Height())
}

// insert puts a block before the first one that stands below it in its column.
func insert(blocks []page.Block, b page.Block) []page.Block {
	mid := b.Box.Center().Y
	at := slices.IndexFunc(blocks, func(o page.Block) bool {
		box := o.Box
		if (box == page.Rect{}) {
			for _, l := range o.Lines {
				box = box.Union(l.Box)
			}
		}
		return box.OverlapX(b.Box) > 0 && box.Center().Y < mid
	})
	if at < 0 {
		at = len(blocks)
	}
	return slices.Insert(blocks, at, b)
}
