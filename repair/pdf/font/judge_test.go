package font

import (
	"encoding/binary"
	"fmt"
	"os"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Codes for which a font has no glyph say nothing against it: producers list every code of
// a range in widths, encodings and maps. Those that have a glyph and no text do.
func TestUndefinedCodes(t *testing.T) {
	const space = "1 begincodespacerange <00> <FF> endcodespacerange "
	widths := func(n int) value {
		var w []value
		for range n {
			w = append(w, num1(500))
		}
		return a(w...)
	}
	letters, silent := "26 beginbfchar ", "30 beginbfrange "
	for c := 'a'; c <= 'z'; c++ {
		letters += fmt.Sprintf("<%02X> <%04X> ", c, c)
	}
	for c := 0x80; c < 0x80+30; c++ {
		silent += fmt.Sprintf("<%02X> <%02X> <FFFD> ", c, c)
	}
	letters, silent = letters+"endbfchar ", silent+"endbfrange "

	b, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	_, whole := naskh(t, "")
	beh := find(t, whole, "\u0628", script.FormIsolated)
	gids := make([]byte, 2<<16)
	binary.BigEndian.PutUint16(gids[2*0x628:], uint16(beh))
	every := "1 begincodespacerange <0000> <FFFF> endcodespacerange 256 beginbfrange "
	for hi := range 256 {
		every += fmt.Sprintf("<%02X00> <%02XFF> <%02X00> ", hi, hi, hi)
	}
	every += "endbfrange"

	// skia has a font of shapes for some letters and one name for all other codes.
	skia := func(named int) dict {
		names, procs := []value{num1(0)}, dict{"g0": strm("500 0 0 0 400 700 d1 0 0 400 700 re f")}
		for c := range 120 {
			name := "g0"
			if c >= 20 && c < 20+named {
				name = fmt.Sprintf("g%d", c)
				procs[name] = strm("500 0 0 0 400 700 d1 0 0 400 700 re f")
			}
			names = append(names, n(name))
		}
		m := space + "20 beginbfchar "
		for c := 20; c < 40; c++ {
			m += fmt.Sprintf("<%02X> <%04X> ", c, 0x627+c)
		}
		return dict{"Subtype": n("Type3"), "FontMatrix": a(num1(.001), num1(0), num1(0), num1(.001), num1(0), num1(0)),
			"FirstChar": num1(0), "LastChar": num1(119), "Widths": widths(120), "Encoding": d(dict{"Differences": a(names...)}),
			"CharProcs": d(procs), "ToUnicode": strm(m + "endbfchar")}
	}
	for _, c := range []struct {
		name string
		font dict
		want page.Verdict
	}{
		{"Distiller's map of codes that the encoding does not name", dict{"Subtype": n("Type1"), "BaseFont": n("Other"), "Encoding": n("StandardEncoding"),
			"FirstChar": num1(0), "Widths": widths(256), "ToUnicode": strm(space + letters + silent)}, page.VerdictHealthy},
		{"widths of codes that the encoding does not name", dict{"Subtype": n("Type1"), "BaseFont": n("Other"), "Encoding": n("StandardEncoding"),
			"FirstChar": num1(0), "Widths": widths(256)}, page.VerdictHealthy},
		{"TCPDF's map of all codes", dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Other"), "Encoding": n("Identity-H"), "ToUnicode": strm(every),
			"DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2"), "FontDescriptor": d(dict{"FontFile2": strm(string(b))}), "CIDToGIDMap": strm(string(gids))}))}, page.VerdictHealthy},
		{"Skia's filler", skia(20), page.VerdictHealthy},
		{"shapes without a text", skia(60), page.VerdictSick},
	} {
		f := load(d(c.font), Options{})
		if i := f.Info(); i.Verdict != c.want {
			t.Errorf("%s: %v, want %v: %s", c.name, i.Verdict, c.want, i.Evidence)
		}
	}
}

