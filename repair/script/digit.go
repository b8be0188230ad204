package script

// Digits names a set of the ten decimal digits.
type Digits uint8

const (
	NoDigits          Digits = iota
	ASCIIDigits              // U+0030..U+0039
	ArabicIndicDigits        // U+0660..U+0669
	PersianDigits            // U+06F0..U+06F9 EXTENDED ARABIC-INDIC DIGIT, also for Urdu and Kurdish
)

var digitZero = [...]rune{ASCIIDigits: '0', ArabicIndicDigits: '\u0660', PersianDigits: '\u06F0'}

var digitNames = [...]string{"none", "ascii", "arabic-indic", "persian"}

func (d Digits) String() string {
	if int(d) < len(digitNames) {
		return digitNames[d]
	}
	return "none"
}

// DigitOf returns the set and the value, 0..9, of a digit; NoDigits and -1 for
// all other code points.
func DigitOf(r rune) (Digits, int) {
	switch {
	case r >= '0' && r <= '9':
		return ASCIIDigits, int(r - '0')
	case r >= '\u0660' && r <= '\u0669':
		return ArabicIndicDigits, int(r - '\u0660')
	case r >= '\u06F0' && r <= '\u06F9':
		return PersianDigits, int(r - '\u06F0')
	}
	return NoDigits, -1
}

// IsDigit reports a digit of one of the three sets.
func IsDigit(r rune) bool { d, _ := DigitOf(r); return d != NoDigits }

// Digit returns the digit of value 0..9 in a set; false for another value and
// for NoDigits.
func (d Digits) Digit(value int) (rune, bool) {
	if d == NoDigits || int(d) >= len(digitZero) || value < 0 || value > 9 {
		return 0, false
	}
	return digitZero[d] + rune(value), true
}

// Convert returns the digit of the set d that has the value of r. What is no
// digit stays, and so does everything if d is NoDigits.
func (d Digits) Convert(r rune) rune {
	if _, v := DigitOf(r); v >= 0 {
		if c, ok := d.Digit(v); ok {
			return c
		}
	}
	return r
}
