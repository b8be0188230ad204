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
func (in *interpreter) beginMark(op string, args []object.Value, res *resources) {
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
				p = res.find("Properties", p.Name())
			}
			if tag == "OC" && in.f.groups.off(p) {
				m.hidden = true
			}
			if a := p.Key("ActualText"); a.IsString() && m.span == 0 && !m.hidden && len(in.page.Spans) < maxSpans {
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