// Where the cmaps of a program name most glyphs as the map does, entries that differ are such
// as a word processor took from the letter beside. The map has the last word about letters of
// other languages, and where cmaps may have been made up for the file.
func TestMisnamed(t *testing.T) {
	basic := []rune("\u0628\u062A\u062C\u062D\u062E\u0633\u0634\u0635\u0637\u0639\u0641\u0642\u0644\u0645\u0646\u0647")
	for _, c := range []struct {
		name     string
		agreeing int
		lie      string // what the map has for the last glyph
		glyph    reading
		want     string
	}{
		{"a letter for another", 16, "\u0631", reading{text: "\u0644", form: script.FormMedial, source: fromCmap}, "\u0644"},
		{"a digit for another", 16, "3", reading{text: "\u06F8", source: fromCmap}, "\u06F8"},
		{"a digit of another block", 16, "3", reading{text: "\u0663", alt: []rune{'\u06F3'}, source: fromCmap}, "\u06F3"},
		{"a digit for a letter", 16, "3", reading{text: "\u0644", form: script.FormMedial, source: fromCmap}, "\u0644"},
		{"a digit for the comma of a number", 16, "0", reading{text: ",", source: fromCmap}, ","},
		{"a point for a digit", 16, ".", reading{text: "\u06F5", source: fromCmap}, "\u06F5"},
		{"a letter for a mark", 16, "\u0627", reading{text: "\u064B", source: fromCmap}, "\u064B"},
		{"a letter with a mark for a ligature", 16, "\u0644\u0652", reading{text: "\u0644\u062D", form: script.FormInitial, source: fromCmap}, "\u0644\u062D"},
		{"a letter for a ligature of marks", 16, "\u0647", reading{text: "\u0651\u064E", source: fromCmap}, "\u0651\u064E"},
		{"a letter and its mark", 16, "\u0644\u0652", reading{text: "\u0644", form: script.FormMedial, source: fromCmap}, "\u0644\u0652"},
		{"too few to tell", 7, "\u0631", reading{text: "\u0644", form: script.FormMedial, source: fromCmap}, "\u0631"},
		{"a shape that another glyph is derived of", 16, "\u0631", reading{text: "\u0644", form: script.FormMedial, source: fromGSUB}, "\u0631"},
		{"a letter of Kurdish behind an Arabic shape", 16, "\u06CE", reading{text: "\u0649", form: script.FormFinal, source: fromCmap}, "\u06CE"},
		{"a font for Kurdish behind Persian letters", 16, "\u0644", reading{text: "\u06B5", form: script.FormFinal, source: fromCmap}, "\u0644"},
		{"yeh with the dots of Arabic", 16, "\u064A", reading{text: "\u06CC", form: script.FormMedial, source: fromCmap}, "\u064A"},
		{"a point of a number", 16, ".", reading{text: "\u066B", source: fromCmap}, "."},
	} {
		p := &program{readings: map[uint32]reading{}}
		m := "beginbfchar "
		for i, r := range basic[:c.agreeing] {
			p.readings[uint32(i+1)] = reading{text: string(r), form: script.FormMedial, source: fromCmap}
			m += fmt.Sprintf("<%04X> <%04X> ", i+1, r)
		}
		p.readings[100] = c.glyph
		m += "<0064> <"
		for _, r := range c.lie {
			m += fmt.Sprintf("%04X", r)
		}
		m += "> endbfchar"
		f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm(m), "DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2")}))}), Options{})
		f.load = func() *program { return p }
		if got := texts(f.Decode([]byte{0, 100})); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
		if got := texts(f.Decode([]byte{0, 1})); got != string(basic[0]) {
			t.Errorf("%s: %+q for a letter on which both agree", c.name, got)
		}
	}
}

// The forms of one letter may be a third of a small font. More glyphs than it has forms tell
// nothing.
func TestFormsShareText(t *testing.T) {
	const seen, reh, other = 0x0633, 0x0631, 0x0641
	for _, c := range []struct {
		name         string
		letter       rune
		forms, codes int
		want         bool
	}{
		{"three seens of eight", seen, 3, 8, true},
		{"four seens of ten", seen, 4, 10, true},
		{"five seens of ten", seen, 5, 10, false},
		{"four rehs of ten", reh, 4, 10, false},
		{"three digits of eight", '1', 3, 8, false},
	} {
		m := "1 begincodespacerange <00> <FF> endcodespacerange 20 beginbfchar "
		names, procs := []value{num1(0)}, dict{}
		for i := range c.codes {
			r := c.letter
			if i >= c.forms {
				r = other + rune(i)
			}
			m += fmt.Sprintf("<%02X> <%04X> ", i, r)
			name := fmt.Sprintf("g%d", i)
			names, procs[name] = append(names, n(name)), strm("500 0 0 0 400 700 d1 0 0 400 700 re f")
		}
		f := load(d(dict{"Subtype": n("Type3"), "FontMatrix": a(num1(.001), num1(0), num1(0), num1(.001), num1(0), num1(0)),
			"Encoding": d(dict{"Differences": a(names...)}), "CharProcs": d(procs), "FirstChar": num1(0), "ToUnicode": strm(m + "endbfchar")}), Options{})
		if got := texts(f.Decode([]byte{0})); (got == string(c.letter)) != c.want {
			t.Errorf("%s: read as %+q", c.name, got)
		}
	}
}

// A map that is wrong about many letters is not believed about the others, nor about spaces;
// digits and their point stay as they were typed.
func TestLyingMap(t *testing.T) {
	letters := []rune("\u0628\u062A\u062C\u062D\u062E\u0633\u0634\u0635\u0637\u0639\u0641\u0642\u0644\u0645\u0646\u0647\u0648\u062F\u0631\u0632\u0627\u0636\u0638\u0630")
	p := &program{readings: map[uint32]reading{200: {text: " ", source: fromCmap}, 201: {text: ",", source: fromCmap}, 202: {text: "\u0661", alt: []rune{'\u06F1'}, source: fromCmap}}}
	m := "beginbfchar <00C8> <0646> <00C9> <002E> <00CA> <06F1> "
	for i, r := range letters {
		p.readings[uint32(i+1)] = reading{text: string(r), form: script.FormIsolated, source: fromCmap}
		if i < 8 {
			r = '\u0621'
		}
		m += fmt.Sprintf("<%04X> <%04X> ", i+1, r)
	}
	f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm(m + "endbfchar"), "DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2")}))}), Options{})
	f.load = func() *program { return p }
	if got, want := texts(f.Decode([]byte{0, 1, 0, 200, 0, 201, 0, 202})), string(letters[0])+" .\u06F1"; got != want || f.Info().Verdict != page.VerdictRepairable {
		t.Errorf("%+q, want %+q: %v", got, want, f.Info())
	}
}

