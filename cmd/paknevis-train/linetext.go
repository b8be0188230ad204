package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// texts makes the texts of lines for a network of Tesseract to learn from: pieces of
// sentences with marks and numbers strewn in, words and numbers by themselves.
type texts struct {
	known map[rune]bool // the alphabet
	lines []string
	rare  []int // lines with letters that are rare
	hamza map[rune][]string
}

const (
	rareLetters = "\u0698\u0624\u0623\u0625\u0621\u0638\u0630\u062B\u063A\u0651\u064B\u0654\u0626" // JEH, with HAMZA, HAMZA, ZAH, THAL, THEH, GHAIN, SHADDA, FATHATAN, YEH WITH HAMZA
	// rareEnough is how many of them make a line one of the rare.
	rareEnough = 4
	tatweel    = '\u0640'
)

// written are letters and marks as the lines have them.
var written = strings.NewReplacer("\u064A", "\u06CC", "\u0643", "\u06A9", "\u06C0", "\u0647\u0654", string(tatweel), "", "\u200F", "", "\u200E", "", "\u2026", "...",
	"\u0660", "\u06F0", "\u0661", "\u06F1", "\u0662", "\u06F2", "\u0663", "\u06F3", "\u0664", "\u06F4", "\u0665", "\u06F5", "\u0666", "\u06F6", "\u0667", "\u06F7", "\u0668", "\u06F8", "\u0669", "\u06F9")

// newTexts takes the lines of a corpus apart where they have other characters.
func newTexts(lines []line, alphabet []string) *texts {
	t := &texts{known: map[rune]bool{' ': true}}
	for _, s := range alphabet {
		if r := []rune(s); len(r) == 1 && r[0] != '|' {
			t.known[r[0]] = true
		}
	}
	for _, l := range lines {
		for s := range strings.FieldsFuncSeq(written.Replace(l.text), func(r rune) bool { return !t.known[r] }) {
			s = strings.Join(strings.Fields(s), " ")
			letters, rare := 0, 0
			for _, r := range s {
				if unicode.IsLetter(r) {
					letters++
				}
				if strings.ContainsRune(rareLetters, r) {
					rare++
				}
			}
			if letters < 12 || 3*letters < len([]rune(s)) {
				continue
			}
			if rare >= rareEnough {
				t.rare = append(t.rare, len(t.lines))
			}
			t.lines = append(t.lines, s)
		}
	}
	t.hamza = hamzaWords(t.lines)
	return t
}

// words are some words of a sentence that stand together, up to so many letters.
func (t *texts) words(r *rand.Rand, letters int) []string {
	n := r.IntN(len(t.lines))
	if r.IntN(5) == 0 && len(t.rare) > 0 {
		n = t.rare[r.IntN(len(t.rare))]
	}
	words := strings.Fields(t.lines[n])
	from := 0
	if len(t.lines[n]) > 2*letters {
		from = r.IntN(len(words))
	}
	sum := 0
	for i, w := range words[from:] {
		if sum += len([]rune(w)) + 1; sum > letters && i > 0 {
			return words[from : from+i]
		}
	}
	return words[from:]
}

// bullets are signs before the items of lists; the network takes them for asterisks.
const bullets = "\u2022 \u2022 \u25CF \u25AA \u25A0 *" // BULLET, BLACK CIRCLE, SMALL SQUARE, SQUARE

// some is one of the choices, parted by spaces.
func some(r *rand.Rand, choices string) string {
	c := strings.Fields(choices)
	return c[r.IntN(len(c))]
}

// line is the text of a line as it is stored.
func (t *texts) line(r *rand.Rand) string {
	var words []string
	switch k := r.IntN(20); {
	case k < 12:
		words = t.words(r, 20+r.IntN(80))
	case k < 14:
		words = t.words(r, 4+r.IntN(16))
	case k < 15:
		words = []string{some(r, strings.Join(t.words(r, 60), " "))}
	case k < 17: // a row of a table, a list of figures
		for range 1 + r.IntN(6) {
			words = append(words, number(r)+strings.Repeat(" ", 1+r.IntN(6)))
		}
	default:
		words = slices.Clone(t.words(r, 20+r.IntN(50)))
		for range 1 + r.IntN(4) {
			at := r.IntN(len(words) + 1)
			if at > 0 && strings.ContainsFunc(words[at-1], unicode.IsDigit) || at < len(words) && strings.ContainsFunc(words[at], unicode.IsDigit) {
				continue // they would stand as close as the digits of one
			}
			words = slices.Insert(words, at, number(r))
		}
	}
	words = t.respelled(r, slices.Clone(words))
	for i := range words {
		letters := []rune(strings.TrimSpace(words[i]))
		last := letters[len(letters)-1]
		if !unicode.IsLetter(last) && !unicode.IsDigit(last) && !unicode.Is(unicode.Mn, last) {
			continue
		}
		switch r.IntN(40) {
		case 0, 1, 2:
			words[i] += some(r, "\u060C \u060C \u060C \u061B : . \u061F ! ...")
		case 3:
			words[i] = "\u00AB" + words[i] + "\u00BB"
		case 4:
			words[i] = "(" + words[i] + ")"
		case 5:
			words[i] = some(r, "[# \"# -# *# /# =#")
			words[i] = strings.Replace(words[i], "#", string(letters), 1)
			if words[i][0] == '[' {
				words[i] += "]"
			}
		case 6:
			if last == '\u0647' { // HEH
				words[i] += "\u0654"
			}
		}
	}
	if r.IntN(3) == 0 && len(words) > 2 { // a longer quotation
		from := r.IntN(len(words) - 1)
		to := from + 1 + r.IntN(len(words)-from-1)
		marks := [2]string{"\u00AB", "\u00BB"}
		if r.IntN(2) == 0 {
			marks = [2]string{"(", ")"}
		}
		words[from] = marks[0] + words[from]
		words[to] += marks[1] + some(r, "\u060C . \u061B :")
	}
	text := strings.Join(words, " ")
	if r.IntN(10) == 0 {
		text = some(r, bullets) + " " + text
	}
	switch r.IntN(12) {
	case 0:
		text = vowelled(r, text, 0.03)
	case 1:
		text = vowelled(r, text, 0.25)
	}
	return strings.TrimSpace(text)
}

