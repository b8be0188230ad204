package font

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

func naskh(t *testing.T, tounicode string) (*Font, *program) {
	t.Helper()
	b, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	p := readSFNT(b)
	if p == nil {
		t.Fatal("the program was refused")
	}
	p.read()
	m := dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Test"), "Encoding": n("Identity-H"),
		"DescendantFonts": a(d(dict{"FontDescriptor": d(dict{"FontFile2": strm(string(b))}), "W": a(num1(0), num1(float64(p.glyphs-1)), num1(500))}))}
	if tounicode != "" {
		m["ToUnicode"] = strm(tounicode)
	}
	return load(d(m), Options{}), p
}

// find is the glyph that the program reads as a text in a form.
func find(t *testing.T, p *program, text string, form script.Form) uint32 {
	t.Helper()
	for g := range uint32(p.glyphs) {
		if r := p.readings[g]; r.text == text && r.form == form {
			return g
		}
	}
	t.Fatalf("no glyph for %+q %v in %+v", text, form, p.readings)
	return 0
}

func TestProgramWithoutMap(t *testing.T) {
	f, p := naskh(t, "")
	for _, form := range []script.Form{script.FormIsolated, script.FormInitial, script.FormMedial, script.FormFinal} {
		g := find(t, p, "\u0628", form)
		c, _ := f.Next([]byte{byte(g >> 8), byte(g)})
		if c.Text != "\u0628" || c.Form != form || c.Evidence != page.EvidenceProgram {
			t.Errorf("glyph %d: %+v, want form %v", g, c, form)
		}
		if box, ok := f.GlyphBox(g); !ok || box.Empty() || box.Width() > 2000 {
			t.Errorf("glyph %d: box %v %v", g, box, ok)
		}
	}
	find(t, p, "\u0644\u0627", script.FormIsolated)
	if box, ok := f.GlyphBox(p.byRune[' ']); !ok || !box.Empty() {
		t.Errorf("the space has ink: %v %v", box, ok)
	}
}

// A map that gives a whole run to one code and nothing to the others is put
// right by the program; a healthy map of the same font is left alone.
func TestProgramAgainstMap(t *testing.T) {
	_, p := naskh(t, "")
	glyphs := []uint32{find(t, p, "\u0628", script.FormInitial), find(t, p, "\u0627", script.FormFinal),
		find(t, p, "\u0628", script.FormIsolated), find(t, p, "\u0627", script.FormIsolated)}
	want := "\u0628\u0627\u0628\u0627"
	var broken, healthy strings.Builder
	s := []byte{}
	for i, g := range glyphs {
		dst := ""
		if i == 0 {
			dst = "06280627002006280627"
		}
		fmt.Fprintf(&broken, "<%04x> <%s>\n", g, dst)
		fmt.Fprintf(&healthy, "<%04x> <%04x>\n", g, []rune(want)[i])
		s = append(s, byte(g>>8), byte(g))
	}
	f, _ := naskh(t, "beginbfchar "+broken.String()+"endbfchar")
	if got, v := texts(f.Decode(s)), f.Info(); got != want || v.Verdict != page.VerdictRepairable {
		t.Errorf("broken map: %+q %v %q", got, v.Verdict, v.Evidence)
	}
	f, _ = naskh(t, "beginbfchar "+healthy.String()+"endbfchar")
	c := f.Decode(s)
	if got, v := texts(c), f.Info(); got != want || v.Verdict != page.VerdictHealthy || c[0].Evidence != page.EvidenceToUnicode || c[0].Form != script.FormInitial {
		t.Errorf("healthy map: %+q %v %+v", got, v.Verdict, c[0])
	}
}

