package pdf

import (
	"bytes"
	"context"
	"errors"
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
	streamCost   = 1 << 10 // bytes that each stream counts beyond its content
	maxStates    = 512     // nested q
	maxOperands  = 256
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
	type3                            object.Value // dictionary of the font if its glyphs are content streams
	clip                             clip
	pattern                          object.Value // fill colour, null if it is not a pattern
	clear                            [2]bool      // filling and stroking leave nothing to see: their opacity is 0
	outlines                         *outlines    // text that clips, nil if there is none
}

func newState(m matrix, box page.Rect) state {
	return state{ctm: m, scale: 1, index: -1, clip: clip{box: box}}
}

type interpreter struct {
	f      *File
	ctx    context.Context
	page   *page.Page
	base   matrix       // default user space to page space
	forms  map[int]bool // forms being painted
	tiled  map[int]bool // patterns painted
	plain  map[int]bool // glyphs of Type 3 fonts that hold no text
	rules  []page.Rect  // filled boxes, and pictures as low as one
	pieces []piece      // of letters, in the order in which they are painted
	yeh    string       // that of the page, see spell
	marks  []mark
	stance stance // of the string painted last
	ops    int
	bytes  int
	full   bool
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
	in.point()
	in.strokes()
}

// contents joins the parts by a blank: they may be cut anywhere between tokens.
func (in *interpreter) contents(dict object.Value) []byte {
	v := dict.Key("Contents")
	if !v.IsArray() {
		if dict.Dangles("Contents") {
			in.warn("content-missing", dict.Object(), "the content of the page is not in the file")
		}
		return in.data(v)
	}
	var parts [][]byte
	all := 0
	for i := range v.Len() {
		if all > maxContent {
			in.warn("content-too-long", v.Object(), "the page has more content than is read")
			break
		}
		part := in.data(v.Index(i))
		parts, all = append(parts, part), all+len(part)+1
	}
	return bytes.Join(append(parts, nil), []byte("\n"))
}

func (in *interpreter) data(v object.Value) []byte {
	if !v.IsStream() {
		return nil
	}
	if in.ctx.Err() != nil {
		in.full = true
		return nil
	}
	b, err := v.Data(maxContent)
	switch {
	case errors.Is(err, object.ErrDataLimit):
		in.warn("content-too-long", v.Object(), "a content stream unfolds to more than is read")
	case err != nil:
		in.warn("content-damaged", v.Object(), "a content stream is damaged and was read as far as it goes: "+err.Error())
	}
	in.spend(len(b), v.Object())
	return b
}

// spend counts bytes that the page makes the reader go through.
func (in *interpreter) spend(n, object int) {
	if in.bytes += n + streamCost; in.bytes > maxDecoded {
		in.full = true
		in.warn("content-too-long", object, "the forms of the page unfold to more content than is read")
	}
}

// textObject is the state between BT and ET, ISO 32000-1 §9.4.1.
type textObject struct {
	m, line matrix
	out     *outlines // what it has added to the clip so far
	res     *resources
	depth   int
}

var identity = matrix{1, 0, 0, 1, 0, 0}

var noOperand object.Operand // stands for one that is missing

