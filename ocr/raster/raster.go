// Package raster renders pages of a PDF to grey images with poppler's pdftoppm.
//
// Which call do I want? [Pages] renders a range of pages and yields them one by
// one as they come out of one renderer process; [PageOf] renders a single page.
// Nothing touches the disk: pages travel as raw PGM through a pipe, which costs
// a twentieth of PNG.
//
// The resolution follows from the size of the page, never more pixels than the
// limit; every image is checked against the page it should show, because a
// renderer that runs out of memory delivers one pixel and reports success.
package raster

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

// Errors that callers branch on.
var (
	// ErrMissing: the renderer is not installed.
	ErrMissing = errors.New("pdftoppm not found; install the package poppler-utils")
	// ErrPassword: the file is encrypted, and the password is missing or wrong.
	ErrPassword = errors.New("the PDF needs a password")
	// ErrKilled: something from outside ended the renderer: a person, or the system when
	// memory was short. It is an ErrRender that may pass.
	ErrKilled = fmt.Errorf("%w", ErrRender)
	// ErrRender: the renderer failed or delivered something that is not the page.
	ErrRender = errors.New("page could not be rendered")
)

// Source is a PDF file on disk.
type Source struct {
	Path     string
	Password string // user password, may be empty
}

// Page is what is known of a page before it is rendered.
type Page struct {
	Number int       // 1 for the first page
	Box    page.Rect // its visible area in points, after /Rotate
	// Pixels is the size in samples of the picture that fills the page, as it
	// stands upright; zero if the page is not one scan.
	Pixels struct{ Width, Height int }
}

// Options say how to render. The zero value is right for print.
type Options struct {
	DPI       float64 // wanted resolution in pixels per inch, 0 for DefaultDPI
	MaxPixels int     // limit of one image, 0 for ocr.MaxPixels
	Tool      string  // path of pdftoppm, "" to search PATH
	// Start starts the renderer, in place of its method of that name: with fewer
	// rights, for the renderer takes hostile files apart.
	Start func(*exec.Cmd) error
}

const (
	// DefaultDPI shows 13-point print with lines 36 pixels high, where the
	// recognizer makes the fewest errors; higher ones cost time and lines.
	DefaultDPI = 200
	// MinDPI and MaxDPI bound what is asked of the renderer.
	MinDPI, MaxDPI = 20, 600
	// scanDPI is the highest resolution taken over from an embedded scan.
	scanDPI = 300
	// stderrLimit is how much of the renderer's complaints is kept, in bytes.
	stderrLimit = 4096
)

// Resolution is the resolution in pixels per inch at which a page is rendered:
// the wanted one, or that of the embedded scan if it is finer (up to 300), but
// never more than the limit of pixels allows. ok is false if the page is so
// large that no useful resolution is left.
func (o Options) Resolution(p Page) (dpi float64, ok bool) {
	dpi = o.DPI
	if dpi == 0 {
		dpi = DefaultDPI
	}
	w, h := p.Box.Width(), p.Box.Height()
	if w <= 0 || h <= 0 {
		return dpi, false
	}
	if o.DPI == 0 && p.Pixels.Width > 0 {
		scan := float64(p.Pixels.Width) * ocr.PointsPerInch / w
		dpi = min(max(dpi, scan), scanDPI)
	}
	limit := o.MaxPixels
	if limit <= 0 || limit > ocr.MaxPixels {
		limit = ocr.MaxPixels
	}
	inches := w * h / (ocr.PointsPerInch * ocr.PointsPerInch)
	dpi = min(dpi, MaxDPI, math.Sqrt(float64(limit)/inches)*0.999, (ocr.MaxSide-1)*ocr.PointsPerInch/max(w, h))
	// Whole steps of a tenth keep command lines and images reproducible. A scan at 200 may
	// come out as the number before: it would be scaled by a hair, which blurs it.
	dpi = math.Floor(dpi*10+1e-6) / 10
	return dpi, dpi >= MinDPI
}

// PageOf renders one page.
func PageOf(ctx context.Context, src Source, p Page, opt Options) (*ocr.Image, error) {
	for m, err := range Pages(ctx, src, []Page{p}, opt) {
		return m, err
	}
	return nil, fmt.Errorf("page %d: %w: the renderer said nothing", p.Number, ErrRender)
}

// Pages renders the given pages, in ascending order, and yields each image or
// the error that took its place. Runs of neighbouring pages with one resolution
// share a renderer process. After an error of the renderer itself the pages that
// follow are tried in a process of their own, so one bad page costs only itself.
// Leaving the loop or the end of ctx kills the renderer.
func Pages(ctx context.Context, src Source, pages []Page, opt Options) iter.Seq2[*ocr.Image, error] {
	return func(yield func(*ocr.Image, error) bool) {
		for len(pages) > 0 {
			dpi, ok := opt.Resolution(pages[0])
			if !ok {
				err := fmt.Errorf("page %d: %w: %.0f x %.0f points is beyond what %d pixels can show; split the page",
					pages[0].Number, ocr.ErrTooLarge, pages[0].Box.Width(), pages[0].Box.Height(), ocr.MaxPixels)
				if !yield(nil, err) {
					return
				}
				pages = pages[1:]
				continue
			}
			n := 1
			for n < len(pages) && pages[n].Number == pages[n-1].Number+1 {
				if d, ok := opt.Resolution(pages[n]); !ok || d != dpi {
					break
				}
				n++
			}
			done, goOn := render(ctx, src, pages[:n], dpi, opt, yield)
			if !goOn {
				return
			}
			pages = pages[done:]
		}
	}
}

