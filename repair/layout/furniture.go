package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// recurring names a line near the head or the foot of a page: its text with every
// number made alike, and its height on the page.
type recurring struct {
	text string
	y    int
}

const (
	// edgeLines: so many lines from the top and from the bottom may be furniture.
	edgeLines = 3
	// edgeZone: ... within this part of the height of the page.
	edgeZone = 0.15
	// recurringStep: heights are compared in steps of so many points.
	recurringStep = 6
	// recurringPages: a line is furniture when it comes back on so many pages,
	recurringPages = 3
	// shortDocument: or on two in a document of so few pages.
	shortDocument = 4
	// folioGap: a lone page number stands so many font sizes away from the text.
	folioGap = 1.5
)

// edges lists the lines that stand where furniture stands, upright text only.
func (a *arranger) edges() (head, foot []*line) {
	for _, f := range a.frames {
		if direction(f.angle) != 0 {
			continue
		}
		var all []*line
		for _, r := range f.regions {
			all = append(all, r.lines...)
		}
		h := a.page.Box.Height()
		if h <= 0 {
			continue
		}
		heights := make([]float64, len(all))
		for i, l := range all {
			heights[i] = l.y
		}
		slices.Sort(heights)
		for _, l := range all {
			below, _ := slices.BinarySearch(heights, l.y-sameBaseline*l.size)
			top, _ := slices.BinarySearchFunc(heights, l.y+sameBaseline*l.size, func(y, most float64) int {
				if y > most {
					return 1
				}
				return -1
			})
			above := len(heights) - top
			y := l.y - a.page.Box.Y0
			switch {
			case above < edgeLines && y > (1-edgeZone)*h:
				head = append(head, l)
			case below < edgeLines && y < edgeZone*h:
				foot = append(foot, l)
			}
		}
	}
	return head, foot
}

// plain is the text of a line with each number as one sign and no white space.
func (l *line) plain() string {
	var b strings.Builder
	digit := false
	for _, c := range l.cells {
		if c.u == nil {
			continue
		}
		for _, ch := range c.u.text {
			d := unicode.IsDigit(ch.R)
			switch {
			case d && !digit:
				b.WriteByte('#')
			case !d && ch.R != zwnj && ch.R != tatweel:
				b.WriteRune(ch.R)
			}
			digit = d
		}
		if b.Len() > 200 {
			break
		}
	}
	return b.String()
}

func (l *line) step() int { return int(math.Round(l.y / recurringStep)) }

func (k *Knowledge) learnFurniture(a *arranger) {
	head, foot := a.edges()
	here := map[recurring]bool{} // a page counts once, whatever stands in its columns
	for _, ls := range [2][]*line{head, foot} {
		for _, l := range ls {
			t, y := l.plain(), l.step()
			if t != "" && !here[recurring{t, y - 1}] && !here[recurring{t, y + 1}] {
				here[recurring{t, y}] = true
			}
		}
	}
	for r := range here {
		k.furniture[r]++
	}
}

// furniture tells which lines of a page are running heads and feet.
func (a *arranger) furniture(k *Knowledge) map[*line]page.Kind {
	kinds := map[*line]page.Kind{}
	head, foot := a.edges()
	mark := func(ls []*line, kind page.Kind) {
		for _, l := range ls {
			t, n := l.plain(), 0
			if t == "" {
				continue
			}
			for d := -1; d <= 1; d++ {
				n += k.furniture[recurring{t, l.step() + d}]
			}
			if n >= recurringPages || n >= 2 && k.pages <= shortDocument {
				kinds[l] = kind
			} else if isFolio(t) && a.alone(l) {
				kinds[l] = kind
			}
		}
	}
	mark(head, page.Header)
	mark(foot, page.Footer)
	return kinds
}

// folioSigns are the ornaments of page numbers.
const folioSigns = "-\u2013\u2014()[].|/" // EN DASH, EM DASH

// isFolio reports a text that is a page number and its ornaments.
func isFolio(t string) bool {
	return strings.Trim(t, folioSigns+" ") == "#"
}

// alone reports whether no other line stands near.
func (a *arranger) alone(l *line) bool {
	for _, f := range a.frames {
		for _, r := range f.regions {
			for _, m := range r.lines {
				if d := math.Abs(m.y - l.y); m != l && d < folioGap*max(l.size, m.size) && d >= 0 {
					return false
				}
			}
		}
	}
	return true
}
