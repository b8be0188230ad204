package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Context is what the repairs know besides the text itself. The zero value is
// of use: repairs that need a language model then propose nothing.
type Context struct {
	Model   *lang.Model
	Habits  *Habits // of the whole document; nil to learn them from the text itself
	ZWNJ    ZWNJPolicy
	Order   *order.Reader // remembers searched lines between rounds; nil to search anew
	Strokes *Strokes      // remembers scored words between rounds; nil to score anew
	Survey  *Survey       // remembers judged lines between rounds, see pass.Policy.Shared; nil to judge anew
	// Firm says that lines and blocks were read off a page, see pass.View.
	Firm bool
	// Pixels says that most lines were read from pixels: a recognizer loses ZWNJs one by one.
	Pixels bool
	// Extracted says that the text came out of a program as it was painted: most of it was stored
	// backwards, or in presentation forms.
	Extracted bool
	// Ordered says that the text came without ZWNJs and has lines that were put in order: runs end at
	// ZWNJs, and all that stand in it were put in.
	Ordered bool
	// Joined reports an origin of code points of which it was seen that nothing parts them,
	// see page.Joined; nil if nothing was.
	Joined func(from int32) bool
}

// Table lists the repairs in the order in which they run. The order follows
// what each needs to see:
//
//   - encodings come first: until they are right, no code point is what it seems;
//   - what stands for a glyph is brought back to its word while all around it is as its reader wrote it;
//   - code points follow, for everything after them compares letters;
//   - order comes before the shapes of letters are given up, which a reversed
//     line is known by, and before all that speaks of neighbours, for in a
//     reversed line every neighbour is a wrong one;
//   - marks, brackets and numbers need the logical line and its line ends;
//   - words need their letters whole, so strokes go before ZWNJs are put back;
//   - lines are joined last but for the white space that joining leaves, and the
//     normal form closes, for any repair may bring a letter and its mark together.
//
// Lines of code are spared by all but those that undo a wrong encoding, take out what nobody
// sees and make the normal form, see inCode; in a text that is nothing but code what nobody
// sees stays too.
func Table(c Context) []pass.Pass {
	table := []pass.Pass{
		Mojibake(),
		Symbols(),
		GlyphCodes(),
		Numerals(),
		GlyphRuns(c.Model),
		StraySign(c.Model),
		Embeddings(),
		Controls(),
		EvenGaps(),
		Direction(c.Model),
		Vowelled(c.Model),
		LostLamAlef(c.Model),
		SpreadLines(c.Model),
		Unmapped(c.Model),
		LeftSegments(),
		MarkLead(c.Model),
		Spaceless(c.Model),
		Forms(),
		BackwardNumbers(),
		Letters(),
		LamAlef(c.Model),
		Ligatures(c.Model),
		LeadSigns(c.Model),
		WordRows(c.Model),
		WordLines(c.Model),
		Stray(c.Model, c.Strokes),
		MarkLines(c.Model, c.Order),
		Runs(c.Model, c.Order),
		WordOrder(c.Model),
		LostLetters(c.Model),
		Marks(c.Model),
		Stretches(c.Model),
		WideGaps(),
		Brackets(c.Model),
		Numbers(c.Model),
		Tatweel(),
		Spaces(c),
		ZWNJ(c),
		Furniture(),
		Paragraphs(c),
		Blanks(c.Model),
		Compose(),
	}
	for i, p := range table {
		if !byForm[p.Name] {
			p = readable(p)
		}
		switch p.Name {
		case "mojibake", "embeddings", "compose":
		case "controls":
			p = sparingSource(p)
		default:
			p = sparing(p)
		}
		table[i] = p
	}
	return table
}

// Learn reads the habits of a document off its pages, or off a sample of them.
func Learn(m *lang.Model, pages ...page.Text) *Habits {
	var all page.Text
	for _, p := range pages {
		all = append(append(all, p...), inferred('\n'))
	}
	return LearnHabits(m, all)
}
