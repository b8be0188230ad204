package prep

import (
	"image"
)

// A panel is an even ground, darker than the paper, that carries lighter print: a box, the
// head of a table, a banner, a whole slide. To a recognizer, which looks for dark ink on one
// paper, its letters are holes in a picture.

const (
	// panelFall is how far below the lightest grey of the picture the ground of a panel lies
	// at least, in grey values, and lightShare the part of the pixels that must be as light as
	// the lightest: less are gleams and dust.
	panelFall, lightShare = 48, 0.0005
	// panelCell is the side in pixels of the squares in which ground is looked for, panelDark
	// the share of one that ground fills at least where light print stands on it, and
	// minPanelCells how many such squares make it worth a closer look. Bold headlines have
	// few.
	panelCell, panelDark, minPanelCells = 16, 0.55, 12
	// minPanel is the least height and width of a panel in pixels, and panelFilled the
	// share of its box that it takes with the print on it: letters and drawings take less.
	minPanel, panelFilled = 14, 0.6
	// minLight and maxLight are the least and the greatest height of a light letter in
	// pixels, and maxLightWide how many times wider than high it may be: what is larger is
	// another ground, or a rule.
	minLight, maxLight, maxLightWide = 4, 220, 14
	// minLetters is the least number of light letters on a panel, minLetterArea what each
	// takes in pixels in the mean, and minPrint and maxPrint which share of the panel they
	// cover.
	minLetters, minLetterArea = 3, 12
	minPrint, maxPrint        = 0.003, 0.45
	// panelEven is the share of its pixels that must be no more than panelGrain grey values
	// away from the ground around them: those of pictures vary. What is darker by more than
	// panelInk is print, and counts for neither; panelDarker is how many times as much of it
	// as of light print there may be, for specks on a grey ground are light.
	panelEven, panelGrain, panelInk, panelDarker = 0.7, 20, 40, 4.0
	// panelLow is the part of the distance from ground to print up to which a pixel is grain.
	panelLow = 0.15
	// panelRise is by how many grey values a light letter stands out from the ground around
	// it in the mean: at the edge of a shadow grain does, by less.
	panelRise = panelFall / 2
	// panelEdge is how many pixels at the edges of a panel are of neither ground.
	panelEdge = 2
)

// panel is one of them, or what may be one.
type panel struct {
	box     image.Rectangle
	area    int       // pixels of ground and of dark print
	letters int       // light letters and dots on it
	light   int       // their pixels
	lights  *[256]int // by grey value
	bright  float64   // the grey value of letters
	local   *paperMap // its ground, by squares of its box
	row     []float64 // that of one row of pixels
	y       int       // which one
}

// kinds of pixels of a picture with panels.
const (
	otherDark uint8 = iota // is left as it is
	otherLight
	ofPanel
)

// panels draws light print on darker ground as dark print on white, in boxes, banners and
// on whole slides. Dark print on them stays dark. Without any it returns g itself.
func panels(g *image.Gray, h *[256]int) (drawn *image.Gray, found bool) {
	white := quantile(h, 1-lightShare)
	if white <= panelFall || !grounds(g, uint8(white-panelFall)) {
		return g, false
	}
	p, ok := newPanels(g, uint8(white-panelFall))
	if !ok {
		return g, false
	}
	for i := range p.list {
		if p.list[i].mayCarry() {
			p.list[i].prepare()
		}
	}
	p.measure(g)
	p.dropGrain(g)
	if !p.dropUneven(g) {
		return g, false
	}
	return p.draw(g), true
}

// grounds reports whether there may be panels at all, by squares of the picture.
func grounds(g *image.Gray, limit uint8) bool {
	n := 0
	for y := 0; y+panelCell <= g.Rect.Dy(); y += panelCell {
		for x := 0; x+panelCell <= g.Rect.Dx(); x += panelCell {
			dark := 0
			for d := 0; d < panelCell; d += 2 {
				for _, p := range g.Pix[(y+d)*g.Stride+x:][:panelCell] {
					if p < limit {
						dark++
					}
				}
			}
			if float64(2*dark) >= panelDark*panelCell*panelCell {
				if n++; n >= minPanelCells {
					return true
				}
			}
		}
	}
	return false
}

// panelled is a picture as pieces of dark ground and of light on it.
type panelled struct {
	w, h        int
	dark, light []Run // of all pixels, by rows
	list        []panel
	lights      []Component
	home        []int32 // of a light piece: the panel that it stands on, or -1
	island      []int32 // of a dark piece: the panel whose letter it stands in, or -1
}

