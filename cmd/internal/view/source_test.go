package view

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/report"
)

// asChild in the environment makes the test binary a worker.
const asChild = "PAKNEVIS_TEST_WORKER=1"

func TestMain(m *testing.M) {
	if name, value, _ := strings.Cut(asChild, "="); os.Getenv(name) == value {
		runner := pipeline.NewRunner()
		defer runner.Close()
		err := worker.Serve(func(req pipeline.Request, respond func(any) error) error {
			if strings.HasSuffix(req.Picture.Path, "deadly.pdf") {
				os.Exit(9)
			}
			return runner.Handle(context.Background())(req, respond)
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func artist(t *testing.T, workers int) *Artist {
	a := NewArtist(worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild)}, workers, time.Minute, "")
	t.Cleanup(a.Close)
	return a
}

// ran is a workspace in which each of the files has so many pages; of those called
// failed no page could be read.
func ran(t *testing.T, s workspace.Settings, files map[string]int, order ...string) *workspace.Workspace {
	t.Helper()
	ws := workspace.Temporary()
	t.Cleanup(func() { ws.Close() })
	ws.Manifest.Settings = s
	var inputs []workspace.Input
	for _, path := range order {
		inputs = append(inputs, workspace.Input{Path: workspace.FileName(path), Name: workspace.FileName(filepath.Base(path))})
	}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(ws.SetInputs(inputs))
	for i, path := range order {
		n, ok := files[path]
		g := workspace.Digest{byte(i + 1)}
		check(ws.PutFile(workspace.File{Path: workspace.FileName(path), Digest: g, Elsewhere: !ok}))
		if !ok {
			continue
		}
		check(ws.PutPlan(g, workspace.Plan{Path: workspace.FileName(path), Pages: n}))
		for p := 1; p <= n; p++ {
			text := fmt.Sprintf("متن صفحهٔ %d از %s\n", p, filepath.Base(path))
			check(ws.PutPage(g, &pipeline.Result{
				Text: text, Record: report.Page{Page: p, Source: "text-layer", Confidence: 0.9, Chars: len([]rune(text))},
				Edits: []report.Edit{{Page: p, Pass: "zwnj", Reason: "plural", Before: "متن", After: "متن", Applied: true, Span: report.Span{From: 0, To: 3}}},
			}, false))
		}
		check(ws.PutDone(g, workspace.Done{Path: workspace.FileName(path)}))
	}
	return ws
}

// TestAWorkspaceIsShown: its pages come in the order of the inputs, with their text and a
// picture drawn by a child; one that dies costs its picture alone.
func TestAWorkspaceIsShown(t *testing.T) {
	dir := t.TempDir()
	deadly := filepath.Join(dir, "deadly.pdf")
	mixed, plain, gone := fixtures.Path("pdf/mixed.pdf"), fixtures.Path("odd/plain.pdf"), filepath.Join(dir, "gone.pdf")
	ws := ran(t, nil, map[string]int{deadly: 1, mixed: 2, plain: 1, gone: 1}, deadly, mixed, gone, plain)
	got := write(t, Of(artist(t, 2), ws), Options{Shown: 9, Jobs: 3, Records: "report.jsonl"})
	if n := strings.Count(got, `<img src="data:image/jpeg;base64,/9j/`); n != 3 {
		t.Errorf("%d pictures, want 3", n)
	}
	for _, want := range []string{"The page could not be drawn: worker process died", "The page could not be drawn: opening: ", " صفحهٔ 2 از mixed.pdf"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	if a, b := strings.Index(got, "<bdi>deadly.pdf"), strings.Index(got, "<bdi>plain.pdf"); a < 0 || b < a {
		t.Error("files are out of order")
	}
}

// TestABombIsNotDrawn: a page that was refused for what it unfolds to has no picture, which
// might come or not as the machine is busy.
func TestABombIsNotDrawn(t *testing.T) {
	ws := ran(t, nil, nil)
	g, path := workspace.Digest{77}, fixtures.Path("odd/plain.pdf")
	refused := report.Page{Page: 1, Source: "none", Error: &report.Failure{Code: "content-too-long", Reason: "it is a bomb"}}
	if err := errors.Join(
		ws.SetInputs([]workspace.Input{{Path: workspace.FileName(path), Name: "plain.pdf"}}),
		ws.PutFile(workspace.File{Path: workspace.FileName(path), Digest: g}), ws.PutPlan(g, workspace.Plan{Pages: 1}),
		ws.PutPage(g, &pipeline.Result{Record: refused}, false),
	); err != nil {
		t.Fatal(err)
	}
	got := write(t, Of(artist(t, 1), ws), Options{Shown: 9})
	if strings.Contains(got, "data:image/jpeg") || !strings.Contains(got, "The page could not be drawn: it unfolds to more content than is read.") {
		t.Error("the bomb was drawn")
	}
}

// TestShardsAreOneRun: each file is shown once, in the order of the inputs.
func TestShardsAreOneRun(t *testing.T) {
	order := []string{"a.pdf", "b.pdf", "c.pdf", "d.pdf"}
	whole := ran(t, nil, map[string]int{"a.pdf": 1, "b.pdf": 2, "c.pdf": 1, "d.pdf": 1}, order...)
	first := ran(t, nil, map[string]int{"b.pdf": 2}, order...)
	second := ran(t, nil, map[string]int{"a.pdf": 1, "c.pdf": 1, "d.pdf": 1}, order...)
	o := Options{Shown: 9, Records: "report.jsonl"}
	if write(t, Of(nil, first, second), o) != write(t, Of(nil, whole), o) {
		t.Error("two shards make another report than the whole")
	}
	for want, list := range map[int][]*workspace.Workspace{0: {whole}, 1: {ran(t, nil, nil)}} {
		if want == 1 {
			if err := list[0].SetInputs([]workspace.Input{{Path: "x"}}); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := Unfinished(list...); n != want || err != nil {
			t.Errorf("%d unfinished, %v, want %d", n, err, want)
		}
	}
	if n, err := Unfinished(first, second); n != 0 || err != nil {
		t.Errorf("%d unfinished, %v", n, err)
	}
}

// TestADamagedRecordIsTold: it costs its page and not the report.
func TestADamagedRecordIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	ws, err := workspace.Begin(dir, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	g := workspace.Digest{1}
	text := "متنی که گم می‌شود\n"
	for _, err := range []error{
		ws.SetInputs([]workspace.Input{{Path: "a.pdf", Name: "a.pdf"}}), ws.PutFile(workspace.File{Path: "a.pdf", Digest: g}), ws.PutPlan(g, workspace.Plan{Pages: 1}),
		ws.PutPage(g, &pipeline.Result{Text: text, Record: report.Page{Page: 1, Source: "ocr", Chars: 9}}, false),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "log")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("گم"))
	if at < 0 {
		t.Fatal("the text is not in the log")
	}
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := write(t, Of(nil, ws), Options{Shown: 9}); !strings.Contains(got, "The text could not be read from the workspace") {
		t.Error("the damage is not told")
	}
	if err := ws.Close(); err != nil {
		t.Error(err)
	}
}
