package pdf

import (
	"bytes"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const (
	maxInlineTries   = 256 // places in one inline image that look like its end and are tried
	inlineLookahead  = 512 // bytes behind such a place that are read as content
	inlineOperators  = 3   // operators in a row that make it content
	inlineAttributes = 64  // operands before ID
)

// inline passes over an inline image, ISO 32000-1 §8.9.7.
func (in *interpreter) inline(lex *object.Lexer, s state) {
	dict := map[string]object.Value{}
	key := ""
	for range 2 * inlineAttributes {
		v, op, ok := lex.Next()
		if !ok || op == "EI" {
			return
		}
		if op == "ID" {
			break
		}
		if v.IsName() && key == "" {
			key = v.Name()
			continue
		}
		dict[key] = v
		key = ""
	}
	entry := func(short, long string) object.Value {
		if v, ok := dict[short]; ok {
			return v
		}
		return dict[long]
	}
	w, h := entry("W", "Width").Int(), entry("H", "Height").Int()
	w, h = min(max(w, 0), 1e6), min(max(h, 0), 1e6)
	if !in.hidden() {
		in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: w, Height: h})
	}
	length := -1
	if f := entry("F", "Filter"); f.IsNull() {
		colors := map[string]int{"RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}[entry("CS", "ColorSpace").Name()]
		bits := max(1, entry("BPC", "BitsPerComponent").Int())
		length = (w*min(bits, 16)*max(1, colors) + 7) / 8 * h
	}
	lex.Skip(imageEnd(lex.Rest(), length))
}

// imageEnd is the offset behind the EI that ends the data of an inline image:
// the one where the data end by their length, or the first between blanks
// behind which content stands. Data may hold the letters by chance.
func imageEnd(b []byte, length int) int {
	if length >= 0 && length < len(b) {
		for p := length; p <= min(length+3, len(b)-2); p++ { // a blank before the data, a line end behind them
			if b[p] == 'E' && b[p+1] == 'I' && (p+2 == len(b) || blank(b[p+2])) {
				return p + 2
			}
		}
	}
	first := len(b)
	for i, tries := 1, 0; tries < maxInlineTries; tries++ {
		k := bytes.Index(b[min(i, len(b)):], []byte("EI"))
		if k < 0 {
			break
		}
		k += i
		i = k + 2
		if !blank(b[k-1]) || i < len(b) && !blank(b[i]) {
			continue
		}
		if content(b[i:]) {
			return i
		}
		first = min(first, i)
	}
	return first
}

// content reports bytes that read as a content stream.
func content(b []byte) bool {
	cut := len(b) > inlineLookahead
	lex := object.NewLexer(nil, b[:min(len(b), inlineLookahead)])
	for n, args := 0, 0; n < inlineOperators; {
		v, op, ok := lex.Next()
		switch {
		case !ok:
			return n > 0 || !cut
		case op == "":
			if args++; args > inlineAttributes || v.IsNull() {
				return false
			}
		case !operators[op]:
			return cut && len(lex.Rest()) == 0 && n > 0 // cut within a token
		default:
			n, args = n+1, 0
		}
	}
	return true
}

// operators are those of ISO 32000-1 annex A.
var operators = func() map[string]bool {
	m := map[string]bool{}
	for op := range bytes.FieldsSeq([]byte("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n " +
		"q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"")) {
		m[string(op)] = true
	}
	return m
}()

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}
