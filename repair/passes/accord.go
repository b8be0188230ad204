package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// Roots and patterns make a word of nearly any letters in Arabic: take a letter out of a word, or
// the space between two, and a frequent word may stand there. So a place that reads better
// repaired proves nothing by itself; a text shows a fault that it has in so many places. Tuned on
// 16 MB of books, news, law, dialect and scripture, which have 2 such places in a text at the most,
// and on damaged ones, which have 30 and more on a page.
const (
	accordPlaces = 4     // places
	accordShare  = 0.004 // and of the words of the text
	accordLines  = 0.1   // or of its lines
)

// accord keeps edits that each need the witness of others, of a text of so many words.
func accord(m *lang.Model, edits []pass.Edit, words int) []pass.Edit {
	if m.Language() == lang.Arabic && (len(edits) < accordPlaces || float64(len(edits)) < accordShare*float64(words)) {
		return nil
	}
	return edits
}

// accordsIn is the same for lines with a fault among all lines.
func accordsIn(m *lang.Model, faulty, lines int) bool {
	return m.Language() != lang.Arabic || faulty >= accordPlaces && float64(faulty) >= accordLines*float64(lines)
}
