package align

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Geometry of the test pages, points.
const (
	advance = 6
	size    = 12
	leading = 20
	width   = 500
)

// press prints words with a font that has one code for each letter and shape, and
// notes what each code stands for.
type press struct {
	font  int32
	first uint32 // of the codes
	codes map[string]uint32
	truth map[uint32]string
}

func newPress(font int32, first uint32) *press {
	return &press{font: font, first: first, codes: map[string]uint32{}, truth: map[uint32]string{}}
}

func (p *press) code(letter string, form script.Form) uint32 {
	name := letter
	switch form {
	case script.FormInitial, script.FormMedial:
		name += "<" // joins the next: one glyph for both, as in legacy fonts
	}
	c, ok := p.codes[name]
	if !ok {
		c = p.first + uint32(len(p.codes))
		p.codes[name] = c
		p.truth[c] = letter
	}
	return c
}

// sheet sets the words of a text from right to left, line by line, in a font of
// its own codes, and reads them with the given function.
func (p *press) sheet(text string, read func(word string) (string, float32)) Sheet {
	pg := &page.Page{Number: 1, Box: page.Rect{X1: width, Y1: 800}}
	rd := &ocr.Reading{Page: page.Page{Number: 1, Box: pg.Box}}
	var line *page.Line
	x, y := 0.0, 820.0
	block := page.Block{}
	for _, w := range strings.Fields(text) {
		letters := place(w, true)
		if need := float64(len(letters)+1) * advance; line == nil || x < need {
			x, y = width, y-leading
			block.Lines = append(block.Lines, page.Line{Baseline: y, Box: page.Rect{X0: 0, X1: width, Y0: y - 3, Y1: y + 9}})
			line = &block.Lines[len(block.Lines)-1]
		}
		left := x - float64(len(letters))*advance
		for i, l := range letters {
			form := script.FormFinal
			if l.join.after {
				form = script.FormInitial
			}
			o := page.Point{X: left + float64(i)*advance, Y: y}
			pg.Glyphs = append(pg.Glyphs, page.Glyph{Origin: o, Advance: advance, Size: size, Font: p.font, Code: p.code(l.text, form),
				Box: page.Rect{X0: o.X + 0.5, X1: o.X + advance - 0.5, Y0: y - 2, Y1: y + 8}})
		}
		if seen, conf := read(w); seen != "" {
			id := int32(len(rd.Page.Glyphs))
			rd.Page.Glyphs = append(rd.Page.Glyphs, page.Glyph{Text: seen, Conf: conf, Font: -1, Box: page.Rect{X0: left, X1: x, Y0: y - 2, Y1: y + 8}})
			for _, r := range seen {
				line.Text = append(line.Text, page.Char{R: r, From: id})
			}
			line.Text = append(line.Text, page.Char{R: ' ', From: page.Inferred})
		}
		x = left - advance
	}
	rd.Page.Blocks = []page.Block{block}
	return Sheet{Page: pg, Reading: rd}
}

// careless reads as a recognizer does: it loses letters, words and ZWNJs, and
// takes one letter for another.
func careless(rng *rand.Rand, share float64) func(string) (string, float32) {
	return func(w string) (string, float32) {
		if rng.Float64() < share/2 {
			return "", 0
		}
		var out []rune
		for _, r := range w {
			switch x := rng.Float64(); {
			case x < share/3:
			case x < share/2:
				out = append(out, r, r)
			case x < share:
				out = append(out, []rune("ابتنسمرد")[rng.IntN(8)])
			default:
				out = append(out, r)
			}
		}
		return string(out), 0.9
	}
}

func perfect(w string) (string, float32) { return w, 0.95 }

func prose(t *testing.T, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, n := range names {
		s, err := fixtures.Gold(n)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(s)
	}
	return b.String()
}

func all(*page.Glyph) bool { return true }

// counts is how many codes were learned right and wrong.
func (p *press) counts(k *Key) (right, wrong int) {
	for code, text := range k.Text {
		if text == p.truth[code] {
			right++
		} else {
			wrong++
		}
	}
	return right, wrong
}

func TestLearn(t *testing.T) {
	text := prose(t, "prose", "law", "columns")
	for name, c := range map[string]struct {
		share float64 // of letters misread
		least float64 // of codes learned
	}{
		"a perfect reading": {0, 0.97},
		"a good one":        {0.03, 0.93},
		"a poor one":        {0.15, 0.55},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPress(3, 128)
			s := p.sheet(text, careless(rand.New(rand.NewPCG(1, 2)), c.share))
			k := Learn([]Sheet{s}, all, lang.Default()).Keys[3]
			if k == nil {
				t.Fatal("nothing was learned")
			}
			right, wrong := p.counts(k)
			if n := len(p.truth); float64(right) < c.least*float64(n) || wrong > 1 {
				for code, text := range k.Text {
					if text != p.truth[code] {
						t.Logf("%+q is taken for %+q", p.truth[code], text)
					}
				}
				t.Errorf("%d of %d codes right, %d wrong", right, n, wrong)
			}
			for letter, code := range p.codes {
				joins := strings.HasSuffix(letter, "<")
				if f, ok := k.Form[code]; ok && f.JoinsNext() != joins {
					t.Errorf("%+q: form %v", letter, f)
				}
			}
		})
	}
}

