package align

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/script"
)

// unprintable are letters that Tesseract's Persian model reads as another: it
// has no symbol for them or hardly ever prints it.
var unprintable = map[string][]string{
	"\u0648":       {"\u0624"},           // WAW: WAW WITH HAMZA ABOVE
	"\u0627":       {"\u0623", "\u0622"}, // ALEF: WITH HAMZA ABOVE, WITH MADDA ABOVE
	"\u06CC":       {"\u0626"},           // FARSI YEH: YEH WITH HAMZA ABOVE
	"\u0644\u0627": {"\u0644\u0622"},     // LAM ALEF: LAM ALEF WITH MADDA ABOVE
}

// dotted are letters that differ in their dots or strokes only, which a
// recognizer misses or adds in small print.
var dotted = []string{
	"\u0628\u067E\u062A\u062B\u0646\u06CC\u0626", // BEH, PEH, TEH, THEH, NOON, FARSI YEH, YEH WITH HAMZA
	"\u062C\u0686\u062D\u062E",                   // JEEM, TCHEH, HAH, KHAH
	"\u062F\u0630",                               // DAL, THAL
	"\u0631\u0632\u0698",                         // REH, ZAIN, JEH
	"\u0633\u0634",                               // SEEN, SHEEN
	"\u0635\u0636",                               // SAD, DAD
	"\u0637\u0638",                               // TAH, ZAH
	"\u0639\u063A",                               // AIN, GHAIN
	"\u0641\u0642",                               // FEH, QAF
	"\u06A9\u06AF",                               // KEHEH, GAF
}

// siblings are the letters that a letter is confused with.
func siblings(letter string) []string {
	var out []string
	for _, group := range dotted {
		if letter == "" || !strings.Contains(group, letter) {
			continue
		}
		for _, r := range group {
			if string(r) != letter {
				out = append(out, string(r))
			}
		}
	}
	return out
}

const (
	alef     = '\u0627'                   // ARABIC LETTER ALEF
	bearers  = "\u0627\u0648\u06CC\u0647" // ALEF, WAW, FARSI YEH, HEH
	fathatan = "\u064B"
	shadda   = "\u0651"
	kasra    = "\u0650"
	madda    = "\u0653" // MADDAH ABOVE
	hamza    = "\u0654" // HAMZA ABOVE
)

// marks are what a glyph above another may stand for by orthography, the
// narrower rules first. Short vowels may stand anywhere: a letter without one is
// better than with a wrong one.
var marks = []string{fathatan, madda, hamza}

const (
	// minGain is how many more words of the vocabulary another spelling must
	// give, and gainShare by which factor.
	minGain   = 2
	gainShare = 2.0
	// tryShare is the least share of the votes of a second choice.
	tryShare = 0.2
)

// respell asks the language model about codes whose letter the recognizer may be
// unable to print, and about those without a clear majority.
func (v *vote) respell() {
	if !v.persian() {
		return
	}
	where := map[int][]int{}
	for i := range v.runs {
		for _, g := range v.runs[i].glyphs {
			if v.entries[g].fixed == "" {
				where[g] = append(where[g], i)
			}
		}
	}
	for g := range v.entries {
		e := &v.entries[g]
		if e.fixed != "" {
			continue
		}
		own := e.text
		if own == "" {
			v.choose(g, where[g], e.seconds(), 1)
			continue
		}
		hits := v.known(g, where[g])
		if own == shadda && e.votes[own] < minVotes {
			v.choose(g, where[g], []string{hamza}, max(hits, 1)) // as small and as high
			continue
		}
		v.choose(g, where[g], siblings(own), max(int(gainShare*float64(hits)), hits+minGain))
		if e.text == own && v.second(e) {
			v.choose(g, where[g], unprintable[own], max(hits, 1))
		}
	}
}

// minPersian is the share of the words read that the vocabulary must have for its
// word to count: nine in ten of a Persian page, less than half of an Arabic one.
const minPersian = 0.6

