package passes

import (
	"context"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

const reasonLineEnd = "line-end"

// Controls takes out what cannot be seen and only disturbs.
func Controls() pass.Pass {
	return pass.Pass{
		Name:  "controls",
		Class: pass.Lossy,
		Doc: `Fault: code points that a reader cannot see stand between the letters, so that words are not
found and lines cannot be compared: byte order marks, direction marks and embeddings, soft hyphens,
no-break and thin spaces, carriage returns and other control characters.
Cause: word processors and web pages hold them for layout, joined files bring their byte order mark.
Repair: byte order marks, bidi controls, control characters and ZWJ inside a joined word are dropped
(byte-order-mark, bidi-control, control, joiner); CR, CR LF, NEL, VT and the line and paragraph separators become
line feeds (line-end); every odd space becomes a space (space); a soft hyphen, a not sign or a zero
width space between two Arabic letters is the half-space of old word processors, U+009D that of windows-1256, and
becomes ZWNJ (half-space), elsewhere soft hyphens are dropped (soft-hyphen); of several ZWNJ one stays, and none at the edge
of a word, of a Latin one or a number either, nor between letter and digit (joiner), but that the space behind a ZWNJ and before ها, تر and the like goes instead (joiner-space).
Left alone: a thin space that carries a superscript alef in a vowelled word, with the word joiner after it; ZWJ
that shapes the end or start of a word (the abbreviation heh + ZWJ), joiners of other
scripts, of other languages (Uyghur types ZWJ behind its hamza) and of emoji, spaces and soft hyphens of lines without
Arabic letters in a text in another script, tab, form feed, ideographic space, the number and verse signs of Arabic.
Risk: a not sign between two Arabic letters in logic is taken for a half-space.`,
		Run: controls,
	}
}

// certain is the confidence of a repair that the script's own rules demand.
const certain = 1

func controls(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	other := inOtherScript(v)
	for n, l := range v.Lines() {
		if lines[n].signs&(signControl|signJoiner) == 0 {
			continue
		}
		if edits = invisible(v, l, lines[n], other, edits); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return edits, nil
}

// isControl reports what is taken out or replaced, but for ZWNJs.
func isControl(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7F || r == '\t' || r == '\f':
		return false
	case r == 0x00AC, r == 0x00AD, r == 0x061C, r == 0x180E, r == 0x200B, r >= 0x200D && r <= 0x200F, r == 0x2028, r == 0x2029, // NOT SIGN, SOFT HYPHEN ...
		r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r == 0xFFFE:
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Zs, r) && r != 0x3000 // IDEOGRAPHIC SPACE
}

// invisible takes the controls of a line out or replaces them. Other says that the
// text is in another script, whose typography they are part of.
func invisible(v *pass.View, l pass.Range, shown *line, other bool, edits []pass.Edit) []pass.Edit {
	t := v.Text
	other = other && shown.arabic == 0
	for i := l.From; i < l.To; i++ {
		if kindOf(t[i].R)&(signControl|kindJoiner) == 0 {
			continue
		}
		e, ok := pass.Edit{}, false
		switch r := t[i].R; {
		case r == zwnj:
			e, ok = strayJoiner(v, l, shown, i)
		case carriesAlef(t, i):
			// The carrier of an alef above the line between two letters, as in printed Qurans.
		case isHalfSpace(r):
			e, ok = halfSpace(v, i, other)
		case other && (r == 0x2060 || unicode.Is(unicode.Zs, r)): // WORD JOINER
		case r == zwj:
			if ok = betweenLetters(t, i) && !shown.isStrange(); ok {
				e = v.Delete(pass.Range{From: i, To: i + 1}, "joiner", certain)
			}
		case isGlyphCode(r) && besideLetter(t, i, isUnmapped): // for Unmapped
		default:
			e, ok = control(v, i)
		}
		if ok {
			edits = append(edits, e)
		}
	}
	return edits
}

// betweenLetters reports that both neighbours of place i are Arabic letters.
func betweenLetters(t page.Text, i int) bool {
	return isArabic(at(t, i+1)) && (isArabic(at(t, i-1)) || isMark(at(t, i-1)) && isArabic(at(t, i-2)))
}

// carriesAlef reports a space that carries a SUPERSCRIPT ALEF, or the word joiner behind one.
func carriesAlef(t page.Text, i int) bool {
	r := t[i].R
	return at(t, i+1) == 0x0670 && isMark(at(t, i-1)) && unicode.Is(unicode.Zs, r) || r == 0x2060 && at(t, i-1) == 0x0670
}

// isHalfSpace reports what word processors had for ZWNJ: SOFT HYPHEN, NOT SIGN, ZERO WIDTH
// SPACE, and U+009D, the ZWNJ of windows-1256.
func isHalfSpace(r rune) bool { return r == 0xAD || r == 0xAC || r == 0x200B || r == 0x9D }

// halfSpace makes one a ZWNJ where it stands between two letters of which the first joins the next.
func halfSpace(v *pass.View, i int, other bool) (e pass.Edit, ok bool) {
	t, r := v.Text, v.Text[i].R
	between := betweenLetters(t, i)
	switch {
	case between && joinsNext(base(v, i-1)) && !(other && r == 0xAD):
		return v.Replace(i, []rune{zwnj}, "half-space", 0.97), true
	case r == 0x9D:
		return control(v, i)
	case other && r == 0xAD:
		return e, false
	case between || r == 0xAD || r == 0x200B && (isArabic(at(t, i-1)) || isArabic(at(t, i+1))):
		return v.Delete(pass.Range{From: i, To: i + 1}, "soft-hyphen", 0.97), true
	}
	return e, false
}

// strayJoiner takes a ZWNJ away that parts nothing, or the space behind it.
func strayJoiner(v *pass.View, l pass.Range, shown *line, i int) (e pass.Edit, ok bool) {
	t := v.Text
	prev, next := at(t, i-1), at(t, i+1)
	switch {
	case next == zwnj:
	case next == ' ' && isArabic(prev) && prev != 0x0647 && joinsNext(prev) && endingAt(t, l, i+2): // the space is the slip
		return v.Delete(pass.Range{From: i + 1, To: i + 2}, "joiner-space", 0.95), true
	case shown.arabic > 0 && astray(prev, next) && !inAddress(t, l, i):
	case isEdge(prev) && (isEdge(next) || isArabic(next)), isEdge(next) && isArabic(prev) && prev != 0x0647: // HEH: heh + ZWNJ is the old Kurdish AE
	default:
		return e, false
	}
	return v.Delete(pass.Range{From: i, To: i + 1}, "joiner", certain), true
}

// control takes another control out, or puts what it means in its place.
func control(v *pass.View, i int) (e pass.Edit, ok bool) {
	one := pass.Range{From: i, To: i + 1}
	switch r := v.Text[i].R; {
	case r == 0xFEFF: // ZERO WIDTH NO-BREAK SPACE
		return v.Delete(one, "byte-order-mark", certain), true
	case r == '\r' && at(v.Text, i+1) == '\n':
		return v.Delete(one, reasonLineEnd, certain), true
	case r == '\r', r == '\v', r == 0x85, r == 0x2028:
		return v.Replace(i, []rune{'\n'}, reasonLineEnd, certain), true
	case r == 0x2029: // PARAGRAPH SEPARATOR
		return v.Replace(i, []rune{'\n', '\n'}, reasonLineEnd, certain), true
	case r == 0x061C, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // UAX #9 section 2
		return v.Delete(one, "bidi-control", certain), true
	case r == 0x2060, r == 0x180E, r >= 0x206A && r <= 0x206F, r >= 0xFFF9 && r <= 0xFFFB, r == 0xFFFE, // WORD JOINER, deprecated formats, interlinear annotation
		unicode.IsControl(r) && r != '\t' && r != '\f':
		return v.Delete(one, "control", certain), true
	case unicode.Is(unicode.Zs, r) && r != 0x3000: // IDEOGRAPHIC SPACE
		return v.Replace(i, []rune{' '}, "space", certain), true
	}
	return e, false
}

// astray reports that a ZWNJ between the two, neither of them an Arabic letter, parts
// nothing: it lies at the edge of a Latin word or a number, or between a letter and a digit.
// Between two letters it may forbid a ligature.
func astray(prev, next rune) bool {
	sign := func(r rune) bool { return r == 0 || isWhite(r) || unicode.IsPunct(r) || r == '+' || r == '=' }
	latin := isLatinLetter
	switch {
	case latin(prev) || isDigit(prev):
		return sign(next) || latin(prev) && isDigit(next) || isDigit(prev) && latin(next)
	case latin(next) || isDigit(next):
		return sign(prev)
	}
	return false
}

// endingAt reports a word that is an ending of nouns or adjectives, written apart from
// its stem by a ZWNJ, in every Persian text.
func endingAt(t page.Text, l pass.Range, from int) bool {
	if from >= l.To {
		return false
	}
	key, mask, ok := lang.Key(t[from:wordAfter(t, l, from).To].String())
	return ok && mask == 0 && (pluralEndings[string(key)] || degreeEndings[string(key)])
}

// base is the letter that carries the marks before i, or the code point at i.
func base(v *pass.View, i int) rune {
	for i > 0 && isMark(v.Text[i].R) {
		i--
	}
	return at(v.Text, i)
}

// isEdge reports what ends a word for the eye: white space or an end of text.
func isEdge(r rune) bool { return r == 0 || isWhite(r) }
