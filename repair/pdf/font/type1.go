package font

import (
	"bytes"
	"encoding/hex"
	"strconv"

	"github.com/paknevis/paknevis/repair/page"
)

// readType1 reads a Type 1 program (FontFile): its encoding, the names of its
// charstrings and, on demand, their boxes (Adobe Type 1 Font Format, 1990).
func readType1(data []byte) *program {
	clear, private := splitType1(data)
	p := &program{em: 1000}
	t := &type1{p: p, subrs: map[int][]byte{}, lenIV: 4}
	t.readClear(clear)
	t.readPrivate(decrypt(private, 55665, 4))
	names := make(map[uint32]string, len(t.order))
	for g, n := range t.order {
		names[uint32(g)] = n
	}
	p.glyphs = len(t.order)
	p.setNames(names)
	p.builtin = map[uint32]uint32{}
	for code, n := range t.encoding {
		if g, ok := p.byName[n]; ok && n != ".notdef" {
			p.builtin[uint32(code)] = g
		}
	}
	t.index = p.byName
	p.bounds = t.bounds
	return p
}

type type1 struct {
	p        *program
	encoding map[int]string
	order    []string // glyph names in the order of their charstrings
	chars    [][]byte // decrypted
	index    map[string]uint32
	subrs    map[int][]byte
	lenIV    int
}

// splitType1 separates the clear text from the encrypted part and takes off
// the segment headers of a PFB file.
func splitType1(b []byte) (clear, private []byte) {
	if len(b) > 6 && b[0] == 0x80 {
		var flat []byte
		for len(b) >= 6 && b[0] == 0x80 && (b[1] == 1 || b[1] == 2) {
			n := int(b[2]) | int(b[3])<<8 | int(b[4])<<16 | int(b[5])<<24
			n = min(max(n, 0), len(b)-6)
			flat = append(flat, b[6:6+n]...)
			b = b[6+n:]
		}
		b = flat
	}
	i := bytes.Index(b, []byte("eexec"))
	if i < 0 {
		return b, nil
	}
	clear, private = b[:i], b[i+5:]
	for len(private) > 0 && isSpace(private[0]) {
		private = private[1:]
	}
	if len(private) >= 4 && isHex(private[:4]) {
		out := make([]byte, 0, len(private)/2)
		digits := bytes.Map(func(r rune) rune {
			if r > 0x7f || !isHex([]byte{byte(r)}) {
				return -1
			}
			return r
		}, private)
		out, _ = hex.AppendDecode(out, digits[:len(digits)&^1])
		private = out
	}
	return clear, private
}

