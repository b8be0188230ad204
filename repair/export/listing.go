package export

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// Listings. The lines of a program come as paragraphs of their own or as lines of one, and
// their indents, which mean something to it, are white of the page. Set puts them back.
//
// Tuned on 429 public PDFs, 36 of them with programs.
const (
	// listingLeast lines make a listing.
	listingLeast = 2
	// listingShare of its lines are built as those of programs are.
	listingShare = 0.5
	// listingSure of its lines are so beyond doubt, unless its letters are all as wide: the
	// lines of a formula look like assignments.
	listingSure = 0.25
	// listingPitch is how far apart its lines are at most, in font sizes, and listingBlank from
	// which part on of its smallest pitch a line between them is empty.
	listingPitch = 3.2
	listingBlank = 1.7
	// listingSize is the part by which the sizes of its lines may differ, and listingScript of the
	// letters in a line: formulas have small ones. The numbers of its lines, in front of them, may
	// be smaller.
	listingSize   = 0.05
	listingScript = 0.15
	// listingIndent is the longest indent, in letters: what stands farther is another column.
	listingIndent = 40
	// listingMost bounds the lines of one listing.
	listingMost = 1000
	// evenLetters of a line tell whether all its letters are as wide, to evenWidth of them, and
	// evenKinds different ones among them.
	evenLetters = 3
	evenKinds   = 3
	evenWidth   = 0.01
	// letterWidth is the width of a letter where they are not, in font sizes.
	letterWidth = 0.5
)

// Listing is a part of a text that a program is: the lines From to To, from 0.
type Listing struct{ From, To int }

// Setting is a text whose listings are set as on the page.
type Setting struct {
	Text     page.Text
	Listings []Listing
	at       []int // the offset of each code point of the text before, and of its end
}

// At is where a place of the text before is now.
func (s *Setting) At(offset int) int {
	if s.at == nil {
		return offset
	}
	return s.at[min(max(offset, 0), len(s.at)-1)]
}

// Holds reports a line, from 0, that is one of a listing.
func (s *Setting) Holds(line int) bool {
	return slices.ContainsFunc(s.Listings, func(l Listing) bool { return l.From <= line && line < l.To })
}

// Set finds the listings of a repaired text of a page, and gives their lines the indents that they
// have there and the line feeds between them. built tells whether a line is built as those of
// programs are, and whether it can be no other.
func Set(p *page.Page, text page.Text, built func(page.Text) (built, sure bool)) Setting {
	s := newPlacer(p)
	var rows []row
	for i := 0; i <= len(text); {
		end := i
		for end < len(text) && text[end].R != '\n' {
			end++
		}
		if end > i {
			rows = append(rows, s.row(text, i, end, built))
		}
		i = end + 1
	}
	var runs [][]row
	for i := 0; i < len(rows); {
		n := listing(rows[i:])
		if n == 0 {
			i++
			continue
		}
		runs = append(runs, rows[i:i+n])
		i += n
	}
	if len(runs) == 0 {
		return Setting{Text: text}
	}
	return set(p, text, runs)
}

// row is a line of the text and where it stands.
type row struct {
	from, to    int     // offsets
	x, y, size  float64 // of its first letter, points
	width       float64 // of all its letters, points; 0 if they differ
	latin       bool    // it may be one of a program
	built, sure bool
	font        int32
}

func (s *placer) row(text page.Text, from, to int, built func(page.Text) (bool, bool)) row {
	r := row{from: from, to: to}
	line := text[from:to]
	n := s.line(line)
	if n < 0 || !mayBeCode(line) {
		return r
	}
	b := &s.p.Blocks[s.lines[n].block]
	switch b.Kind {
	case page.TableRow, page.Verse, page.Header, page.Footer, page.Footnote:
		return r
	}
	l := &b.Lines[s.lines[n].line]
	if l.Source != page.SourceText || !r.measure(s, line, n) {
		return r // pixels tell no widths
	}
	r.y, r.latin = l.Baseline, r.width > 0 || !hasFormulaSigns(line)
	r.built, r.sure = built(line)
	return r
}

// mayBeCode reports a line without cells and Arabic letters.
func mayBeCode(line page.Text) bool {
	return !slices.ContainsFunc(line, func(c page.Char) bool { return c.R == '\t' || unicode.Is(unicode.Arabic, c.R) })
}

// hasFormulaSigns reports signs that formulas have and programs write otherwise.
func hasFormulaSigns(line page.Text) bool {
	return slices.ContainsFunc(line, func(c page.Char) bool { return c.R > unicode.MaxASCII && unicode.Is(unicode.Sm, c.R) })
}

