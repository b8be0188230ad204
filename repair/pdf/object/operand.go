package object

import "bytes"

// A page has thousands of operands, each of which is used once. Operator gives them
// without a box around each: numbers stand in the operand itself, names and strings
// are pieces of the stream wherever they stand there as they are.

// Operand is an operand of an operator in a content stream. What it gives is good
// until Operator is called again.
type Operand struct {
	kind        operandKind
	first, last int32   // of the elements of an array, of the keys and values of a dictionary, or the place of any other object
	x           float64 // of a number
	b           []byte  // of a name or a string
}

type operandKind uint8

const (
	noOperand operandKind = iota
	numberOperand
	nameOperand
	stringOperand
	arrayOperand
	dictOperand
	otherOperand
)

// IsNumber reports an integer or a real.
func (o *Operand) IsNumber() bool { return o.kind == numberOperand }

// IsName reports a name.
func (o *Operand) IsName() bool { return o.kind == nameOperand }

// Float is the value of a number, otherwise 0. It is always finite.
func (o *Operand) Float() float64 { return o.x }

// Name is a name without its slash, otherwise empty.
func (o *Operand) Name() []byte {
	if o.kind == nameOperand {
		return o.b
	}
	return nil
}

// Bytes are those of a string, otherwise empty. They must not be written to.
func (o *Operand) Bytes() []byte {
	if o.kind == stringOperand {
		return o.b
	}
	return nil
}

// Elements are those of an array; empty for anything else.
func (l *Lexer) Elements(o *Operand) []Operand {
	if o.kind == arrayOperand {
		return l.inner[o.first:o.last]
	}
	return nil
}

// Object is the operand as an object that stays good.
func (l *Lexer) Object(o *Operand) Value { return Value{f: l.file, data: l.boxed(o)} }

// Entry is the entry of a dictionary as an object that stays good.
func (l *Lexer) Entry(o *Operand, key string) Value {
	v := Value{f: l.file}
	if o.kind == dictOperand {
		for i := o.first; i+1 < o.last; i += 2 { // the last one counts
			if string(l.inner[i].b) == key {
				v.data = l.boxed(&l.inner[i+1])
			}
		}
	}
	return v
}

func (l *Lexer) boxed(o *Operand) any {
	switch o.kind {
	case numberOperand:
		return boxed(o.x)
	case nameOperand:
		return name(o.b)
	case stringOperand:
		return text(o.b)
	case arrayOperand:
		a := make(array, 0, o.last-o.first)
		for i := o.first; i < o.last; i++ {
			a = append(a, l.boxed(&l.inner[i]))
		}
		return a
	case dictOperand:
		d := dict{}
		for i := o.first; i+1 < o.last; i += 2 {
			d[string(l.inner[i].b)] = l.boxed(&l.inner[i+1])
		}
		return d
	case otherOperand:
		return l.others[o.first]
	}
	return nil
}

// Operator reads the next operator and the operands before it, at most max of them:
// what is more is left out. It is false at the end. op and args are overwritten by the
// next call.
func (l *Lexer) Operator(max int) (op []byte, args []Operand, ok bool) {
	l.args, l.inner, l.others, l.scratch = l.args[:0], l.inner[:0], l.others[:0], l.scratch[:0]
	for {
		l.left = maxElements
		inner, others, scratch := len(l.inner), len(l.others), len(l.scratch)
		o, op, ok := l.operand(0)
		switch {
		case !ok:
			return nil, nil, false
		case op != nil:
			return op, l.args, true
		case len(l.args) < max && inner < maxElements:
			l.args = append(l.args, o)
		default:
			l.inner, l.others, l.scratch = l.inner[:inner], l.others[:others], l.scratch[:scratch]
		}
	}
}

