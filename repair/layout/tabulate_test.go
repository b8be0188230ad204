package layout

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// ruledBy are the lines of a table of columns between xs and bands between ys.
func ruledBy(xs, ys []float64) (rules []page.Rect) {
	slices.Sort(xs)
	slices.Sort(ys)
	for _, x := range xs {
		rules = append(rules, page.Rect{X0: x, X1: x, Y0: ys[0], Y1: ys[len(ys)-1]})
	}
	for _, y := range ys {
		rules = append(rules, page.Rect{X0: xs[0], X1: xs[len(xs)-1], Y0: y, Y1: y})
	}
	return rules
}

// turned lays a page askew by some degrees, as a scanner does, and tells of it as a
// recognizer does.
func turned(p *page.Page, degrees float64) *page.Page {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	at := func(x, y float64) (float64, float64) { return x*cos - y*sin, x*sin + y*cos }
	box := func(r page.Rect) page.Rect {
		c := r.Center()
		x, y := at(c.X, c.Y)
		w, h := r.Width()/2, r.Height()/2
		return page.Rect{X0: x - w, X1: x + w, Y0: y - h, Y1: y + h}
	}
	for i := range p.Rules {
		r := p.Rules[i]
		x0, y0 := at(r.X0, r.Y0)
		x1, y1 := at(r.X1, r.Y1)
		p.Rules[i] = page.Rect{X0: min(x0, x1), X1: max(x0, x1), Y0: min(y0, y1), Y1: max(y0, y1)}
	}
	for i := range p.Glyphs {
		p.Glyphs[i].Box, p.Glyphs[i].Angle = box(p.Glyphs[i].Box), degrees
	}
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			l := &p.Blocks[i].Lines[j]
			_, l.Baseline = at(l.Box.Center().X, l.Baseline)
			l.Box = box(l.Box)
		}
	}
	return p
}

func TestTabulate(t *testing.T) {
	rows := map[float64][]readWord{
		740: {{480, "فهرست"}, {430, "ابزار"}},
		700: {{480, "نام"}, {400, "شمار"}, {250, "جای"}},
		680: {{480, "چکش"}, {400, "۳"}, {250, "دیوار"}, {210, "شرقی"}},
		660: {{480, "میخ"}, {250, "جعبه"}},
		640: {{480, "اره"}, {400, "۲"}, {250, "میز"}},
		620: {{480, "پایان"}},
	}
	set := func() *page.Page {
		p := readPage(rows)
		for i := range p.Glyphs {
			p.Glyphs[i].Size, p.Glyphs[i].Origin.Y = 12, p.Glyphs[i].Box.Y0
		}
		return p
	}
	lines := []string{"نام\tشمار\tجای", "چکش\t۳\tدیوار شرقی", "میخ\t\tجعبه", "اره\t۲\tمیز"}
	grid := ruledBy([]float64{200, 350, 450, 520}, []float64{635, 655, 675, 695, 715})
	// The recognizer takes the table and the line above it for one paragraph, and parts a
	// row in two lines.
	joined := set()
	joined.Rules = grid
	joined.Blocks = []page.Block{{Lines: slices.Concat(joined.Blocks[0].Lines, joined.Blocks[1].Lines, joined.Blocks[2].Lines, joined.Blocks[3].Lines, joined.Blocks[4].Lines)}, joined.Blocks[5]}
	half := &joined.Blocks[0].Lines[2]
	at := slices.IndexFunc(half.Text, func(c page.Char) bool { return c.R == ' ' })
	left := page.Line{Text: half.Text[at+1:], Box: half.Box, Baseline: half.Baseline, Source: page.SourceOCR}
	half.Text = half.Text[:at:at]
	joined.Blocks[1].Lines = append([]page.Line{left}, joined.Blocks[1].Lines...)
	// The scanner has lost the line between two rows.
	faded := set()
	faded.Rules = slices.Delete(slices.Clone(grid), 6, 7)
	// Of that one, only a stretch is left.
	rest := set()
	rest.Rules = append(slices.Delete(slices.Clone(grid), 6, 7), page.Rect{X0: 360, X1: 440, Y0: 675, Y1: 675})
	// One line goes on outside of the table.
	wide := set()
	wide.Rules = ruledBy([]float64{350, 450, 520}, []float64{635, 655, 675, 695, 715})

	ruled := set()
	ruled.Rules = grid
	askew := set()
	askew.Rules = slices.Clone(grid)
	sideways := set()
	sideways.Rules = grid
	for i := range sideways.Glyphs {
		sideways.Glyphs[i].Angle = 90
	}
	under := set() // an underline and a frame make no table
	under.Rules = ruledBy([]float64{200, 520}, []float64{635, 715})
	for name, c := range map[string]struct {
		p    *page.Page
		want []string
	}{
		"a table":          {ruled, slices.Concat([]string{"فهرست ابزار"}, lines, []string{"پایان"})},
		"in one paragraph": {joined, slices.Concat([]string{"فهرست ابزار"}, lines, []string{"پایان"})},
		"askew":            {turned(askew, 2), slices.Concat([]string{"فهرست ابزار"}, lines, []string{"پایان"})},
		"a rule lost":      {faded, slices.Concat([]string{"فهرست ابزار"}, lines, []string{"پایان"})},
		"a rule in part":   {rest, slices.Concat([]string{"فهرست ابزار"}, lines, []string{"پایان"})},
		"beside text":      {wide, []string{"فهرست ابزار", "نام\tشمار", "چکش\t۳", "میخ", "اره\t۲", "جای", "دیوار شرقی", "جعبه", "میز", "پایان"}},
		"no columns":       {under, []string{"فهرست ابزار", "نام شمار جای", "چکش ۳ دیوار شرقی", "میخ جعبه", "اره ۲ میز", "پایان"}},
		"on its side":      {sideways, []string{"فهرست ابزار", "نام شمار جای", "چکش ۳ دیوار شرقی", "میخ جعبه", "اره ۲ میز", "پایان"}},
		"nothing":          {&page.Page{Rules: grid}, nil},
	} {
		Tabulate(c.p)
		var got []string
		for _, b := range c.p.Blocks {
			for _, l := range b.Lines {
				got = append(got, l.Text.String())
				if tab := strings.Contains(l.Text.String(), "\t"); tab && b.Kind != page.TableRow {
					t.Errorf("%s: %q is a %v", name, l.Text.String(), b.Kind)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}
