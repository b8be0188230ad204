package joint

import (
	"hash/fnv"

	"github.com/paknevis/paknevis/repair/lang"
)

// Token is a word (Key set, in symbols of lang), or a number or sign.
type Token struct {
	Key  string
	Sign uint8
}

// Signs of tokens that are no words: the symbol of lang, and some that no symbol has.
const (
	signs       = 64
	unknownSign = 0  // symbol of a line's edge
	year        = 63 // a number of four digits
	long        = 62 // one of more than two digits, but for years
)

// maxKey is the longest word in letters; more are cut off, and stand for no word.
const maxKey = 31

var (
	digit = lang.SymbolOf('0')
	latin = lang.SymbolOf('a')
	// The two shapes of brackets are one sign: the fault that this package is for
	// leaves them mirrored or not.
	folded = func() (t [signs]lang.Symbol) {
		for s := range t {
			t[s] = lang.Symbol(s)
		}
		t[lang.SymbolOf(')')] = lang.SymbolOf('(')
		t[lang.SymbolOf('\u00BB')] = lang.SymbolOf('\u00AB')
		return t
	}()
)

// Tokens lists the words, numbers and signs of a text. Words end at white space
// and ZWNJ; marks are passed over.
func Tokens(text []rune) (out []Token) {
	scan(text, func(key []byte, sign uint8, _ int) { out = append(out, Token{Key: string(key), Sign: sign}) })
	return out
}

// scan tells each token of a text and the index of the code point at which it begins.
// The key of a word holds until the next.
func scan(text []rune, tell func(key []byte, sign uint8, at int)) {
	var buf [maxKey]byte
	key := buf[:0]
	n, at := 0, 0 // digits of the number that is being read, where it or the word began
	var last lang.Symbol
	flush := func() {
		switch {
		case len(key) > 0:
			tell(key, 0, at)
			key = key[:0]
		case n == 4:
			tell(nil, year, at)
		case n > 2:
			tell(nil, long, at)
		case n > 0:
			tell(nil, uint8(digit), at)
		}
		n = 0
	}
	for i, r := range text {
		s := lang.SymbolOf(r)
		switch {
		case s == lang.Skip:
			continue
		case s.Letter():
			if n > 0 {
				flush()
			}
			if len(key) == 0 {
				at = i
			}
			if len(key) < maxKey {
				key = append(key, byte(s))
			}
		case s == digit:
			if len(key) > 0 {
				flush()
			}
			if n++; n == 1 {
				at = i
			}
		default:
			flush()
			s = folded[s%signs]
			if s != lang.Gap && (s != latin || last != latin) {
				tell(nil, uint8(s), i)
			}
		}
		last = s
	}
	flush()
}

// Forms are the parts of a word that it shares with others, as rows of a table
// of so many: its last two and three letters and its first three.
func Forms(key string, rows int) [3]uint32 {
	n := len(key)
	return [3]uint32{
		form('2', key[n-min(n, 2):], rows),
		form('3', key[n-min(n, 3):], rows),
		form('b', key[:min(n, 3)], rows),
	}
}

func form(kind byte, letters string, rows int) uint32 {
	h := fnv.New32a()
	h.Write([]byte{kind})
	h.Write([]byte(letters))
	x := h.Sum32()
	return (x ^ x>>15) % uint32(rows)
}

// Hash is the name under which the vocabulary keeps a word.
func Hash(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32()
}
