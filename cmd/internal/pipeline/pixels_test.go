package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/tesseract"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// mute is a printed page whose fonts have lost their maps. Those of Qt, Pango and
// the reshaper have neither a cmap nor names: only outlines and pixels tell their letters.
func mute(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(fixtures.Path("pdf/" + name))
	if err != nil {
		t.Fatal(err)
	}
	key := []byte("/ToUnicode")
	if !bytes.Contains(b, key) {
		t.Fatalf("%s has no map to lose", name)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, bytes.ReplaceAll(b, key, []byte("/ToNothing")), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// recall is the share of the words of a gold text that a text has.
func recall(t *testing.T, gold string, results []*Result) float64 {
	t.Helper()
	want, err := fixtures.Gold(gold)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	for _, r := range results {
		for _, w := range strings.Fields(r.Text) {
			have[w]++
		}
	}
	hit, all := 0, 0
	for _, w := range strings.Fields(want) {
		all++
		if have[w]--; have[w] >= 0 {
			hit++
		}
	}
	return float64(hit) / float64(all)
}

// TestMapsLearnedFromPixels: the text of fonts without a map comes from the text
// layer, named by what Tesseract sees, and is better than what it reads itself.
func TestMapsLearnedFromPixels(t *testing.T) {
	engine := tesseract.New(tesseract.Options{})
	if err := tesseract.Check(tesseract.Options{}); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct {
		name, gold string
		least      float64
	}{
		{"qt-prose.pdf", "prose", 0.94},
		{"qt-columns.pdf", "columns", 0.93},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := mute(t, c.name)
			r := runner(t, engine)
			got := convert(t, r, path, 1, 9, Options{OCR: OCRAuto})
			seen := recall(t, c.gold, got)
			read := recall(t, c.gold, convert(t, runner(t, engine), path, 1, 9, Options{OCR: OCRAlways}))
			if seen < c.least || seen <= read {
				t.Errorf("recall %.3f, by OCR alone %.3f", seen, read)
			}
			for _, res := range got {
				rec := res.Record
				if rec.Verdict != page.VerdictRepairable.String() || !strings.Contains(rec.Route, "learned from pixels") || rec.Lines.Text == 0 || rec.Lines.OCR > rec.Lines.Text/3 {
					t.Errorf("page %d: %s from %+v, %q", rec.Page, rec.Verdict, rec.Lines, rec.Route)
				}
			}
			told := false
			for _, f := range r.current.pdf.Fonts() {
				told = told || strings.Contains(strings.Join(f.Evidence, "\n"), "the map was learned from pixels: ")
			}
			if !told {
				t.Error("no font says that its map was learned")
			}
		})
	}
}

// TestOutlinesOfKnownFonts: where the font is known, its outlines alone tell the letters of
// a page that has lost its map.
func TestOutlinesOfKnownFonts(t *testing.T) {
	got := convert(t, runner(t, ocr.Null{}), mute(t, "reshaper-columns.pdf"), 1, 9, Options{OCR: OCRNever})
	if seen := recall(t, "columns", got); seen < 0.98 {
		t.Errorf("recall %.3f", seen)
	}
}