// persian reports sheets whose words are for the most part those of the model.
func (v *vote) persian() bool {
	known, all := 0, 0
	for i := range v.runs {
		if letters(strings.Join(v.runs[i].letters, "")) >= minWord {
			all++
			if v.runs[i].known {
				known++
			}
		}
	}
	return float64(known) >= minPersian*float64(all)
}

// choose gives an entry the text among the choices that makes the most known
// words of its runs, if they are as many as least.
func (v *vote) choose(g int, runs []int, choices []string, least int) {
	e := &v.entries[g]
	best := e.text
	for _, c := range choices {
		e.text = c
		if n := v.known(g, runs); n >= least {
			best, least = c, n+1
		}
	}
	e.text = best
}

// second reports whether another code of the font has the letter of e in the
// same shape and shows more of it. A font has one glyph for a shape: e is then a
// letter that looks alike.
func (v *vote) second(e *entry) bool {
	return slices.ContainsFunc(v.entries, func(o entry) bool {
		return o.font == e.font && o.code != e.code && o.text == e.text && o.seen >= 2*e.seen &&
			o.joins.joined() == e.joins.joined()
	})
}

// seconds are what an undecided code may stand for, the likeliest first.
func (e *entry) seconds() []string {
	var out []string
	for _, t := range e.ranked() {
		if strings.ContainsFunc(t, script.IsLetter) && e.votes[t] >= tryShare*(e.total-e.votes[""]) {
			out = append(out, t)
		}
	}
	switch {
	case e.mark() && 2*e.below > e.marks:
		out = append(out, kasra)
	case e.mark():
		out = append(out, marks...)
		if e.votes[shadda] >= minFavourite {
			out = append(out, shadda)
		}
	}
	return out
}

// minWord is the length of the words that are asked for: each letter and most
// pairs of letters are a word.
const minWord = 3

// known counts the different words with the entry g in the runs that are in the
// vocabulary. A word with a mark where none of its kind stands is none.
func (v *vote) known(g int, runs []int) int {
	seen := map[string]bool{}
	n := 0
	for _, i := range runs {
		r := &v.runs[i]
		for from := 0; from < len(r.glyphs); {
			to := from + 1
			for to < len(r.glyphs) && !r.breaks[to] {
				to++
			}
			piece := r.glyphs[from:to]
			from = to
			if !slices.Contains(piece, g) || !v.lawful(piece, g) {
				continue
			}
			w := v.word(piece)
			if letters(w) < minWord || seen[w] {
				continue
			}
			seen[w] = true
			if v.model.Known(w) {
				n++
			}
		}
	}
	return n
}

// letters counts the letters of a word without its marks.
func letters(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// lawful reports whether a mark stands where orthography allows it: a FATHATAN
// on an alef that ends the word, a MADDA on one that starts it, a HAMZA on its
// bearers.
func (v *vote) lawful(piece []int, g int) bool {
	mark := v.entries[g].text
	at := slices.Index(piece, g)
	if !slices.Contains(marks, mark) && mark != kasra {
		return true
	}
	if at == 0 {
		return false
	}
	base, _ := utf8.DecodeLastRuneInString(v.entries[piece[at-1]].text)
	letter := func(i int) bool { return strings.ContainsFunc(v.entries[i].text, script.IsLetter) }
	switch mark {
	case fathatan:
		return base == alef && !slices.ContainsFunc(piece[:at-1], letter)
	case madda:
		return base == alef && !slices.ContainsFunc(piece[at+1:], letter)
	case hamza:
		return strings.ContainsRune(bearers, base)
	}
	return script.IsLetter(base)
}

// word spells glyphs by the decided texts, in logical order and without the
// marks at its ends; empty if a code in it is unknown.
func (v *vote) word(piece []int) string {
	var b strings.Builder
	for _, i := range piece {
		t := v.entries[i].text
		switch t {
		case "":
			return ""
		case tatweel:
			continue
		}
		b.WriteString(shown(t))
	}
	return strings.TrimFunc(norm.NFC.String(strings.Join(visual(b.String(), true), "")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
}
