package tesseract

import (
	"cmp"
	"context"
	"image"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr"
)

const (
	// doubtful is the confidence below which a word may be something else than it was read as.
	doubtful = 0.80
	// persianSure is the confidence from which a word of Persian letters is not looked at
	// again for Latin ones.
	persianSure = 0.85
	// andSure is the same for the one word of a letter: digits and Latin letters pass for it.
	andSure = 0.90
	// maxSecond bounds the runs that are read a second time.
	maxSecond = 60
	// minLatinConf is the least confidence of a second reading that may replace the first.
	minLatinConf = 0.40
	// latinGain is by how much it must be surer than a first one of Persian letters.
	latinGain = 0.05
	// sureLead is the lead in nats from which ink is Latin whatever it is read as.
	sureLead = 8.0
	// A reading must have about as many signs as the run has pieces of ink.
	minSigns, maxSigns = 0.6, 1.7
	// minCut is how far a word of the first reading must reach into a run, in letters, to be
	// a reading of it.
	minCut = 0.3
	// minRestConf is the least confidence of a word read again beside a run.
	minRestConf = 0.35
)

// rereadLatin reads the stretches of a line whose ink is Latin a second time with the
// English model. The Persian model knows no Latin letter: it prints digits and stray letters
// in their place, and swallows words beside them, which are read again as well.
func (j *job) rereadLatin(ctx context.Context, s *sheet) error {
	if strings.Contains(j.language, latinLanguage) {
		return nil
	}
	left := maxSecond
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			l := &b.lines[k]
			runs := s.latinRuns(l)
			if left -= len(runs); left < 0 {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			done := false
			for _, r := range runs {
				got, err := j.latin(s, r, l.within(r.box, s.survey.Letter))
				if err != nil {
					j.warn(ocr.WarnNoLatin, "Latin words were not read as such: %v", err)
					return nil
				}
				if got != nil {
					done = true
					if err := j.replaceRun(s, l, r, got); err != nil {
						return err
					}
				}
			}
			if done {
				gap := math.MaxInt
				if b.table {
					gap = int(cellGap * s.survey.Letter)
				}
				orderLatin(l.words, gap)
				settleSigns(l.words, gap)
			}
		}
	}
	s.joinBroken()
	return nil
}

// joinBroken joins the Latin words that line ends break, within paragraphs and over what
// the recognizer takes for their ends.
func (s *sheet) joinBroken() {
	var above *line
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			below := &b.lines[k]
			if above != nil && !b.table && float64(below.box.Min.Y-above.box.Max.Y) < lineGap*s.survey.Letter &&
				below.box.Min.Y > above.box.Min.Y && min(above.box.Max.X, below.box.Max.X) > max(above.box.Min.X, below.box.Min.X) {
				joinBroken(above, below)
			}
			if above = below; b.table {
				above = nil
			}
		}
	}
}

// lineGap is the white between two lines of a paragraph in letters at most.
const lineGap = 3.0

// joinBroken joins a Latin word that the end of a line breaks behind a hyphen: there the
// hyphen goes on with the letters, and is no mark of the sentence around it.
func joinBroken(above, below *line) {
	if len(above.words) == 0 || len(below.words) < 2 {
		return
	}
	last, first := len(above.words)-1, below.words[0]
	if w := &above.words[last]; w.latin && first.latin && len(w.text) > 1 && strings.HasSuffix(w.text, "-") { // in a line from left to right
		w.text += first.text
		below.words = below.words[1:]
		return
	}
	// The words of a run stand in order, its first sign with the first of them.
	from := last
	for from > 0 && above.words[from-1].latin {
		from--
	}
	w := &above.words[from]
	if !first.latin || !w.latin || len(w.text) < 2 || w.text[0] != '-' {
		return
	}
	w.text = w.text[1:]
	above.words[last].text += "-" + first.text
	below.words = below.words[1:]
}

// persianWord reports a word that is surely Persian.
func persianWord(w word) bool {
	if w.text == and && w.conf >= andSure {
		return true
	}
	n := 0
	for _, r := range w.text {
		switch {
		case arabicLetter(r):
			n++
		case unicode.IsDigit(r), r < utf8.RuneSelf && unicode.IsLetter(r):
			return false
		}
	}
	return n > 1 && w.conf >= persianSure
}

