package batch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/report"
)

const asChild = "PAKNEVIS_TEST_WORKER=1"

func TestMain(m *testing.M) {
	if name, value, _ := strings.Cut(asChild, "="); os.Getenv(name) == value {
		if err := worker.Serve(act); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// act plays a document: each line of the file is a page and says what happens.
func act(req pipeline.Request, respond func(any) error) error {
	lines := func(job *pipeline.Job) ([]string, error) {
		b, err := os.ReadFile(job.Path)
		return strings.Split(strings.TrimSpace(string(b)), "\n"), err
	}
	if req.Plan != nil {
		pages, err := lines(req.Plan)
		if err != nil {
			return err
		}
		if pages[0] == "killed once" && os.Mkdir(req.Plan.Path+".killed", 0o777) == nil {
			killSelf()
		}
		if pages[0] == "killed always" {
			killSelf()
		}
		if pages[0] == "refuse" {
			return respond(pipeline.Response{Failure: &report.Failure{Code: "damaged", Reason: "nothing to be done"}})
		}
		return respond(pipeline.Response{Plan: &pipeline.Plan{Pages: len(pages), Text: pages[0] == "text"}})
	}
	pages, err := lines(req.Pages)
	if err != nil {
		return err
	}
	for n := req.Pages.First; n <= req.Pages.Last; n++ {
		if req.Pages.Threads > 1 && pages[n-1] == "crash" {
			panic("crash") // while the pages before are being read as well
		}
	}
	for n := req.Pages.First; n <= req.Pages.Last; n++ {
		res := onPage(pages[n-1])
		res.Record = report.Page{File: req.Pages.Name, Page: n, Source: "plain"}
		if mb, ok := strings.CutPrefix(pages[n-1], "hog "); ok {
			mb, _, _ = strings.Cut(mb, " ")
			hog(mb)
		}
		switch pages[n-1] {
		case "hang":
			time.Sleep(time.Hour)
		case "hang at first", "killed at first":
			if req.Pages.Again {
				break
			}
			if pages[n-1] == "hang at first" {
				time.Sleep(time.Hour)
			}
			killSelf()
		case "killed once":
			if os.Mkdir(req.Pages.Path+".killed", 0o777) == nil {
				killSelf()
			}
		case "hang once": // and in the second try
			if os.Mkdir(req.Pages.Path+".hung", 0o777) == nil || os.Mkdir(req.Pages.Path+".again", 0o777) == nil {
				time.Sleep(time.Hour)
			}
		case "pid", "pid of pixels":
			if pages[n-1] != "pid" {
				res.Record.Source = "ocr"
			}
			res.Text = strconv.Itoa(os.Getpid()) + "\n"
		case "lie": // what a worker in an attacker's hands may say of itself
			res.Record.File, res.Record.Page = "another", 99
		case "crash":
			panic("crash")
		case "fail":
			res.Text, res.Record.Error = "", &report.Failure{Code: "render", Reason: "no picture"}
		}
		if err := respond(pipeline.Response{Page: res}); err != nil {
			return err
		}
	}
	return respond(pipeline.Response{Done: true})
}

// hog holds so many megabytes for a while.
func hog(mb string) {
	n, _ := strconv.Atoi(mb) // the test writes numbers
	b := bytes.Repeat([]byte{1}, n<<20)
	time.Sleep(700 * time.Millisecond)
	runtime.KeepAlive(b)
	b = nil
	debug.FreeOSMemory()
}

// killSelf ends this process as the kernel does when memory is short.
func killSelf() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill()
	}
	time.Sleep(time.Hour)
}

// onPage makes a page of its paragraphs, which a bar parts. A paragraph that begins with a
// plus sign may come from the page before, one that ends in it may go on.
func onPage(s string) *pipeline.Result {
	res := new(pipeline.Result)
	edge := layout.Edge{Open: true, Flows: true, Size: 10, Measure: 100, Word: 10}
	paragraphs := strings.Split(s, "|")
	for i, p := range paragraphs {
		if strings.HasPrefix(p, "+") {
			res.Head = edge
		}
		if strings.HasSuffix(p, "+") {
			res.Foot, res.FootLine = edge, 2*i // an empty line between paragraphs
		}
		paragraphs[i] = strings.Trim(p, "+")
	}
	res.Text = strings.Join(paragraphs, "\n\n") + "\n"
	return res
}

