package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/pdf"
)

func TestWrapMakesADocumentOfAPicture(t *testing.T) {
	to := filepath.Join(t.TempDir(), "page.pdf")
	if err := wrap(fixtures.Path("scan/prose-clean.png"), to); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.NumPages(); n != 1 {
		t.Errorf("%d pages, want 1", n)
	}
}

func TestCopiesDiffer(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"scan/prose-fax.pdf", "scan/prose-fax.tif", "broken/brackets-half-prose.in.txt"} {
		var seen []string
		for n := range 2 {
			to := filepath.Join(dir, "copy")
			if err := copyWith(fixtures.Path(name), to, n); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(to)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, string(data))
		}
		if seen[0] == seen[1] {
			t.Errorf("%s: two copies are the same", name)
		}
	}
}

func TestCountAnswers(t *testing.T) {
	const one = `{"file":"a","page":1,"source":"ocr"}` + "\n"
	for _, tt := range []struct {
		report string
		want   answers
		err    string
	}{
		{one + `{"file":"a","page":2,"source":"none","error":{"code":"render"}}` + "\n" + `{"file":"b","page":0,"error":{"code":"empty"}}`,
			answers{files: map[string]bool{"a": true, "b": true}, pages: 2, ocr: 1, failed: 2}, ""},
		{one + one, answers{}, "page 1 of a twice"},
		{`{"file":`, answers{}, "unexpected EOF"},
	} {
		path := filepath.Join(t.TempDir(), "report.jsonl")
		if err := os.WriteFile(path, []byte(tt.report), 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := countAnswers(path)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: error %v, want %q", tt.report, err, tt.err)
			}
			continue
		}
		if err != nil || len(got.files) != len(tt.want.files) || got.pages != tt.want.pages || got.ocr != tt.want.ocr || got.failed != tt.want.failed {
			t.Errorf("%s: got %+v, %v", tt.report, got, err)
		}
	}
}