// Two fonts of one encoding help each other; a third one with other codes is
// not drawn in.
func TestLearnPools(t *testing.T) {
	big, small, other := newPress(1, 10), newPress(2, 10), newPress(3, 11)
	sheets := []Sheet{big.sheet(prose(t, "prose", "law"), perfect)}
	small.codes, small.truth = big.codes, big.truth
	heading := "گزارش سالانهٔ شهرداری دربارهٔ پل چوبی"
	sheets = append(sheets, small.sheet(heading, func(w string) (string, float32) { return w, 0.5 }))
	sheets = append(sheets, other.sheet(heading, perfect))
	keys := Learn(sheets, all, lang.Default()).Keys
	if _, wrong := small.counts(keys[2]); wrong > 0 || keys[2].Share < 1 {
		t.Errorf("the small font: %d codes wrong, %.2f of its glyphs named", wrong, keys[2].Share)
	}
	if _, wrong := other.counts(keys[3]); wrong > 0 {
		t.Errorf("the font with codes of its own: %d wrong", wrong)
	}
}

// What is known beforehand is no question, and what does not fit is no answer.
func TestLearnNothing(t *testing.T) {
	text := prose(t, "prose")
	p := newPress(0, 1)
	s := p.sheet(text, perfect)
	for i := range s.Page.Glyphs {
		s.Page.Glyphs[i].Text = p.truth[s.Page.Glyphs[i].Code]
	}
	m := lang.Default()
	if r := Learn([]Sheet{s}, func(*page.Glyph) bool { return false }, m); len(r.Keys) > 0 {
		t.Errorf("a healthy font was taught: %v", r.Keys)
	}
	words := strings.Fields(prose(t, "columns"))
	n := 0
	foreign := p.sheet(text, func(string) (string, float32) { n++; return words[n%len(words)], 0.9 })
	if r := Learn([]Sheet{foreign}, all, m); len(r.Keys) > 0 {
		t.Errorf("learned from the reading of another text, agreement %.2f", r.Agreement)
	}
	if r := Learn([]Sheet{{}, {Page: s.Page}, {Reading: s.Reading}}, all, m); len(r.Keys) > 0 {
		t.Errorf("learned from half a sheet: %v", r.Keys)
	}
}

// A code that the recognizer cannot print is settled by the words it makes.
func TestLearnRespells(t *testing.T) {
	text := prose(t, "prose", "law", "columns") + strings.Repeat(" مؤسسه سؤال مؤلف رؤیا مؤثر مسئول رئیس", 3)
	p := newPress(0, 1)
	plain := strings.NewReplacer("ؤ", "و", "ئ", "ی")
	s := p.sheet(text, func(w string) (string, float32) { return plain.Replace(w), 0.9 })
	k := Learn([]Sheet{s}, all, lang.Default()).Keys[0]
	for _, l := range []string{"ؤ", "و"} {
		if code := p.codes[l]; k.Text[code] != l {
			t.Errorf("%+q is taken for %+q", l, k.Text[code])
		}
	}
}

// The same sheets give the same keys: maps are walked in random order.
func TestLearnIsDeterministic(t *testing.T) {
	text := prose(t, "prose", "law")
	var first Result
	for i := range 5 {
		p := newPress(0, 1)
		r := Learn([]Sheet{p.sheet(text, careless(rand.New(rand.NewPCG(3, 4)), 0.2))}, all, lang.Default())
		if i == 0 {
			first = r
		} else if !reflect.DeepEqual(r, first) {
			t.Fatal("another result")
		}
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"سلام", "م ا ل س"},
		{"می‌شود", "د و ش ی م"},
		{"۱۳۷۶", "۱ ۳ ۷ ۶"},
		{"(۴", "۴ ("},
		{"۱۴۰۴/۰۷/۲۱", "۱ ۴ ۰ ۴ / ۰ ۷ / ۲ ۱"},
		{"سال۹۹", "۹ ۹ ل ا س"},
		{"List", "L i s t"},
		{"دقیقاً", "اً ق ی ق د"},
	} {
		if got := strings.Join(visual(c.text, true), " "); got != c.want {
			t.Errorf("%+q: got %+q want %+q", c.text, got, c.want)
		}
	}
}

// Hostile pages end: words without end, boxes of no size, fonts without number.
func FuzzLearn(f *testing.F) {
	f.Add([]byte("سلام بر همه"), uint8(3), 10.0)
	f.Add([]byte{0xff, 0xfe}, uint8(0), 0.0)
	m := lang.Default()
	f.Fuzz(func(t *testing.T, text []byte, codes uint8, h float64) {
		s := Sheet{Page: &page.Page{}, Reading: &ocr.Reading{}}
		l := page.Line{Box: page.Rect{X1: 100, Y1: h}, Baseline: h / 4}
		for i, r := range string(text) {
			x := float64(i)
			s.Page.Glyphs = append(s.Page.Glyphs, page.Glyph{Code: uint32(r) % (uint32(codes) + 1), Font: int32(i % 3), Advance: 1, Size: h,
				Origin: page.Point{X: x}, Box: page.Rect{X0: x, X1: x + 1, Y1: h}})
			l.Text = append(l.Text, page.Char{R: r, From: 0})
		}
		s.Reading.Page.Glyphs = []page.Glyph{{Text: string(text), Conf: 0.9, Box: l.Box}}
		s.Reading.Page.Blocks = []page.Block{{Lines: []page.Line{l}}}
		for _, k := range Learn([]Sheet{s}, all, m).Keys {
			if len(k.Text) > k.Seen || k.Share < 0 || k.Share > 1 {
				t.Errorf("%+v", k)
			}
		}
	})
}
