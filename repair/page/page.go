package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Page is one page, the unit of work: everything needed to read and repair it.
type Page struct {
	Number   int     // 1 for the first page
	Box      Rect    // the visible area in points, lower left at the origin, upright
	DPI      float64 // of the picture of the page that was read, pixels per inch; 0 if none was
	Glyphs   []Glyph // in painting order
	Spans    []Span  // ActualText, in order of appearance
	Images   []Image
	Rules    []Rect  // lines that are drawn upright or level, or filled boxes as thin as these
	Blocks   []Block // in reading order
	Verdict  Verdict // health of the text layer
	Warnings []Warning
}

// Image is a picture that a page paints.
type Image struct {
	Box           Rect // where it is painted, points
	Width, Height int  // samples
	Object        int  // object number in the file, 0 for an inline image
}

// Warning is something a reader of the report should know: a fault that was
// survived. It never stands for an error, which means that there is no result.
type Warning struct {
	Code   string `json:"code"`             // stable kebab-case id
	Object int    `json:"object,omitempty"` // PDF object number, 0 if none
	Text   string `json:"text"`             // one sentence, lower case
}

// Kind is the role of a block on its page.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	ListItem
	TableRow
	Verse
	Footnote
	Header // running head
	Footer // running foot, folio
)

var kindNames = [...]string{"paragraph", "heading", "list-item", "table-row", "verse", "footnote", "header", "footer"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "paragraph"
}

// Block is a paragraph or another unit whose lines run on.
type Block struct {
	Kind  Kind
	Box   Rect
	Lines []Line
}

// Source tells where the text of a line came from.
type Source uint8

const (
	SourceText  Source = iota // the text layer of a PDF
	SourceOCR                 // pixels
	SourcePlain               // a text file
)

var sourceNames = [...]string{"text-layer", "ocr", "plain"}

func (s Source) String() string {
	if int(s) < len(sourceNames) {
		return sourceNames[s]
	}
	return "text-layer"
}

// Line is one line of text in logical order, without its line end.
type Line struct {
	Text     Text
	Box      Rect
	Baseline float64 // y of the baseline, points
	Source   Source
	Conf     float32 // mean confidence of the reading, 0..1
}

// Inferred marks a code point that no glyph shows and no input holds: a space
// seen in a gap, a ZWNJ seen in a joining form, a line end.
const Inferred int32 = -1

// Char is one code point of a text in logical order.
type Char struct {
	R    rune
	From int32 // index into Page.Glyphs, or rune offset of a text input, or Inferred
}

// Text is a text in logical order. It is the only order a repair sees.
type Text []Char

// TextOf makes a text of s whose code points carry their rune offsets.
// Invalid UTF-8 becomes U+FFFD, one for each bad byte.
func TextOf(s string) Text {
	n := 0 // code points of valid UTF-8
	for i := range len(s) {
		if int8(s[i]) >= -0x40 { // no byte that goes on with one
			n++
		}
	}
	t := make(Text, 0, n)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if i+1 < len(s) && r >= 0xC2 && r < 0xE0 && s[i+1]&0xC0 == 0x80 { // two bytes, as of nearly all letters
				r, size = r&0x1F<<6|rune(s[i+1]&0x3F), 2
			} else {
				r, size = utf8.DecodeRuneInString(s[i:])
			}
		}
		t = append(t, Char{R: r, From: int32(len(t))})
		i += size
	}
	return t
}

// InferredText makes a text of s in which every code point is inferred.
func InferredText(s string) Text {
	t := make(Text, 0, len(s))
	for _, r := range s {
		t = append(t, Char{R: r, From: Inferred})
	}
	return t
}

// String is the text as UTF-8.
func (t Text) String() string {
	var b strings.Builder
	b.Grow(len(t) * 2)
	var buf [256]byte // a call of the builder for many code points
	some := buf[:0]
	for _, c := range t {
		if len(some) > len(buf)-utf8.UTFMax {
			b.Write(some)
			some = some[:0]
		}
		switch r := c.R; {
		case uint32(r) < utf8.RuneSelf:
			some = append(some, byte(r))
		case uint32(r) < 0x800: // as nearly all letters
			some = append(some, 0xC0|byte(r>>6), 0x80|byte(r)&0x3F)
		default:
			some = utf8.AppendRune(some, r)
		}
	}
	b.Write(some)
	return b.String()
}

// Compare compares two texts by their code points, as strings.Compare would
// their UTF-8, wherever the code points come from.
func (t Text) Compare(u Text) int {
	return slices.CompareFunc(t, u, func(a, b Char) int { return cmp.Compare(a.R, b.R) })
}

// Flow joins the blocks of the page to one text: a line feed ends each line
// and an empty line stands between blocks. All line ends are inferred.
func (p *Page) Flow() Text {
	n := 0
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			n += len(p.Blocks[i].Lines[j].Text) + 2
		}
	}
	end := Char{R: '\n', From: Inferred}
	t := make(Text, 0, n)
	for i := range p.Blocks {
		if i > 0 {
			t = append(t, end)
		}
		for j := range p.Blocks[i].Lines {
			t = append(t, p.Blocks[i].Lines[j].Text...)
			t = append(t, end)
		}
	}
	return t
}
