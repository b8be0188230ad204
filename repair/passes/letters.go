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

// Letters gives Persian its own letters and digits.
func Letters() pass.Pass {
	return pass.Pass{
		Name:  "letters",
		Class: pass.Lossless,
		After: []string{"controls", "forms"},
		Doc: `Fault: Persian words are written with look-alikes of another language: Arabic yeh, kaf and alef maksura,
the hehs of Urdu and Kurdish, the composed heh with hamza; digits of two blocks meet in one number.
Cause: keyboards and fonts made for Arabic, ToUnicode tables of fonts that share a glyph.
Repair: in Persian look-alikes become the letters of Persian, heh with hamza becomes heh and hamza
above (the name of the fold is the reason), with a ZWNJ where the look-alike did not join the letter after it; a number
with digits of both the Arabic and the Persian block takes the Persian ones, and so do all numbers of a text whose 4, 5
and 6 are Persian and whose other digits are Arabic throughout, or in which numbers of both blocks are as many as
those of the Arabic one (digits). In an Arabic text whose final yehs are Arabic, a Farsi yeh before a letter becomes one too
(farsi-yeh), and where digits of both blocks meet in a number and no 4, 5 or 6 is Persian all take the Arabic ones (digits).
Left alone: lines with letters of a third language in words of which most are none of Persian; lines and words in Arabic, but for the heh of Urdu in a whole line: with vowel marks, teh marbuta, alef
with hamza below or wasla, quotations
that read as Arabic, Arabic function words beside such words; all lines in other languages, and all of a text with
the letters of one; numbers of one block, whose shape is kept as
printed.
Risk: an Arabic phrase of one or two words that Persian has too takes Persian letters.`,
		Run: letters,
	}
}

// Confidence in the language of a line or a quotation. Tuned on the Arabic
// treebank part, the negative fixtures and the report cases.
const (
	sureForeign   = 0.6    // a line of another language in a Persian text
	slightPersian = 0.4    // a text in which no word or letter is Persian alone
	surePersian   = 0.7    // a line of Persian in a text of another language
	sureQuote     = 0.6    // a quotation in Arabic in a Persian line
	sample        = 20_000 // code points at the start of a text that tell its language
)

// isPersianLine reports whether a line is Persian, read as if its look-alikes
// were Persian letters: what remains for Arabic then is its own words, articles
// and endings.
func isPersianLine(v *pass.View, l pass.Range, shown *line, document lang.Language) bool {
	if shown.isStrange() || isInflected(v.Text[l.From:l.To]) {
		return false
	}
	if document == lang.Persian {
		language, sure := lang.IdentifyRunes(folded(eastern(v.Text[l.From:l.To])))
		return language == lang.Persian || sure < sureForeign
	}
	language, sure := lang.IdentifyRunes(v.Runes(l))
	return language == lang.Persian && sure >= surePersian
}

// isInflected reports a line with a case ending that Persian does not write, the
// tanwin of kasra or damma, and without a letter that only Persian has.
func isInflected(t page.Text) bool {
	ending := false
	for _, c := range t {
		switch {
		case c.R == 0x064C, c.R == 0x064D: // DAMMATAN, KASRATAN
			ending = true
		case arabicLacks(c.R):
			return false
		}
	}
	return ending
}

// arabicLacks reports a letter that Persian has and Arabic has not.
func arabicLacks(r rune) bool {
	switch r {
	case 0x067E, 0x0686, 0x0698, 0x06AF, 0x06A9, 0x06CC: // PEH, TCHEH, JEH, GAF, KEHEH, FARSI YEH
		return true
	}
	return false
}

// textLanguage is the language of a text: read in Persian letters if anything
// but its letters speaks for a language, by its letters if nothing does.
func textLanguage(t page.Text) lang.Language {
	read, sure := lang.IdentifyRunes(folded(t))
	l := read
	if l == lang.Persian && sure < surePersian {
		// Little speaks for Persian: more must not speak for the language of the letters as they stand.
		if asIs, by := lang.IdentifyRunes(runesOf(t)); sure < slightPersian || (asIs == lang.Arabic || asIs == lang.Urdu) && by >= surePersian {
			l = asIs
		}
	}
	if l == lang.Persian && !hasPersianLetter(t) {
		return lang.Arabic
	}
	if (l == lang.Persian || l == lang.Arabic) && sure < surePersian {
		least := shortPersian
		if read == lang.Arabic {
			least = clearPersian
		}
		return shortLanguage(t, l, least)
	}
	return l
}

