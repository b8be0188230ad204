package align

import (
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/script"
)

// What a font's codes have in common says more than the votes for each.

const (
	// minASCII is how many codes must be read as the Latin letter of their
	// number for a font to count as one in ASCII order.
	minASCII = 3
	// minDigits is how many digits must stand in order for the others to follow.
	minDigits = 3
)

// ascii fills in the Latin letters of fonts in ASCII order. The Persian model
// reads most of them as something else, but hardly ever as another Latin letter
// by rule.
func (v *vote) ascii() {
	same, other := map[int32]int{}, map[int32]int{}
	letter := func(code uint32) bool {
		return code >= 'A' && code <= 'Z' || code >= 'a' && code <= 'z'
	}
	for i := range v.entries {
		e := &v.entries[i]
		if e.fixed != "" || !letter(e.code) {
			continue
		}
		switch own := string(rune(e.code)); {
		case e.votes[own] >= minFavourite:
			same[e.font]++
		case strings.ContainsFunc(e.text, unicode.IsLetter):
			other[e.font]++
		}
	}
	for i := range v.entries {
		e := &v.entries[i]
		if e.fixed == "" && letter(e.code) && same[e.font] >= minASCII && same[e.font] > 2*other[e.font] {
			e.text = string(rune(e.code))
		}
	}
}

// series is a run of codes for the digits 0 to 9.
type series struct {
	font  int32
	set   script.Digits
	start uint32 // code of the zero
}

// digits fills in the digits of fonts that have them in order. One code of the
// ten that is something else disproves the order: fonts that number their glyphs
// as they come have two or three digits in order by chance.
func (v *vote) digits() {
	have := map[series]int{}
	for i := range v.entries {
		e := &v.entries[i]
		if r := []rune(e.text); e.fixed == "" && len(r) == 1 && script.IsDigit(r[0]) {
			if set, d := script.DigitOf(r[0]); e.code >= uint32(d) {
				have[series{e.font, set, e.code - uint32(d)}]++
			}
		}
	}
	fill := map[int]string{}
	for s, n := range have {
		if n < minDigits {
			continue
		}
		var gaps []int
		whole := true
		for i := range v.entries {
			e := &v.entries[i]
			if e.fixed != "" || e.font != s.font || e.code < s.start || e.code > s.start+9 {
				continue
			}
			r, _ := s.set.Digit(int(e.code - s.start))
			whole = whole && (e.text == "" || e.text == string(r))
			if e.text == "" {
				gaps = append(gaps, i)
			}
		}
		for _, i := range gaps {
			if r, ok := s.set.Digit(int(v.entries[i].code - s.start)); ok && whole {
				fill[i] = string(r)
			}
		}
	}
	for i, text := range fill {
		v.entries[i].text = text
	}
}

// Marks that a recognizer confuses with one another, and those that it takes for
// a comma besides.
var (
	commas = []string{"\u060C", "\u061B"} // ARABIC COMMA, ARABIC SEMICOLON
	specks = []string{"\u060C", "\u061B", ",", ";", ".", ":"}
)

const (
	// minSpecks and minCommas are the shares of the votes of a comma that are
	// such marks at all, and that are commas of our script.
	minSpecks = 0.75
	minCommas = 0.4
)

// punctuation settles commas. The recognizer tells a comma from a semicolon by a
// few pixels and is wrong about as often as not; but a text has many more commas.
func (v *vote) punctuation() {
	sum := func(e *entry, texts []string) (n float64) {
		for _, t := range texts {
			n += e.votes[t]
		}
		return n
	}
	first := map[int32]int{}
	for i := range v.entries {
		e := &v.entries[i]
		if e.fixed != "" || e.text != "" && !slices.Contains(commas, e.text) {
			continue
		}
		read := e.total - e.votes[""]
		if n := sum(e, commas); n < minVotes || n < minCommas*read || sum(e, specks) < minSpecks*read {
			continue
		}
		if k, ok := first[e.font]; !ok || e.seen > v.entries[k].seen {
			first[e.font] = i
		}
	}
	for _, i := range first {
		v.entries[i].text = commas[0]
	}
}