// convert runs files of the given contents and returns the output folder.
func convert(t *testing.T, change func(*batch.Config), contents ...string) (string, report.Summary, error) {
	t.Helper()
	dir := t.TempDir()
	w, err := workspace.Begin(filepath.Join(dir, "out", ".paknevis"), nil, false)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	c := batch.Config{
		Dir: filepath.Join(dir, "out"), Workspace: w, MaxErrors: 1, Jobs: 3, Timeout: 4 * time.Second, Report: filepath.Join(dir, "out", "report.jsonl"),
		Worker: worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild)},
	}
	for i, s := range contents {
		name := strconv.Itoa(i)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
		c.Files = append(c.Files, input.File{Path: path, Name: name})
		c.Outputs = append(c.Outputs, []batch.Output{{Format: export.Text, Name: name + ".txt"}})
	}
	if change != nil {
		change(&c)
	}
	sum, err := batch.Run(context.Background(), c)
	return filepath.Join(dir, "out"), sum, err
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPagesComeTogetherInOrder(t *testing.T) {
	var in, want strings.Builder
	for n := 1; n <= 100; n++ {
		fmt.Fprintf(&in, "page %d\n", n)
		if n > 1 {
			want.WriteString("\n")
		}
		fmt.Fprintf(&want, "page %d\n", n)
	}
	out, sum, err := convert(t, nil, in.String(), "a\nb", in.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"0.txt", "2.txt"} {
		if got := read(t, filepath.Join(out, name)); got != want.String() {
			t.Errorf("%s: pages are missing or out of order: %.200q", name, got)
		}
	}
	if sum.Pages != 202 || sum.FailedPages != 0 {
		t.Errorf("summary %+v", sum)
	}
	records := strings.Split(strings.TrimSpace(read(t, filepath.Join(out, "report.jsonl"))), "\n")
	if len(records) != 202 || !strings.Contains(records[101], `"file":"1"`) {
		t.Errorf("%d records, the 102nd is %s", len(records), records[min(101, len(records)-1)])
	}
}

func TestABadPageCostsOnlyItself(t *testing.T) {
	out, sum, err := convert(t, nil, "one\ncrash\nthree\nhang\nfive\nfail\nseven", "healthy")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, filepath.Join(out, "0.txt")), "one\n\nthree\n\nfive\n\nseven\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if sum.FailedPages != 3 || sum.Pages != 8 {
		t.Errorf("summary %+v", sum)
	}
	records := read(t, filepath.Join(out, "report.jsonl"))
	for _, want := range []string{`"page":2,`, `"code":"worker-died"`, `panic: crash`, `"code":"timeout"`, `"code":"render"`} {
		if !strings.Contains(records, want) {
			t.Errorf("the report lacks %s: %s", want, records)
		}
	}
}

func TestAPageIsTriedTwice(t *testing.T) {
	out, sum, err := convert(t, nil, "one\nkilled at first\nthree\nhang at first\nfive", "killed once\ntwo", "killed always")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, filepath.Join(out, "0.txt")), "one\n\nkilled at first\n\nthree\n\nhang at first\n\nfive\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := read(t, filepath.Join(out, "1.txt")), "killed once\n\ntwo\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if sum.FailedPages != 0 || sum.FailedFiles != 1 || sum.Pages != 7 {
		t.Errorf("summary %+v", sum)
	}
	records := read(t, filepath.Join(out, "report.jsonl"))
	if n := strings.Count(records, `"code":"read-again"`); n != 2 {
		t.Errorf("%d pages say that they were read again, want 2: %s", n, records)
	}
	for _, want := range []string{"signal: killed", "no answer in time (3s)", `"file":"2","page":0`} {
		if !strings.Contains(records, want) {
			t.Errorf("the report lacks %s: %s", want, records)
		}
	}
}

// TestTriesShareATime: a page that hangs, whatever is tried, costs its time and no more.
func TestTriesShareATime(t *testing.T) {
	const s = time.Second
	for _, tt := range []struct{ timeout, first, spent, second time.Duration }{
		{180 * s, 135 * s, 135 * s, 45 * s},
		{180 * s, 135 * s, 1 * s, 179 * s}, // a crash
		{180 * s, 135 * s, 200 * s, 45 * s},
		{4 * s, 3 * s, 3 * s, 2 * s}, // a worker must be started
		{s, 750 * time.Millisecond, s, s},
		{1, 1, 1, 1},
		{0, 0, 9 * s, 0},
	} {
		if got := batch.PageLimit(tt.timeout, false, 0); got != tt.first {
			t.Errorf("of %s a first try may take %s, want %s", tt.timeout, got, tt.first)
		}
		if got := batch.PageLimit(tt.timeout, true, tt.spent); got != tt.second {
			t.Errorf("of %s, after %s, a second try may take %s, want %s", tt.timeout, tt.spent, got, tt.second)
		}
	}
}

func TestAWorkerDoesNotSayWhoseRecordItWrites(t *testing.T) {
	out, _, err := convert(t, nil, "one\nlie")
	if err != nil {
		t.Fatal(err)
	}
	records := read(t, filepath.Join(out, "report.jsonl"))
	if !strings.Contains(records, `"file":"0","page":2`) || strings.Contains(records, "another") {
		t.Errorf("a worker chose the name in its record: %s", records)
	}
}