// latin is the second reading of a run, nil if it is none; first is what the Persian model
// saw there.
func (j *job) latin(s *sheet, r run, first []word) ([]word, error) {
	lines, err := j.readPatch(s, r.core, latinLanguage)
	if err != nil {
		return nil, err
	}
	var got []word
	signs, letters := 0, 0
	for _, l := range lines {
		for _, w := range l.words {
			w.latin = true
			got = append(got, w)
			signs += utf8.RuneCountInString(w.text)
			letters += strings.Count(strings.Map(asciiLetter, w.text), "a")
		}
	}
	conf := lineConf(line{words: got})
	if r.pieces == 1 && letters > 1 || letters == 0 || float64(signs) < minSigns*float64(r.pieces) || float64(signs) > maxSigns*float64(r.pieces)+1 {
		return nil, nil
	}
	// Where the Persian model saw digits and strays, as it does in Latin, it is wrong whatever
	// the other one makes of it.
	if isSoup := slices.ContainsFunc(first, func(w word) bool { return soup(w.text) }); conf < minLatinConf && !(isSoup && r.lead >= sureLead) ||
		!isSoup && conf < lineConf(line{words: first})+latinGain {
		return nil, nil
	}
	slices.SortStableFunc(got, func(a, b word) int { return cmp.Compare(a.box.Min.X, b.box.Min.X) })
	got = joinSigns(got, s.survey.Letter)
	trimSigns(got, &r)
	for i := range got {
		got[i].text = mendZeros(got[i].text)
	}
	got[len(got)-1].text += r.index
	if got = dropEmpty(got); len(got) > 0 {
		got[len(got)-1].right, got[0].left = r.before, r.behind
	}
	return got, nil
}

// signJoint is the white in letters up to which two words are one that signs hold together,
// as in an address; between words it is 0.6 and more.
const signJoint = 0.45

