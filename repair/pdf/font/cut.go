package font

// Ghostscript's pdfwrite copies maps by a rule of its own: of a destination of
// several characters it keeps the first whole, and after it one unit made of the low
// byte of the first and the sum of the low bytes of all others. Lam and alef, 0644
// 0627, become 0644 4427; f and i, 0066 0069, become 0066 6669. A low byte of one
// character repeated as the high byte of the next is nothing that any text has, and
// what was lost can be told where the sum allows one reading only.

// uncut restores the destination of a ligature that was copied so. What cannot be
// told loses the made-up unit and is no text at all; other destinations stay.
func uncut(dst []uint16) []uint16 {
	if swapped(dst) {
		out := make([]uint16, len(dst))
		for i, u := range dst {
			out[i] = u >> 8
		}
		return out
	}
	if len(dst) != 2 || dst[1]>>8 != dst[0]&0xff {
		return dst
	}
	first, sum := dst[0], dst[1]&0xff
	switch {
	case first>>8 == 0x06 && isCommon(first):
		if c := 0x0600 | sum; isCommon(c) {
			return []uint16{first, c}
		}
		for _, l := range longLigatures {
			if l[0] == first && (l[1]+l[2])&0xff == sum {
				return l[:]
			}
		}
		return nil
	case isLatinLetter(first):
		if isLatinLetter(sum) {
			return []uint16{first, sum}
		}
		for _, l := range longLigatures {
			if l[0] == first && (l[1]+l[2])&0xff == sum {
				return l[:]
			}
		}
		return nil
	}
	return dst
}

// swapped reports a destination of several Latin letters whose bytes pdfwrite turned
// around, as it does with those it has from glyph names: f_f becomes 6600 6600.
func swapped(dst []uint16) bool {
	for _, u := range dst {
		if u&0xff != 0 || !isLatinLetter(u>>8) {
			return false
		}
	}
	return len(dst) > 1
}

// isCommon reports letters and marks of the Arabic script that ligatures are made of.
func isCommon(u uint16) bool {
	switch u {
	case 0x0670, 0x067e, 0x0686, 0x0698, 0x06a9, 0x06af, 0x06c0, 0x06cc, 0x06d5: // superscript alef, peh, tcheh, jeh, keheh, gaf, heh with yeh, Farsi yeh, ae
		return true
	}
	return u >= 0x0621 && u <= 0x063a || u >= 0x0641 && u <= 0x0655
}

func isLatinLetter(u uint16) bool { return u >= 'a' && u <= 'z' || u >= 'A' && u <= 'Z' }

// longLigatures are the ligatures of three characters, in the orders that producers
// state them in. No two of them have the first character and the sum in common.
var longLigatures = [...][3]uint16{
	{0x0644, 0x0644, 0x0647}, // lam, lam, heh
	{0x0644, 0x0651, 0x0627}, // lam, shadda, alef
	{0x0651, 0x0644, 0x0627},
	{0x0644, 0x0627, 0x064b}, // lam, alef, fathatan
	{0x0627, 0x0651, 0x064b}, // alef, shadda, fathatan
	{0x0651, 0x0627, 0x064b},
	{'f', 'f', 'i'},
	{'f', 'f', 'l'},
}
