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
type Progress struct {
	w     io.Writer
	bar   *progressbar.ProgressBar
	mu    sync.Mutex
	files int // all
	sum   report.Summary
	done  map[string]bool
	start time.Time
	stop  chan struct{}
}

// plainInterval is the time between two plain lines, short enough that a log
// reader sees life and long enough that a night's run fills no disk.
const plainInterval = 10 * time.Second

// NewProgress starts to show progress on w.
func NewProgress(w io.Writer, terminal bool, files int) *Progress {
	p := &Progress{w: w, files: files, done: make(map[string]bool), start: time.Now(), stop: make(chan struct{})}
	if terminal {
		p.bar = progressbar.NewOptions(files,
			progressbar.OptionSetWriter(w),
			progressbar.OptionSetDescription("converting"),
			progressbar.OptionShowCount(),
			progressbar.OptionSetItsString("files"),
			progressbar.OptionShowIts(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
		return p
	}
	go func() {
		tick := time.NewTicker(plainInterval)
		defer tick.Stop()
		for {
			select {
			case <-p.stop:
				return
			case <-tick.C:
				p.mu.Lock()
				fmt.Fprintln(p.w, p.line())
				p.mu.Unlock()
			}
		}
	}()
	return p
}

// Page counts a record.
func (p *Progress) Page(r *report.Page) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum.Add(r)
	if !p.done[r.File] {
		p.done[r.File] = true
		if p.bar != nil {
			_ = p.bar.Add(1) // a bar that cannot be drawn must not stop the run
		}
	}
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%d text pages, %d OCR pages, %d failures", p.sum.TextPages, p.sum.OCRPages, p.sum.FailedFiles+p.sum.FailedPages))
	}
}

// line is the state in one line.
func (p *Progress) line() string {
	elapsed := time.Since(p.start)
	left := "unknown"
	if n := len(p.done); n > 0 {
		left = (elapsed / time.Duration(n) * time.Duration(p.files-n)).Round(time.Second).String()
	}
	return fmt.Sprintf("files %d/%d, pages %d (%d from text, %d by OCR), failures %d, %.1f pages/s, time left %s",
		len(p.done), p.files, p.sum.Pages, p.sum.TextPages, p.sum.OCRPages,
		p.sum.FailedFiles+p.sum.FailedPages, float64(p.sum.Pages)/elapsed.Seconds(), left)
}

// Close ends the display.
func (p *Progress) Close() {
	if p == nil {
		return
	}
	close(p.stop)
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
