package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/fixtures"
)

// jump is put into time.Now: every 50 ms the wall clock is 32 or 63 years away from where it
// was, back or forth. What a process counts for itself (the monotonic clock) goes on, as it
// does where somebody sets the clock.
const jump = "\tsec += (mono/50_000_000%5 - 2) * 1_000_000_000\n"

// jumping builds the program with a clock that jumps.
func jumping(t *testing.T, to string) {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(strings.TrimSpace(string(root)), "src", "time", "time.go")
	source, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the standard library has no source here: %v", err)
	}
	before, after, _ := bytes.Cut(source, []byte("func Now() Time {\n"))
	read, rest, ok := bytes.Cut(after, []byte("\n"))
	if !ok || !bytes.Contains(read, []byte("sec, nsec, mono :=")) {
		t.Fatalf("time.Now of this Go begins with %q: put the jump elsewhere", read)
	}
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, "time.go"), filepath.Join(dir, "overlay.json")
	source = bytes.Join([][]byte{before, []byte("func Now() Time {\n"), read, []byte("\n" + jump), rest}, nil)
	list, err := json.Marshal(map[string]map[string]string{"Replace": {path: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{changed: source, overlay: list} {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build(t, to, "-overlay", overlay)
}

// build builds the program, with a version by which a workspace takes one build for another.
func build(t *testing.T, to string, flags ...string) {
	t.Helper()
	args := append([]string{"build", "-ldflags", "-X main.version=clock", "-o", to}, flags...)
	if out, err := exec.Command("go", append(args, ".")...).CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
}

// TestClockJump: a clock that is set, while a run goes on or between a killed one and the one
// that goes on with it, and files from the far past and the far future change no byte of
// outputs and report, run into no limit and cost no page twice.
func TestClockJump(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("builds the standard library anew")
	}
	t.Parallel()
	dir := t.TempDir()
	steady, jumps := filepath.Join(dir, "steady"), filepath.Join(dir, "jumps")
	build(t, steady)
	jumping(t, jumps)
	in := filepath.Join(dir, "in")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"pdf/chromium-prose.pdf", "pdf/qt-lines.pdf", "pdf/mixed.pdf", "pdf/xetex-table.pdf", "odd/truncated.pdf", "negative/persian-prose.txt"} {
		b, err := os.ReadFile(fixtures.Path(name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(in, filepath.Base(name))
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		year := []int{1902, 1970, 2038, 2106, 2250, 2440}[i] // what file systems can tell
		when := time.Date(year, 1, 19, 3, 14, 7, 0, time.UTC)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	run := func(binary, out string) *exec.Cmd {
		cmd := exec.Command(binary, "convert", "-v", "--timeout", "10m", "--file-timeout", "20m", "-f", "txt,jsonl", "-o", filepath.Join(dir, out), in)
		cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
		return cmd
	}
	end := func(binary, out string) (said string) {
		t.Helper()
		cmd := run(binary, out)
		b, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != 4 { // truncated.pdf has no result
			t.Fatalf("%s, exit code %d:\n%s", out, code, b)
		}
		return string(b)
	}
	end(steady, "whole")
	want := outputs(t, filepath.Join(dir, "whole"))
	said := end(jumps, "jumping")
	if regexp.MustCompile(`timeout| (in|left) -`).MatchString(said) {
		t.Errorf("a clock that jumps was looked at:\n%s", said)
	}
	same(t, "with a clock that jumps", outputs(t, filepath.Join(dir, "jumping")), want)
	// Killed, and gone on with, by turns of both clocks.
	for i := range 6 {
		cmd := run([]string{jumps, steady}[i%2], "killed")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(300+150*i) * time.Millisecond)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	}
	end(jumps, "killed")
	same(t, "killed under both clocks", outputs(t, filepath.Join(dir, "killed")), want)
	log := filepath.Join(dir, "killed", input.WorkspaceName, "log")
	size := func() int64 {
		info, err := os.Stat(log)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	end(steady, "killed")
	if grown := size() - before; grown > 200 { // that a run began and ended
		t.Errorf("a run that has nothing to do put %d bytes into the log", grown)
	}
}

// outputs are the files of an output folder without its workspace, by name.
func outputs(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == input.WorkspaceName {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		got[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is there as well", what, name)
		}
	}
}
