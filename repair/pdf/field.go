package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// Limits and measures of a value that is set by us. Sizes are those of viewers,
// about: only order and lines hang on them.
const (
	maxFieldDepth = 16      // parents of a field
	maxFieldText  = 1 << 16 // bytes of a value
	fieldSize     = 12.0    // points, where the size is left to the viewer
	fieldFill     = 0.7     // of the height of a box that the letters take at most
	fieldLetter   = 0.5     // mean width of a letter, em
	fieldSpace    = 0.3     // width of a space, em
	fieldMargin   = 2.0     // points
	fieldLeading  = 1.2     // em
)

// Flags of a text field, ISO 32000-1 table 228.
const (
	fieldMultiline = 1 << 12
	fieldPassword  = 1 << 13
)

// value sets what a viewer shows of an annotation without an appearance, or
// with one that is older than its value: the value of a text or choice field,
// and the contents of free text (ISO 32000-1 §12.7.3.3, §12.5.6.6). Programs
// that fill forms leave the appearance to the viewer.
func (in *interpreter) value(a object.Value, rect page.Rect) {
	text, lines := "", false
	switch {
	case a.Key("Subtype").Name() == "FreeText":
		text, lines = in.text(a.Key("Contents")), true
	case a.Key("Subtype").Name() == "Widget":
		flags := inherited(a, "Ff").Int()
		v := inherited(a, "V")
		switch inherited(a, "FT").Name() {
		case "Tx":
			if flags&fieldPassword != 0 {
				return
			}
			text, lines = in.text(v), flags&fieldMultiline != 0
		case "Ch":
			text = in.chosen(v, inherited(a, "Opt"))
		}
	}
	if len(text) > maxFieldText {
		text = strings.ToValidUTF8(text[:maxFieldText], "")
	}
	rows := strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })
	if len(rows) == 0 {
		return
	}
	size := appearanceSize(inherited(a, "DA"))
	if size <= 0 {
		size = min(fieldSize, fieldFill*rect.Height())
	}
	y := rect.Y1 - size
	if !lines {
		y = rect.Center().Y - size/3 // half of the height of a capital letter
	}
	for _, row := range rows {
		in.row(row, rect, y, size, inherited(a, "Q").Int())
		y -= fieldLeading * size
	}
}

// row sets a line of words from left to right in the order in which they are seen.
func (in *interpreter) row(text string, rect page.Rect, y, size float64, align int) {
	words := strings.Fields(text)
	rtl := false
	for _, w := range words {
		if d := direction(w); d != 0 {
			rtl = d < 0
			break
		}
	}
	for i := 0; i < len(words); { // each run against the line is turned, so that turning the line sets it right
		j := i + 1
		if d := direction(words[i]); d != 0 && (d < 0) != rtl {
			for j < len(words) && direction(words[j]) == d {
				j++
			}
			slices.Reverse(words[i:j])
		}
		i = j
	}
	if rtl {
		slices.Reverse(words)
	}
	width := -fieldSpace * size
	for _, w := range words {
		width += (fieldLetter*float64(len([]rune(w))) + fieldSpace) * size
	}
	x := rect.X0 + fieldMargin
	switch {
	case align == 1:
		x = rect.Center().X - width/2
	case align == 2 || rtl:
		x = rect.X1 - fieldMargin - width
	}
	m := in.base
	scale := math.Hypot(m[0], m[1])
	for _, w := range words {
		if len(in.page.Glyphs) >= maxGlyphs {
			in.full = true
			return
		}
		d := fieldLetter * size * float64(len([]rune(w)))
		in.page.Glyphs = append(in.page.Glyphs, page.Glyph{
			Text: w, Origin: m.apply(x, y), Advance: d * scale, Size: size * scale, Angle: degrees(m[0], m[1]), Font: -1,
			Box:      m.box(page.Rect{X0: x, Y0: y - size/4, X1: x + d, Y1: y + size*3/4}),
			Evidence: page.EvidenceActualText, Conf: 1,
		})
		x += d + fieldSpace*size
	}
}

// direction is that of the first strong letter of a word: 1 to the right, -1 to
// the left, 0 if it has none, as a number.
func direction(w string) int {
	for _, r := range w {
		switch {
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana) && unicode.IsLetter(r):
			return -1
		case unicode.IsLetter(r):
			return 1
		}
	}
	return 0
}

// inherited is an entry of a field or of the nearest field above it that has it.
func inherited(a object.Value, key string) object.Value {
	for range maxFieldDepth {
		if v := a.Key(key); !v.IsNull() {
			return v
		}
		if a = a.Key("Parent"); a.IsNull() {
			break
		}
	}
	return object.Value{}
}

// text is a text string of a field, counted as content: fields share strings.
func (in *interpreter) text(v object.Value) string {
	if in.full {
		return ""
	}
	in.spend(len(v.Bytes()), v.Object())
	return v.Text()
}

// chosen is what is shown of the chosen options: Opt pairs the value with it.
func (in *interpreter) chosen(v, options object.Value) string {
	shown := map[string]string{}
	for k := range min(options.Len(), maxOperands) {
		if pair := options.Index(k); pair.Len() == 2 {
			shown[in.text(pair.Index(0))] = in.text(pair.Index(1))
		}
	}
	var out []string
	for i := range max(1, min(v.Len(), maxOperands)) {
		one := v
		if v.IsArray() {
			one = v.Index(i)
		}
		text := in.text(one)
		if s, ok := shown[text]; ok {
			text = s
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// appearanceSize is the font size of a default appearance, a piece of content.
func appearanceSize(da object.Value) float64 {
	lex := object.NewLexer(nil, da.Bytes())
	last, size := 0.0, 0.0
	for range maxOperands {
		v, op, ok := lex.Next()
		if !ok {
			break
		}
		if op == "Tf" {
			size = last
		}
		last = v.Float()
	}
	return min(math.Abs(size), maxPageSide)
}
