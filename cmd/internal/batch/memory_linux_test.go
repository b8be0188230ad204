package batch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/batch"
)

// anonymous is what a process holds for itself, in bytes.
func anonymous(t *testing.T, pid string) int64 {
	b, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return 0 // it has ended
	}
	_, after, ok := strings.Cut(string(b), "RssAnon:")
	f := strings.Fields(after)
	if !ok || len(f) == 0 {
		return 0 // it is about to end
	}
	kib, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil {
		t.Error(err)
	}
	return kib << 10
}

// ours are the processes that this one has started.
func ours() (pids []string) {
	lists, _ := filepath.Glob("/proc/self/task/*/children") // elsewhere there are none
	for _, l := range lists {
		b, _ := os.ReadFile(l) // a thread may end
		pids = append(pids, strings.Fields(string(b))...)
	}
	return pids
}

// TestMemoryIsWatched: a run whose pages want more together than it may have does fewer of
// them at once, in time, loses none of them, and reads none with less effort.
func TestMemoryIsWatched(t *testing.T) {
	const each, room = 160, 360 // MB; two of three fit
	contents := make([]string, 6)
	for i := range contents {
		contents[i] = fmt.Sprintf("hog %d a%d\nhog %d b%d", each, i, each, i)
	}
	own := anonymous(t, "self")
	if own == 0 {
		t.Skip("the kernel does not tell anonymous memory")
	}
	limit := own + room<<20
	var told []int
	var over, largest atomic.Int64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() { // counts the time in which too much is held
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
			sum := anonymous(t, "self")
			for _, pid := range ours() {
				n := anonymous(t, pid)
				sum += n
				largest.Store(max(largest.Load(), n))
			}
			if sum > limit {
				over.Add(20)
			}
		}
	}()
	out, sum, err := convert(t, func(c *batch.Config) {
		c.Jobs, c.Memory, c.Timeout = 3, limit, time.Minute
		c.Workers = func(n int, held int64) { told = append(told, n) }
	}, contents...)
	close(stop)
	<-stopped
	if err != nil || sum.Pages != 12 || sum.FailedPages != 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	for i := range contents {
		if got := read(t, filepath.Join(out, strconv.Itoa(i)+".txt")); got != fmt.Sprintf("hog %d a%d\n\nhog %d b%d\n", each, i, each, i) {
			t.Errorf("file %d: %q", i, got)
		}
	}
	if len(told) == 0 || slices.Min(told) > 2 || slices.Min(told) < 1 {
		t.Errorf("numbers of workers that were told: %v", told)
	}
	if records := read(t, filepath.Join(out, "report.jsonl")); strings.Contains(records, "read-again") {
		t.Errorf("a page was read with less effort: %s", records)
	}
	t.Logf("workers %v, more than the limit for %d ms", told, over.Load())
	if largest.Load() > (room/2)<<20 {
		return // under the race detector one is too many
	}
	if over.Load() > 3000 {
		t.Errorf("more than the limit was held for %d ms", over.Load())
	}
}

// TestEnoughMemory: a run with enough of it is left alone.
func TestEnoughMemory(t *testing.T) {
	_, sum, err := convert(t, func(c *batch.Config) {
		c.Memory, c.Timeout = 64<<30, time.Minute
		c.Workers = func(n int, held int64) { t.Errorf("%d workers, with %d bytes held", n, held) }
	}, "hog 20\nhog 20", "hog 20")
	if err != nil || sum.Pages != 3 || sum.FailedPages != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
}
