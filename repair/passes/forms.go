package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Forms turns presentation forms into letters.
func Forms() pass.Pass {
	return pass.Pass{
		Name:  "forms",
		Class: pass.Lossless,
		After: []string{"controls", "direction"},
		Doc: `Fault: words are written with the shapes of letters and with ligatures (U+FB50 to U+FEFC), so that no
search finds them.
Cause: programs that shape text themselves before drawing it; ToUnicode tables made from glyph names.
Repair: each form becomes its letters in logical order, nothing else is normalised, and a ZWNJ follows where its shape
does not reach the next letter though the two would join, or a space in a text that has lost its spaces (form); the space or the stroke
that carries an isolated mark falls away after a letter (carrier); in Kurdish the heh that joins nothing becomes the vowel (form); the sign of the rial becomes the word where it
stands for it, within a word or behind one and beside no figure (form).
Left alone: the ornate brackets and the signs of these blocks that stand for themselves; all compatibility
characters of other scripts.
Risk: none; a text about the forms themselves loses them.`,
		Run: forms,
	}
}

func forms(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	part := partOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signForm == 0 {
			continue
		}
		shaped := has(v.Text, l, isShaped)
		for i := l.From; i < l.To; i++ {
			s, ok := script.Unshape(v.Text[i].R)
			switch {
			case !shaped && isLigature(v.Text[i].R) && (v.Text[i].R >= longLigatures || !has(v.Text, wordAround(v.Text, l, i), isPlain)):
				continue
			case v.Text[i].R == rialSign && spellsRial(v.Text, l, i):
				edits = append(edits, v.Replace(i, []rune(rialWord), "form", certain))
				continue
			case !ok:
				if part != 0 && partsBefore(v.Text, i) {
					edits = append(edits, v.InsertAfter(i, part, "form", certain))
				}
				continue
			}
			reason := "form"
			if s.Carrier != 0 {
				if prev := at(v.Text, i-1); !isArabic(prev) && !isMark(prev) {
					continue // the sign itself is shown
				}
				reason = "carrier"
			}
			base := []rune(s.Base)
			// Fonts draw ae as a heh that joins nothing behind it, a shape that no other heh of Kurdish has.
			if s.Base == string(heh) && !s.Form.JoinsNext() && languageOf(v) == lang.Kurdish {
				base[0] = ae
			}
			if v.Text[i].R == allahSign && spellsAlef(v.Text, l, i) {
				base = base[1:]
			}
			if part != 0 && s.Parts(baseAt(v.Text, i+1)) {
				base = append(base, part)
			}
			edits = append(edits, v.Replace(i, base, reason, certain))
		}
	}
	return edits, nil
}

// The fonts of the Quran of Medina have whole words, ornaments and the numbers of verses at the codes
// of ligatures, among letters without shapes: words by themselves, the others at those of three letters
// from here on.
const longLigatures = '\uFD50'

// isShaped reports the shape of a single letter, which all of a text has that was shaped.
func isShaped(r rune) bool { return r >= 0xFE80 && r <= 0xFEFC }

// isLigature reports one of the ligatures of two letters and more before these.
func isLigature(r rune) bool { return r >= 0xFBEA && r <= 0xFDC7 }

// isPlain reports a letter of the script that is no ligature.
func isPlain(r rune) bool { return isArabic(r) && !isLigature(r) }

// wordAround is what stands between the white space on both sides of i.
func wordAround(t page.Text, l pass.Range, i int) pass.Range {
	w := pass.Range{From: i, To: i + 1}
	for w.From > l.From && !isSpace(t[w.From-1].R) {
		w.From--
	}
	for w.To < l.To && !isSpace(t[w.To].R) {
		w.To++
	}
	return w
}

// allahSign is the name of God as one sign. Most fonts draw it without its alef, so that writers put
// one before it.
const allahSign = '\uFDF2'

