package decode

import (
	"math"

	"github.com/paknevis/paknevis/repair/script"
)

// frequency is how often a letter comes in a thousand letters of running text,
// roughly, of Persian or Arabic, whichever is more. It need only tell a right
// table from one that shuffles the letters.
var frequency = map[rune]float64{
	'\u0627': 140, '\u06CC': 95, '\u0631': 75, '\u062F': 65, '\u0646': 70, '\u0647': 60, '\u0645': 60, '\u0648': 60, // ALEF FARSI-YEH REH DAL NOON HEH MEEM WAW
	'\u062A': 50, '\u0628': 45, '\u0633': 35, '\u0634': 35, '\u0644': 60, '\u06A9': 27, '\u0632': 25, '\u06AF': 12, // TEH BEH SEEN SHEEN LAM KEHEH ZAIN GAF
	'\u0641': 14, '\u062E': 12, '\u0642': 13, '\u062C': 11, '\u0639': 20, '\u062D': 12, '\u067E': 9, '\u0686': 5, // FEH KHAH QAF JEEM AIN HAH PEH TCHEH
	'\u0637': 6, '\u0635': 7, '\u063A': 3, '\u0636': 3, '\u0638': 2, '\u062B': 2, '\u0630': 3, '\u0698': 1, // TAH SAD GHAIN DAD ZAH THEH THAL JEH
	'\u0629': 12, '\u0621': 2, // TEH MARBUTA, HAMZA
}

const (
	otherLetter = 0.7  // per thousand: a letter of the script that is not listed
	signs       = 15.0 // digits, punctuation, joiners: tell little
	foreign     = 0.02 // anything else
	// leastWeight is the least mean weight, in bits, of what is taken for Arabic
	// script. The two Persian sentences of the tests have 5.6 in windows-1256,
	// 3.7 to 4.3 in other logical tables, below 0 in the others; so it only
	// refuses what is no Arabic script, the best table wins by comparison.
	leastWeight = 3.2
)

// weight is the base-2 logarithm of the frequency of what a byte became.
func weight(r rune) float64 {
	switch {
	case script.IsDigit(r), script.IsJoinControl(r), r == '\u060C', r == '\u061B', r == '\u061F', r == '\u00AB', r == '\u00BB', r == '\u00A0':
		return math.Log2(signs)
	case script.IsMark(r), r == script.Tatweel:
		return math.Log2(signs / 4)
	}
	sk := script.AppendSkeleton(nil, r)
	if len(sk) == 0 || !script.IsLetter(sk[0]) {
		return math.Log2(foreign)
	}
	if f, ok := frequency[sk[0]]; ok {
		return math.Log2(f)
	}
	return math.Log2(otherLetter)
}
