package view

import "fmt"

// Plot is a bar chart of pages by confidence: text below, OCR on it.
type Plot struct {
	Bars   []Bar
	Most   int
	Width  int
	Height int
	Foot   int // y of the axis
	Grid   []Tick
	Labels []Tick
}

// Bar is a bin of the chart, in pixels of the drawing.
type Bar struct {
	X, W           float64
	TextY, TextH   float64
	OCRY, OCRH     float64
	LabelX, LabelY float64
	Label, Title   string
}

// Tick is a mark on an axis.
type Tick struct {
	At    float64
	Label string
}

const (
	plotWidth  = 380
	plotHeight = 210
	plotLeft   = 8
	plotFoot   = 178
	plotHead   = 26
	// leastBar is the height of a bar of a single page among thousands.
	leastBar = 2
)

// newPlot draws the confidences.
func newPlot(c *Confidence) *Plot {
	p := &Plot{Width: plotWidth, Height: plotHeight, Foot: plotFoot}
	for i := range Bins {
		p.Most = max(p.Most, c.Text[i]+c.OCR[i])
	}
	if p.Most == 0 {
		return p
	}
	step := float64(plotWidth-2*plotLeft) / Bins
	height := func(n int) float64 {
		if n == 0 {
			return 0
		}
		return max(leastBar, float64(n)*(plotFoot-plotHead)/float64(p.Most))
	}
	for i := range Bins {
		b := Bar{X: plotLeft + float64(i)*step + 1, W: step - 2, TextH: height(c.Text[i]), OCRH: height(c.OCR[i])}
		b.TextY = plotFoot - b.TextH
		b.OCRY = b.TextY - b.OCRH
		b.LabelX, b.LabelY = b.X+b.W/2, b.OCRY-4
		if n := c.Text[i] + c.OCR[i]; n > 0 {
			b.Label = short(n)
		}
		b.Title = fmt.Sprintf("confidence %.2f to %.2f: %s pages from text, %s by OCR", float64(i)/Bins, float64(i+1)/Bins, grouped(c.Text[i]), grouped(c.OCR[i]))
		p.Bars = append(p.Bars, b)
	}
	for i := 0; i <= 4; i++ {
		p.Labels = append(p.Labels, Tick{plotLeft + float64(i)*float64(plotWidth-2*plotLeft)/4, fmt.Sprintf("%d %%", 25*i)})
	}
	return p
}

// short writes a number in little room: 950, 1.2k, 34k, 5.6M.
func short(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprint(n)
	case n < 9_950:
		return fmt.Sprintf("%.1fk", float64(n)/1000)
	case n < 999_500:
		return fmt.Sprintf("%.0fk", float64(n)/1000)
	case n < 9_950_000:
		return fmt.Sprintf("%.1fM", float64(n)/1e6)
	}
	return fmt.Sprintf("%.0fM", float64(n)/1e6)
}

// Share is a line of a table of counts with its bar.
type Share struct {
	Name, Doc string
	Count     string
	Bar       float64 // 0..100
	Note      string
}

// shares makes bars of counts, as long as their part of the largest.
func shares(m map[string]int, docs map[string]string) (out []Share) {
	list := tallies(m)
	for _, c := range list {
		out = append(out, Share{visible(c.Name), docs[c.Name], grouped(c.Count), max(0.5, 100*float64(c.Count)/float64(max(1, list[0].Count))), ""})
	}
	return out
}
