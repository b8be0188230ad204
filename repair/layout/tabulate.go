package layout

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Tabulate makes rows of cells of the words that stand between drawn lines, on a page whose
// lines and blocks a recognizer found: to it, cells beside each other are one line, and rows
// one paragraph. Arrange makes them by itself.
func Tabulate(p *page.Page) {
	angle, ok := skew(p)
	if !ok || len(p.Rules) == 0 {
		return
	}
	t := tabulator{page: p, word: map[*unit]*tabled{}}
	f := &frame{units: t.units(angle)}
	a := newArranger(&page.Page{Box: p.Box, Rules: straight(p.Rules, angle)}, nil, Options{})
	a.frames = []*frame{f}
	a.step(func() {
		a.rtl = a.mostlyRTL()
		for _, g := range a.gridsOf(f) {
			t.take(a, &g, f.units)
		}
	})
	a.leave()
	if len(t.tables) > 0 {
		t.replace()
	}
}

// tabulator puts the tables of a page in the place of their words.
type tabulator struct {
	page   *page.Page
	words  []*tabled // in the order of reading
	word   map[*unit]*tabled
	tables [][]page.Block // the rows of each
}

// tabled is a word that a recognizer has read.
type tabled struct {
	block, line int
	order       int // on the page
	text        page.Text
	glyph       *page.Glyph
	table       int // counted from 1; 0 for a word of none
}

// skew is the angle of the print of a page that lies askew by no more than scans do, degrees;
// false for one that lies on its side or has none.
func skew(p *page.Page) (degrees float64, ok bool) {
	for i := range p.Glyphs {
		return p.Glyphs[i].Angle, math.Abs(p.Glyphs[i].Angle) <= skewMost
	}
	return 0, false
}

// ruleWidth is the thickness of the lines of a straightened page, points.
const ruleWidth = 0.5

// straight turns lines that are drawn askew.
func straight(rules []page.Rect, degrees float64) (out []page.Rect) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for _, r := range rules {
		c := r.Center()
		x, y := c.X*cos+c.Y*sin, c.Y*cos-c.X*sin
		w, h := r.Width()/cos/2, ruleWidth/2
		if r.Height() > r.Width() {
			w, h = ruleWidth/2, r.Height()/cos/2
		}
		out = append(out, page.Rect{X0: x - w, X1: x + w, Y0: y - h, Y1: y + h})
	}
	return out
}

// units are the words of the page as units of a page that stands upright.
func (t *tabulator) units(degrees float64) (us []*unit) {
	for i := range t.page.Blocks {
		for j := range t.page.Blocks[i].Lines {
			l := &t.page.Blocks[i].Lines[j]
			level := line{y: l.Baseline, x0: l.Box.X0, x1: l.Box.X1}
			level.straighten(degrees)
			for from := 0; from < len(l.Text); from++ {
				id := l.Text[from].From
				if id < 0 || int(id) >= len(t.page.Glyphs) {
					continue
				}
				to := from + 1
				for to < len(l.Text) && l.Text[to].From == id {
					to++
				}
				g := &t.page.Glyphs[id]
				w := &tabled{block: i, line: j, order: len(t.words), text: l.Text[from:to:to], glyph: g}
				t.words = append(t.words, w)
				at := line{y: (g.Box.Y0 + g.Box.Y1) / 2, x0: g.Box.X0, x1: g.Box.X1}
				at.straighten(degrees)
				u := &unit{x0: at.x0, x1: at.x1, y: level.y, size: g.Size, text: w.text}
				t.word[u] = w
				us = append(us, u)
				from = to - 1
			}
		}
	}
	return us
}

// take makes the rows of a drawn table.
func (t *tabulator) take(a *arranger, g *grid, us []*unit) {
	r := region{grid: g}
	for _, u := range us {
		if _, _, ok := g.at(u); ok {
			r.units = append(r.units, u)
			t.word[u].table = len(t.tables) + 1
		}
	}
	g.restore(&a.desk.clusterer, r.units)
	a.gridRows(&r)
	parts := make([]seated, 0, len(r.rows))
	for i, row := range r.rows {
		slices.SortFunc(row.units, func(u, v *unit) int { return cmp.Compare(t.word[u].order, t.word[v].order) })
		l := page.Line{Source: page.SourceOCR, Baseline: math.Inf(1)}
		conf := float32(0)
		for k, u := range row.units {
			w := t.word[u]
			if k > 0 {
				l.Text = append(l.Text, page.Char{R: ' ', From: page.Inferred})
			}
			l.Text = append(l.Text, w.text...)
			l.Box = l.Box.Union(w.glyph.Box)
			l.Baseline = min(l.Baseline, w.glyph.Origin.Y)
			conf += w.glyph.Conf
		}
		l.Conf = conf / float32(len(row.units))
		parts = append(parts, seated{r.seats[i], l})
	}
	t.tables = append(t.tables, rowBlocks(parts))
}

