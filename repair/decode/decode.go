package decode

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/paknevis/paknevis/repair/bidi"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// ErrBinary means that the bytes are no text in any encoding that is known here.
var ErrBinary = errors.New("not a text")

// Result is a decoded text.
type Result struct {
	Text       string // UTF-8, without a byte order mark
	Encoding   string // IANA name where there is one, lower case: utf-8, windows-1256, iran-system
	Evidence   string // why, one sentence
	Confidence float64
	Bad        []int // byte offsets that had no meaning and became U+FFFD, at most maxBad of them
	BadCount   int   // how many there were
}

const maxBad = 1000

// Warnings words what a reader of the report should know.
func (r *Result) Warnings() []page.Warning {
	var w []page.Warning
	if r.BadCount > 0 {
		w = append(w, page.Warning{Code: "bad-bytes", Text: fmt.Sprintf("%d bytes are not %s, the first at offset %d; each became U+FFFD", r.BadCount, r.Encoding, r.Bad[0])})
	}
	if r.Confidence < sure {
		w = append(w, page.Warning{Code: "encoding-guessed", Text: fmt.Sprintf("the encoding %s is a guess: %s", r.Encoding, r.Evidence)})
	}
	return w
}

// sure is the confidence, 0..1, below which the encoding is called a guess.
const sure = 0.8

func (r *Result) bad(offset int) {
	r.BadCount++
	if len(r.Bad) < maxBad {
		r.Bad = append(r.Bad, offset)
	}
}

// Bytes decodes a text. The error wraps ErrBinary and says what was found.
func Bytes(b []byte) (*Result, error) {
	switch { // UTF-32 first, for its little-endian mark begins with that of UTF-16
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		r := fromUTF8(b, 3)
		r.Evidence, r.Confidence = "byte order mark", 1
		return r, nil
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) && len(b)%4 == 0:
		return marked(wide(b, 4, 4, false), "utf-32le"), nil
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return marked(wide(b, 4, 4, true), "utf-32be"), nil
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return marked(wide(b, 2, 2, false), "utf-16le"), nil
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return marked(wide(b, 2, 2, true), "utf-16be"), nil
	}
	controls, high, inner := census(b)
	if controls > 0 {
		if r := unmarked(b); r != nil {
			return r, nil
		}
		if float64(controls) > maxControls*float64(len(b)) && !isUTF8Beside(b, controls) {
			return nil, fmt.Errorf("%w: %d of %d bytes are control codes", ErrBinary, controls, len(b))
		}
	}
	if high == 0 {
		return &Result{Text: string(b), Encoding: "us-ascii", Evidence: "no byte above 7F", Confidence: 1}, nil
	}
	r := fromUTF8(b, 0)
	good := high - inner // code points above 7F
	if r.BadCount > 0 {
		good = utf8.RuneCountInString(r.Text) - (len(b) - high) - r.BadCount
	}
	if good > nearlyUTF8*r.BadCount {
		r.Evidence, r.Confidence = "valid UTF-8 sequences", 0.99
		if r.BadCount > 0 {
			r.Evidence, r.Confidence = "nearly all bytes above 7F form UTF-8 sequences", 0.9
		}
		return r, nil
	}
	res, err := legacy(b, high)
	if err != nil && good > r.BadCount {
		r.Evidence, r.Confidence = "most bytes above 7F form UTF-8 sequences, and no other encoding makes words of them", 0.6
		return r, nil
	}
	return res, err
}

const (
	maxControls = 0.01 // share of control codes in a text; old printers' files hold a few
	nearlyUTF8  = 4    // UTF-8 sequences to each bad byte; in other encodings they come by chance
)

// census counts control codes that no text has, bytes above 7F, and those of them that go on with a
// code point in UTF-8.
func census(b []byte) (controls, high, inner int) {
	for _, c := range b {
		switch {
		case c >= 0x80:
			if high++; c < 0xC0 {
				inner++
			}
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A, c == 0x7F: // 1A ends DOS files
			controls++
		}
	}
	return controls, high, inner
}

// isUTF8Beside reports UTF-8 throughout with as many code points above ASCII as control
// codes at least, which no binary file has by chance: pdf.js writes the codes of
// glyphs without a letter.
func isUTF8Beside(b []byte, controls int) bool {
	return utf8.Valid(b) && utf8.RuneCount(b)-ascii(b) >= controls
}

// ascii counts the bytes below 80.
func ascii(b []byte) (n int) {
	for _, c := range b {
		if c < 0x80 {
			n++
		}
	}
	return n
}

func fromUTF8(b []byte, from int) *Result {
	r := &Result{Encoding: "utf-8"}
	if b = b[from:]; utf8.Valid(b) { // as nearly all are
		r.Text = string(b)
		return r
	}
	var out strings.Builder
	out.Grow(len(b))
	for i := 0; i < len(b); {
		c, n := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError && n == 1 {
			r.bad(from + i)
		}
		out.WriteRune(c)
		i += n
	}
	r.Text = out.String()
	return r
}

func marked(r *Result, name string) *Result {
	r.Encoding, r.Evidence, r.Confidence = name, "byte order mark", 1
	return r
}

