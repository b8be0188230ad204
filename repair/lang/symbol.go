package lang

// Symbol is a code point as the character model sees it, 0..63.
type Symbol uint8

const (
	symEdge  Symbol = iota // start and end of a line
	symGap                 // white space and ZWNJ: one sign, as many texts write one for the other
	symDigit               // any decimal digit
	symLatin               // any letter of another alphabet
	symOther               // anything else
	symLetter
)

// Skip is the Symbol of a code point that the model passes over: combining
// marks, tatweel, bidi controls.
const Skip Symbol = 255

const symbols = 64 // a Symbol fits into six bits

// Alphabet is how many Symbols there are.
const Alphabet = 56

// letters are the letters of the model's alphabet in the order of their symbols.
var letters = []rune{
	'\u0621', '\u0622', '\u0623', '\u0624', '\u0625', '\u0626', '\u0627', // HAMZA, ALEF MADDA, ALEF HAMZA ABOVE, WAW HAMZA, ALEF HAMZA BELOW, YEH HAMZA, ALEF
	'\u0628', '\u067E', '\u062A', '\u062B', '\u062C', '\u0686', '\u062D', '\u062E', // BEH, PEH, TEH, THEH, JEEM, TCHEH, HAH, KHAH
	'\u062F', '\u0630', '\u0631', '\u0632', '\u0698', // DAL, THAL, REH, ZAIN, JEH
	'\u0633', '\u0634', '\u0635', '\u0636', '\u0637', '\u0638', '\u0639', '\u063A', // SEEN, SHEEN, SAD, DAD, TAH, ZAH, AIN, GHAIN
	'\u0641', '\u0642', '\u06A9', '\u06AF', '\u0644', '\u0645', '\u0646', // FEH, QAF, KEHEH, GAF, LAM, MEEM, NOON
	'\u0648', '\u0647', '\u06CC', '\u0629', // WAW, HEH, FARSI YEH, TEH MARBUTA
}

// signs are the punctuation marks the model tells apart.
var signs = []rune{'.', '\u060C', ':', '\u061B', '\u061F', '!', '(', ')', '\u00AB', '\u00BB', '-', '/'}

var symLastLetter = symLetter + Symbol(len(letters)) - 1

// lowSymbols are the symbols of the code points up to the Arabic block. They are the value of a
// variable and not set in an init function, for other variables need them.
var lowSymbols = symbolTable()

func symbolTable() (t [0x0700]Symbol) {
	for i := range t {
		t[i] = symOther
		switch r := rune(i); {
		case r >= '0' && r <= '9', r >= 0x0660 && r <= 0x0669, r >= 0x06F0 && r <= 0x06F9:
			t[i] = symDigit
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= 0xC0 && r < 0x0180 && r != 0xD7 && r != 0xF7:
			t[i] = symLatin
		case r == ' ', r == '\t', r == '\n', r == '\r', r == 0xA0:
			t[i] = symGap
		case r == 0xAD, r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F, r >= 0x06D6 && r <= 0x06ED && r != 0x06DD && r != 0x06DE && r != 0x06E9,
			r == 0x0670, r == 0x0640, r == 0x061C:
			t[i] = Skip
		}
	}
	for i, r := range letters {
		t[r] = symLetter + Symbol(i)
	}
	for i, r := range signs {
		t[r] = symLastLetter + 1 + Symbol(i)
	}
	for from, to := range map[rune]rune{
		'\u064A': '\u06CC', '\u0649': '\u06CC', // ARABIC YEH, ALEF MAKSURA
		'\u0643': '\u06A9',                                         // ARABIC KAF
		'\u06C0': '\u0647', '\u06D5': '\u0647', '\u06BE': '\u0647', // HEH WITH YEH ABOVE, AE, HEH DOACHASHMEE
		'\u06C1': '\u0647', '\u0671': '\u0627', // HEH GOAL, ALEF WASLA
	} {
		t[from] = t[to]
	}
	return t
}

// SymbolOf folds a code point to the alphabet of the character model.
func SymbolOf(r rune) Symbol {
	if uint32(r) < uint32(len(lowSymbols)) { // nearly all
		return lowSymbols[r]
	}
	return highSymbol(r)
}

func highSymbol(r rune) Symbol {
	switch {
	case r == '\u200C', r >= '\u2000' && r <= '\u200A', r == '\u202F', r == '\u3000': // ZWNJ, the spaces of General Punctuation
		return symGap
	case r == '\u200B', r >= '\u200D' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u2069', r == '\uFEFF':
		return Skip
	case r == '\u2013', r == '\u2014', r == '\u2212': // EN DASH, EM DASH, MINUS
		return SymbolOf('-')
	}
	return symOther
}

// letter reports whether the symbol is a letter of the Persian alphabet.
func (s Symbol) letter() bool { return s >= symLetter && s <= symLastLetter }

// rune is the letter that the symbol stands for.
func (s Symbol) rune() rune { return letters[s-symLetter] }

// Symbols folds a line: marks fall away and gaps run together.
func Symbols(line []rune) []Symbol {
	return appendSymbols(make([]Symbol, 0, len(line)), line)
}

func appendSymbols(out []Symbol, line []rune) []Symbol {
	for _, r := range line {
		s := SymbolOf(r)
		if s == Skip || s == symGap && (len(out) == 0 || out[len(out)-1] == symGap) {
			continue
		}
		out = append(out, s)
	}
	if n := len(out); n > 0 && out[n-1] == symGap {
		out = out[:n-1]
	}
	return out
}

// Gap is the Symbol of white space and ZWNJ.
const Gap = symGap

// Letter reports whether the symbol is a letter of the Persian alphabet.
func (s Symbol) Letter() bool { return s.letter() }

// JoinsNext reports whether the letter joins the one after it.
func (s Symbol) JoinsNext() bool { return joinsNext(s) }
