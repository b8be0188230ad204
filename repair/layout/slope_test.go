package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// In nastaliq the letters of a word come down to the line, so that the first ones stand as
// high as the line above; the lines stay whole, in both painting orders, and superscripts
// and separate letters stay where they are.
func TestSlope(t *testing.T) {
	text := []string{"نخستین بیت همین است", "سپس بنفشه‌ها شکفتند", "چشم‌های مستش نگفت"}
	for _, st := range []storage{visualOrder, logicalOrder_} {
		p := newPress()
		p.storage, p.forms = st, true
		w := ""
		for i, s := range text {
			at := len(p.page.Glyphs)
			p.line(s, 540, 700-float64(i)*18, true)
			line := p.page.Glyphs[at:]
			// From the end of each joined stretch upwards.
			order := make([]int, len(line))
			for k := range order {
				if order[k] = k; st == logicalOrder_ {
					order[k] = len(line) - 1 - k
				}
			}
			up := 0.0
			for _, k := range order {
				g := &line[k]
				if !g.Form.JoinsNext() {
					up = 0
				}
				g.Origin.Y += up
				up += 3.2
			}
			w += s + "\n"
			if i < len(text)-1 {
				w += "\n"
			}
		}
		if got := words(p.read(Options{})); got != words(w) {
			t.Errorf("storage %d: got %s", st, got)
		}
	}
}

// The white between the words of a line in nastaliq is narrow, and its letters may stand
// apart where they join.
func TestSlopeSpace(t *testing.T) {
	for _, c := range []struct {
		name    string
		space   float64 // font sizes
		sloping bool
		want    string
	}{
		{"nastaliq", 0.06, true, "باغ کهن شهر"},
		{"kerning", 0.02, true, "باغ‌کهن‌شهر"},
		{"another hand", 0.06, false, "باغ‌کهن‌شهر"},
	} {
		p := newPress()
		p.forms = true
		p.line("باغ کهن شهر", 540, 700, true)
		up, shift := 0.0, 0.0
		var line []page.Glyph
		for _, g := range p.page.Glyphs { // from left to right, the ends of words first
			if g.Text == " " {
				shift += g.Advance - c.space*g.Size
				continue
			}
			if !g.Form.JoinsNext() {
				up = 0
			}
			g.Origin.X -= shift
			g.Box = page.Rect{X0: g.Box.X0 - shift, Y0: g.Box.Y0, X1: g.Box.X1 - shift, Y1: g.Box.Y1}
			if c.sloping {
				g.Origin.Y += up
				up += 3.2
			}
			line = append(line, g)
		}
		p.page.Glyphs = line
		if got := words(p.read(Options{})); got != words(c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
