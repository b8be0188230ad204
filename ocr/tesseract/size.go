package tesseract

import (
	"context"
	"fmt"
	"image"
	"math"
	"unicode"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
)

// A recognizer makes other mistakes in print of another size, and is less sure where it
// makes them: of two readings of one page the surer words are right more often than
// either reading.

// sizes are the letter heights in pixels that a page is read at besides its own, the better
// ones first: print of 11, 18 and 26 points at 200 per inch. Of those that are near its own
// height none is taken. Tuned on three pages of a vocalised book at 150 to 300 per inch:
// words right .901 by one reading, .930 by two, .935 by three. Pages of Persian gain less.
var sizes = [...]float64{19, 30, 44}

const (
	// nextSize is by which factor two sizes must differ for the reading to be another.
	nextSize = 1.15
	// moreSizes is how many further sizes are read, bestSizes that for the Best profile.
	moreSizes, bestSizes = 2, 3
	// lostLetter is what a word that has all letters of another and more besides may be less
	// sure than that: letters are lost more often than made up, and nobody misses them.
	lostLetter = 0.2
	// maxTwin is the most words on one side of a stretch that two readings cut differently.
	maxTwin = 4
	// maxTwins bounds the words of a line that are compared.
	maxTwins = 200
	// twinShare is how much of the narrower of two words must lie over the other for both
	// to read the same ink, and twinCover how much of a stretch a surer one must cover. It may
	// reach further: what was lost of a word is in no other.
	twinShare, twinCover = 0.3, 0.7
)

