package view

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible spells out what cannot be seen or is no UTF-8: <U+202E>, <0xFF>. ZWNJ and the
// white space of texts stay.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, "<0x%02X>", s[0])
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
		s = s[n:]
	}
	return b.String()
}

// zwnj is ZERO WIDTH NON-JOINER.
const zwnj = '\u200C'

// hidden reports a code point that shows nothing or turns others round.
func hidden(r rune) bool {
	switch r {
	case '\n', '\t', ' ', zwnj:
		return false
	case '\u115F', '\u1160', '\u3164', '\uFFA0': // Hangul fillers
		return true
	}
	if unicode.Is(unicode.Prepended_Concatenation_Mark, r) { // format characters with ink: ARABIC NUMBER SIGN
		return false
	}
	return unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Variation_Selector, r) || !unicode.IsGraphic(r)
}

// maxName is how much of a file name is shown, in code points: its end tells more.
const maxName = 160

// fileName is a name as the report shows it.
func fileName(s string) string {
	s = strings.NewReplacer("\n", "<U+000A>", "\t", "<U+0009>").Replace(visible(s))
	if r := []rune(s); len(r) > maxName {
		return "… " + string(r[len(r)-maxName:])
	}
	return s
}

// clip shortens a text to so many code points.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " …"
	}
	return s
}

// Piece is a part of a text as an edit shows it.
type Piece struct {
	Text string
	Sign string // what stands behind Text and cannot be seen
}

// pieces makes the ZWNJs and line ends of a text visible.
func pieces(s string) (out []Piece) {
	for s != "" {
		i := strings.IndexAny(s, "\n"+string(zwnj))
		switch {
		case i < 0:
			return append(out, Piece{Text: s})
		case s[i] == '\n':
			out = append(out, Piece{s[:i] + " ", "line end"})
			s = s[i+1:]
		default:
			i += utf8.RuneLen(zwnj)
			out = append(out, Piece{s[:i], "ZWNJ"})
			s = s[i:]
		}
	}
	return out
}

// maxNamed is how many code points are named where two texts differ.
const maxNamed = 3

// difference names the code points in which two texts differ, as look-alikes are told apart
// by nothing else. It is empty where they differ in many.
func difference(before, after string) string {
	a, b := []rune(before), []rune(after)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a)+len(b) == 0 || len(a) > maxNamed || len(b) > maxNamed {
		return ""
	}
	name := func(rs []rune) string {
		if len(rs) == 0 {
			return "nothing"
		}
		names := make([]string, len(rs))
		for i, r := range rs {
			names[i] = fmt.Sprintf("U+%04X", r)
		}
		return strings.Join(names, " ")
	}
	return name(a) + " → " + name(b)
}
