package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/merge"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/decode"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/passes"
	"github.com/paknevis/paknevis/repair/pdf"
	"github.com/paknevis/paknevis/repair/pdf/object"
	"github.com/paknevis/paknevis/repair/report"
)

// document is an open file.
type document struct {
	path     string
	password string
	kind     input.Kind
	file     *os.File
	engine   ocr.Engine
	render   func(*exec.Cmd) error // starts a program that draws pages of this file; nil for its own Start
	threads  int                   // that read pages for learning; 0 is 1

	mu         sync.Mutex // of sampled and readings
	eye        sync.Mutex // held while the engine reads
	pdf        *pdf.File
	layout     *layout.Knowledge
	tongue     *lang.Model // of the language of a PDF
	habits     *repair.Knowledge
	sampled    map[int]*page.Page   // pages arranged for learning, not yet asked for
	readings   map[int]*ocr.Reading // pixels read for learning, not yet asked for
	taught     map[int]bool         // pages whose pixels were read for learning
	illegible  error                // of pages whose letters no one can read, or nil
	unreadable map[int32]bool       // the fonts of these letters
	looked     int                  // pixels that the engine was given
	readLimit  time.Duration        // see the constant, which 0 stands for
	hurried    bool                 // it was reached
	doubtful   []int32              // the fonts whose digits are drawn as others than the file says
	learned    string               // the options that the maps were learned under
	images     []*ocr.Image
	text       *decode.Result
}

func (d *document) close() { _ = d.file.Close() } // opened for reading

// usualHeap is about what a worker holds beside the bytes of its file.
const usualHeap = 64 << 20

func (d *document) openPDF() error {
	info, err := d.file.Stat()
	if err != nil {
		return fmt.Errorf("reading the size: %w", err)
	}
	// The bytes of the file never become garbage: they must not count when the
	// collector reckons how much of it may lie about.
	debug.SetGCPercent(max(10, int(100*usualHeap/(usualHeap+info.Size()))))
	d.pdf, err = pdf.Open(d.file, info.Size(), pdf.Options{Password: d.password})
	if errors.Is(err, object.ErrPassword) && d.password != "" {
		return errWrongPassword
	}
	return err
}

func (d *document) openImages() error {
	b, err := d.bytes()
	if err != nil {
		return err
	}
	d.images, err = ocr.Decode(b)
	return err
}

func (d *document) openText() error {
	b, err := d.bytes()
	if err != nil {
		return err
	}
	if d.text, err = decode.Bytes(b); err != nil {
		return fmt.Errorf("decoding: %w", err)
	}
	return nil
}

// MaxWhole bounds the inputs that are read into memory whole, in bytes: images
// and texts.
const MaxWhole = 1 << 30

func (d *document) bytes() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(d.file, MaxWhole+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading: %w", err)
	case len(b) > MaxWhole:
		return nil, errTooLarge
	}
	return b, nil
}

func (d *document) pages() int {
	switch d.kind {
	case input.PDF:
		return d.pdf.NumPages()
	case input.Image:
		return len(d.images)
	}
	return 1
}

func (d *document) warnings() []page.Warning {
	if d.kind == input.PDF {
		return d.pdf.Warnings()
	}
	return nil
}

// read does one page.
func (d *document) read(ctx context.Context, n int, o Options) (*Result, error) {
	switch d.kind {
	case input.PDF:
		return d.readPDF(ctx, n, o)
	case input.Image:
		if o.OCR == OCRNever {
			return nil, errNeedsOCR
		}
		reading, err := d.recognize(ctx, d.images[n-1], ocr.Options{Languages: o.Languages, Profile: o.Profile, Number: n})
		if err != nil {
			return nil, fmt.Errorf("reading the image: %w", err)
		}
		reading.Page.Number = n
		layout.Tabulate(&reading.Page)
		layout.Furniture(&reading.Page)
		layout.Part(&reading.Page)
		layout.Rejoin(&reading.Page)
		return d.finish(ctx, &reading.Page, Route{page.VerdictAbsent, true, "the input is an image"}, o)
	}
	return textResult(ctx, d.text, o)
}

