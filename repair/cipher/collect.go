package cipher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// placeholder stands for each unnamed glyph while the lines are put in order: a
// letter that joins on both sides and that neither Persian nor Arabic has. Which glyph it
// is is told by where it comes from, not by what it is.
const placeholder = '\u08A0' // ARABIC LETTER BEH WITH SMALL V BELOW

const fathatan = '\u064B' // ARABIC FATHATAN

// Bounds of the work, in glyphs and codes. A document has to be hostile or one
// great cipher to meet them.
const (
	// thinAdvance: what moves the pen by less than this part of the font size is a
	// mark or a piece of another glyph, and no letter.
	thinAdvance = 0.05
	// enoughSeen: places of a code after which further pages add nothing.
	enoughSeen = 80
	maxCodes   = 512
	maxTypes   = 24   // different words kept for each code
	maxWord    = 24   // letters of a word that is looked at
	maxWords   = 8192 // different words with unnamed glyphs in all
)

// item is one letter of a word: known, or a code to be named.
type item struct {
	r        rune
	code     int // index into the codes plus 1, 0 for a known letter
	form     script.Form
	nunation bool // a fathatan stands on it
}

// word is a word with unnamed glyphs, between its neighbours.
type word struct {
	items         []item
	before, after string // solid strings beside it, "" if unknown
	n             int    // how often it stands like this
	key           string
}

// suspect is a code that is to be named.
type suspect struct {
	code  Code
	gid   uint32
	seen  int // in words
	shown int
	place place
	apart int   // how often a second piece without advance was painted with it
	words []int // indices of the words it stands in, the most frequent first
}

// sample is what the pages tell about the unnamed codes.
type sample struct {
	language lang.Language // of the words
	codes    []suspect
	words    []word
	shown    map[int32]int // by font: glyphs on the pages
	kin      kinship
	drawn    map[int32]map[rune]*[2]int // by font and letter: glyphs seen that do not join the next letter, and that do
}

// unnamed lists the codes without text that could be letters, with their number.
func unnamed(pages []*page.Page, none map[Code]bool) map[Code]int {
	var seen map[Code]int
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if !isUnnamed(g, none) {
				continue
			}
			if seen == nil {
				seen = map[Code]int{}
			}
			seen[Code{g.Font, g.Code}]++
		}
	}
	return seen
}

func isUnnamed(g *page.Glyph, none map[Code]bool) bool {
	return (g.Text == "" || none[Code{g.Font, g.Code}]) && g.Span == 0 && g.Font >= 0 && g.Flags == 0 && g.Advance > thinAdvance*g.Size
}

// collect arranges as many of the pages as it takes to see each code in enough
// places, and gathers the words they stand in.
func collect(pages []*page.Page, fonts []page.Font, l lang.Language, unknown map[Code]int, none map[Code]bool) *sample {
	s := &sample{language: l, shown: map[int32]int{}, drawn: map[int32]map[rune]*[2]int{}}
	order := make([]Code, 0, len(unknown))
	for c := range unknown {
		order = append(order, c)
	}
	slices.SortFunc(order, func(a, b Code) int {
		return cmp.Or(cmp.Compare(unknown[b], unknown[a]), cmp.Compare(a.Font, b.Font), cmp.Compare(a.Code, b.Code))
	})
	index := map[Code]int{}
	for i, c := range order[:min(len(order), maxCodes)] {
		index[c] = i + 1
		s.codes = append(s.codes, suspect{code: c})
	}
	s.kin = related(pages, fonts, s.codes)
	known := map[string]int{}
	have := make([]int, len(s.codes)+1)
	for _, p := range pages {
		wanted := false
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			s.shown[g.Font]++
			if !wanted && isUnnamed(g, none) {
				k := index[Code{g.Font, g.Code}]
				wanted = k > 0 && have[k] < enoughSeen
			}
		}
		if !wanted {
			continue
		}
		q := *p
		q.Glyphs = slices.Clone(p.Glyphs)
		q.Warnings = nil
		for i := range q.Glyphs {
			g := &q.Glyphs[i]
			if !isUnnamed(g, none) {
				continue
			}
			if k := index[Code{g.Font, g.Code}]; k > 0 {
				have[k]++
				g.Text = string(placeholder)
				s.codes[k-1].gid = g.GID
				if isPiece(p.Glyphs, i-1, g) || isPiece(p.Glyphs, i+1, g) {
					s.codes[k-1].apart++
				}
				s.codes[k-1].shown++
			}
		}
		layout.Arrange(&q, fonts, layout.Options{})
		whole := isIn(q.Flow(), s.language)
		for i := range q.Blocks {
			for j := range q.Blocks[i].Lines {
				s.line(&q, q.Blocks[i].Lines[j].Text, whole, index, known)
			}
		}
	}
	for i := range s.words {
		for _, k := range s.words[i].suspects() {
			s.codes[k-1].seen += s.words[i].n
			s.codes[k-1].words = append(s.codes[k-1].words, i)
		}
	}
	for i := range s.codes {
		c := &s.codes[i]
		slices.SortStableFunc(c.words, func(a, b int) int { return cmp.Compare(s.words[b].n, s.words[a].n) })
		c.words = c.words[:min(len(c.words), maxTypes)]
	}
	return s
}

