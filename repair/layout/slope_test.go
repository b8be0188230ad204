package layout

import "testing"

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
