package prep

import (
	"image"
	"slices"
)

const (
	// uprightRule and flatRule are the least lengths of a rule in letters. The
	// tallest stroke of a letter is two letters long; a drawn-out joint can be
	// four.
	uprightRule, flatRule = 4.0, 7.0
	// ruleWeight is the greatest thickness of a rule in letters; a thicker bar
	// is a picture.
	ruleWeight = 0.35
	// shortRule is the least length in letters of a piece of a broken rule, and
	// slender how many times longer than thick it is: letters stay below 9.
	shortRule, slender = 2.0, 14
	// ruleLean is how many times as high as the thickest rule such a piece is at most: an
	// underline is of one piece with the letters that reach down to it, over a whole phrase.
	ruleLean = 2
	// tableSide is the least height and width of a table in letters, and
	// tableRules how many upright rules one has: a frame around a page has two.
	tableSide, tableRules = 4.0, 3
	// ruleHalo is how many pixels beside a rule are cleared of its grey edge.
	ruleHalo = 2
	// maxRules bounds the rules of the tables of a page; hatching has more.
	maxRules = 400
)

// Ruling is what the rules of a picture make, in pixels.
type Ruling struct {
	Tables          []image.Rectangle // their frames
	Uprights, Flats []image.Rectangle // the rules in them, each as a whole
}

// EraseRules paints the rules of tables and frames over with paper and returns
// what they make; erased is false, and the picture g itself, if there
// were no rules. To the recognizer an upright rule is a letter of the line
// beside it, and a cell between rules is no line at all. g, of which s is the
// survey, stays as it is.
func (s *Survey) EraseRules(g *image.Gray, paper uint8) (clear *image.Gray, ruling Ruling, erased bool) {
	if s.Letter == 0 {
		return g, ruling, false
	}
	b := s.longRuns(g.Rect.Dx(), g.Rect.Dy())
	e := eraser{Survey: s, ink: b, from: g, paper: paper, thick: max(int(ruleWeight*s.Letter), 3)}
	for _, flat := range []bool{false, true} {
		pieces, rules := s.faintRules(flat)
		for _, p := range pieces {
			e.clear(p.Inset(-ruleHalo))
		}
		if flat {
			e.flats = append(e.flats, rules...)
		} else {
			e.uprights = append(e.uprights, rules...)
		}
	}
	if b != nil {
		e.longRules()
	}
	if e.to == nil {
		return g, ruling, false
	}
	ruling.Tables = s.frames(e.uprights, e.flats)
	ruling.Uprights, ruling.Flats = ruling.whole(e.uprights), ruling.whole(e.flats)
	return e.to, ruling, true
}

// longRules paints those over that are long in one piece.
func (e *eraser) longRules() {
	s := e.Survey
	e.uprightRules()
	for _, c := range s.Components {
		if float64(c.Box.Dx()) >= shortRule*s.Letter && c.Box.Dy()*slender <= c.Box.Dx() && c.Box.Dy() <= ruleLean*e.thick {
			e.clear(c.Box.Inset(-ruleHalo))
		}
	}
	e.flatRules()
}

// longRuns is the ink of the components that are long enough to hold a rule, nil if none
// is longer than a letter.
func (s *Survey) longRuns(w, h int) *Bitmap {
	b := &Bitmap{W: w, H: h, Pix: make([]uint8, w*h)}
	long := false
	for _, r := range s.Runs {
		box := s.Components[r.Component].Box
		wide, high := float64(box.Dx()), float64(box.Dy())
		broken := wide >= shortRule*s.Letter && box.Dy()*slender <= box.Dx() // a piece of a rule
		if high < shortRule*s.Letter && wide < flatRule*s.Letter && !broken {
			continue
		}
		long = true
		row := b.Pix[int(r.Y)*w:]
		for x := r.X0; x < r.X1; x++ {
			row[x] = 1
		}
	}
	if !long {
		return nil
	}
	return b
}

// eraser finds the rules of a picture and paints them over. A rule that leans a little
// steps aside by a pixel now and then: ink counts for the columns, or rows, on both sides.
type eraser struct {
	*Survey
	ink             *Bitmap     // of what may hold rules
	from, to        *image.Gray // the picture, and the one that is painted, nil as long as there are no rules
	paper           uint8
	thick           int // the greatest thickness of a rule in pixels
	uprights, flats []image.Rectangle
}

func (e *eraser) clear(box image.Rectangle) {
	if e.to == nil {
		e.to = clone(e.from)
	}
	fill(e.to, box, e.paper)
}

func (e *eraser) uprightRules() {
	b := e.ink
	since := make([]int, b.W) // row at which the stroke in this column began
	for y := range b.H {
		row := b.Pix[y*b.W:][:b.W]
		for x := range b.W {
			if row[x] == 0 && (x == 0 || row[x-1] == 0) && (x == b.W-1 || row[x+1] == 0) {
				e.upright(x, since[x], y)
				since[x] = y + 1
			}
		}
	}
	for x := range b.W {
		e.upright(x, since[x], b.H)
	}
}

