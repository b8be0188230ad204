package report

import (
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// places knows where the code points of an input stand in the output. Later passes move
// what earlier ones changed; the origin of a code point stays.
type places struct {
	output      page.Text
	first, last []int32 // by origin: the first and one past the last position, 0 in last for none
}

func newPlaces(output page.Text) *places {
	n := int32(0)
	for _, c := range output {
		n = max(n, c.From+1)
	}
	p := &places{output, make([]int32, n), make([]int32, n)}
	for i, c := range output {
		if c.From < 0 {
			continue
		}
		if p.last[c.From] == 0 {
			p.first[c.From] = int32(i)
		}
		p.last[c.From] = int32(i + 1)
	}
	return p
}

// maxStretch is how many times as long as the words of an edit their span in the output may
// be. What later passes have torn apart further than that has no span.
const maxStretch = 4

// of is the span of the words that an edit of t touches.
func (p *places) of(t page.Text, e pass.Edit) Span {
	from, to := widen(t, e.At, e.End())
	first, last, size := int32(len(p.output)), int32(0), 0
	for _, part := range [...]page.Text{t[from:e.At], e.New, t[e.End():to]} {
		size += len(part)
		for _, c := range part {
			if c.From >= 0 && int(c.From) < len(p.last) && p.last[c.From] > 0 && !unicode.IsSpace(c.R) {
				first, last = min(first, p.first[c.From]), max(last, p.last[c.From])
			}
		}
	}
	if first >= last || int(last-first) > maxStretch*size {
		return Span{}
	}
	return Span{int(first), int(last)}
}
