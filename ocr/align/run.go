package align

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// run is one word as it was read, with the glyphs under it. Both are in the
// order of the page, left to right.
type run struct {
	glyphs  []int    // entries
	letters []string // code points, a mark with its base
	joins   []join   // of the letters
	breaks  []bool   // by glyph: white stands to the left of it
	weight  float64  // confidence of the word
	known   bool     // the vocabulary has the word
}

// Geometry of words, in parts of the height of a line.
const (
	// reach is how far above and below the box of a line a glyph of it may sit.
	reach = 0.25
	// slack is how far beside a word a glyph of it may stand.
	slack = 0.15
	// level is how far the origin of a glyph may lie from the baseline of its line.
	level = 0.6
)

// minWeight is the confidence below which a word has no vote.
const minWeight = 0.3

// upright is how many degrees a glyph may be turned and still stand in a line.
const upright = 3

// collect lays the words of a reading over the glyphs of the page.
func (v *vote) collect(s Sheet, wanted func(*page.Glyph) bool) {
	if s.Page == nil || s.Reading == nil {
		return
	}
	var at []int // glyphs that can be seen, by height
	for i := range s.Page.Glyphs {
		g := &s.Page.Glyphs[i]
		if g.Has(page.Hidden) || g.Has(page.Filler) || math.Abs(g.Angle) > upright || g.Box.Empty() {
			continue
		}
		if wanted(g) {
			e := &v.entries[v.at(g, wanted)]
			e.seen++
			e.flat = (e.flat || e.seen == 1) && stroke(g)
			e.dash = (e.dash || e.seen == 1) && dash(g)
			e.wide = g.Box.Width() > maxHyphen*g.Size
		} else if g.Text == "" || g.Text == tatweel {
			continue
		}
		at = append(at, i)
	}
	glyphs := s.Page.Glyphs
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(glyphs[a].Origin.Y, glyphs[b].Origin.Y) })
	taken := make([]bool, len(glyphs))
	v.spelling = spellingOf(&s.Reading.Page)
	for _, b := range s.Reading.Page.Blocks {
		for _, l := range b.Lines {
			v.line(s, l, at, taken, wanted)
		}
	}
}

// spellingOf folds letters that a recognizer mixes to the one that the page has
// more of: both are one shape where they are joined.
func spellingOf(p *page.Page) *strings.Replacer {
	n := map[rune]int{}
	for i := range p.Glyphs {
		for _, r := range p.Glyphs[i].Text {
			n[r]++
		}
	}
	var fold []string
	for _, pair := range [][2]rune{{'\u06A9', '\u0643'}, {'\u06CC', '\u064A'}} { // KEHEH and KAF, FARSI YEH and YEH
		if n[pair[0]] < n[pair[1]] {
			pair[0], pair[1] = pair[1], pair[0]
		}
		fold = append(fold, string(pair[1]), string(pair[0]))
	}
	return strings.NewReplacer(fold...)
}

// word is one recognized word of a line.
type word struct {
	text   string
	box    page.Rect
	conf   float64
	glyphs []int
}

