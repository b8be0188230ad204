package passes

import "github.com/paknevis/paknevis/repair/pass"

// Context is what the repairs know besides the text itself. The zero value is
// of use: repairs that need a language model are then left out of the table.
type Context struct {
	// Firm says that lines and blocks were read off a page, see pass.View.
	Firm bool
}

// Table lists the repairs in the order in which they run. The order follows
// what each needs to see:
//
//   - code points come first, for everything after them compares letters;
//   - order comes before all that speaks of neighbours, for in a reversed line
//     every neighbour is a wrong one;
//   - marks and brackets need the logical line;
//   - words need their letters, spaces need words, and lines are joined last,
//     for the repairs before them take their evidence from line ends.
func Table(c Context) []pass.Pass {
	return []pass.Pass{
		Controls(),
		Marks(),
		Brackets(),
		Numbers(),
		Tatweel(),
		Paragraphs(),
		Blanks(),
		Compose(),
	}
}
