package passes

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Nats by which a line reads better in another order that proves by itself, where all its
// words are known then, that it is not in order. Of 80,000 healthy lines, each a text of its own,
// none does so; of 357 scrambled ones with strings that are no words half do as plain reversals, of
// 250 with segments 102 by their law.
const (
	provesRuns     = 35.0
	provesOpened   = 15.0 // of a line that begins with an ending, which stands behind its noun, or ends in می, which stands before its verb
	provesSegments = 60.0
	provesLetters  = 15.0 // by the letters alone
	provesLone     = 0.1  // share of the words that are single letters, which count as known
)

// scrambledFew puts lines in order in a text of too few lines for it to be judged as a
// whole. One line has to prove that it is torn: it has strings that are no words as it stands, or
// the gaps of segments, and words alone in another order. The others follow.
func scrambledFew(ctx context.Context, m *lang.Model, rd *order.Reader, v *pass.View) ([]pass.Edit, error) {
	if _, n := sickShare(m, v); n >= minJudged || isOthers(nil, v) || isCode(v) {
		return nil, nil
	}
	at := slices.DeleteFunc(searchable(v), func(l pass.Range) bool { return has(v.Text, l, isStrange) })
	if len(at) == 0 || len(at) >= minJudged {
		return nil, nil
	}
	if slices.ContainsFunc(at, func(l pass.Range) bool { return hasWideGap(v.Text, l) }) {
		return nil, nil
	}
	lines := linesAt(v, at)
	var tried []order.Convention
	for _, line := range lines {
		law := rd.Few(line)
		if slices.Contains(tried, law) || !law.Segments && m.Coverage(line) == 1 {
			continue
		}
		tried = append(tried, law)
		choices := rd.Lines(lines, order.Options{Law: law, Wide: true})
		gains := gainsOf(choices, at)
		proven := false
		for i, c := range choices {
			proven = proven || proves(m, lines[i], c, gains[i], law)
		}
		if !proven {
			continue
		}
		typical, _ := gainsAsked(law)
		var edits []pass.Edit
		for i, c := range choices {
			if len(c.Runs) > 1 && c.Gain >= typical {
				edits = append(edits, inOrder(m, v, at[i], c, law))
			}
		}
		return edits, ctx.Err()
	}
	return nil, ctx.Err()
}

// proves reports a line that is surely not in order, which reads better in another by so
// many nats in the length of a line of a page.
func proves(m *lang.Model, line []rune, c order.Choice, gain float64, law order.Convention) bool {
	placed := c.Apply(line)
	if len(c.Runs) < 2 || m.Coverage(placed) < 1 || loneLetters(placed) > provesLone {
		return false
	}
	if law.Segments { // whose gain tells more of the spaces of the line than of its letters
		asIs := appendLetters(nil, page.TextOf(string(line)), false)
		return gain >= provesSegments && m.LogProb(nil, placed) >= m.LogProb(nil, asIs)+provesLetters
	}
	if m.Coverage(line) == 1 {
		return false
	}
	return gain >= provesRuns || gain >= provesOpened && isOpened(line)
}

// loneLetters is the share of single letters among the words of a line.
func loneLetters(line []rune) float64 {
	lone, words := 0, 0
	for w := range strings.FieldsSeq(string(line)) {
		words++
		if r, size := utf8.DecodeRuneInString(w); size == len(w) && isLetter(r) && r != waw {
			lone++
		}
	}
	return float64(lone) / float64(max(words, 1))
}

// firstOf is the first word of a line.
func firstOf(line []rune) string {
	to := slices.IndexFunc(line, func(r rune) bool { return !isLetter(r) })
	return string(line[:max(to, 0)])
}

// isOpened reports a line that begins or ends inside of a word, where a ZWNJ was: with an ending, or with the
// prefix of a verb.
func isOpened(line []rune) bool {
	first, last := keyOf(firstOf(line)), keyOf(lastOf(line))
	return pluralEndings[first] || last == keyMi || hehEndings[first] && strings.HasSuffix(last, keyHeh)
}

// lastOf is the last word of a line that ends in one.
func lastOf(line []rune) string {
	from := len(line)
	for from > 0 && isLetter(line[from-1]) {
		from--
	}
	return string(line[from:])
}

// hasWideGap reports more than two spaces in a row, as tables have.
func hasWideGap(t page.Text, l pass.Range) bool {
	for i := l.From; i+2 < l.To; i++ {
		if t[i].R == ' ' && t[i+1].R == ' ' && t[i+2].R == ' ' {
			return true
		}
	}
	return false
}