// joinSigns joins words, from left to right, that a sign between them holds together.
func joinSigns(words []word, letter float64) (out []word) {
	for _, w := range words {
		if n := len(out) - 1; n >= 0 && float64(w.box.Min.X-out[n].box.Max.X) < signJoint*letter {
			last, _ := utf8.DecodeLastRuneInString(out[n].text)
			first, _ := utf8.DecodeRuneInString(w.text)
			if outer(last) || outer(first) {
				chars := float64(len(out[n].text))
				out[n].conf = (out[n].conf*chars + w.conf*float64(len(w.text))) / (chars + float64(len(w.text)))
				out[n].text, out[n].box = out[n].text+w.text, out[n].box.Union(w.box)
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

func outer(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func asciiLetter(r rune) rune {
	if r < utf8.RuneSelf && unicode.IsLetter(r) {
		return 'a'
	}
	return -1
}

// mendZeros writes a zero for the letter of its shape that stands before a digit and behind
// no letter.
func mendZeros(s string) string {
	r := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(r) {
			return ' '
		}
		return r[i]
	}
	for i, c := range r {
		if c != 'O' && c != 'o' {
			continue
		}
		if a, b := at(i-1), at(i+1); unicode.IsDigit(b) && !unicode.IsLetter(a) {
			r[i] = '0'
		}
	}
	return string(r)
}

// within are the words of a line that reach into a box.
func (l *line) within(box image.Rectangle, letter float64) (in []word) {
	for _, w := range l.words {
		over := min(w.box.Max.X, box.Max.X) - max(w.box.Min.X, box.Min.X)
		if float64(over) > minCut*letter || 2*over > w.box.Dx() {
			in = append(in, w)
		}
	}
	return in
}

// replaceRun puts the words of a run in the place of those that the Persian model saw
// there. What else of these the run does not cover is read again.
func (j *job) replaceRun(s *sheet, l *line, r run, got []word) error {
	letter := s.survey.Letter
	gone := l.within(r.box, letter)
	at := slices.IndexFunc(l.words, func(w word) bool { return slices.Contains(gone, w) })
	kept := slices.DeleteFunc(slices.Clone(l.words), func(w word) bool { return slices.Contains(gone, w) })
	if at < 0 {
		at = placeOf(kept, r.box)
	}
	// The others stay in their order: the recognizer gives some words ink of their neighbours.
	l.words = slices.Insert(slices.Clone(kept), at, got...)
	covered := func(c image.Rectangle) bool {
		mid := (c.Min.X + c.Max.X) / 2
		return mid >= r.box.Min.X && mid < r.box.Max.X || slices.ContainsFunc(kept, func(w word) bool { return mid >= w.box.Min.X && mid < w.box.Max.X })
	}
	for _, w := range gone {
		var rest []image.Rectangle // from right to left
		for _, g := range s.groups(w.box) {
			if covered(g) {
				continue
			}
			if n := len(rest); n > 0 && float64(rest[n-1].Min.X-g.Max.X) < letter {
				rest[n-1] = rest[n-1].Union(g)
				continue
			}
			rest = append(rest, g)
		}
		for _, box := range rest {
			if float64(box.Dx()) < minCut*letter || float64(box.Dy()) < minPatchHeight*letter {
				continue
			}
			lines, err := j.readPatch(s, box, j.language)
			if err != nil {
				return err
			}
			for _, found := range lines {
				for _, f := range found.words {
					if f.conf >= minRestConf {
						l.mergeWords([]word{f})
					}
				}
			}
		}
	}
	return nil
}

// orderLatin puts neighbouring Latin words and numbers from left to right: to
// the first reading they were numbers and strangers in a line that runs the
// other way (UAX #9, rule W7 and L2). White wider than gap pixels parts the cells of a
// table, which are in no order with each other.
func orderLatin(words []word, gap int) {
	for phrase := range phrases(words, gap) {
		slices.SortStableFunc(phrase, func(a, b word) int { return cmp.Compare(a.box.Min.X, b.box.Min.X) })
	}
}

// phrases yields the stretches of Latin words and numbers with a Latin word among them.
func phrases(words []word, gap int) iter.Seq[[]word] {
	return func(yield func([]word) bool) {
		for from := 0; from < len(words); {
			to, latin := from, 0
			for to < len(words) && (words[to].latin || isLatin(words[to].text) || western(words[to:to+1])) {
				if to > from && max(words[to].box.Min.X-words[to-1].box.Max.X, words[to-1].box.Min.X-words[to].box.Max.X) > gap {
					break
				}
				if words[to].latin || isLatin(words[to].text) {
					latin++
				}
				to++
			}
			if latin > 0 && !yield(words[from:to]) {
				return
			}
			from = max(to, from+1)
		}
	}
}

func isLatin(s string) bool {
	n := 0
	for _, r := range s {
		if arabicLetter(r) {
			return false
		}
		if r < utf8.RuneSelf && unicode.IsLetter(r) {
			n++
		}
	}
	return n > 0
}

// western reports whether most digits of a reading are ASCII: the Persian model
// tells the two sets apart, though it drops the points between them.
func western(words []word) bool {
	ascii, all := 0, 0
	for _, w := range words {
		for _, r := range w.text {
			if unicode.IsDigit(r) {
				all++
				if r < utf8.RuneSelf {
					ascii++
				}
			} else if arabicLetter(r) {
				return false
			}
		}
	}
	return ascii > 0 && ascii*3 >= all*2
}

// whole widens a box to the pieces of ink that it cuts: the Persian model leaves
// out the edges of what it cannot read.
func (s *sheet) whole(box image.Rectangle) image.Rectangle {
	reach := int(s.survey.Letter / 2)
	near := image.Rect(box.Min.X-reach, box.Min.Y, box.Max.X+reach, box.Max.Y)
	free := s.free(near)
	for _, i := range s.componentsIn(near.Inset(-reach)) {
		c := s.survey.Components[i].Box
		if c.Min.Y < box.Max.Y && c.Max.Y > box.Min.Y && c.Min.X < near.Max.X && c.Max.X > near.Min.X && (c.Overlaps(box) || free[i]) &&
			c.Dx() < 4*reach {
			box = box.Union(c)
		}
	}
	return box
}

// free are the components near a box that no word holds.
func (s *sheet) free(near image.Rectangle) map[int]bool {
	if s.loose == nil {
		s.loose = s.survey.Outside(s.layout.boxes())
	}
	free := map[int]bool{}
	for _, i := range s.loose {
		if s.survey.Components[i].Box.Overlaps(near) {
			free[i] = true
		}
	}
	return free
}

// soup reports whether a reading has digits or ASCII in it, as the Persian model
// prints for Latin letters.
func soup(s string) bool {
	for _, r := range s {
		if unicode.IsDigit(r) || r < utf8.RuneSelf && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
