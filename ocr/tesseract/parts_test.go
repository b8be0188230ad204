package tesseract

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/lang"
)

const sampleHOCR = `<div class='ocr_page' title='image "unknown"; bbox 0 0 300 200'>
<div class='ocr_carea' title="bbox 10 10 290 60"><p class='ocr_par' dir='rtl' title="bbox 10 10 290 60">
<span class='ocr_line' title="bbox 10 10 290 40; baseline 0.01 -5; x_size 33.5">
<span class='ocrx_word' title='bbox 200 10 290 40; x_wconf 91'><strong>سلام</strong></span>
<span class='ocrx_word' title='bbox 100 10 190 40; x_wconf 40'>a&amp;b</span>
<span class='ocrx_word' title='bbox 90 10 95 40; x_wconf 95'> </span></span>
<span class='ocr_header' title="bbox 10 42 290 60; textangle 180"><span class='ocrx_word' title='bbox 20 42 60 60; x_wconf 300'>ب</span></span>
</p></div>
<div class='ocr_photo' title="bbox 0 0 5 5"></div></div>`

func TestParseHOCR(t *testing.T) {
	l, err := parseHOCR(sampleHOCR)
	if err != nil || len(l.blocks) != 1 || len(l.blocks[0].lines) != 2 || l.badUTF {
		t.Fatalf("%+v, %v", l, err)
	}
	first := l.blocks[0].lines[0]
	if len(first.words) != 2 || first.words[1].text != "a&b" || first.words[0].conf != 0.91 ||
		first.words[0].box != image.Rect(200, 10, 290, 40) || first.offset != -5 || first.slope != 0.01 || first.size != 33.5 {
		t.Errorf("%+v", first)
	}
	if w := l.blocks[0].lines[1].words[0]; w.conf != 1 {
		t.Errorf("confidence %v is not held to 1", w.conf)
	}
	if l, err = parseHOCR("<p class='ocr_par'><span class='ocr_line'><span class='ocrx_word' title='bbox 0 0 9 9'>\xff</span></span></p>"); err != nil || !l.badUTF {
		t.Errorf("bytes that are not UTF-8: %+v, %v", l, err)
	}
	for _, bad := range []string{"<p class='ocr_par'>", "<p></q>", "<span class='ocrx_word'>\x00</span>"} {
		if _, err := parseHOCR(bad); !errors.Is(err, errHOCR) {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func FuzzParseHOCR(f *testing.F) {
	f.Add(sampleHOCR)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := parseHOCR(s)
		if err != nil {
			return
		}
		for w := range l.words {
			if w.text == "" || w.conf < 0 || w.conf > 1 || w.box.Empty() {
				t.Fatalf("%+v", w)
			}
		}
	})
}

func TestArabicPunctuation(t *testing.T) {
	for in, want := range map[string]string{
		"کتاب,": "کتاب،", "چرا?": "چرا؟", "رفت;": "رفت؛",
		"2018,": "2018,", "a,b": "a,b", "۳,۵": "۳,۵", ",": ",", "http://a?b": "http://a?b",
	} {
		if got := arabicPunctuation(in); got != want || arabicPunctuation(got) != got {
			t.Errorf("%+q gave %+q, want %+q", in, got, want)
		}
	}
	if got := stripControls("\u200f12\u200e\u2067ab\u2069می\u200cروم"); got != "12abمی\u200cروم" {
		t.Errorf("%+q", got)
	}
}

func TestRepairHeh(t *testing.T) {
	none := local{letter: 20, baseline: 100}
	above := none
	above.hamza = true
	for _, c := range []struct{ in, above, none string }{
		{"نتیجهٌ", "نتیجهٔ", "نتیجهٌ"},
		{"خانه", "خانهٔ", "خانه"},
		{"خان", "خان", "خان"},
		{"هزینة", "هزینهٔ", "هزینهٔ"}, // a word of Persian; no Persian word has the teh marbuta
		{"الحیاة", "الحیاهٔ", "الحیاة"},
		{"حیاة", "حیاهٔ", "حیاة"},
		{"هفتهة", "هفتهٔ", "هفتهة"}, // the mark read as a second heh
		{"هزینه\u200cة", "هزینهٔ", "هزینهٔ"},
	} {
		if got := repairHeh(c.in, above); got != c.above {
			t.Errorf("%+q with a mark above gave %+q, want %+q", c.in, got, c.above)
		}
		if got := repairHeh(c.in, none); got != c.none {
			t.Errorf("%+q without a mark above gave %+q, want %+q", c.in, got, c.none)
		}
	}
}

func TestHamzaAt(t *testing.T) {
	loc := local{letter: 100, baseline: 200}
	for _, c := range []struct {
		what string
		box  image.Rectangle
		want bool
	}{
		{"hamza", image.Rect(0, 80, 28, 115), true},
		{"a thin one", image.Rect(0, 80, 16, 110), true},
		{"a dot", image.Rect(0, 80, 18, 100), false},
		{"two dots", image.Rect(0, 80, 40, 100), false},
		{"a speck", image.Rect(0, 80, 8, 110), false},
		{"on the line", image.Rect(0, 170, 28, 200), false},
		{"a dot of the line above", image.Rect(0, -100, 28, -70), false},
	} {
		if got := loc.hamzaAt(c.box); got != c.want {
			t.Errorf("%s: got %v", c.what, got)
		}
	}
}

func TestOrderLatin(t *testing.T) {
	line := func(s string) (words []word) { // as a Persian reader orders them: from the right
		x := 1000
		for _, f := range strings.Fields(s) {
			words = append(words, word{text: f, box: image.Rect(x-40, 0, x, 20)})
			x -= 50
		}
		return words
	}
	text := func(words []word) string {
		var s []string
		for _, w := range words {
			s = append(s, w.text)
		}
		return strings.Join(s, " ")
	}
	for in, want := range map[string]string{
		"برنامهٔ 2.0 Reader PDF را": "برنامهٔ PDF Reader 2.0 را",
		"سال ۱۳۹۰ و ۱۳۹۵":           "سال ۱۳۹۰ و ۱۳۹۵",
		"شمارهٔ 12 34 است":          "شمارهٔ 12 34 است",
	} {
		w := line(in)
		orderLatin(w, 100)
		if got := text(w); got != want {
			t.Errorf("%+q gave %+q", in, got)
		}
		orderLatin(w, 100)
		if got := text(w); got != want {
			t.Errorf("%+q changed again: %+q", want, got)
		}
	}
}

// stub answers from a function and keeps what it was asked.
type stub struct {
	answer func(g *image.Gray, s settings) *layout
	asked  []settings
}

func (s *stub) read(g *image.Gray, set settings) (*layout, error) {
	s.asked = append(s.asked, set)
	return s.answer(g, set), nil
}

// bars is a page with rows of strokes; the boxes of the rows come with it.
func bars(rows int) (*ocr.Image, []image.Rectangle) {
	g := image.NewGray(image.Rect(0, 0, 600, 100+rows*60))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	var boxes []image.Rectangle
	rnd := rand.New(rand.NewPCG(1, 2))
	for r := range rows {
		box := image.Rect(50, 50+r*60, 550, 70+r*60)
		boxes = append(boxes, box)
		for x := box.Min.X; x < box.Max.X-30; {
			n := 16 + rnd.IntN(12) // a word: a tall stroke and a foot
			for y := box.Min.Y; y < box.Max.Y; y++ {
				for d := range n {
					if d < 4 || y >= box.Max.Y-4 {
						g.SetGray(x+d, y, color.Gray{})
					}
				}
			}
			x += n + 5
		}
	}
	return &ocr.Image{Gray: g, DPI: 200}, boxes
}

func answerOf(boxes []image.Rectangle, conf float64, text string) *layout {
	l := &layout{}
	for _, b := range boxes {
		l.blocks = append(l.blocks, block{box: b, lines: []line{{box: b, words: []word{{box: b, text: text, conf: conf}}}}})
	}
	return l
}

func codes(r *ocr.Reading) string {
	var s []string
	for _, w := range r.Page.Warnings {
		s = append(s, w.Code)
	}
	return strings.Join(s, " ")
}

func TestRescueOfLostLine(t *testing.T) {
	img, boxes := bars(10)
	rec := &stub{}
	rec.answer = func(g *image.Gray, s settings) *layout {
		if g.Rect.Dy() == img.Height() {
			return answerOf(append(boxes[:4:4], boxes[5:]...), 0.9, "سطر") // the fifth is lost
		}
		return answerOf([]image.Rectangle{g.Rect}, 0.9, "گمشده")
	}
	r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}})
	if err != nil {
		t.Fatal(err)
	}
	flow := r.Page.Flow().String()
	if got := strings.Fields(flow); len(got) != 10 || got[4] != "گمشده" || r.Unread > ocr.MaxUnread || codes(r) != ocr.WarnRescued {
		t.Errorf("lines %q, unread %.3f, warnings %s", got, r.Unread, codes(r))
	}
}

