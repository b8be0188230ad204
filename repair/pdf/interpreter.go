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
	spots  []spot       // shapes as small as bullets
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
	in.bullets()
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
