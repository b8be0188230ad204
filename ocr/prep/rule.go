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
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if s.Letter == 0 {
		return g, ruling, false
	}
	var uprights, flats []image.Rectangle
	b := &Bitmap{W: w, H: h, Pix: make([]uint8, w*h)}
	long := false // a rule lies in a component that is longer than any letter
	for _, r := range s.Runs {
		box := s.Components[r.Component].Box
		if float64(box.Dy()) < shortRule*s.Letter && float64(box.Dx()) < flatRule*s.Letter &&
			(float64(box.Dx()) < shortRule*s.Letter || box.Dy()*slender > box.Dx()) {
			continue
		}
		long = true
		row := b.Pix[int(r.Y)*w:]
		for x := r.X0; x < r.X1; x++ {
			row[x] = 1
		}
	}
	if !long {
		return g, ruling, false
	}
	var o *image.Gray
	thick := max(int(ruleWeight*s.Letter), 3)
	clean := func(x0, y0, x1, y1 int) {
		if o == nil {
			o = clone(g)
		}
		fill(o, image.Rect(x0, y0, x1, y1), paper)
	}
	// A rule that leans a little steps aside by a pixel now and then: ink counts
	// for the columns, or rows, on both sides of it.
	upright, short := int(uprightRule*s.Letter), int(shortRule*s.Letter)
	since := make([]int, w) // row at which the stroke in this column began
	ends := func(x, y int) {
		n := y - since[x]
		if n < short {
			return
		}
		if n < upright {
			ink := 0
			for yy := since[x]; yy < y; yy++ {
				if x0, x1 := b.across(x, yy, thick); x1 > x0 {
					ink += x1 - x0
				} else {
					ink += thick + 1 // a bold stroke of a headline
				}
			}
			if ink*slender > n*n {
				return
			}
		}
		uprights = append(uprights, image.Rect(x, since[x], x+1, y))
		from, to := x, x // where rules cross, the rule goes on as wide as before
		for yy := since[x]; yy < y; yy++ {
			if x0, x1 := b.across(x, yy, thick); x1 > x0 {
				from, to = x0, x1
			}
			clean(from-ruleHalo, yy, to+ruleHalo, yy+1)
		}
	}
	for y := range h {
		row := b.Pix[y*w:][:w]
		for x := range w {
			if row[x] == 0 && (x == 0 || row[x-1] == 0) && (x == w-1 || row[x+1] == 0) {
				ends(x, y)
				since[x] = y + 1
			}
		}
	}
	for x := range w {
		ends(x, h)
	}
	flat := int(flatRule * s.Letter)
	for _, c := range s.Components {
		if float64(c.Box.Dx()) >= shortRule*s.Letter && c.Box.Dy()*slender <= c.Box.Dx() {
			clean(c.Box.Min.X-ruleHalo, c.Box.Min.Y-ruleHalo, c.Box.Max.X+ruleHalo, c.Box.Max.Y+ruleHalo)
		}
	}
	for y := range h {
		ink := func(x int) bool {
			return b.Pix[y*w+x] != 0 || y > 0 && b.Pix[(y-1)*w+x] != 0 || y < h-1 && b.Pix[(y+1)*w+x] != 0
		}
		for x := 0; x < w; x++ {
			x0 := x
			for x < w && ink(x) {
				x++
			}
			if x-x0 < flat {
				continue
			}
			flats = append(flats, image.Rect(x0, y, x, y+1))
			from, to := y, y
			for xx := x0; xx < x; xx++ {
				if y0, y1 := b.along(xx, y, thick); y1 > y0 {
					from, to = y0, y1
				}
				clean(xx, from-ruleHalo, xx+1, to+ruleHalo)
			}
		}
	}
	if o == nil {
		return g, ruling, false
	}
	ruling.Tables = s.frames(uprights, flats)
	ruling.Uprights, ruling.Flats = ruling.whole(uprights), ruling.whole(flats)
	return o, ruling, true
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
