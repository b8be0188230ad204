package batch_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/report"
)

// folder is inputs and outputs of a run that can be made again and again.
type folder struct {
	t       *testing.T
	dir     string
	names   []string
	seen    []string // records of the last run that were made by it
	change  func(*batch.Config)
	cancel  int // ends a run after so many records of its own; 0 for never
	vanish  bool
	summary report.Summary
}

func newFolder(t *testing.T, contents ...string) *folder {
	f := &folder{t: t, dir: t.TempDir()}
	for i, s := range contents {
		f.put(fmt.Sprint(i), s)
	}
	return f
}

func (f *folder) put(name, content string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(content), 0o666); err != nil {
		f.t.Fatal(err)
	}
	if !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
}

// run makes a run and gives its outputs, by name.
func (f *folder) run() (map[string]string, error) {
	f.t.Helper()
	out := filepath.Join(f.dir, "out")
	w, err := workspace.Begin(filepath.Join(out, ".paknevis"), nil, false)
	if err != nil {
		f.t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	f.seen = nil
	c := batch.Config{
		Dir: out, Workspace: w, MaxErrors: 1, Jobs: 3, Timeout: 4 * time.Second, Report: filepath.Join(out, "report.jsonl"),
		Worker: worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild)},
		Observe: func(p *report.Page, before bool) {
			if !before {
				f.seen = append(f.seen, fmt.Sprintf("%s:%d", p.File, p.Page))
				if len(f.seen) == f.cancel {
					cancel()
				}
			}
		},
	}
	for _, name := range f.names {
		path := filepath.Join(f.dir, name)
		if _, err := os.Stat(path); err == nil || !f.vanish {
			c.Files = append(c.Files, input.File{Path: path, Name: name})
		}
	}
	c.Files = batch.Vanished(c.Files, w)
	for _, in := range c.Files {
		c.Outputs = append(c.Outputs, []batch.Output{{Format: export.Text, Name: in.Name + ".txt"}})
	}
	if f.change != nil {
		f.change(&c)
	}
	sum, err := batch.Run(ctx, c)
	f.summary = sum
	got := map[string]string{}
	left, _ := os.ReadDir(out)
	for _, e := range left {
		if e.Name() != ".paknevis" {
			got[e.Name()] = read(f.t, filepath.Join(out, e.Name()))
		}
	}
	return got, err
}

func (f *folder) must() map[string]string {
	f.t.Helper()
	got, err := f.run()
	if err != nil {
		f.t.Fatal(err)
	}
	return got
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: got %.300q, want %.300q", name, got[name], want[name])
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is there as well", name)
		}
	}
}

func lines(n int, what string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s %d\n", what, i)
	}
	return b.String()
}

// TestARunGoesOn: cut off after any number of records, it ends as one that was not, and
// does no page twice.
func TestARunGoesOn(t *testing.T) {
	contents := []string{lines(40, "a"), "refuse", lines(5, "b") + "fail\n", "text\n" + lines(100, "c"), lines(5, "b") + "fail\n"}
	want := newFolder(t, contents...).must()
	for _, n := range []int{1, 3, 20, 45, 46, 60, 120, 147} {
		f := newFolder(t, contents...)
		f.cancel = n
		if _, err := f.run(); !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d records: %v", n, err)
		}
		first := len(f.seen)
		f.cancel = 0
		same(t, f.must(), want)
		// 40 + 6 + 101 pages and a file that is refused; the refused one is told again.
		if done := first + len(f.seen); done > 148+1 {
			t.Errorf("cut after %d records: %d records were made, want 148", n, done)
		}
		if f.summary.Files != 5 || f.summary.Pages != 40+6+101+6 || f.summary.FailedPages != 2 || f.summary.FailedFiles != 1 {
			t.Errorf("cut after %d records: summary %+v", n, f.summary)
		}
		same(t, f.must(), want)
	}
}

