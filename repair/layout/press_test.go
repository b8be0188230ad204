package layout

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// press prints sentences on a page the way a producer does, so that a test knows what
// a reader must get back. It shapes letters (one glyph for each letter and form),
// orders them for display with its own small forward algorithm, and stores the glyphs
// in the order of a producer.
type press struct {
	storage storage
	size    float64
	spaces  whiteStyle
	joiners joinerStyle
	mirror  bool // brackets are mapped to what was written, not to the shape drawn
	forms   bool // the font tells the forms
	page    page.Page
}

type storage int

const (
	visualOrder   storage = iota // Chromium, LibreOffice: left to right
	logicalOrder_                // cairo, Qt: as written, the pen goes left
	wordBoxes                    // XeTeX: words from the right, letters from the left
	scattered                    // every other glyph first
)

var storages = []storage{visualOrder, logicalOrder_, wordBoxes, scattered}

type whiteStyle int

const (
	paintedSpaces whiteStyle = iota
	gapsOnly
)

type joinerStyle int

const (
	droppedJoiner  joinerStyle = iota // nothing is painted
	takenBackSpace                    // a space whose advance is taken back
)

func newPress() *press {
	return &press{size: 12, page: page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}}}
}

// slug is one piece of type.
type slug struct {
	r     rune
	marks []rune
	form  script.Form
	level int
	word  int
	width float64
	x     float64
}

// line prints s with its reading edge at x (the right edge for right-to-left lines).
func (p *press) line(s string, x, y float64, rtl bool) (width float64) {
	return p.fill(s, x, y, rtl, 0)
}

// fill prints s and widens its spaces so that the line gets the given width, if any.
func (p *press) fill(s string, x, y float64, rtl bool, measure float64) float64 {

	var ts []slug
	word := 0
	for _, r := range s {
		if isMark(r) && len(ts) > 0 {
			ts[len(ts)-1].marks = append(ts[len(ts)-1].marks, r)
			continue
		}
		if r == ' ' {
			word++
		}
		ts = append(ts, slug{r: r, word: word, width: p.width(r)})
		if r == ' ' {
			word++
		}
	}
	levels := forwardLevels(ts, rtl)
	total, gaps := 0.0, 0
	for i := range ts {
		ts[i].level = levels[i]
		ts[i].form = formAt(ts, i)
		total += ts[i].width
		if ts[i].r == ' ' {
			gaps++
		}
	}
	if measure > 0 && gaps > 0 {
		for i := range ts {
			if ts[i].r == ' ' {
				ts[i].width += (measure - total) / float64(gaps)
			}
		}
		total = measure
	}
	order := displayed(levels)
	pen := x
	if rtl {
		pen = x - total
	}
	for _, i := range order {
		ts[i].x = pen
		pen += ts[i].width
	}
	idx := make([]int, 0, len(ts))
	switch p.storage {
	case visualOrder:
		idx = order
	case logicalOrder_:
		for i := range ts {
			idx = append(idx, i)
		}
	case wordBoxes:
		for lo := 0; lo < len(ts); {
			hi := lo
			for hi < len(ts) && ts[hi].word == ts[lo].word {
				hi++
			}
			w := []int{}
			for i := lo; i < hi; i++ {
				w = append(w, i)
			}
			slices.SortFunc(w, func(a, b int) int { return int(math.Copysign(1, ts[a].x-ts[b].x)) })
			idx = append(idx, w...)
			lo = hi
		}
	case scattered:
		for k := range 2 {
			for i := k; i < len(ts); i += 2 {
				idx = append(idx, i)
			}
		}
	}
	for _, i := range idx {
		p.strike(&ts[i], y)
	}
	return total
}

func (p *press) strike(t *slug, y float64) {
	g := page.Glyph{Origin: page.Point{X: t.x, Y: y}, Advance: t.width, Size: p.size, Conf: 1, Evidence: page.EvidenceToUnicode,
		Box: page.Rect{X0: t.x, Y0: y - p.size/4, X1: t.x + t.width, Y1: y + p.size*0.75}}
	g.Text, g.Code = string(t.r), uint32(t.r)*8+uint32(t.form)
	if p.forms {
		g.Form = t.form
	}
	if q, ok := pairs[t.r]; ok && t.level%2 == 1 {
		g.Code = uint32(q.mirror) * 8
		if !p.mirror {
			g.Text = string(q.mirror)
		}
	}
	switch t.r {
	case zwnj:
		if p.joiners == droppedJoiner {
			return
		}
		g.Text, g.Flags, g.Advance = " ", page.Filler, 0.25*p.size
		g.Box.X1 = g.Box.X0 + g.Advance
	case ' ':
		if p.spaces == gapsOnly {
			return
		}
		g.Flags = page.Filler
		g.Advance = 0.25 * p.size
	}
	p.page.Glyphs = append(p.page.Glyphs, g)
	for k, m := range t.marks {
		c := t.x + t.width/2
		w := 0.15 * p.size
		p.page.Glyphs = append(p.page.Glyphs, page.Glyph{Text: string(m), Code: uint32(m) * 8, Origin: page.Point{X: c, Y: y}, Size: p.size, Conf: 1,
			Box: page.Rect{X0: c - w, X1: c + w, Y0: y + p.size*(0.8+0.2*float64(k)), Y1: y + p.size*(0.9+0.2*float64(k))}})
	}
}

// width: letters differ in width, as they do in print.
func (p *press) width(r rune) float64 {
	switch {
	case r == ' ':
		return 0.25 * p.size
	case r == zwnj:
		return 0
	case r == 'i' || r == 'l' || r == '.' || r == ',' || r == alef:
		return 0.22 * p.size
	}
	return (0.3 + 0.02*float64(r%16)) * p.size
}

