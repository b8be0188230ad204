package report_test

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/report"
)

// TestSpans: an edit is found in the output where its words are, though later rounds have
// moved them, and nowhere if they are gone.
func TestSpans(t *testing.T) {
	input := page.TextOf("کار كند بود ـ و ديگر")
	edit := func(at, n int, to page.Text) pass.Edit {
		return pass.Edit{At: at, Old: input[at : at+n], New: to, Reason: "r", Confidence: 1}
	}
	changed := func(at int, r rune) page.Text { return page.Text{{R: r, From: input[at].From}} }
	first := pass.Round{Pass: "letters", Edits: []pass.Edit{
		edit(4, 1, changed(4, '\u06A9')),   // ARABIC LETTER KEHEH
		edit(12, 1, nil),                   // a tatweel that stands alone
		edit(17, 1, changed(17, '\u06CC')), // ARABIC LETTER FARSI YEH
	}}
	between, err := pass.Log{first}.Replay(input)
	if err != nil {
		t.Fatal(err)
	}
	// The word «کند» goes behind «بود».
	moved := append(append(append(page.Text{}, between[8:11]...), page.Char{R: ' ', From: page.Inferred}), between[4:7]...)
	log := pass.Log{first, {Pass: "runs", Edits: []pass.Edit{{At: 4, Old: between[4:11], New: moved, Reason: "r", Confidence: 1}}}}
	edits, err := report.Explain(1, input, log)
	if err != nil {
		t.Fatal(err)
	}
	output, err := log.Replay(input)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"کند", "", "دیگر", "بود کند"} {
		if s := edits[i].Span; output[s.From:s.To].String() != want {
			t.Errorf("edit %d stands at %v: %q, want %q", i, s, output[s.From:s.To].String(), want)
		}
	}
}
