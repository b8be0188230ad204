package passes

import (
	"context"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Numbers parts numbers from the words they were glued to and brings list
// numbers back to the start of their lines.
func Numbers(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "numbers",
		Class: pass.Lossy, // a list number that comes without a sign gets a full stop
		After: []string{"controls"},
		Doc: `Fault: a number or a Latin word sticks to the word beside it, or the number of a list item stands at the end of its line.
Cause: the extractor put the space on the other side of a number, whose direction differs; it sorted the
runs of a line from left to right.
Repair: a space goes between a year and a word, between a number of any length and a function word, and between
one and a word of measure or, with a fraction, any known word after it; in Persian also where the text reads worse without the
number, which a reference mark leaves as it is. Where numbers of a text stick to words again and again, any number is parted
from known words and from endings that may stick. A Latin word is parted from Persian ones (glued), and in texts with several such so is a
single letter between two. In a text that lost the spaces where scripts meet (Word through pdf.js) every word in letters
of another script is, numbers, clauses and brackets are too, and strings that are too long for words fall into them, but on pages (word). Where two
spaces stand before a number or a Latin phrase and none after it, one changes its side (space-side). Numbers that stand after two spaces at the ends of lines that follow each other, and count up from 1,
go to the front with a full stop (list-number). In a text of a line or a few a number that sticks to its start goes behind the
noun that it belongs to (moved-number): «1990در دهه». A small number behind a space, for which a note in Latin letters stands
below it, is the mark of that note and loses the space (note-call).
Left alone: reference marks, which count up, and other short numbers after a word, ordinal and plural endings, of Latin
words too, single Latin letters, words of one letter, the Arabic و, which belongs to what follows, numbers in a token
with Latin letters or signs (addresses, tags, codes), Kurdish, lines that read so badly that their order must be wrong.
Risk: names that end in a number of the form of a year.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return numbers(m, v), nil },
	}
}

// functionWords stand after a number without being a part of it. They are
// frequent, and no ending of a number is spelled like one of them.
var functionWords = map[string]bool{
	"در": true, "از": true, "به": true, "با": true, "که": true, "را": true, "این": true, "آن": true,
	"است": true, "بود": true, "شد": true, "برای": true, "نیز": true, "هم": true, "یا": true, "بر": true,
}

func numbers(m *lang.Model, v *pass.View) []pass.Edit {
	gaps := m != nil && losesScriptGaps(v)
	edits := append(gluedNumbers(m, v, gaps), gluedPhrases(m, v)...)
	if gaps {
		surveyOf(v).gaps = !v.Firm // the spaces of a page are those that it shows
		edits = append(edits, scriptGaps(m, v)...)
	}
	edits = append(edits, spaceSides(m, v)...)
	edits = append(edits, noteCalls(v)...)
	edits = append(edits, movedNumbers(v)...)
	return append(edits, listNumbers(v)...)
}

// beforeNumbers stand before a number; no name ends in one of them and a number.
var beforeNumbers = map[string]bool{"از": true, "تا": true, "به": true, "در": true, "با": true, "بین": true, "هر": true, "حدود": true, "متوسط": true,
	"شماره": true, "ماده": true, "بند": true, "صفحه": true, "فصل": true, "سال": true, "ساعت": true, "قرن": true, "مدت": true, "سن": true, "روز": true, "و": true, "که": true, "بر": true, "یا": true, "برای": true}

// measures are counted by the number before them.
var measures = func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(`درصد نفر متر کیلومتر سانتی‌متر میلی‌متر مترمربع هکتار کیلوگرم گرم تن لیتر هزار میلیون میلیارد
		ریال تومان دلار یورو روز هفته ماه سال ساعت دقیقه ثانیه بار برابر مورد عدد جلد صفحه کشور شهر استان گیگابایت مگابایت`) {
		set[w] = true
	}
	return set
}()

// isMeasure reports a measure, or what is of so much: کیلومتر, کیلومتری.
func isMeasure(word string) bool {
	of, _ := strings.CutSuffix(word, "ی")
	return measures[word] || measures[of]
}

// isSpan reports what takes so many of a measure, which is one word with its number: \u06F1\u06F2\u0631\u0648\u0632\u0647, 12\u0633\u0627\u0644\u0647.
func isSpan(word string) bool {
	of, ends := strings.CutSuffix(word, "ه")
	return ends && measures[of]
}

func isFraction(r rune) bool { return r == '.' || r == '/' || r == 0x066B || r == 0x066C } // DECIMAL, THOUSANDS SEPARATOR

func known(m *lang.Model, word string) bool { return m != nil && m.Count(word) >= knownCount }

const knownCount = 20 // sightings of a word that is sure to be one

// partsNumbers reports a language that writes no case endings on numbers.
func partsNumbers(l lang.Language) bool {
	return l == lang.Persian || l == lang.Arabic || l == lang.Urdu
}

// counted reports a frequent word that is counted by the number before it and
// forms no compound with one: those end in heh or yeh.
func counted(m *lang.Model, v *pass.View, w pass.Range) bool {
	if w.Len() < 3 || m == nil {
		return false
	}
	return !endsCompound(v.Text, w) && m.Count(v.Slice(w)) >= countedCount
}

// endsCompound reports the ending of what forms a compound with the number before it.
func endsCompound(t page.Text, w pass.Range) bool {
	last := t[w.To-1].R
	return last == 0x0647 || last == 0x06CC // HEH, FARSI YEH
}

const countedCount = 2000 // sightings of a word that is surely no part of a code

// isYear reports four digits of a year of the solar, lunar or common era.
func isYear(t page.Text) bool {
	if len(t) != 4 {
		return false
	}
	n := valueOf(t)
	return n >= 1200 && n <= 1499 || n >= 1800 && n <= 2099
}

// valueOf is what a few digits count.
func valueOf(t page.Text) (n int) {
	for _, c := range t {
		n = 10*n + int(c.R&0xF) // the digits of all three blocks end in their value
	}
	return n
}

// isSuffix reports what is never parted from a number.
func isSuffix(w string) bool {
	switch w {
	case "ها", "های", "هایی", "ام", "اُم", "امین", "اُمین", "مین", "می", "ای", "اش", "مان", "تان", "شان":
		return true
	}
	return false
}

// isEnding reports what Persian adds to a number without a space, though some
// write one.
func isEnding(w string) bool {
	if before, more, ok := strings.Cut(w, "\u200C"); ok && isSuffix(more) { // ZWNJ
		w = before
	}
	switch w {
	case "ساله", "سالگی", "نفره", "گانه", "درجه":
		return true
	}
	return isSuffix(w)
}

// bareToken is the token that holds i, and whether it is made of Arabic letters,
// digits, which hyphens may part, and punctuation around them only.
func bareToken(t page.Text, l pass.Range, i int) (token pass.Range, bare bool) {
	from, to := i, i
	for from > l.From && !isSpace(t[from-1].R) {
		from--
	}
	for to < l.To && !isSpace(t[to].R) {
		to++
	}
	for k := from; k < to; k++ {
		c := t[k]
		if (c.R == '-' || c.R == '\u2013') && isDigit(at(t, k-1)) && isDigit(at(t, k+1)) { // EN DASH
			continue
		}
		if !isArabic(c.R) && !isMark(c.R) && !isDigit(c.R) && c.R != zwnj && !isStop(c.R) && !isBracket(c.R) && !isSeparator(c.R) && !isPercent(c.R) {
			return pass.Range{From: from, To: to}, false
		}
	}
	return pass.Range{From: from, To: to}, true
}

func isPercent(r rune) bool { return r == '%' || r == 0x066A } // ARABIC PERCENT SIGN

func wordBefore(t page.Text, l pass.Range, to int) pass.Range {
	from := to
	for from > l.From && (isLetterOrMark(t[from-1].R) || t[from-1].R == zwnj) {
		from--
	}
	return pass.Range{From: from, To: to}
}

func wordAfter(t page.Text, l pass.Range, from int) pass.Range {
	if from >= l.To {
		return pass.Range{From: from, To: from}
	}
	n := 0
	for rest := t[from:l.To]; n < len(rest) && isInWord(rest[n].R); {
		n++
	}
	return pass.Range{From: from, To: from + n}
}

// isInWord reports a letter, a mark or a ZWNJ.
func isInWord(r rune) bool { return kindOf(r)&kindWord != 0 }
