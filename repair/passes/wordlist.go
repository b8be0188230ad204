package passes

import (
	"github.com/paknevis/paknevis/repair/pass"
)

// The words of a text by line. A line that stood in the text before brings its words along, so
// an edit costs the lines that it changes.

// wordList is persianWords by line.
type wordList struct {
	words []persianWord
	lines []wordLine
}

type wordLine struct {
	from int // code points before the line
	end  int // words up to its end
}

// start is the first word of line i or after it.
func (w *wordList) start(i int) int {
	if i == 0 {
		return 0
	}
	return w.lines[i-1].end
}

// wordsOf lists the words of a view, see persianWords. They are shared: who
// changes one has to change it back.
func wordsOf(v *pass.View) []persianWord {
	s := surveyOf(v)
	if !s.worded {
		s.listWords(v)
	}
	return s.words.words
}

// listedIn is the part of wordsOf that stands in line i.
func listedIn(v *pass.View, i int) []persianWord {
	words, s := wordsOf(v), surveyOf(v)
	return words[s.words.start(i):s.words.lines[i].end]
}

func (s *Survey) listWords(v *pass.View) {
	s.words, s.before = s.before, s.words
	w, old := &s.words, &s.before
	if w.words == nil {
		w.words = make([]persianWord, 0, len(v.Text)/usualWord+1)
	}
	w.words, w.lines = w.words[:0], w.lines[:0]
	for i, r := range v.Lines() {
		if l := s.lines[i]; l.listed != s.listed || s.listed == 0 {
			w.words = s.reader.line(w.words, v.Text, r)
		} else {
			at, n := old.lines[l.at], len(w.words)
			w.words = append(w.words, old.words[old.start(int(l.at)):at.end]...)
			by := int32(r.From - at.from)
			for k := range w.words[n:] {
				w.words[n+k].from += by
				w.words[n+k].to += by
			}
		}
		w.lines = append(w.lines, wordLine{r.From, len(w.words)})
	}
	s.listed++
	for i, l := range s.lines {
		l.listed, l.at = s.listed, int32(i)
	}
	s.worded = true
}
