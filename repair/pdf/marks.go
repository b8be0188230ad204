package pdf

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const (
	maxSpans = 1 << 18
	maxMarks = 512 // nested marked content
)

// mark is an open marked-content sequence.
type mark struct {
	span     int32 // of ActualText, plus 1, inherited from outside
	own      bool  // the span is its own
	reversed bool
	hidden   bool // optional content that is off
}

// beginMark opens marked content, ISO 32000-1 §14.6.
func (in *interpreter) beginMark(lex *object.Lexer, properties bool, args []object.Operand, res *resources) {
	m := mark{}
	if n := len(in.marks); n > 0 {
		m = in.marks[n-1]
		m.own = false
	}
	if len(args) > 0 {
		tag := args[0].Name()
		m.reversed = m.reversed || string(tag) == "ReversedChars"
		if properties && len(args) > 1 {
			var a object.Value
			named := args[1].IsName()
			var p object.Value
			if named {
				p = res.find("Properties", string(args[1].Name()))
				a = p.Key("ActualText")
			} else {
				a = lex.Entry(&args[1], "ActualText")
			}
			if string(tag) == "OC" {
				if !named {
					p = lex.Object(&args[1])
				}
				m.hidden = m.hidden || in.f.groups.off(p)
			}
			if a.IsString() && m.span == 0 && !m.hidden && len(in.page.Spans) < maxSpans {
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

func (in *interpreter) endMark() {
	n := len(in.marks) - 1
	if m := in.marks[n]; m.own {
		in.page.Spans[m.span-1].Last = int32(len(in.page.Glyphs))
	}
	in.marks = in.marks[:n]
}

// hidden reports that what is painted now belongs to optional content that is off.
func (in *interpreter) hidden() bool {
	n := len(in.marks)
	return n > 0 && in.marks[n-1].hidden
}
