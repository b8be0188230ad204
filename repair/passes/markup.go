package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// inMarkup does f to each stretch of text in a line of Markdown and leaves the signs around it where
// they are: what opens a heading, a quotation or an item (if listed), the bars between the cells of a
// row, breaks in cells. Converters put them where they belong around text that they did not turn.
func inMarkup(t page.Text, l pass.Range, listed bool, f func(page.Text, pass.Range) page.Text) page.Text {
	b := trim(t, l)
	if b.Len() == 0 {
		return f(t, l)
	}
	if !isBarRow(t, b) {
		from := markupLead(t, b, listed)
		if from == b.From {
			return f(t, l)
		}
		out := append(page.Text{}, t[l.From:from]...)
		return append(out, f(t, pass.Range{From: from, To: l.To})...)
	}
	var out page.Text
	from := l.From
	for i := b.From; i < b.To; i++ {
		if to := cellSign(t, b, i); to > i {
			out = append(out, cellIn(t, pass.Range{From: from, To: i}, f)...)
			out = append(out, t[i:to]...)
			from, i = to, to-1
		}
	}
	return append(out, t[from:l.To]...)
}

// cellIn does f to a cell without the white space around it.
func cellIn(t page.Text, l pass.Range, f func(page.Text, pass.Range) page.Text) page.Text {
	b := trim(t, l)
	if b.Len() == 0 {
		return t[l.From:l.To]
	}
	out := append(page.Text{}, t[l.From:b.From]...)
	return append(append(out, f(t, b)...), t[b.To:l.To]...)
}

// cellSign is where the bar or the break at i ends, or i where there is none.
func cellSign(t page.Text, b pass.Range, i int) int {
	switch {
	case t[i].R == '|' && (i == b.From || t[i-1].R != '\\'):
		return i + 1
	case t[i].R == '<' && at(t, i+1) == 'b' && at(t, i+2) == 'r':
		for k := i + 3; k < b.To && (t[k].R == '/' || t[k].R == ' ' || t[k].R == '>'); k++ {
			if t[k].R == '>' {
				return k + 1
			}
		}
	}
	return i
}

// isBarRow reports a row of a table between bars.
func isBarRow(t page.Text, b pass.Range) bool {
	return b.Len() > 1 && t[b.From].R == '|' && t[b.To-1].R == '|'
}

// markupLead is where the text of a line begins behind the signs of a heading, a quotation or, if
// listed, an item.
func markupLead(t page.Text, b pass.Range, listed bool) int {
	i := b.From
	for i < b.To {
		k := i
		switch r := t[i].R; {
		case r == '#':
			for k < b.To && t[k].R == '#' {
				k++
			}
		case r == '>', isBullet(r):
			k++
		case listed:
			k = itemLead(t, b, i)
		}
		if k == i || k >= b.To || t[k].R != ' ' {
			break
		}
		for k < b.To && t[k].R == ' ' {
			k++
		}
		i = k
	}
	return i
}

// itemLead is where the sign or number ends that opens an item at i, or i.
func itemLead(t page.Text, b pass.Range, i int) int {
	switch t[i].R {
	case '-', '*', '+':
		return i + 1
	}
	k := i
	for k < b.To && isDigit(t[k].R) {
		k++
	}
	if k == i || k-i > maxItemDigits || k >= b.To || t[k].R != '.' && t[k].R != ')' {
		return i
	}
	return k + 1
}

// maxItemDigits is the most digits of the number of an item: years have four.
const maxItemDigits = 3

// opensItems reports a text whose lines begin with the signs and numbers of items more often than they
// end with them, as lines in visual order do.
func opensItems(v *pass.View) bool {
	t, shown, n := v.Text, linesOf(v), 0
	for i, l := range v.Lines() {
		b := shown[i].within(l)
		if shown[i].arabic == 0 || b.Len() < 3 {
			continue
		}
		if beginsItem(t, b) && !goesOnAbove(v, i) {
			n++
		}
		k := b.To
		for k > b.From && isDigit(t[k-1].R) && b.To-k < maxItemDigits {
			k--
		}
		switch last := t[b.To-1].R; {
		case k < b.To && k-2 >= b.From && (t[k-1].R == '.' || t[k-1].R == '(' || t[k-1].R == ')') && isSpace(t[k-2].R),
			(last == '-' || last == '*' || last == '+') && isSpace(t[b.To-2].R):
			n--
		}
	}
	return n > 0
}

// beginsItem reports a line that begins with the sign or number of an item.
func beginsItem(t page.Text, b pass.Range) bool {
	k := itemLead(t, b, b.From)
	return k > b.From && k < b.To && t[k].R == ' '
}

