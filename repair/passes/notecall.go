package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// The mark of a footnote is a small number that stands right behind the word or the quotation it
// explains. It is painted by itself, so it is a run of its own in a line that came out from left to
// right, and the space that was left beside it says nothing of where it belongs: «گفت‌وگو 1 از» for
// «گفت‌وگو1 از». The note at the foot of the page tells that there must be a mark.

// callReach is how many lines above its note a mark stands at most: those of a page.
const callReach = 45

// noteCalls joins the marks of footnotes to what they stand behind, in lines whose runs were put in
// order.
func noteCalls(v *pass.View) (edits []pass.Edit) {
	lines := v.Lines()
	shown := linesOf(v)
	for n, l := range lines {
		if shown[n].signs&signDigit == 0 {
			continue
		}
		l = trim(v.Text, l)
		number, ok := foreignNote(v.Text, l)
		if !ok {
			continue
		}
		call, calls := pass.Range{}, 0
		for k, left := n-1, callReach; k >= 0 && left > 0; k-- {
			above := trim(v.Text, lines[k])
			if above.Len() == 0 {
				continue
			}
			left--
			if other, ok := foreignNote(v.Text, above); ok && valueOf(other) >= valueOf(number) {
				break // of the page before
			}
			if shown[k].signs&signDigit != 0 {
				call, calls = callsIn(v.Text, above, number, call, calls)
			}
		}
		if calls == 1 && call.Len() > 0 {
			edits = append(edits, v.Delete(call, "note-call", 0.9))
		}
	}
	return edits
}

// foreignNote is the number of a line that is a footnote in letters of another script.
func foreignNote(t page.Text, l pass.Range) (number page.Text, ok bool) {
	i := l.From
	for i < l.To && isDigit(t[i].R) {
		i++
	}
	number = t[l.From:i]
	if len(number) == 0 || len(number) > markDigits || at(t, i) != '.' || !isSpace(at(t, i+1)) {
		return nil, false
	}
	for ; i < l.To; i++ {
		if isArabic(t[i].R) {
			return nil, false
		}
		ok = ok || isLetter(t[i].R)
	}
	return number, ok
}

// callsIn counts the numbers in a line that may be the mark of a note, and has the space before the
// last of them, which is empty where it already stands behind its word or where nothing moved.
func callsIn(t page.Text, l pass.Range, number page.Text, call pass.Range, calls int) (pass.Range, int) {
	for i := l.From + 1; i+len(number) <= l.To; i++ {
		end := i + len(number)
		if isDigit(t[i-1].R) || isDigit(at(t, end)) || !sameDigits(t[i:end], number) {
			continue
		}
		word := i
		for word > l.From && isSpace(t[word-1].R) {
			word--
		}
		next := at(t, end)
		if word == l.From || !isArabic(t[word-1].R) && t[word-1].R != '\u00BB' || beforeNumbers[wordEnd(t[l.From:word])] || // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
			end < l.To && !isSpace(next) && !isStop(next) {
			continue
		}
		calls++
		if call = (pass.Range{From: word, To: i}); t[i].From == t[word-1].From+int32(i-word)+1 {
			call.To = word // as it came
		}
	}
	return call, calls
}

func sameDigits(a, b page.Text) bool {
	for i := range a {
		if !isDigit(a[i].R) || a[i].R != b[i].R {
			return false
		}
	}
	return true
}
