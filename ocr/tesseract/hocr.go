package tesseract

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// layout is one answer of the recognizer, boxes in pixels from the upper left
// corner of the picture it was given.
type layout struct {
	blocks []block
	badUTF bool // there were bytes that are not UTF-8
}

// block is a paragraph.
type block struct {
	box   image.Rectangle
	lines []line
	table bool // its lines are rows of cells
}

type line struct {
	box image.Rectangle
	// slope and offset give the baseline: it passes offset pixels below the
	// lower left corner of box (negative is above) and falls by slope to the right.
	slope, offset float64
	size          float64 // height of the row in pixels
	words         []word  // in logical order
}

type word struct {
	box  image.Rectangle
	text string
	conf float64 // 0..1
	// latin says that the English model read it, sure that package digit did.
	latin, sure bool
	leader      bool // a leader stands before it
	// right and left are the signs beside a run of Latin words, at its ends, until they are
	// settled: as a line from right to left stores them.
	right, left string
}

// Limits of one answer.
const (
	maxWords    = 100_000
	maxWordSize = 1 << 10 // bytes
)

var errHOCR = errors.New("the recognizer's hOCR is damaged")

// parseHOCR reads hOCR 1.2 as Tesseract writes it, as a stream: ocr_par becomes
// a block, ocr_line and its kin a line, ocrx_word a word. Empty ones are dropped.
// Bytes that are not UTF-8 become U+FFFD.
func parseHOCR(hocr string) (*layout, error) {
	p := hocrParser{layout: &layout{badUTF: !utf8.ValidString(hocr)}}
	d := xml.NewDecoder(strings.NewReader(strings.ToValidUTF8(hocr, "\uFFFD")))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errHOCR, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			p.open(t)
		case xml.CharData:
			if p.word != nil && p.text.Len()+len(t) <= maxWordSize {
				p.text.Write(t)
			}
		case xml.EndElement:
			if err := p.shut(); err != nil {
				return nil, err
			}
		}
	}
	if p.depth != 0 {
		return nil, fmt.Errorf("%w: it ends inside of an element", errHOCR)
	}
	return p.layout, nil
}

// A hocrParser holds the elements that are open, nil for none, and the depths at which
// they were opened.
type hocrParser struct {
	layout                  *layout
	block                   *block
	line                    *line
	word                    *word
	blockAt, lineAt, wordAt int
	depth, words            int
	text                    strings.Builder // of the word
}

// open begins an element.
func (p *hocrParser) open(t xml.StartElement) {
	p.depth++
	class, title := "", ""
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "class":
			class = a.Value
		case "title":
			title = a.Value
		}
	}
	switch class {
	case "ocr_par":
		p.block, p.blockAt = &block{}, p.depth
	case "ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat":
		p.line, p.lineAt = lineOf(properties(title)), p.depth
	case "ocrx_word":
		p.word, p.wordAt = wordOf(properties(title)), p.depth
		p.text.Reset()
	}
}

// shut ends the element that was opened last, and adds what it holds to the one around it.
func (p *hocrParser) shut() error {
	switch {
	case p.word != nil && p.depth == p.wordAt:
		p.word.text = strings.TrimSpace(p.text.String())
		if p.word.text != "" && p.line != nil && !p.word.box.Empty() {
			if p.words++; p.words > maxWords {
				return fmt.Errorf("%w: more than %d words on a page", errHOCR, maxWords)
			}
			p.line.words = append(p.line.words, *p.word)
		}
		p.word = nil
	case p.line != nil && p.depth == p.lineAt:
		if len(p.line.words) > 0 && p.block != nil {
			p.block.lines = append(p.block.lines, *p.line)
			p.block.box = p.block.box.Union(p.line.box)
		}
		p.line = nil
	case p.block != nil && p.depth == p.blockAt:
		if len(p.block.lines) > 0 {
			p.layout.blocks = append(p.layout.blocks, *p.block)
		}
		p.block = nil
	}
	p.depth--
	return nil
}

func lineOf(title map[string][]float64) *line {
	ln := &line{box: boxOf(title["bbox"])}
	if v := title["baseline"]; len(v) == 2 {
		ln.slope, ln.offset = v[0], v[1]
	}
	if v := title["x_size"]; len(v) == 1 {
		ln.size = v[0]
	}
	return ln
}

func wordOf(title map[string][]float64) *word {
	w := &word{box: boxOf(title["bbox"])}
	if v := title["x_wconf"]; len(v) == 1 {
		w.conf = min(max(v[0]/100, 0), 1)
	}
	return w
}

// properties splits a hOCR title ("bbox 1 2 3 4; x_wconf 90") into numbers.
func properties(title string) map[string][]float64 {
	p := map[string][]float64{}
	for part := range strings.SplitSeq(title, ";") {
		f := strings.Fields(part)
		if len(f) < 2 {
			continue
		}
		var v []float64
		for _, s := range f[1:] {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil {
				v = nil
				break
			}
			v = append(v, n)
		}
		p[f[0]] = v
	}
	return p
}

func boxOf(v []float64) image.Rectangle {
	if len(v) != 4 {
		return image.Rectangle{}
	}
	return image.Rect(int(v[0]), int(v[1]), int(v[2]), int(v[3]))
}

// boxes are the boxes of all words.
func (l *layout) boxes() []image.Rectangle {
	var b []image.Rectangle
	for w := range l.words {
		b = append(b, w.box)
	}
	return b
}

// words yields every word.
func (l *layout) words(yield func(*word) bool) {
	for i := range l.blocks {
		for j := range l.blocks[i].lines {
			for k := range l.blocks[i].lines[j].words {
				if !yield(&l.blocks[i].lines[j].words[k]) {
					return
				}
			}
		}
	}
}

// settle drops lines and blocks without words, and fits the boxes of blocks to what they hold.
func (l *layout) settle() {
	for i := range l.blocks {
		b := &l.blocks[i]
		b.lines = slices.DeleteFunc(b.lines, func(l line) bool { return len(l.words) == 0 })
		b.box = image.Rectangle{}
		for k := range b.lines {
			b.box = b.box.Union(b.lines[k].box)
		}
	}
	l.blocks = slices.DeleteFunc(l.blocks, func(b block) bool { return len(b.lines) == 0 })
}

// fromRight puts words in the order of a line from right to left, by their middles: the
// recognizer gives some words ink of their neighbours.
func fromRight(words []word) {
	slices.SortStableFunc(words, func(a, b word) int {
		return cmp.Compare(b.box.Min.X+b.box.Max.X, a.box.Min.X+a.box.Max.X)
	})
}

// confidence is the mean over the words, weighted by their length, and their
// number.
func (l *layout) confidence() (conf float64, n int) {
	sum, weight := 0.0, 0.0
	for w := range l.words {
		c := float64(utf8.RuneCountInString(w.text))
		sum += w.conf * c
		weight += c
		n++
	}
	if weight > 0 {
		conf = sum / weight
	}
	return conf, n
}