// operand reads an operand or, with word not nil, an operator or the end of an array or
// a dictionary. What lies in an array in an array is rare and read as any object.
func (l *Lexer) operand(depth int) (o Operand, word []byte, ok bool) {
	l.space()
	if l.p >= len(l.b) || l.left <= 0 {
		return o, nil, false
	}
	start, c := l.p, l.b[l.p]
	switch c {
	case '/':
		l.left--
		o.kind, o.b = nameOperand, l.nameBytes()
		return o, nil, true
	case '(':
		l.left--
		o.kind, o.b = stringOperand, l.literalBytes()
		return o, nil, true
	case '<':
		switch dict := l.p+1 < len(l.b) && l.b[l.p+1] == '<'; {
		case !dict:
			l.left--
			o.kind, o.b = stringOperand, l.hexBytes()
			return o, nil, true
		case depth == 0:
			l.left--
			l.p += 2
			return l.flatDict(), nil, true
		}
		return l.other(depth)
	case '[':
		if depth > 0 {
			return l.other(depth)
		}
		l.left--
		l.p++
		return l.flatArray(), nil, true
	case '>':
		l.left--
		l.p++
		if l.p < len(l.b) && l.b[l.p] == '>' {
			l.p++
		}
		return o, dictEnd, true
	case ')', ']', '{', '}':
		l.left--
		l.p++
		return o, l.b[start:l.p], true
	}
	l.left--
	for l.p < len(l.b) && kinds[l.b[l.p]] == regularByte {
		l.p++
	}
	s := l.b[start:l.p]
	if c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		if x, ok := number(s); ok {
			o.kind, o.x = numberOperand, x
			return o, nil, true
		}
	}
	switch string(s) {
	case "true", "false", "null":
		l.p, l.left = start, l.left+1
		return l.other(depth)
	}
	return o, s, true
}

// other reads an object that has no form of its own as an operand.
func (l *Lexer) other(depth int) (Operand, []byte, bool) {
	x, ok := l.object(depth)
	l.others = append(l.others, x)
	return Operand{kind: otherOperand, first: int32(len(l.others) - 1)}, nil, ok
}

var dictEnd = []byte(closeDict)

// over reports a keyword at which an unclosed array or dictionary is over.
func over(word []byte) bool {
	switch string(word) {
	case string(closeDict), "endobj", "stream", "endstream":
		return true
	}
	return false
}

func (l *Lexer) flatArray() Operand {
	o := Operand{kind: arrayOperand, first: int32(len(l.inner))}
	for {
		x, word, ok := l.operand(1)
		if !ok || word != nil && (string(word) == string(closeArray) || over(word)) {
			break
		}
		if word == nil {
			l.inner = append(l.inner, x)
		}
	}
	o.last = int32(len(l.inner))
	return o
}

func (l *Lexer) flatDict() Operand {
	o := Operand{kind: dictOperand, first: int32(len(l.inner))}
	for {
		p := l.p
		k, word, ok := l.operand(1)
		if !ok {
			break
		}
		if over(word) {
			if string(word) != string(closeDict) {
				l.p = p
			}
			break
		}
		if k.kind != nameOperand {
			continue
		}
		p = l.p
		x, word, ok := l.operand(1)
		if !ok {
			break
		}
		if over(word) {
			l.p = p
		} else if word == nil {
			l.inner = append(l.inner, k, x)
		}
	}
	o.last = int32(len(l.inner))
	return o
}

// nameBytes is name without a copy where the stream holds the name as it is.
func (l *Lexer) nameBytes() []byte {
	start := l.p + 1
	for l.p = start; l.p < len(l.b) && kinds[l.b[l.p]] == regularByte; l.p++ {
		if l.b[l.p] == '#' {
			l.p = start - 1
			return []byte(l.name())
		}
	}
	return l.b[start:l.p]
}

// literalBytes is literal without a copy where the stream holds the string as it is.
func (l *Lexer) literalBytes() []byte {
	s := l.b[l.p+1:]
	end := bytes.IndexByte(s, ')')
	if end < 0 || bytes.IndexByte(s[:end], '(') >= 0 || bytes.IndexByte(s[:end], '\\') >= 0 || bytes.IndexByte(s[:end], '\r') >= 0 {
		return []byte(l.literal())
	}
	l.p += end + 2
	return s[:end]
}

// hexBytes is hex in a buffer that is used again.
func (l *Lexer) hexBytes() []byte {
	from := len(l.scratch)
	l.scratch = appendHex(l.scratch, l.hexDigits())
	return l.scratch[from:len(l.scratch):len(l.scratch)]
}

// What a byte is to the lexer, ISO 32000-1 §7.2.2.
const (
	regularByte = iota
	spaceByte
	delimByte
)

var kinds = func() (t [256]uint8) {
	for c := range t {
		switch {
		case isSpace(byte(c)):
			t[c] = spaceByte
		case isDelim(byte(c)):
			t[c] = delimByte
		}
	}
	return t
}()
