package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// A text of a word or two, which are too few to weigh kinds of lines: every seen and sad that joins on
// has as many noons behind it, the letter that fonts give their tatweel most often, and each of the
// words is one without them. Of 35,000 healthy lines, each a text of its own, none is so.
const (
	loneWords  = 4  // of the text
	loneCount  = 50 // sightings of each word without the letters
	loneLength = 5  // least letters of one with single noons: there are شنیون and شیون
)

// lone takes the strokes out of such a text.
func (s *strays) lone() (edits []pass.Edit) {
	words := wordsOf(s.v)
	if s.m.Language() != lang.Persian || len(words) > loneWords || !isBrief(s.v) {
		return nil
	}
	count, unknown := 0, false
	for i := range words {
		w := &words[i]
		found, n, ok := s.loneStrokes(w)
		if !ok || n > 0 && count > 0 && n != count {
			return nil
		}
		if n == 0 {
			continue
		}
		count, unknown = n, unknown || !s.isKnown(w)
		edits = append(edits, found...)
	}
	if !unknown {
		return nil
	}
	return edits
}

// loneStrokes are the noons behind the seens of a word, n behind each; not ok if they are not alike
// or no word is left.
func (s *strays) loneStrokes(w *persianWord) (edits []pass.Edit, n int, ok bool) {
	t := s.v.Text
	var rest []rune
	for i := int(w.from); i < int(w.to); i++ {
		rest = append(rest, t[i].R)
		if !isSeen(t[i].R) || i+1 == int(w.to) {
			continue
		}
		to := i + 1
		for to < int(w.to) && t[to].R == noon {
			to++
		}
		if to == int(w.to) || to == i+1 || n > 0 && to-i-1 != n {
			return nil, 0, false
		}
		n = to - i - 1
		edits = append(edits, s.v.Delete(pass.Range{From: i + 1, To: to}, "lone", 0.9))
		i = to - 1
	}
	return edits, n, n == 0 || w.mask == 0 && (n > 1 || len(rest) >= loneLength) && s.m.Count(string(rest)) >= loneCount
}

const noon = '\u0646' // ARABIC LETTER NOON