// upright takes a stroke in a column, rows y0 to y1, for a rule if it is long or slender enough.
func (e *eraser) upright(x, y0, y1 int) {
	n := y1 - y0
	if n < int(shortRule*e.Letter) {
		return
	}
	if n < int(uprightRule*e.Letter) {
		ink := 0
		for y := y0; y < y1; y++ {
			if x0, x1 := e.ink.across(x, y, e.thick); x1 > x0 {
				ink += x1 - x0
			} else {
				ink += e.thick + 1 // a bold stroke of a headline
			}
		}
		if ink*slender > n*n {
			return
		}
	}
	e.uprights = append(e.uprights, image.Rect(x, y0, x+1, y1))
	from, to := x, x // where rules cross, the rule goes on as wide as before
	for y := y0; y < y1; y++ {
		if x0, x1 := e.ink.across(x, y, e.thick); x1 > x0 {
			from, to = x0, x1
		}
		e.clear(image.Rect(from-ruleHalo, y, to+ruleHalo, y+1))
	}
}

func (e *eraser) flatRules() {
	b, flat := e.ink, int(flatRule*e.Letter)
	for y := range b.H {
		ink := func(x int) bool {
			return b.Pix[y*b.W+x] != 0 || y > 0 && b.Pix[(y-1)*b.W+x] != 0 || y < b.H-1 && b.Pix[(y+1)*b.W+x] != 0
		}
		for x := 0; x < b.W; x++ {
			x0 := x
			for x < b.W && ink(x) {
				x++
			}
			if x-x0 < flat {
				continue
			}
			e.flats = append(e.flats, image.Rect(x0, y, x, y+1))
			from, to := y, y
			for xx := x0; xx < x; xx++ {
				if y0, y1 := b.along(xx, y, e.thick); y1 > y0 {
					from, to = y0, y1
				}
				e.clear(image.Rect(xx, from-ruleHalo, xx+1, to+ruleHalo))
			}
		}
	}
}

// clone is a copy of a picture that begins at 0, 0.
func clone(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	o := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(o.Pix[y*o.Stride:][:w], g.Pix[y*g.Stride:])
	}
	return o
}

// fill paints a box of a picture in one grey.
func fill(g *image.Gray, box image.Rectangle, grey uint8) {
	box = box.Intersect(g.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			g.Pix[y*g.Stride+x] = grey
		}
	}
}

// whole puts the pieces together that a rule in a table was found in, row by row or column
// by column of pixels.
func (r *Ruling) whole(pieces []image.Rectangle) (rules []image.Rectangle) {
	for _, p := range pieces {
		if !slices.ContainsFunc(r.Tables, p.Overlaps) {
			continue
		}
		for i := 0; i < len(rules); i++ {
			// Joining may bring the rule within reach of others: all are looked at again.
			if p.Inset(-ruleHalo).Overlaps(rules[i]) {
				p = p.Union(rules[i])
				rules = slices.Delete(rules, i, i+1)
				i = -1
			}
		}
		if rules = append(rules, p); len(rules) > maxRules {
			return nil
		}
	}
	return rules
}

// frames joins the upright rules that stand beside or above each other, and
// reaches as far as the flat rules that cross them.
func (s *Survey) frames(uprights, flats []image.Rectangle) []image.Rectangle {
	type frame struct {
		box image.Rectangle
		at  []int // places of its rules
	}
	var frames []frame
	apart := int(s.Letter)
	for _, u := range uprights {
		f := frame{u, []int{u.Min.X}}
		for i := 0; i < len(frames); i++ {
			o := frames[i]
			shared := min(o.box.Max.Y, f.box.Max.Y) - max(o.box.Min.Y, f.box.Min.Y)
			if shared*2 < min(o.box.Dy(), f.box.Dy()) && !(shared > -apart && o.box.Inset(-apart).Overlaps(f.box)) {
				continue
			}
			for _, x := range o.at {
				if !slices.ContainsFunc(f.at, func(y int) bool { return max(x-y, y-x) < apart }) {
					f.at = append(f.at, x)
				}
			}
			f.box = f.box.Union(o.box)
			frames = slices.Delete(frames, i, i+1)
			i = -1
		}
		frames = append(frames, f)
	}
	var tables []image.Rectangle
	for _, f := range frames {
		if len(f.at) >= tableRules && float64(min(f.box.Dx(), f.box.Dy())) >= tableSide*s.Letter {
			box := f.box
			for _, r := range flats {
				if r.Overlaps(f.box.Inset(-apart)) {
					box = box.Union(r)
				}
			}
			tables = append(tables, box)
		}
	}
	return tables
}

// across is the extent of the ink in row y around column x, empty if there is
// none or more than most.
func (b *Bitmap) across(x, y, most int) (x0, x1 int) {
	return stretch(x, b.W, most, func(x int) bool { return b.Pix[y*b.W+x] != 0 })
}

// along is the same in column x around row y.
func (b *Bitmap) along(x, y, most int) (y0, y1 int) {
	return stretch(y, b.H, most, func(y int) bool { return b.Pix[y*b.W+x] != 0 })
}

func stretch(at, size, most int, ink func(int) bool) (from, to int) {
	for d := range 3 { // the place itself, or beside it
		i := at + [3]int{0, -1, 1}[d]
		if i < 0 || i >= size || !ink(i) {
			continue
		}
		from, to = i, i+1
		for from > 0 && ink(from-1) && to-from <= most {
			from--
		}
		for to < size && ink(to) && to-from <= most {
			to++
		}
		if to-from > most {
			return 0, 0
		}
		return from, to
	}
	return 0, 0
}
