package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/report"
)

const (
	// maxText is how much of a page's text is shown, in code points: ten dense pages of
	// print. A text file is one page and may be longer.
	maxText = 20_000
	// maxMarks is how many places of a page are marked and listed.
	maxMarks = 250
	// maxLoose is how many edits without a place are listed.
	maxLoose = 40
	// maxSteps is how many edits of one place are listed.
	maxSteps = 6
	// maxQuote is how much of the words of an edit is shown, in code points.
	maxQuote = 160
	// wide is from what length on, in code points, the words of an edit are not marked but
	// only numbered: a line that was turned round holds the other edits of its words.
	wide = 60
)

// veryUnsure is the confidence under which an unsure word is called very unsure: it is more
// likely wrong than right.
const veryUnsure = 0.3

// Mark is a place of a text: repaired, read without certainty, or both.
type Mark struct {
	Number int // 1 for the first of its page, 0 for a place that is only unsure
	Class  string
	Word   string  // as it stands in the text
	Steps  []Step  // its edits in the order of their application
	More   int     // edits beside Steps
	Unsure float64 // confidence of an unsure word, 0..1; 0 if it is not unsure
	Very   bool
	Wide   bool

	from, to int
}

// Repaired reports a place with edits.
func (m *Mark) Repaired() bool { return len(m.Steps) > 0 }

// Step is an edit as the report shows it.
type Step struct {
	Pass, Reason  string
	Before, After []Piece
	Names         string // the code points in which they differ
	Confidence    float64
	Line          int
}

// Run is a stretch of a paragraph.
type Run struct {
	Text string
	Mark *Mark // nil for plain text
	Head bool  // the stretch is the first of its mark
	Tail bool  // and the last
}

// Text is a page's text with its marks.
type Text struct {
	Paragraphs [][]Run
	Cut        int    // code points that are left out at the end
	Repairs    []Mark // the numbered places, in the order of the text
	Unsure     []Mark // the unsure words
	Unmarked   int    // places that are not marked for their number
	LineEnds   int    // edits that change nothing but line ends
	Loose      []Step // edits whose words are not in the output any more
	LooseMore  int
	Suggested  []Step
	MoreIdeas  int // suggestions that are not listed
}

// step words an edit.
func step(e *report.Edit) Step {
	return Step{
		Pass: visible(e.Pass), Reason: visible(e.Reason), Line: e.Line, Confidence: e.Confidence,
		Before: pieces(visible(clip(e.Before, maxQuote))), After: pieces(visible(clip(e.After, maxQuote))), Names: difference(e.Before, e.After),
	}
}

// newText lays the edits of a page over its text.
func newText(body *Body) *Text {
	runes := []rune(body.Text)
	t := &Text{}
	if len(runes) > maxText {
		runes, t.Cut = runes[:maxText], len(runes)-maxText
	}
	marks := t.place(body.Edits, len(runes))
	slices.SortStableFunc(marks, func(a, b *Mark) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	if len(marks) > maxMarks {
		t.Unmarked = len(marks) - maxMarks
		marks = marks[:maxMarks]
	}
	number := 0
	for _, m := range marks {
		m.Word = visible(clip(string(runes[m.from:m.to]), maxQuote))
		m.Class = m.class()
		if m.Repaired() {
			number++
			m.Number = number
			t.Repairs = append(t.Repairs, *m)
		}
		if m.Unsure > 0 {
			t.Unsure = append(t.Unsure, *m)
		}
	}
	t.split(runes, marks)
	return t
}

func (m *Mark) class() string {
	var names []string
	switch {
	case m.Wide:
		names = append(names, "wide")
	case m.Repaired():
		names = append(names, "rep")
	}
	switch {
	case m.Very:
		names = append(names, "very")
	case m.Unsure > 0:
		names = append(names, "uns")
	}
	return strings.Join(names, " ")
}

// place makes the marks of the edits; those that touch each other share one. Edits without
// a place become loose ones.
func (t *Text) place(edits []report.Edit, size int) []*Mark {
	var narrow, broad []*Mark
	for i := range edits {
		e := &edits[i]
		s := e.Span
		unsure := e.Pass == "ocr" && e.Reason == "unsure"
		switch {
		case e.Applied && lineEnds(e):
			t.LineEnds++
			continue
		case !e.Applied && !unsure:
			if len(t.Suggested) < maxLoose {
				t.Suggested = append(t.Suggested, step(e))
			} else {
				t.MoreIdeas++
			}
			continue
		case s.From < 0 || s.From >= s.To || t.Cut == 0 && s.To > size:
			if unsure {
				continue
			}
			if len(t.Loose) < maxLoose {
				t.Loose = append(t.Loose, step(e))
			} else {
				t.LooseMore++
			}
			continue
		case s.From >= size:
			continue // behind the cut
		}
		m := &Mark{from: s.From, to: min(s.To, size)}
		if unsure {
			m.Unsure, m.Very = max(e.Confidence, 0.001), e.Confidence < veryUnsure
		} else {
			m.Steps = []Step{step(e)}
		}
		if !unsure && m.to-m.from > wide {
			m.Wide = true
			broad = append(broad, m)
		} else {
			narrow = append(narrow, m)
		}
	}
	return append(join(narrow, true), join(broad, false)...)
}

// lineEnds reports an edit after which the same words stand in other lines. A page has one
// for most of its lines: marks of them would hide the others.
func lineEnds(e *report.Edit) bool {
	return strings.Contains(e.Before+e.After, "\n") && slices.Equal(strings.Fields(e.Before), strings.Fields(e.After))
}

// join makes one mark of those that overlap, or of those that are the same.
func join(marks []*Mark, overlap bool) (out []*Mark) {
	slices.SortStableFunc(marks, func(a, b *Mark) int { return a.from - b.from })
	for _, m := range marks {
		var last *Mark
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		if last == nil || overlap && m.from >= last.to || !overlap && (m.from != last.from || m.to != last.to) {
			out = append(out, m)
			continue
		}
		last.to = max(last.to, m.to)
		if m.Unsure > 0 && (last.Unsure == 0 || m.Unsure < last.Unsure) {
			last.Unsure, last.Very = m.Unsure, m.Very || last.Very
		}
		for _, s := range m.Steps {
			if len(last.Steps) < maxSteps {
				last.Steps = append(last.Steps, s)
			} else {
				last.More++
			}
		}
	}
	return out
}

// split cuts the text into paragraphs and these into runs. A wide mark is a run without
// text where it begins.
func (t *Text) split(runes []rune, marks []*Mark) {
	var line []Run
	flush := func() {
		if len(line) > 0 {
			t.Paragraphs = append(t.Paragraphs, line)
			line = nil
		}
	}
	put := func(from, to int, m *Mark) {
		for at := from; at < to; {
			end := at
			for end < to && runes[end] != '\n' {
				end++
			}
			if end > at {
				line = append(line, Run{visible(string(runes[at:end])), m, m != nil && at == from, m != nil && end == to})
			}
			if end < to {
				flush()
				end++
			}
			at = end
		}
	}
	at := 0
	for _, m := range marks {
		if m.Wide {
			if from := max(m.from, at); from > at {
				put(at, from, nil)
				at = from
			}
			line = append(line, Run{Mark: m, Head: true, Tail: true})
			continue
		}
		if m.from < at {
			continue // cannot be: narrow marks do not overlap
		}
		put(at, m.from, nil)
		put(m.from, m.to, m)
		at = m.to
	}
	put(at, len(runes), nil)
	flush()
}
