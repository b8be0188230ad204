package passes

import (
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// phraseLetters is how many Latin letters in a row are a word: single ones count and name things
// (کلاسB). In 24 MB of Persian 54 such words stick to a Persian word before them, all by mistake,
// and 130 to one behind, of which the plural and other endings are meant.
const phraseLetters = 2

// quantitiesLeast is the number of single letters between two words, sticking to both, from which on those of a text
// are names of quantities whose spaces are lost (گرهvوwبه): nobody writes so, and 1,351 healthy files have none.
const quantitiesLeast = 3

// gluedPhrases parts Latin words from the Persian ones that they stick to.
func gluedPhrases(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	t, g, shown := v.Text, guard{m: m, v: v}, linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].foreign < phraseLetters || shown[n].arabic == 0 {
			continue
		}
		checked := false // that the line is one of Persian
		for i := l.From + 1; i < l.To; i++ {
			behind := isArabic(t[i-1].R) || isMark(t[i-1].R)
			if behind == isArabic(t[i].R) || !sticks(m, v, l, i, behind) {
				continue
			}
			if !checked {
				if !isOwn(m, v.Runes(l)) || !g.sound(i) {
					break
				}
				checked = true
			}
			edits = append(edits, v.InsertAfter(i-1, ' ', "glued", 0.92))
		}
	}
	return append(edits, gluedQuantities(m, v)...)
}

// gluedQuantities parts single Latin letters from the words on both sides of them.
func gluedQuantities(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	t, shown := v.Text, linesOf(v)
	n, inside := 0, 0 // those between words, and those within what is none
	for k, l := range v.Lines() {
		if shown[k].foreign == 0 || shown[k].arabic == 0 {
			continue
		}
		for i := l.From + 1; i+1 < l.To; i++ {
			if !isLatinLetter(t[i].R) || !isArabic(t[i-1].R) || !isArabic(t[i+1].R) {
				continue
			}
			if !standsAlone(m, v, wordBefore(t, l, i)) || !standsAlone(m, v, wordAfter(t, l, i+1)) {
				inside++
				continue
			}
			n++
			edits = append(edits, v.InsertAfter(i-1, ' ', "glued", 0.92), v.InsertAfter(i, ' ', "glued", 0.92))
		}
	}
	if n < quantitiesLeast || n < inside { // a font's letters
		return nil
	}
	return edits
}

// standsAlone reports a known word that is no ending, or و.
func standsAlone(m *lang.Model, v *pass.View, w pass.Range) bool {
	word := v.Slice(w)
	if w.Len() == 1 {
		return v.Text[w.From].R == waw
	}
	return known(m, word) && !isEnding(word) && !strings.HasPrefix(word, plural)
}

// sticks reports that a Persian word and a Latin one meet at i, the Persian one before it, or, where
// the Latin one does not stand behind, after it.
func sticks(m *lang.Model, v *pass.View, l pass.Range, i int, behind bool) bool {
	t := v.Text
	if behind {
		w := wordBefore(t, l, i)
		if m.Language() == lang.Arabic && isArticle(v.Slice(w)) {
			return false
		}
		return latinFrom(t, l, i) >= phraseLetters && opensToken(t, l, w.From) && w.Len() > 1 && known(m, v.Slice(w))
	}
	w := wordAfter(t, l, i)
	if latinBefore(t, l, i) < phraseLetters || w.To < l.To && !isSpace(t[w.To].R) && !isStop(t[w.To].R) {
		return false
	}
	word := v.Slice(w)
	if stem, _, found := strings.Cut(word, string(zwnj)); found && (isEnding(stem) || utf8.RuneCountInString(stem) == 1) {
		return false // an ending with what follows it: ی‌ست
	}
	switch w.Len() {
	case 1:
		return t[w.From].R == waw
	case 2:
		return functionWords[word]
	}
	return m.Known(word) && !isEnding(word) && !strings.HasPrefix(word, plural)
}

// isArticle reports the article of Arabic, which sticks to Latin words as to its own, by itself or
// behind one of the words of a letter.
func isArticle(word string) bool {
	rest, ok := strings.CutSuffix(word, "\u0627\u0644")                      // ALEF, LAM
	return ok && utf8.RuneCountInString(rest) <= 1 || word == "\u0644\u0644" // LAM, LAM
}

// plural begins the endings that Persian adds to Latin words.
const plural = "\u0647\u0627" // HEH, ALEF

// opensToken reports that a word begins at i: behind a space or what opens.
func opensToken(t page.Text, l pass.Range, i int) bool {
	return i == l.From || isSpace(t[i-1].R) || touch(t[i-1].R, ' ')
}

// latinFrom counts the Latin letters from i on.
func latinFrom(t page.Text, l pass.Range, i int) int {
	from := i
	for i < l.To && isLatinLetter(t[i].R) {
		i++
	}
	return i - from
}

// latinBefore counts the Latin letters and digits of the word that ends before i; 0 for one in an
// address, a tag or a name of a file.
func latinBefore(t page.Text, l pass.Range, i int) int {
	from := i
	for from > l.From && (isLatinLetter(t[from-1].R) || isDigit(t[from-1].R)) {
		from--
	}
	if isDigit(t[from].R) || !opensToken(t, l, from) && !isArabic(t[from-1].R) && !isMark(t[from-1].R) && t[from-1].R != '-' {
		return 0
	}
	return i - from
}
