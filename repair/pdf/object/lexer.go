package object

import (
	"bytes"
	"math"
	"strings"
)

const (
	maxNesting  = 100     // arrays and dictionaries within one another
	maxElements = 4 << 20 // elements of one top-level object
)

// Lexer cuts a content stream into operands and operators. It never fails:
// bytes that belong to nothing are skipped.
type Lexer struct {
	b     []byte
	p     int
	left  int // elements that may still be read of this object
	file  *File
	plain bool // references are read, as in a file's body

	// Of the operator read last, see Operator.
	args    []Operand
	inner   []Operand // elements of its arrays and dictionaries
	others  []any
	scratch []byte // of strings that do not stand in the stream as they are
}

// NewLexer reads a content stream whose operands belong to f, which may be nil.
func NewLexer(f *File, b []byte) *Lexer { return &Lexer{b: b, file: f} }

// Next is the next operand, or the next operator with op not empty. It is
// false at the end.
func (l *Lexer) Next() (v Value, op string, ok bool) {
	l.left = maxElements
	x, ok := l.object(0)
	if w, is := x.(word); is {
		return Value{}, string(w), true
	}
	return Value{f: l.file, data: x}, "", ok
}

// Rest are the bytes not read yet.
func (l *Lexer) Rest() []byte { return l.b[l.p:] }

// Skip passes over n bytes.
func (l *Lexer) Skip(n int) { l.p = min(len(l.b), l.p+max(n, 0)) }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *Lexer) space() {
	for l.p < len(l.b) {
		switch c := l.b[l.p]; {
		case kinds[c] == spaceByte:
			l.p++
		case c == '%':
			for l.p < len(l.b) && l.b[l.p] != '\n' && l.b[l.p] != '\r' {
				l.p++
			}
		default:
			return
		}
	}
}

const (
	closeArray = word("]")
	closeDict  = word(">>")
)

func (l *Lexer) object(depth int) (any, bool) {
	l.space()
	if l.p >= len(l.b) || l.left <= 0 {
		return nil, false
	}
	l.left--
	c := l.b[l.p]
	switch c {
	case '/':
		return l.name(), true
	case '(':
		return l.literal(), true
	case '<':
		if l.p+1 < len(l.b) && l.b[l.p+1] == '<' {
			l.p += 2
			return l.dict(depth + 1), true
		}
		return l.hex(), true
	case '>':
		l.p++
		if l.p < len(l.b) && l.b[l.p] == '>' {
			l.p++
		}
		return closeDict, true
	case '[':
		l.p++
		return l.array(depth + 1), true
	case ')', ']', '{', '}':
		l.p++
		return word(c), true
	}
	start := l.p
	for l.p < len(l.b) && !isSpace(l.b[l.p]) && !isDelim(l.b[l.p]) {
		l.p++
	}
	s := l.b[start:l.p]
	if c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		if x, ok := number(s); ok {
			if l.plain && c >= '0' && c <= '9' && x <= maxObjects {
				if r, ok := l.reference(int(x)); ok {
					return r, true
				}
			}
			return boxed(x), true
		}
	}
	if x, ok := keywords[string(s)]; ok {
		return x, true
	}
	return word(s), true
}

// small integers are made once: most operands of a page are.
const smallest, largest = -512, 1023

var small = func() (t [largest - smallest + 1]any) {
	for i := range t {
		t[i] = float64(smallest + i)
	}
	return t
}()

func boxed(x float64) any {
	if x >= smallest && x <= largest && x == float64(int(x)) && (x != 0 || !math.Signbit(x)) {
		return small[int(x)-smallest]
	}
	return x
}

// keywords are made once: most tokens of a page are operators.
var keywords = func() map[string]any {
	m := map[string]any{"true": true, "false": false, "null": nil}
	for _, s := range strings.Fields("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n " +
		"q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" obj endobj stream endstream R") {
		m[s] = word(s)
	}
	return m
}()

// ends reports a keyword at which an unclosed array or dictionary is over.
func ends(x any) (isWord, over bool) {
	w, is := x.(word)
	return is, w == closeDict || w == "endobj" || w == "stream" || w == "endstream"
}

func (l *Lexer) array(depth int) array {
	a := array{}
	for depth < maxNesting {
		x, ok := l.object(depth)
		if !ok || x == any(closeArray) {
			break
		}
		if is, over := ends(x); over {
			break
		} else if !is {
			a = append(a, x)
		}
	}
	return a
}

func (l *Lexer) dict(depth int) dict {
	d := dict{}
	for depth < maxNesting {
		p := l.p
		k, ok := l.object(depth)
		if !ok {
			break
		}
		if _, over := ends(k); over {
			if k != any(closeDict) {
				l.p = p
			}
			break
		}
		key, is := k.(name)
		if !is {
			continue
		}
		p = l.p
		x, ok := l.object(depth)
		if !ok {
			break
		}
		if is, over := ends(x); over {
			l.p = p
		} else if !is {
			d[string(key)] = x
		}
	}
	return d
}

