package pdf

import (
	"bytes"
	"context"
	"fmt"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// Limits of one page. A healthy page stays far below each of them.
const (
	maxContent   = 64 << 20 // decoded bytes of one content stream
	maxOperators = 10 << 20
	maxDecoded   = 256 << 20 // decoded bytes of all streams that a page runs, each as often as it is run
	maxGlyphs    = 1 << 20
	maxImages    = 1 << 14
	maxSpans     = 1 << 18
	maxStates    = 512 // nested q
	maxOperands  = 256
	maxForms     = 16 // nested form XObjects
	maxMarks     = 512
	maxWarnings  = 100
	ctxEvery     = 1024 // operators between two looks at the context
)

type state struct {
	ctm                              matrix
	char, word, scale, leading, rise float64
	mode                             int
	font                             *font.Font
	index                            int32
	size                             float64
}

func newState(m matrix) state { return state{ctm: m, scale: 1, index: -1} }

// mark is an open marked-content sequence.
type mark struct {
	span     int32 // of ActualText, plus 1, inherited from outside
	own      bool  // the span is its own
	reversed bool
	hidden   bool
}

type interpreter struct {
	f     *File
	ctx   context.Context
	page  *page.Page
	forms map[int]bool // forms being painted
	marks []mark
	ops   int
	bytes int
	full  bool
}

func (in *interpreter) warn(code string, object int, text string) {
	w := page.Warning{Code: code, Object: object, Text: text}
	for _, o := range in.page.Warnings {
		if o == w {
			return
		}
	}
	if len(in.page.Warnings) < maxWarnings {
		in.page.Warnings = append(in.page.Warnings, w)
	}
}

// finish closes what the page left open.
func (in *interpreter) finish() {
	for len(in.marks) > 0 {
		in.endMark()
	}
}

// contents joins the parts by a blank: they may be cut anywhere between tokens.
func (in *interpreter) contents(v object.Value) []byte {
	if !v.IsArray() {
		return in.data(v)
	}
	var out []byte
	for i := range v.Len() {
		if len(out) > maxContent {
			in.warn("content-too-long", v.Object(), "the page has more content than is read")
			break
		}
		out = append(append(out, in.data(v.Index(i))...), '\n')
	}
	return out
}

func (in *interpreter) data(v object.Value) []byte {
	if !v.IsStream() {
		return nil
	}
	b, err := v.Data(maxContent)
	if err != nil {
		in.warn("content-damaged", v.Object(), "a content stream is damaged and was read as far as it goes: "+err.Error())
	}
	if in.bytes += len(b); in.bytes > maxDecoded {
		in.full = true
		in.warn("content-too-long", v.Object(), "the forms of the page unfold to more content than is read")
	}
	return b
}

// textObject is the state between BT and ET, ISO 32000-1 §9.4.1.
type textObject struct{ m, line matrix }

var identity = matrix{1, 0, 0, 1, 0, 0}

func (in *interpreter) run(data []byte, res object.Value, s state, depth int) {
	lex := object.NewLexer(nil, data)
	t := textObject{identity, identity}
	var stack []state
	var args []object.Value
	bottom := len(in.marks)
	num := func(i int) float64 {
		if i < len(args) {
			return args[i].Float()
		}
		return 0
	}
	last := func() object.Value {
		if len(args) == 0 {
			return object.Value{}
		}
		return args[len(args)-1]
	}
	for !in.full {
		v, op, ok := lex.Next()
		if !ok {
			break
		}
		if op == "" {
			if len(args) < maxOperands {
				args = append(args, v)
			}
			continue
		}
		in.ops++
		if in.ops > maxOperators {
			in.full = true
			in.warn("content-too-long", 0, "the page has more operators than are read")
			break
		}
		if in.ops%ctxEvery == 0 && in.ctx.Err() != nil {
			in.full = true
			break
		}
		switch op {
		case "q":
			if len(stack) < maxStates {
				stack = append(stack, s)
			}
		case "Q":
			if n := len(stack); n > 0 {
				s, stack = stack[n-1], stack[:n-1]
			}
		case "cm":
			s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(s.ctm)
		case "BT":
			t = textObject{identity, identity}
		case "Tc":
			s.char = num(0)
		case "Tw":
			s.word = num(0)
		case "Tz":
			s.scale = num(0) / 100
		case "TL":
			s.leading = num(0)
		case "Ts":
			s.rise = num(0)
		case "Tr":
			s.mode = int(num(0))
		case "Tf":
			if len(args) >= 2 {
				s.size = num(1)
				in.setFont(&s, res.Key("Font").Key(args[0].Name()), args[0].Name())
			}
		case "gs":
			g := res.Key("ExtGState").Key(last().Name()).Key("Font")
			if g.Len() == 2 {
				s.size = g.Index(1).Float()
				in.setFont(&s, g.Index(0), "")
			}
		case "Td":
			t.move(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			t.move(num(0), num(1))
		case "Tm":
			t.line = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			t.m = t.line
		case "T*":
			t.move(0, -s.leading)
		case "Tj":
			in.show(&s, &t, last().Bytes())
		case "'":
			t.move(0, -s.leading)
			in.show(&s, &t, last().Bytes())
		case "\"":
			s.word, s.char = num(0), num(1)
			t.move(0, -s.leading)
			in.show(&s, &t, last().Bytes())
		case "TJ":
			a := last()
			for i := range a.Len() {
				x := a.Index(i)
				if x.IsNumber() {
					t.advance(&s, -x.Float()/1000*s.size)
					continue
				}
				in.show(&s, &t, x.Bytes())
			}
		case "Do":
			in.paint(res.Key("XObject").Key(last().Name()), res, s, depth)
		case "BI":
			in.inline(lex, s)
		case "BMC", "BDC":
			in.beginMark(op, args, res)
		case "EMC":
			if len(in.marks) > bottom {
				in.endMark()
			}
		}
		args = args[:0]
	}
	for len(in.marks) > bottom {
		in.endMark()
	}
}

func (t *textObject) move(x, y float64) {
	t.line = matrix{1, 0, 0, 1, x, y}.mul(t.line)
	t.m = t.line
}

// advance moves the pen along the writing direction by d, in text space before scaling.
func (t *textObject) advance(s *state, d float64) {
	if s.font != nil && s.font.Vertical() {
		t.m = matrix{1, 0, 0, 1, 0, d}.mul(t.m)
		return
	}
	t.m = matrix{1, 0, 0, 1, d * s.scale, 0}.mul(t.m)
}

func (in *interpreter) setFont(s *state, v object.Value, name string) {
	if !v.IsDict() {
		in.warn("font-missing", 0, fmt.Sprintf("the font %.64q is not in the resources", name))
		s.font, s.index = nil, -1
		return
	}
	s.font, s.index = in.f.font(v)
}

// paint runs a form XObject or notes an image, ISO 32000-1 §8.10 and §8.9.
func (in *interpreter) paint(x, res object.Value, s state, depth int) {
	if !x.IsStream() || in.f.hidden[x.Key("OC").Object()] {
		return
	}
	n := x.Object()
	if x.Key("Subtype").Name() == "Image" {
		in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: x.Key("Width").Int(), Height: x.Key("Height").Int(), Object: n})
		return
	}
	if x.Key("Subtype").Name() != "Form" {
		return
	}
	if depth >= maxForms || in.forms[n] {
		in.warn("form-loop", n, "a form paints itself or lies too deep; it was left out")
		return
	}
	in.forms[n] = true
	defer delete(in.forms, n)
	if m := x.Key("Matrix"); m.Len() == 6 {
		var a matrix
		for i := range a {
			a[i] = m.Index(i).Float()
		}
		s.ctm = a.mul(s.ctm)
	}
	if r := x.Key("Resources"); r.IsDict() {
		res = r
	}
	in.run(in.data(x), res, s, depth+1)
}

