package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/paknevis/paknevis/repair/report"
)

// Progress shows how a run goes: a bar with counts, rate and time left on a
// terminal, a plain line every ten seconds otherwise, nothing when it is nil.
// How many pages there are is known only once all files have been opened; until
// then a file that waits counts as long as those that were opened on average.
type Progress struct {
	mu      sync.Mutex
	w       io.Writer
	bar     *progressbar.ProgressBar // nil without a terminal
	waiting int                      // files that have not been opened
	opened  int                      // files that have
	pages   int                      // in them
	sum     report.Summary
	start   time.Time
	drawn   time.Time
	stop    chan struct{}
}

// plainInterval is the time between two plain lines, short enough that a log
// reader sees life and long enough that a night's run fills no disk.
const plainInterval = 10 * time.Second

// NewProgress starts to show progress on w.
func NewProgress(w io.Writer, terminal bool, files int) *Progress {
	p := &Progress{w: w, waiting: files, start: time.Now(), stop: make(chan struct{})}
	if terminal {
		p.bar = progressbar.NewOptions(files,
			progressbar.OptionSetWriter(w),
			progressbar.OptionSetDescription(p.state()),
			progressbar.OptionShowCount(),
			progressbar.OptionSetItsString("pages"),
			progressbar.OptionShowIts(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionClearOnFinish())
		return p
	}
	go p.printPlain()
	return p
}

func (p *Progress) printPlain() {
	tick := time.NewTicker(plainInterval)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			p.mu.Lock()
			fmt.Fprintln(p.w, p.line(time.Since(p.start)))
			p.mu.Unlock()
		}
	}
}

// Opened counts a file whose pages are about to be done.
func (p *Progress) Opened(pages int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting--
	p.opened++
	p.pages += pages
	p.draw()
}

// Record counts a page that is done, or a file that could not be opened.
func (p *Progress) Record(r *report.Page) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum.Add(r)
	if r.Page == 0 {
		p.waiting--
	}
	p.draw()
}

// Clear makes room on a terminal for a line that is to stay. The next record
// draws the bar again below it.
func (p *Progress) Clear() {
	if p == nil || p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.bar.Clear() // a bar that cannot be drawn must not stop the run
}

// drawInterval is the shortest time between two drawings of the bar: the eye
// sees no more, and a slow terminal does not hold up the run.
const drawInterval = 100 * time.Millisecond

func (p *Progress) draw() {
	if p.bar == nil || time.Since(p.drawn) < drawInterval {
		return
	}
	p.drawn = time.Now()
	p.bar.Describe(p.state())
	p.bar.ChangeMax(p.expected())
	_ = p.bar.Set(p.sum.Pages) // as in Clear
}

// expected is how many pages the run has, as far as is known.
func (p *Progress) expected() int {
	if p.opened == 0 {
		return max(p.waiting, 1)
	}
	return p.pages + (p.waiting*p.pages+p.opened-1)/p.opened
}

func (p *Progress) state() string {
	return fmt.Sprintf("%d from text, %d by OCR, %d failed", p.sum.TextPages, p.sum.OCRPages, p.sum.FailedFiles+p.sum.FailedPages)
}

// line is the state after a time in one line.
func (p *Progress) line(after time.Duration) string {
	about, left := "", "unknown"
	if p.waiting > 0 {
		about = "about "
	}
	if p.sum.Pages > 0 {
		left = (after / time.Duration(p.sum.Pages) * time.Duration(p.expected()-p.sum.Pages)).Round(time.Second).String()
	}
	return fmt.Sprintf("page %d of %s%d (%s), %.1f pages/s, time left %s",
		p.sum.Pages, about, p.expected(), p.state(), float64(p.sum.Pages)/after.Seconds(), left)
}

// Close ends the display.
func (p *Progress) Close() {
	if p == nil {
		return
	}
	close(p.stop)
	if p.bar != nil {
		_ = p.bar.Finish() // as in Clear
	}
}
