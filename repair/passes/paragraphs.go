package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Paragraphs joins the lines of a paragraph.
func Paragraphs(c Context) pass.Pass {
	return pass.Pass{
		Name:  "paragraphs",
		Class: pass.Lossy, // the hyphen of a word cut in two
		After: []string{"controls", "marks", "brackets", "numbers", "tatweel"},
		Doc: `Fault: the text is broken where the lines of a page ended, often with an empty line after each.
Cause: extractors put out lines, not paragraphs.
Repair: a text is taken for wrapped if most of its lines are about as long as those around them, do not
end a sentence, and hold stops and commas inside, and hardly one that ends no sentence leaves room for the
first word of the next; one of two or three lines, if all but the last are full, none of them ends a sentence, the last does, and
each goes on in the next. Then a line is joined to the one before it (join) unless that one left room for
its first word and is short, ends a sentence or is a numbered heading; or the text parts its other lines
by one line feed and these by two, after a stop; or the one before ends a sentence and the text marks first lines by an indent and this has
one, or last lines by a space before them and that has one; or this one is a list item, a row or a heading. A line that ends in a preposition or a
conjunction always goes on. Everything else becomes a paragraph of its own with one empty line before it (break). Latin footnotes
between two lines of a paragraph go behind it (note). A word
cut by a hyphen is made whole where the text writes it so elsewhere or cuts many words (hyphen), and one of the Arabic script,
with a hyphen or without, where it is well known and a piece of it is no word (cut); the prefix of a verb at a line
end keeps to its verb by a ZWNJ where
the text writes its verbs so (prefix), and two pieces of a word that ended a line at its ZWNJ are put together
by one where the text writes those and types no spaces for them (seam); a line that
ends in a dash right after a letter, or between two digits, or in the slash of an address is joined without a
space (dash). If the lines come from a page, a single line
feed joins, but for one between two lines of a program, and an empty line always parts.
Left alone: texts that are not wrapped, down to the last line feed: verse, lists, tables, code and mark-up, one
paragraph a line; texts in another script, whose mark-up and code may need their line ends, unless those have the space that an
extractor leaves there. But the lines of counted items are joined where those that go on are full to the last word.
Risk: a paragraph that ends in a full line, before one without indentation, is joined to it.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return joinLines(c, v), nil },
	}
}

// How lines of a wrapped text go on, or end a paragraph. Tuned on the same pages as
// what makes a wrapped text.
const (
	fullOpen    = 0.76 // of the measure: a line that ends no sentence and is shorter ends a paragraph
	fullStop    = 0.88 // the same for a line that ends a sentence
	fullMost    = 1.35 // of the measure: wider lines are no lines of the column
	headingRoom = 0.05 // of the measure: what a numbered heading leaves free though the next word had its place
	singleFeeds = 0.6  // share of single line feeds between lines from which on an empty line means something
	trailing    = 0.6  // share of the sure ends of paragraphs with a space before them from which on it marks others
	leastEnds   = 2    // sure ends of paragraphs that can tell
	rareIndents = 0.35 // share of lines with an indent up to which it marks a paragraph
)

func joinLines(c Context, v *pass.View) (edits []pass.Edit) {
	rows := rowsOf(v)
	if len(rows) < 2 {
		return nil
	}
	f := flow{m: c.Model, t: v.Text, rows: rows, firm: v.Firm, joiner: joiner{c: c, v: v}}
	whole := v.Firm || f.wrapped() || f.wrappedFew()
	if !whole {
		if edits = f.itemJoins(v); len(edits) == 0 {
			return nil
		}
	}
	if !v.Firm && (isCode(v) || inOtherScript(v) && !f.extracted()) {
		return nil
	}
	if !whole {
		return edits
	}
	f.habits()
	for i := 1; i < len(rows); i++ {
		gap := pass.Range{From: rows[i-1].line.To, To: rows[i].line.From}
		if has(v.Text, gap, func(r rune) bool { return r == '\f' }) {
			continue
		}
		if e, last, ok := f.notes(v, i); ok {
			edits = append(edits, e)
			i = last
			continue
		}
		reason, conf := f.decide(i-1, i, f.feeds(i))
		if e, changed := f.edit(v, gap, reason, conf); changed {
			edits = append(edits, e)
		}
	}
	return edits
}

// flow is a text whose lines are about to be joined.
type flow struct {
	m       *lang.Model
	t       page.Text
	rows    []row
	loose   []int // those that are not solid, once somebody asks
	firm    bool
	indents bool // an indent marks the start of a paragraph
	joiners int  // ZWNJs behind the prefixes of verbs
	single  bool // one line feed parts most lines
	trails  bool // a space before a line marks the end of a paragraph
	cuts    bool // words are cut at line ends all over the text
	words   map[string]bool
	joiner  joiner // see seamed
}

// habits learns how the text marks paragraphs and cuts words.
func (f *flow) habits() {
	indented, cut, singles, ends, spaced, opened, inside, odd := 0, 0, 0, 0, 0, 0, 0, 0
	for i, r := range f.rows {
		if r.indent > 0 {
			indented++
		}
		if i == 0 {
			continue
		}
		if f.cut(i-1, i) {
			cut++
		}
		if f.feeds(i) == 1 {
			singles++
		}
		a := &f.rows[i-1]
		switch {
		case a.solid || r.solid || a.full == 0 || f.isNote(a):
		case f.leaves(a, &r) && !f.dangles(a):
			ends++
			if a.indent > 0 {
				spaced++
			}
			if r.indent > a.indent || r.indent > 1 {
				opened++
			}
		case !a.stop:
			inside++
			if a.indent > 0 {
				odd++
			}
		}
	}
	for i, c := range f.t {
		if c.R == zwnj && isPrefix(f.t[wordBefore(f.t, pass.Range{From: max(0, i-maxPrefix), To: i}, i).From:i].String()) {
			f.joiners++
		}
	}
	f.indents = float64(indented) <= rareIndents*float64(len(f.rows))
	f.single = float64(singles) >= singleFeeds*float64(len(f.rows)-1)
	f.trails = float64(odd) <= rareIndents*float64(inside) && ends >= leastEnds && float64(spaced) >= trailing*float64(ends) && 2*opened <= ends
	f.cuts = cut >= 3 && float64(cut) > 0.05*float64(len(f.rows))
}

// feeds counts the line feeds before line i.
func (f *flow) feeds(i int) (n int) {
	for _, c := range f.t[f.rows[i-1].line.To:f.rows[i].line.From] {
		if c.R == '\n' {
			n++
		}
	}
	return n
}

// decide tells whether line b goes on with the sentence of line a, parted by so
// many line feeds.
func (f *flow) decide(i, k, feeds int) (reason string, conf float64) {
	if f.firm && (feeds > 1 || f.inCode(i) && f.inCode(k)) {
		return "", 0
	}
	if !f.firm {
		if conf := f.breaks(i, k, feeds); conf > 0 {
			return "break", conf
		}
	}
	return f.joins(i, k)
}

// inCode reports a line of a program, which ends where its writer ended it.
func (f *flow) inCode(i int) bool {
	l := f.rows[i].line
	return l.Len() > 0 && !has(f.t, l, isArabic) && hasCodeForm(f.t, l)
}

// breaks is how sure it is that a paragraph ends between two lines, 0 if none does.
func (f *flow) breaks(i, k, feeds int) (conf float64) {
	a, b := &f.rows[i], &f.rows[k]
	switch {
	case a.solid || b.solid || b.item || feeds > 2:
		return 0.95
	case f.single && feeds > 1 && f.closes(a):
		return 0.93 // the only empty lines are those between paragraphs
	case f.dangles(a):
		return 0
	case a.full > fullMost, f.leaves(a, b),
		a.item && !a.stop && a.room(b) > headingRoom && (b.stop || b.full >= fullOpen), // a numbered heading, of which a short next line would be the rest
		a.stop && f.trails && a.indent > 0,                                             // the space behind the last line of a paragraph came to its front
		a.stop && f.indents && !f.trails && b.indent > a.indent,
		b.full < fullOpen && b.indent > 1 && f.indents && !b.stop: // a heading after a paragraph that fills its last line
		return 0.9
	}
	return 0
}

// joins tells how two lines of a paragraph go together.
func (f *flow) joins(i, k int) (reason string, conf float64) {
	a, b := &f.rows[i], &f.rows[k]
	switch last := f.t[a.line.To-1].R; {
	case f.cut(i, k) && f.hyphen(i, k):
		return "hyphen", 0.9
	case f.joiners >= leastJoiners && f.prefixed(i, k):
		return "prefix", 0.92
	case f.seamed(i, k):
		return "seam", 0.92
	case f.torn(i, k):
		if last == '-' || last == '\u2010' {
			return "hyphen", 0.9
		}
		return "cut", 0.9
	case (last == '-' || last == '\u2010' || last == '\u2013') && isLetter(at(f.t, a.line.To-2)),
		(last == '-' || last == '\u2013') && isDigit(at(f.t, a.line.To-2)) && isDigit(at(f.t, b.line.From)), // a range or a telephone number
		last == '/' && inAddress(f.t, a.line, a.line.To):
		return "dash", 0.92
	}
	return "join", 0.93
}

// leaves reports that line a left room for the first word of the next and is short, or
// ends a sentence and is not full.
func (f *flow) leaves(a, b *row) bool {
	most := fullOpen
	if a.stop {
		most = fullStop
	}
	return a.full < most && a.room(b) > 0
}

// closes reports a line that can be the last of its paragraph, where an empty
// line follows: a stop, a colon, or room at its end.
func (f *flow) closes(a *row) bool {
	return a.stop || f.t[a.line.To-1].R == 0x061B || a.full < fullOpen // ARABIC SEMICOLON
}

// edit proposes what stands between two lines. White space that is there is used up first.
func (f *flow) edit(v *pass.View, gap pass.Range, reason string, conf float64) (pass.Edit, bool) {
	if reason == "" {
		return pass.Edit{}, false
	}
	if reason == "hyphen" {
		gap.From--
	}
	new := f.between(gap, reason)
	if v.Slice(gap) == new.String() {
		return pass.Edit{}, false
	}
	return v.Edit(gap, new, reason, conf), true
}

// between is the white space for a reason, taken from the gap as far as it has it.
func (f *flow) between(gap pass.Range, reason string) (new page.Text) {
	want := ""
	switch reason {
	case "join":
		want = " "
	case "prefix", "seam":
		want = string(zwnj)
	case "break":
		want = "\n\n"
	}
	for _, w := range want {
		c := inferred(w)
		for _, o := range f.t[gap.From:gap.To] {
			if o.R == w && (len(new) == 0 || o.From != new[len(new)-1].From) {
				c = o
				break
			}
		}
		new = append(new, c)
	}
	return new
}
