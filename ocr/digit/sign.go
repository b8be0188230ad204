package digit

import "slices"

// Signs are what the network tells apart, in the order of its outputs; one more output
// stands for everything else.
var Signs = func() (s []rune) {
	for d := range rune(10) {
		s = append(s, persianZero+d)
	}
	for d := rune(4); d <= 6; d++ {
		s = append(s, arabicZero+d) // the others look like the Persian ones
	}
	for d := range rune(10) {
		s = append(s, '0'+d)
	}
	return append(s, '.', ',', '/', '-', ':', '(', ')', '+', '%', arabicPercent, decimalPoint, leftQuote, rightQuote)
}()

const (
	persianZero   = '\u06F0' // EXTENDED ARABIC-INDIC DIGIT ZERO
	arabicZero    = '\u0660' // ARABIC-INDIC DIGIT ZERO
	arabicPercent = '\u066A' // ARABIC PERCENT SIGN
	decimalPoint  = '\u066B' // ARABIC DECIMAL SEPARATOR
	thousands     = '\u066C' // ARABIC THOUSANDS SEPARATOR
	arabicComma   = '\u060C' // ARABIC COMMA
	leftQuote     = '\u00AB' // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
	rightQuote    = '\u00BB' // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
	plusMinus     = '\u00B1' // PLUS-MINUS SIGN
)

// Class is the output of the network that stands for r.
func Class(r rune) int {
	if r == thousands || r == arabicComma {
		r = ','
	}
	if i := slices.Index(Signs, r); i >= 0 {
		return i
	}
	if i := slices.Index(Signs, folded(r)); i >= 0 {
		return i
	}
	return len(Signs)
}

// script is a set of digits.
type script uint8

const (
	persian script = iota
	latin
	noScript
)

// scriptOf is the set that a sign is a digit of; the Arabic digits of other shapes than
// the Persian ones count as these.
func scriptOf(r rune) script {
	switch {
	case r >= persianZero && r <= persianZero+9, r >= arabicZero && r <= arabicZero+9:
		return persian
	case r >= '0' && r <= '9':
		return latin
	}
	return noScript
}

// folded is a Persian digit for an Arabic one.
func folded(r rune) rune {
	if r >= arabicZero && r <= arabicZero+9 {
		return r - arabicZero + persianZero
	}
	return r
}

// Mirrored is the sign as it is stored where right-to-left text shows r.
func Mirrored(r rune) rune {
	switch r {
	case '(':
		return ')'
	case ')':
		return '('
	case leftQuote:
		return rightQuote
	case rightQuote:
		return leftQuote
	}
	return r
}
