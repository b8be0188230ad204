package passes

import (
	"context"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Compose brings the text to Normalization Form C.
func Compose() pass.Pass {
	return pass.Pass{
		Name:  "compose",
		Class: pass.Lossy, // a mark that becomes part of its letter is no code point of its own any more
		Doc: `Fault: the same letter is written in several ways: alef + madda for alef with madda, marks in
any order.
Cause: fonts map a letter and its mark apart; keyboards differ.
Repair: Normalization Form C (UAX #15), sequence by sequence (compose).
Left alone: compatibility characters: presentation forms, ligatures and superscripts are no matter of this form.
Risk: none; the two ways are canonically equivalent.`,
		Run: compose,
	}
}

func compose(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, lines := v.Text, linesOf(v)
	seen := sequences{}
	for n, l := range v.Lines() {
		if lines[n].signs&signLoose == 0 {
			continue
		}
		// The line feed before the line is the starter of a mark at its start.
		for i := max(0, l.From-1); i < l.To; {
			// A sequence is a starter and all that may interact with it.
			j := i + 1
			for j < len(t) && isLoose(t[j].R) && !boundary(t[j].R) {
				j++
			}
			if n := j - i; n > 1 && n <= maxSequence || n == 1 && isLoose(t[i].R) && !stable(t[i].R) {
				if e, changed := seen.composed(v, pass.Range{From: i, To: j}); changed {
					edits = append(edits, e)
				}
			}
			i = j
		}
	}
	return edits, ctx.Err()
}

// maxSequence is the longest run of marks that is looked at. A longer one is no
// writing of any language; UAX #15 section 13 sets the same limit.
const maxSequence = 30

// boundary reports that nothing before r can compose or reorder with it.
func boundary(r rune) bool {
	if plain(r) {
		return true
	}
	var buf [4]byte
	return norm.NFC.Properties(buf[:utf8.EncodeRune(buf[:], r)]).BoundaryBefore()
}

// plain reports the starters that nearly all text is made of; all of them are
// in Normalization Form C.
func plain(r rune) bool {
	return r < 0x300 || r >= 0x0620 && r <= 0x064A || r >= 0x066E && r <= 0x06D3 && r != 0x0670 || r == zwnj
}

// stable reports that r alone is in Normalization Form C.
func stable(r rune) bool {
	if plain(r) {
		return true
	}
	var buf [4]byte
	return norm.NFC.IsNormal(buf[:utf8.EncodeRune(buf[:], r)])
}

// isLoose reports what boundary and stable may not hold for, from a table.
func isLoose(r rune) bool {
	i := uint32(r)
	return i >= uint32(len(lowKinds)) || lowKinds[i]&signLoose != 0
}

// sequences remembers which short sequences are normal: a text has few, many times each.
type sequences map[[shortSequence]rune]bool

const (
	shortSequence = 3 // code points: a letter with two marks
	maxSequences  = 1 << 12
)

// composed is composed, for what is known to be normal at once.
func (s sequences) composed(v *pass.View, r pass.Range) (pass.Edit, bool) {
	if r.Len() > shortSequence {
		return composed(v, r)
	}
	var key [shortSequence]rune
	for k, c := range v.Text[r.From:r.To] {
		key[k] = c.R
	}
	if s[key] {
		return pass.Edit{}, false
	}
	e, changed := composed(v, r)
	if !changed && len(s) < maxSequences {
		s[key] = true
	}
	return e, changed
}

// composed proposes Normalization Form C for one sequence. Code points that
// were there keep their origin; a composed letter has that of its base.
func composed(v *pass.View, r pass.Range) (pass.Edit, bool) {
	s := v.Slice(r)
	if norm.NFC.IsNormalString(s) {
		return pass.Edit{}, false
	}
	old := v.Text[r.From:r.To]
	used := make([]bool, len(old))
	var new page.Text
	for _, c := range norm.NFC.String(s) {
		from := old[0].From
		for k, o := range old {
			if !used[k] && o.R == c {
				used[k], from = true, o.From
				break
			}
		}
		new = append(new, keep(from, c))
	}
	return v.Edit(r, new, "compose", certain), true
}