// suspects are the codes in a word, each once.
func (w *word) suspects() []int {
	var ks []int
	for _, it := range w.items {
		if it.code > 0 && !slices.Contains(ks, it.code) {
			ks = append(ks, it.code)
		}
	}
	return ks
}

// line cuts a line into words and keeps those with unnamed glyphs. Lines in another
// language are passed over; on a page in ours a letter of a neighbour is a look-alike.
func (s *sample) line(p *page.Page, t page.Text, whole bool, index map[Code]int, known map[string]int) {
	c := cutter{sample: s, page: p, text: t, index: index, loose: true}
	c.cut()
	unnamed := slices.ContainsFunc(t, func(c page.Char) bool { return c.R == placeholder })
	if !unnamed || !isIn(t, s.language) && !(whole && isIn(spelled(t, s.language), s.language)) {
		return
	}
	for i, items := range c.words {
		w := word{items: items}
		if len(items) > maxWord || len(w.suspects()) == 0 || !slices.ContainsFunc(items, func(it item) bool { return it.code == 0 }) {
			continue
		}
		if i > 0 && c.gaps[i] {
			w.before = solid(c.words[i-1], true)
		}
		if i+1 < len(c.words) && c.gaps[i+1] {
			w.after = solid(c.words[i+1], false)
		}
		if !s.keep(w, known) {
			return
		}
	}
}

// keep counts a word, false if there are as many as are kept.
func (s *sample) keep(w word, known map[string]int) bool {
	w.key = keyOf(&w)
	if k, ok := known[w.key]; ok {
		s.words[k].n++
		return true
	}
	if len(s.words) >= maxWords {
		return false
	}
	w.n = 1
	known[w.key] = len(s.words)
	s.words = append(s.words, w)
	return true
}

// cutter cuts a line into words, and notes how letters and unnamed glyphs are drawn in it.
type cutter struct {
	*sample
	page  *page.Page
	text  page.Text
	index map[Code]int
	words [][]item
	gaps  []bool // only a gap stands before the word
	cur   []item
	gap   bool // white space has passed since the last word
	loose bool // so has something else
}

// glyph is the one that a character comes from, nil if it comes from none.
func (c *cutter) glyph(char page.Char) *page.Glyph {
	if char.From < 0 || int(char.From) >= len(c.page.Glyphs) {
		return nil
	}
	return &c.page.Glyphs[char.From]
}

// code is the number of the code that a placeholder stands for, 0 if it is another character.
func (c *cutter) code(char page.Char) int {
	g := c.glyph(char)
	if char.R != placeholder || g == nil {
		return 0
	}
	return c.index[Code{g.Font, g.Code}]
}

func (c *cutter) flush() {
	if len(c.cur) > 0 {
		c.words, c.gaps = append(c.words, c.cur), append(c.gaps, c.gap && !c.loose)
		c.cur, c.gap, c.loose = nil, false, false
	}
}