func TestFastReadsASmallerPictureOnce(t *testing.T) {
	img, boxes := bars(10)
	for _, tt := range []struct {
		conf    float64
		turned  bool // a reading that is no text is the sign of a page upside down
		profile ocr.Profile
	}{{0.5, false, ocr.Fast}, {0.2, true, ocr.Fast}, {0.5, true, ocr.Standard}} {
		heights := map[int]int{}
		rec := &stub{}
		rec.answer = func(g *image.Gray, s settings) *layout {
			heights[g.Rect.Dy()]++
			scale := float64(g.Rect.Dy()) / float64(img.Height())
			var scaled []image.Rectangle
			for _, b := range boxes {
				scaled = append(scaled, image.Rect(int(float64(b.Min.X)*scale), int(float64(b.Min.Y)*scale), int(float64(b.Max.X)*scale)+1, int(float64(b.Max.Y)*scale)+1))
			}
			return answerOf(scaled, tt.conf, "سطر")
		}
		if _, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}, Profile: tt.profile}); err != nil {
			t.Fatal(err)
		}
		if whole := heights[img.Height()] > 0; whole != (tt.profile != ocr.Fast) {
			t.Errorf("%+v: heights of the pictures read: %v, of the page %d", tt, heights, img.Height())
		}
		if turned := len(rec.asked) > 1; turned != tt.turned {
			t.Errorf("%+v: read %d times", tt, len(rec.asked))
		}
	}
}

