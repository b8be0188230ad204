package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// maxReference is the length in code points of a bracketed reference.
const maxReference = 120

// references finds lines that begin with the bracketed reference that they end
// with: a closing bracket, perhaps after the full stop, opens no line.
//
//	.)inner(text   =>   text (inner).
//
// It returns the edits and the lines that they cover: none in a page whose places are known, where
// a line begins with what stands at its reading edge.
func references(v *pass.View, g *guard) (edits []pass.Edit, covered map[int]bool) {
	if v.Firm {
		return nil, nil
	}
	t, lines := v.Text, linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signBracket == 0 {
			continue
		}
		b := trim(t, l)
		if b.Len() == 0 || !isStop(t[b.From].R) && t[b.From].R != ')' {
			continue
		}
		shut := b.From
		if isStop(t[shut].R) {
			shut++
		}
		stop := pass.Range{From: b.From, To: shut}
		for shut < b.To && isSpace(t[shut].R) {
			shut++
		}
		if shut == b.To || t[shut].R != ')' {
			continue
		}
		open := shut + 1
		for open < b.To && !isBracket(t[open].R) && open-shut <= maxReference {
			open++
		}
		if open == b.To || t[open].R != '(' || !has(t, pass.Range{From: shut, To: open}, alphanumeric) {
			continue
		}
		rest := trim(t, pass.Range{From: open + 1, To: b.To})
		if !isBalanced(t, rest) || countLetters(t, rest) < minRest || t[rest.To-1].R == '.' || stop.Len() == 0 && !isArabic(t[open+1].R) && !isDigit(t[open+1].R) || !g.sound(rest.From) {
			continue
		}
		inner := t[shut+1 : open]
		if whole, ok := citation(inner); ok {
			inner = whole
		}
		new := append(page.Text{}, t[rest.From:rest.To]...)
		new = append(new, inferred(' '), keep(t[shut].From, '('))
		new = append(new, inner...)
		new = append(new, keep(t[open].From, ')'))
		new = append(new, t[stop.From:stop.To]...)
		edits = append(edits, v.Edit(b, new, "reference", 0.92))
		if covered == nil {
			covered = map[int]bool{}
		}
		for i := b.From; i < b.To; i++ {
			covered[i] = true
		}
	}
	return edits, covered
}

// citations mends references whose brackets stand where they belong: it puts the pieces of Latin
// ones in order, the stop inside the last bracket behind it, and turns that where a stop stands
// before it, which tells that it closes.
//
//	(, 1995Rossi :3)   =>   (Rossi, 1995: 3)
//	(Rossi, 1995 .)    =>   (Rossi, 1995).
//	(Rossi, 1995.(more =>   (Rossi, 1995). more
func citations(v *pass.View, g *guard, covered map[int]bool) (edits []pass.Edit) {
	t, lines := v.Text, linesOf(v)
	open := -1
	for n, l := range v.Lines() {
		if lines[n].signs&signBracket == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if t[i].R != '(' && t[i].R != ')' || covered[i] {
				continue
			}
			from := open
			if open = -1; t[i].R == '(' {
				open = i
			}
			if from < 0 || i-from > maxReference || !hasYear(t[from:i]) {
				continue
			}
			stop := at(t, i-1) == '.'
			switch {
			case t[i].R == ')' && stop && isSpace(at(t, i-2)) && isDigit(at(t, i-3)):
				edits = append(edits, v.Edit(pass.Range{From: i - 2, To: i + 1}, page.Text{t[i], t[i-1]}, "citation", 0.9))
			case t[i].R == '(' && stop && isDigit(at(t, i-2)) && !isDigit(at(t, i+1)) && !closesNext(t, i+1) && g.sound(from):
				new := page.Text{keep(t[i].From, ')'), t[i-1]}
				if isLetter(at(t, i+1)) {
					new = append(new, inferred(' '))
				}
				edits, open = append(edits, v.Edit(pass.Range{From: i - 1, To: i + 1}, new, "citation", 0.9)), -1
			case t[i].R == ')':
				if whole, ok := citation(t[from+1 : i]); ok {
					edits = append(edits, v.Edit(pass.Range{From: from + 1, To: i}, whole, "citation", 0.9))
				}
			}
		}
	}
	return edits
}

// closesNext reports that the next parenthesis from i on closes.
func closesNext(t page.Text, i int) bool {
	for k := i; k < len(t) && k-i <= maxReference; k++ {
		if t[k].R == '(' || t[k].R == ')' {
			return t[k].R == ')'
		}
	}
	return false
}

// isBalanced reports that all parentheses of a range close in it: the one that opens the
// reference closes at its other end, and nothing behind it does.
func isBalanced(t page.Text, r pass.Range) bool {
	open := 0
	for _, c := range t[r.From:r.To] {
		switch c.R {
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return false
			}
		}
	}
	return open == 0
}

// minRest is the fewest letters of a line besides its reference.
const minRest = 2

func alphanumeric(r rune) bool { return isLetter(r) || isDigit(r) }

// citation puts the pieces of a Latin reference in order: name, year: page. Only
// one that begins with its comma or colon is out of order, or has its page before its year and
// the colon at that.
func citation(inner page.Text) (page.Text, bool) {
	var name, year, number, comma, colon, token page.Text
	first, turned := rune(0), false
	flush := func() bool {
		defer func() { token = nil }()
		switch {
		case len(token) == 0:
		case isYear(token) && year == nil:
			year = token
		case number == nil:
			number = token
		default:
			return false
		}
		return true
	}
	for i, c := range inner {
		r := c.R
		if first == 0 && !isSpace(r) {
			first = r
		}
		switch {
		case isDigit(r):
			token = append(token, c)
			continue
		case (r == '-' || r == '\u2013') && len(token) > 0:
			token = append(token, c)
			continue
		}
		if !flush() {
			return nil, false
		}
		switch {
		case r == ',' && comma == nil:
			comma = page.Text{c}
		case r == ':' && colon == nil:
			colon = page.Text{c}
			turned = year == nil && number != nil && isSpace(at(inner, i-1)) && isDigit(at(inner, i+1))
		case isSpace(r):
			if len(name) > 0 {
				name = append(name, c)
			}
		case isLetter(r) && !isArabic(r), r == '&', r == '.':
			name = append(name, c)
		default:
			return nil, false
		}
	}
	if !flush() || first != ',' && first != ':' && !turned || len(name) == 0 || len(year) == 0 || comma == nil || (colon == nil) != (number == nil) {
		return nil, false
	}
	for len(name) > 0 && isSpace(name[len(name)-1].R) {
		name = name[:len(name)-1]
	}
	out := append(append(append(name, comma...), inferred(' ')), year...)
	if number != nil {
		out = append(append(append(out, colon...), inferred(' ')), number...)
	}
	return out, true
}