// arranged is a page of a PDF with its lines in logical order.
func (d *document) arranged(ctx context.Context, n int) (*page.Page, error) {
	d.mu.Lock()
	p, ok := d.sampled[n]
	delete(d.sampled, n)
	d.mu.Unlock()
	if !ok {
		var err error
		if p, err = d.pdf.Page(ctx, n); err != nil {
			return nil, err
		}
		layout.Arrange(p, d.pdf.Fonts(), d.layoutOptions())
	}
	d.warnDigits(p)
	return p, nil
}

func (d *document) layoutOptions() layout.Options {
	m := d.tongue
	return layout.Options{
		Knowledge: d.layout,
		Seam:      func(left, right string) layout.Seam { return seamIn(m, left, right) },
		Natural:   func(s string) float64 { return m.Score([]rune(s)) },
	}
}

func (d *document) readPDF(ctx context.Context, n int, o Options) (*Result, error) {
	if err := d.learn(ctx, o); err != nil {
		return nil, err
	}
	p, err := d.arranged(ctx, n)
	if err != nil {
		return nil, err
	}
	defer d.pdf.Reuse(p) // a result is text
	fonts := d.pdf.Fonts()
	m := d.modelOf(p)
	seen := gather(p, fonts, m)
	d.warnHurried(p, seen)
	route := decide(seen, o.OCR)
	if route.Verdict == page.VerdictAbsent && !route.OCR {
		switch {
		case len(p.Images) > 0:
			return nil, errNeedsOCR
		case hasWarning(p, "content-too-long"):
			return nil, errBomb
		case hasWarning(p, lostContent...):
			return nil, errLost
		}
		p.Warnings = append(p.Warnings, blank)
	}
	if route.refuses(seen, o.OCR) {
		return nil, fmt.Errorf("%w: %s", errSick, judge(seen).Reason)
	}
	mend := d.mends(p, seen, route, o)
	split := false
	if mend {
		route.OCR, route.Reason = true, route.Reason+"; lines with other glyphs are read from pixels"
	} else {
		route, split = splits(p, route, o)
	}
	if !route.OCR {
		return d.finish(ctx, p, route, o)
	}
	if route.Verdict == page.VerdictAbsent && hasWarning(p, "content-too-long") {
		return nil, errBomb // drawing it would unfold all of it again
	}
	if o.OCR == OCRAuto && d.strange(p) {
		return nil, d.illegible
	}
	reading, err := d.pixels(ctx, p, o)
	if err != nil {
		return d.fallBack(ctx, p, route, o, err)
	}
	if err := drawn(p, reading); err != nil {
		return nil, err
	}
	if o.OCR == OCRAlways || route.Verdict == page.VerdictAbsent {
		layout.Tabulate(&reading.Page) // of a layer, its own lines tell
	}
	layout.Part(&reading.Page)
	layout.Rejoin(&reading.Page)
	joined := reading.Page
	switch {
	case o.OCR == OCRAlways, seen.patchy() && seen.learned == 0:
	case mend:
		joined = merge.Mend(p, fonts, reading)
		return d.finish(ctx, &joined, route, o)
	case split:
		joined = merge.Words(p, reading, m)
		return d.finish(ctx, &joined, route, o)
	case seen.foreign():
		if language, _ := lang.Identify(joined.Flow().String()); language != lang.Persian && language != lang.Arabic {
			route.OCR, route.Reason = false, "an invisible text layer in another language, and so are the pixels"
			return d.finish(ctx, p, route, o)
		}
	default:
		joined = merge.Pages(p, fonts, reading)
	}
	if err := legible(&joined, reading); err != nil {
		return nil, err
	}
	if o.OCR == OCRAlways || route.Verdict == page.VerdictAbsent {
		layout.Furniture(&joined) // of a layer, its own pages tell
	}
	return d.finish(ctx, &joined, route, o)
}

// hasWarning reports a page with a warning of one of the codes.
func hasWarning(p *page.Page, codes ...string) bool {
	return slices.ContainsFunc(p.Warnings, func(w page.Warning) bool { return slices.Contains(codes, w.Code) })
}

