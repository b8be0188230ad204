package cli

import (
	"fmt"
	"sync"
	"time"

	"github.com/paknevis/paknevis/repair/report"
)

// Progress shows how a run goes: a bar with counts, rate and time left on a
// terminal, a line every ten seconds otherwise, nothing when it is nil.
// How many pages there are is known only once all files have been opened; until
// then a file that waits counts as long as those that were opened on average.
type Progress struct {
	mu     sync.Mutex
	log    *Log
	bar    *bar // nil without a terminal
	files  int
	opened int // files that have been
	pages  int // in them
	before int // pages that were done before the run
	sum    report.Summary
	start  time.Time
	stage  string // what is done after the pages; "" while they are
	done   int    // of the pages that it looks at
	of     int
	closed bool
	stop   chan struct{}
}

// plainInterval is the time between two plain lines, short enough that a log
// reader sees life and long enough that a night's run fills no disk.
const plainInterval = 10 * time.Second

// barInterval is the time after which the bar is drawn again though nothing happened: the
// time left goes down.
const barInterval = time.Second

// NewProgress starts to show progress in a log, as a bar if that is a terminal.
func NewProgress(l *Log, terminal bool, files int) *Progress {
	p := &Progress{log: l, files: files, start: time.Now(), stop: make(chan struct{})}
	if terminal && !l.JSON() {
		p.bar = &bar{w: l.w}
		go p.every(barInterval)
		return p
	}
	go p.every(plainInterval)
	return p
}

// every shows the state now and then.
func (p *Progress) every(interval time.Duration) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			p.mu.Lock()
			switch {
			case p.closed:
			case p.bar != nil:
				p.draw()
			default:
				p.log.progress(p.state())
			}
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
	p.opened++
	p.pages += pages
	p.draw()
}

// Record counts a page that is done, or a file that has no pages. before says that it was
// done when the run began.
func (p *Progress) Record(r *report.Page, before bool) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum.Add(r)
	if before && r.Page > 0 {
		p.before++
	}
	if r.Page == 0 && p.opened < p.files {
		p.opened++
	}
	p.draw()
}

// Stage says that the pages are done and what is done now, and gives the function to tell
// how far that is.
func (p *Progress) Stage(name string) func(done, of int) {
	if p == nil {
		return nil
	}
	return func(done, of int) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.closed {
			p.stage, p.done, p.of = name, max(done, p.done), of // goroutines may come out of order
			p.draw()
		}
	}
}

// Clear makes room on a terminal for a line that is to stay. The next record
// draws the bar again below it.
func (p *Progress) Clear() {
	if p == nil || p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bar.clear()
}

func (p *Progress) draw() {
	if p.bar != nil {
		p.bar.draw(p.state(), time.Now())
	}
}

// expected is how many pages the run has, as far as is known.
func (p *Progress) expected() int {
	waiting := max(p.files-p.opened, 0)
	if p.opened == 0 {
		return max(waiting, 1)
	}
	return p.pages + (waiting*p.pages+p.opened-1)/p.opened
}

func (p *Progress) state() State {
	return p.stateAfter(time.Since(p.start))
}

// State is how far a run has come.
type State struct {
	Opened, Files   int // files
	Pages, Expected int
	About           bool // not all files have been opened: Expected is an estimate
	Text, OCR       int  // pages by source
	Failed          int  // pages, and files without pages
	Rate            float64
	Left            time.Duration // until the end; below 0 if nothing is known

	Stage    string // what is done when all pages are, with as many pages done as it looks at
	Done, Of int
}

func (p *Progress) stateAfter(after time.Duration) State {
	s := State{
		Opened: min(p.opened, p.files), Files: p.files, Pages: p.sum.Pages, Expected: p.expected(), About: p.opened < p.files,
		Text: p.sum.TextPages, OCR: p.sum.OCRPages, Failed: p.sum.FailedFiles + p.sum.FailedPages, Left: -1,
		Stage: p.stage, Done: p.done, Of: p.of,
	}
	if now := p.sum.Pages - p.before; now > 0 {
		s.Rate = float64(now) / after.Seconds()
		s.Left = after / time.Duration(now) * time.Duration(max(s.Expected-s.Pages, 0))
	}
	return s
}

func (s State) String() string {
	return fmt.Sprintf("file %d of %d, %d pages from text, %d by OCR, %d failed", s.Opened, s.Files, s.Text, s.OCR, s.Failed)
}

// line is the state in one line.
func (s State) line() string {
	if s.Stage != "" {
		return fmt.Sprintf("%s: page %d of %d", s.Stage, s.Done, s.Of)
	}
	about, left := "", "unknown"
	if s.About {
		about = "about "
	}
	if s.Left >= 0 {
		left = s.Left.Round(time.Second).String()
	}
	return fmt.Sprintf("page %d of %s%d (%s), %.1f pages/s, time left %s", s.Pages, about, s.Expected, s, s.Rate, left)
}

// Close ends the display. Closing it again does nothing.
func (p *Progress) Close() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	close(p.stop)
	if p.closed = true; p.bar != nil {
		p.bar.clear()
	}
}
