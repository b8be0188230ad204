package view

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/report"
)

// flat is the text that the runs show, a line a paragraph, with marks around their words.
func flat(t *Text) string {
	var b strings.Builder
	for _, p := range t.Paragraphs {
		for _, r := range p {
			switch {
			case r.Mark == nil:
				b.WriteString(r.Text)
			default:
				b.WriteString("[" + r.Mark.Class + ":" + r.Text + "]")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestMarks(t *testing.T) {
	applied := func(from, to int) report.Edit {
		return report.Edit{Pass: "p", Reason: "r", Before: "a", After: "b", Applied: true, Span: report.Span{From: from, To: to}}
	}
	unsure := func(from, to int, conf float64) report.Edit {
		return report.Edit{Pass: "ocr", Reason: "unsure", Before: "a", After: "a", Confidence: conf, Span: report.Span{From: from, To: to}}
	}
	long := strings.Repeat("x", wide+5)
	for _, c := range []struct {
		text  string
		edits []report.Edit
		want  string
	}{
		{"one two\n\nthree\n", nil, "one two\nthree\n"},
		{"one two three\n", []report.Edit{applied(4, 7)}, "one [rep:two] three\n"},
		{"one two three\n", []report.Edit{applied(4, 7), applied(0, 3), applied(4, 13)}, "[rep:one] [rep:two three]\n"},
		{"one two\nthree\n", []report.Edit{applied(4, 13)}, "one [rep:two]\n[rep:three]\n"},
		{"one two three\n", []report.Edit{unsure(0, 3, 0.5), unsure(4, 7, 0.1), applied(4, 7)}, "[uns:one] [rep very:two] three\n"},
		{long + " end\n", []report.Edit{applied(0, wide+5), applied(wide+6, wide+9)}, "[wide:]" + long + " [rep:end]\n"},
		{"one\n", []report.Edit{applied(2, 9), applied(-1, 2), applied(3, 3), unsure(3, 99, 0.1)}, "one\n"},
		{"", []report.Edit{applied(0, 1)}, ""},
		{"one two\n", []report.Edit{{Pass: "paragraphs", Before: "one\ntwo", After: "one two", Applied: true, Span: report.Span{From: 0, To: 7}}}, "one two\n"},
		{"\u202Eone\n", []report.Edit{applied(0, 4)}, "[rep:<U+202E>one]\n"},
	} {
		if got := flat(newText(&Body{c.text, c.edits})); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestTextIsBounded: a text, its marks and its lists are cut, and the counts say by how much.
func TestTextIsBounded(t *testing.T) {
	var edits []report.Edit
	for i := range 3000 {
		edits = append(edits,
			report.Edit{Pass: "p", Before: strings.Repeat("y", 9999), After: "z", Applied: true, Span: report.Span{From: 4 * i, To: 4*i + 3}},
			report.Edit{Pass: "p", Before: "gone", Applied: true},
			report.Edit{Pass: "p", Before: "perhaps"})
	}
	got := newText(&Body{strings.Repeat("abc ", 50_000), edits})
	if got.Cut != 200_000-maxText || len(got.Repairs) != maxMarks || got.Unmarked != 3000-maxMarks ||
		len(got.Loose) != maxLoose || got.LooseMore != 3000-maxLoose || len(got.Suggested) != maxLoose || got.MoreIdeas != 3000-maxLoose {
		t.Errorf("cut %d, %d repairs, %d unmarked, %d and %d loose, %d and %d suggested",
			got.Cut, len(got.Repairs), got.Unmarked, len(got.Loose), got.LooseMore, len(got.Suggested), got.MoreIdeas)
	}
	if n := len(got.Repairs[0].Steps[0].Before[0].Text); n > maxQuote+8 {
		t.Errorf("%d bytes of an edit are shown", n)
	}
}

// FuzzMarks: whatever spans edits claim, the text comes through whole.
func FuzzMarks(f *testing.F) {
	f.Add("این کتاب‌ها\nرا دیروز", 0, 3, 2, 12, 5, 90)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		if len(text) > 4*maxText {
			return
		}
		edits := []report.Edit{
			{Applied: true, Span: report.Span{From: a, To: b}}, {Applied: true, Span: report.Span{From: c, To: d}},
			{Pass: "ocr", Reason: "unsure", Confidence: 0.2, Span: report.Span{From: e, To: g}}, {Applied: true, Span: report.Span{From: a, To: g}},
		}
		strip := strings.NewReplacer("\n", "")
		got := newText(&Body{text, edits})
		var plain strings.Builder
		for _, p := range got.Paragraphs {
			for _, r := range p {
				plain.WriteString(r.Text)
			}
		}
		whole := []rune(text)
		whole = whole[:len(whole)-got.Cut]
		if want := strip.Replace(visible(string(whole))); plain.String() != want {
			t.Errorf("got %q, want %q", plain.String(), want)
		}
	})
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"می‌خواهم": "می‌خواهم", "a\u200Eb": "a<U+200E>b", "\xff": "<0xFF>", "a\x1b[31m": "a<U+001B>[31m", "\u2066x": "<U+2066>x",
		"\uFEFFx": "<U+FEFF>x", "\uE000": "<U+E000>", "\u0601۱": "\u0601۱", "\uFFFD": "\uFFFD",
	} {
		if got := visible(in); got != want {
			t.Errorf("%+q: %q, want %q", in, got, want)
		}
	}
	if got := fileName("a\nb\t" + strings.Repeat("x", 200) + ".pdf"); strings.ContainsAny(got, "\n\t") || !strings.HasSuffix(got, ".pdf") || len([]rune(got)) > maxName+2 {
		t.Errorf("%q", got)
	}
	if got := pieces("یک\nدو"); len(got) != 2 || got[0] != (Piece{"یک ", "line end"}) || got[1].Text != "دو" {
		t.Errorf("%+v", got)
	}
	if got := difference("كتاب", "کتاب"); got != "U+0643 → U+06A9" {
		t.Errorf("%s", got)
	}
	if got := difference("می خواهم", "می‌خواهم"); got != "U+0020 → U+200C" {
		t.Errorf("%s", got)
	}
	if got := difference("abcdefgh", "12345678"); got != "" {
		t.Errorf("%s", got)
	}
	if got := pieces("می‌خواهم"); len(got) != 2 || got[0].Sign != "ZWNJ" || got[0].Text+got[1].Text != "می‌خواهم" {
		t.Errorf("%+v", got)
	}
}
