package passes

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Marks brings marks that lost their letter back to it.
func Marks(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "marks",
		Class: pass.Lossless,
		After: []string{"controls"},
		Doc: `Fault: a mark, most often the tanwin of an adverb, stands alone: on a line of its own between two
pieces of a broken line, after a space, before the alef that carries it, or at the start of a line.
Cause: the mark comes from another font or is painted by itself; extractors take it for a text run and
sort the runs of the line by their left edge, so that the left piece comes first.
Repair: a line of marks between two lines joins them: the piece whose last letter can carry the mark, the mark,
the other piece (own-line); where the first of the two pieces carries it, or the mark starts a line, it goes to
the end of the line before, and the rest of the line with it if both together are no longer than another line (line-start), or
else to the first word of its own that can carry it (first-word). Within a line the space before the mark goes and one after it comes
(after-space), behind a lam-alef that stands the wrong way round as well, and a mark that was put before its alef changes places
with it (before-alef); a space before a mark inside of a known word goes, and one behind it (torn), one before the kasra that
joins a word of Persian to the next one (ezafe), and one before a shadda that a word ends with (doubled). Where every mark of a
text has one before it, all go (all-spaced).
Left alone: marks on letters, however many, as in Arabic and in the Quran; the signs of the Quran; a mark
that no letter beside it can carry, as in a grammar that shows the sign.
Risk: a grammar that shows a sign right after a word that could carry it.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return detached(m, v), nil },
	}
}

// maxMarks is the number of marks in a row that are moved together; a letter
// carries at most shadda, a vowel and a superscript alef.
const maxMarks = 3

func detached(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	t := v.Text
	shown, lines := linesOf(v), v.Lines()
	spaced := allSpaced(v)
	for i := 0; i < len(lines); i++ {
		if shown[i].signs&signMark == 0 {
			continue
		}
		l := trim(t, lines[i])
		if l.Len() > 0 && isVowelMark(t[l.From].R) {
			if e, last, ok := stranded(v, i, l); ok {
				edits = append(edits, e)
				i = last
				continue
			}
		}
		edits = misplaced(m, v, l, spaced, edits)
	}
	return edits
}

// carries reports whether the letter at i can carry the mark at its end, where
// nothing but the mark was lost: the tanwin of Persian stands on alef (and on
// teh marbuta or hamza), hamza above on heh, the others on any letter.
func carries(t page.Text, i int, m rune) bool {
	r := at(t, i)
	one := letterBefore(t, i)
	two := letterBefore(t, one)
	switch m {
	case fathatan:
		return (r == alef || r == 0x0629 || r == 0x0621) && isArabic(at(t, one)) && isArabic(at(t, two)) // TEH MARBUTA, HAMZA
	case 0x064C, 0x064D: // DAMMATAN, KASRATAN
		return isArabic(r) && r != alef && isArabic(at(t, one))
	case 0x0654: // HAMZA ABOVE
		return r == 0x0647 && isArabic(at(t, one)) // HEH
	}
	return false
}

// letterBefore is the place before i, marks passed over.
func letterBefore(t page.Text, i int) int {
	for i--; i > 0 && isVowelMark(t[i].R); i-- {
	}
	return i
}

// stranded mends a line that starts with marks. It returns the edit and the
// last line that the edit covers.
//
//	B            A mark B
//	mark    =>
//	A
func stranded(v *pass.View, i int, l pass.Range) (pass.Edit, int, bool) {
	t, lines := v.Text, v.Lines()
	n := 1
	for l.From+n < l.To && isVowelMark(t[l.From+n].R) {
		n++
	}
	if n > maxMarks {
		return pass.Edit{}, 0, false
	}
	mark, alone := t[l.From], l.Len() == n
	up, down := neighbour(t, lines, i, -1), neighbour(t, lines, i, 1)
	var above, below pass.Range
	if up >= 0 {
		above = trim(t, lines[up])
	}
	if alone && down >= 0 {
		below = trim(t, lines[down])
	}
	marks := t[l.From : l.From+n]
	switch {
	case below.Len() > 0 && carries(t, below.To-1, mark.R) && above.Len() > 0 && (isSpace(t[lines[up].From].R) || !carries(t, above.To-1, mark.R) && !endsSentence(t, above)):
		// The pieces of one painted line: the right one was put out last.
		new := append(slices.Clone(t[below.From:below.To]), marks...)
		if sp := lines[up].From; isSpace(t[sp].R) {
			new = append(new, t[sp])
		} else {
			new = append(new, inferred(' '))
		}
		new = append(new, t[above.From:lines[up].To]...)
		new = append(new, t[below.To:lines[down].To]...)
		return v.Edit(pass.Range{From: lines[up].From, To: lines[down].To}, new, "own-line", 0.95), down, true
	case above.Len() > 0 && carries(t, above.To-1, mark.R):
		new := append(slices.Clone(t[above.To-1:above.To]), marks...)
		rest, last := trim(t, pass.Range{From: l.From + n, To: lines[i].To}), i
		if alone {
			if rest = below; rest.Len() > 0 && oneLine(v, above, rest, up, down) {
				last = down
			} else {
				rest = pass.Range{}
			}
		}
		switch {
		case rest.Len() == 0:
		case oneLine(v, above, rest, up, last):
			new = append(append(new, inferred(' ')), t[rest.From:lines[last].To]...)
		default:
			new = append(append(new, t[above.To:lines[i].From]...), t[rest.From:lines[i].To]...)
		}
		return v.Edit(pass.Range{From: above.To - 1, To: lines[last].To}, new, "line-start", 0.93), last, true
	case !alone && isSpace(t[l.From+n].R):
		rest := trim(t, pass.Range{From: l.From + n, To: l.To})
		word := wordAfter(t, l, rest.From)
		letters, places := bare(t, word)
		if k := carrier(letters, mark.R); k >= 0 && len(letters) == word.Len() {
			to := places[k] + 1
			new := append(slices.Clone(t[rest.From:to]), marks...)
			return v.Edit(pass.Range{From: l.From, To: to}, new, "first-word", 0.9), i, true
		}
	}
	return pass.Edit{}, 0, false
}

// oneLine reports that two pieces, of which a mark stood above the end of the first, are no
// longer together than another line of the text, so that they may have been one; up and down
// are the lines that they stand on.
//
// Lines further away than oneLineReach are not looked at.
func oneLine(v *pass.View, a, b pass.Range, up, down int) bool {
	others, lines := 0, v.Lines()
	for i := max(0, up-oneLineReach); i < min(len(lines), down+oneLineReach); i++ {
		l := lines[i]
		if l.Len() == 0 || i >= up && i <= down {
			continue
		}
		if others++; a.Len()+b.Len() < l.Len() {
			return true
		}
	}
	return others == 0
}

const oneLineReach = 40

// neighbour is the next line with text in the direction of step, at most one
// empty line away; -1 if there is none.
func neighbour(t page.Text, lines []pass.Range, i, step int) int {
	for k, n := i+step, 0; k >= 0 && k < len(lines) && n < 2; k, n = k+step, n+1 {
		if trim(t, lines[k]).Len() > 0 {
			return k
		}
	}
	return -1
}

// endsSentence reports a full stop or its like at the end of the range.
func endsSentence(t page.Text, r pass.Range) bool {
	if r.Len() == 0 {
		return false
	}
	k := r.To - 1
	for k > r.From && isBracket(t[k].R) {
		k--
	}
	switch t[k].R {
	case '.', '!', '?', ':', 0x061F, 0x06D4, 0x2026: // ARABIC QUESTION MARK, ARABIC FULL STOP, HORIZONTAL ELLIPSIS
		return true
	}
	return false
}

// misplaced mends the marks within a line.
func misplaced(m *lang.Model, v *pass.View, l pass.Range, spaced bool, edits []pass.Edit) []pass.Edit {
	t := v.Text
	prose := m != nil && languageOf(v) == lang.Persian && !isVowelled(t, l)
	for i := l.From + 1; i < l.To; i++ {
		switch {
		case !isVowelMark(t[i].R):
		case prose && isSpace(at(t, i+1)) && tornBehind(m, v, l, i+1):
			edits = append(edits, v.Delete(pass.Range{From: i + 1, To: i + 2}, "torn", 0.93))
		case isSpace(t[i-1].R):
			p := apartMarksAt(m, v, l, i)
			if e, next, ok := p.move(); ok {
				edits, i = append(edits, e), next
			} else if reason, conf := p.closes(spaced); reason != "" {
				edits = append(edits, v.Delete(pass.Range{From: p.word, To: i}, reason, conf))
				if reason == "torn" {
					i = p.end - 1
				}
			}
		}
	}
	return edits
}

// apartMarks are marks with a space before them.
type apartMarks struct {
	m             *lang.Model
	v             *pass.View
	l             pass.Range
	word, at, end int // where the word before them ends, where they begin and end
}

func apartMarksAt(m *lang.Model, v *pass.View, l pass.Range, i int) apartMarks {
	p := apartMarks{m, v, l, i - 1, i, i + 1}
	for p.word > l.From && isSpace(v.Text[p.word-1].R) {
		p.word--
	}
	for p.end < l.To && isVowelMark(v.Text[p.end].R) && p.end-i < maxMarks {
		p.end++
	}
	return p
}

// move puts the marks on the word before, and tells the place that is looked at last.
func (p *apartMarks) move() (e pass.Edit, next int, ok bool) {
	t, mark := p.v.Text, p.v.Text[p.at].R
	switch {
	case mark == fathatan && at(t, p.end) == alef && isArabic(t[p.word-1].R) && t[p.word-1].R != alef && !isArabic(at(t, p.end+1)):
		// letter, space, tanwin, alef: the alef is the end of the word before
		new := append(page.Text{t[p.end]}, t[p.at:p.end]...)
		return p.v.Edit(pass.Range{From: p.word, To: p.end + 1}, new, "before-alef", 0.95), p.end, true
	case carries(t, p.word-1, mark):
		new := p.spaced(slices.Clone(t[p.at:p.end]))
		return p.v.Edit(pass.Range{From: p.word, To: p.end}, new, "after-space", 0.95), p.end - 1, true
	case mark == fathatan && at(t, p.word-1) == lam && at(t, p.word-2) == alef && isSwappedAdverb(p.m, p.v, p.l, p.word):
		new := p.spaced(page.Text{t[p.word-1], t[p.word-2], t[p.at]})
		return p.v.Edit(pass.Range{From: p.word - 2, To: p.at + 1}, new, "after-space", 0.9), p.end - 1, true
	}
	return e, 0, false
}

// spaced is what comes before a word, if one follows, with the space that stood before the marks.
func (p *apartMarks) spaced(t page.Text) page.Text {
	if isArabic(at(p.v.Text, p.end)) {
		return append(t, p.v.Text[p.at-1])
	}
	return t
}

// closes tells why the space before the marks goes, and how sure that is; "" if it stays.
func (p *apartMarks) closes(spaced bool) (reason string, conf float64) {
	t, mark := p.v.Text, p.v.Text[p.at].R
	switch {
	case p.at-p.word != 1:
	case mark == shadda && endsDoubled(p.v, p.l, p.word, p.end):
		return "doubled", 0.9
	case mark == shadda && doubledInside(p.v, p.l, p.word, p.end):
		return "doubled", 0.95
	case mark != fathatan && tears(p.m, p.v, p.l, p.word, p.end):
		return "torn", 0.95
	case mark == kasra && isEzafe(p.v, p.l, p.word, p.end):
		return "ezafe", 0.95
	case spaced && (isArabic(t[p.word-1].R) || isVowelMark(t[p.word-1].R)):
		return "all-spaced", 0.95
	}
	return "", 0
}

const kasra = '\u0650' // ARABIC KASRA

// isEzafe reports that the kasra up to end joins the word before a space to the next one, in
// Persian, and is not shown as a sign.
func isEzafe(v *pass.View, l pass.Range, space, end int) bool {
	t := v.Text
	head, tail := wordBefore(t, l, space), wordAfter(t, l, end+1)
	return head.Len() > 1 && tail.Len() > 0 && isSpace(at(t, end)) && isArabic(t[tail.From].R) && languageOf(v) == lang.Persian && !signNames[v.Slice(head)]
}

// signNames are what stands before a mark that a grammar shows.
var signNames = func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq("کسره کسرهٔ فتحه ضمه تنوین علامت نشانه نشانهٔ حرکت مصوت واکه واکهٔ صدای اعراب حرف") {
		set[w] = true
	}
	return set
}()

// isSwappedAdverb reports a word in alef-lam before the tanwin that it lost, of which the lam-alef stands
// the wrong way round.
func isSwappedAdverb(m *lang.Model, v *pass.View, l pass.Range, to int) bool {
	w := wordBefore(v.Text, l, to)
	if m == nil || w.Len() < 4 || languageOf(v) != lang.Persian {
		return false
	}
	return m.Known(v.Slice(pass.Range{From: w.From, To: w.To - 2}) + string(lam) + string(alef))
}

// endsDoubled reports that the shadda up to end stands behind a word that ends with a doubled letter.
func endsDoubled(v *pass.View, l pass.Range, space, end int) bool {
	word, _ := bare(v.Text, wordBefore(v.Text, l, space))
	return len(word) > 1 && !isArabic(at(v.Text, end)) && languageOf(v) == lang.Persian && lang.Doubled(string(word)) == len(word)-1
}

// doubledInside reports that the shadda up to end stands behind the letter that the word around it doubles,
// whatever its two parts are by themselves: مکر ّراً.
func doubledInside(v *pass.View, l pass.Range, space, end int) bool {
	left, _ := bare(v.Text, wordBefore(v.Text, l, space))
	right, _ := bare(v.Text, wordAfter(v.Text, l, end))
	return len(left) > 1 && len(right) > 0 && isArabic(v.Text[end].R) && languageOf(v) == lang.Persian && lang.Doubled(string(left)+string(right)) == len(left)-1
}

// tornBehind reports, in Persian prose, that the mark before a space and what stands behind it are inside of one known
// word: its rest is a yeh or, in a well-known one, no word, or its beginning is none. Who types a vowel behind a lone letter
// (اَ تو, کِ از) parts words, and letters with a space behind each are another fault.
func tornBehind(m *lang.Model, v *pass.View, l pass.Range, space int) bool {
	t := v.Text
	head, tail := wordBefore(t, l, space), wordAfter(t, l, space+1)
	left, _ := bare(t, head)
	right, _ := bare(t, tail)
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	if len(right) == 1 {
		return len(left) > 1 && right[0] == script.PersianYeh && tears(m, v, l, space, space+1)
	}
	words := m.Known(string(right)) && (len(left) == 1 || m.Known(string(left)))
	return !words && m.Count(string(left)+string(right)) >= tornCount && tears(m, v, l, space, space+1)
}

// tears reports that the letters on both sides of a space and the marks after it
// are one known word, and not two that are both more frequent: who types a mark
// before its letter writes از ُگل.
func tears(m *lang.Model, v *pass.View, l pass.Range, space, end int) bool {
	head, tail := wordBefore(v.Text, l, space), wordAfter(v.Text, l, end)
	if m == nil || head.Len() == 0 || tail.Len() == 0 || !isArabic(v.Text[end].R) {
		return false
	}
	left, right := unmarked(v.Text, head), unmarked(v.Text, tail)
	whole := left + right
	words := utf8.RuneCountInString(left) > 1 && utf8.RuneCountInString(right) > 1 && m.Count(whole) < min(m.Count(left), m.Count(right))
	return m.Known(whole) && !words
}