// What the two models say of a short text of which little else tells the language, in nats by which
// that of Arabic reads it better. Of 7,935 pieces of 2 to 12 words from Persian prose that have no
// letter of Persian alone, typed with the letters of Arabic, 15 are over shortArabic (some of them
// quote Arabic), of 932 pieces of Arabic that pass for Persian else 785. A text must be under
// shortPersian to be taken for Persian, and under clearPersian if its function words are Arabic.
const (
	shortArabic  = 2.0
	shortPersian = -3.0
	clearPersian = -9.0
)

// shortLanguage asks the models of Arabic and Persian for the language of a text, unless that is
// long, scrambled, or has letters that tell: it is l then. Least is the gain below which it is Persian.
func shortLanguage(t page.Text, l lang.Language, least float64) lang.Language {
	tells := func(c page.Char) bool { return arabicLacks(c.R) || isForm(c.R) || isThird(c.R) }
	if len(t) > 2*persianLeast || slices.ContainsFunc(t, tells) {
		return l
	}
	arabic, persian := plainOf(t), folded(t)
	if 2*len(strings.Fields(string(arabic))) >= len(arabic) {
		return l // single letters
	}
	switch gain := lang.For(lang.Arabic).LogProb(nil, arabic) - lang.Default().LogProb(nil, persian); {
	case gain > shortArabic && lang.For(lang.Arabic).Coverage(arabic) >= lang.WellKnown:
		return lang.Arabic
	case gain < least && lang.Default().Coverage(persian) >= lang.WellKnown:
		return lang.Persian
	}
	return l
}

// ModelFor is the model that repairs a text: that of Arabic where the text is in Arabic, though
// it may quote Persian here and there, and else that of Persian.
func ModelFor(t page.Text) *lang.Model { return modelFor(t, textLanguage(t[:min(len(t), sample)])) }

// modelFor is ModelFor of a text whose start is in some language.
func modelFor(t page.Text, start lang.Language) *lang.Model {
	if start != lang.Arabic {
		return lang.Default()
	}
	letters, persian, typed := 0, 0, 0
	for _, c := range t {
		switch {
		case !isArabic(c.R):
			continue
		case isPersianOnly(c.R):
			persian++
		case c.R == script.PersianYeh || c.R == '\u06A9': // KEHEH
			typed++
		}
		letters++
	}
	if float64(persian) > quotedPersian*float64(letters) || letters < persianLeast && persian+typed > 0 {
		return lang.Default() // a line of names from Arabic is no text in it
	}
	return lang.For(lang.Arabic)
}

const (
	persianOnly = "\u067E\u0686\u0698\u06AF" // PEH, TCHEH, JEH, GAF
	// quotedPersian is the share of them up to which a text in Arabic has no Persian passages to
	// speak of: Persian has 3 %, Arabic with names from everywhere .02 %.
	quotedPersian = 0.002
)

// isPersianOnly reports one of persianOnly.
func isPersianOnly(r rune) bool {
	return r == 0x067E || r == 0x0686 || r == 0x0698 || r == 0x06AF
}

// persianLeast is how many letters of the Arabic script no text in Persian has without one that
// Arabic lacks: a letter in 45 is one even where yeh and kaf are not told by their code points.
const persianLeast = 400

// hasPersianLetter is false if a text shows by its letters that it is not in Persian: lists of
// names and stems have no words that do.
func hasPersianLetter(t page.Text) bool {
	n := 0
	for _, c := range t {
		r := c.R
		if r >= firstForm {
			if s, ok := script.Unshape(r); ok {
				r, _ = utf8.DecodeRuneInString(s.Base)
			}
		}
		if arabicLacks(r) || isUnmapped(r) { // whatever that stands for
			return true
		}
		if isArabic(r) {
			n++
		}
	}
	return n < persianLeast
}

// eastern is a text without its Latin letters: a caption in Persian stays one though the names
// in it are longer.
func eastern(t page.Text) page.Text {
	isLatin := func(c page.Char) bool { return isLatinLetter(c.R) }
	if !slices.ContainsFunc(t, isLatin) {
		return t
	}
	return slices.DeleteFunc(slices.Clone(t), isLatin)
}

