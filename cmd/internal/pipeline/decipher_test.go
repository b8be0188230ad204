package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/passes"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// unmapped is a printed page whose ToUnicode maps have another text in every second
// entry of the given letters, by an update at the end of the file. The first fonts of XeTeX
// have neither cmap nor names: nothing but the map tells their letters.
func unmapped(t *testing.T, name, text string, letters ...rune) string {
	t.Helper()
	gone := 0
	path := remapped(t, name, func(cmap []byte) []byte {
		for _, r := range letters {
			entry := regexp.MustCompile(fmt.Sprintf(`(?m)^(<[0-9A-F]{4}>) <%04X>$`, r))
			odd := false
			cmap = entry.ReplaceAllFunc(cmap, func(line []byte) []byte {
				if odd = !odd; odd {
					return line
				}
				gone++
				return append(line[:6:6], " <"+text+">"...)
			})
		}
		return cmap
	})
	if gone < len(letters) {
		t.Fatalf("only %d entries were taken away", gone)
	}
	return path
}

// remapped is a printed page with other ToUnicode maps, by an update at the end of
// the file.
func remapped(t *testing.T, name string, change func(cmap []byte) []byte) string {
	t.Helper()
	b, err := os.ReadFile(fixtures.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	f, err := object.Open(bytes.NewReader(b), int64(len(b)), object.Options{})
	if err != nil {
		t.Fatal(err)
	}
	prev := regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`).FindSubmatch(b)
	if prev == nil {
		t.Fatal("the file has no startxref")
	}
	b = append(b, '\n')
	var table strings.Builder
	size := 0
	for _, n := range f.Objects() {
		size = max(size, n+1)
		m := f.Get(n).Key("ToUnicode")
		if !m.IsStream() {
			continue
		}
		cmap, err := m.Data(1 << 20)
		if err != nil {
			t.Fatal(err)
		}
		cmap = change(cmap)
		fmt.Fprintf(&table, "%d 1\n%010d 00000 n \n", m.Object(), len(b))
		b = fmt.Appendf(b, "%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n", m.Object(), len(cmap), cmap)
	}
	at := len(b)
	b = fmt.Appendf(b, "xref\n%strailer\n<</Size %d/Root %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", &table, size, f.Trailer().Key("Root").Object(), prev[1], at)
	path := filepath.Join(t.TempDir(), "remapped.pdf")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// lost counts the words of one text that another lacks.
func lost(whole, got string) (lost, all int) {
	count := map[string]int{}
	for w := range strings.FieldsSeq(got) {
		count[w]++
	}
	for w := range strings.FieldsSeq(whole) {
		all++
		if count[w]--; count[w] < 0 {
			lost++
		}
	}
	return lost, all
}

// TestDecipher: letters that the file does not name come back by their words,
// together with the ZWNJs that their shapes carry, and inspect says so; also those
// that a map calls a space though they have ink, as some printed by Word.
func TestDecipher(t *testing.T) {
	r := runner(t, nil)
	o := Options{OCR: OCRNever}
	text := func(path string) string {
		var b strings.Builder
		for _, res := range convert(t, r, path, 1, 9, o) {
			b.WriteString(res.Text)
		}
		return b.String()
	}
	name := "pdf/xetex-lines.pdf"
	whole := text(fixtures.Path(name))
	for _, instead := range []string{"", "0020"} {
		path := unmapped(t, name, instead, '\u06CC', '\u0645', '\u062A') // FARSI YEH, MEEM, TEH
		// Letters that stand in a word or two only are left alone.
		if n, all := lost(whole, text(path)); n*25 > all {
			t.Errorf("map entry %q: %d of %d words are lost", instead, n, all)
		}
		seen, err := r.Inspect(t.Context(), &Job{Path: path, Options: o}, input.Ranges{})
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, f := range seen.Fonts {
			told = told || f.Verdict == "repairable" && strings.Contains(strings.Join(f.Evidence, "\n"), "named by their contexts")
		}
		if !told {
			t.Errorf("inspect does not tell: %+v", seen.Fonts)
		}
	}
}

// TestDecipherLie: an entry that is wrong all over is put right.
func TestDecipherLie(t *testing.T) {
	r := runner(t, nil)
	name := "pdf/xetex-lines.pdf"
	text := func(path string) string {
		var b strings.Builder
		for _, res := range convert(t, r, path, 1, 9, Options{OCR: OCRNever}) {
			b.WriteString(res.Text)
		}
		return b.String()
	}
	whole := text(fixtures.Path(name))
	path := unmapped(t, name, "0635", '\u062F') // SAD for DAL
	if n, all := lost(whole, text(path)); n*25 > all {
		t.Errorf("%d of %d words are lost", n, all)
	}
}

// TestDecipherJobs: what a page says does not depend on which pages a job has.
func TestDecipherJobs(t *testing.T) {
	path := unmapped(t, "pdf/xetex-lines.pdf", "", '\u06CC', '\u0646')
	all := convert(t, runner(t, nil), path, 1, 9, Options{OCR: OCRNever})
	for i, want := range all {
		got := convert(t, runner(t, nil), path, i+1, i+1, Options{OCR: OCRNever})
		if len(got) != 1 || got[0].Text != want.Text {
			t.Errorf("page %d differs when it is read alone", i+1)
		}
	}
}

// TestDoubtfulDigits: a map whose digits are shifted is told, by page and by font, and
// the text stays what the map says; pages without digits and sound maps tell nothing.
func TestDoubtfulDigits(t *testing.T) {
	entry := regexp.MustCompile(`(?m)^<[0-9a-f]{4}> <06f[0-9]>$`)
	name := "pdf/pango-lines.pdf"
	shifted := remapped(t, name, func(cmap []byte) []byte {
		return entry.ReplaceAllFunc(cmap, func(line []byte) []byte {
			at := len(line) - 2
			line[at] = '0' + (line[at]-'0'+4)%10
			return line
		})
	})
	shift := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '\u06F0' && r <= '\u06F9' {
				return '\u06F0' + (r-'\u06F0'+4)%10
			}
			return r
		}, s)
	}
	o := Options{OCR: OCRNever}
	sound, got := convert(t, runner(t, nil), fixtures.Path(name), 1, 9, o), convert(t, runner(t, nil), shifted, 1, 9, o)
	told := 0
	for i, res := range got {
		if want := shift(sound[i].Text); res.Text != want {
			t.Errorf("page %d: the text is not what the map says", i+1)
		}
		warned := 0
		for _, w := range res.Record.Warnings {
			if w.Code == passes.DigitsDoubtful {
				warned++
			}
		}
		if shows := strings.ContainsAny(sound[i].Text, "\u06F0\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9"); shows != (warned > 0) {
			t.Errorf("page %d: %d warnings, digits: %v", i+1, warned, shows)
		}
		told += warned
		if res.Record.Verdict != sound[i].Record.Verdict {
			t.Errorf("page %d: verdict %s", i+1, res.Record.Verdict)
		}
		for _, w := range sound[i].Record.Warnings {
			if w.Code == passes.DigitsDoubtful {
				t.Errorf("page %d of the sound file: %s", i+1, w.Text)
			}
		}
	}
	if told == 0 {
		t.Error("no page is told of")
	}
	seen, err := runner(t, nil).Inspect(t.Context(), &Job{Path: shifted, Options: o}, input.Ranges{})
	if err != nil {
		t.Fatal(err)
	}
	fonts, pages := 0, 0
	for _, f := range seen.Fonts {
		if strings.Contains(strings.Join(f.Evidence, "\n"), "digits are drawn as others") {
			fonts++
		}
	}
	for _, p := range seen.Pages {
		for _, w := range p.Warnings {
			if w.Code == passes.DigitsDoubtful {
				pages++
			}
		}
	}
	if fonts == 0 || pages != told {
		t.Errorf("inspect tells of %d fonts and %d pages, convert of %d", fonts, pages, told)
	}
}
