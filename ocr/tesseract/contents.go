package tesseract

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/script"
)

const (
	// entryNumbers is the least number of page numbers under each other that are those of a
	// table of contents, and entryRunes the most signs of one.
	entryNumbers, entryRunes = 3, 5
	// maxPageNumbers bounds the page numbers that a page is looked through for.
	maxPageNumbers = 500
)

// contents puts page numbers behind the entries of a table of contents that has no leaders: to
// the recognizer they are a column of their own.
func (s *sheet) contents() {
	var columns [][]entry
	seen := 0
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			e := entry{number: &b.lines[k]}
			if b.table || len(e.number.words) != 1 || !pageNumber(e.number.words[0].text) {
				continue
			}
			if seen++; seen > maxPageNumbers {
				return
			}
			if e.line = s.entryBeside(e.number); e.line == nil {
				continue
			}
			at := slices.IndexFunc(columns, func(c []entry) bool {
				last := c[len(c)-1].number.box
				return min(last.Max.X, e.number.box.Max.X) > max(last.Min.X, e.number.box.Min.X) && last.Max.Y <= e.number.box.Min.Y && c[len(c)-1].line != e.line
			})
			if at < 0 {
				at = len(columns)
				columns = append(columns, nil)
			}
			columns[at] = append(columns[at], e)
		}
	}
	for _, c := range columns {
		if !rises(c) {
			continue
		}
		for _, e := range c {
			number := e.number.words[0]
			number.leader = true
			e.number.words = nil
			e.line.words = append(e.line.words, number)
			e.line.box = e.line.box.Union(number.box)
		}
	}
	s.layout.settle()
}

// entry is a line of a table of contents and the line of its page number.
type entry struct{ line, number *line }

// pageNumber reports a word that is a number, though perhaps misread in part.
func pageNumber(s string) bool {
	return utf8.RuneCountInString(s) <= entryRunes && !strings.ContainsFunc(s, unicode.IsLetter) && strings.ContainsFunc(s, unicode.IsDigit)
}

// rises reports numbers that grow from entry to entry, as far as they can be read.
func rises(column []entry) bool {
	last, grown := -1, 0
	for _, e := range column {
		n, ok := wholeNumber(e.number.words[0].text)
		if !ok {
			continue
		}
		if n < last {
			return false
		}
		if n > last {
			grown++
		}
		last = n
	}
	return grown >= entryNumbers
}

// wholeNumber is the value of a text of digits.
func wholeNumber(s string) (n int, ok bool) {
	for _, r := range s {
		set, d := script.DigitOf(r)
		if set == script.NoDigits {
			return 0, false
		}
		n = 10*n + d
	}
	return n, s != ""
}

// entryBeside is the line that a page number stands level with, far from its end; nil if there is
// none.
func (s *sheet) entryBeside(number *line) (entry *line) {
	middle := func(l *line) int { return l.box.Min.Y + l.box.Max.Y }
	nearest := math.MaxInt
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			l := &b.lines[k]
			shared := min(l.box.Max.Y, number.box.Max.Y) - max(l.box.Min.Y, number.box.Min.Y)
			apart := max(middle(l)-middle(number), middle(number)-middle(l))
			if l != number && !b.table && float64(shared) > rowShare*float64(min(l.box.Dy(), number.box.Dy())) && apart < nearest {
				entry, nearest = l, apart
			}
		}
	}
	if entry == nil || entry.hasLeader() || float64(entry.box.Min.X-number.box.Max.X) < cellGap*s.survey.Letter || !slices.ContainsFunc(entry.words, hasArabic) {
		return nil
	}
	return entry
}

func hasArabic(w word) bool { return strings.ContainsFunc(w.text, arabicLetter) }
