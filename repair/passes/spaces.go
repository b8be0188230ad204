package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

const reasonSpacedLetters = "spaced-letters" // single letters with spaces between become a word

const spacesDoc = `Letters of a word with spaces between.

Fault: «س ل ا م» for سلام. Cause: letter-spaced headings, extractors that take
tracking for spaces.
Repair: spaced-letters joins a run of at least four single letters, if the
vocabulary knows the whole as a word, or as words parted by wider gaps.
Left alone: lists of letters, initials, algebra; shorter runs, for و and other
words of one letter stand alone by right; runs whose whole is no word.
Risk: an acrostic.`

const (
	spacedRun   = 4    // fewest single letters in a row: three can be initials
	spacedCount = 20   // sightings of a word by which it is sure to be one
	spacedSure  = 0.97 // confidence of joining a known word
)

// Spaces joins letters that were spaced out.
func Spaces(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name: "spaces", Doc: spacesDoc, Class: pass.Inferred,
		Run: func(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			for n, l := range v.Lines() {
				if n%1024 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				edits = spacedLetters(edits, m, v, l)
			}
			return edits, nil
		},
	}
}

// spacedLetters joins the spaced words of a line. A run is letters with one space
// after each; a wider gap ends a word, and every word of the run must be known.
func spacedLetters(edits []pass.Edit, m *lang.Model, v *pass.View, l pass.Range) []pass.Edit {
	t := v.Text
	for i := l.From; i < l.To; {
		end := singleLetter(t, i, l)
		if end == i {
			i++
			continue
		}
		from, letters := i, 1
		word := append(page.Text(nil), t[i:end]...)
		for end+1 < l.To && isSpace(t[end].R) {
			next := singleLetter(t, end+1, l)
			if next == end+1 {
				break
			}
			word = append(word, t[end+1:next]...)
			end = next
			letters++
		}
		i = end
		if letters >= spacedRun && m.Count(word.String()) >= spacedCount && persianAround(t, from, end) {
			edits = append(edits, v.Edit(pass.Range{From: from, To: end}, word, reasonSpacedLetters, spacedSure))
		}
	}
	return edits
}

// singleLetter is the end of the letter at i, with its marks, if it stands by
// itself; otherwise i.
func singleLetter(t page.Text, i int, l pass.Range) int {
	if !isArabic(t[i].R) || i > l.From && !isSpace(t[i-1].R) {
		return i
	}
	end := i + 1
	for end < l.To && isMark(t[end].R) {
		end++
	}
	if end < l.To && !isSpace(t[end].R) {
		return i
	}
	return end
}
