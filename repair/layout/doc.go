// Package layout reads a page: it turns painted glyphs into lines of text in
// logical order, paragraphs and columns in reading order.
//
//	Learn(pages, fonts)     what the whole document tells, before any page is read
//	Arrange(p, fonts, opt)  fills p.Blocks from p.Glyphs and p.Spans
//
// The positions on the page are the truth, the order of painting is not. The steps,
// one file each: glyphs become units in an upright frame (collect, span, stored),
// gutters part columns (column), baselines make rows (cluster), marks find their
// bases (mark), gaps become spaces (space), a display line becomes a logical one
// (order), joining shapes show lost ZWNJs (joiner), brackets are turned the way they
// were meant (bracket), lines become blocks (block, furniture).
//
// It does not decide what a glyph means: that is the business of repair/pdf. It does
// not know words: what only a dictionary can tell is left to the passes of repair.
package layout
