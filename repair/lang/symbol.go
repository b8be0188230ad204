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

// The symbols of the Arabic block and of Latin letters. They are values of
// variables and not set in an init function, for other variables need them.
var arabicSymbols, latinSymbols = symbolTables()

func symbolTables() (arabicSymbols [0x0700 - 0x0600]Symbol, latinSymbols [0x0180]Symbol) {
	for i := range arabicSymbols {
		arabicSymbols[i] = symOther
		switch r := rune(0x0600 + i); {
		case r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F, r >= 0x06D6 && r <= 0x06ED && r != 0x06DD && r != 0x06DE && r != 0x06E9,
			r == 0x0670, r == 0x0640, r == 0x061C:
			arabicSymbols[i] = Skip
		case r >= 0x0660 && r <= 0x0669, r >= 0x06F0 && r <= 0x06F9:
			arabicSymbols[i] = symDigit
		}
	}
	for i := range latinSymbols {
		latinSymbols[i] = symOther
		switch r := rune(i); {
		case r >= '0' && r <= '9':
			latinSymbols[i] = symDigit
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= 0xC0 && r != 0xD7 && r != 0xF7:
			latinSymbols[i] = symLatin
		case r == ' ', r == '\t', r == '\n', r == '\r', r == 0xA0:
			latinSymbols[i] = symGap
		case r == 0xAD:
			latinSymbols[i] = Skip
		}
	}
	set := func(r rune, s Symbol) {
		if r >= 0x0600 {
			arabicSymbols[r-0x0600] = s
		} else {
			latinSymbols[r] = s
		}
	}
	for i, r := range letters {
		set(r, symLetter+Symbol(i))
	}
	for i, r := range signs {
		set(r, symLastLetter+1+Symbol(i))
	}
	for from, to := range map[rune]rune{
		'\u064A': '\u06CC', '\u0649': '\u06CC', // ARABIC YEH, ALEF MAKSURA
		'\u0643': '\u06A9',                                         // ARABIC KAF
		'\u06C0': '\u0647', '\u06D5': '\u0647', '\u06BE': '\u0647', // HEH WITH YEH ABOVE, AE, HEH DOACHASHMEE
		'\u06C1': '\u0647', '\u0671': '\u0627', // HEH GOAL, ALEF WASLA
	} {
		set(from, arabicSymbols[to-0x0600])
	}
	return arabicSymbols, latinSymbols
}

// SymbolOf folds a code point to the alphabet of the character model.
func SymbolOf(r rune) Symbol {
	switch {
	case r >= 0 && int(r) < len(latinSymbols):
		return latinSymbols[r]
	case r >= 0x0600 && r < 0x0700:
		return arabicSymbols[r-0x0600]
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
