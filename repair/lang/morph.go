package lang

import "slices"

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
		return false
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

// inflected takes off at most depth affixes and looks for the stem.
func (w *Words) inflected(key []byte, depth int) bool {
	if i := w.find(key); i >= 0 && w.free[i] >= stemCount {
		return true
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