// render runs one renderer over neighbouring pages. done counts the pages that
// were answered, the failed one included; it is at least 1.
func render(ctx context.Context, src Source, pages []Page, dpi float64, opt Options, yield func(*ocr.Image, error) bool) (done int, goOn bool) {
	first, last := pages[0].Number, pages[len(pages)-1].Number
	fail := func(at int, err error) (int, bool) {
		return at + 1, yield(nil, fmt.Errorf("page %d: %w", pages[at].Number, err)) && ctx.Err() == nil
	}
	tool := opt.Tool
	if tool == "" {
		tool = "pdftoppm"
	}
	tool, err := exec.LookPath(tool)
	if err != nil {
		return fail(0, ErrMissing)
	}
	args := []string{"-gray", "-r", strconv.FormatFloat(dpi, 'f', 1, 64), "-f", strconv.Itoa(first), "-l", strconv.Itoa(last), "-cropbox"}
	if src.Password != "" {
		args = append(args, "-upw", src.Password)
	}
	path := src.Path
	if strings.HasPrefix(path, "-") {
		path = "./" + path // not an option
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, tool, append(args, path)...)
	complaints := &tail{limit: stderrLimit}
	cmd.Stderr = complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fail(0, fmt.Errorf("start the renderer: %w", err))
	}
	start := (*exec.Cmd).Start
	if opt.Start != nil {
		start = opt.Start
	}
	if err := start(cmd); err != nil {
		return fail(0, fmt.Errorf("start the renderer: %w", err))
	}
	waited := false
	wait := func() error {
		waited = true
		_, _ = io.Copy(io.Discard, out)
		return cmd.Wait()
	}
	defer func() {
		if !waited {
			cancel()
			_ = wait()
		}
	}()
	r := bufio.NewReaderSize(out, 1<<16)
	for i, p := range pages {
		m, err := ocr.ReadPGM(r)
		if err == nil {
			err = matches(m, p, dpi)
		}
		if err != nil {
			outer := ctx.Err()
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				cancel() // the stream is out of step
			}
			exit := wait()
			if outer != nil {
				return fail(i, outer)
			}
			return fail(i, explain(err, exit, complaints.String()))
		}
		m.DPI = dpi
		if !yield(m, nil) {
			return i + 1, false
		}
	}
	_ = wait() // every page is here: what the renderer thinks of the file no longer matters
	return len(pages), ctx.Err() == nil
}

// explain turns what is known of a failure into one error.
func explain(err, exit error, complaints string) error {
	if strings.Contains(complaints, "Incorrect password") {
		return ErrPassword
	}
	why := complaints
	if why == "" && exit != nil {
		why = exit.Error()
	}
	if killed(exit) && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) { // and not by us, as it was out of step
		return fmt.Errorf("%w: the renderer was ended from outside: %s", ErrKilled, exit)
	}
	if errors.Is(err, io.EOF) {
		if why == "" {
			why = "the renderer delivered no image"
		}
		return fmt.Errorf("%w: %s", ErrRender, why)
	}
	if why == "" {
		return fmt.Errorf("%w: %w", ErrRender, err)
	}
	return fmt.Errorf("%w: %w (%s)", ErrRender, err, why)
}

// killed reports a process that a signal ended which no fault of its own brings.
func killed(exit error) bool {
	var e *exec.ExitError
	if !errors.As(exit, &e) {
		return false
	}
	status, ok := e.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() {
		return false
	}
	switch status.Signal() {
	case syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP:
		return true
	}
	return false
}

// aspectSlack is how many pixels a side may differ from what the box asks for:
// the renderer rounds up, and page boxes come rounded to points.
const aspectSlack = 3.0

// matches checks that an image can be the page.
func matches(m *ocr.Image, p Page, dpi float64) error {
	w, h := p.Box.Width()*dpi/ocr.PointsPerInch, p.Box.Height()*dpi/ocr.PointsPerInch
	slack := aspectSlack + dpi/ocr.PointsPerInch
	if math.Abs(float64(m.Width())-w) > slack || math.Abs(float64(m.Height())-h) > slack {
		return fmt.Errorf("the image has %d x %d pixels where %.0f x %.0f were asked for", m.Width(), m.Height(), w, h)
	}
	return nil
}

// tail keeps the first bytes that are written to it, as one line.
type tail struct {
	bytes.Buffer
	limit int
}

func (t *tail) Write(p []byte) (int, error) {
	if room := t.limit - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *tail) String() string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(t.Buffer.String(), "?"), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}
