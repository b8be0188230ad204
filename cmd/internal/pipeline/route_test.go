package pipeline

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

func TestDecide(t *testing.T) {
	text := evidence{letters: 2000, text: 2000, judged: 2000}
	for _, c := range []struct {
		name    string
		e       evidence
		verdict page.Verdict
		ocr     bool
		reason  string
	}{
		{"nothing painted", evidence{}, page.VerdictAbsent, true, "no text layer"},
		{"a picture only", evidence{cover: 1}, page.VerdictAbsent, true, "no text layer"},
		{"a stamp on a scan", evidence{letters: strayLetters, cover: 0.9}, page.VerdictAbsent, true, "a picture covers 90 %"},
		{"a short text on a picture", evidence{letters: strayLetters + 1, cover: 0.9}, page.VerdictHealthy, false, "reads well"},
		{"a few letters and a small picture", evidence{letters: 3, cover: scanCover - 0.01}, page.VerdictHealthy, false, "reads well"},
		{"a scan with a hidden layer", evidence{hidden: 900, eastern: 850, cover: 1, text: 900, judged: 900}, page.VerdictHealthy, false, "invisible"},
		{"a scan with a hidden layer in Latin letters", evidence{hidden: 900, cover: 1}, page.VerdictSick, true, "without a Persian or Arabic letter"},
		{"a scan with a hidden layer of nonsense", evidence{tongue: lang.Persian, hidden: 900, cover: 1, text: 900, judged: 900, sick: 800}, page.VerdictSick, true, "do not read as Persian"},
		{"good text", text, page.VerdictHealthy, false, "reads well"},
		{"glyphs without names at the limit", evidence{letters: 85, unnamed: 15}, page.VerdictHealthy, false, ""},
		{"glyphs without names above it", evidence{letters: 84, unnamed: 16}, page.VerdictSick, true, "16 of 100 glyphs have no code point"},
		{"a sick font", evidence{letters: 84, sickFont: 16}, page.VerdictSick, true, "16 of 100 glyphs come from fonts"},
		{"a sick font whose text reads well", evidence{sickFont: 100, text: 120, judged: 120}, page.VerdictRepairable, false, "but what they write reads well"},
		{"a sick font with letters missing", evidence{sickFont: 100, mute: 4, text: 120, judged: 120}, page.VerdictSick, true, "cannot be named"},
		{"a sick font with doubtful lines", evidence{sickFont: 100, text: 120, judged: 120, doubtful: 7}, page.VerdictSick, true, "cannot be named"},
		{"a sick font with little Persian", evidence{sickFont: 200, text: 200, judged: 99}, page.VerdictSick, true, "cannot be named"},
		{"a little doubt", evidence{letters: 900, text: 900, judged: 900, sick: 10}, page.VerdictRepairable, false, "doubtful"},
		{"sick lines at the limit", evidence{letters: 1000, text: 1000, judged: 1000, sick: 400}, page.VerdictRepairable, false, "doubtful"},
		{"sick lines above it", evidence{letters: 1000, text: 1000, judged: 1000, sick: 401}, page.VerdictSick, true, "401 of 1000"},
		{"too few letters to judge", evidence{letters: minJudged - 1, judged: minJudged - 1, sick: minJudged - 1}, page.VerdictRepairable, false, "doubtful"},
		{"no Persian at all", evidence{letters: 1000}, page.VerdictHealthy, false, "reads well"},
	} {
		auto := decide(c.e, OCRAuto)
		if auto.Verdict != c.verdict || auto.OCR != c.ocr || !strings.Contains(auto.Reason, c.reason) {
			t.Errorf("%s: got %+v", c.name, auto)
		}
		never := decide(c.e, OCRNever)
		if never.OCR || never.Verdict != c.verdict || strings.Contains(never.Reason, "switched off") != c.ocr {
			t.Errorf("%s, never: got %+v", c.name, never)
		}
		always := decide(c.e, OCRAlways)
		if !always.OCR || always.Verdict != c.verdict || strings.Contains(always.Reason, "asked for") == c.ocr {
			t.Errorf("%s, always: got %+v", c.name, always)
		}
	}
}

func TestGaps(t *testing.T) {
	for _, c := range []struct {
		e    evidence
		want bool
	}{
		{evidence{letters: 1000, unnamed: 50}, false},
		{evidence{sickFont: 1000}, false},
		{evidence{sickFont: 1000, mute: 10}, false},
		{evidence{sickFont: 1000, mute: 11}, true},
		{evidence{letters: 1000, sickFont: 9, mute: 9}, false}, // formulas
	} {
		if got := c.e.gaps(); got != c.want {
			t.Errorf("%+v: %v", c.e, got)
		}
	}
}

func TestGather(t *testing.T) {
	fonts := []page.Font{{Verdict: page.VerdictHealthy}, {Verdict: page.VerdictSick}}
	p := &page.Page{
		Box: page.Rect{X1: 100, Y1: 100},
		Glyphs: []page.Glyph{
			{Text: "س", Font: 0},
			{Text: "۵", Font: 0},
			{Text: ".", Font: 0},                     // no letter: counts for nothing
			{Text: "", Font: 0},                      // unnamed
			{Text: "", Font: 0, Span: 1},             // named by the ActualText of its span
			{Text: " ", Font: 0, Flags: page.Filler}, // nothing to see
			{Text: "x", Font: 1},
			{Text: "", Font: 1},
			{Text: "م", Font: 0, Flags: page.Hidden},
		},
		Images: []page.Image{
			{Box: page.Rect{X0: 50, Y0: 50, X1: 300, Y1: 300}}, // a quarter of it is on the page
			{Box: page.Rect{X1: 10, Y1: 10}},
		},
		Blocks: []page.Block{{Lines: []page.Line{
			{Text: page.InferredText("این کتاب را دیروز از بازار خریدم و هنوز نخوانده\u200cام")},
			{Text: page.InferredText("A line of English is not judged.")},
		}}},
	}
	got := gather(p, fonts, lang.Default())
	want := evidence{tongue: lang.Persian, letters: 2, hidden: 1, eastern: 1, unnamed: 1, sickFont: 2, mute: 1, cover: 0.25, text: 82, judged: len(p.Blocks[0].Lines[0].Text)}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if e := gather(&page.Page{Images: p.Images}, nil, lang.Default()); e.cover != 0 {
		t.Errorf("a page without area is covered by %f", e.cover)
	}
}