// TestTheSameContentIsReadOnce, under whatever names.
func TestTheSameContentIsReadOnce(t *testing.T) {
	f := newFolder(t, lines(3, "a"), lines(3, "a"), lines(3, "a"))
	got := f.must()
	if got["0.txt"] == "" || got["0.txt"] != got["1.txt"] || got["0.txt"] != got["2.txt"] {
		t.Errorf("got %q", got)
	}
	if len(f.seen) != 3 || f.summary.Pages != 9 || strings.Count(got["report.jsonl"], "\n") != 9 {
		t.Errorf("pages %v were read, summary %+v", f.seen, f.summary)
	}
}

func TestWhatChangedIsDoneAgain(t *testing.T) {
	f := newFolder(t, lines(3, "a"), lines(3, "b"))
	before := f.must()
	f.put("1", "new")
	got := f.must()
	if got["1.txt"] != "new\n" || got["0.txt"] != before["0.txt"] || len(f.seen) != 1 {
		t.Errorf("got %q, read %v", got, f.seen)
	}
	f.put("1", "refuse") // and has no result any more
	if got = f.must(); got["1.txt"] != "" {
		t.Errorf("an output of what the file was before: %q", got["1.txt"])
	}
	if err := os.Remove(filepath.Join(f.dir, "out", "0.txt")); err != nil {
		t.Fatal(err)
	}
	if got = f.must(); got["0.txt"] != before["0.txt"] || slices.Contains(f.seen, "0:1") {
		t.Errorf("a lost output: %q, read %v", got["0.txt"], f.seen)
	}
}

// TestAClockThatWasSetBack: a new content of the same length may come with the time of the
// old one. Only where the system tells when the inode changed can that be seen.
func TestAClockThatWasSetBack(t *testing.T) {
	f := newFolder(t, "one\ntwo")
	path := filepath.Join(f.dir, "0")
	for _, when := range []time.Time{time.Unix(1<<33, 0), time.Unix(-1<<30, 0), time.Unix(0, 0)} {
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		f.put("0", "one\ntwo")
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		f.must()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if workspace.StatOf(info).Ctime == 0 {
			t.Skip("no ctime here")
		}
		f.put("0", "six\nten")
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		if got := f.must(); got["0.txt"] != "six\n\nten\n" {
			t.Errorf("%s: got %q", when.UTC(), got["0.txt"])
		}
		if f.must(); len(f.seen) > 0 {
			t.Errorf("%s: %v was read again", when.UTC(), f.seen)
		}
	}
}

// TestAFileThatChangesWhileItIsRead: no page of its old content stays.
func TestAFileThatChangesWhileItIsRead(t *testing.T) {
	f := newFolder(t, lines(40, "old"))
	changed := false
	f.change = func(c *batch.Config) {
		observe := c.Observe
		c.Observe = func(p *report.Page, before bool) {
			observe(p, before)
			if !changed {
				changed = true
				f.put("0", lines(40, "new"))
			}
		}
	}
	got := f.must()
	if strings.Contains(got["0.txt"], "old") || strings.Count(got["0.txt"], "new") != 40 {
		t.Errorf("got %q", got["0.txt"])
	}
	if n := strings.Count(got["report.jsonl"], "\n"); n != 40 {
		t.Errorf("%d records", n)
	}
}

// TestWhatVanished is reported if a killed run had it before itself, in its place.
func TestWhatVanished(t *testing.T) {
	f := newFolder(t, "one\nhang", "b", "c") // the first is not at its end when the run is cut off
	f.vanish = true
	f.cancel = 2
	if _, err := f.run(); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(f.dir, "0")); err != nil {
		t.Fatal(err)
	}
	f.cancel = 0
	got := f.must()
	if !strings.HasPrefix(got["report.jsonl"], `{"version":1,"file":"0","page":0,"source":"none"`) || f.summary.FailedFiles != 1 {
		t.Errorf("got %s", got["report.jsonl"])
	}
	if got = f.must(); strings.Contains(got["report.jsonl"], `"file":"0"`) {
		t.Errorf("a run that begins after the end of another tells of %s", got["report.jsonl"])
	}
}

// TestWhatMayPassIsTriedAgain: a page that took too long, with more time.
func TestWhatMayPassIsTriedAgain(t *testing.T) {
	f := newFolder(t, "one\nhang once\nthree")
	got := f.must()
	if f.summary.FailedPages != 1 {
		t.Fatalf("%+v: %s", f.summary, got["report.jsonl"])
	}
	got = f.must()
	if got["0.txt"] != "one\n\nhang once\n\nthree\n" || !slices.Equal(f.seen, []string{"0:2"}) {
		t.Errorf("got %q, read %v", got["0.txt"], f.seen)
	}
}