// reference reads the rest of "N G R" after N.
func (l *Lexer) reference(n int) (Ref, bool) {
	p := l.p
	for p < len(l.b) && isSpace(l.b[p]) {
		p++
	}
	g, start := 0, p
	for p < len(l.b) && l.b[p] >= '0' && l.b[p] <= '9' && p-start < 6 {
		g = g*10 + int(l.b[p]-'0')
		p++
	}
	q := p
	for p < len(l.b) && isSpace(l.b[p]) {
		p++
	}
	if q == start || p == q || p >= len(l.b) || l.b[p] != 'R' || p+1 < len(l.b) && !isSpace(l.b[p+1]) && !isDelim(l.b[p+1]) {
		return Ref{}, false
	}
	l.p = p + 1
	return Ref{n, g}, true
}

// number reads what readers in the field accept too: a doubled sign, and a
// sign within, at which the number ends.
func number(s []byte) (float64, bool) {
	neg, i := false, 0
	for i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = neg || s[i] == '-'
		i++
	}
	if x, ok := short(s[i:]); ok {
		if neg {
			x = -x
		}
		return x, true
	}
	x, scale, digits := 0.0, 0.0, 0
	for ; i < len(s); i++ {
		c := s[i]
		if c == '-' && digits > 0 {
			break
		}
		switch {
		case c >= '0' && c <= '9':
			digits++
			x = x*10 + float64(c-'0')
			scale *= 10
		case c == '.' && scale == 0:
			scale = 1
		default:
			return 0, false
		}
	}
	if scale > 1 {
		x /= scale
	}
	if digits == 0 && scale == 0 && !neg || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0, false
	}
	if neg {
		x = -x
	}
	return x, true
}

// exact is the number of digits whose value, and ten to whose number, a float64 holds
// as they are.
const exact = 15

var tens = [exact + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// short reads a number of few digits, with a point or without, as all but a few are.
func short(s []byte) (float64, bool) {
	n, after := int64(0), -1 // digits after the point
	for _, c := range s {
		switch d := c - '0'; {
		case d <= 9:
			n = n*10 + int64(d)
			if after >= 0 {
				after++
			}
		case c == '.' && after < 0:
			after = 0
		default:
			return 0, false
		}
	}
	switch {
	case len(s) == 0 || len(s) > exact || len(s) == 1 && after == 0:
		return 0, false
	case after > 0:
		return float64(n) / tens[after], true
	}
	return float64(n), true
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *Lexer) name() name {
	l.p++
	start := l.p
	for l.p < len(l.b) && !isSpace(l.b[l.p]) && !isDelim(l.b[l.p]) {
		l.p++
	}
	s := l.b[start:l.p]
	if bytes.IndexByte(s, '#') < 0 {
		return name(s)
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0 {
			out = append(out, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return name(out)
}

func (l *Lexer) hex() text {
	s := l.hexDigits()
	return text(appendHex(make([]byte, 0, len(s)/2+1), s))
}

// hexDigits is what stands between the brackets of a hexadecimal string, or up to the end.
func (l *Lexer) hexDigits() []byte {
	l.p++
	s := l.b[l.p:]
	if end := bytes.IndexByte(s, '>'); end >= 0 {
		s = s[:end]
		l.p++
	}
	l.p += len(s)
	return s
}

func appendHex(out, s []byte) []byte {
	hi := -1
	for _, c := range s {
		d := int(hexValues[c])
		switch {
		case d < 0:
		case hi < 0:
			hi = d
		default:
			out = append(out, byte(hi<<4|d))
			hi = -1
		}
	}
	if hi >= 0 {
		out = append(out, byte(hi<<4))
	}
	return out
}

// hexValues are the values of the hexadecimal digits, -1 for other bytes.
var hexValues = func() (t [256]int8) {
	for c := range t {
		t[c] = int8(unhex(byte(c)))
	}
	return t
}()

func (l *Lexer) literal() text {
	l.p++
	var out []byte
	depth := 1
	for l.p < len(l.b) {
		c := l.b[l.p]
		l.p++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text(out)
			}
		case '\r':
			l.lineFeed()
			c = '\n'
		case '\\':
			var ok bool
			if c, ok = l.escape(); !ok {
				continue
			}
		}
		out = append(out, c)
	}
	return text(out)
}

func (l *Lexer) lineFeed() {
	if l.p < len(l.b) && l.b[l.p] == '\n' {
		l.p++
	}
}

// escape reads what follows a backslash, ISO 32000-1 table 3. An escaped line
// end stands for nothing; a backslash before any other byte is ignored.
func (l *Lexer) escape() (byte, bool) {
	if l.p >= len(l.b) {
		return 0, false
	}
	c := l.b[l.p]
	l.p++
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case '\r':
		l.lineFeed()
		return 0, false
	case '\n':
		return 0, false
	case '0', '1', '2', '3', '4', '5', '6', '7':
		x := int(c - '0')
		for i := 0; i < 2 && l.p < len(l.b) && l.b[l.p] >= '0' && l.b[l.p] <= '7'; i++ {
			x = x*8 + int(l.b[l.p]-'0')
			l.p++
		}
		c = byte(x)
	}
	return c, true
}
