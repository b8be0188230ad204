package pipeline

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// endless is the processor time that one of these pages may take. They take two seconds at most,
// ten times as many with the race detector. Seven took longer than half of this without it when each glyph asked
// for all others, a hidden word, cells and little tables an eighth to a quarter as long.
const endless = 40 * time.Second

// spent is the processor time of this process.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano())
}

// printed is a PDF of one page. Its fonts, F and the mathematical M, are as wide as half their
// size in all letters but the marks, which have no width, and their codes are those of Unicode.
// Codes from 5000 to 50FF have no text.
func printed(t *testing.T, width, height int, content string) string {
	t.Helper()
	var w pdfWriter
	var cmap strings.Builder
	cmap.WriteString("1 begincodespacerange <0000> <FFFF> endcodespacerange\n255 beginbfrange\n")
	for hi := range 256 {
		if hi != 0x50 {
			fmt.Fprintf(&cmap, "<%02X00> <%02[1]XFF> <%02[1]X00>\n", hi)
		}
	}
	cmap.WriteString("endbfrange")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 %d %d]/Resources<</Font<</F 5 0 R/M 6 0 R>>>>>>", width, height)
	w.object("<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
	w.object("<</Length %d>>stream\n%s\nendstream", len(content), content)
	for _, name := range []string{"Text", "Math"} {
		w.object("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts["+
			"<</Type/Font/Subtype/CIDFontType2/BaseFont/%[2]s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/W[1611[0 0 0 0 0 0 0 0]]/FontDescriptor 8 0 R>>]>>", name)
	}
	w.object("<</Length %d>>stream\n%s\nendstream", cmap.Len(), &cmap)
	w.object("<</Type/FontDescriptor/FontName/Text/Flags 4/FontBBox[0 -200 1000 900]/Ascent 800/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80>>")
	return w.save(t)
}

// TestEndlessPages: a page of a hundred thousand glyphs costs no more than their number, wherever
// they stand.
func TestEndlessPages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	const head = "BT /F 10 Tf 400 800 Td <06310647063400200628062706280627> Tj ET\n" // a line that is read from the right
	line := func(glyphs string, n int) string {
		return "BT /F 10 Tf 0 400 Td <" + strings.Repeat(glyphs, n) + "> Tj ET\n"
	}
	each := func(n int, format string, args func(i int) []any) string {
		var c strings.Builder
		for i := range n {
			fmt.Fprintf(&c, format, args(i)...)
		}
		return c.String()
	}
	text := func(n int, format string, args func(i int) []any) string {
		return "BT\n" + each(n, format, args) + "ET\n"
	}
	for name, page := range map[string]struct {
		width, height int
		content       string
	}{
		"glyphs without text":         {500_000, 842, line("5001", 90_000)},
		"letters that may end a word": {100_000, 842, line("FEC10647", 10_000)}, // TAH ISOLATED FORM, HEH
		"raised line":                 {500_000, 842, line("0628", 90_000) + "BT /F 6 Tf 0 404 Td <" + strings.Repeat("0628", 90_000) + "> Tj ET"},
		"lines of a hair, one raised": {595, 842, text(50_000, "/F .005 Tf 1 0 0 1 300 %.4f Tm <06280628062806280628> Tj /F .003 Tf 1 0 0 1 300.01 %.4f Tm <0031> Tj\n",
			func(i int) []any { return []any{10 + float64(i)*.012, 10.002 + float64(i)*.012} })},
		"large letters among them": {595, 842, text(30_000, "/F .005 Tf 1 0 0 1 300 %.4f Tm <06280628062806280628062806280628> Tj /F .0095 Tf 1 0 0 1 299 %.4f Tm <0628> Tj\n",
			func(i int) []any { return []any{10 + float64(i)*.012, 10.006 + float64(i)*.012} })},
		"marks on one letter": {595, 842, text(60_000, "/F 10 Tf 1 0 0 1 %.3f %.3f Tm <%s> Tj\n", func(i int) []any {
			if i == 0 {
				return []any{300.0, 400.0, "FEFB"}
			}
			return []any{300 + float64(i%251)*.02, 400 + float64(i%241)*.01, []string{"064E", "0651", "0650"}[i%3]}
		})},
		"a hidden word":         {1_000_000, 842, "BT 3 Tr /F 10 Tf -1 0 0 1 990000 400 Tm <" + strings.Repeat("06280627", 98_000) + "> Tj ET"},
		"spaces of other fonts": {700_000, 842, "BT 0 400 Td " + strings.Repeat("/F 10 Tf <064706270628> Tj /M 10 Tf <0061006200200020> Tj ", 30_000) + "ET"},
		"cells": {80_000, 842, text(75_000, "/F 1 Tf 1 0 0 1 %.2f %d Tm <06280627> Tj\n",
			func(i int) []any { return []any{5 + float64(i/5)*5 + float64(i%5)*.5, 400 - i%5*2} })},
		"formulas as large as a page": {595, 842, strings.Repeat(head, 100) + text(300, "/M 1000000 Tf 1 0 0 1 %d %d Tm <0061> Tj\n",
			func(i int) []any { return []any{i % 70 * 9, i / 70 * 9} })},
		"little tables": {860, 860, each(780*5, "%d %d %d %d re f\n", func(i int) []any {
			x, y := 5+i/5%28*30, 5+i/5/28*30
			return [][]any{{x, y, 1, 20}, {x + 10, y, 1, 20}, {x + 20, y, 1, 20}, {x, y, 20, 1}, {x, y + 20, 20, 1}}[i%5]
		}) + text(100_000, "/F 2 Tf 1 0 0 1 %d %d Tm <06280627> Tj\n", func(i int) []any { return []any{i * 7 % 840, i * 11 % 839} })},
		"lines of a hair": {595, 842, text(80_000, "/F .005 Tf 1 0 0 1 300 %.4f Tm <062806280628> Tj\n", func(i int) []any { return []any{10 + float64(i)*.008} })},
	} {
		t.Run(name, func(t *testing.T) {
			path := printed(t, page.width, page.height, head+page.content)
			before := spent(t)
			convert(t, runner(t, nil), path, 1, 1, Options{OCR: OCRNever})
			if took := spent(t) - before; took > endless {
				t.Errorf("%s for %d bytes", took, len(page.content))
			} else {
				t.Logf("%s for %d bytes", took, len(page.content))
			}
		})
	}
}