func (v *vote) line(s Sheet, l page.Line, at []int, taken []bool, wanted func(*page.Glyph) bool) {
	words := wordsOf(&s.Reading.Page, l)
	if len(words) == 0 {
		return
	}
	glyphs := s.Page.Glyphs
	h := l.Box.Height()
	low, _ := slices.BinarySearchFunc(at, l.Baseline-level*h, func(i int, y float64) int { return cmp.Compare(glyphs[i].Origin.Y, y) })
	for _, i := range at[low:] {
		g := &glyphs[i]
		if g.Origin.Y > l.Baseline+level*h {
			break
		}
		c := g.Box.Center()
		if taken[i] || c.Y < l.Box.Y0-reach*h || c.Y > l.Box.Y1+reach*h {
			continue
		}
		best, near := -1, slack*h
		for k := range words {
			if d := max(words[k].box.X0-c.X, c.X-words[k].box.X1); d < near {
				best, near = k, d
			}
		}
		if best >= 0 {
			taken[i] = true
			words[best].glyphs = append(words[best].glyphs, i)
		}
	}
	rtl := rightToLeft(words)
	for _, w := range words {
		if w.conf < minWeight || len(w.glyphs) == 0 || len(w.glyphs) > maxRun || len(v.runs) >= maxRuns {
			continue
		}
		slices.SortStableFunc(w.glyphs, func(a, b int) int { return cmp.Compare(glyphs[a].Box.Center().X, glyphs[b].Box.Center().X) })
		for k := 1; k < len(w.glyphs); k++ {
			if a, b := w.glyphs[k-1], w.glyphs[k]; over(glyphs[a].Box, glyphs[b].Box) {
				w.glyphs[k-1], w.glyphs[k] = b, a
			}
		}
		r := run{weight: w.conf, known: v.vouched(w.text)}
		for _, l := range place(w.text, rtl) {
			r.letters, r.joins = append(r.letters, v.spelling.Replace(l.text)), append(r.joins, l.join)
		}
		if len(r.letters) == 0 || len(r.letters) > maxRun {
			continue
		}
		end := math.Inf(-1)
		for k, i := range w.glyphs {
			at := v.at(&glyphs[i], wanted)
			r.glyphs = append(r.glyphs, at)
			g := &glyphs[i]
			r.breaks = append(r.breaks, k > 0 && min(g.Origin.X, g.Box.X0)-end > minWhite*g.Size)
			end = max(end, g.Origin.X+g.Advance, g.Box.X1)
			v.entries[at].placed++
			if k > 0 && over(glyphs[i].Box, glyphs[w.glyphs[k-1]].Box) {
				v.entries[at].marks++
				if g.Box.Y1 < glyphs[w.glyphs[k-1]].Box.Center().Y {
					v.entries[at].below++
				}
			}
		}
		if v.asked(&r) {
			v.runs = append(v.runs, r)
		}
	}
}

// stroke reports a low glyph on the baseline that fills its advance: a tatweel.
func stroke(g *page.Glyph) bool {
	return g.Box.Height() < maxStroke*g.Size && math.Abs(g.Box.Y0-g.Origin.Y) < maxLift*g.Size &&
		g.Advance > 0 && g.Box.Width() > g.Advance
}

// dash reports a low glyph that hangs in the middle of the line: a hyphen or a dash. The
// recognizer passes both over in a text without spaces around them.
func dash(g *page.Glyph) bool {
	h, lift := g.Box.Height(), g.Box.Y0-g.Origin.Y
	return h > 0 && h < maxDash*g.Size && g.Box.Width() > dashAspect*h && lift > minHang*g.Size && lift < maxHang*g.Size
}

// Shapes of dashes in font sizes, from the faces of TeX: 0.05 high and 0.17 to 0.25 above
// the baseline, a hyphen 0.3 long and a dash 0.5 and more.
const (
	maxDash, dashAspect = 0.1, 2.5
	minHang, maxHang    = 0.12, 0.4
	maxHyphen           = 0.42
)

// maxStroke is how high the stroke that joins letters is at most, and maxLift how
// far off the baseline, in font sizes.
const (
	maxStroke = 0.15
	maxLift   = 0.05
)

// minWhite is the distance between two glyphs that parts words, in font sizes. A
// recognizer's word is at times two.
const minWhite = 0.12

// over reports a glyph that sits on another as a mark does: a low one, above the
// middle of the other or below its foot. A mark follows its base.
func over(mark, base page.Rect) bool {
	return mark.Height() < 0.6*base.Height() && mark.OverlapX(base) > 0.5*min(mark.Width(), base.Width()) &&
		(mark.Y0 > base.Center().Y || mark.Y1 < base.Y0+0.1*base.Height())
}

// wordsOf are the words of a line with their boxes.
func wordsOf(p *page.Page, l page.Line) []word {
	var out []word
	last := page.Inferred
	for _, c := range l.Text {
		switch {
		case c.From < 0 || int(c.From) >= len(p.Glyphs):
			last = page.Inferred
			continue
		case c.From != last:
			g := &p.Glyphs[c.From]
			out = append(out, word{box: g.Box, conf: float64(g.Conf)})
			last = c.From
		}
		w := &out[len(out)-1]
		w.text += string(c.R)
	}
	return out
}

