package export

import (
	"math"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// Page is a page as a reader of places wants it: the words of the repaired text where
// they stand. Places are in points from the upper left corner of the page.
type Page struct {
	Width  float64 `json:"width"`         // points, 0 if the page has no places
	Height float64 `json:"height"`        // points
	DPI    float64 `json:"dpi,omitempty"` // of the picture that was read, pixels per inch; 0 if none was
	Blocks []Block `json:"blocks"`
}

// Block is a paragraph or another unit of text.
type Block struct {
	Kind  string `json:"kind"`
	Box   Box    `json:"box"`
	Lines []Line `json:"lines"`
}

// Line is a line of the page.
type Line struct {
	Box      Box     `json:"box"`
	Baseline float64 `json:"baseline,omitempty"`
	Source   string  `json:"source"`
	Conf     float64 `json:"confidence"` // mean of its letters, 0..1
	Words    []Word  `json:"words"`
}

// Word is what stands between white space. One that goes on in the next line stands
// whole in the line where it begins, with its place there.
type Word struct {
	Text string  `json:"text"`
	Box  Box     `json:"box"`
	Conf float64 `json:"confidence"` // mean of its letters, 0..1
}

// Box is a place: left, top, right and bottom. The zero Box says that it is not known.
type Box [4]float64

// union is the smallest box around both.
func (b Box) union(c Box) Box {
	switch (Box{}) {
	case b:
		return c
	case c:
		return b
	}
	return Box{min(b[0], c[0]), min(b[1], c[1]), max(b[2], c[2]), max(b[3], c[3])}
}

// placer knows where each glyph of a page stands.
type placer struct {
	p      *page.Page
	lineOf []int32 // of each glyph, -1 for none
	lines  []where
}

// where is a line of a page.
type where struct{ block, line int }

func newPlacer(p *page.Page) *placer {
	s := &placer{p: p, lineOf: make([]int32, len(p.Glyphs))}
	for i := range s.lineOf {
		s.lineOf[i] = -1
	}
	for b := range p.Blocks {
		for l := range p.Blocks[b].Lines {
			for _, c := range p.Blocks[b].Lines[l].Text {
				if c.From >= 0 && int(c.From) < len(s.lineOf) {
					s.lineOf[c.From] = int32(len(s.lines))
				}
			}
			s.lines = append(s.lines, where{b, l})
		}
	}
	return s
}

// line is the line of the first code point that has one, or -1.
func (s *placer) line(t page.Text) int32 {
	for _, c := range t {
		if c.From >= 0 && int(c.From) < len(s.lineOf) && s.lineOf[c.From] >= 0 {
			return s.lineOf[c.From]
		}
	}
	return -1
}

// box turns a box of the page, whose y grows upwards.
func (s *placer) box(r page.Rect) Box {
	if r.Empty() {
		return Box{}
	}
	return Box{round(r.X0 - s.p.Box.X0), round(s.p.Box.Y1 - r.Y1), round(r.X1 - s.p.Box.X0), round(s.p.Box.Y1 - r.Y0)}
}

// round keeps places to a hundredth of a point: finer than any scan.
func round(x float64) float64 { return math.Round(100*x) / 100 }

// NewPage places the words of a repaired text, whose code points come from the glyphs of
// the page. Words of which no code point has a place stand with the word before them.
// Every word of the text is in the result, once; within a line in the order of the text.
func NewPage(p *page.Page, text page.Text) *Page {
	s := newPlacer(p)
	out := &Page{Width: round(p.Box.Width()), Height: round(p.Box.Height()), DPI: round(p.DPI)}
	blockAt, lineAt := map[int]int{}, map[int32][2]int{}
	last := int32(0)
	for word := range words(text) {
		n := s.line(word)
		if n < 0 {
			n = last
		}
		last = n
		if len(s.lines) == 0 {
			s.lines = append(s.lines, where{-1, -1}) // nothing has a place
		}
		at, ok := lineAt[n]
		if !ok {
			w := s.lines[n]
			b, ok := blockAt[w.block]
			if !ok {
				b = len(out.Blocks)
				blockAt[w.block] = b
				out.Blocks = append(out.Blocks, s.block(w))
			}
			at = [2]int{b, len(out.Blocks[b].Lines)}
			lineAt[n] = at
			out.Blocks[b].Lines = append(out.Blocks[b].Lines, s.newLine(w))
		}
		l := &out.Blocks[at[0]].Lines[at[1]]
		l.Words = append(l.Words, s.word(word, n))
	}
	out.measure()
	return out
}

func (s *placer) block(w where) Block {
	if w.block < 0 {
		return Block{Kind: page.Paragraph.String()}
	}
	return Block{Kind: s.p.Blocks[w.block].Kind.String()}
}

func (s *placer) newLine(w where) Line {
	if w.block < 0 {
		return Line{Source: page.SourcePlain.String()}
	}
	l := &s.p.Blocks[w.block].Lines[w.line]
	return Line{Source: l.Source.String(), Baseline: round(s.p.Box.Y1 - l.Baseline)}
}

// word is a word with its place in line n.
func (s *placer) word(t page.Text, n int32) Word {
	w := Word{Text: t.String(), Conf: 1}
	var box page.Rect
	conf, seen := 0.0, 0
	for _, c := range t {
		if c.From < 0 || int(c.From) >= len(s.p.Glyphs) {
			continue
		}
		g := &s.p.Glyphs[c.From]
		conf += float64(g.Conf)
		seen++
		if s.lineOf[c.From] == n {
			box = box.Union(g.Box)
		}
	}
	if seen > 0 {
		w.Conf = round(conf / float64(seen))
	}
	w.Box = s.box(box)
	return w
}

// measure fills in what lines and blocks have from their words.
func (p *Page) measure() {
	for i := range p.Blocks {
		b := &p.Blocks[i]
		for j := range b.Lines {
			l := &b.Lines[j]
			conf, letters := 0.0, 0
			for _, w := range l.Words {
				n := len([]rune(w.Text))
				conf, letters = conf+w.Conf*float64(n), letters+n
				l.Box = l.Box.union(w.Box)
			}
			l.Conf = round(conf / float64(letters))
			b.Box = b.Box.union(l.Box)
		}
	}
}

// NewPlain is a text that has no places: a block for each paragraph, its lines as they are.
func NewPlain(text page.Text) *Page {
	out := &Page{}
	open := false
	for len(text) > 0 {
		n := slices.IndexFunc(text, func(c page.Char) bool { return c.R == '\n' })
		if n < 0 {
			n = len(text)
		}
		l := Line{Source: page.SourcePlain.String()}
		for word := range words(text[:n]) {
			l.Words = append(l.Words, Word{Text: word.String(), Conf: 1})
		}
		text = text[min(n+1, len(text)):]
		if len(l.Words) == 0 {
			open = false
			continue
		}
		if !open {
			out.Blocks = append(out.Blocks, Block{Kind: page.Paragraph.String()})
			open = true
		}
		b := &out.Blocks[len(out.Blocks)-1]
		b.Lines = append(b.Lines, l)
	}
	out.measure()
	return out
}

// words yields what stands between white space.
func words(t page.Text) func(func(page.Text) bool) {
	return func(yield func(page.Text) bool) {
		from := -1
		for i := 0; i <= len(t); i++ {
			switch {
			case i < len(t) && !unicode.IsSpace(t[i].R):
				if from < 0 {
					from = i
				}
			case from >= 0:
				if !yield(t[from:i]) {
					return
				}
				from = -1
			}
		}
	}
}

// rtl reports words most letters of which are read from right to left.
func rtl(ws []Word) bool {
	right, left := 0, 0
	for _, w := range ws {
		for _, r := range w.Text {
			switch {
			case unicode.In(r, unicode.Arabic, unicode.Hebrew):
				right++
			case unicode.IsLetter(r):
				left++
			}
		}
	}
	return right >= left && right > 0
}