// A glyph that draws nothing and that the font calls a space is no letter; one with ink may be.
func TestBlankLetter(t *testing.T) {
	for _, c := range []struct {
		name  string
		ink   page.Rect
		glyph reading
		want  string
	}{
		{"a letter for the space", page.Rect{}, reading{text: " ", source: fromCmap}, " "},
		{"a space with ink", page.Rect{X1: 100, Y1: 100}, reading{text: " ", source: fromCmap}, "\u0646"},
		{"nothing but the joiner", page.Rect{}, reading{text: "\u200C", source: fromCmap}, "\u0646"},
	} {
		p := &program{readings: map[uint32]reading{3: c.glyph}, bounds: func(uint32) (page.Rect, bool) { return c.ink, true }}
		f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm("1 beginbfchar <0003> <0646> endbfchar"),
			"DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2")}))}), Options{})
		f.load = func() *program { return p }
		if got := texts(f.Decode([]byte{0, 3})); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}

// An empty glyph that moves no pen is the joiner alone, whatever its cluster has behind it.
func TestEmptyJoiner(t *testing.T) {
	for _, c := range []struct {
		name, to string
		width    float64
		ink      page.Rect
		want     string
	}{
		{"a joiner with a letter and a space", "200C06CC0020", 0, page.Rect{}, "\u200C"},
		{"a joiner", "200C", 0, page.Rect{}, "\u200C"},
		{"a joiner and a letter with ink", "200C06CC", 0, page.Rect{X1: 300, Y1: 300}, "\u200C\u06CC"},
		{"one that moves the pen", "200C06CC", 500, page.Rect{}, "\u200C\u06CC"},
	} {
		p := &program{readings: map[uint32]reading{}, bounds: func(uint32) (page.Rect, bool) { return c.ink, true }}
		f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm("1 beginbfchar <0003> <" + c.to + "> endbfchar"),
			"DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2"), "DW": num1(c.width)}))}), Options{})
		f.load = func() *program { return p }
		if got := texts(f.Decode([]byte{0, 3})); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}

// A mark that the map calls a letter is known by its outline, if it moves no pen.
func TestMarkCalledLetter(t *testing.T) {
	for _, c := range []struct {
		name, mapped, known string
		width               float64
		want                string
	}{
		{"a tanwin called lam", "\u0644", "\u064B", 0, "\u064B"},
		{"shadda and fatha called alef", "\u0627", "\u0651\u064E", 0, "\u0651\u064E"},
		{"a letter that is drawn like a mark", "\u0644", "\u064B", 500, "\u0644"},
		{"a dot of a letter", "\u062C", "\u065C", 0, "\u062C"},
		{"another mark", "\u064D", "\u064B", 0, "\u064D"},
		{"a letter without advance", "\u0644", "\u0628", 0, "\u0644"},
	} {
		p := &program{em: 1000, glyphs: 9, outline: func(uint32) []page.Contour { return nil }, readings: map[uint32]reading{}, looked: map[uint32]reading{3: {text: c.known, source: fromOutline}}}
		f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Made"), "Encoding": n("Identity-H"), "ToUnicode": strm("1 beginbfchar <0003> <" + hex4([]rune(c.mapped)[0]) + "> endbfchar"),
			"DescendantFonts": a(d(dict{"Subtype": n("CIDFontType2"), "DW": num1(c.width)}))}), Options{})
		f.load = func() *program { return p }
		if got := texts(f.Decode([]byte{0, 3})); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}

// The cmap of a letter that a document never has alone is cut; its forms are known all the same.
func TestNameBases(t *testing.T) {
	p := &program{unicode: map[uint32][]rune{3: {'\uFEB7'}}, subs: []substitution{ // ARABIC LETTER SHEEN INITIAL FORM
		{in: []uint32{2}, out: 3, form: script.FormInitial}, {in: []uint32{2}, out: 4, form: script.FormMedial}, {in: []uint32{7}, out: 8, form: script.FormFinal}}}
	rs := p.read()
	if got := rs[4]; got.text != "\u0634" || got.form != script.FormMedial {
		t.Errorf("the medial form: %+v", got)
	}
	if got := rs[2]; got.text != "\u0634" || got.form != script.FormIsolated || len(rs) != 3 {
		t.Errorf("the letter: %+v of %d", got, len(rs))
	}
}
