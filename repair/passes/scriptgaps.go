package passes

import (
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Word writes the space between two fonts in one of them, by its width alone, and readers that put the pieces
// of a line together as they come (pdf.js) lose it: of a text that lost its spaces so, words in two scripts
// stick to each other, words and numbers, clauses, and words at which a piece ended.
const (
	// Fewest places where a word of the Arabic script and one of another stick to each other, or two and the number between
	// them, that show it, and their least share of all such places; fewer have to be nearly all. Of 60 public documents of Word and Google Docs through
	// pdf.js, MuPDF, PDFBox and pypdf those in which spaces were lost have 0.22 and more, mostly 1; of 945 healthy texts none has more
	// than 2, and a manual of programs 2 of 1,619.
	scriptGapsLeast = 5
	scriptGapsShare = 0.2
	scriptGapsFew   = 3
	scriptGapsMost  = 0.8
)

// losesScriptGaps reports a text that lost the spaces where two scripts meet.
func losesScriptGaps(v *pass.View) bool {
	shown := linesOf(v)
	var words, numbers [gapLost + 1]int
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].foreign < phraseLetters && shown[n].signs&signDigit == 0 {
			continue
		}
		for i := l.From + 1; i < l.To; i++ {
			if isDigit(v.Text[i].R) {
				numbers[numberGapAt(v, l, i)]++
			} else {
				words[gapAt(v, l, i)]++
			}
		}
	}
	shows := func(lost, kept int) bool {
		least := scriptGapsShare
		if lost < scriptGapsLeast {
			least = scriptGapsMost
		}
		return lost >= scriptGapsFew && float64(lost) >= least*float64(lost+kept)
	}
	return shows(words[gapLost], words[gapKept]) || shows(words[gapLost]+numbers[gapLost], words[gapKept]+numbers[gapKept])
}

// scriptGap is what stands where two scripts meet.
type scriptGap uint8

const (
	gapNone scriptGap = iota // they do not meet there
	gapKept                  // a space
	gapLost                  // nothing
)

// gapAt is what stands before i, if a word of the Arabic script meets one of another there.
func gapAt(v *pass.View, l pass.Range, i int) scriptGap {
	t := v.Text
	left, right := t[i-1].R, t[i].R
	switch {
	case isSpace(left):
		if isLetterOrMark(at(t, i-2)) && otherFrom(t, l, i) >= phraseLetters || isArabic(right) && otherBefore(t, l, i-1) >= phraseLetters {
			return gapKept
		}
	case isLetterOrMark(left) && otherFrom(t, l, i) >= phraseLetters && wordBefore(t, l, i).Len() > 1,
		isArabic(right) && otherBefore(t, l, i) >= phraseLetters && !isEndingBehind(v.Slice(wordAfter(t, l, i))):
		return gapLost
	}
	return gapNone
}

// numberGapAt is what stands on both sides of the number that begins at i, if words of the Arabic script meet it there.
func numberGapAt(v *pass.View, l pass.Range, i int) scriptGap {
	t := v.Text
	left, to := t[i-1].R, i
	if isDigit(left) {
		return gapNone
	}
	for to < l.To && isDigit(t[to].R) {
		to++
	}
	switch {
	case to == l.To:
	case isLetterOrMark(left) && isArabic(t[to].R):
		if after := wordAfter(t, l, to); wordBefore(t, l, i).Len() > 1 && after.Len() > 1 && partsFromNumber(v, after) {
			return gapLost
		}
	case isSpace(left) && isLetterOrMark(at(t, i-2)) && isSpace(t[to].R) && isArabic(at(t, to+1)):
		return gapKept
	}
	return gapNone
}

// isOtherLetter reports a letter of a script from left to right, those of mathematics among them.
func isOtherLetter(r rune) bool {
	return (r < 0x0600 || r >= arabicEnd) && isLeftToRight(r) && !isDigit(r)
}