// bandFull: a band that is this part of as many usual ones high as it has lines has lost the
// rules between them to the scanner. In a row whose cells have several lines these stand
// closer.
const bandFull = 0.9

// restore draws the level lines between rows again of which little or nothing is left on a
// worn page.
func (g *grid) restore(c *clusterer, us []*unit) {
	bands := make([][]*unit, len(g.down))
	filled := map[[2]int]bool{}
	for _, u := range us {
		if i, j, ok := g.at(u); ok {
			bands[i] = append(bands[i], u)
			filled[[2]int{i, j}] = true
		}
	}
	for i := 1; i < len(g.down); i++ {
		// A cell that spans two rows has its text in the middle; of several with text in
		// both, the line between was lost.
		spans := 0
		for j, drawn := range g.over[i] {
			if !drawn && filled[[2]int{i - 1, j}] && filled[[2]int{i, j}] {
				spans++
			}
		}
		if spans > 1 && float64(spans) >= columnsShare*float64(len(g.over[i])) {
			g.over[i] = slices.Repeat([]bool{true}, len(g.xs)-1)
		}
	}
	lines := make([][]*row, len(bands))
	var single []float64 // heights of bands of one line
	for i := range bands {
		if lines[i] = c.rows(bands[i]); len(lines[i]) == 1 {
			single = append(single, g.ys[i]-g.ys[i+1])
		}
	}
	if len(single) == 0 {
		return
	}
	slices.Sort(single)
	usual := single[len(single)/2]
	for i := len(bands) - 1; i >= 0; i-- {
		n := len(lines[i])
		if n < 2 || g.ys[i]-g.ys[i+1] < bandFull*float64(n)*usual {
			continue
		}
		whole := slices.Repeat([]bool{true}, len(g.xs)-1)
		for k := n - 1; k > 0; k-- { // in the middle between the lines
			above, below := lines[i][k-1], lines[i][k]
			y := (above.y + below.y + sameBaseline*(above.size+below.size)) / 2
			g.ys = slices.Insert(g.ys, i+1, y)
			g.over = slices.Insert(g.over, i+1, whole)
			g.down = slices.Insert(g.down, i+1, g.down[i])
		}
	}
}

// replace puts the rows in the place of the first of their words. What stands before and
// behind that in its block are two blocks then.
func (t *tabulator) replace() {
	p := t.page
	in := map[[2]int][]*tabled{}
	for _, w := range t.words {
		at := [2]int{w.block, w.line}
		in[at] = append(in[at], w)
	}
	var out []page.Block
	done := make([]bool, len(t.tables)+1)
	for i := range p.Blocks {
		b := &p.Blocks[i]
		rest := page.Block{Kind: b.Kind}
		flush := func() {
			if len(rest.Lines) > 0 {
				out = append(out, rest)
			}
			rest = page.Block{Kind: b.Kind}
		}
		for j := range b.Lines {
			words := in[[2]int{i, j}]
			for _, w := range words {
				if !done[w.table] && w.table > 0 {
					done[w.table] = true
					flush()
					out = append(out, t.tables[w.table-1]...)
				}
			}
			if l, ok := outside(&b.Lines[j], words); ok {
				rest.Lines, rest.Box = append(rest.Lines, l), rest.Box.Union(l.Box)
			}
		}
		flush()
	}
	p.Blocks = out
}

// outside is a line without the words that went into tables; false if none are left.
func outside(l *page.Line, words []*tabled) (page.Line, bool) {
	inTable := func(w *tabled) bool { return w.table > 0 }
	if !slices.ContainsFunc(words, inTable) {
		return *l, true
	}
	left := *l
	left.Text, left.Box = nil, page.Rect{}
	for _, w := range words {
		if inTable(w) {
			continue
		}
		if len(left.Text) > 0 {
			left.Text = append(left.Text, page.Char{R: ' ', From: page.Inferred})
		}
		left.Text, left.Box = append(left.Text, w.text...), left.Box.Union(w.glyph.Box)
	}
	return left, len(left.Text) > 0
}