func TestWorkersAreReplaced(t *testing.T) {
	out, _, err := convert(t, func(c *batch.Config) { c.Jobs = 1 }, strings.Repeat("pid\n", 2000), strings.Repeat("pid of pixels\n", 400))
	if err != nil {
		t.Fatal(err)
	}
	for name, pages := range map[string]int{"0.txt": 500, "1.txt": 100} {
		seen := map[string]bool{}
		for pid := range strings.FieldsSeq(read(t, filepath.Join(out, name))) {
			seen[pid] = true
		}
		if len(seen) < 3 || len(seen) > 5 {
			t.Errorf("%s was read by %d processes, want one for each %d pages", name, len(seen), pages)
		}
	}
}

func TestACrashAmongThreadsCostsOnePage(t *testing.T) {
	out, sum, err := convert(t, nil, "text\ntwo\nthree\ncrash\nfive", "text\ntwo")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, filepath.Join(out, "0.txt")), "text\n\ntwo\n\nthree\n\nfive\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if sum.FailedPages != 1 || sum.Pages != 7 {
		t.Errorf("summary %+v", sum)
	}
}

func TestARefusedFileLeavesNoOutput(t *testing.T) {
	out, sum, err := convert(t, nil, "refuse", "fail\ncrash", "fine")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"0.txt", "1.txt"} {
		if _, err := os.Stat(filepath.Join(out, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s exists without a page that has a result", name)
		}
	}
	if sum.FailedFiles != 1 || sum.FailedPages != 2 {
		t.Errorf("summary %+v", sum)
	}
}

func TestChosenPages(t *testing.T) {
	out, _, err := convert(t, func(c *batch.Config) {
		c.Pages = input.Ranges{{First: 2, Last: 3}, {First: 5}}
		c.Breaks = true
	}, "1\n2\n3\n4\n5\n6", "1")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, filepath.Join(out, "0.txt")), "2\n\f3\n\f5\n\f6\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if records := read(t, filepath.Join(out, "report.jsonl")); !strings.Contains(records, "no-such-page") {
		t.Errorf("a file without the pages asked for is not reported: %s", records)
	}
}

func TestAParagraphGoesOverPageBreaks(t *testing.T) {
	for _, tt := range []struct{ pages, want string }{
		{"a|b+\n+c|d", "a\n\nb c\n\nd\n"},
		{"a+\nb", "a\n\nb\n"},
		{"a\n+b", "a\n\nb\n"},
		{"a+\n+b+\n+c", "a b c\n"},
		{"a+\n+b+\n+c|d", "a b c\n\nd\n"},
		{"a+|note\n+b|c", "a b\n\nnote\n\nc\n"},
		{"a+|note 1\n+b+|note 2\n+c|d+\n+e", "a b c\n\nnote 1\n\nnote 2\n\nd e\n"},
		{"well-+\n+known", "well-known\n"},
		{"5 -+\n+3", "5 - 3\n"},
		{"a+\nfail\n+b", "a\n\nb\n"}, // what stood between is not known
		{"a+|note", "a\n\nnote\n"},
	} {
		out, _, err := convert(t, nil, tt.pages)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(out, "0.txt")); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.pages, got, tt.want)
		}
	}
	out, _, err := convert(t, func(c *batch.Config) { c.Breaks = true }, "a+|note\n+b")
	if got, want := read(t, filepath.Join(out, "0.txt")), "a\n\nnote\n\fb\n"; err != nil || got != want {
		t.Errorf("with page breaks: got %q, %v, want %q", got, err, want)
	}
}

func TestStdout(t *testing.T) {
	var b bytes.Buffer
	_, _, err := convert(t, func(c *batch.Config) { c.Outputs[0][0].Name, c.Stdout, c.Dir, c.Report = "", &b, "", "" }, "a\nb")
	if err != nil || b.String() != "a\n\nb\n" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestCancelEndsARun(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(200*time.Millisecond, cancel)
	dir := t.TempDir()
	path := filepath.Join(dir, "in")
	if err := os.WriteFile(path, []byte("hang"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := batch.Run(ctx, batch.Config{
		Files: []input.File{{Path: path, Name: "in"}}, Outputs: [][]batch.Output{{{Format: export.Text, Name: "out"}}}, Jobs: 2,
		Dir: dir, Workspace: workspace.Temporary(),
		Worker: worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild)},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWriteFileLeavesNothingHalfDone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "deep", "a.txt")
	boom := errors.New("boom")
	err := batch.WriteFile(path, func(w io.Writer) error {
		if _, err := w.Write([]byte("half")); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
