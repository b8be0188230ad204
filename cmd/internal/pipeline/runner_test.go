package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/ocr"
)

// runner is one that reads no pixels unless it is given an engine.
func runner(t *testing.T, engine ocr.Engine) *Runner {
	r := &Runner{engine: engine}
	t.Cleanup(r.Close)
	return r
}

// convert runs a job and returns its results without the time they took.
func convert(t *testing.T, r *Runner, path string, first, last int, o Options) []*Result {
	t.Helper()
	return convertIn(t, r, 1, path, first, last, o)
}

// convertIn does so in several threads.
func convertIn(t *testing.T, r *Runner, threads int, path string, first, last int, o Options) []*Result {
	t.Helper()
	var all []*Result
	err := r.Pages(t.Context(), &Job{Path: path, Name: filepath.Base(path), First: first, Last: last, Threads: threads, Options: o}, func(res *Result) error {
		res.Record.Millis = 0
		all = append(all, res)
		return nil
	})
	if err != nil {
		t.Fatalf("%s, pages %d to %d: %v", path, first, last, err)
	}
	return all
}

// headed is a PDF with a running head and a folio on each of its pages, more of
// them than are read to learn from.
func headed(t *testing.T, pages int) string {
	t.Helper()
	var w pdfWriter
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	w.object("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>", pages, &kids)
	w.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	for i := range pages {
		w.object("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", 5+2*i)
		var c strings.Builder
		fmt.Fprintf(&c, "BT /F 9 Tf 60 810 Td (Annual report of the harbour) Tj ET BT /F 9 Tf 290 30 Td (%d) Tj ET ", i+1)
		for j := range 20 {
			fmt.Fprintf(&c, "BT /F 11 Tf 60 %d Td (%s) Tj ET ", 760-30*j, sentence(20*i+j))
		}
		w.object("<</Length %d>>stream\n%s\nendstream", c.Len(), &c)
	}
	return w.save(t)
}

// pdfWriter writes a PDF object by object, of which the first is the catalog. The zero value is ready for use.
type pdfWriter struct {
	b       bytes.Buffer
	offsets []int
}

func (w *pdfWriter) object(format string, args ...any) {
	if w.b.Len() == 0 {
		w.b.WriteString("%PDF-1.4\n")
	}
	w.offsets = append(w.offsets, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(w.offsets)}, args...)...)
}

