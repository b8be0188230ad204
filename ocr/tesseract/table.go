package tesseract

import (
	"cmp"
	"image"
	"slices"
)

// rowShare is how much of the lower of two boxes must lie beside the other for
// both to be of one row of a table.
const rowShare = 0.4

const (
	// cellGap is the least gap between two cells of a row in letters; a wide
	// blank has one.
	cellGap = 1.8
	// cellWords is the most words in a cell of a table without rules, minCells
	// the least number of cells in a row of one, and minRows that of its rows.
	cellWords, minCells, minRows = 4, 3, 3
	// rowGap is the most space between two rows in letters.
	rowGap = 6.0
)

// unruled are the boxes of tables without rules that the recognizer took for
// several blocks: rows of many short cells.
func (l *layout) unruled(letter float64) []image.Rectangle {
	var words []word
	block := map[image.Rectangle]int{}
	for i, b := range l.blocks {
		for _, ln := range b.lines {
			words = append(words, ln.words...)
			for _, w := range ln.words {
				block[w.box] = i
			}
		}
	}
	var boxes []image.Rectangle
	var box image.Rectangle
	n, torn := 0, false // rows so far; whether one of them is of several blocks
	flush := func() {
		if n >= minRows && torn {
			boxes = append(boxes, box)
		}
		box, n, torn = image.Rectangle{}, 0, false
	}
	for _, row := range rows(words) {
		if !ofCells(row.words, letter) {
			flush()
			continue
		}
		if n > 0 && float64(row.box.Min.Y-box.Max.Y) > rowGap*letter {
			flush()
		}
		box = box.Union(row.box)
		n++
		for _, w := range row.words[1:] {
			torn = torn || block[w.box] != block[row.words[0].box]
		}
	}
	flush()
	return boxes
}

// ofCells reports whether words from right to left are a row of short cells.
func ofCells(words []word, letter float64) bool {
	cells, n := 1, 1
	for i := 1; i < len(words); i++ {
		if float64(words[i-1].box.Min.X-words[i].box.Max.X) < cellGap*letter {
			if n++; n > cellWords {
				return false
			}
			continue
		}
		cells, n = cells+1, 1
	}
	return cells >= minCells
}

// tabulate puts the words of all tables into rows.
func (s *sheet) tabulate() {
	for _, t := range s.tables {
		s.layout.tabulate(t)
	}
}

// inTable reports whether the middle of a box lies in a table.
func (s *sheet) inTable(box image.Rectangle) bool {
	mid := box.Min.Add(box.Max).Div(2)
	return slices.ContainsFunc(s.tables, func(t image.Rectangle) bool { return mid.In(t) })
}

// tabulate puts the words inside of box, the frame of a table, into lines: one
// for each row, from right to left. The recognizer takes the columns of a table
// for columns of text, or joins rows that stand close.
func (l *layout) tabulate(box image.Rectangle) {
	var cells []word
	at := -1 // the first block that had words in the table
	for i := range l.blocks {
		b := &l.blocks[i]
		for k := range b.lines {
			ln := &b.lines[k]
			n := len(ln.words)
			ln.words = slices.DeleteFunc(ln.words, func(w word) bool {
				if !w.box.Min.Add(w.box.Max).Div(2).In(box) {
					return false
				}
				cells = append(cells, w)
				if at < 0 {
					at = i
				}
				return true
			})
			if len(ln.words) < n {
				ln.narrow()
			}
		}
	}
	if at < 0 {
		return
	}
	rest := block{} // lines of the first block that stand below the table
	first := &l.blocks[at]
	for k, ln := range first.lines {
		if ln.box.Min.Y+ln.box.Max.Y > box.Min.Y+box.Max.Y {
			rest.lines = slices.Clone(first.lines[k:])
			first.lines = first.lines[:k]
			break
		}
	}
	table := block{lines: rows(cells), table: true}
	l.blocks = slices.Insert(l.blocks, at+1, table, rest)
	l.settle()
}

// narrow takes the box of a line in to the words that are left of it: what lies beside them
// is read for other lines. Its baseline, which the foot of the box gives, stays.
func (l *line) narrow() {
	if len(l.words) == 0 {
		return
	}
	var words image.Rectangle
	for _, w := range l.words {
		words = words.Union(w.box)
	}
	l.offset += l.slope * float64(words.Min.X-l.box.Min.X)
	l.box.Min.X, l.box.Max.X = words.Min.X, words.Max.X
}

// rows sorts words into lines by height on the page.
func rows(words []word) []line {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.box.Min.Y+a.box.Max.Y, b.box.Min.Y+b.box.Max.Y) })
	var lines []line
	for _, w := range words {
		at := -1
		for i := range lines {
			for _, o := range lines[i].words {
				shared := min(o.box.Max.Y, w.box.Max.Y) - max(o.box.Min.Y, w.box.Min.Y)
				if float64(shared) > rowShare*float64(min(o.box.Dy(), w.box.Dy())) {
					at = i
				}
			}
		}
		if at < 0 {
			lines = append(lines, line{})
			at = len(lines) - 1
		}
		ln := &lines[at]
		ln.words = append(ln.words, w)
		ln.box = ln.box.Union(w.box)
	}
	for i := range lines {
		lines[i].size = float64(lines[i].box.Dy())
		fromRight(lines[i].words)
	}
	return lines
}