// legible refuses a reading that is no text: letters of a style that the
// recognizer does not know (nastaliq), or too worn to be told. Passing it on
// would put noise where a reader expects the page.
func legible(p *page.Page, reading *ocr.Reading) error {
	m := passes.ModelFor(p.Flow())
	e := evidence{tongue: m.Language()}
	e.judgeLines(p, m, true)
	odd := e.sick + e.doubtful
	switch {
	case e.inTongue() && (float64(e.sick) > maxIllegible*float64(e.judged) || reading.Conf < minSure && float64(odd) > maxOdd*float64(e.judged)):
		return fmt.Errorf("%w: the recognizer is %.0f %% sure of its words, and %d of %d letters stand in lines that do not read as %s",
			errIllegible, 100*reading.Conf, odd, e.judged, e.tongue.Name())
	case reading.Conf < minSure && reading.Unread > maxUnread && e.text >= minJudged && e.read(p):
		return fmt.Errorf("%w: the recognizer is %.0f %% sure of its words, and %.0f %% of the ink is in none of them",
			errIllegible, 100*reading.Conf, 100*reading.Unread)
	}
	return nil
}

// fallBack gives the text layer for what it is worth when pixels cannot be
// read; a page whose layer is absent or sick has failed.
func (d *document) fallBack(ctx context.Context, p *page.Page, route Route, o Options, err error) (*Result, error) {
	if ctx.Err() != nil || route.Verdict == page.VerdictAbsent || route.Verdict == page.VerdictSick {
		return nil, err
	}
	if errors.Is(err, raster.ErrKilled) && !o.again {
		return nil, err // it is tried again before it is done without
	}
	p.Warnings = append(p.Warnings, page.Warning{Code: "ocr-failed", Text: err.Error()})
	route.OCR = false
	return d.finish(ctx, p, route, o)
}

// blank is the warning about an input without a letter.
var blank = page.Warning{Code: ocr.WarnBlank, Text: "there is no text on this page"}

// lostContent are the warnings of a page that is not blank in truth.
var lostContent = []string{"content-missing", "content-damaged", "page-damaged"}

// drawn tells a page that came out blank because its content is lost, or its
// picture is beyond what a renderer draws, from one that is blank.
func drawn(p *page.Page, reading *ocr.Reading) error {
	if len(p.Glyphs) > 0 || len(reading.Page.Blocks) > 0 {
		return nil
	}
	if hasWarning(p, lostContent...) {
		return errLost
	}
	for _, im := range p.Images {
		if err := ocr.CheckSize(im.Width, im.Height); errors.Is(err, ocr.ErrTooLarge) {
			return fmt.Errorf("the page came out blank, its picture is no picture: %w", err)
		}
	}
	return nil
}

// rasterPage is what the rasteriser needs to know of a page.
func rasterPage(p *page.Page) raster.Page {
	r := raster.Page{Number: p.Number, Box: p.Box}
	area := p.Box.Width() * p.Box.Height()
	for _, im := range p.Images {
		part := im.Box.Intersect(p.Box)
		if area > 0 && part.Width()*part.Height() >= scanCover*area {
			r.Pixels.Width, r.Pixels.Height = im.Width, im.Height
		}
	}
	return r
}

// finish repairs the text of a page and makes its record.
func (d *document) finish(ctx context.Context, p *page.Page, route Route, o Options) (*Result, error) {
	if !o.Furniture {
		dropFurniture(p)
	}
	head, foot, last := layout.Edges(p)
	fixed, err := repair.Page(ctx, p, d.habits, repairOptions(o))
	if err != nil {
		return nil, err
	}
	res, err := newResult(fixed, p.Number, o)
	if err != nil {
		return nil, err
	}
	res.describe(p, route)
	if o.Explain {
		res.Edits = append(res.Edits, report.Unsure(p.Number, fixed.Input, fixed.Text, p.Glyphs)...)
	}
	listed := export.Set(p, fixed.Text, passes.CodeForm)
	fixed.Text, res.Text = listed.Text, listed.Text.String()
	for i := range res.Edits {
		if sp := &res.Edits[i].Span; *sp != (report.Span{}) {
			sp.From, sp.To = listed.At(sp.From), listed.At(sp.To)
		}
	}
	if !listed.Holds(0) {
		res.Head = head
	}
	if last != nil {
		if n := lineOf(fixed.Text, last); !listed.Holds(n) {
			res.Foot, res.FootLine = foot, n
		}
	}
	o.Cells.shift(res.Edits, fixed.Text)
	res.Text = o.Cells.apart(res.Text)
	if o.Words {
		res.Page = export.NewPage(p, fixed.Text)
	}
	if o.Markdown {
		res.Markdown, res.MarkdownFoot = export.NewMarkdown(p, fixed.Text, listed.Listings, res.FootLine)
	}
	return res, nil
}

