package lang

import (
	"bytes"
	"slices"
)

// Affixes that any stem of the right kind takes, in letters.
var (
	apart    = keysOf("هایمان هایتان هایشان هایی هایم هایت هایش های ها ترین تری تر مان تان شان ام ات اش اند ایم اید ای")
	suffixes = slices.Concat(apart, keysOf("ی م ت ش ند یم ید ان است چه"))
	prefixes = keysOf("نمی می بی نا هم بر فرا باز پیش")
)

// IsEnding reports a suffix that is written apart from its stem, behind a ZWNJ.
func IsEnding(w string) bool {
	key := Symbols([]rune(w))
	return slices.ContainsFunc(apart, func(s []byte) bool {
		return slices.EqualFunc(key, s, func(a Symbol, b byte) bool { return byte(a) == b })
	})
}

func keysOf(list string) [][]byte {
	var out [][]byte
	var key []byte
	for _, r := range list + " " {
		if s := SymbolOf(r); s.letter() {
			key = append(key, byte(s))
		} else if len(key) > 0 {
			out = append(out, key)
			key = nil
		}
	}
	return out
}

const (
	stemLetters = 2  // fewest letters of a stem under an affix
	stemCount   = 24 // least count of a stem, quantised: 7 sightings
)

// built reports whether a word that is not in the vocabulary is made of known words
// at its ZWNJs. Endings on a stem do not make a word known: torn words would be, too,
// and the judgement of lines rests on the difference. See Model.Inflected.
func (w *Words) built(key []byte, mask uint32) bool {
	if mask == 0 {
		return w.clitics && w.takesClitics(key)
	}
	from := 0
	for i := range key {
		if mask>>i&1 == 1 || i == len(key)-1 {
			if w.find(key[from:i+1]) < 0 {
				return false
			}
			from = i + 1
		}
	}
	return true
}

// What Arabic writes together with the word behind it or before it: particles and the article;
// pronouns and endings of number and person.
var (
	proclitics = keysOf("وال بال كال فال لل ال و ف ب ك ل س ول وب فل وس فس أ")
	enclitics  = keysOf("ها هم هما هن ه ك كم نا ني ي ات ان ون ين ة وا ت ا تها ته تهم")
)

const (
	cliticLetters = 3  // fewest letters of a stem under a clitic
	cliticCount   = 25 // least count of such a stem, quantised: 8 sightings
)

// takesClitics reports a word that is known without what Arabic writes together with it: a
// vocabulary of a quarter of a million words lacks 8 % of the letters of a book, and 4.5 % so.
// Of words turned round it knows 2.4 % instead of .5 so.
func (w *Words) takesClitics(key []byte) bool {
	if w.isCliticStem(key) {
		return true
	}
	for _, p := range proclitics {
		if len(key)-len(p) >= cliticLetters && bytes.HasPrefix(key, p) && w.isCliticStem(key[len(p):]) {
			return true
		}
	}
	return false
}

// isCliticStem looks for a stem as it is, without an ending, and with the TEH MARBUTA that
// opens before one.
func (w *Words) isCliticStem(key []byte) bool {
	stem := func(key []byte) bool {
		i := w.find(key)
		return len(key) >= cliticLetters && i >= 0 && w.free[i] >= cliticCount
	}
	if stem(key) {
		return true
	}
	for _, e := range enclitics {
		n := len(key) - len(e)
		if n < cliticLetters || !bytes.HasSuffix(key, e) {
			continue
		}
		if stem(key[:n]) || key[n-1] == keyTeh && stem(append(append(make([]byte, 0, maxWord), key[:n-1]...), keyTehMarbuta)) {
			return true
		}
	}
	return false
}

var keyTeh, keyTehMarbuta = byte(SymbolOf('\u062A')), byte(SymbolOf('\u0629')) // TEH, TEH MARBUTA

// inflected takes off at most depth affixes and looks for the stem.
func (w *Words) inflected(key []byte, depth int) bool {
	if i := w.find(key); i >= 0 && w.free[i] >= stemCount {
		return true
	}
	if w.clitics {
		return w.takesClitics(key)
	}
	if depth == 0 {
		return false
	}
	for _, s := range suffixes {
		if n := len(key) - len(s); n >= stemLetters && string(key[n:]) == string(s) && w.inflected(key[:n], depth-1) {
			return true
		}
	}
	for _, p := range prefixes {
		if n := len(p); len(key)-n >= stemLetters && string(key[:n]) == string(p) && w.inflected(key[n:], depth-1) {
			return true
		}
	}
	return false
}
