package prep

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// Survey is what one look at a picture tells.
type Survey struct {
	Runs       []Run
	Components []Component
	Text       []bool // by component: letters, dots and marks, not rules, pictures, edges or speckle

	// Letter is the height of a joined group of letters in pixels, the median
	// weighted by ink. A line of print is about two of them high. 0 if there is
	// no text.
	Letter float64
	// Skew is the angle of the lines in degrees, positive if they climb to the
	// right, in -MaxSkew..MaxSkew.
	Skew float64
	// Sideways says that the lines run from top to bottom.
	Sideways bool
	// Speckle is the number of specks (at most speckArea pixels) for each
	// component of text.
	Speckle float64
	// Dark says that the print is light on a dark ground.
	Dark bool
	// Shade is the dark mass that a global threshold finds and a local one does
	// not, as a multiple of the ink: 0 on an evenly lit page.
	Shade float64
	// Border says that there is black beside the paper. What else is measured leaves it
	// out.
	Border bool
	// Panels says that there is light print on darker ground. What else is measured takes it
	// for dark print.
	Panels bool

	size    image.Point // of the picture
	ink     int         // pixels of text
	letters int         // components of text
	ground  float64     // see Plan.Flatten
	doubt   bool        // about Sideways
}

// Shaded is the Shade from which shadows are taken away.
const Shaded = 0.5

const (
	// speckArea is the largest piece in pixels that counts as a speck. The
	// smallest dot of a letter is 3 x 3 at 100 dpi.
	speckArea = 4
	// firstWindow is the side in pixels of the local threshold's window before
	// the letter height is known: 2 to 4 letters of body text at 150 to 300 dpi.
	firstWindow = 51
	// darkMedian is the grey value below which half of the samples must lie for
	// a page to count as light on dark.
	darkMedian = 96
	// maxText is how high text may be in letters, a headline, and maxBeside the same beside a
	// drawing, of which there are pieces of any size.
	maxText, maxBeside = 8.0, 3.0
	// minBeside is the least number of letters beside a drawing, and maxDrawing how many
	// larger pieces there may be for each.
	minBeside, maxDrawing = 12, 0.3
	// minText is the least number of text components on a page that has text.
	minText = 2
)

// Measure looks at a picture.
func Measure(g *image.Gray) *Survey {
	h := histogram(g)
	s := &Survey{size: g.Rect.Size()}
	if quantile(&h, 0.5) < darkMedian {
		s.Dark = true
		g = invert(g)
		h = histogram(g)
	}
	if g, s.Border = borders(g); s.Border {
		h = histogram(g)
	}
	if g, s.Panels = panels(g, &h); s.Panels {
		h = histogram(g)
	}
	var ok bool
	s.Runs, s.Components, ok = Label(Sauvola(g, firstWindow))
	s.sort(g.Rect.Size())
	if !ok {
		s.Speckle = math.Inf(1)
	}
	if s.ink == 0 {
		return s
	}
	global := 0
	for v := range otsu(&h) + 1 {
		global += h[v]
	}
	local := 0
	for _, c := range s.Components {
		local += c.Area
	}
	s.Shade = max(0, float64(global-local)/float64(s.ink))
	if s.Shade > Shaded {
		s.ground = max(ground(g, paper(g)), printGround)
	} else if faint(&h) {
		if m := paper(g); s.shines(g, m) {
			s.ground = ground(g, m)
		}
	}
	s.Sideways, s.Skew = s.direction(g.Rect.Size())
	return s
}

// Ink is the number of pixels of text.
func (s *Survey) Ink() int { return s.ink }