// folded is a text in Persian letters where it has look-alikes of other languages, or shapes.
func folded(t page.Text) []rune {
	out := make([]rune, 0, len(t))
	hehs := aeIsHeh(t)
	for i, c := range t {
		if c.R == ae && hehs {
			if out = append(out, heh); script.IsLetter(at(t, i+1)) {
				out = append(out, script.ZWNJ)
			}
			continue
		}
		switch c.R {
		case 0x064A, 0x0649: // YEH, ALEF MAKSURA
			out = append(out, script.PersianYeh)
		case 0x0643: // KAF
			out = append(out, script.PersianKeheh)
		case 0x06BE: // HEH DOACHASHMEE, which Urdu and Kurdish write among other letters of their own
			out = append(out, 0x0647) // HEH
		default:
			if c.R >= firstForm {
				if s, ok := script.Unshape(c.R); ok {
					out = append(out, []rune(s.Base)...)
					continue
				}
			}
			out = append(out, c.R)
		}
	}
	return out
}

const ae = '\u06D5' // ARABIC LETTER AE

// aeIsHeh reports a text in which AE stands for heh, where most words that have it are words of
// Persian with that heh. It is either before letters alone, for heh and a ZWNJ, as the files of
// XePersian have it, or at the end of words alone, as maps have it that name the final form of heh
// by the letter which has no other. Kurdish has it in both places and ends every third word on it.
func aeIsHeh(t page.Text) bool {
	all, final := 0, 0
	for i, c := range t {
		if c.R == ae {
			all++
			if !script.IsLetter(at(t, i+1)) {
				final++
			}
		}
	}
	if all == 0 || final != 0 && final != all {
		return false
	}
	return vouchersOf(lang.Default(), t, pass.Range{From: 0, To: len(t)}).holds()
}

func letters(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, shown := v.Text, linesOf(v)
	var asked []int // lines with a look-alike
	for n := range shown {
		if shown[n].signs&signLookAlike != 0 {
			asked = append(asked, n)
		}
	}
	edits = arabicDigits(v, shown, arabicYehs(v, shown, edits))
	if len(asked) == 0 {
		return edits, nil
	}
	if arabic, strange, _ := surveyOf(v).letters(); float64(strange) > strangeShare*float64(arabic) {
		return nil, nil // its lines without a letter of its own would pass for Persian
	}
	lines, document := v.Lines(), settingOf(v)
	spans := make([][]pass.Range, len(asked)) // of Persian; none in a line of another language
	for k, n := range asked {
		if isPersianLine(v, lines[n], shown[n], document) {
			spans[k] = persianSpans(v, lines[n], false)
		}
	}
	if !v.Firm || surveyOf(v).document != lang.Persian { // a page has too few of a poet's words
		vouch(t, spans)
	}
	habit := keyboardOf(t, spans)
	digits := digitHabit(v)
	for k, n := range asked {
		l := lines[n]
		switch {
		case spans[k] == nil && habit.hehs && document == lang.Persian && !shown[n].isStrange() && isPersianBut(t[l.From:l.To]):
			spans[k] = persianSpans(v, l, habit.arabic)
		case spans[k] == nil:
			edits = twoEyed(v, l, edits)
			continue
		case habit.arabic && shown[n].signs&signBracket != 0:
			spans[k] = persianSpans(v, l, true)
		}
		for _, s := range spans[k] {
			for i := s.From; i < s.To; i++ {
				if t[i].R == 0x064A && at(t, i+1) == 0x0654 { // YEH, HAMZA ABOVE: one letter that was taken apart
					continue
				}
				if f, ok := script.FoldOf("fa", t[i].R); ok {
					edits = append(edits, v.Replace(i, keepShape(t, i, f), f.Name, 0.97))
				}
			}
		}
		edits = mixedDigits(v, l, digits, edits)
	}
	return edits, nil
}

// twoEyed gives a line of Arabic, in a text in Persian or Arabic, its own heh.
func twoEyed(v *pass.View, l pass.Range, edits []pass.Edit) []pass.Edit {
	if !has(v.Text, l, isTwoEyed) { // few lines of another language have one: the language is asked for last
		return edits
	}
	if d := languageOf(v); d != lang.Persian && d != lang.Arabic {
		return edits
	}
	if language, sure := lang.IdentifyRunes(folded(v.Text[l.From:l.To])); language != lang.Arabic || sure < sureForeign {
		return edits
	}
	for i := l.From; i < l.To; i++ {
		if isTwoEyed(v.Text[i].R) {
			f, _ := script.FoldOf("ar", v.Text[i].R)
			edits = append(edits, v.Replace(i, []rune(f.To), f.Name, 0.97))
		}
	}
	return edits
}

