package page

import "github.com/paknevis/paknevis/repair/script"

// Evidence tells where the code points of a glyph were learned.
type Evidence uint8

const (
	EvidenceNone       Evidence = iota // no code point is known
	EvidenceToUnicode                  // the font's ToUnicode CMap, ISO 32000-1 §9.10.3
	EvidenceEncoding                   // a simple font's named encoding or Differences
	EvidenceCMap                       // a predefined CMap, ISO 32000-1 §9.7.5.2
	EvidenceProgram                    // the embedded program's own character map, inverted
	EvidenceGlyphName                  // a glyph name in the program or in Differences
	EvidenceActualText                 // ISO 32000-1 §14.9.4
	EvidenceOCR                        // read from pixels
	EvidenceGuess                      // inferred from context, e.g. an unmapped tatweel
)

var evidenceNames = [...]string{"none", "tounicode", "encoding", "cmap", "program", "glyph-name", "actual-text", "ocr", "guess"}

func (e Evidence) String() string {
	if int(e) < len(evidenceNames) {
		return evidenceNames[e]
	}
	return "none"
}

// GlyphFlags are the facts about how a glyph was painted.
type GlyphFlags uint8

const (
	Hidden   GlyphFlags = 1 << iota // text render mode 3 or 7, or clipped away: nothing is seen
	Mirrored                        // the text matrix mirrors (determinant < 0): a logical-order OCR layer
	Reversed                        // inside /ReversedChars marked content: the stream is in visual order
	Filler                          // white space or a control glyph by its own map, whatever ActualText says; or without a map and without ink
	Clipped                         // Hidden because the clipping path lets nothing of it through
	Joined                          // a word, all letters of which that can join the next one are drawn joined to it
)

// Glyph is one shape that a page paints.
type Glyph struct {
	Text     string  // code points in the font's own order, a ligature has several, an unknown glyph none
	Box      Rect    // ink or em box in points, page space after /Rotate, y up
	Origin   Point   // pen position before the glyph, points
	Advance  float64 // distance the pen moved by the glyph's own width, points
	Angle    float64 // direction of the baseline, degrees counter-clockwise, 0 for upright text
	Size     float64 // font size as painted, points
	Font     int32   // index into the fonts of the document, -1 if unknown
	Code     uint32  // character code in the font
	GID      uint32  // glyph index in the font program, 0 if unknown
	Span     int32   // index into Page.Spans plus 1; 0 outside of any ActualText
	Form     script.Form
	Evidence Evidence
	Flags    GlyphFlags
	Conf     float32 // confidence in Text, 0..1
}

// Has reports whether all the given flags are set.
func (g *Glyph) Has(f GlyphFlags) bool { return g.Flags&f == f }

// Ink that starts below pieceFoot over the line and ends above pieceHead, in font sizes,
// stands as a letter does; marks lie above or below.
const (
	pieceFoot = 0.2
	pieceHead = 0.35
)

// StandsUp reports whether the ink of an upright glyph stands on the line as that of a
// letter does. Fonts that draw a lam-alef in two pieces have one without advance that does.
func (g *Glyph) StandsUp() bool {
	return g.Box.Y0 < g.Origin.Y+pieceFoot*g.Size && g.Box.Y1 > g.Origin.Y+pieceHead*g.Size
}

// Contour is one closed curve of a glyph's outline.
type Contour struct {
	Box  Rect    // of its points and control points, 1/1000 em, the pen at the origin
	Area float64 // by the polygon of these, (1/1000 em)²; its sign is the direction
	Path []Point // the polygon, 1/1000 em
}

// Naming is what a glyph was found to stand for against or beyond the word of its
// file: by the company it keeps or by its pixels.
type Naming struct {
	Text     string // base letters in logical order, or presentation forms; empty for a glyph that stands for nothing
	Form     script.Form
	Evidence Evidence
	Conf     float32 // 0..1
}

// Span is a run of glyphs whose text the file itself states (ActualText).
// An empty Text says that the glyphs stand for nothing.
type Span struct {
	Text  string // logical order, without a byte order mark
	First int32  // index into Page.Glyphs
	Last  int32  // one past the last glyph; equal to First for a span without glyphs
}

// Font is what is known of a font of the document.
type Font struct {
	Name      string   // PostScript name without the subset prefix
	Type      string   // Type0, TrueType, Type1, Type3, ...
	Embedded  bool     // a font program is in the file
	ToUnicode bool     // a ToUnicode CMap is in the file
	Vertical  bool     // writing mode 1
	Verdict   Verdict  // whether its codes can be turned into text
	Evidence  []string // what the verdict rests on, one short sentence each
}

// Verdict is the health of a text layer, of a font or of a line.
type Verdict uint8

const (
	VerdictUnknown    Verdict = iota
	VerdictHealthy            // to be taken as it is
	VerdictRepairable         // wrong in a way we put right
	VerdictSick               // not to be trusted; pixels know better
	VerdictAbsent             // there is no text
)

var verdictNames = [...]string{"unknown", "healthy", "repairable", "sick", "absent"}

func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return "unknown"
}