// spellsAlef reports that the alef of the name stands before its sign, and does not end the word of
// calling (\u064A\u0627), which has one of its own.
func spellsAlef(t page.Text, l pass.Range, i int) bool {
	k := i - 1
	for k > l.From && isMark(t[k].R) {
		k--
	}
	if k < l.From || t[k].R != alef && t[k].R != 0x0671 { // ALEF WASLA
		return false
	}
	w := wordBefore(t, l, k)
	return w.Len() != 1 || t[w.From].R != 0x064A && t[w.From].R != script.PersianYeh // YEH
}

// The sign of a currency, which a font with one glyph for the word puts for the word too.
const (
	rialSign = '\uFDFC'
	rialWord = "\u0631\u06CC\u0627\u0644" // REH, FARSI YEH, ALEF, LAM
)

// spellsRial reports that the sign at i is the word: it stands within a longer one, or behind
// a word and beside no figure.
func spellsRial(t page.Text, l pass.Range, i int) bool {
	if isArabic(at(t, i-1)) || isArabic(at(t, i+1)) {
		return true
	}
	before, after := i-1, i+1
	for before > l.From && isSpace(t[before].R) {
		before--
	}
	for after < l.To && isSpace(t[after].R) {
		after++
	}
	return isArabic(at(t, before)) && !isDigit(at(t, after))
}

// partsBefore reports that the letter at i, which shows no shape, would join the next one,
// whose shape takes no stroke: fonts map isolated shapes to plain letters.
func partsBefore(t page.Text, i int) bool {
	if !joinsNext(t[i].R) {
		return false
	}
	for i++; i < len(t) && isMark(t[i].R); i++ {
	}
	s, ok := script.Unshape(at(t, i))
	return ok && s.Carrier == 0 && !s.Form.JoinsPrevious() && joinsPrevious(baseAt(t, i))
}

// baseAt is the first letter behind the code point at i, marks passed over.
func baseAt(t page.Text, i int) rune {
	for i < len(t) && isMark(t[i].R) {
		i++
	}
	if s, ok := script.Unshape(at(t, i)); ok {
		for _, r := range s.Base {
			return r
		}
	}
	return at(t, i)
}

const (
	// manyParts is the share of places between letters at which shapes part what would
	// join, from which on they were not chosen by their neighbours: Persian has a ZWNJ at
	// 4 of 100.
	manyParts = 0.15
	// fewSpaces is the share of white space beside the letters below which a text has lost
	// its spaces, and shapes part words: Persian has 22 to 28 for 100 letters. Lines of
	// fewer than longLine letters may be words alone.
	fewSpaces = 0.08
	longLine  = 24
)

// partOf is what stands where a shape does not reach the next letter: a ZWNJ, a space
// where the text has lost those, or 0 where its shapes tell nothing.
func partOf(v *pass.View) rune {
	parts, all := 0, 0
	joins, shapes := 0, 0   // plain letters that join on, and shapes
	letters, blanks := 0, 0 // of long lines
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signForm == 0 {
			continue
		}
		long := l.Len() >= longLine
		for i := l.From; i < l.To; i++ {
			s, ok := script.Unshape(v.Text[i].R)
			if !ok {
				if long && isSpace(v.Text[i].R) {
					blanks++
				}
				if isArabic(v.Text[i].R) && isArabic(at(v.Text, i+1)) && joinsNext(v.Text[i].R) && joinsPrevious(v.Text[i+1].R) {
					joins++
				}
				if isArabic(v.Text[i].R) && isForm(at(v.Text, i+1)) {
					all++
					if partsBefore(v.Text, i) {
						parts++
					}
				}
				continue
			}
			shapes++
			if long {
				letters++
			}
			if next := baseAt(v.Text, i+1); isArabic(next) {
				all++
				if s.Parts(next) {
					parts++
				}
			}
		}
	}
	switch {
	case float64(blanks) < fewSpaces*float64(letters), shapes > 0 && lostAllSpaces(v):
		return ' '
	case float64(parts) > manyParts*float64(all), joins > shapes: // plain letters show no shape, ligatures are among them
		return 0
	}
	return script.ZWNJ
}