func TestLadder(t *testing.T) {
	img, boxes := bars(10)
	upright := func(g *image.Gray) bool {
		return g.GrayAt(552-600+600-1, 0).Y == 255 && g.GrayAt(50, 68).Y == 0 && g.GrayAt(60, 52).Y == 255
	}
	rec := &stub{}
	rec.answer = func(g *image.Gray, s settings) *layout {
		if g.Rect.Dy() != img.Height() || upright(g) {
			return answerOf(boxes, 0.3, "؟؟")
		}
		var turned []image.Rectangle
		for _, b := range boxes {
			turned = append(turned, image.Rectangle{Min: g.Rect.Max.Sub(b.Max), Max: g.Rect.Max.Sub(b.Min)})
		}
		return answerOf(turned, 0.9, "درست") // it reads only the page that was turned
	}
	r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}})
	if err != nil || !strings.Contains(r.Page.Flow().String(), "درست") || !strings.Contains(codes(r), ocr.WarnRotated) {
		t.Errorf("warnings %s, attempts %+v, %v", codes(r), r.Attempts, err)
	}
	rec = &stub{answer: func(*image.Gray, settings) *layout { return &layout{} }}
	if r, err = recognize(context.Background(), rec, nil, img, ocr.Options{}); err != nil || !strings.Contains(codes(r), ocr.WarnNothing) || r.Unread != 1 || len(r.Attempts) < 3 {
		t.Errorf("nothing read: warnings %s, attempts %d, %v", codes(r), len(r.Attempts), err)
	}
	blank, _ := bars(0)
	rec.asked = nil
	if r, err = recognize(context.Background(), rec, nil, blank, ocr.Options{}); err != nil || codes(r) != ocr.WarnBlank || len(rec.asked) != 0 {
		t.Errorf("blank page: warnings %s, asked %d times, %v", codes(r), len(rec.asked), err)
	}
}