// isTwoEyed reports HEH DOACHASHMEE.
func isTwoEyed(r rune) bool { return r == 0x06BE }

// keepShape is what a fold puts in the place of letter i. Where the letter has no
// stroke towards the next one and its Persian double would have one (AE and heh),
// a ZWNJ keeps the word as it is seen: that is what the writer used the letter for.
func keepShape(t page.Text, i int, f script.Fold) []rune {
	to := []rune(f.To)
	j := i + 1
	for j < len(t) && script.IsMark(t[j].R) {
		j++
	}
	if j > i+1 || j == len(t) || !script.IsLetter(t[j].R) || script.JoinsNext(f.From) || !script.JoinsNext(to[0]) {
		return to
	}
	return append(to, script.ZWNJ)
}

// isLookAlike is the gate: a letter that Persian does not have, or an
// Arabic-Indic digit.
func isLookAlike(r rune) bool {
	switch r {
	case 0x064A, 0x0643, 0x0649, 0x06C0, 0x06C1, 0x06C2, 0x06C3, 0x06BE, 0x06D5, 0x06D2, 0x06AA:
		return true
	}
	return r >= 0x0660 && r <= 0x0669
}

// persianSpans are the stretches of a Persian line outside of what is Arabic in
// it: quotations, and runs of words that only Arabic writes so. In a text that was typed
// with Arabic letters, these tell nothing of a quotation.
func persianSpans(v *pass.View, l pass.Range, typed bool) []pass.Range {
	t := v.Text
	foreign := make([]bool, l.Len())
	mark := func(r pass.Range) {
		for i := r.From; i < r.To; i++ {
			foreign[i-l.From] = true
		}
	}
	open := -1
	for i := l.From; i < l.To; i++ {
		switch t[i].R {
		case '\u00AB', '\u201C', '(', '\uFD3F', '\u201D', '\u00BB', ')', '\uFD3E', '"', '[', ']', '{', '}':
			if open >= 0 {
				q := pass.Range{From: open, To: i}
				if isArabicQuote(t[q.From:q.To], typed) {
					mark(q)
				}
			}
			open = i + 1
		}
	}
	var arabic []bool // of each word, whether it is Arabic on its own
	var words []pass.Range
	for i := l.From; i < l.To; i++ {
		w := wordAfter(t, l, i)
		if w.Len() == 0 {
			continue
		}
		words, arabic = append(words, w), append(arabic, arabicWord(t, w))
		i = w.To
	}
	// A word between or beside two Arabic ones is Arabic too: function words and names.
	for k, w := range words {
		if arabic[k] || k > 0 && arabic[k-1] && (k+1 < len(words) && arabic[k+1] || k > 1 && arabic[k-2] && isParticle(v.Slice(w))) {
			mark(w)
		}
	}
	var spans []pass.Range
	for i := l.From; i < l.To; i++ {
		from := i
		for i < l.To && !foreign[i-l.From] {
			i++
		}
		if i > from {
			spans = append(spans, pass.Range{From: from, To: i})
		}
	}
	return spans
}

// arabicWord reports a word that Persian does not write so: half of its letters
// vowelled, or letters of Arabic alone in a word with no Persian letter.
func arabicWord(t page.Text, w pass.Range) bool {
	letters, marks, only := 0, 0, false
	for _, c := range t[w.From:w.To] {
		switch r := c.R; {
		case r == 0x064E || r == 0x064F || r == 0x0650 || r == 0x0651 || r == 0x0652 || r == 0x0670: // FATHA, DAMMA, KASRA, SHADDA, SUKUN, SUPERSCRIPT ALEF
			marks++
		case isArabic(r):
			letters++
			switch r {
			case 0x0671, 0x0625: // ALEF WASLA, ALEF WITH HAMZA BELOW
				only = true
			case 0x067E, 0x0686, 0x0698, 0x06AF, 0x06A9, 0x06CC: // PEH, TCHEH, JEH, GAF, KEHEH, FARSI YEH
				return false
			}
		}
	}
	return only || letters > 1 && marks*2 >= letters
}

// isParticle reports words that join Arabic ones.
func isParticle(w string) bool {
	return strings.Contains(" \u0641\u064A \u0639\u0644\u0649 \u0625\u0644\u0649 \u0645\u0646 \u0648 \u0644\u0627 ", " "+w+" ") // FI, ALA, ILA, MIN, WA, LA
}
