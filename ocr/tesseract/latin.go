package tesseract

import (
	"cmp"
	"context"
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr"
)

const (
	// doubtful is the confidence below which a word may be Latin letters seen
	// with Persian eyes.
	doubtful = 0.80
	// maxSecond bounds the groups of words that are read a second time.
	maxSecond = 60
	// minLatinConf is the least confidence of a second reading that may replace
	// the first, and latinGain by how much it must be surer.
	minLatinConf, latinGain = 0.55, 0.05
	// minNumberConf is the least confidence of a number in ASCII digits.
	minNumberConf = 0.80
	// minLatinShare is the share of ASCII letters among all letters and digits
	// of a Latin reading.
	minLatinShare = 0.5
	// Words that are Persian letters throughout give way only to a long and sure
	// Latin reading: the English model sees "ol" in a Persian word of that shape.
	minLatinLong, minLatinSure = 4, 0.85
	// minLatinShort is the number of letters below which a Latin reading must be
	// sure in any case.
	minLatinShort = 3
)

// rereadLatin reads doubtful words a second time with the English model and
// keeps what is surer and made of Latin letters. The Persian model knows none:
// it prints digits and stray letters in their place.
func (j *job) rereadLatin(ctx context.Context, s *sheet) error {
	if strings.Contains(j.language, latinLanguage) {
		return nil
	}
	left := maxSecond
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for from := 0; from < len(l.words); {
				n := suspects(l.words[from:])
				if n == 0 {
					from++
					continue
				}
				if left--; left < 0 {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				got, err := j.latin(s, l.words[from:from+n])
				if err != nil {
					j.warn(ocr.WarnNoLatin, "doubtful words were not read as Latin: %v", err)
					return nil
				}
				if got != nil {
					l.words = slices.Replace(l.words, from, from+n, got...)
					n = len(got)
				}
				from += n
			}
			orderLatin(l.words)
		}
	}
	return nil
}

// suspects is the number of words at the start of a line that may be one run of
// Latin: doubtful ones, and numbers between them.
func suspects(words []word) int {
	n := 0
	for i, w := range words {
		switch {
		case w.conf < doubtful && utf8.RuneCountInString(w.text) > 1 && !fluent(w):
			n = i + 1
		case n > 0 && numeric(w.text):
		default:
			return n
		}
	}
	return n
}

// fluent reports whether a word is made of Persian letters alone and not quite
// hopeless: its doubts are about a dot, not about the script.
func fluent(w word) bool {
	if w.conf < hopeless {
		return false
	}
	for _, r := range w.text {
		if unicode.IsDigit(r) || r < utf8.RuneSelf && r != '.' && r != ',' && r != '(' && r != ')' {
			return false
		}
	}
	return true
}

func numeric(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// latin is the second reading of a run of words, nil if the first was better.
func (j *job) latin(s *sheet, words []word) ([]word, error) {
	var box image.Rectangle
	for _, w := range words {
		box = box.Union(w.box)
	}
	box = s.whole(box)
	lines, err := j.readPatch(s, box, latinLanguage)
	if err != nil {
		return nil, err
	}
	var got []word
	for _, l := range lines {
		got = append(got, l.words...)
	}
	if len(got) == 0 {
		return nil, nil
	}
	letters, all := 0, 0
	for _, w := range got {
		for _, r := range w.text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				all++
				if r < utf8.RuneSelf && unicode.IsLetter(r) {
					letters++
				}
			}
		}
	}
	if western(words) && westernNumber(got) && lineConf(line{words: got}) >= minNumberConf {
		return got, nil
	}
	if !slices.ContainsFunc(words, func(w word) bool { return soup(w.text) }) &&
		(letters < minLatinLong || lineConf(line{words: got}) < minLatinSure) {
		return nil, nil
	}
	first, second := lineConf(line{words: words}), lineConf(line{words: got})
	if letters < minLatinShort && second < minLatinSure {
		return nil, nil
	}
	if all < 2 || float64(letters) < minLatinShare*float64(all) || second < minLatinConf || second < first+latinGain {
		return nil, nil
	}
	return frame(words, got), nil
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

// westernNumber reports whether a reading is one number in ASCII digits.
func westernNumber(words []word) bool {
	if len(words) != 1 {
		return false
	}
	digits := 0
	for _, r := range words[0].text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(".,%-+/", r):
			return false
		}
	}
	return digits > 0
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

// frame gives a Latin run the brackets and stops of the line it stands in. They
// belong to the Persian sentence, and the English model sees them mirrored: what
// stands to the left of the run closes, what stands to the right opens. The first
// reading knows that.
func frame(first, got []word) []word {
	outer := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	a, b := first[0].text, first[len(first)-1].text
	open := a[:len(a)-len(strings.TrimLeftFunc(a, outer))]
	shut := b[len(strings.TrimRightFunc(b, outer)):]
	n := len(got) - 1
	if t := got[0].text; strings.IndexFunc(t, bracket) == 0 && unpaired(got) {
		got[0].text = strings.TrimLeftFunc(t, outer)
	}
	if t := got[n].text; strings.LastIndexFunc(t, bracket) == len(t)-1 && unpaired(got) {
		got[n].text = strings.TrimRightFunc(t, outer)
	}
	if strings.IndexFunc(open, bracket) >= 0 {
		got[0].text = open + got[0].text
	}
	if shut != "" {
		got[n].text = strings.TrimRightFunc(got[n].text, outer) + shut
	}
	return dropEmpty(got)
}

func bracket(r rune) bool { return strings.ContainsRune("()[]\u00AB\u00BB", r) }

// unpaired reports whether a bracket in the words lacks its partner.
func unpaired(words []word) bool {
	open, shut := 0, 0
	for _, w := range words {
		for _, r := range w.text {
			if strings.ContainsRune("([\u00AB", r) {
				open++
			} else if bracket(r) {
				shut++
			}
		}
	}
	return open != shut
}

// orderLatin puts neighbouring Latin words and numbers from left to right: to
// the first reading they were numbers and strangers in a line that runs the
// other way (UAX #9, rule W7 and L2).
func orderLatin(words []word) {
	for from := 0; from < len(words); {
		to, latin := from, 0
		for to < len(words) && (isLatin(words[to].text) || numeric(words[to].text) && soup(words[to].text)) {
			if isLatin(words[to].text) {
				latin++
			}
			to++
		}
		if latin > 0 && to-from > 1 {
			slices.SortStableFunc(words[from:to], func(a, b word) int { return cmp.Compare(a.box.Min.X, b.box.Min.X) })
		}
		from = max(to, from+1)
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