func newPanels(g *image.Gray, limit uint8) (p *panelled, ok bool) {
	p = &panelled{w: g.Rect.Dx(), h: g.Rect.Dy()}
	b := &Bitmap{W: p.w, H: p.h, Pix: make([]uint8, p.w*p.h)}
	for y := range p.h {
		out := b.Pix[y*p.w:][:p.w]
		for x, v := range g.Pix[y*g.Stride:][:p.w] {
			if v < limit {
				out[x] = 1
			}
		}
	}
	var darks []Component
	if p.dark, darks, ok = Label(b); !ok {
		return nil, false
	}
	for i := range b.Pix {
		b.Pix[i] ^= 1
	}
	if p.light, p.lights, ok = Label(b); !ok {
		return nil, false
	}
	for _, c := range darks {
		p.list = append(p.list, panel{box: c.Box, area: c.Area})
	}
	p.settle()
	return p, true
}

// settle finds what every piece stands on.
func (p *panelled) settle() {
	p.home, p.island = make([]int32, len(p.lights)), make([]int32, len(p.list))
	for i := range p.home {
		p.home[i] = -1
	}
	for i := range p.island {
		p.island[i] = -1
	}
	p.beside(func(light, dark int32) {
		if h := p.home[light]; h < 0 || p.list[dark].area > p.list[h].area {
			p.home[light] = dark
		}
	})
	for i, c := range p.lights {
		if h := p.home[i]; h >= 0 && (c.Box.Dy() > maxLight || c.Box.Dx() > maxLightWide*max(c.Box.Dy(), minLight) || !c.Box.In(p.list[h].box)) {
			p.home[i] = -1
		}
	}
	p.count()
	p.beside(func(light, dark int32) {
		if h := p.home[light]; h >= 0 && h != dark && p.list[dark].box.In(p.lights[light].Box) {
			p.island[dark] = h
		}
	})
}

// count counts the letters on each panel.
func (p *panelled) count() {
	for i := range p.list {
		p.list[i].light, p.list[i].letters = 0, 0
	}
	for i, c := range p.lights {
		h := p.home[i]
		if h < 0 {
			continue
		}
		q := &p.list[h]
		q.light += c.Area
		if c.Box.Dy() >= minLight {
			q.letters++
		}
	}
}

// beside calls f for the pieces of neighbouring runs.
func (p *panelled) beside(f func(light, dark int32)) {
	i := 0
	for _, l := range p.light {
		for i < len(p.dark) && (p.dark[i].Y < l.Y || p.dark[i].Y == l.Y && p.dark[i].X1 < l.X0) {
			i++
		}
		for k := i; k < len(p.dark) && p.dark[k].Y == l.Y && p.dark[k].X0 <= l.X1; k++ {
			f(l.Component, p.dark[k].Component)
		}
	}
}

// mayCarry reports a piece of ground of which sizes and numbers say that it carries print.
func (q *panel) mayCarry() bool {
	box := q.box.Dx() * q.box.Dy()
	return q.box.Dx() >= minPanel && q.box.Dy() >= minPanel && q.letters >= minLetters && q.light >= minLetterArea*q.letters &&
		float64(q.area+q.light) >= panelFilled*float64(box) &&
		float64(q.light) >= minPrint*float64(q.area) && float64(q.light) <= maxPrint*float64(q.area+q.light)
}

// prepare makes room for what is measured of a panel.
func (q *panel) prepare() {
	m := &paperMap{cols: (q.box.Dx() + paperCell - 1) / paperCell, rows: (q.box.Dy() + paperCell - 1) / paperCell}
	m.gray = make([]float64, m.cols*m.rows)
	q.local, q.lights, q.row, q.y = m, new([256]int), make([]float64, q.box.Dx()), -1
}

// measure finds the ground of the panels and how light the print on them is.
func (p *panelled) measure(g *image.Gray) {
	hists := make([][]([256]int32), len(p.list))
	for i := range p.list {
		if m := p.list[i].local; m != nil {
			hists[i] = make([][256]int32, len(m.gray))
		}
	}
	for _, r := range p.dark {
		q := &p.list[r.Component]
		if q.local == nil {
			continue
		}
		row := (int(r.Y) - q.box.Min.Y) / paperCell * q.local.cols
		for x, v := range g.Pix[int(r.Y)*g.Stride:][r.X0:r.X1] {
			hists[r.Component][row+(int(r.X0)+x-q.box.Min.X)/paperCell][v]++
		}
	}
	for _, r := range p.light {
		if h := p.home[r.Component]; h >= 0 && p.list[h].lights != nil {
			for _, v := range g.Pix[int(r.Y)*g.Stride:][r.X0:r.X1] {
				p.list[h].lights[v]++
			}
		}
	}
	for i := range p.list {
		m := p.list[i].local
		if m == nil {
			continue
		}
		var all [256]int
		for _, h := range hists[i] {
			for v, n := range h {
				all[v] += int(n)
			}
		}
		p.list[i].bright = float64(quantile(p.list[i].lights, 0.75))
		usual := float64(quantile(&all, 0.5))
		for k := range m.gray {
			var h [256]int
			sum := 0
			for v, n := range hists[i][k] {
				h[v] = int(n)
				sum += int(n)
			}
			if m.gray[k] = usual; sum >= paperCell*paperCell/4 {
				m.gray[k] = float64(quantile(&h, 0.5))
			}
		}
	}
}