// sort decides which components are text, from the sizes of all of them.
func (s *Survey) sort(size image.Point) {
	s.Text = make([]bool, len(s.Components))
	order := make([]int32, 0, len(s.Components))
	mass, specks := 0, 0
	for i, c := range s.Components {
		w, h := c.Box.Dx(), c.Box.Dy()
		switch {
		case c.Area <= speckArea:
			specks++
		// A letter group is no thinner than a twentieth of its box, no larger
		// than a tenth of the page, and lower than a fifth of it.
		case h*5 > size.Y && h > 64, w*h*10 > size.X*size.Y, c.Area*20 < w*h:
		// Rules: flat or upright, filled, and longer than 12 times their width.
		case w > 12*h && c.Area*2 > w*h && w > 60, h > 12*w && c.Area*2 > w*h && h > 60:
		default:
			order = append(order, int32(i))
			mass += c.Area
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Compare(s.Components[a].Box.Dy(), s.Components[b].Box.Dy())
	})
	s.Letter = s.middle(order, mass)
	tallest := maxText
	if s.Letter > tallLetter {
		if letter := s.besideDrawings(order); letter < s.Letter {
			s.Letter, tallest = letter, maxBeside
		}
	}
	n := 0
	for _, i := range order {
		c := s.Components[i]
		// Higher than a headline it is a picture.
		if float64(c.Box.Dy()) > tallest*s.Letter || float64(c.Box.Dx()) > 40*s.Letter {
			continue
		}
		s.Text[i] = true
		s.ink += c.Area
		n++
	}
	if n < minText {
		clear(s.Text)
		s.ink, s.Letter, n = 0, 0, 0
	}
	s.letters = n
	s.Speckle = float64(specks) / float64(max(n, 1))
}

// middle is the height that half of the ink of some components, from the lowest, reaches.
func (s *Survey) middle(order []int32, ink int) float64 {
	rest := ink / 2
	for _, i := range order {
		if rest -= s.Components[i].Area; rest <= 0 {
			return float64(s.Components[i].Box.Dy())
		}
	}
	return 0
}

// besideDrawings is the height of letters where components, from the lowest, are tall for
// most of the ink. Letters as tall have dots, no more of them than letters; beside a drawing
// of a few large pieces low ones are print.
func (s *Survey) besideDrawings(order []int32) float64 {
	low, ink := 0, 0
	for low < len(order) && float64(s.Components[order[low]].Box.Dy()) <= tallLetter {
		ink += s.Components[order[low]].Area
		low++
	}
	letter := s.middle(order[:low], ink)
	letters, larger := 0, 0
	for _, i := range order {
		switch h := float64(s.Components[i].Box.Dy()); {
		case h > 2*letter:
			larger++
		case h > letter/2:
			letters++
		}
	}
	if letters < minBeside || float64(larger) > maxDrawing*float64(letters) {
		return s.Letter
	}
	return letter
}

// Unread is the share of text ink that lies in components whose middle is
// outside of all boxes, 0..1: the ink that no recognized word accounts for.
func (s *Survey) Unread(boxes []image.Rectangle) float64 {
	if s.ink == 0 {
		return 0
	}
	lost := 0
	for _, i := range s.Outside(boxes) {
		lost += s.Components[i].Area
	}
	return float64(lost) / float64(s.ink)
}

// Outside are the components of text whose middle no box holds, as indexes.
// Boxes are widened by a quarter of a letter: a recognizer cuts close.
func (s *Survey) Outside(boxes []image.Rectangle) []int {
	const bandHeight = 64 // pixels; boxes are looked up by band
	pad := int(s.Letter / 4)
	bands := map[int][]image.Rectangle{}
	for _, b := range boxes {
		b = b.Inset(-pad)
		for y := b.Min.Y / bandHeight; y <= b.Max.Y/bandHeight; y++ {
			bands[y] = append(bands[y], b)
		}
	}
	var out []int
next:
	for i, c := range s.Components {
		if !s.Text[i] {
			continue
		}
		m := c.Box.Min.Add(c.Box.Max).Div(2)
		for _, b := range bands[m.Y/bandHeight] {
			if m.In(b) {
				continue next
			}
		}
		out = append(out, i)
	}
	return out
}
