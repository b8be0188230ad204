package pipeline

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// TestCellsMoveSpans: where a tab becomes a bar, the places of edits follow.
func TestCellsMoveSpans(t *testing.T) {
	text := page.TextOf("نام\tشهر\tسن\n")
	edits := []report.Edit{{Span: report.Span{From: 0, To: 3}}, {Span: report.Span{From: 8, To: 10}}, {}}
	CellsTab.shift(edits, text)
	CellsBar.shift(edits, text)
	apart := []rune(CellsBar.apart(text.String()))
	for i, want := range []string{"نام", "سن", ""} {
		if s := edits[i].Span; string(apart[s.From:s.To]) != want {
			t.Errorf("edit %d stands at %q, want %q", i, string(apart[s.From:s.To]), want)
		}
	}
}