// ground is that of a run of pixels on the panel, a value for each.
func (q *panel) ground(r Run) []float64 {
	if int(r.Y) != q.y {
		q.y = int(r.Y)
		q.local.row(q.y-q.box.Min.Y, q.row)
	}
	return q.row[int(r.X0)-q.box.Min.X:][:r.X1-r.X0]
}

// dropGrain leaves out light pieces that stand out too little, and panels that then carry
// none.
func (p *panelled) dropGrain(g *image.Gray) {
	over := make([]float64, len(p.lights))
	for _, r := range p.light {
		h := p.home[r.Component]
		if h < 0 || p.list[h].local == nil {
			continue
		}
		ground := p.list[h].ground(r)
		for x, v := range g.Pix[int(r.Y)*g.Stride:][r.X0:r.X1] {
			over[r.Component] += float64(v) - ground[x]
		}
	}
	for i, c := range p.lights {
		if over[i] < panelRise*float64(c.Area) {
			p.home[i] = -1
		}
	}
	p.count()
	for i := range p.list {
		if q := &p.list[i]; q.local != nil && !q.mayCarry() {
			q.local = nil
		}
	}
}

// dropUneven leaves out panels that have no even ground, and those with more print that is
// darker than lighter. It reports whether any is left.
func (p *panelled) dropUneven(g *image.Gray) (left bool) {
	near, ink := make([]int, len(p.list)), make([]int, len(p.list))
	for _, r := range p.dark {
		q := &p.list[r.Component]
		if q.local == nil {
			continue
		}
		ground := q.ground(r)
		for x, v := range g.Pix[int(r.Y)*g.Stride:][r.X0:r.X1] {
			switch d := float64(v) - ground[x]; {
			case d < -panelInk:
				ink[r.Component]++
			case d <= panelGrain && d >= -panelGrain:
				near[r.Component]++
			}
		}
	}
	for i := range p.list {
		q := &p.list[i]
		if q.local == nil {
			continue
		}
		if float64(near[i]) < panelEven*float64(q.area-ink[i]) || float64(ink[i]) > panelDarker*float64(q.light) {
			q.local = nil
			continue
		}
		left = true
	}
	return left
}

// draw makes the picture.
func (p *panelled) draw(g *image.Gray) *image.Gray {
	o := clone(g)
	kind := make([]uint8, p.w*p.h)
	paint := func(r Run, i int32) {
		q := &p.list[i]
		ground := q.ground(r)
		out, kinds := o.Pix[int(r.Y)*o.Stride:][r.X0:r.X1], kind[int(r.Y)*p.w:][r.X0:r.X1]
		for x, v := range out {
			d := (float64(v) - ground[x]) / max(q.bright-ground[x], 1)
			if d < 0 {
				d = (ground[x] - float64(v)) / max(ground[x], 1)
			}
			out[x], kinds[x] = uint8(255*(1-min(max((d-panelLow)/(1-panelLow), 0), 1))), ofPanel
		}
	}
	for _, r := range p.dark {
		if p.list[r.Component].local != nil {
			paint(r, r.Component)
		} else if h := p.island[r.Component]; h >= 0 && p.list[h].local != nil {
			paint(r, h)
		}
	}
	for _, r := range p.light {
		if h := p.home[r.Component]; h >= 0 && p.list[h].local != nil {
			paint(r, h)
			continue
		}
		for x := r.X0; x < r.X1; x++ {
			kind[int(r.Y)*p.w+int(x)] = otherLight
		}
	}
	// The edges of a panel are between its ground and the paper.
	for y := range p.h {
		for x := range p.w {
			if kind[y*p.w+x] != ofPanel {
				continue
			}
			for d := 1; d <= panelEdge; d++ {
				if x >= d && kind[y*p.w+x-d] == otherLight || x+d < p.w && kind[y*p.w+x+d] == otherLight ||
					y >= d && kind[(y-d)*p.w+x] == otherLight || y+d < p.h && kind[(y+d)*p.w+x] == otherLight {
					o.Pix[y*o.Stride+x] = 255
				}
			}
		}
	}
	return o
}
