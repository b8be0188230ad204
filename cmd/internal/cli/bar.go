package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// bar is one line at the foot of a terminal that is drawn again and again. It is plain
// ASCII, never wider than the terminal, and gone when the run ends.
type bar struct {
	w     io.Writer
	drawn time.Time
}

// drawInterval is the shortest time between two drawings of the bar: the eye
// sees no more, and a slow terminal does not hold up the run.
const drawInterval = 100 * time.Millisecond

const (
	// eraseLine puts the cursor to the beginning of the line and erases it (ECMA-48: CR, EL).
	eraseLine = "\r\x1b[K"
	// assumedWidth is that of a terminal which does not tell.
	assumedWidth = 80
	// barMost and barLeast bound the length of the bar itself.
	barMost, barLeast = 30, 6
)

// width is how many columns may be written; the last one is left free, where some
// terminals go on in the next line.
func (b *bar) width() int {
	if f, ok := b.w.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 1 {
			return w - 1
		}
	}
	return assumedWidth - 1
}

// draw shows a state, unless the last one is hardly gone. That a bar cannot be drawn must
// not stop a run.
func (b *bar) draw(s State, now time.Time) {
	if now.Sub(b.drawn) < drawInterval {
		return
	}
	b.drawn = now
	_, _ = io.WriteString(b.w, eraseLine+s.barLine(b.width()))
}

// clear takes the bar away; the next state draws it again at once.
func (b *bar) clear() {
	if b.drawn.IsZero() {
		return
	}
	b.drawn = time.Time{}
	_, _ = io.WriteString(b.w, eraseLine)
}

// barLine is the state in so many columns: first go the bar and words, then what matters least.
func (s State) barLine(width int) string {
	if s.Stage != "" {
		return s.stageLine(width)
	}
	about := ""
	if s.About {
		about = "~"
	}
	left := "?"
	if s.Left >= 0 {
		left = shortTime(s.Left)
	}
	share := 0.0
	if s.Expected > 0 {
		share = min(1, float64(s.Pages)/float64(s.Expected))
	}
	head := fmt.Sprintf("file %d/%d  page %d/%s%d", s.Opened, s.Files, s.Pages, about, s.Expected)
	tail := fmt.Sprintf("  %d text, %d OCR, %d failed  %.1f/s  left %s", s.Text, s.OCR, s.Failed, s.Rate, left)
	if room := width - len(head) - len(tail) - len("  [] 100%"); room >= barLeast {
		n := min(room, barMost)
		full := int(share * float64(n))
		return fmt.Sprintf("%s  [%s%s] %3d%%%s", head, strings.Repeat("#", full), strings.Repeat(".", n-full), int(100*share), tail)
	}
	for _, line := range []string{
		fmt.Sprintf("%s  %3d%%%s", head, int(100*share), tail),
		head + tail,
		fmt.Sprintf("%d/%d  %d/%s%d  text %d OCR %d fail %d  %s", s.Opened, s.Files, s.Pages, about, s.Expected, s.Text, s.OCR, s.Failed, left),
		fmt.Sprintf("%d/%s%d  fail %d  %s", s.Pages, about, s.Expected, s.Failed, left),
	} {
		if len(line) <= width {
			return line
		}
	}
	return fmt.Sprintf("%3d%%", int(100*share))[:min(4, max(width, 0))]
}

// stageLine is what comes after the pages, on one line of so many columns.
func (s State) stageLine(width int) string {
	share := min(1, float64(s.Done)/float64(max(s.Of, 1)))
	head, tail := fmt.Sprintf("%s  page %d/%d", s.Stage, s.Done, s.Of), fmt.Sprintf("  %3d%%", int(100*share))
	if room := width - len(head) - len(tail) - len("  []"); room >= barLeast {
		n := min(room, barMost)
		full := int(share * float64(n))
		return fmt.Sprintf("%s  [%s%s]%s", head, strings.Repeat("#", full), strings.Repeat(".", n-full), tail)
	}
	if len(head) <= width {
		return head
	}
	return tail[2:min(len(tail), max(width+2, 2))]
}

// shortTime is a time as a bar shows it: 42s, 7m05s, 3h20m, 2d04h.
func shortTime(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm%02ds", s/60, s%60)
	case s < 86400:
		return fmt.Sprintf("%dh%02dm", s/3600, s/60%60)
	}
	return fmt.Sprintf("%dd%02dh", s/86400, s/3600%24)
}
