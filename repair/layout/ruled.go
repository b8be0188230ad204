package layout

import (
	"cmp"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A seat is the place of a line in a drawn table: its row, and the cell of that in the
// order of reading.
type seat struct{ row, cell int }

const (
	// bandProse: lines of a cell with so many letters are one text, not a row each.
	bandProse = 30
	// bandsRuled: where so many bands have text, a line is drawn under every row, but for
	// one of bandRows lines and more that all go through nearly all columns.
	bandsRuled = 3
	bandRows   = 3
	// alignedLoose, alignedSure: where no line is drawn between rows, this part of the
	// lines of text of a band goes through so many of its columns, columnsShare.
	alignedLoose = 0.6
	alignedSure  = 0.8
	columnsShare = 0.6
)

// cutGrid cuts the units at a drawn table that has nothing beside it: what is above, the
// table, what is below.
func (a *arranger) cutGrid(us []*unit, depth int) ([]region, bool) {
next:
	for gi := range a.grids {
		g := &a.grids[gi]
		if g.used {
			continue
		}
		var top, inside, bottom []*unit
		text := false
		for _, u := range us {
			_, _, ok := g.at(u)
			switch y := u.y + sameBaseline*u.size; {
			case ok:
				inside = append(inside, u)
				text = text || u.role == inkUnit
			case y > g.box.Y1:
				top = append(top, u)
			case y < g.box.Y0 || u.role != inkUnit:
				bottom = append(bottom, u)
			default:
				continue next
			}
		}
		if !text {
			continue
		}
		g.used = true
		var out []region
		if len(top) > 0 {
			out = append(out, a.split(top, depth)...)
		}
		r := region{units: inside, grid: g}
		r.measure()
		out = append(out, r)
		if len(bottom) > 0 {
			out = append(out, a.split(bottom, depth)...)
		}
		return out, true
	}
	return nil, false
}

// block covers the drawn tables of a region, so that no gutter goes through them.
func (m *bands) block(us []*unit, grids []grid) {
	more := 0
	for i := range grids {
		g := &grids[i]
		if g.used || !slices.ContainsFunc(us, func(u *unit) bool { _, _, ok := g.at(u); return ok }) {
			continue
		}
		for b := max(0, int((g.box.Y0-m.lo)/m.size)); b < len(m.rows) && m.lo+float64(b)*m.size < g.box.Y1; b++ {
			m.rows[b] = append(m.rows[b], interval{g.box.X0, g.box.X1})
			sortIntervals(m.rows[b])
			more++
		}
	}
	if more > 0 {
		m.merged = make([]interval, 0, cap(m.merged)+more)
	}
}

// gridRows makes the rows of print of a drawn table, cell by cell in reading order.
func (a *arranger) gridRows(r *region) {
	g := r.grid
	rs, ls := 0, 0
	cells := map[[2]int][]*unit{}
	all := make([][]*unit, len(g.down))
	for _, u := range r.units {
		i, j, ok := g.at(u)
		if !ok {
			continue
		}
		o := g.origin(i, j)
		cells[o] = append(cells[o], u)
		all[o[0]] = append(all[o[0]], u)
		dr, dl := u.strength()
		rs, ls = rs+dr, ls+dl
	}
	g.rtl = rs > ls || a.rtl && (rs > 0 || ls == 0)
	filled := 0
	for _, us := range all {
		if len(us) > 0 {
			filled++
		}
	}
	at := -1
	add := func(p *row, cell int) {
		r.rows = append(r.rows, p)
		r.seats = append(r.seats, seat{at, cell})
	}
	for i, us := range all {
		if len(us) == 0 {
			continue
		}
		starts := g.starts(i)
		lines := a.desk.clusterer.rows(us)
		if !g.byLines(i, lines, filled >= bandsRuled) {
			at++
			for k, j := range starts {
				for _, p := range a.desk.clusterer.rows(cells[[2]int{i, j}]) {
					add(p, k)
				}
			}
			continue
		}
		for _, l := range lines {
			at++
			for k, j := range starts {
				p := &row{y: l.y, size: l.size}
				for _, u := range l.units {
					if b, c, _ := g.at(u); g.origin(b, c) == [2]int{i, j} {
						p.units = append(p.units, u)
					}
				}
				if len(p.units) > 0 {
					add(p, k)
				}
			}
		}
	}
}

// starts lists the first columns of the cells of a band in the order of reading.
func (g *grid) starts(i int) (out []int) {
	for j := range len(g.xs) - 1 {
		if j == 0 || g.down[i][j] {
			out = append(out, j)
		}
	}
	if g.rtl {
		slices.Reverse(out)
	}
	return out
}

// byLines reports that each line of text of a band is a row: no lines are drawn between
// the rows, and most of them have text in most columns.
func (g *grid) byLines(i int, lines []*row, ruled bool) bool {
	if len(lines) < 2 || ruled && len(lines) < bandRows {
		return false
	}
	columns := map[int]bool{}
	var letters []int
	counts := make([]int, len(lines))
	for n, l := range lines {
		here := map[int]int{}
		for _, u := range l.units {
			if _, j, ok := g.at(u); ok && u.role == inkUnit {
				here[g.origin(i, j)[1]] += len(u.text)
			}
		}
		for j, c := range here {
			columns[j] = true
			letters = append(letters, c)
		}
		counts[n] = len(here)
	}
	if len(columns) < 2 {
		return false
	}
	slices.Sort(letters)
	if letters[len(letters)/2] >= bandProse {
		return false
	}
	aligned := 0
	for _, c := range counts {
		if c > 1 && float64(c) >= columnsShare*float64(len(columns)) {
			aligned++
		}
	}
	least := alignedLoose
	if ruled {
		least = alignedSure
	}
	return float64(aligned) >= least*float64(len(lines))
}

// cellAround is the lines of the cell that line i stands in, as a region.
func (r *region) cellAround(i int) (cell region, at int) {
	lo, hi := i, i+1
	for lo > 0 && r.seats[lo-1] == r.seats[i] {
		lo--
	}
	for hi < len(r.lines) && r.seats[hi] == r.seats[i] {
		hi++
	}
	cell = region{lines: r.lines[lo:hi], x0: r.lines[i].x0, x1: r.lines[i].x1}
	for _, l := range cell.lines {
		cell.x0, cell.x1 = min(cell.x0, l.x0), max(cell.x1, l.x1)
	}
	return cell, i - lo
}

// gridBlocks spells a drawn table: a block a row, with a tab between cells, empty ones
// too. One that is furniture as a whole, such as the head of a form, is no table.
func (a *arranger) gridBlocks(k *Knowledge, r *region, kinds map[*line]page.Kind) (out, furniture []page.Block) {
	whole := !slices.ContainsFunc(r.lines, func(l *line) bool { _, ok := kinds[l]; return !ok })
	var parts []seated
	for i, l := range r.lines {
		t, conf := a.text(k, l)
		if len(t) == 0 {
			continue
		}
		p := seated{r.seats[i], page.Line{Text: t, Box: a.box(l), Baseline: l.y, Conf: conf}}
		if kind := kinds[l]; whole {
			furniture = append(furniture, page.Block{Kind: kind, Box: p.line.Box, Lines: []page.Line{p.line}})
			continue
		}
		parts = append(parts, p)
	}
	return rowBlocks(parts), furniture
}

// seated is a line of text in its cell.
type seated struct {
	seat
	line page.Line
}

// rowBlocks makes a block of each row, with tabs between its cells and in the place of empty
// ones.
func rowBlocks(parts []seated) (out []page.Block) {
	slices.SortStableFunc(parts, func(p, q seated) int { return cmp.Compare(p.row, q.row) })
	for i, p := range parts {
		if i == 0 || p.row != parts[i-1].row {
			for range p.cell {
				p.line.Text = slices.Insert(p.line.Text, 0, page.Char{R: '\t', From: page.Inferred})
			}
			out = append(out, page.Block{Kind: page.TableRow, Box: p.line.Box, Lines: []page.Line{p.line}})
			continue
		}
		b := &out[len(out)-1]
		l := &b.Lines[0]
		if p.cell == parts[i-1].cell {
			l.Text = append(l.Text, page.Char{R: ' ', From: page.Inferred})
		}
		for range p.cell - parts[i-1].cell {
			l.Text = append(l.Text, page.Char{R: '\t', From: page.Inferred})
		}
		n, m := float32(len(l.Text)), float32(len(p.line.Text))
		l.Conf = (l.Conf*n + p.line.Conf*m) / (n + m)
		l.Text = append(l.Text, p.line.Text...)
		l.Box, l.Baseline = l.Box.Union(p.line.Box), min(l.Baseline, p.line.Baseline)
		b.Box = l.Box
	}
	return out
}
