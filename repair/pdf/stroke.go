package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// A join is drawn out with a tatweel, and TeX draws a tatweel with a rule: there
// is no glyph for it, and letters that join stand as far apart as words.

// Measures of such rules in font sizes, after the pages of one TeX system.
const (
	maxStroke      = 0.15 // height
	maxStrokeWidth = 3.0
	strokeSlack    = 0.08 // between a rule and the letter beside it
	strokeRise     = 0.3  // of the rule over the baseline
)

const maxRules = 1 << 16 // of a page; more are no text

// rule notes a filled box that may be the stroke of a tatweel.
func (in *interpreter) rule(b page.Rect) {
	if len(in.rules) < maxRules && b.Height() < b.Width()*4 && b.Height() < 10 && b.Width() > 0 {
		in.rules = append(in.rules, b)
	}
}

// strokes adds a tatweel for each rule that bridges two letters of a line.
func (in *interpreter) strokes() {
	if len(in.rules) == 0 {
		return
	}
	gs := in.page.Glyphs
	var at []int
	for i := range gs {
		if g := &gs[i]; g.Angle == 0 && !g.Has(page.Hidden) && !g.Has(page.Filler) && g.Size > 0 && joins(g.Text) {
			at = append(at, i)
		}
	}
	starts := at
	ends := slices.Clone(at)
	end := func(i int) float64 { return gs[i].Origin.X + gs[i].Advance }
	slices.SortStableFunc(starts, func(a, b int) int { return cmp.Compare(gs[a].Origin.X, gs[b].Origin.X) })
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(end(a), end(b)) })
	for _, r := range in.rules {
		left := beside(r, gs, ends, end, r.X0)
		if left < 0 {
			continue
		}
		right := beside(r, gs, starts, func(i int) float64 { return gs[i].Origin.X }, r.X1)
		if right < 0 || right == left || math.Abs(gs[left].Origin.Y-gs[right].Origin.Y) > strokeSlack*gs[left].Size || len(in.page.Glyphs) >= maxGlyphs {
			continue
		}
		g := &gs[left]
		in.page.Glyphs = append(in.page.Glyphs, page.Glyph{
			Text: tatweel, Box: r, Origin: page.Point{X: r.X0, Y: g.Origin.Y}, Advance: r.Width(), Size: g.Size,
			Font: -1, Evidence: page.EvidenceGuess, Conf: strokeConf,
		})
	}
}

const (
	tatweel    = "\u0640" // ARABIC TATWEEL
	strokeConf = 0.9
)

// maxBeside bounds the glyphs that are looked at beside one rule.
const maxBeside = 256

// beside finds the glyph whose edge meets the end of a rule; order is sorted by
// edge. It is -1 if there is none.
func beside(r page.Rect, gs []page.Glyph, order []int, edge func(int) float64, x float64) int {
	const reach = 4.0 // points, wider than the slack of any type
	from, _ := slices.BinarySearchFunc(order, x-reach, func(i int, x float64) int { return cmp.Compare(edge(i), x) })
	best, near := -1, math.Inf(1)
	for k := from; k < min(len(order), from+maxBeside) && edge(order[k]) <= x+reach; k++ {
		g := &gs[order[k]]
		d := math.Abs(edge(order[k]) - x)
		rise := r.Y0 - g.Origin.Y
		if d < near && d <= strokeSlack*g.Size && r.Height() <= maxStroke*g.Size && r.Width() <= maxStrokeWidth*g.Size &&
			rise >= -strokeSlack*g.Size && rise <= strokeRise*g.Size {
			best, near = order[k], d
		}
	}
	return best
}

// joins reports a glyph that may be joined to another: a letter of the Arabic
// script, or one that nothing names.
func joins(text string) bool {
	return text == "" || strings.ContainsFunc(text, script.IsLetter)
}
