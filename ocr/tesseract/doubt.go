package tesseract

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/lang"
)

// A recognizer makes other mistakes in print of another size, but reading whole pages again
// costs what reading them cost. Of most words neither it nor the lexicon is in doubt; those
// of which they are, are read again by themselves, with what may be torn off them, and what
// the readings make of them is put to the vote (see vote.go).

// Tuned on three scanned documents of 16 pages at 200 and 250 per inch: words in doubt are
// 3 to 8 % of them, and to read them again takes a tenth of the time of the page.
const (
	// doubtKnown and doubtUnknown are the confidence from which a word is not in doubt, if
	// it is in the lexicon and if not.
	doubtKnown, doubtUnknown = 0.70, 0.95
	// maxDoubts bounds the words of one page that are read again.
	maxDoubts = 30
	// doubtJoint is the white in letters up to which two words may be one that was torn.
	doubtJoint = 0.5
	// tornGain is by how many nats it must be likelier than the two.
	tornGain = 3.0
)

// doubtSizes are the letter heights in pixels that they are read at, one after the other
// until enough readings agree.
var doubtSizes = [...]float64{24, 30, 19}

// doubt is a word that is read again. Its place in the line may change meanwhile.
type doubt struct {
	line *line
	box  image.Rectangle
	conf float64
}

// rereadDoubts reads the words again that are in doubt, the least sure ones first.
func (j *job) rereadDoubts(ctx context.Context, s *sheet) error {
	m := lang.Default()
	var doubts []doubt
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n, w := range l.words {
				if inDoubt(m, w) || n > 0 && s.torn(m, l.words[n-1], w) {
					doubts = append(doubts, doubt{l, w.box, w.conf})
				}
			}
		}
	}
	slices.SortStableFunc(doubts, func(a, b doubt) int { return cmp.Compare(a.conf, b.conf) })
	doubts = doubts[:min(len(doubts), maxDoubts)]
	changed := 0
	for _, d := range doubts {
		if err := ctx.Err(); err != nil {
			return err
		}
		at := slices.IndexFunc(d.line.words, func(w word) bool { return w.box == d.box })
		if at < 0 {
			continue // it went with a neighbour
		}
		v, err := j.ballot(m, s, d.line, at)
		if err != nil {
			return err
		}
		if v.elect(m) {
			changed++
		}
	}
	if len(doubts) > 0 {
		j.attempts = append(j.attempts, ocr.Attempt{Settings: fmt.Sprintf("%d words in doubt, %d of them changed", len(doubts), changed), Unread: s.unread, Conf: s.conf, Words: s.words, Chosen: changed > 0})
	}
	return nil
}

// inDoubt reports a word of Persian letters of which the recognizer is not sure, or that is
// in no lexicon.
func inDoubt(m *lang.Model, w word) bool {
	core := wordCore(w.text)
	if w.latin || w.sure || w.conf >= doubtUnknown || !strings.ContainsFunc(core, arabicLetter) {
		return false
	}
	return w.conf < doubtKnown || !isWord(m, core)
}

// torn reports two words that stand so close and make so much better a word together that
// the recognizer may have torn it.
func (s *sheet) torn(m *lang.Model, right, left word) bool {
	if right.latin || left.latin || float64(right.box.Min.X-left.box.Max.X) >= doubtJoint*s.survey.Letter {
		return false
	}
	a, b := wordCore(right.text), wordCore(left.text)
	if a == "" || b == "" || strings.ContainsRune(a+b, zwnj) || !strings.HasSuffix(right.text, a) || !strings.HasPrefix(left.text, b) || !m.Known(a+b) {
		return false
	}
	return m.WordLogProb("", a+b) >= m.WordLogProb("", a)+m.WordLogProb(a, b)+tornGain
}

// wordCore is a word without what stands around its letters; empty if it has none.
func wordCore(s string) string {
	inner := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }
	from := strings.IndexFunc(s, unicode.IsLetter)
	if from < 0 {
		return ""
	}
	to := strings.LastIndexFunc(s, inner)
	_, n := utf8.DecodeRuneInString(s[to:])
	return s[from : to+n]
}

// lineLetter is the height of the letters of a line in pixels: headlines have their own.
func (s *sheet) lineLetter(l *line) float64 {
	letter, _ := s.measure(l)
	return letter
}

// measure is that and the row of its baseline.
func (s *sheet) measure(l *line) (letter, base float64) {
	var parts []prep.Component
	for _, i := range s.componentsIn(l.box) {
		parts = append(parts, s.survey.Components[i])
	}
	letter, base = mark.Measure(parts)
	return max(letter, leastLetter*s.survey.Letter), base
}

// ballot reads a word of a line again, with its neighbours where these stand close.
func (j *job) ballot(m *lang.Model, s *sheet, l *line, at int) (*vote, error) {
	letter := s.lineLetter(l)
	v := newVote(l, at, doubtJoint*max(letter, s.survey.Letter))
	var box image.Rectangle
	for _, w := range v.words() {
		box = box.Union(w.box)
	}
	torn := at > 0 && s.torn(m, l.words[at-1], l.words[at])
	for i, size := range doubtSizes {
		if i > 0 && !torn && v.settled(m) {
			break
		}
		lines, err := j.readCrop(s, box, j.language, modeLine, size/letter)
		if err != nil {
			return nil, err
		}
		var words []word
		for _, ln := range lines {
			words = append(words, ln.words...)
		}
		v.add(words)
	}
	return v, nil
}
