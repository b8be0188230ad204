package font

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// bare cuts all tables that name glyphs out of a font, as producers of PDF do.
func bare(t *testing.T) (b []byte, whole *program) {
	t.Helper()
	b, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	whole = readSFNT(b)
	whole.read()
	b = bytes.Clone(b)
	for _, tag := range []string{"cmap", "GSUB", "post"} {
		at := bytes.Index(b[:12+16*maxTables], []byte(tag))
		if at < 0 {
			t.Fatalf("no table %s", tag)
		}
		copy(b[at:], "none")
	}
	return b, whole
}

// A glyph of a known font keeps its name when the file has lost it.
func TestKnown(t *testing.T) {
	b, whole := bare(t)
	f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Other"), "Encoding": n("Identity-H"),
		"DescendantFonts": a(d(dict{"FontDescriptor": d(dict{"FontFile2": strm(string(b))}), "W": a()}))}), Options{})
	for _, want := range []struct {
		text string
		form script.Form
	}{
		{"\u0628", script.FormIsolated}, {"\u0628", script.FormInitial}, {"\u0628", script.FormMedial}, {"\u0628", script.FormFinal}, // BEH
		{"\u0644\u0627", script.FormIsolated}, // LAM, ALEF
	} {
		g := find(t, whole, want.text, want.form)
		c, _ := f.Next([]byte{byte(g >> 8), byte(g)})
		if c.Text != want.text || c.Evidence != page.EvidenceProgram {
			t.Errorf("glyph %d: %+q by %v, want %+q by its outline", g, c.Text, c.Evidence, want.text)
		}
	}
	if c, _ := f.Next([]byte{0, 0}); c.Text != "" {
		t.Errorf("glyph 0 is %+q", c.Text)
	}
}

// A map that has one letter of a ligature is wrong; one that has another letter than an
// outline is believed.
func TestKnownAgainstMap(t *testing.T) {
	_, whole := bare(t)
	lamAlef, beh := find(t, whole, "\u0644\u0627", script.FormIsolated), find(t, whole, "\u0628", script.FormIsolated)
	f, _ := naskh(t, "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <"+hex4(rune(lamAlef))+"> <0644> endbfchar")
	if c, _ := f.Next([]byte{byte(lamAlef >> 8), byte(lamAlef)}); c.Text != "\u0644\u0627" {
		t.Errorf("a lam-alef whose map has its lam is %+q", c.Text)
	}
	b, _ := bare(t)
	f = load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Other"), "Encoding": n("Identity-H"),
		"ToUnicode":       strm("1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <" + hex4(rune(beh)) + "> <067E> endbfchar"),
		"DescendantFonts": a(d(dict{"FontDescriptor": d(dict{"FontFile2": strm(string(b))})}))}), Options{})
	if c, _ := f.Next([]byte{byte(beh >> 8), byte(beh)}); c.Text != "\u067E" {
		t.Errorf("a glyph that the map calls peh is %+q", c.Text)
	}
}

// A map that has other letters than the outlines throughout lies.
func TestKnownAgainstLies(t *testing.T) {
	b, whole := bare(t)
	var entries strings.Builder
	n0 := 0
	for g, r := range whole.readings {
		if r.text == "\u0628" || r.text == "\u0633" { // BEH and SEEN, said to be JEEM
			fmt.Fprintf(&entries, "<%s> <062C> ", hex4(rune(g)))
			n0++
		}
	}
	if n0 < deniedLeast {
		t.Fatalf("only %d codes", n0)
	}
	lam := find(t, whole, "\u0644", script.FormInitial) // LAM, said to be a space
	fmt.Fprintf(&entries, "<%s> <0020> ", hex4(rune(lam)))
	n0++
	f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Other"), "Encoding": n("Identity-H"),
		"ToUnicode":       strm(fmt.Sprintf("1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar %s endbfchar", n0, entries.String())),
		"DescendantFonts": a(d(dict{"FontDescriptor": d(dict{"FontFile2": strm(string(b))})}))}), Options{})
	g := find(t, whole, "\u0628", script.FormFinal)
	if c, _ := f.Next([]byte{byte(g >> 8), byte(g)}); c.Text != "\u0628" {
		t.Errorf("a beh that the map calls jeem is %+q", c.Text)
	}
	if c, _ := f.Next([]byte{byte(lam >> 8), byte(lam)}); c.Text != "\u0644" {
		t.Errorf("a lam that the map calls a space is %+q", c.Text)
	}
	if v := f.Info().Verdict; v != page.VerdictRepairable {
		t.Errorf("the font is %v", v)
	}
}

// A bar from end to end of its advance is no letter, whatever else the map says; a dash is
// shorter or higher.
func TestDrawsJoin(t *testing.T) {
	bar := func(x0, y0, x1, y1 float64) *program {
		return &program{em: 1000, glyphs: 2,
			outline: func(uint32) []page.Contour {
				return []page.Contour{{Box: page.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Path: []page.Point{{X: x0, Y: y0}, {X: x0, Y: y1}, {X: x1, Y: y1}, {X: x1, Y: y0}}}}
			},
			advance: func(uint32) float64 { return 300 }}
	}
	for _, c := range []struct {
		name string
		prog *program
		lies bool
		want string
	}{
		{"tatweel", bar(-10, 0, 310, 80), true, "\u0640"},
		{"tatweel of a map that tells the truth but for it", bar(-10, 0, 310, 80), false, "\u0640"},
		{"tatweel of a sans serif", bar(-30, 143, 330, 228), false, "\u0640"},
		{"hyphen", bar(40, 0, 260, 80), true, "\u0648"},
		{"dash", bar(0, 250, 300, 310), true, "\u0648"},
		{"alef", bar(0, 0, 300, 700), true, "\u0648"},
	} {
		f := &Font{composite: true, prog: c.prog, tounicode: &cmap{text: map[codeKey]string{{5, 2}: "\u0648"}}} // WAW
		f.prog.readings = map[uint32]reading{}
		f.policy.preferKnown = c.lies
		got := Char{Code: 5, Size: 2, GID: 1}
		if f.nameChar(&got); got.Text != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got.Text, c.want)
		}
	}
}

