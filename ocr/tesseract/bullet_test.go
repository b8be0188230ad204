package tesseract

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"
)

// TestFindBullets: lines of one word each, 40 pixels high, what stands on their right, and what
// was read there.
func TestFindBullets(t *testing.T) {
	const text = "کتاب"
	round := func(x, y, r float64) func(*image.Gray) { return func(g *image.Gray) { disc(g, x, y, r) } }
	circle := func(x, y, r float64) func(*image.Gray) {
		return func(g *image.Gray) {
			for a := 0.0; a < 2*math.Pi; a += 0.02 {
				for d := 0.0; d < 3; d += 0.5 {
					g.SetGray(int(x+(r-d)*math.Cos(a)), int(y+(r-d)*math.Sin(a)), color.Gray{})
				}
			}
		}
	}
	both := func(a, b func(*image.Gray)) func(*image.Gray) { return func(g *image.Gray) { a(g); b(g) } }
	for _, c := range []struct {
		name string
		draw func(*image.Gray)
		read [2]string // at the right end of each line
		want string
	}{
		{"a zero", round(330, 30, 9), [2]string{"۰", ""}, "• کتاب / کتاب"},
		{"an asterisk and nothing", both(round(320, 30, 9), round(320, 90, 9)), [2]string{"*", ""}, "• کتاب / • کتاب"},
		{"a lone piece that nothing was read for", round(320, 30, 9), [2]string{}, "کتاب / کتاب"},
		{"close to the word", round(305, 30, 9), [2]string{"۰", ""}, "۰ کتاب / کتاب"},
		{"two close to their words are a list", both(round(324, 30, 9), round(324, 90, 9)), [2]string{"۰", "۰"}, "• کتاب / • کتاب"},
		{"a stop on the line", both(round(320, 46, 4), round(320, 106, 4)), [2]string{".", "."}, ". کتاب / . کتاب"},
		{"rings", both(circle(330, 30, 14), circle(330, 90, 14)), [2]string{"O", "0"}, "○ کتاب / ○ کتاب"},
		{"one ring is a letter", circle(330, 30, 14), [2]string{"O", ""}, "O کتاب / کتاب"},
		{"strokes", func(g *image.Gray) {
			for y := 14; y < 48; y++ {
				g.SetGray(330, y, color.Gray{})
				g.SetGray(331, y, color.Gray{})
			}
		}, [2]string{"۱", ""}, "۱ کتاب / کتاب"},
	} {
		s := drawnSheet(c.draw, image.Rect(200, 10, 290, 50), image.Rect(200, 70, 290, 110))
		s.layout = &layout{blocks: []block{{}}}
		b := &s.layout.blocks[0]
		for i, read := range c.read {
			y := 60 * i
			l := line{box: image.Rect(200, y+10, 290, y+50), words: []word{{text: text, box: image.Rect(200, y+10, 290, y+50)}}}
			if read != "" {
				l.words = append([]word{{text: read, box: image.Rect(294, y+10, 350, y+52)}}, l.words...)
				l.box.Max.X = 350
			}
			b.lines = append(b.lines, l)
		}
		s.findBullets()
		var got []string
		for i, l := range b.lines {
			if i > 0 {
				got = append(got, "/")
			}
			for _, w := range l.words {
				got = append(got, w.text)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}
