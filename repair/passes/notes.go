package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Footnotes between the lines of a paragraph. Only notes in Latin letters are
// moved: they cannot be a part of the Persian sentence that they part.
const (
	noteFull  = 0.8  // of the measure: a note of a term or a name leaves room
	openFull  = 0.85 // of the measure: the line before the notes is one inside a paragraph
	mostNotes = 12   // in a row
	noteReach = 60   // lines of the paragraph after the notes
)

// isNote reports a line that is a number with a full stop and words in Latin letters.
func (f *flow) isNote(r *row) bool {
	if !r.item || r.full > noteFull || !isDigit(f.t[r.line.From].R) {
		return false
	}
	latin := false
	for _, c := range f.t[r.line.From:r.line.To] {
		if isArabic(c.R) {
			return false
		}
		latin = latin || isLetter(c.R)
	}
	return latin
}

// notes finds notes from line i on, between two lines of one paragraph, and
// moves them behind it. last is the line that the edit ends with.
func (f *flow) notes(v *pass.View, i int) (e pass.Edit, last int, ok bool) {
	if f.firm {
		return e, 0, false
	}
	next := f.pastNotes(i)
	if next == i || next == len(f.rows) || !f.parted(i-1, next) {
		return e, 0, false
	}
	var moved, new page.Text
	add := func(from, to int) {
		for _, r := range f.rows[from:to] {
			moved = append(append(moved, inferred('\n'), inferred('\n')), f.t[r.line.From:r.line.To]...)
		}
	}
	add(i, next)
	from := f.rows[i-1].line.To
	reason := "join"
	for {
		gap := pass.Range{From: f.rows[next-1].line.To, To: f.rows[next].line.From}
		if reason == "hyphen" {
			return e, 0, false // its hyphen lies before the edit
		}
		new = append(append(new, f.between(gap, reason)...), f.t[f.rows[next].line.From:f.rows[next].line.To]...)
		last, next = next, next+1
		if next == len(f.rows) || last-i > noteReach {
			break
		}
		if past := f.pastNotes(next); past > next && past < len(f.rows) && f.parted(last, past) {
			add(next, past)
			reason, next = "join", past
			continue
		}
		gap = pass.Range{From: f.rows[last].line.To, To: f.rows[next].line.From}
		if has(f.t, gap, func(r rune) bool { return r == '\f' }) {
			break
		}
		if reason, _ = f.decide(last, next, f.feeds(next)); reason == "break" || reason == "" {
			break
		}
	}
	return v.Edit(pass.Range{From: from, To: f.rows[last].line.To}, append(new, moved...), "note", 0.9), last, true
}

// pastNotes is the first line from i on that is no note.
func (f *flow) pastNotes(i int) int {
	k := i
	for k < len(f.rows) && k-i < mostNotes && f.isNote(&f.rows[k]) {
		k++
	}
	return k
}

// parted reports that the notes between lines a and b part a sentence: line a
// is full and open, and b is Persian prose.
func (f *flow) parted(a, b int) bool {
	x, y := &f.rows[a], &f.rows[b]
	end := x.line.To - 1
	for end > x.line.From && (isDigit(f.t[end].R) || isSpace(f.t[end].R) || isMark(f.t[end].R)) {
		end-- // the sign of the note, the tanwin of طبعاً
	}
	return !x.solid && !y.solid && !y.item && x.full >= openFull && x.full <= fullMost && !x.stop &&
		isArabic(f.t[end].R) && isArabic(f.t[y.line.From].R)
}