// measure measures the letters that stand in line n of the page, and reports whether they may be
// those of a program.
func (r *row) measure(s *placer, line page.Text, n int32) bool {
	r.x = math.Inf(1)
	letters, kinds := 0, map[string]bool{}
	lo, hi := math.Inf(1), 0.0
	number := true // it begins with one
	for _, c := range line {
		if c.From < 0 || int(c.From) >= len(s.p.Glyphs) || s.lineOf[c.From] != n {
			continue
		}
		g := &s.p.Glyphs[c.From]
		switch {
		case g.Angle != 0 || g.Size <= 0:
			return false
		case number:
			number = unicode.IsDigit(c.R)
			r.size, r.font = g.Size, g.Font
		case math.Abs(g.Size-r.size) > listingScript*r.size:
			return false
		}
		r.x = min(r.x, g.Origin.X)
		letters++
		kinds[g.Text] = true
		lo, hi = min(lo, g.Advance), max(hi, g.Advance)
	}
	if letters >= evenLetters && len(kinds) >= evenKinds && hi > 0 && hi-lo <= evenWidth*hi {
		r.width = hi
	}
	return letters > 0
}

// listing is how many rows from the first on are a listing, 0 for none.
func listing(rows []row) int {
	if !rows[0].latin || !rows[0].built {
		return 0
	}
	best, sure, even, code := 0, 0, 0, 0
	for i := range rows[:min(len(rows), listingMost)] {
		r := &rows[i]
		if i > 0 && !follows(&rows[i-1], r, &rows[0]) {
			break
		}
		if r.built {
			code++
		}
		if r.sure {
			sure++
		}
		if r.width > 0 {
			even++
		}
		n := float64(i + 1)
		if r.built && i+1 >= listingLeast && float64(code) >= listingShare*n && (float64(sure) >= listingSure*n || 2*even > i+1) {
			best = i + 1
		}
	}
	return best
}

// follows reports a row that may be the next of a listing which first begins.
func follows(last, r, first *row) bool {
	drop := last.y - r.y
	return r.latin && (r.built || r.font == last.font || r.font == first.font) &&
		math.Abs(r.size-first.size) <= listingSize*first.size &&
		drop > 0 && drop <= listingPitch*first.size &&
		math.Abs(r.x-first.x) <= listingIndent*letterWidth*first.size
}

// set writes the text with its listings.
func set(p *page.Page, text page.Text, runs [][]row) Setting {
	s := Setting{at: make([]int, len(text)+1)}
	line := 0
	copyTo := func(from, to int) {
		for i := from; i < to; i++ {
			s.at[i] = len(s.Text)
			s.Text = append(s.Text, text[i])
			if text[i].R == '\n' {
				line++
			}
		}
	}
	put := func(c rune, n int) {
		for range n {
			s.Text = append(s.Text, page.Char{R: c, From: page.Inferred})
		}
	}
	done := 0
	for _, run := range runs {
		copyTo(done, run[0].from)
		l := Listing{From: line}
		left, width := measure(run)
		pitch := math.Inf(1)
		for i := 1; i < len(run); i++ {
			pitch = min(pitch, run[i-1].y-run[i].y)
		}
		for i := range run {
			r := &run[i]
			if i > 0 {
				feeds := 1
				if run[i-1].y-r.y > listingBlank*pitch {
					feeds = 2
				}
				for k := run[i-1].to; k < r.from; k++ {
					s.at[k] = len(s.Text)
				}
				put('\n', feeds)
				line += feeds
			}
			put(' ', int(math.Round((r.x-left)/width)))
			copyTo(r.from, r.to)
			fromLeft(p, s.Text[len(s.Text)-(r.to-r.from):])
		}
		l.To = line + 1
		s.Listings = append(s.Listings, l)
		done = run[len(run)-1].to
	}
	copyTo(done, len(text))
	s.at[len(text)] = len(s.Text)
	return s
}

// measure is the left edge of a listing and how wide its letters are.
func measure(run []row) (left, width float64) {
	left = math.Inf(1)
	var widths []float64
	for i := range run {
		left = min(left, run[i].x)
		if run[i].width > 0 {
			widths = append(widths, run[i].width)
		}
	}
	if 2*len(widths) <= len(run) {
		return left, letterWidth * run[0].size
	}
	slices.Sort(widths)
	return left, widths[len(widths)/2]
}

// fromLeft puts a line of signs alone in the order of a program: in a right-to-left paragraph they
// were read from the right, brackets as those of the other side.
func fromLeft(p *page.Page, line page.Text) {
	for _, c := range line {
		if unicode.IsLetter(c.R) || unicode.IsDigit(c.R) || c.From < 0 || int(c.From) >= len(p.Glyphs) {
			return
		}
		if t := p.Glyphs[c.From].Text; t != string(c.R) && (len(t) != 1 || !isBracket(c.R)) {
			return
		}
	}
	slices.SortStableFunc(line, func(a, b page.Char) int {
		return cmp.Compare(p.Glyphs[a.From].Origin.X, p.Glyphs[b.From].Origin.X)
	})
	for i, c := range line {
		if isBracket(c.R) {
			line[i].R = rune(p.Glyphs[c.From].Text[0])
		}
	}
}

func isBracket(r rune) bool {
	switch r {
	case '(', ')', '[', ']', '{', '}', '<', '>':
		return true
	}
	return false
}
