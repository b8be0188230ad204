package report_test

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// TestUnsure: of the words that pixels gave those below the bound are told, with the line
// of the page that they stand in.
func TestUnsure(t *testing.T) {
	glyphs := []page.Glyph{
		{Evidence: page.EvidenceOCR, Conf: 0.9},
		{Evidence: page.EvidenceOCR, Conf: 0.41},
		{Evidence: page.EvidenceToUnicode, Conf: 0.1},
	}
	var input page.Text
	for i, word := range []string{"یک", "دو", "سه"} {
		for _, r := range word {
			input = append(input, page.Char{R: r, From: int32(i)})
		}
		input = append(input, page.Char{R: '\n', From: page.Inferred})
	}
	text := append(page.InferredText("نو "), input...)
	got := report.Unsure(7, input, text, glyphs)
	if len(got) != 1 || got[0] != (report.Edit{Page: 7, Line: 2, Pass: "ocr", Reason: "unsure", Before: "دو", After: "دو", Confidence: 0.41, Span: report.Span{From: 6, To: 8}}) {
		t.Fatalf("%+v", got)
	}
	var b strings.Builder
	if err := report.WriteEdits(&b, append(got, report.Edit{Page: 1, Line: 2, Pass: "zwnj", Reason: "plural", Before: "a", After: "b\u200c", Confidence: 0.5})); err != nil {
		t.Fatal(err)
	}
	if want := "7:2 ocr unsure \"دو\" 0.41\n1:2 zwnj plural \"a\" -> \"b\\u200c\" 0.50 (suggested)\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