// vouched reports a word of some length that the vocabulary has.
func (v *vote) vouched(text string) bool {
	w := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
	return letters(w) >= minWord && v.model.Known(w)
}

// rightToLeft reports a line whose letters are for the most part of our script.
func rightToLeft(words []word) bool {
	n := 0
	for _, w := range words {
		for _, r := range w.text {
			switch {
			case script.IsLetter(r):
				n++
			case unicode.IsLetter(r):
				n--
			}
		}
	}
	return n > 0
}

// join tells whether a letter is joined to the one before and to the one after it.
type join struct{ before, after bool }

// placed is a letter of a word with its marks.
type placed struct {
	text string
	join join
}

// visual are the letters of a word as they stand on the page, see place.
func visual(text string, rtl bool) []string {
	all := place(text, rtl)
	out := make([]string, len(all))
	for i, l := range all {
		out[i] = l.text
	}
	return out
}

// place cuts a word into letters, left to right as they stand on the page:
// letters of a right-to-left word in reverse, numbers and Latin as they are. In
// a line that runs to the left (rtl) so does a word without letters. A ZWNJ has
// no shape; a mark stays with its base.
func place(text string, rtl bool) []placed {
	var all []placed
	arabic, other := false, false
	last := ' '
	for _, r := range text {
		switch {
		case script.IsTatweel(r) || script.IsBidiControl(r):
			continue
		case script.IsJoinControl(r) || unicode.IsSpace(r):
			last = r
			continue
		case unicode.Is(unicode.Mn, r) && len(all) > 0:
			all[len(all)-1].text += string(r)
			continue
		}
		l := placed{text: string(r)}
		if len(all) > 0 && script.Joins(last, r) {
			l.join.before, all[len(all)-1].join.after = true, true
		}
		last = r
		arabic = arabic || script.IsLetter(r)
		other = other || unicode.IsLetter(r) && !script.IsLetter(r)
		all = append(all, l)
	}
	if arabic || rtl && !other {
		turn(all)
	}
	return all
}

// turn reverses letters but for the runs that run to the right: Latin, and
// numbers with the separators in them (UAX #9, rule W4).
func turn(all []placed) {
	right := make([]bool, len(all))
	digit := func(i int) bool { r, n := utf8.DecodeRuneInString(all[i].text); return n > 0 && unicode.IsDigit(r) }
	for i := range all {
		r, _ := utf8.DecodeRuneInString(all[i].text)
		latin := unicode.IsLetter(r) && !unicode.In(r, unicode.Arabic, unicode.Hebrew)
		parted := i > 0 && i+1 < len(all) && strings.ContainsRune(separators, r) && digit(i-1) && digit(i+1)
		right[i] = latin || digit(i) || parted
	}
	slices.Reverse(all)
	slices.Reverse(right)
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && right[j] {
			j++
		}
		slices.Reverse(all[i:j])
		i = max(j, i+1)
	}
}

// separators may stand inside of a number.
const separators = "./,:+-\u066B\u066C" // with ARABIC DECIMAL and THOUSANDS SEPARATOR

// tatweel is the stroke that draws a join out, ARABIC TATWEEL. No recognizer
// prints it, and it is no part of a word.
const tatweel = "\u0640"

// spells reports whether the decided texts make the word that was read.
func (v *vote) spells(r *run) bool {
	var b strings.Builder
	for _, i := range r.glyphs {
		if t := v.entries[i].text; t != tatweel {
			b.WriteString(shown(t))
		}
	}
	return b.String() == strings.Join(r.letters, "")
}

// shown puts the letters of a text in the order of the page.
func shown(text string) string {
	if utf8.RuneCountInString(text) < 2 {
		return text
	}
	return strings.Join(visual(text, false), "")
}

// logical is the text of letters that stand left to right.
func logical(letters ...string) string {
	if len(letters) == 1 {
		return letters[0]
	}
	return strings.Join(visual(strings.Join(letters, ""), false), "")
}
