package passes

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// MarkLead puts marks behind the letters before which they stand.
func MarkLead(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "marks-lead",
		Class: pass.Lossless,
		After: []string{"direction"},
		Doc: `Fault: marks stand before the letters that carry them: the hamza of an ezafe before its heh, a shadda behind an alef.
Cause: a mark is painted over its letter; readers that sort what they read from right to left, pdftotext among them, take
it first where it begins further right.
Repair: a hamza above between a letter that carries none and a heh goes behind the heh, with the gap that was read at its
place (hamza). Where such hamzas, shaddas on an alef or before the letter that a word of Persian doubles, and tanwins within a word
show it, and hardly a mark ends one, all marks of the text go behind the letters that follow them, and their room, which was read as a
space, goes (led). In a text of a line or a few in Persian the tanwin of a word that is written with one goes behind its alef (led).
Left alone: marks at the start of a word in other texts, see marks.
Risk: none known.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return markLead(ctx, m, v) },
	}
}

// Evidence that marks lead, from marks that no word has where they stand.
const (
	ledLeast   = 3
	ledMost    = 4.0 // to each mark at the end of a word, where none that leads can be
	ledTanwins = 3   // before an alef, and none behind one, beside which a single mark that no word has is enough: people type مثلًا too
)

const shadda = '\u0651' // ARABIC SHADDA

func markLead(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || !shows(v, signMark) {
		return nil, nil
	}
	t, shown := v.Text, linesOf(v)
	led, ends := 0, 0
	before, behind := 0, 0 // tanwins beside the alef that ends a word
	for n, l := range v.Lines() {
		if shown[n].signs&signMark == 0 {
			continue
		}
		if n%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i := l.From; i < l.To; i++ {
			next := at(t, i+1)
			if t[i].R == fathatan && next == alef {
				before++
			}
			switch {
			case !isMark(t[i].R):
			case strayHamza(m, t, l, i), leads(at(t, i-1), t[i].R, next):
				led++
			case t[i].R == shadda && doubles(v, l, i) > 0:
				led++
			case t[i].R == shadda && doubles(v, l, i) == 0:
				ends++
			case !isArabic(next) && !isMark(next) && isVowelMark(t[i].R) && i > l.From && !isSpace(t[i-1].R):
				if ends++; t[i].R == fathatan && t[i-1].R == alef {
					behind++
				}
			}
		}
	}
	all := led >= ledLeast && float64(led) >= ledMost*float64(ends) || led > 0 && before >= ledTanwins && ends+behind == 0
	brief := behind == 0 && before > 0 && languageOf(v) == lang.Persian && isBrief(v)
	all = all || brief && led > 0 && ends == 0
	for n, l := range v.Lines() {
		if shown[n].signs&signMark == 0 || led == 0 && !brief {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isMark(t[i].R) {
				continue
			}
			to := i
			for to < l.To && isMark(t[to].R) {
				to++
			}
			hamza := to == i+1 && strayHamza(m, t, l, i)
			if (hamza || all || brief && isNunated(t, l, i)) && isArabic(at(t, to)) && to < l.To {
				e := follow(m, v, l, pass.Range{From: i, To: to}, hamza, all)
				edits = append(edits, e)
				to = e.End()
			}
			i = to - 1
		}
	}
	return edits, nil
}

// leads reports a mark that no word has between these two: a shadda on an alef, a
// tanwin within a word.
func leads(prev, mark, next rune) bool {
	if !isArabic(prev) || !isArabic(next) {
		return false
	}
	switch mark {
	case shadda:
		return isAlef(prev)
	case fathatan:
		return !isAlef(next) && next != '\u0649' && next != script.PersianYeh // ALEF MAKSURA
	case '\u064C', '\u064D': // DAMMATAN, KASRATAN
		return true
	}
	return false
}

// doubles tells whether a shadda stands on the letter that a word of Persian doubles (0) or before
// it (1); -1 where nobody knows.
func doubles(v *pass.View, l pass.Range, i int) int {
	if languageOf(v) != lang.Persian {
		return -1
	}
	letters, places := bare(v.Text, shaddaWord(v.Text, l, i))
	on := lang.Doubled(string(letters))
	switch {
	case on < 0:
	case places[on] > i:
		if on == 0 || places[on-1] < i {
			return 1
		}
	case on+1 == len(places) || places[on+1] > i:
		return 0
	}
	return -1
}

// shaddaWord is the word around a shadda, or what of one is near it: a line may be all one string.
func shaddaWord(t page.Text, l pass.Range, i int) pass.Range {
	w := pass.Range{From: i, To: i + 1}
	for w.From > l.From && isLetterOrMark(t[w.From-1].R) && i-w.From < longestDoubled {
		w.From--
	}
	for w.To < l.To && isLetterOrMark(t[w.To].R) && w.To-i < longestDoubled {
		w.To++
	}
	return w
}

// longestDoubled is the most code points of a word on either side of its shadda.
const longestDoubled = 16

// isNunated reports a fathatan before the alef that ends a word of Persian which is written with one. Of 14,000 such tanwins
// in texts in Persian 2 stand before their alef, as Arabic has them: in a text of a line or a few no habit shows.
func isNunated(t page.Text, l pass.Range, i int) bool {
	if t[i].R != fathatan || at(t, i+1) != alef || i+1 >= l.To || isLetterOrMark(at(t, i+2)) {
		return false
	}
	letters, _ := bare(t, shaddaWord(t, l, i))
	return lang.Nunated(string(letters))
}

// strayHamza reports a hamza above between a letter that carries none and a heh, or one that carries one in no word:
// پایه is a word, پائه none.
func strayHamza(m *lang.Model, t page.Text, l pass.Range, i int) bool {
	if t[i].R != hamzaAbove || at(t, i+1) != heh || i+1 >= l.To {
		return false
	}
	k := i - 1
	if k > l.From && t[k].R == ' ' {
		k--
	}
	for k > l.From && isMark(t[k].R) {
		k--
	}
	switch {
	case k < l.From || !isArabic(t[k].R):
		return false
	case !strings.ContainsRune(hamzaCarriers, t[k].R):
		return true
	case k != i-1 || t[k].R != script.PersianYeh || isArabic(at(t, i+2)):
		return false
	}
	letters, places := bare(t, shaddaWord(t, l, i))
	word := string(letters)
	if on := slices.Index(places, k); on >= 0 {
		letters[on] = yehHamza
	}
	return m.Known(word) && m.Count(word) > m.Count(string(letters))
}

const yehHamza = '\u0626' // ARABIC LETTER YEH WITH HAMZA ABOVE

// hamzaCarriers are letters that a hamza above stands on: HEH, WAW, ALEF, the yehs.
const hamzaCarriers = "\u0647\u0648\u0627\u06CC\u064A\u0649"

// follow puts marks behind the letter after them. A hamza draws the space before it to the
// place behind its heh, if the letter before the space goes on. Where all marks lead, the
// space behind a letter that one was read for may be its room, but for an alef with its tanwin, which end their word.
func follow(m *lang.Model, v *pass.View, l, marks pass.Range, hamza, all bool) pass.Edit {
	t := v.Text
	run := pass.Range{From: marks.From, To: marks.To + 1}
	out := append(page.Text{t[marks.To]}, t[marks.From:marks.To]...)
	if !hamza {
		if all && !(t[marks.From].R == fathatan && t[marks.To].R == alef) && run.To < l.To && t[run.To].R == ' ' && isRoom(m, t, l, run) {
			run.To++
		}
		return v.Edit(run, out, "led", 0.95)
	}
	split := at(t, run.From-1) == ' ' && joinsNext(at(t, run.From-2))
	glued := run.To < l.To && isArabic(t[run.To].R)
	switch {
	case split && glued:
		run.From--
		out = append(out, t[run.From])
	case split:
		run.From--
	case glued:
		out = append(out, inferred(' '))
	}
	return v.Edit(run, out, "hamza", 0.97)
}

// isRoom reports that the space behind a letter with a mark parts no words: one letter
// follows that no word is, or both pieces together are a word and one of them is none.
func isRoom(m *lang.Model, t page.Text, l, run pass.Range) bool {
	after := wordAfter(t, l, run.To+1)
	switch countLetters(t, after) {
	case 0:
		return false
	case 1:
		return at(t, after.From) != waw && at(t, after.To) != '.' // and, an abbreviation
	}
	before := wordBefore(t, l, run.To)
	a, b := t[before.From:before.To].String(), t[after.From:after.To].String()
	return m.Known(a+b) && !(m.Known(a) && m.Known(b))
}