// otherFrom counts the letters of another script from i on, at most phraseLetters of them.
func otherFrom(t page.Text, l pass.Range, i int) (n int) {
	for n < phraseLetters && i+n < l.To && isOtherLetter(t[i+n].R) {
		n++
	}
	return n
}

// otherBefore is the same for those that end before i.
func otherBefore(t page.Text, l pass.Range, i int) (n int) {
	for n < phraseLetters && i-n > l.From && isOtherLetter(t[i-n-1].R) {
		n++
	}
	return n
}

// isEndingBehind reports an ending that sticks to the foreign word before it by right.
func isEndingBehind(word string) bool {
	stem, _, found := strings.Cut(word, string(zwnj))
	if isPrefix(stem) { // of a verb
		return false
	}
	if found && (isEnding(stem) || utf8.RuneCountInString(stem) == 1) {
		return true
	}
	return isEnding(word) || strings.HasPrefix(word, plural) || utf8.RuneCountInString(word) == 1 && word != string(waw)
}

// scriptGaps parts what sticks together in a text that lost the spaces where scripts meet.
func scriptGaps(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 {
			continue
		}
		own, asked := false, false
		for i := l.From + 1; i < l.To; i++ {
			if !missesGap(m, v, l, i) {
				continue
			}
			if !asked {
				if own, asked = isOwn(m, v.Runes(l)), true; !own {
					break
				}
			}
			edits = append(edits, v.InsertAfter(i-1, ' ', "glued", 0.92))
		}
		if !v.Firm && (own || !asked && shown[n].arabic > wordMost && isOwn(m, v.Runes(l))) {
			edits = partStrings(edits, m, v, l)
		}
	}
	return edits
}

// partStrings parts strings of letters of a line that are too long for words and fall into known ones.
func partStrings(edits []pass.Edit, m *lang.Model, v *pass.View, l pass.Range) []pass.Edit {
	t := v.Text
	for i := l.From; i < l.To; i++ {
		if !isArabic(t[i].R) {
			continue
		}
		w := wordAfter(t, l, i)
		i = w.To
		if w.Len() <= wordMost {
			continue
		}
		p := parter{m: m, v: v, t: t, l: w}
		if parted := p.part(nil); fallsIntoWords(m, t, w, parted) {
			edits = append(edits, parted...)
		}
	}
	return edits
}

// missesGap reports that a space was lost before i.
func missesGap(m *lang.Model, v *pass.View, l pass.Range, i int) bool {
	t := v.Text
	left, right := t[i-1].R, t[i].R
	switch {
	case isLetterOrMark(left):
		switch {
		case isOtherLetter(right):
			word := v.Slice(wordBefore(t, l, i))
			return !(m.Language() == lang.Arabic && isArticle(word))
		case right == '(' || right == '\u00AB': // LEFT GUILLEMET
			return isLetter(at(t, i+1)) && !isEndingBehind(v.Slice(wordAfter(t, l, i+1)))
		}
	case isArabic(right):
		switch word := wordAfter(t, l, i); {
		case isOtherLetter(left), isDigit(left) && isForeignToken(t, l, i):
			return !isEndingBehind(v.Slice(word))
		case left == ')' || left == '\u00BB': // RIGHT GUILLEMET
			return !isEndingBehind(v.Slice(word))
		case left == '.':
			return word.Len() > 1 && wordBefore(t, l, i-1).Len() > 1
		case isClauseStop(left) || left == ':' || left == '\u061F': // ARABIC QUESTION MARK
			return isLetterOrMark(at(t, i-2))
		}
	}
	return false
}

// isForeignToken reports that the digits before i end a name in letters of another script: p1.
func isForeignToken(t page.Text, l pass.Range, i int) bool {
	for i > l.From && (isDigit(t[i-1].R) || t[i-1].R == '_') {
		i--
	}
	return i > l.From && isOtherLetter(t[i-1].R)
}