// exchanged is a printed page whose maps have ten letters for ten others.
func exchanged(t *testing.T, name string) string {
	t.Helper()
	// ALEF, YEH, REH, NOON, HEH, DAL, MEEM, BEH, SHEEN, TEH: each stands for the next.
	ring := []rune{0x0627, 0x06CC, 0x0631, 0x0646, 0x0647, 0x062F, 0x0645, 0x0628, 0x0634, 0x062A}
	swapped := 0
	path := remapped(t, name, func(cmap []byte) []byte {
		return regexp.MustCompile(`<(06|FB|FE)[0-9A-F]{2}>`).ReplaceAllFunc(cmap, func(entry []byte) []byte {
			r, err := strconv.ParseUint(string(entry[1:5]), 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			letter := string(rune(r))
			if s, ok := script.Unshape(rune(r)); ok {
				letter = s.Base
			}
			k := slices.Index(ring, []rune(letter)[0])
			if k < 0 {
				return entry
			}
			swapped++
			return fmt.Appendf(nil, "<%04X>", ring[(k+1)%len(ring)])
		})
	})
	if swapped < len(ring) {
		t.Fatalf("only %d entries were exchanged", swapped)
	}
	return path
}

// TestLyingMaps: letters that a map has exchanged make words that nobody knows;
// the pixels prove the map wrong and teach another, unless outlines do so before.
func TestLyingMaps(t *testing.T) {
	if err := tesseract.Check(tesseract.Options{}); err != nil {
		t.Skip(err)
	}
	read := func(path string, engine ocr.Engine, mode OCRMode) float64 {
		return recall(t, "technical", convert(t, runner(t, engine), path, 1, 9, Options{OCR: mode}))
	}
	path := exchanged(t, "pdf/qt-technical.pdf")
	never, got := read(path, ocr.Null{}, OCRNever), read(path, tesseract.New(tesseract.Options{}), OCRAuto)
	if never > 0.5 || got < 0.9 {
		t.Errorf("recall %.3f, by the map of the file %.3f", got, never)
	}
	if got := read(exchanged(t, "pdf/pango-technical.pdf"), ocr.Null{}, OCRNever); got < 0.99 {
		t.Errorf("recall %.3f by the outlines of a known font", got)
	}
}

func TestLies(t *testing.T) {
	m := lang.Default()
	good, err := fixtures.Gold("prose")
	if err != nil {
		t.Fatal(err)
	}
	exchanged := strings.NewReplacer("ا", "ی", "ی", "ر", "ر", "ن", "ن", "ه", "ه", "د", "د", "م", "م", "ب", "ب", "ا").Replace(good)
	kurdish, err := fixtures.Gold("kurdish")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"prose": {good, false}, "another language": {kurdish, false}, "too little": {exchanged[:100], false}, "nothing": {"", false},
		"exchanged letters": {exchanged, true},
	} {
		if got := lies(c.text, m); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// counting counts the pages that an engine is shown.
type counting struct {
	ocr.Engine
	pages *int
}

func (c counting) Recognize(ctx context.Context, img *ocr.Image, o ocr.Options) (*ocr.Reading, error) {
	*c.pages++
	return c.Engine.Recognize(ctx, img, o)
}

// TestPixelsAreReadOnlyWhereFontsAreSick: healthy documents cost no OCR, and
// nothing is learned where OCR is switched off. A sick layer is refused there, and
// never passed off as text.
func TestPixelsAreReadOnlyWhereFontsAreSick(t *testing.T) {
	n := 0
	engine := counting{ocr.Null{}, &n}
	for _, name := range []string{"qt-prose.pdf", "pango-lines.pdf", "reshaper-lines.pdf", "libreoffice-table.pdf", "chromium-kurdish.pdf",
		"chromium-azeri.pdf", "libreoffice-azeri.pdf", "chromium-urdu.pdf", "chromium-pashto.pdf", "chromium-arabic.pdf", "libreoffice-verse.pdf"} {
		r := runner(t, engine)
		convert(t, r, fixtures.Path("pdf/"+name), 1, 9, Options{OCR: OCRAuto})
		for _, f := range r.current.pdf.Fonts() {
			if strings.Contains(strings.Join(f.Evidence, "\n"), "pixels") {
				t.Errorf("%s: font %s was taught: %v", name, f.Name, f.Evidence)
			}
		}
	}
	for _, res := range convert(t, runner(t, engine), mute(t, "qt-prose.pdf"), 1, 9, Options{OCR: OCRNever}) {
		if f := res.Record.Error; res.Text != "" || f == nil || f.Code != "needs-ocr" || !strings.Contains(f.Reason, "codes cannot be named") {
			t.Errorf("codes without a map passed for text: %q, %+v", res.Text, f)
		}
	}
	seen, err := runner(t, engine).Inspect(t.Context(), &Job{Path: mute(t, "qt-prose.pdf"), Options: Options{OCR: OCRNever}}, nil)
	if err != nil || len(seen.Pages) != 1 || seen.Pages[0].Action != "fail" {
		t.Errorf("convert refuses the page, and inspect says %+v, %v", seen, err)
	}
	foreign := convert(t, runner(t, engine), fixtures.Path("pdf/ocr-wrong.pdf"), 1, 1, Options{OCR: OCRNever})
	if foreign[0].Record.Error != nil || foreign[0].Text == "" {
		t.Errorf("a layer that may be in another language was refused: %+v", foreign[0].Record.Error)
	}
	if n > 0 {
		t.Errorf("%d pages were read", n)
	}
}

// TestLearnedPagesAreTheSameHoweverTheyAreAskedFor: the sample that teaches is
// that of the document, not of the job.
func TestLearnedPagesAreTheSameHoweverTheyAreAskedFor(t *testing.T) {
	if err := tesseract.Check(tesseract.Options{}); err != nil {
		t.Skip(err)
	}
	engine := tesseract.New(tesseract.Options{})
	path := mute(t, "pango-lines.pdf")
	whole := convert(t, runner(t, engine), path, 1, 9, Options{OCR: OCRAuto})
	if len(whole) < 2 {
		t.Fatal("the test is about several pages")
	}
	last := convert(t, runner(t, engine), path, len(whole), len(whole), Options{OCR: OCRAuto})
	if len(last) != 1 || last[0].Text != whole[len(whole)-1].Text || last[0].Record.Route != whole[len(whole)-1].Record.Route {
		t.Error("the last page differs when it is read alone")
	}
}

// TestAReadingThatFailsTeachesNothing: the pages are then read one by one, and
// each says what went wrong.
func TestAReadingThatFailsTeachesNothing(t *testing.T) {
	for _, engine := range []ocr.Engine{ocr.FaultError, ocr.FaultUnicode, ocr.FaultEmpty, ocr.Null{}} {
		for _, res := range convert(t, runner(t, engine), mute(t, "qt-prose.pdf"), 1, 9, Options{OCR: OCRAuto}) {
			if strings.Contains(res.Record.Route, "learned") {
				t.Errorf("%T: %q", engine, res.Record.Route)
			}
		}
	}
}

// hesitant is an engine that never answers in time.
type hesitant struct{ ocr.Null }

func (h hesitant) Recognize(ctx context.Context, img *ocr.Image, o ocr.Options) (*ocr.Reading, error) {
	if _, limited := ctx.Deadline(); limited {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return h.Null.Recognize(ctx, img, o)
}

// TestHurried: where the time for learning from pixels is up, the pages that could have been
// read better tell so, and pages with names do not.
func TestHurried(t *testing.T) {
	for path, want := range map[string]bool{mute(t, "qt-prose.pdf"): true, fixtures.Path("pdf/qt-prose.pdf"): false} {
		r := runner(t, hesitant{})
		r.readLimit = time.Nanosecond // up before anything is read
		if res := convert(t, r, path, 1, 1, Options{OCR: OCRAuto})[0]; warned(res, "learning-cut-short") != want {
			t.Errorf("%s: told %t, want %t: %+v", path, !want, want, res.Record.Warnings)
		}
	}
}