func (in *interpreter) run(data []byte, res *resources, s state, depth int) {
	lex := object.NewLexer(nil, data)
	t := textObject{m: identity, line: identity, res: res, depth: depth}
	var stack []state
	var path path
	bottom := len(in.marks)
	for !in.full {
		op, args, ok := lex.Operator(maxOperands)
		if !ok {
			break
		}
		num := func(i int) float64 {
			if i < len(args) {
				return args[i].Float()
			}
			return 0
		}
		last := &noOperand
		if n := len(args); n > 0 {
			last = &args[n-1]
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
		switch string(op) {
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
		case "m", "l", "c", "v", "y":
			path.points(&s.ctm, args)
			if len(args) >= 2 {
				switch q := s.ctm.apply(num(len(args)-2), num(len(args)-1)); op[0] {
				case 'm':
					path.drawn.moveTo(q)
				case 'l':
					path.drawn.lineTo(q)
				default:
					path.drawn.curveTo(q)
				}
			}
		case "h":
			path.drawn.close()
		case "re":
			path.rectangle(&s.ctm, args)
		case "W", "W*":
			path.clips = true
		case "n":
			path.end(&s)
		case "S", "s":
			in.reveal(&s)
			if op[0] == 's' {
				path.drawn.close()
			}
			in.draw(&s, &path.drawn, false, true)
			path.end(&s)
		case "f", "F", "f*", "B", "B*", "b", "b*":
			in.reveal(&s)
			in.tile(&s, res, depth)
			in.rule(path.box)
			if op[0] == 'b' {
				path.drawn.close()
			}
			in.draw(&s, &path.drawn, true, op[0]|0x20 == 'b')
			path.end(&s)
		case "sh":
			in.reveal(&s)
		case "scn":
			s.pattern = res.find("Pattern", string(last.Name()))
		case "sc", "g", "rg", "k", "cs":
			s.pattern = object.Value{}
		case "BT":
			t = textObject{m: identity, line: identity, res: res, depth: depth}
		case "ET":
			t.clip(&s)
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
			if m := int(num(0)); m >= 0 && m <= 7 {
				s.mode = m
			}
		case "Tf":
			if len(args) >= 2 {
				s.size = num(1)
				in.selectFont(&s, res, args[0].Name())
			}
		case "gs":
			g := res.find("ExtGState", string(last.Name()))
			if f := g.Key("Font"); f.Len() == 2 {
				s.size = f.Index(1).Float()
				in.setFont(&s, f.Index(0), "")
			}
			for i, key := range []string{"ca", "CA"} {
				if a := g.Key(key); a.IsNumber() {
					s.clear[i] = a.Float() <= 0
				}
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
			p := in.newPen(&s, &t)
			p.show(last.Bytes())
		case "'":
			t.move(0, -s.leading)
			p := in.newPen(&s, &t)
			p.show(last.Bytes())
		case "\"":
			s.word, s.char = num(0), num(1)
			t.move(0, -s.leading)
			p := in.newPen(&s, &t)
			p.show(last.Bytes())
		case "TJ":
			p := in.newPen(&s, &t)
			parts := lex.Elements(last)
			for i := range parts {
				if x := &parts[i]; x.IsNumber() {
					t.advance(&s, -x.Float()/1000*s.size)
				} else {
					p.show(x.Bytes())
				}
			}
		case "Do":
			in.reveal(&s)
			in.paint(res.find("XObject", string(last.Name())), res, s, depth)
		case "BI":
			in.reveal(&s)
			in.inline(lex, s)
		case "BMC", "BDC":
			in.beginMark(lex, string(op) == "BDC", args, res)
		case "EMC":
			if len(in.marks) > bottom {
				in.endMark()
			}
		}
	}
	for len(in.marks) > bottom {
		in.endMark()
	}
}

func (t *textObject) move(x, y float64) {
	t.line.move(x, y)
	t.m = t.line
}

// advance moves the pen along the writing direction by d, in text space before scaling.
func (t *textObject) advance(s *state, d float64) {
	if s.font != nil && s.font.Vertical() {
		t.m.move(0, d)
		return
	}
	t.m.move(d*s.scale, 0)
}

// selectFont is setFont for a name, which a page sets again and again.
func (in *interpreter) selectFont(s *state, res *resources, name []byte) {
	for i := range res.fonts {
		if f := &res.fonts[i]; f.name == string(name) {
			s.font, s.index, s.type3 = f.font, f.index, f.type3
			return
		}
	}
	in.setFont(s, res.find("Font", string(name)), string(name))
	if s.index >= 0 && len(res.fonts) < maxKnownFonts {
		res.fonts = append(res.fonts, knownFont{string(name), s.font, s.index, s.type3})
	}
}

func (in *interpreter) setFont(s *state, v object.Value, name string) {
	s.type3 = object.Value{}
	if !v.IsDict() {
		in.warn("font-missing", 0, fmt.Sprintf("the font %.64q is not in the resources; its text is read as ASCII", name))
		s.font, s.index = standIn(), -1
		return
	}
	if s.font, s.index = in.f.fonts.load(v); s.font == nil {
		in.warn("too-many-fonts", v.Object(), "the file has more fonts than are read")
	}
	if v.Key("Subtype").Name() == "Type3" {
		s.type3 = v
	}
}
