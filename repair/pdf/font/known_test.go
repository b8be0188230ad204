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
	f := load(d(dict{"Subtype": n("Type0"), "BaseFont": n("ABCDEF+Other"), "Encoding": n("Identity-H"),
		"ToUnicode":       strm(fmt.Sprintf("1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar %s endbfchar", n0, entries.String())),
		"DescendantFonts": a(d(dict{"FontDescriptor": d(dict{"FontFile2": strm(string(b))})}))}), Options{})
	g := find(t, whole, "\u0628", script.FormFinal)
	if c, _ := f.Next([]byte{byte(g >> 8), byte(g)}); c.Text != "\u0628" {
		t.Errorf("a beh that the map calls jeem is %+q", c.Text)
	}
	if v := f.Info().Verdict; v != page.VerdictRepairable {
		t.Errorf("the font is %v", v)
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
	}
	var b bytes.Buffer
	n, err := EncodeKnown(&b, in)
	if err != nil || n != 4 {
		t.Fatalf("%d outlines, %v", n, err)
	}
	table := decodeKnown(b.String())
	for digest, want := range map[uint64]reading{
		1: {text: "\u06A9", alt: []rune{0x0643}, form: final, source: fromOutline},
		2: {text: "\u067E", form: isolated, source: fromOutline},
		3: {}, 4: {text: "\u0633", form: none, source: fromOutline}, 5: {}, 6: {},
		7: {text: "\u0644\u0627", form: isolated, source: fromOutline}, 8: {},
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