// save is the path of the file.
func (w *pdfWriter) save(t *testing.T) string {
	t.Helper()
	xref := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, o := range w.offsets {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&w.b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, xref)
	path := filepath.Join(t.TempDir(), "written.pdf")
	if err := os.WriteFile(path, w.b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// sentence is one of 1000 that no other resembles.
func sentence(n int) string {
	who := []string{"The pilot", "A gull", "Our cook", "The oldest boat", "Nobody", "A customs clerk", "The tide", "My sister", "Some rope", "The harbour master"}
	does := []string{"forgot", "carries", "painted", "mends", "will count", "lost", "has found", "sells", "remembers", "hid"}
	what := []string{"seven crates of tea", "the green lantern", "a letter from the north", "every second anchor", "no barrels", "the map of the reef", "bread for the crew", "an empty cage", "his brother's coat", "two songs"}
	return strings.ReplaceAll(fmt.Sprintf("%s %s %s near the pier.", who[n%10], does[n/10%10], what[(n+n/100)%10]), "'", "")
}

// asked keeps what an engine was asked.
type asked struct {
	ocr.Null
	dpi float64
	opt ocr.Options
}

func (a *asked) Recognize(ctx context.Context, img *ocr.Image, opt ocr.Options) (*ocr.Reading, error) {
	a.dpi, a.opt = img.Resolution(), opt
	return a.Null.Recognize(ctx, img, opt)
}

// TestASecondTryTakesLess: a page that cost a worker is drawn smaller and read once.
func TestASecondTryTakesLess(t *testing.T) {
	for _, tt := range []struct {
		again   bool
		dpi     int
		want    float64
		profile ocr.Profile
	}{
		{false, 0, 200, ocr.Standard},
		{true, 0, againDPI, ocr.Fast},
		{true, 300, againDPI, ocr.Fast},
		{true, 100, 100, ocr.Fast},
	} {
		engine := &asked{}
		r := runner(t, engine)
		job := &Job{Path: fixtures.Path("pdf/chromium-prose.pdf"), First: 1, Last: 1, Again: tt.again, Options: Options{OCR: OCRAlways, DPI: tt.dpi}}
		if err := r.Pages(t.Context(), job, func(*Result) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if engine.dpi != tt.want || engine.opt.Profile != tt.profile {
			t.Errorf("again=%t dpi=%d: read at %.0f per inch with profile %d, want %.0f and %d", tt.again, tt.dpi, engine.dpi, engine.opt.Profile, tt.want, tt.profile)
		}
	}
}

// TestAPageIsTheSameHoweverItIsAskedFor is what lets a batch cut files into
// chunks, retry pages and use any number of workers.
func TestAPageIsTheSameHoweverItIsAskedFor(t *testing.T) {
	o := Options{OCR: OCRNever, Explain: true}
	for _, c := range []struct {
		path  string
		pages int
	}{
		{fixtures.Path("pdf/pango-prose.pdf"), 2},
		{fixtures.Path("pdf/chromium-amiri-lines.pdf"), 3},
		{fixtures.Path("pdf/libreoffice-lines.pdf"), 4},
		{headed(t, samplePages+6), samplePages + 6},
	} {
		name := filepath.Base(c.path)
		warm := runner(t, ocr.Null{})
		plan, err := warm.Plan(t.Context(), &Job{Path: c.path, Name: name, Options: o})
		if err != nil {
			t.Fatal(err)
		}
		if plan.Pages != c.pages {
			t.Fatalf("%s has %d pages, the test is about %d", name, plan.Pages, c.pages)
		}
		whole := convert(t, warm, c.path, 1, plan.Pages, o)
		again := convert(t, warm, c.path, 1, plan.Pages, o)
		threads := convertIn(t, runner(t, ocr.Null{}), 3, c.path, 1, plan.Pages, o)
		for n := plan.Pages; n >= 1; n -= max(1, plan.Pages/8) {
			alone := convert(t, runner(t, ocr.Null{}), c.path, n, n, o)[0]
			for how, other := range map[string]*Result{"in a range": whole[n-1], "a second time": again[n-1], "in threads": threads[n-1]} {
				if !reflect.DeepEqual(alone, other) {
					t.Errorf("%s, page %d: alone %+v\n%s %+v", name, n, alone, how, other)
				}
			}
		}
	}
}

func TestPlanKnowsLongTexts(t *testing.T) {
	for path, want := range map[string]bool{
		headed(t, longDocument+1):                  true,
		headed(t, longDocument):                    false,
		fixtures.Path("pdf/libreoffice-lines.pdf"): false,
	} {
		r := runner(t, ocr.Null{})
		alone, err := r.Plan(t.Context(), &Job{Path: path, Options: Options{OCR: OCRAuto}})
		if err != nil || alone.Text {
			t.Errorf("%s for one thread: %+v, %v", path, alone, err)
		}
		plan, err := r.Plan(t.Context(), &Job{Path: path, Threads: 2, Options: Options{OCR: OCRAuto}})
		if err != nil || plan.Text != want || !reflect.DeepEqual(plan.Warnings, alone.Warnings) {
			t.Errorf("%s: %+v, want %v; %v", path, plan, want, err)
		}
	}
}

func TestThreadsEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := 0
	err := runner(t, ocr.Null{}).Pages(ctx, &Job{Path: headed(t, 30), First: 1, Last: 30, Threads: 3, Options: Options{OCR: OCRNever}}, func(*Result) error {
		if seen++; seen == 2 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen > 10 {
		t.Errorf("%d pages, %v", seen, err)
	}
}

func TestRunningHeadsGo(t *testing.T) {
	path := headed(t, samplePages+6)
	for _, res := range convert(t, runner(t, ocr.Null{}), path, 1, samplePages+6, Options{OCR: OCRAuto}) {
		if strings.Contains(res.Text, "Annual report") || !strings.Contains(res.Text, sentence(20*(res.Record.Page-1))) {
			t.Errorf("page %d: %q", res.Record.Page, res.Text)
		}
	}
	kept := convert(t, runner(t, ocr.Null{}), path, 2, 2, Options{OCR: OCRAuto, Furniture: true})[0]
	if !strings.Contains(kept.Text, "Annual report of the harbour") {
		t.Errorf("--furniture lost the running head: %q", kept.Text)
	}
}

// TestEngineFaults is what a page owes when the engine does not do its work.
func TestEngineFaults(t *testing.T) {
	scan := fixtures.Path("scan/prose-low.jpg")
	for _, c := range []struct {
		engine ocr.Engine
		check  func(*Result) bool
	}{
		{ocr.FaultError, func(r *Result) bool { return r.Record.Error != nil && r.Text == "" && r.Record.Source == "none" }},
		{ocr.FaultUnicode, func(r *Result) bool {
			return r.Record.Error == nil && utf8.ValidString(r.Text) && warned(r, ocr.WarnBadUnicode)
		}},
		{ocr.FaultEmpty, func(r *Result) bool {
			return r.Record.Error == nil && r.Text == "" && r.Record.Source == "ocr" && warned(r, ocr.WarnNothing)
		}},
		{ocr.FaultHuge, func(r *Result) bool {
			return r.Record.Error != nil && r.Record.Error.Code == "bad-reading" && r.Text == ""
		}},
		{ocr.Null{}, func(r *Result) bool { return len(r.Record.Warnings) == 1 && r.Record.Warnings[0].Code == ocr.WarnBlank }},
	} {
		if res := convert(t, runner(t, c.engine), scan, 1, 1, Options{OCR: OCRAuto})[0]; !c.check(res) {
			t.Errorf("%#v: got %+v", c.engine, res)
		}
	}
}

// TestFallBack: when pixels cannot be read, a text layer that reads well is
// taken for what it is worth, and one that does not is no result.
func TestFallBack(t *testing.T) {
	r := runner(t, ocr.FaultError)
	both := convert(t, r, fixtures.Path("pdf/mixed.pdf"), 1, 2, Options{OCR: OCRAlways})
	if first := both[0]; first.Record.Error != nil || first.Text == "" || first.Record.Source != "text-layer" || !warned(first, "ocr-failed") {
		t.Errorf("a healthy layer: got %+v", first.Record)
	}
	if second := both[1]; second.Record.Error == nil || second.Text != "" {
		t.Errorf("a scan: got %+v", second.Record)
	}
}

func warned(res *Result, code string) bool {
	for _, w := range res.Record.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func TestInspectSaysWhatPagesDo(t *testing.T) {
	r := runner(t, ocr.Null{})
	job := &Job{Path: fixtures.Path("pdf/mixed.pdf"), Name: "mixed.pdf", Options: Options{OCR: OCRAuto}}
	seen, err := r.Inspect(t.Context(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, res := range convert(t, r, job.Path, 1, 2, job.Options) {
		p := seen.Pages[i]
		if p.Verdict != res.Record.Verdict || p.Reason != res.Record.Route || (p.Action == "ocr") != (res.Record.Source == "ocr") {
			t.Errorf("page %d: inspect says %+v, convert did %+v", i+1, p, res.Record)
		}
	}
	if chosen, err := r.Inspect(t.Context(), job, input.Ranges{{First: 2, Last: 2}}); err != nil || len(chosen.Pages) != 1 || chosen.Pages[0].Page != 2 {
		t.Errorf("page 2 alone: %+v, %v", chosen, err)
	}
}

func TestHandle(t *testing.T) {
	ask := func(req Request) (got []Response) {
		handle := runner(t, ocr.Null{}).Handle(t.Context())
		if err := handle(req, func(v any) error { got = append(got, v.(Response)); return nil }); err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		return got
	}
	good := &Job{Path: fixtures.Path("odd/plain.pdf"), Name: "plain.pdf", First: 1, Last: 9}
	bad := &Job{Path: fixtures.Path("odd/zero-pages.pdf"), Name: "zero-pages.pdf", First: 1, Last: 1}
	if got := ask(Request{Plan: good}); len(got) != 1 || got[0].Plan.Pages != 1 || got[0].Plan.Kind != input.PDF {
		t.Errorf("plan: %+v", got)
	}
	if got := ask(Request{Pages: good}); len(got) != 2 || got[0].Page.Text != "plain page\n" || !got[1].Done {
		t.Errorf("pages: %+v", got)
	}
	if got := ask(Request{Inspect: good}); len(got) != 1 || len(got[0].Inspection.Pages) != 1 {
		t.Errorf("inspect: %+v", got)
	}
	for _, req := range []Request{{Plan: bad}, {Pages: bad}, {Inspect: bad}} {
		if got := ask(req); len(got) != 1 || got[0].Failure == nil || got[0].Failure.Code != "no-pages" {
			t.Errorf("%+v: %+v", req, got)
		}
	}
	if err := runner(t, ocr.Null{}).Handle(t.Context())(Request{}, nil); err == nil {
		t.Error("an empty request has an answer")
	}
}

func TestPagesStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := runner(t, ocr.Null{}).Pages(ctx, &Job{Path: headed(t, 5), First: 1, Last: 5}, func(*Result) error {
		n++
		cancel()
		return nil
	})
	if err != context.Canceled || n != 1 {
		t.Errorf("%d pages, %v", n, err)
	}
}

func TestText(t *testing.T) {
	res, err := Text(t.Context(), "a.txt", []byte("اين كتاب"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Text != "این کتاب" || res.Record.Source != "plain" || res.Record.Encoding != "utf-8" || res.Edits != nil {
		t.Errorf("got %+v", res)
	}
	for _, c := range []struct{ in, code string }{{"", "empty"}, {"\x01\x02\x03\x00\x05", "not-text"}} {
		if _, err := Text(t.Context(), "a.txt", []byte(c.in), Options{}); Failure(err) == nil || Failure(err).Code != c.code {
			t.Errorf("%q: %v", c.in, err)
		}
	}
	if res, err := Text(t.Context(), "a.txt", []byte(" \n\t\n"), Options{}); err != nil || !warned(res, ocr.WarnBlank) {
		t.Errorf("white space alone: %+v, %v", res, err)
	}
}

// BenchmarkPages reads documents of full pages by three producers, opening and learning
// included. `make profile` takes its profile for the compiler.
func BenchmarkPages(b *testing.B) {
	const pages = 60
	for _, source := range []string{"chromium", "libreoffice", "qt"} {
		data, err := os.ReadFile(fixtures.Path("pdf/" + source + "-prose.pdf"))
		if err != nil {
			b.Fatal(err)
		}
		if data, err = fixtures.Repeat(data, pages); err != nil {
			b.Fatal(err)
		}
		path := filepath.Join(b.TempDir(), "long.pdf")
		if err := os.WriteFile(path, data, 0o666); err != nil {
			b.Fatal(err)
		}
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/threads=%d", source, threads), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r := &Runner{engine: ocr.Null{}}
					job := &Job{Path: path, First: 1, Last: pages, Threads: threads, Options: Options{OCR: OCRNever}}
					if err := r.Pages(b.Context(), job, func(*Result) error { return nil }); err != nil {
						b.Fatal(err)
					}
					r.Close()
				}
				b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/pages, "ms/page")
			})
		}
	}
}
