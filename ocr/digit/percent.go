package digit

import (
	"image"

	"github.com/paknevis/paknevis/ocr/shape"
)

// A percent sign is two rings with a stroke between them. Where they do not overlap they
// are three parts, and each ring passes for a zero. How they stand tells: the left one
// above the right one, both far lower than the stroke. In heights of the stroke, from the
// faces that the model is learned from.
const (
	ringHeight = 0.62 // of a ring at most
	ringRise   = 0.08 // of its middle above or below that of the stroke at least
	ringGap    = 0.35 // between ring and stroke at most
	ringRatio  = 1.8  // of the heights of the two rings at most
	ringWidth  = 1.6  // of the sign at most
)

// joinPercents joins the parts that are percent signs in three pieces; rings tells which
// they are.
func joinPercents(parts []shape.Part) (joined []shape.Part, rings []bool) {
	rings = make([]bool, 0, len(parts))
	for i := 0; i < len(parts); i++ {
		if i+2 < len(parts) && percentShape(parts[i].Box, parts[i+1].Box, parts[i+2].Box) {
			p := parts[i+1]
			p.Box, p.N = parts[i].Box.Union(p.Box).Union(parts[i+2].Box), 3
			joined, rings = append(joined, p), append(rings, true)
			i += 2
			continue
		}
		joined, rings = append(joined, parts[i]), append(rings, false)
	}
	return joined, rings
}

// Percents tells of each part whether it is a further piece of the percent sign that the
// part on its left begins or goes on with.
func Percents(parts []shape.Part) []bool {
	in := make([]bool, len(parts))
	for i := 2; i < len(parts); i++ {
		if !in[i-2] && percentShape(parts[i-2].Box, parts[i-1].Box, parts[i].Box) {
			in[i-1], in[i] = true, true
		}
	}
	return in
}

func percentShape(a, stroke, c image.Rectangle) bool {
	tall := float64(stroke.Dy())
	middle := func(r image.Rectangle) float64 { return float64(r.Min.Y+r.Max.Y) / 2 }
	small := func(r image.Rectangle) bool { return float64(r.Dy()) <= ringHeight*tall && r.Dx() > 0 }
	near := func(l, r image.Rectangle) bool { return float64(r.Min.X-l.Max.X) <= ringGap*tall }
	low, high := float64(min(a.Dy(), c.Dy())), float64(max(a.Dy(), c.Dy()))
	return small(a) && small(c) && high <= ringRatio*low && near(a, stroke) && near(stroke, c) &&
		float64(c.Max.X-a.Min.X) <= ringWidth*tall &&
		middle(stroke)-middle(a) >= ringRise*tall && middle(c)-middle(stroke) >= ringRise*tall
}

// percentProbs is what is known of three such parts.
var percentProbs = func() []float32 {
	p := make([]float32, Outputs())
	p[Class('%')], p[Class(arabicPercent)] = 0.43, 0.55
	return p
}()

// loneRings takes small rings for zeros that the network takes for percent signs: a part so low
// is a piece of one at most, and stands beside the rest of it.
func loneRings(parts []shape.Part, probs [][]float32) {
	tall := 0
	for _, p := range parts {
		tall = max(tall, p.Box.Dy())
	}
	small := func(i int) bool { return float64(parts[i].Box.Dy()) <= ringHeight*float64(tall) }
	percent := func(i int) float32 { return probs[i][Class('%')] + probs[i][Class(arabicPercent)] }
	rest := func(i int) bool { return i >= 0 && i < len(parts) && !small(i) && percent(i) >= restOfPercent }
	for i := range parts {
		if small(i) && !rest(i-1) && !rest(i+1) {
			probs[i][Class(persianZero)] += percent(i)
			probs[i][Class('%')], probs[i][Class(arabicPercent)] = 0, 0
		}
	}
}

// restOfPercent is how likely the stroke with the other ring is a percent sign at least.
const restOfPercent = 0.2
