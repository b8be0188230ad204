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