// rereadSizes reads the page again with its letters at other heights and takes over the
// words of which such a reading is surer.
func (j *job) rereadSizes(ctx context.Context, s *sheet) error {
	left := moreSizes
	if j.opt.Profile == ocr.Best {
		left = bestSizes
	}
	for _, letter := range sizes {
		scale := letter / max(s.survey.Letter, 1)
		if left == 0 || scale > 1/nextSize && scale < nextSize || scale > 1 && scale*scale*float64(len(s.gray.Pix)) > prep.MaxEnlarged {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		left--
		words, err := j.readSize(s, scale)
		if err != nil {
			return err
		}
		n := s.layout.takeSurer(words)
		s.audit()
		j.attempts = append(j.attempts, ocr.Attempt{Settings: fmt.Sprintf("scale=%.2f for %d words", scale, n), Unread: s.unread, Conf: s.conf, Words: s.words, Chosen: n > 0})
	}
	return nil
}

// readSize reads the sheet scaled by a factor; the boxes of the words are in its own pixels.
func (j *job) readSize(s *sheet, scale float64) ([]word, error) {
	scaled := prep.Shrink
	if scale > 1 {
		scaled = prep.Enlarge
	}
	g, back := scaled(s.gray, scale)
	set := s.settings
	set.dpi *= scale
	l, err := j.rec.read(g, set)
	if err != nil {
		return nil, err
	}
	var words []word
	for w := range l.words {
		x0, y0, x1, y1 := back.Box(w.box)
		w.box = image.Rect(int(x0), int(y0), int(math.Ceil(x1)), int(math.Ceil(y1)))
		words = append(words, *w)
	}
	return words, nil
}

// takeSurer puts the words of another reading in the place of those over the same ink, if
// they are surer, and says how many. The lines stay as they are.
func (l *layout) takeSurer(other []word) (taken int) {
	const bandHeight = 64 // pixels; words are looked up by band
	bands := map[int][]int{}
	for i, w := range other {
		y := (w.box.Min.Y + w.box.Max.Y) / 2 / bandHeight
		bands[y] = append(bands[y], i)
	}
	// A word may reach into the boxes of two lines; it is of the one that shares more ink.
	home, most := make([]*line, len(other)), make([]int, len(other))
	for i := range l.blocks {
		for k := range l.blocks[i].lines {
			ln := &l.blocks[i].lines[k]
			for y := ln.box.Min.Y / bandHeight; y <= ln.box.Max.Y/bandHeight && len(ln.words) <= maxTwins; y++ {
				for _, n := range bands[y] {
					if area := ln.shared(other[n].box); area > most[n] {
						home[n], most[n] = ln, area
					}
				}
			}
		}
	}
	of := map[*line][]word{}
	for n, ln := range home {
		if ln != nil {
			of[ln] = append(of[ln], other[n])
		}
	}
	for i := range l.blocks {
		for k := range l.blocks[i].lines {
			ln := &l.blocks[i].lines[k]
			if words := of[ln]; len(words) <= maxTwins {
				taken += ln.takeSurer(words)
			}
		}
	}
	return taken
}

// shared is how many square pixels of a box the words of a line cover.
func (l *line) shared(box image.Rectangle) (area int) {
	for _, w := range l.words {
		both := w.box.Intersect(box)
		area += both.Dx() * both.Dy()
	}
	return area
}

// takeSurer does it for one line.
func (l *line) takeSurer(other []word) (taken int) {
	// Words over the same ink are of one stretch: each has the number of its first member.
	mine, theirs := make([]int, len(l.words)), make([]int, len(other))
	for i := range mine {
		mine[i] = i
	}
	for k := range other {
		theirs[k] = -1
		for i, w := range l.words {
			if !sameInk(w.box, other[k].box) {
				continue
			}
			if theirs[k] < 0 {
				theirs[k] = mine[i]
				continue
			}
			from, to := max(mine[i], theirs[k]), min(mine[i], theirs[k])
			for _, list := range [][]int{mine, theirs} {
				for x := range list {
					if list[x] == from {
						list[x] = to
					}
				}
			}
		}
	}
	words := make([]word, 0, len(l.words))
	for i, first := range mine {
		if first != i {
			continue // its stretch is done
		}
		old, others := stretch(l.words, mine, first), stretch(other, theirs, first)
		if len(old) != len(others) {
			if outdoes(others, old) {
				taken += len(others)
				old = others
			}
			words = append(words, old...)
			continue
		}
		for x := range old { // word by word where both part them alike
			if w := others[x : x+1]; outdoes(w, old[x:x+1]) {
				taken++
				words = append(words, w[0])
			} else {
				words = append(words, old[x])
			}
		}
	}
	l.words = words
	return taken
}

// stretch are the words with a number.
func stretch(words []word, of []int, number int) (list []word) {
	for i, w := range words {
		if of[i] == number {
			list = append(list, w)
		}
	}
	return list
}

// sameInk reports whether two words lie over one another.
func sameInk(a, b image.Rectangle) bool {
	both := a.Intersect(b)
	return !both.Empty() && float64(both.Dx()) > twinShare*float64(min(a.Dx(), b.Dx())) && 2*both.Dy() > min(a.Dy(), b.Dy())
}

// outdoes reports whether the words of one reading may stand for those of another: they cover
// their stretch of the line, and the recognizer was surer of them.
func outdoes(words, than []word) bool {
	if len(words) == 0 || len(words) > maxTwin || len(than) > maxTwin {
		return false
	}
	width := func(ws []word) image.Rectangle {
		var b image.Rectangle
		for _, w := range ws {
			b = b.Union(w.box)
		}
		return b
	}
	a, b := width(words), width(than)
	if both := min(a.Max.X, b.Max.X) - max(a.Min.X, b.Min.X); float64(both) < twinCover*float64(b.Dx()) {
		return false
	}
	conf, thanConf := lineConf(line{words: words}), lineConf(line{words: than})
	if len(words) == 1 && len(than) == 1 {
		switch a, b := bareLetters(words[0].text), bareLetters(than[0].text); {
		case len(a) > len(b) && within(b, a):
			conf += lostLetter
		case len(b) > len(a) && within(a, b):
			thanConf += lostLetter
		}
	}
	return conf > thanConf
}

// bareLetters are the letters of a word without vowel marks and punctuation, and without a
// hamza at its end, which is a comma as often as not.
func bareLetters(s string) []rune {
	var r []rune
	for _, c := range s {
		if unicode.IsLetter(c) {
			r = append(r, c)
		}
	}
	if n := len(r); n > 0 && r[n-1] == hamza {
		r = r[:n-1]
	}
	return r
}

// within reports whether long has all of short in its order.
func within(short, long []rune) bool {
	for _, r := range long {
		if len(short) > 0 && short[0] == r {
			short = short[1:]
		}
	}
	return len(short) == 0
}