func TestRows(t *testing.T) {
	cell := func(text string, x, y int) word {
		return word{text: text, conf: 0.9, box: image.Rect(x, y, x+40, y+20)}
	}
	column := func(x int, texts ...string) block {
		var b block
		for i, s := range texts {
			w := cell(s, x, 100+40*i)
			b.lines = append(b.lines, line{box: w.box, words: []word{w}})
			b.box = b.box.Union(w.box)
		}
		return b
	}
	prose := column(500, "متن")
	prose.lines[0].box = image.Rect(500, 400, 540, 420)
	prose.lines[0].words[0].box = prose.lines[0].box
	prose.box = prose.lines[0].box
	l := &layout{blocks: []block{column(500, "الف", "ت", "ح"), column(300, "ب", "ث", "خ"), column(100, "پ", "ج", "د"), prose}}
	boxes := l.unruled(20)
	if len(boxes) != 1 || boxes[0] != image.Rect(100, 100, 540, 200) {
		t.Fatalf("tables %v", boxes)
	}
	l.tabulate(boxes[0])
	if got, want := l.text(), "الف ب پ \nت ث ج \nح خ د \nمتن \n"; got != want {
		t.Errorf("rows %+q, want %+q", got, want)
	}
	// Two columns of prose are none.
	l = &layout{blocks: []block{column(500, "الف", "ت", "ح"), column(300, "ب", "ث", "خ")}}
	if boxes := l.unruled(20); len(boxes) > 0 {
		t.Errorf("two columns taken for tables %v", boxes)
	}
}

// White parts no cells where rules do: a part of a table with rules is no other table.
func TestRulesTellBeforeWhite(t *testing.T) {
	img, boxes := bars(12)
	for _, x := range []int{40, 220, 400, 560} {
		for y := 40; y < 790; y++ {
			img.Gray.SetGray(x, y, color.Gray{})
			img.Gray.SetGray(x+1, y, color.Gray{})
		}
	}
	rec := &stub{answer: func(g *image.Gray, s settings) *layout {
		l := &layout{}
		for _, b := range boxes { // cells in blocks of their own
			for _, x := range []int{480, 300, 60} {
				c := image.Rect(x, b.Min.Y, x+60, b.Max.Y)
				l.blocks = append(l.blocks, answerOf([]image.Rectangle{c}, 0.9, "خانه").blocks...)
			}
		}
		return l
	}}
	j := &job{rec: rec, img: img, language: "fas"}
	s, err := j.try(step{mode: modeAuto}, prep.Measure(img.Gray))
	if err != nil || len(s.ruling.Tables) != 1 || len(s.tables) != 1 {
		t.Fatalf("tables %v, with rules %v, %v", s.tables, s.ruling, err)
	}
	if n := len(s.layout.blocks); n != 1 || len(s.layout.blocks[0].lines) != 12 {
		t.Errorf("%d blocks: %+q", n, s.layout.text())
	}
}

// A line that a table takes words from is as wide as those that are left: Latin words of the
// table would be read for it once more.
func TestTabulateNarrowsLines(t *testing.T) {
	cell := func(x int, text string) word { return word{text: text, box: image.Rect(x, 100, x+60, 130), conf: 0.9} }
	l := &layout{blocks: []block{{lines: []line{{
		box: image.Rect(100, 100, 460, 130), slope: 0.1, offset: -6,
		words: []word{cell(400, "a"), cell(250, "b"), cell(100, "c")},
	}}}}}
	l.tabulate(image.Rect(80, 80, 320, 200))
	left := l.blocks[0].lines[0]
	if len(left.words) != 1 || left.box != image.Rect(400, 100, 460, 130) || left.offset != 24 {
		t.Errorf("left %d words in %v, offset %v", len(left.words), left.box, left.offset)
	}
	if n := len(l.blocks); n != 2 || len(l.blocks[1].lines[0].words) != 2 {
		t.Errorf("%d blocks", n)
	}
}

func TestPageModel(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"", ""}, {"fas", "fas"}, {"fas eng", "fas"}, {"eng", "eng"}, {"eng fas", "eng+fas"}, {"fas ara eng", "fas+ara"}} {
		if got := pageModel(strings.Fields(c.in)); got != c.want {
			t.Errorf("languages %q are read with %q, want %q", c.in, got, c.want)
		}
	}
}

// sheetOf is a sheet with pieces of ink.
func sheetOf(boxes ...image.Rectangle) *sheet {
	s := &sheet{survey: &prep.Survey{Letter: 20}}
	for _, b := range boxes {
		s.survey.Components = append(s.survey.Components, prep.Component{Box: b, Area: b.Dx() * b.Dy()})
		s.survey.Text = append(s.survey.Text, true)
	}
	return s
}