func (c *cutter) cut() {
	for i, char := range c.text {
		code := c.code(char)
		switch {
		case script.IsMark(char.R):
			if n := len(c.cur); n > 0 && char.R == fathatan {
				c.cur[n-1].nunation = true
			}
		case script.IsTatweel(char.R):
		case code > 0:
			c.codes[code-1].place.add(beside(c.text, i, -1), beside(c.text, i, 1))
			c.cur = append(c.cur, item{code: code})
		case char.R == script.ZWNJ:
			// One that was inferred beside an unnamed glyph hangs on what the glyph is.
			if char.From == page.Inferred && i > 0 && c.code(c.text[i-1]) > 0 || len(c.cur) == 0 {
				continue
			}
			c.cur = append(c.cur, item{r: char.R})
		case script.IsLetter(char.R):
			it := item{r: letterIn(c.language.String(), char.R)}
			if g := c.glyph(char); g != nil {
				it.form = g.Form
				c.draw(g, c.text, i)
			}
			c.cur = append(c.cur, it)
		case char.R == ' ' || char.R == '\t':
			c.flush()
			c.gap = true
		default:
			if g := c.glyph(char); g != nil && isEastern(char.R) {
				c.draw(g, c.text, i)
			}
			c.flush()
			c.loose = true
		}
	}
	c.flush()
}

// beside is what stands before or after place i, 0 at the end of the line. A ZWNJ
// that was inferred is nothing.
func beside(t page.Text, i, step int) rune {
	for i += step; i >= 0 && i < len(t); i += step {
		if t[i].R == script.ZWNJ && t[i].From == page.Inferred {
			continue
		}
		if t[i].R == placeholder {
			return '?' // ink, but no letter as far as is known
		}
		return t[i].R
	}
	return 0
}

// keyOf tells words apart by their letters and codes, not by their neighbours.
func keyOf(w *word) string {
	var b strings.Builder
	for _, it := range w.items {
		if it.code > 0 {
			b.WriteRune(rune(0xF0000 + it.code)) // a private plane: no letter is there
		} else {
			b.WriteRune(it.r)
		}
	}
	return b.String()
}

// solid is the piece of a known word that borders on its neighbour.
func solid(items []item, last bool) string {
	var b strings.Builder
	for _, it := range items {
		if it.code > 0 {
			return ""
		}
		b.WriteRune(it.r)
	}
	parts := strings.Split(b.String(), string(script.ZWNJ))
	if last {
		return parts[len(parts)-1]
	}
	return parts[0]
}

// draw counts in which shapes the known glyphs of a font draw their letters.
func (s *sample) draw(g *page.Glyph, t page.Text, i int) {
	font := s.drawn[g.Font]
	if font == nil {
		font = map[rune]*[2]int{}
		s.drawn[g.Font] = font
	}
	n := font[t[i].R]
	if n == nil {
		n = new([2]int)
		font[t[i].R] = n
	}
	j := i + 1
	for j < len(t) && script.IsMark(t[j].R) {
		j++
	}
	if j < len(t) && script.Joins(t[i].R, t[j].R) {
		n[1]++
	} else {
		n[0]++
	}
}

// letterIn is the letter that words of a language are written with for a look-alike: they
// are not known otherwise.
func letterIn(tag string, r rune) rune {
	if f, ok := script.FoldOf(tag, r); ok {
		r, _ = utf8.DecodeRuneInString(f.To)
	}
	return r
}

// spelled is a text with the letters of a language for all look-alikes.
func spelled(t page.Text, l lang.Language) page.Text {
	t = slices.Clone(t)
	for i := range t {
		t[i].R = letterIn(l.String(), t[i].R)
	}
	return t
}

// isIn reports a line whose known words are those of a language.
func isIn(t page.Text, want lang.Language) bool {
	l, _ := lang.Identify(strings.ReplaceAll(t.String(), string(placeholder), ""))
	return l == want
}