// goesOnAbove reports that the line right above line i of running text goes on into it, in whatever order both stand: it is
// as long and has no stop at either end. A dash before the last word of a line in visual order begins it.
func goesOnAbove(v *pass.View, i int) bool {
	if i == 0 {
		return false
	}
	t, lines := v.Text, v.Lines()
	above := trim(t, lines[i-1])
	if float64(above.Len()) < shortLine*float64(trim(t, lines[i]).Len()) || markupLead(t, above, true) > above.From {
		return false
	}
	return !endsSentence(t, above) && !endsSentence(t, pass.Range{From: above.From, To: above.From + 1})
}

// markupSpan is what markup made one thing of in a line: a link, a tag with what it holds, or a sign
// written out. It keeps its order, but for the text in it.
type markupSpan struct {
	from, to int
	text     pass.Range // of it, empty in signs
}

// betweenSpans does f to each stretch of text between such spans and in them.
func betweenSpans(t page.Text, l pass.Range, f func(page.Text, pass.Range) page.Text) page.Text {
	var spans []markupSpan
	src := t[l.From:l.To]
	for i := len(src) - 1; i >= 0; i-- {
		if s, ok := spanEnding(src, i); ok {
			spans, i = append(spans, s), s.from
		}
	}
	if len(spans) == 0 {
		return f(t, l)
	}
	var out page.Text
	from := 0
	for _, s := range slices.Backward(spans) {
		out = append(out, f(src, pass.Range{From: from, To: s.from})...)
		out = append(out, src[s.from:s.text.From]...)
		out = append(out, betweenSpans(src, s.text, f)...)
		out = append(out, src[s.text.To:s.to]...)
		from = s.to
	}
	return append(out, f(src, pass.Range{From: from, To: len(src)})...)
}

// spanEnding is the span whose last sign is at i.
func spanEnding(t page.Text, i int) (s markupSpan, ok bool) {
	switch t[i].R {
	case ')':
		return linkEnding(t, i)
	case '>':
		return tagEnding(t, i)
	case ';':
		k := i - 1
		for k > 0 && i-k < maxEntity && (isLatin(t[k].R) || isDigit(t[k].R) || t[k].R == '#') {
			k--
		}
		return markupSpan{k, i + 1, pass.Range{From: i, To: i}}, k >= 0 && k < i-1 && t[k].R == '&'
	}
	return s, false
}

// Longest spans, in code points.
const (
	maxEntity = 8   // &thetasym; is rare
	maxLink   = 500 // of an address, and of the text that it belongs to
	maxTag    = 200 // of a tag, and of the text that a pair of them holds
)

// linkEnding is a link or picture [text](address).
func linkEnding(t page.Text, i int) (s markupSpan, ok bool) {
	k := i - 1
	for k > 0 && i-k < maxLink && t[k].R != '(' {
		if isSpace(t[k].R) || t[k].R == ')' {
			return s, false
		}
		k--
	}
	if k <= 0 || t[k].R != '(' || t[k-1].R != ']' {
		return s, false
	}
	end, depth := k-1, 1
	for k = end - 1; k >= 0 && end-k < maxLink; k-- {
		switch t[k].R {
		case ']':
			depth++
		case '[':
			depth--
		}
		if depth == 0 {
			from := k
			if k > 0 && t[k-1].R == '!' {
				from--
			}
			return markupSpan{from, i + 1, pass.Range{From: k + 1, To: end}}, true
		}
	}
	return s, false
}

// tagEnding is a tag, from the one that opens if it closes.
func tagEnding(t page.Text, i int) (s markupSpan, ok bool) {
	open := tagStart(t, i)
	if open < 0 {
		return s, false
	}
	s = markupSpan{open, i + 1, pass.Range{From: i, To: i}}
	if t[open+1].R != '/' {
		return s, true
	}
	name := t[open+2 : i]
	for k := open - 1; k >= 0 && open-k < maxTag; k-- {
		if t[k].R != '>' {
			continue
		}
		from := tagStart(t, k)
		if from < 0 || k-from <= len(name) {
			continue
		}
		same := true
		for j, c := range name {
			same = same && t[from+1+j].R == c.R
		}
		if same && !isLetter(t[from+1+len(name)].R) {
			return markupSpan{from, i + 1, pass.Range{From: k + 1, To: open}}, true
		}
	}
	return s, true
}

// tagStart is where the tag begins that ends at i, or -1.
func tagStart(t page.Text, i int) int {
	for k := i - 1; k >= 0 && i-k < maxTag; k-- {
		switch r := t[k].R; {
		case isArabic(r) || r == '>':
			return -1
		case r == '<':
			if next := t[k+1].R; isLatin(next) || next == '/' && isLatin(at(t, k+2)) {
				return k
			}
			return -1
		}
	}
	return -1
}