// formAt is the joining form of a letter, Unicode chapter 9.2.
func formAt(ts []slug, i int) script.Form {
	r := ts[i].r
	if !isArabicLetter(r) {
		return script.FormUnknown
	}
	prev := i > 0 && isDualJoining(ts[i-1].r) && isJoining(r)
	next := i+1 < len(ts) && isDualJoining(r) && isJoining(ts[i+1].r)
	switch {
	case prev && next:
		return script.FormMedial
	case prev:
		return script.FormFinal
	case next:
		return script.FormInitial
	}
	return script.FormIsolated
}

// forwardLevels is UAX #9 for lines without controls: W2-W7, N0-N2, I1-I2.
func forwardLevels(ts []slug, rtl bool) []int {
	n := len(ts)
	c := make([]class, n)
	for i := range ts {
		c[i] = classOf(ts[i].r)
		if ts[i].r == zwnj { // BN: takes the class of what precedes it
			c[i] = classR
		}
	}
	base := 0
	e := classL
	if rtl {
		base, e = 1, classR
	}
	strong := classN
	for i := range c { // W2, W7
		switch c[i] {
		case classL, classR:
			strong = c[i]
		case classEN:
			if strong == classR {
				c[i] = classAN
			} else if strong == classL || strong == classN && !rtl {
				c[i] = classL
			}
		}
	}
	for i := 1; i+1 < n; i++ { // W4
		if c[i-1] == c[i+1] && (c[i-1] == classEN && (c[i] == classES || c[i] == classCS) || c[i-1] == classAN && c[i] == classCS) {
			c[i] = c[i-1]
		}
	}
	for i := range c { // W5
		if c[i] == classET && (i > 0 && c[i-1] == classEN || i+1 < n && c[i+1] == classEN) {
			c[i] = classEN
		}
	}
	neutral := func(k class) bool { return k != classL && k != classR && k != classEN && k != classAN }
	side := func(k class) class {
		if k == classEN || k == classAN {
			return classR
		}
		return k
	}
	var stack []int // N0
	for i := range ts {
		p, ok := pairs[ts[i].r]
		if !ok || !strings.ContainsRune("()[]{}", ts[i].r) {
			continue
		}
		if p.open {
			stack = append(stack, i)
			continue
		}
		for k := len(stack) - 1; k >= 0; k-- {
			if ts[stack[k]].r != p.mirror {
				continue
			}
			o := stack[k]
			stack = stack[:k]
			inE, inO := false, false
			for _, x := range c[o+1 : i] {
				if !neutral(x) {
					if side(x) == e {
						inE = true
					} else {
						inO = true
					}
				}
			}
			if inE {
				c[o], c[i] = e, e
			} else if inO {
				before := e
				for q := o - 1; q >= 0; q-- {
					if !neutral(c[q]) {
						before = side(c[q])
						break
					}
				}
				c[o], c[i] = before, before
			}
			break
		}
	}
	for i := 0; i < n; { // N1, N2
		if !neutral(c[i]) {
			i++
			continue
		}
		j := i
		for j < n && neutral(c[j]) {
			j++
		}
		l, r := e, e
		if i > 0 {
			l = side(c[i-1])
		}
		if j < n {
			r = side(c[j])
		}
		k := e
		if l == r {
			k = l
		}
		for ; i < j; i++ {
			c[i] = k
		}
	}
	levels := make([]int, n)
	for i := range c {
		switch {
		case c[i] == classR:
			levels[i] = 1
		case c[i] == classEN || c[i] == classAN:
			levels[i] = 2
		case base == 1:
			levels[i] = 2
		}
	}
	return levels
}

// displayed is rule L2.
func displayed(levels []int) []int {
	idx := make([]int, len(levels))
	top := 0
	for i, l := range levels {
		idx[i], top = i, max(top, l)
	}
	for l := top; l >= 1; l-- {
		for i := 0; i < len(idx); {
			if levels[idx[i]] < l {
				i++
				continue
			}
			j := i
			for j < len(idx) && levels[idx[j]] >= l {
				j++
			}
			slices.Reverse(idx[i:j])
			i = j
		}
	}
	return idx
}

// read arranges the page and returns its lines, a blank line between blocks.
func (p *press) read(opt Options) string {
	Arrange(&p.page, nil, opt)
	return flow(&p.page)
}

func flow(p *page.Page) string {
	var b strings.Builder
	for i, bl := range p.Blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, l := range bl.Lines {
			b.WriteString(l.Text.String() + "\n")
		}
	}
	return b.String()
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got  %+q\nwant %+q\ngot:\n%s\nwant:\n%s", got, want, got, want)
	}
}

// pressShown is a page of running lines and a last one from the right: a word, and behind it what was
// shown from the left, whose left end is at x.
func pressShown(word, shown string) (p *press, x float64) {
	const before = "مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند"
	p = newPress()
	p.line(before, 540, 740, true)
	p.line(before, 540, 720, true)
	x = 540 - p.line(word, 540, 700, true) - 6
	n := len(p.page.Glyphs)
	x -= p.line(shown, 0, 700, false)
	for i := n; i < len(p.page.Glyphs); i++ {
		g := &p.page.Glyphs[i]
		g.Origin.X += x
		g.Box.X0 += x
		g.Box.X1 += x
	}
	return p, x
}

// pressJoiners is a page of one line whose ZWNJs are spaces that were taken back, and that the file itself
// calls joiners.
func pressJoiners(s string) *press {
	p := newPress()
	p.joiners, p.forms = takenBackSpace, true
	p.line(s, 540, 700, true)
	for i := range p.page.Glyphs {
		if g := &p.page.Glyphs[i]; g.Code/8 == zwnj {
			g.Text = "\u200C"
		}
	}
	return p
}
