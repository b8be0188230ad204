package script

// Fold is a letter that stands in a text for a look-alike which the spelling of
// the language asks for: the trace of a keyboard, a font or an encoding of
// another language.
type Fold struct {
	Name string // kebab-case, what is wrong; stable
	From rune
	To   string // one letter, or a letter and a mark
}

// The tables list what is wrong in each language whatever stands around it.
// What depends on the neighbours (HEH for AE in Kurdish, final FARSI YEH for
// ALEF MAKSURA in Arabic) is no fold and belongs to a repair that looks at words.
var (
	foldYeh       = Fold{"arabic-yeh", '\u064A', "\u06CC"}           // ARABIC LETTER YEH
	foldMaksura   = Fold{"alef-maksura", '\u0649', "\u06CC"}         // ARABIC LETTER ALEF MAKSURA
	foldBarree    = Fold{"yeh-barree", '\u06D2', "\u06CC"}           // ARABIC LETTER YEH BARREE
	foldKaf       = Fold{"arabic-kaf", '\u0643', "\u06A9"}           // ARABIC LETTER KAF
	foldSwash     = Fold{"swash-kaf", '\u06AA', "\u06A9"}            // ARABIC LETTER SWASH KAF
	foldHehYeh    = Fold{"heh-with-yeh", '\u06C0', "\u0647\u0654"}   // ARABIC LETTER HEH WITH YEH ABOVE
	foldGoalHamza = Fold{"heh-goal-hamza", '\u06C2', "\u0647\u0654"} // ARABIC LETTER HEH GOAL WITH HAMZA ABOVE
	foldGoal      = Fold{"heh-goal", '\u06C1', "\u0647"}             // ARABIC LETTER HEH GOAL
	foldDoa       = Fold{"heh-doachashmee", '\u06BE', "\u0647"}      // ARABIC LETTER HEH DOACHASHMEE
	foldAe        = Fold{"ae", '\u06D5', "\u0647"}                   // ARABIC LETTER AE
	foldTehGoal   = Fold{"teh-marbuta-goal", '\u06C3', "\u0629"}     // ARABIC LETTER TEH MARBUTA GOAL
)

var folds = map[string][]Fold{
	"fa": {foldYeh, foldMaksura, foldBarree, foldKaf, foldSwash, foldHehYeh, foldGoalHamza, foldGoal, foldDoa, foldAe, foldTehGoal},
	// AE is a vowel of its own in one orthography of Azeri.
	"azb": {foldYeh, foldMaksura, foldBarree, foldKaf, foldSwash, foldHehYeh, foldGoalHamza, foldGoal, foldDoa, foldTehGoal},
	// HEH DOACHASHMEE and AE are letters of Sorani.
	"ckb": {foldYeh, foldMaksura, foldBarree, foldKaf, foldSwash, foldGoal, foldTehGoal},
	"ar": {
		{"persian-kaf", '\u06A9', "\u0643"}, // ARABIC LETTER KEHEH
		{"swash-kaf", '\u06AA', "\u0643"},
		{"yeh-barree", '\u06D2', "\u064A"},
		foldGoal, foldDoa, foldAe, foldTehGoal,
	},
	// Urdu has its own heh; a text typed on an Arabic or Persian keyboard has the other.
	"ur": {
		foldYeh, foldMaksura, foldKaf, foldSwash,
		{"arabic-heh", '\u0647', "\u06C1"}, // ARABIC LETTER HEH
		{"ae", '\u06D5', "\u06C1"},
		{"heh-with-yeh", '\u06C0', "\u06C2"},
		{"arabic-teh-marbuta", '\u0629', "\u06C3"}, // ARABIC LETTER TEH MARBUTA
	},
	// Pashto tells YEH, FARSI YEH, E and YEH WITH TAIL apart.
	"ps": {foldKaf, foldSwash, foldGoal, foldDoa, foldAe, foldTehGoal},
	// Uyghur writes its vowels with ALEF MAKSURA and AE and has the Arabic kaf.
	"ug": {{"persian-kaf", '\u06A9', "\u0643"}, {"swash-kaf", '\u06AA', "\u0643"}, {"heh-goal", '\u06C1', "\u06BE"}},
}

// Folds lists the look-alikes that are wrong in the spelling of a language; nil
// for a language that the package does not know. The caller must not change it.
func Folds(language string) []Fold { return folds[language] }

// FoldOf returns the fold of one letter in a language.
func FoldOf(language string, r rune) (Fold, bool) {
	for _, f := range folds[language] {
		if f.From == r {
			return f, true
		}
	}
	return Fold{}, false
}

// skeletons maps each letter to the one that stands for its family in a
// skeleton. Letters with a canonical decomposition lose their mark, as they do
// when the mark stands by itself.
var skeletons = map[rune]rune{
	'\u0622': '\u0627', '\u0623': '\u0627', '\u0625': '\u0627', '\u0671': '\u0627', // ALEF WITH MADDA, HAMZA ABOVE, HAMZA BELOW, WASLA
	'\u0624': '\u0648',                                                                                 // WAW WITH HAMZA ABOVE
	'\u0626': '\u06CC', '\u064A': '\u06CC', '\u0649': '\u06CC', '\u06D2': '\u06CC', '\u06D3': '\u06CC', // the yehs
	'\u0643': '\u06A9', '\u06AA': '\u06A9', // the kafs
	'\u06C0': '\u0647', '\u06C1': '\u0647', '\u06C2': '\u0647', '\u06BE': '\u0647', '\u06D5': '\u0647', // the hehs
	'\u06C3': '\u0629', // TEH MARBUTA GOAL
}

// Skeleton reduces a text to what two encodings of the same writing have in
// common, for comparing and counting letters: presentation forms become
// letters, look-alikes one letter, digits ASCII; marks, TATWEEL, joiners, bidi
// controls and white space are gone. It is no text to be shown. It is
// idempotent, and that of a concatenation is the concatenation of the skeletons.
func Skeleton(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		out = AppendSkeleton(out, r)
	}
	return out
}

// AppendSkeleton appends the skeleton of one code point: none, one or, for a
// ligature, several.
func AppendSkeleton(dst []rune, r rune) []rune {
	if s, ok := Unshape(r); ok {
		for _, b := range s.Base {
			dst = appendBase(dst, b)
		}
		return dst
	}
	return appendBase(dst, r)
}

func appendBase(dst []rune, r rune) []rune {
	switch {
	case isBlank(r), r == Tatweel, IsMark(r), IsJoinControl(r), IsBidiControl(r):
		return dst
	}
	if s, ok := skeletons[r]; ok {
		return append(dst, s)
	}
	return append(dst, ASCIIDigits.Convert(r))
}