// A table takes no more room than it has bytes, whatever length is stated.
func TestHostileTables(t *testing.T) {
	program := []byte("\x00\x01\x00\x00\x00\x04............")[:12]
	for _, tag := range []string{"cmap", "head", "hmtx", "glyf"} {
		program = append(program, tag+"\x00\x00\x00\x00\x00\x00\x00\x4c\xff\xff\xff\xf0"...)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	readSFNT(append(program, "rest"...))
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes for a program of %d", n, len(program))
	}
	for name, b := range map[string]string{
		"nothing": "", "head only": "\x00\x01\x00\x00\x00\x04......", "records cut": string(program[:40]), "collection": "ttcf........\xff\xff\xff\xff",
		"no tables": "\x00\x01\x00\x00\x00\x00......",
	} {
		if p := readSFNT([]byte(b)); p != nil && name != "records cut" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// A font that draws the 4 of both blocks alike was made for Persian, and a digit that both
// share is the Persian one; without such a 4 the first block is kept.
func TestPersianDigits(t *testing.T) {
	for _, c := range []struct {
		four uint32 // glyph of the Persian 4
		want string
	}{{7, "\u06f1"}, {9, "\u0661"}} {
		p := &program{byRune: map[rune]uint32{'\u0664': 7, '\u06f4': c.four, '\u0661': 8, '\u06f1': 8},
			unicode: map[uint32][]rune{7: {'\u0664'}, 8: {'\u0661', '\u06f1'}}}
		if c.four == 7 {
			p.unicode[7] = append(p.unicode[7], '\u06f4')
		} else {
			p.unicode[9] = []rune{'\u06f4'}
		}
		if got := p.read()[8].text; got != c.want {
			t.Errorf("Persian 4 at glyph %d: glyph 8 reads %+q, want %+q", c.four, got, c.want)
		}
	}
}

// A glyph that several forms share claims only what all of them show.
func TestSharedForms(t *testing.T) {
	for _, c := range []struct {
		name  string
		runes []rune
		want  script.Form
	}{
		{"isolated and final", []rune{'\uFEA9', '\uFEAA'}, script.FormIsolated},
		{"initial and medial", []rune{'\uFE91', '\uFE92'}, script.FormInitial},
		{"heh with two eyes, all of it, and initial heh", []rune{'\uFBAA', '\uFBAC', '\uFEEB'}, script.FormInitial},
		{"isolated and initial tah", []rune{'\uFEC1', '\uFEC3'}, script.FormInitial},
		{"final and medial tah", []rune{'\uFEC2', '\uFEC4'}, script.FormMedial},
		{"every tah", []rune{'\uFEC1', '\uFEC2', '\uFEC3', '\uFEC4'}, script.FormInitial},
		{"final alone", []rune{'\uFEF2'}, script.FormFinal},
		{"a base letter alone", []rune{'\u0628'}, script.FormUnknown},
	} {
		if r, _ := readRunes(c.runes); r.form != c.want {
			t.Errorf("%s: %v, want %v", c.name, r.form, c.want)
		}
	}
}

// The map may give the stroke that draws out a join to a letter of its cluster; the
// program knows it, and only it, better.
func TestStrokeNamedByItsCluster(t *testing.T) {
	_, p := naskh(t, "")
	stroke, beh := find(t, p, "\u0628", script.FormMedial), find(t, p, "\u0628", script.FormInitial)
	f, _ := naskh(t, fmt.Sprintf("beginbfchar <%04x> <062A> <%04x> <062A> endbfchar", stroke, beh))
	f.once.Do(f.judge)
	f.prog.read()[stroke] = reading{text: string(script.Tatweel), source: fromCmap} // the test font has none
	for g, want := range map[uint32]string{stroke: string(script.Tatweel), beh: "\u062A"} {
		if c, _ := f.Next([]byte{byte(g >> 8), byte(g)}); c.Text != want {
			t.Errorf("glyph %d: %+q, want %+q", g, c.Text, want)
		}
	}
}

// Word maps a digit as it was typed and draws it as the language wants; the shape counts.
// A glyph of both blocks is Persian, and another digit than that of the map is no such thing.
func TestDigitsAsDrawn(t *testing.T) {
	_, p := naskh(t, "")
	g := find(t, p, "\u0628", script.FormInitial)
	for _, c := range []struct {
		prog reading
		want string
	}{
		{reading{text: "\u06F4", source: fromCmap}, "\u06F4"}, // EXTENDED ARABIC-INDIC DIGIT FOUR
		{reading{text: "\u0664", source: fromCmap}, "\u0664"}, // ARABIC-INDIC DIGIT FOUR
		{reading{text: "\u0664", alt: []rune{0x06F4}, source: fromCmap}, "\u06F4"},
		{reading{text: "\u06F5", source: fromCmap}, "4"},
		{reading{text: "4", source: fromCmap}, "4"},
	} {
		f, _ := naskh(t, fmt.Sprintf("beginbfchar <%04x> <0034> endbfchar", g))
		f.once.Do(f.judge)
		f.prog.read()[g] = c.prog
		if got, _ := f.Next([]byte{byte(g >> 8), byte(g)}); got.Text != c.want {
			t.Errorf("drawn as %+q: %+q, want %+q", c.prog.text, got.Text, c.want)
		}
	}
}