func (in *interpreter) image(i page.Image) {
	if len(in.page.Images) < maxImages {
		in.page.Images = append(in.page.Images, i)
	}
}

// inline passes over an inline image, ISO 32000-1 §8.9.7. Its data end at an
// EI between blanks that is followed by something that can be content.
func (in *interpreter) inline(lex *object.Lexer, s state) {
	dict := map[string]float64{}
	key := ""
	for {
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
		dict[key] = v.Float()
		key = ""
	}
	w, h := dict["W"]+dict["Width"], dict["H"]+dict["Height"]
	in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: int(min(w, 1e6)), Height: int(min(h, 1e6))})
	b := lex.Rest()
	for i := 1; ; {
		k := bytes.Index(b[min(i, len(b)):], []byte("EI"))
		if k < 0 {
			lex.Skip(len(b))
			return
		}
		k += i
		if blank(b[k-1]) && (k+2 >= len(b) || blank(b[k+2])) && printable(b[min(k+2, len(b)):min(k+34, len(b))]) {
			lex.Skip(k + 2)
			return
		}
		i = k + 2
	}
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func printable(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f || c < ' ' && !blank(c) {
			return false
		}
	}
	return true
}

// beginMark opens marked content, ISO 32000-1 §14.6.
func (in *interpreter) beginMark(op string, args []object.Value, res object.Value) {
	m := mark{}
	if n := len(in.marks); n > 0 {
		m = in.marks[n-1]
		m.own = false
	}
	if len(args) > 0 {
		tag := args[0].Name()
		m.reversed = m.reversed || tag == "ReversedChars"
		if op == "BDC" && len(args) > 1 {
			p := args[1]
			if p.IsName() {
				p = res.Key("Properties").Key(p.Name())
			}
			if tag == "OC" && in.f.off(p) {
				m.hidden = true
			}
			if a := p.Key("ActualText"); a.IsString() && m.span == 0 && len(in.page.Spans) < maxSpans {
				n := int32(len(in.page.Glyphs))
				in.page.Spans = append(in.page.Spans, page.Span{Text: a.Text(), First: n, Last: n})
				m.span, m.own = int32(len(in.page.Spans)), true
			}
		}
	}
	if len(in.marks) < maxMarks {
		in.marks = append(in.marks, m)
	}
}

// off reports whether a group, or all groups of a membership, are hidden.
func (f *File) off(p object.Value) bool {
	if len(f.hidden) == 0 {
		return false
	}
	if p.Key("Type").Name() != "OCMD" {
		return f.hidden[p.Object()]
	}
	g := p.Key("OCGs")
	if !g.IsArray() {
		return f.hidden[g.Object()]
	}
	for i := range g.Len() {
		if !f.hidden[g.Index(i).Object()] {
			return false
		}
	}
	return g.Len() > 0
}

func (in *interpreter) endMark() {
	n := len(in.marks) - 1
	if m := in.marks[n]; m.own {
		in.page.Spans[m.span-1].Last = int32(len(in.page.Glyphs))
	}
	in.marks = in.marks[:n]
}
