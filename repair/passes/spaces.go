package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Reasons of the spaces pass.
const (
	reasonSpacedLetters = "spaced-letters" // single letters with spaces between become a word
	reasonGlued         = "glued-words"    // words without a space between are parted
	reasonSplit         = "split-word"     // two pieces of a word are joined
)

const spacesDoc = `Fault: spaces stand within words, and none between words: «س ل ا م» for سلام; «استکه» for «است که»; «دانش جویان» with its
first letters apart from the rest.
Cause: letter-spaced headings, extractors that take tracking for spaces; spaces lost where two runs of text meet, or won
where a letter ends its stroke.
Repair: spaced-letters joins a run of single letters that falls into known words, with the stop behind it, and puts the ZWNJ back
that a word of five letters or more has before its ending or behind می, if the text writes any; glued-words parts a string that is no
word and reads far better as frequent words, in a text of a line or a few also one that the words around tell of, and in a text that lost
spaces here and there each that reads better so between its neighbours, beside its ZWNJs too; split-word joins two strings of which one is no word to one that is, in such a text also a letter that stands alone by mistake;
mark-gap takes out a space behind a vowel mark within a word, in texts that have several.
Left alone: lists of letters, initials, algebra; runs of two, for و and other words of one letter stand alone by right;
و before a word that was ever seen; می before a verb; words with vowel marks; what is no word as a whole either;
words that could be built of a stem and endings; names; two words that are known to
follow each other.
Risk: an acrostic; a name that no text has held, of two words.`

// Spaces joins letters that were spaced out and words that were split, and parts
// words that were glued.
func Spaces(c Context) pass.Pass {
	m := c.Model
	return pass.Pass{
		Name: "spaces", Doc: spacesDoc, Class: pass.Inferred,
		Run: func(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			if m == nil {
				return nil, nil
			}
			lines := linesOf(v)
			joins, asked := false, false // the text writes ZWNJs, and may get more
			for n, l := range v.Lines() {
				if n%1024 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if lines[n].signs&signApart != 0 {
					if !asked {
						asked, joins = true, c.ZWNJ != KeepZWNJ && slices.ContainsFunc(v.Text, func(c page.Char) bool { return c.R == zwnj })
					}
					edits = spacedLetters(edits, m, v, l, joins)
				}
			}
			edits = accord(m, edits, len(wordsOf(v)))
			edits = markGaps(edits, m, v)
			g := gluer{m: m, v: v, s: surveyOf(v).spellerOf(m), words: wordsOf(v), lost: surveyOf(v).gaps || lostSpaces(m, v), brief: m.Language() == lang.Persian && isBrief(v), joined: -1}
			order := guard{m: m, v: v}
			disordered := !g.brief && order.disordered() // then every neighbour is a wrong one
			var joined []pass.Edit
			for i := range g.words {
				if i%4096 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				n := len(edits)
				if edits = g.part(edits, i); len(edits) == n && !disordered {
					joined = g.join(joined, i)
				}
			}
			return append(edits, accord(m, joined, len(g.words))...), nil
		},
	}
}