func isHex(b []byte) bool {
	for _, c := range b {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// decrypt undoes the encryption of Type 1 §7 and drops the random bytes in front.
func decrypt(b []byte, r uint16, skip int) []byte {
	if len(b) < skip {
		return nil
	}
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = c ^ byte(r>>8)
		r = (uint16(c)+r)*52845 + 22719
	}
	return out[skip:]
}

func (t *type1) readClear(b []byte) {
	if i := bytes.Index(b, []byte("/FontMatrix")); i >= 0 {
		l := lexer{b: b[i+11:]}
		l.next() // the bracket
		if v, ok := l.next(); ok && v.kind == tokenNumber {
			if f, err := strconv.ParseFloat(string(v.b), 64); err == nil && f > 1e-6 {
				t.p.em = 1 / f
			}
		}
	}
	t.encoding = map[int]string{}
	i := bytes.Index(b, []byte("/Encoding"))
	if i < 0 {
		return
	}
	l := lexer{b: b[i+9:]}
	code := -1
	for n := 0; n < 4096; n++ {
		tok, ok := l.next()
		if !ok {
			return
		}
		switch tok.kind {
		case tokenNumber:
			if v, err := parseCode(string(tok.b)); err == nil {
				code = v
			}
		case tokenName:
			if code >= 0 && code < 256 {
				t.encoding[code] = string(tok.b)
			}
			code = -1
		case tokenWord:
			switch string(tok.b) {
			case "StandardEncoding":
				for c, name := range standardEncoding() {
					if name != "" {
						t.encoding[c] = name
					}
				}
				return
			case "def", "readonly":
				return
			}
		}
	}
}

// parseCode reads a decimal number or a radix number such as 8#101.
func parseCode(s string) (int, error) {
	v, err := strconv.Atoi(s)
	return v, err
}

// readPrivate collects subroutines and charstrings: a name or number, a length,
// a word (RD or -|), one space and that many bytes.
func (t *type1) readPrivate(b []byte) {
	l := lexer{b: b}
	var prev [3]token
	inChars := false
	for len(t.order) < maxGlyphs {
		tok, ok := l.next()
		if !ok {
			return
		}
		if tok.kind == tokenWord {
			n, err := strconv.Atoi(string(prev[2].b))
			word := string(tok.b)
			if prev[2].kind == tokenNumber && err == nil && (word == "RD" || word == "-|") && n >= 0 && l.i+1+n <= len(b) {
				body := b[l.i+1 : l.i+1+n]
				l.i += 1 + n
				skip := t.lenIV
				if skip >= 0 {
					body = decrypt(body, 4330, skip)
				}
				switch {
				case inChars && prev[1].kind == tokenName:
					t.order = append(t.order, string(prev[1].b))
					t.chars = append(t.chars, body)
				case !inChars && prev[1].kind == tokenNumber && len(t.subrs) < maxGlyphs:
					if k, err := strconv.Atoi(string(prev[1].b)); err == nil {
						t.subrs[k] = body
					}
				}
				prev = [3]token{}
				continue
			}
		}
		if tok.kind == tokenNumber && prev[2].is("lenIV") {
			if v, err := strconv.Atoi(string(tok.b)); err == nil && v >= -1 && v <= 16 {
				t.lenIV = v
			}
		}
		if tok.is("CharStrings") {
			inChars = true
		}
		prev = [3]token{prev[1], prev[2], tok}
	}
}

func (t *type1) bounds(gid uint32) (page.Rect, bool) {
	if int(gid) >= len(t.chars) {
		return page.Rect{}, false
	}
	r := type1Runner{t: t, left: maxPathOps}
	if !r.run(t.chars[gid], 0) {
		return page.Rect{}, false
	}
	k := 1000 / t.p.em
	return page.Rect{X0: r.box.X0 * k, Y0: r.box.Y0 * k, X1: r.box.X1 * k, Y1: r.box.Y1 * k}, true
}

// type1Runner follows the pen of a charstring. Control points stand for the
// curve, which makes the box a little too large, never too small.
type type1Runner struct {
	t     *type1
	stack []float64
	ps    []float64 // results of other subroutines
	x, y  float64
	inked bool
	box   page.Rect
	flex  bool
	left  int
	ended bool
	part  bool // drawn as a part of an accented letter, which may not be nested
}

func (r *type1Runner) mark() {
	x, y := r.x, r.y
	if !r.inked {
		r.box, r.inked = page.Rect{X0: x, Y0: y, X1: x, Y1: y}, true
		return
	}
	r.box = page.Rect{X0: min(r.box.X0, x), Y0: min(r.box.Y0, y), X1: max(r.box.X1, x), Y1: max(r.box.Y1, y)}
}

func (r *type1Runner) arg(i int) float64 {
	if i < len(r.stack) {
		return r.stack[i]
	}
	return 0
}

func (r *type1Runner) pop() float64 {
	if n := len(r.stack); n > 0 {
		v := r.stack[n-1]
		r.stack = r.stack[:n-1]
		return v
	}
	return 0
}

func (r *type1Runner) line(dx, dy float64) {
	r.mark()
	r.x, r.y = r.x+dx, r.y+dy
	r.mark()
}

func (r *type1Runner) move(dx, dy float64) { r.x, r.y = r.x+dx, r.y+dy }

func (r *type1Runner) curve(a, b, c, d, e, f float64) {
	r.line(a, b)
	r.line(c, d)
	r.line(e, f)
}

func (r *type1Runner) run(code []byte, depth int) bool {
	if depth > maxCallDepth {
		return false
	}
	for i := 0; i < len(code) && !r.ended; {
		if r.left--; r.left < 0 {
			return false
		}
		v := int(code[i])
		i++
		switch {
		case v >= 32:
			var n float64
			switch {
			case v <= 246:
				n = float64(v - 139)
			case v <= 250 && i < len(code):
				n = float64((v-247)*256 + int(code[i]) + 108)
				i++
			case v <= 254 && i < len(code):
				n = float64(-(v-251)*256 - int(code[i]) - 108)
				i++
			case v == 255 && i+4 <= len(code):
				n = float64(int32(uint32(code[i])<<24 | uint32(code[i+1])<<16 | uint32(code[i+2])<<8 | uint32(code[i+3])))
				i += 4
			default:
				return false
			}
			if len(r.stack) < 48 {
				r.stack = append(r.stack, n)
			}
			continue
		case v == 10: // callsubr
			sub, ok := r.t.subrs[int(r.pop())]
			if ok && !r.run(sub, depth+1) {
				return false
			}
			continue
		case v == 11: // return
			return true
		case v == 12:
			if i >= len(code) {
				return false
			}
			v = 12<<8 | int(code[i])
			i++
		}
		if !r.operator(v) {
			return false
		}
	}
	return true
}

func (r *type1Runner) operator(op int) bool {
	a := r.arg
	keep := false
	switch op {
	case 4: // vmoveto
		r.move(0, a(0))
	case 5: // rlineto
		r.line(a(0), a(1))
	case 6: // hlineto
		r.line(a(0), 0)
	case 7: // vlineto
		r.line(0, a(0))
	case 8: // rrcurveto
		r.curve(a(0), a(1), a(2), a(3), a(4), a(5))
	case 13: // hsbw
		r.x, r.y = a(0), 0
	case 14: // endchar
		r.ended = true
	case 21: // rmoveto
		r.move(a(0), a(1))
		if r.flex {
			r.mark()
		}
	case 22: // hmoveto
		r.move(a(0), 0)
		if r.flex {
			r.mark()
		}
	case 30: // vhcurveto
		r.curve(0, a(0), a(1), a(2), a(3), 0)
	case 31: // hvcurveto
		r.curve(a(0), 0, a(1), a(2), 0, a(3))
	case 12<<8 | 6: // seac: asb adx ady bchar achar
		return r.accent()
	case 12<<8 | 7: // sbw
		r.x, r.y = a(0), a(1)
	case 12<<8 | 12: // div
		d, n := r.pop(), r.pop()
		if d == 0 {
			d = 1
		}
		r.stack = append(r.stack, n/d)
		keep = true
	case 12<<8 | 16: // callothersubr
		r.other()
		keep = true
	case 12<<8 | 17: // pop
		v := 0.0
		if n := len(r.ps); n > 0 {
			v, r.ps = r.ps[n-1], r.ps[:n-1]
		}
		if len(r.stack) < 48 {
			r.stack = append(r.stack, v)
		}
		keep = true
	case 12<<8 | 33: // setcurrentpoint
		r.x, r.y = a(0), a(1)
	}
	if !keep {
		r.stack = r.stack[:0]
	}
	return true
}

// other runs the other subroutines 0 to 3: flex and hint replacement (Type 1 §8.3).
func (r *type1Runner) other() {
	which, n := int(r.pop()), int(r.pop())
	args := []float64{}
	for range min(max(n, 0), len(r.stack)) {
		args = append(args, r.pop())
	}
	r.ps = r.ps[:0]
	switch which {
	case 0:
		r.flex = false
		r.ps = append(r.ps, r.y, r.x)
	case 1:
		r.flex = true
	case 2:
	case 3:
		r.ps = append(r.ps, 3)
	default:
		r.ps = append(r.ps, args...)
	}
}

// accent draws a letter and an accent of the standard encoding.
func (r *type1Runner) accent() bool {
	asb, adx, ady := r.arg(0), r.arg(1), r.arg(2)
	codes := [2]int{int(r.arg(3)), int(r.arg(4))}
	std := standardEncoding()
	for k, code := range codes {
		if code < 0 || code > 255 {
			return false
		}
		gid, ok := r.t.index[std[code]]
		if !ok {
			return false
		}
		sub := type1Runner{t: r.t, left: r.left, part: true}
		if r.part || !sub.run(r.t.chars[gid], 0) {
			return false
		}
		if !sub.inked {
			continue
		}
		if k == 1 {
			sub.box = page.Rect{X0: sub.box.X0 + adx - asb, Y0: sub.box.Y0 + ady, X1: sub.box.X1 + adx - asb, Y1: sub.box.Y1 + ady}
		}
		if !r.inked {
			r.box, r.inked = sub.box, true
		} else {
			r.box = r.box.Union(sub.box)
		}
	}
	r.ended = true
	return true
}
