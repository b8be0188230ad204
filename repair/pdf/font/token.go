package font

import (
	"bytes"
	"strconv"
	"unicode/utf16"
)

type tokenKind uint8

const (
	tokenWord tokenKind = iota
	tokenString
	tokenName
	tokenNumber
	tokenOpen
	tokenClose
)

type token struct {
	kind tokenKind
	odd  bool // a hexadecimal string with an odd number of digits
	b    []byte
}

func (t token) is(name string) bool { return t.kind == tokenName && string(t.b) == name }

// source reports whether the token can be a code.
func (t token) source() bool { return t.kind == tokenString && len(t.b) >= 1 && len(t.b) <= 4 }

// number is the token as a code. One that lacks a digit has lost a leading
// zero: programs print numbers, not strings.
func (t token) number() uint32 {
	var v uint64
	for _, b := range t.b {
		v = v<<8 | uint64(b)
	}
	if t.odd {
		v >>= 4
	}
	return uint32(v)
}

// units is the token as UTF-16. A destination of a single byte is a code point
// below U+0100, and one that lacks a digit has lost a leading zero.
func (t token) units() []uint16 {
	b := t.b
	switch {
	case t.kind == tokenName:
		return utf16.Encode([]rune(ReadName(string(b)).Text))
	case t.kind != tokenString:
		return nil
	case t.odd && len(b) <= 2:
		return []uint16{uint16(t.number())}
	case len(b)%2 == 1:
		b = append([]byte{0}, b...)
	}
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b) && len(u) < maxDestination; i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return u
}

func (t token) text() string { return cleanDestination(utf16.Decode(t.units())) }

// lexer cuts PostScript text into tokens, as far as CMaps and Type 1 programs need.
type lexer struct {
	b []byte
	i int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("<>[](){}/%"), c) >= 0 }

func (l *lexer) next() (token, bool) {
	for l.i < len(l.b) {
		c := l.b[l.i]
		switch {
		case isSpace(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		case c == '<' && l.i+1 < len(l.b) && l.b[l.i+1] == '<', c == '>' && l.i+1 < len(l.b) && l.b[l.i+1] == '>':
			l.i += 2
		case c == '<':
			return l.hex(), true
		case c == '(':
			return l.literal(), true
		case c == '[':
			l.i++
			return token{kind: tokenOpen}, true
		case c == ']':
			l.i++
			return token{kind: tokenClose}, true
		case c == '/':
			l.i++
			return token{kind: tokenName, b: l.regular()}, true
		case c == '>' || c == ')' || c == '{' || c == '}':
			l.i++
		default:
			w := l.regular()
			if _, err := strconv.ParseFloat(string(w), 64); err == nil {
				return token{kind: tokenNumber, b: w}, true
			}
			return token{kind: tokenWord, b: w}, true
		}
	}
	return token{}, false
}

func (l *lexer) regular() []byte {
	j := l.i
	for j < len(l.b) && !isSpace(l.b[j]) && !isDelimiter(l.b[j]) {
		j++
	}
	w := l.b[l.i:j]
	l.i = j
	return w
}

func (l *lexer) hex() token {
	var out []byte
	n, v := 0, byte(0)
	for l.i++; l.i < len(l.b) && l.b[l.i] != '>'; l.i++ {
		c := l.b[l.i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		case c == '<': // the closing bracket is missing
			return token{kind: tokenString, odd: n%2 == 1, b: padHex(out, n, v)}
		default:
			continue
		}
		v = v<<4 | c
		if n++; n%2 == 0 {
			out = append(out, v)
		}
	}
	l.i++
	return token{kind: tokenString, odd: n%2 == 1, b: padHex(out, n, v)}
}

// padHex adds the missing last digit, which counts as 0 (ISO 32000-1 §7.3.4.3).
func padHex(b []byte, digits int, v byte) []byte {
	if digits%2 == 1 {
		b = append(b, v<<4)
	}
	return b
}

func (l *lexer) literal() token {
	var out []byte
	depth := 0
	for ; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		switch c {
		case '(':
			if depth++; depth > 1 {
				out = append(out, c)
			}
		case ')':
			if depth--; depth == 0 {
				l.i++
				return token{kind: tokenString, b: out}
			}
			out = append(out, c)
		case '\\':
			out = l.escape(out)
		default:
			out = append(out, c)
		}
	}
	return token{kind: tokenString, b: out}
}

func (l *lexer) escape(out []byte) []byte {
	l.i++
	if l.i >= len(l.b) {
		return out
	}
	switch c := l.b[l.i]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := 0
		for k := 0; k < 3 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
			v = v<<3 | int(l.b[l.i]-'0')
			l.i++
		}
		l.i--
		return append(out, byte(v))
	default:
		return append(out, c)
	}
}