func TestSplit(t *testing.T) {
	// Three groups of ink, the gap behind the first letter of the text the
	// narrow one: the text is read from right to left.
	const from, noun = "قرار", "پیشنهاد" // joined: no word
	w := word{text: from + noun, conf: 0.8, box: image.Rect(0, 0, 200, 30)}
	// Groups of the text: قر | ا | ر | پیشنها | د
	wide := sheetOf(image.Rect(170, 5, 200, 30), image.Rect(162, 5, 167, 30), image.Rect(140, 5, 158, 30), image.Rect(40, 5, 128, 30), image.Rect(10, 5, 36, 30))
	a, b, ok := wide.parts(lang.Default(), w, math.Inf(1))
	if !ok || a.text != from || b.text != noun || a.box.Min.X != 140 || b.box.Max.X != 128 {
		t.Errorf("parted %v: %q in %v and %q in %v", ok, a.text, a.box, b.text, b.box)
	}
	even := sheetOf(image.Rect(170, 5, 200, 30), image.Rect(162, 5, 167, 30), image.Rect(140, 5, 158, 30), image.Rect(40, 5, 136, 30), image.Rect(10, 5, 36, 30))
	if _, _, ok := even.parts(lang.Default(), w, math.Inf(1)); ok {
		t.Error("parted without a gap in the pixels")
	}
	if _, _, ok := wide.parts(lang.Default(), word{text: "برادرانه", box: w.box}, math.Inf(1)); ok {
		t.Error("parted a word of the vocabulary")
	}
}

