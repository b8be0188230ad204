package passes

import (
	"unicode"
)

// cut reports that line i ends in a hyphen after a letter and line k starts with a small letter.
func (f *flow) cut(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	h := f.t[a.To-1].R
	return (h == '-' || h == '\u2010') && a.Len() > 2 && unicode.IsLower(f.t[a.To-2].R) && unicode.IsLower(f.t[b.From].R)
}

// hyphen reports that the hyphen at the end of line i is no part of the word.
func (f *flow) hyphen(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	from, to := a.To-1, b.From
	for from > a.From && (isLetter(f.t[from-1].R) || f.t[from-1].R == '-') {
		from--
	}
	for to < b.To && isLetter(f.t[to].R) {
		to++
	}
	head, tail := f.t[from:a.To-1].String(), f.t[b.From:to].String()
	switch {
	case f.has(head + tail):
		return true
	case f.has(head + "-" + tail):
		return false
	}
	return f.cuts
}

// has reports whether the text holds a word with a small letter, as those that are cut
// have. The first one asked for has all of them listed.
func (f *flow) has(word string) bool {
	if f.words == nil {
		f.words = make(map[string]bool)
		for i := 0; i < len(f.t); i++ {
			from, small := i, false
			for i < len(f.t) && (isLetter(f.t[i].R) || f.t[i].R == '-') {
				small = small || !isArabic(f.t[i].R) && unicode.IsLower(f.t[i].R)
				i++
			}
			if small {
				f.words[f.t[from:i].String()] = true
			}
		}
	}
	return f.words[word]
}

// torn reports that line i ends inside a word of the Arabic script that line k goes
// on with: the two pieces, with or without a hyphen, are a well known word, and one
// of them is none.
func (f *flow) torn(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	end := a.To
	if h := f.t[end-1].R; h == '-' || h == '\u2010' {
		end--
	}
	head, tail := wordBefore(f.t, a, end), wordAfter(f.t, b, b.From)
	if f.m == nil || head.Len() == 0 || tail.Len() == 0 || head.From > a.From && !isSpace(f.t[head.From-1].R) && !isBracket(f.t[head.From-1].R) {
		return false
	}
	one, two := f.t[head.From:head.To].String(), f.t[tail.From:tail.To].String()
	whole, piece := f.m.Count(one+two), min(f.m.Count(one), f.m.Count(two))
	if piece >= pieceCount {
		if n, _ := f.m.Pair(one, two); n > 1 || whole < tornTimes*piece {
			return false
		}
	}
	return whole >= tornCount || piece < pieceCount && end < a.To && f.m.Known(one+two)
}

// prefixed reports that line i ends in the prefix of a verb.
func (f *flow) prefixed(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	return isArabic(f.t[b.From].R) && isPrefix(f.t[wordBefore(f.t, a, a.To).From:a.To].String())
}

const maxPrefix = 4 // code points, one more than the longest

func isPrefix(word string) bool { return word == "\u0645\u06CC" || word == "\u0646\u0645\u06CC" }

// dangles reports a line that ends in a word that asks for another one.
func (f *flow) dangles(a *row) bool {
	return danglingWords[f.t[wordBefore(f.t, a.line, a.line.To).From:a.line.To].String()]
}

// danglingWords end no sentence and no heading.
var danglingWords = map[string]bool{
	"در": true, "از": true, "به": true, "با": true, "بر": true, "که": true, "و": true, "یا": true, "تا": true, "برای": true,
	"این": true, "نیز": true, "اما": true, "هر": true, "یک": true, "بین": true, "میان": true, "چه": true,
}

// A word that is torn at a line end has been seen so often, and one of its pieces
// hardly, or so many times less often and never before the other.
const (
	tornCount  = 60
	pieceCount = 20
	tornTimes  = 20
)

// leastJoiners is how often a text has to write its verbs with ZWNJ.
const leastJoiners = 2