// Digits whose map has what was typed have the shapes that are drawn, and zero goes with
// them; where one of 4, 5 and 6 is drawn as it was typed, all are left.
func TestRedrawn(t *testing.T) {
	for _, c := range []struct {
		name  string
		drawn string // what 4, 5 and 6 are drawn as
		want  string // of 2, 0 and 4
	}{
		{"Arabic", "\u0664\u0665\u0666", "\u0662\u0660\u0664"},
		{"Persian", "\u06F4\u06F5\u06F6", "\u06F2\u06F0\u06F4"},
		{"both", "\u06F4\u0665\u0666", "204"},
		{"Latin", "456", "204"},
		{"Latin in part", "\u06F456", "204"},
	} {
		m := &cmap{text: map[codeKey]string{}}
		p := &program{em: 1000, glyphs: 20, readings: map[uint32]reading{}, looked: map[uint32]reading{}, outline: func(uint32) []page.Contour { return nil }}
		f := &Font{composite: true, prog: p, tounicode: m}
		var all []sample
		for d := range uint32(10) {
			text := string('0' + rune(d))
			m.text[codeKey{d, 2}] = text
			all = append(all, sample{code: d, size: 2, gid: d + 1, tu: text, has: true})
		}
		for i, r := range []rune(c.drawn) {
			if r > '9' {
				p.looked[uint32(4+i)+1] = reading{text: string(r), source: fromOutline}
			}
		}
		p.looked[3] = reading{text: "\u06F2", alt: []rune{'\u0662'}, source: fromOutline} // TWO of both languages
		f.redrawn(all)
		got := ""
		for _, d := range []uint32{2, 0, 4} {
			ch := Char{Code: d, Size: 2, GID: d + 1}
			f.nameChar(&ch)
			got += ch.Text
		}
		if got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}

func TestEncodeKnown(t *testing.T) {
	final, isolated, none := script.FormFinal, script.FormIsolated, script.FormUnknown
	in := []Known{
		{1, "\u0643", "", final}, {1, "\u06A9", "", final}, // KAF and KEHEH: of one shape, Persian first
		{2, "\u06D1", "", none}, {2, "\u067E", "", isolated}, // PEH before a letter of another language
		{3, "\u0628", "", final}, {3, "\u062A", "", final}, // BEH or TEH
		{4, "\u0633", "", final}, {4, "\u0633", "", isolated}, // SEEN in two forms
		{5, "\u0628", "", final}, {5, "", "", none}, // a BEH that letters are made of
		{6, "\u066E", "", none}, // DOTLESS BEH
		{7, "\u0644\u0627", "", isolated},
		{9, "\u0662", "", none}, {10, "\u0662", "", none}, {10, "\u06F2", "", none}, // ARABIC-INDIC DIGIT TWO, and that of Persian
	}
	var b bytes.Buffer
	n, err := EncodeKnown(&b, in)
	if err != nil || n != 6 {
		t.Fatalf("%d outlines, %v", n, err)
	}
	table := decodeKnown(b.String())
	for digest, want := range map[uint64]reading{
		1: {text: "\u06A9", alt: []rune{0x0643}, form: final, source: fromOutline},
		2: {text: "\u067E", form: isolated, source: fromOutline},
		3: {}, 4: {text: "\u0633", form: none, source: fromOutline}, 5: {}, 6: {},
		7: {text: "\u0644\u0627", form: isolated, source: fromOutline}, 8: {},
		9: {text: "\u0662", source: fromOutline}, 10: {text: "\u06F2", alt: []rune{0x0662}, source: fromOutline},
	} {
		got, ok := table.find(digest)
		if ok != (want.text != "") || got.text != want.text || got.form != want.form || !slices.Equal(got.alt, want.alt) {
			t.Errorf("outline %d: %+v %v, want %+v", digest, got, ok, want)
		}
	}
}

// The survey of a font has what the font says of its glyphs, but for those whose form it
// does not tell.
func TestSurvey(t *testing.T) {
	b, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	all := Survey(b)
	for _, form := range []script.Form{script.FormIsolated, script.FormInitial, script.FormMedial, script.FormFinal} {
		if !slices.ContainsFunc(all, func(k Known) bool { return k.Text == "\u0628" && k.Form == form }) {
			t.Errorf("no beh in form %v among %+v", form, all)
		}
	}
	if slices.ContainsFunc(all, func(k Known) bool { return k.Text == " " || k.Digest == 0 }) {
		t.Errorf("white space or nothing among %+v", all)
	}
	if Survey([]byte("no font")) != nil {
		t.Error("a survey of no font")
	}
}
