package view

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

func TestTotals(t *testing.T) {
	var got Totals
	for _, r := range []*report.Page{
		{File: "a", Page: 1, Source: "text-layer", Confidence: 1, Chars: 1200, Edits: map[string]int{"zwnj": 2, "letters": 3}, Language: "fa", Verdict: "healthy", Millis: 1500},
		{File: "a", Page: 2, Source: "mixed", Confidence: 0.84, Chars: 10, Edits: map[string]int{}, Language: "fa", Warnings: []page.Warning{{Code: "w"}, {Code: "w"}}},
		{File: "a", Page: 3, Source: "text-layer", Chars: 0},
		{File: "b", Source: "none", Error: &report.Failure{Code: "empty"}},
		{File: "c", Page: 1, Source: "none", Error: &report.Failure{Code: "illegible"}, Suggestions: map[string]int{"zwnj": 1}},
	} {
		got.Add(r)
	}
	b, err := json.Marshal(&got)
	if err != nil {
		t.Fatal(err)
	}
	var flat map[string]any
	if err := json.Unmarshal(b, &flat); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{
		"files": 3, "failed_files": 1, "pages": 4, "text_pages": 2, "ocr_pages": 1, "repaired_pages": 1, "blank_pages": 1, "failed_pages": 1,
		"chars": 1210, "edits": 5, "suggestions": 1, "warnings": 2, "ms": 1500,
	} {
		if flat[name] != want {
			t.Errorf("%s: %v, want %v", name, flat[name], want)
		}
	}
	if got.Confidence.Text[Bins-1] != 1 || got.Confidence.OCR[16] != 1 || got.Confidence.OCRMean != 0.84 {
		t.Errorf("%+v", got.Confidence)
	}
	var table strings.Builder
	if err := got.WriteTable(&table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"files        3\n", "  failed     1\n", "  by OCR     1  confidence 0.840 in the mean\n", "edits        5\n", "\nfailures\n  empty      1\n  illegible  1\n", "  letters  3\n  zwnj     2\n", "  0.80-0.85  0          1\n"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("%q is not in\n%s", want, table.String())
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for ms, want := range map[int64]string{0: "0 ms", 999: "999 ms", 1500: "1.5 s", 61_000: "1 min 1 s", 3_600_000 * 1234: "1,234 h 0 min"} {
		if got := span(ms); got != want {
			t.Errorf("%d: %s, want %s", ms, got, want)
		}
	}
	for n, want := range map[int]string{999: "999", 1234: "1.2k", 9_999: "10k", 999_999: "1.0M", 12_345_678: "12M"} {
		if got := short(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
