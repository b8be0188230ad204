package pdf

import "github.com/paknevis/paknevis/repair/pdf/object"

// runner runs one content stream. It holds the state that the operators change.
type runner struct {
	*interpreter
	lex    *object.Lexer
	args   []object.Operand // of the operator
	res    *resources
	depth  int
	s      state
	stack  []state // saved by q
	t      textObject
	path   path
	bottom int // marks that were open before it
}

func (in *interpreter) run(data []byte, res *resources, s state, depth int) {
	r := runner{interpreter: in, lex: object.NewLexer(nil, data), res: res, depth: depth, s: s, bottom: len(in.marks)}
	r.beginText()
	for !in.full {
		op, args, ok := r.lex.Operator(maxOperands)
		if !ok || !in.counts() {
			break
		}
		r.args = args
		r.operator(op)
	}
	for len(in.marks) > r.bottom {
		in.endMark()
	}
}

// counts counts an operator, false if the page has had its share of them or of time.
func (in *interpreter) counts() bool {
	switch in.ops++; {
	case in.ops > maxOperators:
		in.full = true
		in.warn("content-too-long", 0, "the page has more operators than are read")
	case in.ops%ctxEvery == 0 && in.ctx.Err() != nil:
		in.full = true
	}
	return !in.full
}

// num is an operand that is a number, 0 if it is missing.
func (r *runner) num(i int) float64 {
	if i < len(r.args) {
		return r.args[i].Float()
	}
	return 0
}

// last is the last operand.
func (r *runner) last() *object.Operand {
	if n := len(r.args); n > 0 {
		return &r.args[n-1]
	}
	return &noOperand
}

// operator runs one, ISO 32000-1 Annex A.
func (r *runner) operator(op []byte) {
	switch string(op) {
	case "m", "l", "c", "v", "y", "h", "re":
		r.construct(op[0])
	case "W", "W*":
		r.path.clips = true
	case "n", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		r.paintPath(op[0])
	case "BT":
		r.beginText()
	case "ET":
		r.t.clip(&r.s)
	case "Tc", "Tw", "Tz", "TL", "Ts", "Tr", "Tf":
		r.setText(op[1])
	case "Td", "TD", "Tm", "T*":
		r.moveText(op[1])
	case "Tj", "'", "\"", "TJ":
		r.showText(string(op))
	case "sh":
		r.reveal(&r.s)
	case "Do":
		r.reveal(&r.s)
		r.paint(r.res.find("XObject", string(r.last().Name())), r.res, r.s, r.depth)
	case "BI":
		r.reveal(&r.s)
		r.inline(r.lex, r.s)
	case "BMC", "BDC":
		r.beginMark(r.lex, string(op) == "BDC", r.args, r.res)
	case "EMC":
		if len(r.marks) > r.bottom {
			r.endMark()
		}
	default:
		r.setGraphics(string(op))
	}
}

// setGraphics changes the general graphics state and colours, ISO 32000-1 §8.4.4 and §8.6.8.
func (r *runner) setGraphics(op string) {
	switch op {
	case "q":
		if len(r.stack) < maxStates {
			r.stack = append(r.stack, r.s)
		}
	case "Q":
		if n := len(r.stack); n > 0 {
			r.s, r.stack = r.stack[n-1], r.stack[:n-1]
		}
	case "cm":
		r.s.ctm = r.matrix().mul(r.s.ctm)
	case "scn":
		r.s.pattern = r.res.find("Pattern", string(r.last().Name()))
	case "sc", "g", "rg", "k", "cs":
		r.s.pattern = object.Value{}
	case "gs":
		g := r.res.find("ExtGState", string(r.last().Name()))
		if f := g.Key("Font"); f.Len() == 2 {
			r.s.size = f.Index(1).Float()
			r.setFont(&r.s, f.Index(0), "")
		}
		for i, key := range []string{"ca", "CA"} {
			if a := g.Key(key); a.IsNumber() {
				r.s.clear[i] = a.Float() <= 0
			}
		}
	}
}

// matrix is the six operands of cm and Tm.
func (r *runner) matrix() matrix {
	return matrix{r.num(0), r.num(1), r.num(2), r.num(3), r.num(4), r.num(5)}
}

// construct adds to the path, ISO 32000-1 §8.5.2.
func (r *runner) construct(op byte) {
	switch op {
	case 'h':
		r.path.drawn.close()
		return
	case 'r':
		r.path.rectangle(&r.s.ctm, r.args)
		return
	}
	r.path.points(&r.s.ctm, r.args)
	n := len(r.args)
	if n < 2 {
		return
	}
	switch q := r.s.ctm.apply(r.num(n-2), r.num(n-1)); op {
	case 'm':
		r.path.drawn.moveTo(q)
	case 'l':
		r.path.drawn.lineTo(q)
	default:
		r.path.drawn.curveTo(q)
	}
}

// paintPath paints the path and ends it, ISO 32000-1 §8.5.3.
func (r *runner) paintPath(op byte) {
	switch op {
	case 'S', 's':
		r.reveal(&r.s)
		if op == 's' {
			r.path.drawn.close()
		}
		r.spot(&r.s, &r.path, false)
		r.draw(&r.s, &r.path.drawn, false, true)
	case 'f', 'F', 'B', 'b':
		r.reveal(&r.s)
		r.tile(&r.s, r.res, r.depth)
		r.rule(r.path.box)
		if op == 'b' {
			r.path.drawn.close()
		}
		r.spot(&r.s, &r.path, true)
		r.draw(&r.s, &r.path.drawn, true, op|0x20 == 'b')
	}
	r.path.end(&r.s)
}

func (r *runner) beginText() {
	r.t = textObject{m: identity, line: identity, res: r.res, depth: r.depth}
}

// setText changes the text state, ISO 32000-1 §9.3.
func (r *runner) setText(op byte) {
	s := &r.s
	switch op {
	case 'c':
		s.char = r.num(0)
	case 'w':
		s.word = r.num(0)
	case 'z':
		s.scale = r.num(0) / 100
	case 'L':
		s.leading = r.num(0)
	case 's':
		s.rise = r.num(0)
	case 'r':
		if m := int(r.num(0)); m >= 0 && m <= 7 {
			s.mode = m
		}
	case 'f':
		if len(r.args) >= 2 {
			s.size = r.num(1)
			r.selectFont(s, r.res, r.args[0].Name())
		}
	}
}

// moveText moves to another place or line, ISO 32000-1 §9.4.2.
func (r *runner) moveText(op byte) {
	switch op {
	case 'd':
		r.t.move(r.num(0), r.num(1))
	case 'D':
		r.s.leading = -r.num(1)
		r.t.move(r.num(0), r.num(1))
	case 'm':
		r.t.line = r.matrix()
		r.t.m = r.t.line
	case '*':
		r.t.move(0, -r.s.leading)
	}
}

// showText paints strings, ISO 32000-1 §9.4.3.
func (r *runner) showText(op string) {
	if op == "\"" {
		r.s.word, r.s.char = r.num(0), r.num(1)
	}
	if op == "\"" || op == "'" {
		r.t.move(0, -r.s.leading)
	}
	p, last := r.newPen(&r.s, &r.t), r.last()
	if op != "TJ" {
		p.show(last.Bytes())
		return
	}
	parts := r.lex.Elements(last)
	for i := range parts {
		if x := &parts[i]; x.IsNumber() {
			r.t.advance(&r.s, -x.Float()/1000*r.s.size)
		} else {
			p.show(x.Bytes())
		}
	}
}
