package cipher

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
)

// A map whose digits are shifted or permuted gives numbers that look as good as the
// right ones, and no word contradicts them. Their outlines do; but which number is
// printed is then told to the reader and never guessed.
const (
	// doubtNear is the largest distance from the known pictures of another digit, and
	// doubtClear how many times as far those of the own one lie. Tuned on the fixtures, 140
	// other files and 60 faces: sound digits of the Arabic script have 1.75 at the worst,
	// those of the one font that lies 4.9 to 6.6.
	doubtNear  = 8.0
	doubtClear = 2.0
	// doubtLeast is how many glyphs have to show another digit than they are called, and
	// how many different ones they show: digits in discs all look alike.
	doubtLeast = 2
	// maxDigits bounds how many outlines are looked at: 200 fonts have fewer digits.
	maxDigits = 1 << 11
)

// Doubt finds the fonts whose digits are drawn as others than the file says: more of
// those on the pages look like another digit than like their own. Their names are
// left as they are. The value counts and not the block: Persian digits under codes of
// ASCII are right. Sound documents give nil. It costs a look at each glyph, and an
// outline for each different digit of a font.
func Doubt(pages []*page.Page, outlines Outliner) []Finding {
	if outlines == nil {
		return nil
	}
	type named struct {
		glyphID
		digit int
	}
	seen := map[named]bool{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if d, ok := Digit(g); ok && g.GID != 0 && len(seen) < maxDigits {
				seen[named{glyphID{g.Font, g.GID}, d}] = true
			}
		}
	}
	type tally struct {
		fit, unfit int
		shown      [10]bool
	}
	fonts := map[int32]*tally{}
	for n := range seen {
		t := fonts[n.font]
		if t == nil {
			t = &tally{}
			fonts[n.font] = t
		}
		f, ok := draw(outlines.Outline(n.font, n.gid))
		if !ok {
			continue
		}
		switch other, own, next := f.against(n.digit); {
		case own <= next:
			t.fit++
		case next <= doubtNear && own >= doubtClear*next:
			t.unfit++
			t.shown[other] = true
		}
	}
	var out []Finding
	for font, t := range fonts {
		shown := 0
		for _, s := range t.shown {
			if s {
				shown++
			}
		}
		if shown >= doubtLeast && t.unfit > t.fit {
			out = append(out, Finding{Font: font, Evidence: fmt.Sprintf("%d digits are drawn as others than its map says, %d as it says: numbers may be wrong", t.unfit, t.fit)})
		}
	}
	slices.SortFunc(out, func(a, b Finding) int { return cmp.Compare(a.Font, b.Font) })
	return out
}

// Digit is the value of a glyph that shows and is called one digit of ASCII or of the
// Arabic script; an ActualText over it is another's word.
func Digit(g *page.Glyph) (value int, ok bool) {
	if g.Span != 0 || g.Has(page.Hidden) || g.Font < 0 {
		return 0, false
	}
	if len(g.Text) == 0 || len(g.Text) > 2 { // no digit of these blocks has more bytes
		return 0, false
	}
	r, n := utf8.DecodeRuneInString(g.Text)
	if n < len(g.Text) || !isEastern(r) && (r < '0' || r > '9') {
		return 0, false
	}
	return int(r & 0xf), true // all three blocks start at a multiple of sixteen
}

// against is how far a picture lies from a digit of the Arabic script, and which of
// the others is next to it and how far.
func (f *picture) against(digit int) (other int, own, next float64) {
	own, next = math.Inf(1), math.Inf(1)
	for d, known := range digitPictures() {
		for i := range known {
			switch far := f.distance(&known[i]); {
			case d == digit:
				own = min(own, far)
			case far < next:
				other, next = d, far
			}
		}
	}
	return other, own, next
}
