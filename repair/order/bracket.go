package order

import "github.com/paknevis/paknevis/repair/lang"

// Mirrored is a line whose brackets are those of the page, seen from the left, with
// the brackets that were meant. One that stands by itself was not always turned on the
// page; where turning it leaves two of its kind and none of the other, it was not.
func Mirrored(line []rune) []rune {
	out := make([]rune, len(line))
	for i, r := range line {
		out[i] = Mirror(r)
	}
	for _, open := range []rune{'(', '\u00AB'} { // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
		for _, sign := range []rune{open, Mirror(open)} {
			count, alone, at := 0, 0, 0
			for i, r := range out {
				switch {
				case r == Mirror(sign):
					count = -len(out)
				case r != sign:
				default:
					count++
					if gapAt(line, i-1) && gapAt(line, i+1) {
						alone, at = alone+1, i
					}
				}
			}
			if count == 2 && alone == 1 {
				out[at] = line[at]
			}
		}
	}
	return out
}

// gapAt reports white space, or an end of the line.
func gapAt(line []rune, i int) bool {
	return i < 0 || i >= len(line) || lang.SymbolOf(line[i]) == lang.Gap
}

// Mirror is the bracket or quotation mark that faces r, or r.
func Mirror(r rune) rune {
	switch r {
	case '(':
		return ')'
	case ')':
		return '('
	case '[':
		return ']'
	case ']':
		return '['
	case '{':
		return '}'
	case '}':
		return '{'
	case '\u00AB': // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
		return '\u00BB'
	case '\u00BB': // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
		return '\u00AB'
	}
	return r
}
