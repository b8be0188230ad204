package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/paknevis/paknevis/fixtures"
)

// TestEngineFaults: a recognizer that crashes, hangs, answers nonsense, nothing, or too much
// at one page of a run costs that page, which is told by name before its deadline. All
// other pages and files are as they are without it, and where another try may help, the
// same command makes good what is missing.
func TestEngineFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and reads pixels")
	}
	t.Parallel()
	dir := t.TempDir()
	binary, in := filepath.Join(dir, "paknevis"), filepath.Join(dir, "in")
	build(t, binary, "-tags", "faults")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"scan/book.pdf", "scan/prose-low.jpg", "pdf/chromium-prose.pdf", "broken/all-reversed-prose.in.txt"} {
		b, err := os.ReadFile(fixtures.Path(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(in, filepath.Base(name)), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const limit = 30 * time.Second // far more than a page takes on a busy machine
	run := func(out, fault string) (code int, said string) {
		cmd := exec.Command(binary, "convert", "-v", "--fast", "--html=false", "--timeout", limit.String(), "-o", filepath.Join(dir, out), in)
		cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "PAKNEVIS_FAULT="+fault)
		b, _ := cmd.CombinedOutput() // the code tells
		return cmd.ProcessState.ExitCode(), string(b)
	}
	if code, said := run("whole", ""); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, said)
	}
	whole := outputs(t, filepath.Join(dir, "whole"))
	for _, tt := range []struct {
		fault string
		code  int
		told  string // of page 2 of book.pdf, in the report
		again bool   // the next run makes it good
	}{
		{"crash", 75, "worker-died", true},
		{"hang", 75, "timeout", true},
		{"error", 4, "unreadable", true},
		{"huge", 4, "bad-reading", false},
		{"unicode", 0, "invalid-unicode", false},
		{"empty", 0, "nothing-read", false},
	} {
		t.Run(tt.fault, func(t *testing.T) {
			start := time.Now()
			code, said := run(tt.fault, tt.fault+":2")
			if took := time.Since(start); tt.fault == "hang" && took > limit*7/4 { // and the good pages
				t.Errorf("the run took %s, a page may take %s", took, limit)
			}
			if code != tt.code || strings.Contains(said, "goroutine") {
				t.Errorf("exit code %d, want %d:\n%s", code, tt.code, said)
			}
			got := outputs(t, filepath.Join(dir, tt.fault))
			told := 0
			want := strings.Split(whole["report.jsonl"], "\n")
			for i, line := range strings.Split(got["report.jsonl"], "\n") {
				var rec struct {
					File     string
					Page     int
					Error    *struct{ Code string }
					Warnings []struct{ Code string }
				}
				if line != "" {
					if err := json.Unmarshal([]byte(line), &rec); err != nil {
						t.Fatal(err)
					}
				}
				if rec.File != "book.pdf" || rec.Page != 2 {
					if i >= len(want) || line != want[i] {
						t.Errorf("another page is not what it was:\ngot  %s\nwant %s", line, want[min(i, len(want)-1)])
					}
					continue
				}
				if rec.Error != nil && rec.Error.Code == tt.told {
					told++
				}
				for _, w := range rec.Warnings {
					if w.Code == tt.told {
						told++
					}
				}
			}
			if told != 1 {
				t.Errorf("%s is told %d times:\n%s", tt.told, told, got["report.jsonl"])
			}
			for name, text := range got {
				if !utf8.ValidString(text) {
					t.Errorf("%s is no UTF-8", name)
				}
				if name != "report.jsonl" && name != "book.txt" && text != whole[name] {
					t.Errorf("%s is not what it is without the fault", name)
				}
			}
			if len(got) != len(whole) || len(got["book.txt"]) < len(whole["book.txt"])/2 {
				t.Errorf("of the book %d bytes are there, without the fault %d", len(got["book.txt"]), len(whole["book.txt"]))
			}
			if tt.again {
				if code, said := run(tt.fault, ""); code != 0 {
					t.Errorf("exit code %d:\n%s", code, said)
				}
				same(t, "gone on with", outputs(t, filepath.Join(dir, tt.fault)), whole)
			}
		})
	}
}
