package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Edit is one edit as a person reads it: the word or phrase before and after.
type Edit struct {
	Page       int     `json:"page"`
	Line       int     `json:"line"` // line of the input, 1 for the first
	Pass       string  `json:"pass"`
	Reason     string  `json:"reason"`
	Before     string  `json:"before"`
	After      string  `json:"after"`
	Confidence float64 `json:"confidence"`
	Applied    bool    `json:"applied"` // false for a suggestion
	Span       Span    `json:"span,omitzero"`
}

// Span is where the words of an edit stand in the output, in code points: from one up to
// another. The zero Span says that they are not there any more or that nothing tells.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Explain lists the edits of a log in the order in which they were applied,
// each widened to the words that it touches. input is the text the log was
// made from. The error says that the log does not belong to it.
func Explain(number int, input page.Text, log pass.Log) ([]Edit, error) {
	out := make([]Edit, 0, log.Edits())
	if log.Edits() == 0 {
		return out, nil
	}
	lines := lineNumbers(input)
	output, err := log.Replay(input)
	if err != nil {
		return nil, err
	}
	places := newPlaces(output)
	t := input
	for i, round := range log {
		for _, e := range round.Edits {
			d := describe(number, lines, t, round.Pass, e, true)
			d.Span = places.of(t, e)
			out = append(out, d)
		}
		if t, err = log[i : i+1].Replay(t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Suggest lists edits that were proposed and not applied. Their surroundings
// are not shown, as the text that their pass saw has changed since.
func Suggest(number int, input page.Text, rounds []pass.Round) []Edit {
	var out []Edit
	var lines lineTable
	for _, round := range rounds {
		if lines == nil && len(round.Edits) > 0 {
			lines = lineNumbers(input)
		}
		for _, e := range round.Edits {
			out = append(out, describe(number, lines, nil, round.Pass, e, false))
		}
	}
	return out
}

// UnsureBelow is the confidence under which a word that was read from pixels is told: of
// 3,977 words on clean, coarse and noisy pages 70 % were right just below it, and 77 % above.
const UnsureBelow = 0.6

// Unsure lists the words of a repaired text that the recognizer was not sure of, as
// edits that change nothing. input is the text before its repair.
func Unsure(number int, input, text page.Text, glyphs []page.Glyph) (out []Edit) {
	var lines lineTable
	for i := 0; i < len(text); {
		if unicode.IsSpace(text[i].R) {
			i++
			continue
		}
		sum, n, word := 0.0, 0, i
		for ; i < len(text) && !unicode.IsSpace(text[i].R); i++ {
			c := text[i]
			if !read(glyphs, c) {
				continue
			}
			sum, n = sum+float64(glyphs[c.From].Conf), n+1
		}
		if n > 0 && sum < UnsureBelow*float64(n) {
			if lines == nil {
				lines = lineNumbers(input)
			}
			line := 0
			for j := word; j < i && line == 0; j++ {
				if c := text[j]; read(glyphs, c) {
					line = lines.of(c.From)
				}
			}
			s := text[word:i].String()
			out = append(out, Edit{number, line, "ocr", "unsure", s, s, math.Round(100*sum/float64(n)) / 100, false, Span{word, i}})
		}
	}
	return out
}

// read reports a code point that was read from pixels.
func read(glyphs []page.Glyph, c page.Char) bool {
	return c.From >= 0 && int(c.From) < len(glyphs) && glyphs[c.From].Evidence == page.EvidenceOCR
}

// describe words an edit of t, which is nil if it is not known any more.
func describe(number int, lines lineTable, t page.Text, name string, e pass.Edit, applied bool) Edit {
	if t == nil {
		t, e.At = e.Old, 0
	}
	from, to := e.At, e.End()
	if applied {
		from, to = widen(t, from, to)
	}
	before := t[from:to].String()
	after := t[from:e.At].String() + e.New.String() + t[e.End():to].String()
	return Edit{number, lineOf(lines, t, e), name, e.Reason, before, after, e.Confidence, applied, Span{}}
}

// lineOf is the line of the input that an edit's first code point came from; where it
// changes inferred ones only, that of the code point before them, or else after them.
// 0 if there is none.
func lineOf(lines lineTable, t page.Text, e pass.Edit) int {
	known := func(c page.Char) bool { return lines.of(c.From) > 0 }
	for _, c := range e.Old {
		if known(c) {
			return lines.of(c.From)
		}
	}
	for i := e.At - 1; i >= 0; i-- {
		if known(t[i]) {
			return lines.of(t[i].From)
		}
	}
	for _, c := range t[e.End():] {
		if known(c) {
			return lines.of(c.From)
		}
	}
	return 0
}

// contextRunes bounds how far an edit is widened, in code points to each side.
const contextRunes = 24

// widen grows a range to the borders of the words at its ends.
func widen(t page.Text, from, to int) (int, int) {
	inWord := func(i int) bool { return !unicode.IsSpace(t[i].R) }
	for n := 0; from > 0 && inWord(from-1) && n < contextRunes; n++ {
		from--
	}
	for n := 0; to < len(t) && inWord(to) && n < contextRunes; n++ {
		to++
	}
	return from, to
}

// lineTable is the line of the input, by the origin of a code point; 0 for one that is not
// in it.
type lineTable []int32

func (l lineTable) of(from int32) int {
	if from < 0 || int(from) >= len(l) {
		return 0
	}
	return int(l[from])
}

// lineNumbers finds the line of the first code point of each origin.
func lineNumbers(input page.Text) lineTable {
	last := page.Inferred
	for _, c := range input {
		last = max(last, c.From)
	}
	table := make(lineTable, last+1)
	line := int32(1)
	for _, c := range input {
		if c.From >= 0 && table[c.From] == 0 {
			table[c.From] = line
		}
		if c.R == '\n' {
			line++
		}
	}
	return table
}

// WriteEdits prints one edit a line: place, pass, reason, before and after
// quoted with invisible code points escaped, confidence. One that changes
// nothing has a before only.
func WriteEdits(w io.Writer, edits []Edit) error {
	for _, e := range edits {
		after, mark := "", ""
		if e.Before != e.After {
			after = " -> " + quote(e.After)
			if !e.Applied {
				mark = " (suggested)"
			}
		}
		if _, err := fmt.Fprintf(w, "%d:%d %s %s %s%s %.2f%s\n",
			e.Page, e.Line, e.Pass, e.Reason, quote(e.Before), after, e.Confidence, mark); err != nil {
			return err
		}
	}
	return nil
}

// quote shows letters as they are and escapes what cannot be seen.
func quote(s string) string { return strconv.QuoteToGraphic(s) }
