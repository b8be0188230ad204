// Package layout reads a page: it turns painted glyphs into lines of text in
// logical order, paragraphs and columns in reading order.
//
//	Learn(pages, fonts)     what the whole document tells, before any page is read
//	Arrange(p, fonts, opt)  fills p.Blocks from p.Glyphs and p.Spans
//	Survey(pages, ...)      both for the pages that are learned from
//	Edges(p)                whether a paragraph goes over the page break
//	Tabulate(p)             makes rows and cells of drawn tables on a page that a recognizer has read
//	Part(p)                 finds paragraphs and list items on a page that a recognizer has read
//	Rejoin(p)               makes those whole that it has parted
//	Furniture(p)            marks the heads and feet of such a page
//
// The positions on the page are the truth, the order of painting is not (but for hidden
// layers, whose positions are guesses, and for runs that their producer put over each
// other). The steps, one file each: runs that stand where they should not are moved (run),
// texts that a file states for the wrong glyphs are turned back (displaced), glyphs become
// units in an upright frame (collect, span, stored, dots), those of a formula one unit (formula,
// fraction), drawn lines make tables (grid, ruled), gutters part columns (column), baselines
// make rows (cluster), marks find their bases (mark), gaps become spaces (space), half-spaces
// (half) or part cells and hemistichs (table, leader), a display line becomes a logical one by repair/bidi (order,
// display, close, isolate, command), joining shapes show lost ZWNJs (joiner), brackets are turned the way they were
// meant (bracket), the document tells its measure and leading (setting), lines become
// blocks (block, marker, continue, furniture), names that a line end cut get their brackets (wrapped), letters that a map calls numerals are
// letters again (latin).
//
// Paragraphs are blocks of lines; each row of a table and each line of verse is a block
// of its own, with a tab between cells and hemistichs.
//
// It does not decide what a glyph means: that is the business of repair/pdf. It does
// not know words: what only a dictionary can tell is left to the passes of repair.
package layout