// TestAKilledWorkerCostsNoPage: what kills from outside says nothing about a page, which
// is read with the same effort again.
func TestAKilledWorkerCostsNoPage(t *testing.T) {
	got := newFolder(t, "one\nkilled once\nthree").must()
	if got["0.txt"] != "one\n\nkilled once\n\nthree\n" || strings.Contains(got["report.jsonl"], "read-again") {
		t.Errorf("got %q, %s", got["0.txt"], got["report.jsonl"])
	}
}

func TestAFileHasItsTime(t *testing.T) {
	f := newFolder(t, "one\nhang\nthree\nfour")
	f.change = func(c *batch.Config) { c.FileTimeout, c.Timeout, c.Jobs = 500*time.Millisecond, time.Minute, 1 }
	got := f.must()
	if got["0.txt"] != "one\n" || strings.Count(got["report.jsonl"], "the time for the file is over (500ms)") != 3 {
		t.Errorf("got %q, %s", got["0.txt"], got["report.jsonl"])
	}
}

func TestFailuresOfAFile(t *testing.T) {
	f := newFolder(t, "one\nfail\nthree\nfour", "one\nfail", "one")
	f.change = func(c *batch.Config) { c.MaxErrors = 0.3 }
	got := f.must()
	if got["0.txt"] == "" || got["1.txt"] != "" || got["2.txt"] == "" || !strings.Contains(got["report.jsonl"], "1 of 2 pages have no result") {
		t.Errorf("got %q", got)
	}
	f = newFolder(t, "one\nfail\nthree", "fail", "one")
	f.change = func(c *batch.Config) { c.Marks = true }
	got = f.must()
	if got["0.txt"] != "one\n\n[page 2: no picture]\n\nthree\n" || got["1.txt"] != "[page 1: no picture]\n" {
		t.Errorf("got %q", got)
	}
	f = newFolder(t, "fail", "one\ntwo")
	f.change = func(c *batch.Config) { c.Stop, c.Jobs = true, 1 }
	if _, err := f.run(); !errors.Is(err, batch.ErrStopped) {
		t.Errorf("got %v", err)
	}
	f.change = nil
	if got = f.must(); got["1.txt"] != "one\n\ntwo\n" {
		t.Errorf("got %q", got)
	}
}

// TestShardsAreTheRun: every file in one of them.
func TestShardsAreTheRun(t *testing.T) {
	var contents []string
	for i := range 12 {
		contents = append(contents, lines(1+i%3, fmt.Sprint(i/2)))
	}
	want := newFolder(t, contents...).must()
	delete(want, "report.jsonl")
	got := map[string]string{}
	for i := range 3 {
		f := newFolder(t, contents...)
		f.change = func(c *batch.Config) { c.Shard = batch.Shard{Index: i, Count: 3} }
		for name, text := range f.must() {
			if got[name] != "" && name != "report.jsonl" {
				t.Errorf("%s is in two shards", name)
			}
			got[name] = text
		}
	}
	delete(got, "report.jsonl")
	same(t, got, want)
	for _, bad := range []string{"", "1", "2/2", "-1/2", "a/b", "0/0", "0/1000001"} {
		if s, err := batch.ParseShard(bad); err == nil {
			t.Errorf("%q is %v", bad, s)
		}
	}
}

func TestAWorkspaceThatCannotBeWrittenEndsTheRun(t *testing.T) {
	f := newFolder(t, lines(40, "a"))
	f.change = func(c *batch.Config) {
		c.Planned = func(int) { os.RemoveAll(filepath.Join(f.dir, "out")) }
	}
	if _, err := f.run(); !errors.Is(err, workspace.ErrGone) {
		t.Errorf("got %v", err)
	}
	f.change = nil
	if got := f.must(); strings.Count(got["0.txt"], "a ") != 40 {
		t.Errorf("got %q", got)
	}
}