// wide reads code units of 2 or 4 bytes.
func wide(b []byte, from, size int, big bool) *Result {
	r := &Result{}
	var out strings.Builder
	unit := func(i int) (rune, bool) {
		if i+size > len(b) {
			return 0, false
		}
		var v uint32
		for k := range size {
			c := b[i+size-1-k]
			if big {
				c = b[i+k]
			}
			v = v<<8 | uint32(c)
		}
		return rune(v), v <= utf8.MaxRune
	}
	for i := from; i < len(b); i += size {
		c, ok := unit(i)
		if ok && size == 2 && utf16.IsSurrogate(c) {
			low, _ := unit(i + 2)
			if c = utf16.DecodeRune(c, low); c == utf8.RuneError {
				ok = false
			} else {
				out.WriteRune(c)
				i += 2
				continue
			}
		}
		if !ok || !utf8.ValidRune(c) {
			r.bad(i)
			c = utf8.RuneError
		}
		out.WriteRune(c)
	}
	r.Text = out.String()
	return r
}

// unmarked tries the wide encodings without a mark: in the wrong one hardly a
// code point falls into the blocks of everyday text.
func unmarked(b []byte) *Result {
	for _, e := range []struct {
		name string
		size int
		big  bool
	}{{"utf-32le", 4, false}, {"utf-32be", 4, true}, {"utf-16le", 2, false}, {"utf-16be", 2, true}} {
		if len(b) < e.size || len(b)%e.size != 0 {
			continue
		}
		r := wide(b, 0, e.size, e.big)
		plain, all := 0, 0
		for _, c := range r.Text {
			all++
			if c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == '\t' || c >= 0x600 && c < 0x700 || c >= 0x2000 && c < 0x2070 {
				plain++
			}
		}
		if r.BadCount == 0 && plain*100 >= all*95 {
			r.Encoding, r.Evidence, r.Confidence = e.name, "code units of everyday text", 0.95
			return r
		}
	}
	return nil
}

// page256 is a one-byte encoding.
type page256 struct {
	name   string
	high   []rune // 0x80..0xFF
	visual bool   // stored in the order of the screen, in shapes
}

var pages = []page256{
	{"windows-1256", upper(charmap.Windows1256), false},
	{"iso-8859-6", upper(charmap.ISO8859_6), false},
	{"x-mac-farsi", macFarsi, false},
	{"isiri-3342", isiri3342, false},
	{"iran-system", iranSystem, true},
}

func upper(c *charmap.Charmap) []rune {
	high := make([]rune, 128)
	for i := range high {
		high[i] = c.DecodeByte(byte(i + 0x80))
	}
	return high
}

// legacy chooses among the one-byte encodings by the letters that come out.
func legacy(b []byte, high int) (*Result, error) {
	if western(b) {
		r := oneByte(b, page256{"windows-1252", upper(charmap.Windows1252), false})
		r.Evidence, r.Confidence = "bytes above 7F stand within ASCII words", 0.8
		return r, nil
	}
	best, second, at := -100.0, -100.0, 0
	for k, p := range pages {
		s := 0.0
		for _, c := range b {
			if c >= 0x80 {
				s += weight(p.high[c-0x80])
			}
		}
		if s /= float64(high); s > best {
			best, second, at = s, best, k
		} else {
			second = max(second, s)
		}
	}
	if best < leastWeight {
		return nil, fmt.Errorf("%w: %d bytes above 7F make words in none of the known encodings; convert it to UTF-8 first", ErrBinary, high)
	}
	r := oneByte(b, pages[at])
	r.Confidence = min(0.97, 0.5+(best-second)/2)
	r.Evidence = fmt.Sprintf("its letters are the most likely ones: %.2f bits a letter above the next encoding", best-second)
	return r, nil
}

// western reports that most bytes above 7F touch an ASCII letter, as in
// "café": Arabic words are made of nothing else.
func western(b []byte) bool {
	touch, all := 0, 0
	letter := func(i int) bool {
		return i >= 0 && i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z')
	}
	for i, c := range b {
		if c >= 0xC0 {
			all++
			if letter(i-1) || letter(i+1) {
				touch++
			}
		}
	}
	return touch*2 > all
}

func oneByte(b []byte, p page256) *Result {
	r := &Result{Encoding: p.name}
	text := make([]rune, len(b))
	for i, c := range b {
		text[i] = rune(c)
		if c >= 0x80 {
			text[i] = p.high[c-0x80]
			if text[i] == utf8.RuneError {
				r.bad(i)
			}
		}
	}
	if p.visual {
		text = fromScreen(text, reaching(p.high))
	}
	r.Text = string(text)
	return r
}

// reaching lists the letters of a page that have a shape of their own with a
// stroke towards the next letter: the others have one shape for all places.
func reaching(high []rune) map[rune]bool {
	reach := map[rune]bool{}
	for _, r := range high {
		if s, ok := script.Unshape(r); ok && s.Form.JoinsNext() {
			reach[[]rune(s.Base)[0]] = true
		}
	}
	return reach
}

// fromScreen brings lines in the order of the screen into logical order and
// turns shapes into letters. Where a letter that has a shape that reaches the next
// one stands in the other, there was a ZWNJ.
func fromScreen(text []rune, reach map[rune]bool) []rune {
	out := make([]rune, 0, len(text))
	for line := range strings.Lines(string(text)) {
		body := strings.TrimRight(line, "\r\n")
		logical, _ := bidi.LogicalText([]rune(body), bidi.Auto)
		for i, r := range logical {
			s, ok := script.Unshape(r)
			if !ok {
				out = append(out, r)
				continue
			}
			out = append(out, []rune(s.Base)...)
			if i+1 < len(logical) {
				next := logical[i+1]
				if n, ok := script.Unshape(next); ok {
					next = []rune(n.Base)[0]
				}
				if s.Parts(next) && reach[out[len(out)-1]] {
					out = append(out, script.ZWNJ)
				}
			}
		}
		out = append(out, []rune(line[len(body):])...)
	}
	return out
}