// lineOf is the line of a repaired text that ends in a line of the page.
func lineOf(t page.Text, last *page.Line) int {
	of := make(map[int32]bool, len(last.Text))
	for _, c := range last.Text {
		of[c.From] = true
	}
	end := len(t)
	for end > 0 && (t[end-1].From < 0 || !of[t[end-1].From]) {
		end--
	}
	n := 0
	for _, c := range t[:end] {
		if c.R == '\n' {
			n++
		}
	}
	return n
}

// dropFurniture takes running heads, feet and folios off a page.
func dropFurniture(p *page.Page) {
	kept := p.Blocks[:0:0]
	for _, b := range p.Blocks {
		if b.Kind != page.Header && b.Kind != page.Footer {
			kept = append(kept, b)
		}
	}
	p.Blocks = kept
}

// describe fills the record from the page and the decision about it.
func (res *Result) describe(p *page.Page, route Route) {
	rec := &res.Record
	var conf float64
	var letters int
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			l := &p.Blocks[i].Lines[j]
			if l.Source == page.SourceOCR {
				rec.Lines.OCR++
			} else {
				rec.Lines.Text++
			}
			conf += float64(l.Conf) * float64(len(l.Text))
			letters += len(l.Text)
		}
	}
	switch {
	case rec.Lines.OCR > 0 && rec.Lines.Text > 0:
		rec.Source = "mixed"
	case rec.Lines.OCR > 0 || route.OCR && rec.Lines.Text == 0:
		rec.Source = page.SourceOCR.String()
	default:
		rec.Source = page.SourceText.String()
	}
	if letters > 0 {
		rec.Confidence = round(conf / float64(letters))
	}
	rec.Verdict, rec.Route = route.Verdict.String(), route.Reason
	rec.Warnings = append(p.Warnings, rec.Warnings...)
}

// newResult makes a result of a repaired text.
func newResult(fixed *repair.Result, number int, o Options) (*Result, error) {
	text := fixed.Text.String()
	language, _ := lang.Identify(sampled(text))
	res := &Result{Text: text, Record: report.Page{
		Language:    language.String(),
		Confidence:  1,
		Chars:       len(fixed.Text),
		Edits:       fixed.Log.Counts(),
		Suggestions: counts(fixed),
		Warnings:    fixed.Warnings,
	}}
	if o.Explain {
		var err error
		if res.Edits, err = report.Explain(number, fixed.Input, fixed.Log); err != nil {
			return nil, fmt.Errorf("explaining: %w", err)
		}
		res.Edits = append(res.Edits, report.Suggest(number, fixed.Input, fixed.Suggestions)...)
	}
	return res, nil
}

// The part of a long text that tells its language: stretches spread over it.
const (
	toldWhole    = 1 << 18 // bytes up to which all of a text is read
	toldParts    = 32
	toldPartSize = toldWhole / toldParts
)

// sampled is a text, or of a long one stretches from all over it.
func sampled(text string) string {
	if len(text) <= toldWhole {
		return text
	}
	var b strings.Builder
	b.Grow(toldWhole + toldParts)
	for i := range toldParts {
		at := i * (len(text) - toldPartSize) / (toldParts - 1)
		b.WriteString(strings.ToValidUTF8(text[at:at+toldPartSize], " "))
		b.WriteByte('\n')
	}
	return b.String()
}

func counts(fixed *repair.Result) map[string]int {
	m := make(map[string]int)
	for _, r := range fixed.Suggestions {
		m[r.Pass] += len(r.Edits)
	}
	return m
}

// round keeps records readable and free of the last bits of floating point.
func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }
