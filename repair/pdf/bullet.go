package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Browsers and some word processors draw the bullet of a list item: no glyph stands for it, and
// items seem to go on from one another. A small disc, ring or square alone before a line is one.

// Measures of such bullets, in font sizes of the line, after the pages of Skia and Quartz.
const (
	minBullet     = 0.15 // width
	maxBullet     = 0.65
	bulletSkew    = 0.15 // difference of width and height, in widths
	minBulletRise = 0.12 // of its middle over the baseline
	maxBulletRise = 0.6
	minBulletGap  = 0.2 // before the line
	maxBulletGap  = 2.5
	bulletRoom    = 4.0 // without text on its other side
	bulletConf    = 0.9
)

const (
	minBulletSize = 1.0     // points; what is smaller is no more than a spot
	maxBulletSize = 16.0    // points; what is wider is part of a drawing
	maxBullets    = 1 << 8  // of a page; a chart has more
	minBullets    = 3       // aligned ones before lines in Latin letters
	bulletLetters = 2       // at least, in the line
	maxBulletNear = 1 << 10 // pieces of lines that are looked at beside one
	bulletPiece   = 1.5     // white inside of a piece of a line, font sizes
	bulletLine    = 0.15    // baselines of one line differ by no more, font sizes
)

// A spot is a small shape that a page paints.
type spot struct {
	box   page.Rect
	round bool
	ring  bool // its edge is painted, or something inside is left out
}

// text is the sign that has its shape.
func (s *spot) text() string {
	switch {
	case s.ring && s.round:
		return "\u25E6" // WHITE BULLET
	case s.ring:
		return "\u25AB" // WHITE SMALL SQUARE
	case s.round:
		return "\u2022" // BULLET
	}
	return "\u25AA" // BLACK SMALL SQUARE
}

// spot notes the path that is painted now, if it is as small and as wide as it is high.
func (in *interpreter) spot(s *state, p *path, filled bool) {
	b := p.box
	w, h := b.Width(), b.Height()
	if w < minBulletSize || w > maxBulletSize || math.Abs(w-h) > bulletSkew*w || p.drawn.subpaths > 2 || s.clip.hides(b) || in.hidden() {
		return
	}
	round := p.drawn.curves > 1
	if !round && p.drawn.subpaths == 1 && p.drawn.sides != 4 || s.clear[0] && filled || s.clear[1] && !filled {
		return
	}
	if len(in.spots) <= maxBullets {
		in.spots = append(in.spots, spot{b, round, !filled || p.drawn.subpaths == 2})
	}
}

// A stretch is a piece of a line of print.
type stretch struct {
	x0, x1, y, size float64
	letters, rtl    int // of any script, of Arabic
}

// reads reports a piece that is read from the right.
func (l *stretch) reads() bool { return l.rtl > 0 && l.rtl*2 >= l.letters }

// bullets adds a sign for each spot that stands alone before a line. A list in Latin letters needs
// company: the legends of charts have spots too.
func (in *interpreter) bullets() {
	if len(in.spots) == 0 || len(in.spots) > maxBullets {
		return
	}
	lines := stretches(in.page.Glyphs)
	found := make([]*stretch, len(in.spots))
	for i := range in.spots {
		if s := &in.spots[i]; !in.touched(i) {
			found[i] = bulletOf(s.box, lines)
		}
	}
	for i, l := range found {
		if s := &in.spots[i]; l != nil && (l.reads() || s.round && !s.ring && in.aligned(s, found) >= minBullets) && len(in.page.Glyphs) < maxGlyphs {
			in.page.Glyphs = append(in.page.Glyphs, page.Glyph{
				Text: s.text(), Box: s.box, Origin: page.Point{X: s.box.X0, Y: l.y}, Advance: s.box.Width(), Size: l.size,
				Font: -1, Evidence: page.EvidenceGuess, Conf: bulletConf,
			})
		}
	}
}

// aligned counts the bullets that have the place on the line and the size of one, that one too.
func (in *interpreter) aligned(s *spot, found []*stretch) int {
	const slack = 0.5 // points
	n := 0
	for i, l := range found {
		if b := in.spots[i].box; l != nil && math.Abs(b.X0-s.box.X0) < slack && math.Abs(b.X1-s.box.X1) < slack {
			n++
		}
	}
	return n
}

// touched reports a spot that a drawn line or another spot is too near to: it is a corner of a
// frame or a part of a drawing.
func (in *interpreter) touched(at int) bool {
	const slack = 1 // points
	b := in.spots[at].box
	for _, r := range in.page.Rules {
		if r.OverlapX(b) > -slack && r.OverlapY(b) > -slack {
			return true
		}
	}
	for i := range in.spots {
		if c := in.spots[i].box; i != at && c.OverlapY(b) > 0 && c.OverlapX(b) > -maxBulletGap*b.Width() {
			return true
		}
	}
	return false
}

// stretches are the pieces of the upright lines of a page, by their baselines.
func stretches(gs []page.Glyph) []stretch {
	var at []int32
	for i := range gs {
		if g := &gs[i]; g.Angle == 0 && g.Size > 0 && !g.Has(page.Hidden) && !g.Has(page.Filler) && g.Advance > 0 && strings.TrimSpace(g.Text) != "" {
			at = append(at, int32(i))
		}
	}
	slices.SortStableFunc(at, func(a, b int32) int {
		return cmp.Or(cmp.Compare(gs[a].Origin.Y, gs[b].Origin.Y), cmp.Compare(gs[a].Origin.X, gs[b].Origin.X))
	})
	var out []stretch
	for len(at) > 0 {
		n := 1
		for n < len(at) && gs[at[n]].Origin.Y-gs[at[0]].Origin.Y <= bulletLine*gs[at[0]].Size {
			n++
		}
		line := at[:n]
		at = at[n:]
		slices.SortStableFunc(line, func(a, b int32) int { return cmp.Compare(gs[a].Origin.X, gs[b].Origin.X) })
		from := len(out)
		for _, i := range line {
			g := &gs[i]
			x0, x1 := g.Origin.X, g.Origin.X+g.Advance
			if n := len(out); n == from || x0-out[n-1].x1 > bulletPiece*g.Size {
				out = append(out, stretch{x0: x0, x1: x1, y: g.Origin.Y, size: g.Size})
			}
			l := &out[len(out)-1]
			l.x1 = max(l.x1, x1)
			if strings.ContainsFunc(g.Text, unicode.IsLetter) {
				l.letters++
			}
			if strings.ContainsFunc(g.Text, script.IsLetter) {
				l.rtl++
			}
		}
	}
	return out
}

// bulletOf is the piece of a line, sorted by baseline, that a spot is the bullet of, nil if there is none.
func bulletOf(b page.Rect, lines []stretch) *stretch {
	const reach = maxBulletSize * 4 // points
	c := b.Center()
	from, _ := slices.BinarySearchFunc(lines, c.Y-reach, func(l stretch, y float64) int { return cmp.Compare(l.y, y) })
	var best *stretch
	gap := math.Inf(1)
	right, left := math.Inf(1), math.Inf(1) // white on both sides, font sizes
	for i := from; i < min(len(lines), from+maxBulletNear) && lines[i].y < c.Y; i++ {
		l := &lines[i]
		if rise := (c.Y - l.y) / l.size; rise < minBulletRise || rise > maxBulletRise {
			continue
		}
		switch {
		case l.x1 <= b.X0:
			left = min(left, (b.X0-l.x1)/l.size)
		case l.x0 >= b.X1:
			right = min(right, (l.x0-b.X1)/l.size)
		default:
			return nil // over a text
		}
		d := max(b.X0-l.x1, l.x0-b.X1) / l.size
		if w := b.Width() / l.size; d < gap && w >= minBullet && w <= maxBullet {
			best, gap = l, d
		}
	}
	if best == nil || gap < minBulletGap || gap > maxBulletGap || max(left, right) < bulletRoom {
		return nil
	}
	if best.letters < bulletLetters || best.reads() != (left < right) {
		return nil
	}
	return best
}