// Two words that texts run together as often as not are parted by a gap that is wider than
// those inside of the words of the page, and by no other.
func TestSplitByTheGapsOfThePage(t *testing.T) {
	const both = "هریک" // two letters and two: har, yek
	for name, c := range map[string]struct {
		gap, words int // between the two; other words on the page
		want       string
	}{
		"wide":            {7, 60, "هر یک"},
		"as in words":     {4, 60, both},
		"too few to tell": {7, 10, both},
	} {
		s := sheetOf(image.Rect(180, 10, 200, 30), image.Rect(150, 10, 180-c.gap, 30))
		l := line{words: []word{{text: both, box: image.Rect(150, 0, 200, 40), conf: 0.9}}}
		for i := range c.words { // of two groups, as in dar
			x := 300 + 60*i
			for _, b := range []image.Rectangle{image.Rect(x+24, 10, x+40, 30), image.Rect(x, 10, x+20, 30)} {
				s.survey.Components = append(s.survey.Components, prep.Component{Box: b, Area: 100})
				s.survey.Text = append(s.survey.Text, true)
			}
			l.words = append(l.words, word{text: "در", box: image.Rect(x, 0, x+40, 40), conf: 0.9})
		}
		s.layout = &layout{blocks: []block{{lines: []line{l}}}}
		s.split()
		var got []string
		for _, w := range s.layout.blocks[0].lines[0].words[:len(s.layout.blocks[0].lines[0].words)-c.words] {
			got = append(got, w.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A ZWNJ parts the ink of a word too, a reh may reach under the letter after it, and the
// word of one letter is a word.
func TestSplitOfOtherWords(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		boxes []image.Rectangle
		want  string
	}{
		"a ZWNJ in the second word": { // ا | ز | لیست | ها
			"ازلیست\u200Cها", []image.Rectangle{image.Rect(195, 5, 200, 30), image.Rect(180, 12, 194, 36), image.Rect(100, 5, 172, 30), image.Rect(70, 5, 98, 30)}, "از لیست\u200Cها",
		},
		"a preposition set close": { // ا | ز | لیست | ها
			"ازلیست\u200Cها", []image.Rectangle{image.Rect(195, 5, 200, 30), image.Rect(180, 12, 192, 36), image.Rect(100, 5, 177, 30), image.Rect(70, 5, 97, 30)}, "از لیست\u200Cها",
		},
		"ink that joins there": {
			"ازلیست\u200Cها", []image.Rectangle{image.Rect(195, 5, 200, 30), image.Rect(180, 12, 190, 36), image.Rect(100, 5, 179, 30), image.Rect(70, 5, 90, 30)}, "ازلیست\u200Cها",
		},
		"a word that begins like one": { // با | ر | ا | ن | زا
			"باران\u200Cزا", []image.Rectangle{image.Rect(180, 5, 200, 30), image.Rect(165, 12, 177, 36), image.Rect(158, 5, 162, 30), image.Rect(135, 5, 155, 30), image.Rect(120, 5, 132, 30), image.Rect(112, 5, 117, 30)}, "باران\u200Cزا",
		},
		"a ZWNJ is no place to part a word": { // کتا | ب | ها
			"کتاب\u200Cها", []image.Rectangle{image.Rect(170, 5, 200, 30), image.Rect(140, 12, 168, 30), image.Rect(100, 5, 130, 30)}, "کتاب\u200Cها",
		},
		"reh under the next letter": { // قر | ا | ر | د | ا | ر | د
			"قراردارد", []image.Rectangle{
				image.Rect(180, 10, 200, 38), image.Rect(176, 5, 179, 30), image.Rect(164, 12, 176, 38), image.Rect(142, 10, 158, 30),
				image.Rect(138, 5, 141, 30), image.Rect(124, 12, 137, 38), image.Rect(112, 10, 126, 30),
				image.Rect(188, 2, 192, 5), image.Rect(184, 2, 187, 5), // the dots of the first letter
			}, "قرار دارد",
		},
		"and": { // و | بر | ا | ی
			"وبرای", []image.Rectangle{image.Rect(190, 12, 200, 36), image.Rect(160, 10, 182, 38), image.Rect(155, 5, 158, 30), image.Rect(130, 12, 153, 38)}, "و برای",
		},
		"no gap behind and": {
			"وبرای", []image.Rectangle{image.Rect(190, 12, 200, 36), image.Rect(166, 10, 188, 38), image.Rect(161, 5, 164, 30), image.Rect(130, 12, 159, 38)}, "وبرای",
		},
		"a known word that begins like that": {
			"وزیر", []image.Rectangle{image.Rect(190, 12, 200, 36), image.Rect(172, 12, 182, 38), image.Rect(140, 10, 170, 38)}, "وزیر",
		},
	} {
		s := sheetOf(c.boxes...)
		w := word{text: c.text, box: image.Rect(60, 0, 210, 40), conf: 0.8}
		got := c.text
		if a, b, ok := s.parts(lang.Default(), w, math.Inf(1)); ok {
			got = a.text + " " + b.text
		}
		if got != c.want {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

func TestSettleArabic(t *testing.T) {
	for _, c := range []struct {
		text string
		sign rune
		conf float64
		want string
	}{
		{"قالء", mark.Comma, 0.99, "قال،"},     // a comma for a hamza
		{"قالء", mark.Semicolon, 0.95, "قال؛"}, // a semicolon
		{"ماء", 0, 0.99, "ماء"},                // maa, water: a letter
		{"ماء", mark.Comma, 0.7, "ماء"},        // hardly a comma
		{"ماء", '.', 0.99, "ماء"},              // no stop is read as a letter
		{"منه", mark.Comma, 0.99, "منه"},       // minhu, of him: ends in heh
		{"قال»", mark.Comma, 0.99, "قال،"},     // a comma for a guillemet
		{"قال.", mark.Comma, 0.7, "قال."},
		{"قال.", mark.Comma, 0.95, "قال،"},
	} {
		if got := settleArabic(c.text, c.sign, c.conf); got != c.want {
			t.Errorf("%+q with %q at %.2f: got %+q, want %+q", c.text, c.sign, c.conf, got, c.want)
		}
	}
}

func TestArabicSpelling(t *testing.T) {
	for in, want := range map[string]string{
		"الطیر،": "الطير،",
		"کثیر":   "كثير",
		"حتی":    "حتى",
		"فی":     "في",
		"وفی":    "وفي",
		"والتی":  "والتي",
		"إلی.":   "إلى.",
		"پیامبر": "پیامبر", // quoted from Persian
		"علمي":   "علمي",
		"كلّما":  "كلّما",
		"Debian": "Debian",
		"":       "",
		"(یقال)": "(يقال)",
	} {
		if got := arabicSpelling(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
