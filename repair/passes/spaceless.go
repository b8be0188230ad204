package passes

import (
	"context"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Spaceless parts the words of a text that has lost its spaces.
func Spaceless(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "spaceless",
		Class: pass.Inferred,
		After: []string{"direction", "unmapped"},
		Doc: `Fault: whole lines without a space; where one stands, it is a ZWNJ. Or a line all of whose gaps are ZWNJs; or spaces
inside the words of a whole text.
Cause: TeX moves the pen between words and draws nothing; readers that look at glyphs alone (mutool) see no gap, but
the glyph without advance that stands for a ZWNJ, which they call a space. Strokes that stretch a line and have no
name are gaps to pdftotext.
Repair: in a text whose long lines have hardly a space, each line is parted the way the model likes best, with a
space beside signs, numbers and Latin words (word); presentation forms say where no gap can be and where one must. A
space between two words that careful texts join by a ZWNJ becomes one (joiner). In a line of ZWNJs alone those become
spaces that careful texts would not write (joiner-space). Where many letters stand alone that are no words, each line
loses the spaces behind letters that join on without which it reads better (split).
Left alone: texts with spaces, or with low lines, hyphens and slashes in place of them, and those in other languages; short lines and single words.
Risk: a name that falls into words.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return spaceless(ctx, m, v) },
	}
}

// Tuned on printed pages of XeTeX through mutool.
const (
	someSpaces       = 0.16  // white space beside the letters of a text that has lost its spaces but for those around numbers and other scripts (pypdf): 0.06 to 0.13,
	runTogether      = 0.3   // and share of its letters in strings of more than
	wordMost         = 12    // letters, for words that stand together: 0.33 and more, of 1,400 texts with more spaces 0.17 and less, with as few and no words together 0.27
	spacelessLetters = 120   // fewest letters of long lines that show a text without spaces
	spacelessString  = 20    // by so many letters in a row
	spacelessParts   = 3     // fewest gaps in such a line
	stringSpaces     = 0.12  // spaces to each letter of a text of a line or a few that has lost those between words: half of what Persian has
	stringLong       = 40    // letters of a line of which a name may stay unknown,
	stringKnown      = 0.9   // and the share of letters in known words then
	splitLeast       = 6     // letters that stand alone in a text that splits words,
	splitShare       = 0.012 // and among all words
	mendLeast        = 2     // spaces within words of a line that shows what is left without,
	mendSample       = 40    // and most such lines
	joinerLine       = 4     // fewest ZWNJs of a line that has no other gap,
	joinerLetters    = 3     // and letters to each of them in the mean
)

func spaceless(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	lines, shown := v.Lines(), linesOf(v)
	without, few := lostAllSpaces(v), false
	if !without {
		few = lostInString(v)
		without = few
	}
	others, asked, joins := false, false, false
	var codes map[rune]bool
	split := !without && splitsWords(m, v) && !losesLetters(m, v) && mendsWords(m, v)
	for n, l := range lines {
		all := joinersOnly(v.Text[l.From:l.To])
		if !without && !all && !split || shown[n].arabic == 0 || shown[n].isStrange() {
			continue
		}
		if !asked {
			others, asked = isOthers(m, v), true
			joins = without && !others && spacesJoin(m, v)
			codes = numberedGlyphs(v)
		}
		if others {
			return nil, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p := splitParter(m, v, n)
		p.join, p.codes = joins, codes
		switch {
		case all:
			edits = p.spaceJoiners(edits)
		case split:
			edits = p.mend(edits)
		default:
			parted := p.part(nil)
			if !few || fallsIntoWords(m, v.Text, l, parted) {
				edits = append(edits, parted...)
			}
		}
	}
	return edits, nil
}

// lostAllSpaces reports a text whose long lines have hardly a space beside their letters, or few and
// strings of letters that are too long for words.
func lostAllSpaces(v *pass.View) bool {
	letters, blanks, glued := 0, 0, 0
	shown := linesOf(v)
	for _, s := range shown {
		if s.arabic >= longLine {
			letters += int(s.arabic)
		}
	}
	if letters < spacelessLetters {
		return false
	}
	for n, l := range v.Lines() {
		if shown[n].arabic < longLine {
			continue
		}
		if float64(blanks) >= someSpaces*float64(letters) { // whatever follows, and in most texts soon
			return false
		}
		row := 0
		for i := l.From; i < l.To; i++ {
			switch r := v.Text[i].R; {
			case isArabic(r):
				row++
				continue
			case isMark(r):
				continue
			case partsNames(r) && (isArabic(beyondSigns(v.Text, i, -1)) || isArabic(beyondSigns(v.Text, i, 1))):
				blanks++
			}
			if row > wordMost {
				glued += row
			}
			row = 0
		}
		if row > wordMost {
			glued += row
		}
	}
	least := fewSpaces
	if float64(glued) >= runTogether*float64(letters) {
		least = someSpaces
	}
	return float64(blanks) < least*float64(letters)
}

// lostInString reports a text of a line or a few with hardly a space beside a letter, in one of
// which so many letters stand together as are no word. Spaces that it has may have been ZWNJs.
func lostInString(v *pass.View) bool {
	if !hasFewLines(v.Text) {
		return false
	}
	all, blanks, longest := 0, 0, 0
	for _, l := range v.Lines() {
		letters := 0
		for i := l.From; i < l.To; i++ {
			switch r := v.Text[i].R; {
			case isArabic(r):
				letters++
				all++
				longest = max(longest, letters)
			case partsNames(r) && (isArabic(beyondSigns(v.Text, i, -1)) || isArabic(beyondSigns(v.Text, i, 1))):
				if !isSpace(r) {
					return false
				}
				blanks++
				letters = 0
			case !isMark(r):
				letters = 0
			}
		}
	}
	return longest >= spacelessString && float64(blanks) <= stringSpaces*float64(all)
}

// fallsIntoWords reports a line that is all known words once it is parted, and more than two, or hardly
// anything else if it is long.
func fallsIntoWords(m *lang.Model, t page.Text, l pass.Range, parted []pass.Edit) bool {
	parts := make(map[int]bool)
	for _, e := range parted {
		if e.Reason == "word" {
			parts[e.At] = true
		}
	}
	var line []rune
	letters := 0
	for i := l.From; i < l.To; i++ {
		line = append(line, t[i].R)
		if isArabic(t[i].R) {
			letters++
		}
		if parts[i] {
			line = append(line, ' ')
		}
	}
	least := 1.0
	if letters >= stringLong {
		least = stringKnown
	}
	return len(parts) >= spacelessParts && m.Coverage(line) >= least
}

// beyondSigns is the first code point before or behind i that is no quotation mark and no comma,
// as stand between the words of a list and the spaces there.
func beyondSigns(t page.Text, i, step int) rune {
	for n := 0; n < maxListSigns; n++ {
		i += step
		switch r := at(t, i); r {
		case '\'', '"', ',', '\u060C', '\u00AB', '\u00BB': // ARABIC COMMA, GUILLEMETS
		default:
			return r
		}
	}
	return 0
}

// maxListSigns is how many of these stand in a row.
const maxListSigns = 3

// partsNames reports a space, or what stands for one in names of files, titles and addresses.
func partsNames(r rune) bool { return isSpace(r) || r == '_' || r == '-' || r == '/' }

// splitsWords reports a text with spaces inside its words: so many letters stand alone that
// no word is, beside another letter that they would join.
func splitsWords(m *lang.Model, v *pass.View) bool {
	t, words, alone := v.Text, 0, 0
	behind := make(map[uint64]int) // the word before, of which one that names letters has many: «بند ک»
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].signs&signApart != 0 { // spaced letters are another fault
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isArabic(t[i].R) {
				continue
			}
			w := wordAfter(t, l, i)
			words++
			if w.Len() == 1 && !isLoneWord(m, t[i].R) && (i == l.From || isEdge(t[i-1].R)) {
				if at(t, i-1) == ' ' && joinsNext(at(t, i-2)) || joinsNext(t[i].R) && at(t, i+1) == ' ' && isArabic(at(t, i+2)) {
					alone++
					if before := wordBefore(t, l, max(l.From, i-1)); before.Len() > 0 {
						behind[hashOf(t[before.From:before.To])]++
					}
				}
			}
			i = w.To
		}
	}
	most := 0
	for _, n := range behind {
		most = max(most, n)
	}
	alone -= most
	return alone >= splitLeast && float64(alone) >= splitShare*float64(words)
}

// isLoneWord reports a letter that people write by itself: and, the yeh of an ezafe, and in
// Arabic the particles that dialects write so.
func isLoneWord(m *lang.Model, r rune) bool {
	if m.Language() == lang.Arabic {
		return strings.ContainsRune(arabicParticles, r)
	}
	return r == waw || r == script.PersianYeh
}

// arabicParticles are the words of one letter: WAW, FEH, BEH, KAF, LAM, MEEM, AIN, ALEF WITH HAMZA,
// and HEH, which marks a year.
const arabicParticles = "\u0648\u0641\u0628\u0643\u0644\u0645\u0639\u0623\u0647"

// mendsWords reports that the lines of a text consist of words once the spaces are out, as
// lines whose runs changed places do not.
func mendsWords(m *lang.Model, v *pass.View) bool {
	known, all := 0.0, 0
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if int(shown[n].arabic) < longLine || all >= mendSample {
			continue
		}
		p := splitParter(m, v, n)
		out := make(map[int]bool)
		for _, e := range p.mend(nil) {
			out[e.At] = true
		}
		if len(out) < mendLeast {
			continue
		}
		rs := make([]rune, 0, l.Len())
		for i := l.From; i < l.To; i++ {
			if !out[i] {
				rs = append(rs, v.Text[i].R)
			}
		}
		known, all = known+m.Coverage(rs), all+1
	}
	return all > 0 && known >= lang.WellKnown*float64(all)
}

// joinersOnly reports a line all of whose gaps are ZWNJs.
func joinersOnly(t page.Text) bool {
	gaps, letters := 0, 0
	for i, c := range t {
		switch {
		case isSpace(c.R) && i > 0 && i < len(t)-1:
			return false
		case c.R == zwnj:
			gaps++
		case isArabic(c.R):
			letters++
		}
	}
	return gaps >= joinerLine && letters >= joinerLetters*gaps
}