// vowelled is a text with marks of vowels on a share of its letters.
func vowelled(r *rand.Rand, text string, share float64) string {
	letters := []rune(text)
	var out []rune
	for i, c := range letters {
		out = append(out, c)
		if !unicode.IsLetter(c) || i+1 < len(letters) && unicode.Is(unicode.Mn, letters[i+1]) || c == '\u0622' || c == '\u0621' || r.Float64() > share { // ALEF WITH MADDA, HAMZA
			continue
		}
		out = append(out, []rune(some(r, "\u0650 \u0650 \u0650 \u064E \u064F \u0651 \u0651 \u0652"))...) // KASRA, FATHA, DAMMA, SHADDA, SUKUN
	}
	return string(out)
}

// number is a number as texts and tables have them, in Persian digits or Latin ones.
func number(r *rand.Rand) string {
	digits := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(byte('0' + r.IntN(10)))
		}
		return b.String()
	}
	groups := func(sign string) string {
		s := fmt.Sprint(1 + r.IntN(999))
		for range 1 + r.IntN(3) {
			s += sign + digits(3)
		}
		return s
	}
	var s string
	switch r.IntN(18) {
	case 0, 1, 2:
		s = digits(1 + r.IntN(4))
	case 3:
		s = digits(5 + r.IntN(7))
	case 4:
		s = fmt.Sprintf("%d/%02d/%02d", 1300+r.IntN(110), 1+r.IntN(12), 1+r.IntN(31))
	case 5:
		s = fmt.Sprintf("%d-%02d-%02d", 1900+r.IntN(130), 1+r.IntN(12), 1+r.IntN(31))
	case 6:
		s = fmt.Sprintf("%d:%02d", r.IntN(24), r.IntN(60))
	case 7:
		s = "0" + digits(2) + "-" + digits(8)
	case 8:
		s = "09" + digits(9)
	case 9, 10:
		s = groups("\u066C") // ARABIC THOUSANDS SEPARATOR
	case 11:
		s = groups(",")
	case 12:
		s = digits(1+r.IntN(3)) + "\u066B" + digits(1+r.IntN(3)) // ARABIC DECIMAL SEPARATOR
	case 13:
		s = digits(1+r.IntN(3)) + some(r, ". /") + digits(1+r.IntN(3))
	case 14:
		s = digits(1+r.IntN(2)) + some(r, "\u066A \u066A %") // ARABIC PERCENT SIGN
	case 15:
		s = digits(1+r.IntN(3)) + some(r, "\u2013 - \u00D7 = +") + digits(1+r.IntN(3))
	case 16:
		s = strings.Replace(some(r, "(#) [#] #) \u00AB#\u00BB #- #. #: #\u060C"), "#", digits(1+r.IntN(3)), 1)
	case 17:
		s = some(r, "- +") + digits(1+r.IntN(4))
	}
	if r.IntN(5) > 0 {
		s = strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c - '0' + '\u06F0' // EXTENDED ARABIC-INDIC DIGIT ZERO
			}
			return c
		}, s)
	}
	return s
}

// run is a part of a line that is set in one direction.
type run struct {
	text  []rune
	right bool // from right to left
}

// runsOf parts a line from right to left into its runs: numbers with the signs within run
// the other way.
func runsOf(text []rune) (runs []run) {
	for i := 0; i < len(text); {
		to := i
		for to < len(text) && (unicode.IsDigit(text[to]) || to > i && to+1 < len(text) && unicode.IsDigit(text[to+1]) && strings.ContainsRune("/.,:\u066B\u066C", text[to])) {
			to++
		}
		if to > i {
			runs = append(runs, run{text[i:to], false})
			i = to
			continue
		}
		for to < len(text) && !unicode.IsDigit(text[to]) {
			to++
		}
		runs = append(runs, run{text[i:to], true})
		i = to
	}
	return runs
}

// seen is the text of runs as Tesseract's networks read it: from left to right, brackets as
// they are stored and marks before their letters.
func seen(runs []run) string {
	var out []rune
	for _, p := range slices.Backward(runs) {
		if !p.right {
			out = append(out, p.text...)
			continue
		}
		for _, c := range slices.Backward(p.text) {
			if strings.ContainsRune(bullets, c) && c != ' ' {
				c = '*'
			}
			out = append(out, c)
		}
	}
	return strings.Join(strings.Fields(string(out)), " ")
}
