package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// hasCodeForm reports a line built as those of programs, data and markup are, whatever language
// its strings and comments have: statements, assignments, keys with their values, items of a
// list in quotes, tags, commands. Some lines of prose look so; of a text they are few, see
// formShare.
func hasCodeForm(t page.Text, l pass.Range) bool {
	first, last := t[l.From].R, t[l.To-1].R
	switch {
	case codeLine(t, l):
		return true
	case isQuote(first):
		return isQuoted(t, l)
	case first == '\\': // a command of TeX
		return isLatin(at(t, l.From+1))
	case first == '`':
		return isFence(t, l)
	case isCloser(first):
		return onlyClosers(t, l)
	case isCommentSign(first):
		return startsComment(t, l)
	case isLatin(first) || first == '_' || first == '@' || first == '$':
		if isStatement(t, l) {
			return true
		}
	}
	if (last == ',' || last == ';' || isCloser(last)) && quoteBefore(t, l) {
		return true
	}
	return hasComment(t, l)
}

// CodeForm reports a line built as those of programs are, and whether it can hardly be anything
// else, as a formula. It has no white space at its ends.
func CodeForm(line page.Text) (built, sure bool) {
	l := pass.Range{To: len(line)}
	if l.Len() == 0 || !hasCodeForm(line, l) {
		return false, false
	}
	first, last := line[0].R, line[len(line)-1].R
	switch {
	case last == '}': // a set of numbers ends so too, behind its other brace
		sure = !has(line, l, func(r rune) bool { return r == '{' })
	case last != '>' || first == '<': // an address of mail ends so too
		sure = codeLine(line, l)
	}
	return true, sure || isLatin(first) && startsWithKeyword(line, l)
}

func startsWithKeyword(t page.Text, l pass.Range) bool {
	i := l.From
	for i < l.To && isNamed(t[i].R) {
		i++
	}
	return slices.Contains(keywords, t[l.From:i].String())
}

// hasComment reports a comment behind a value: «17, // note».
func hasComment(t page.Text, l pass.Range) bool {
	for i := l.From + 1; i+3 < l.To; i++ {
		if t[i].R == ' ' && t[i+1].R == '/' && t[i+2].R == '/' && t[i+3].R == ' ' {
			return true
		}
	}
	return false
}

func isQuote(r rune) bool  { return r == '"' || r == '\'' }
func isCloser(r rune) bool { return r == ')' || r == ']' || r == '}' }

// onlyClosers: «]),»
func onlyClosers(t page.Text, l pass.Range) bool {
	return !has(t, l, func(r rune) bool { return !isCloser(r) && r != ',' && r != ';' })
}

// isQuoted is a key in quotes with what it stands for, or an item of a list in quotes.
func isQuoted(t page.Text, l pass.Range) bool {
	quote, end := t[l.From].R, l.To
	for end > l.From && (t[end-1].R == ',' || t[end-1].R == ' ') {
		end--
	}
	if end-l.From > 1 && t[end-1].R == quote {
		return true
	}
	for i := l.From + 1; i < l.To; i++ {
		if t[i].R == quote && t[i-1].R != '\\' {
			next := nextSign(t, l, i+1)
			return next == ':' || next == '='
		}
	}
	return false
}

// nextSign is the first code point from i on that is no space, 0 if there is none.
func nextSign(t page.Text, l pass.Range, i int) rune {
	for ; i < l.To; i++ {
		if t[i].R != ' ' {
			return t[i].R
		}
	}
	return 0
}

// isCommentSign reports signs with which comments begin that no line of a sentence does.
func isCommentSign(r rune) bool { return r == '#' || r == '%' || r == '/' }

// startsComment reports a comment sign with a Latin word or another sign behind it.
func startsComment(t page.Text, l pass.Range) bool {
	i := l.From
	for i < l.To && (isCommentSign(t[i].R) || t[i].R == '*') {
		i++
	}
	next := nextSign(t, l, i)
	return isLatin(next) || next == ':' || next == ',' || next == '~' || next == 0
}

// quoteBefore reports a line that ends with closers, commas or semicolons behind a quotation mark.
func quoteBefore(t page.Text, l pass.Range) bool {
	for i := l.To - 1; i > l.From; i-- {
		if r := t[i].R; !isCloser(r) && r != ',' && r != ';' {
			return isQuote(r) && i > l.From
		}
	}
	return false
}

// keywords are words with which statements begin, in the languages that are most used.
var keywords = strings.Fields(`async await break case catch class const continue def default do echo elif else enum except
	export extends final finally for foreach from func function if import include interface let match msgctxt msgid
	msgid_plural msgstr namespace new package print private protected public raise require return static struct
	switch template throw try type use using var void while with yield`)

// isStatement reports a line that begins with a name, behind which stands what no sentence has
// there: a value, a call, or for keywords a line end of code.
func isStatement(t page.Text, l pass.Range) bool {
	i := l.From
	for i < l.To && isNamed(t[i].R) {
		i++
	}
	name := t[l.From:i].String()
	for i < l.To && t[i].R == '[' { // an element: a["b"]
		for i < l.To && t[i].R != ']' {
			i++
		}
		i = min(i+1, l.To)
	}
	last := t[l.To-1].R
	if i == l.To {
		return slices.Contains(keywords, name)
	}
	spaced := t[i].R == ' '
	next := nextSign(t, l, i)
	switch {
	case strings.HasPrefix(name, "msg") && slices.Contains(keywords, name):
		return true
	case next == '=':
		return true
	case strings.ContainsRune("+-*/|:.?", next) && equalsBehind(t, l, i):
		return true
	case next == '(' && !spaced:
		return last == ')' || last == ':' || last == ',' || last == '('
	case next == ':' && !spaced:
		after := nextSign(t, l, i+1)
		return i+1 < l.To && t[i+1].R == ' ' && (isQuote(after) || after == '[' || after == '{' || after == '(' && last == ',')
	case slices.Contains(keywords, name):
		return strings.ContainsRune("({}[:;,'\"=", last)
	}
	return false
}

// equalsBehind reports «+=» and the like.
func equalsBehind(t page.Text, l pass.Range, i int) bool {
	for i < l.To && t[i].R == ' ' {
		i++
	}
	return at(t, i+1) == '='
}

// isNamed reports what names of variables, keys and their paths are written with.
func isNamed(r rune) bool {
	return isLatin(r) || isDigit(r) || r == '_' || r == '.' || r == '-' || r == '$' || r == '@'
}
