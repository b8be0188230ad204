package passes

import (
	"context"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// StraySign takes out signs that stand where a stretched line had tatweels.
func StraySign(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "stray-sign",
		Class: pass.Lossy,
		Doc: `Fault: one and the same sign, digit or Latin letter stands between the letters of words, once or several times:
«ک++تاب».
Cause: the line was stretched with tatweels, whose glyph the font's map gives that sign, or none (U+FFFD).
Repair: a sign is a stroke in the whole text if it stands behind letters that join on alone, and the words become known
without it, of which the pieces are not. A mark that stands among the strokes goes to the letter behind them (stroke). Before
a mark at the end of a piece of a line, and at the start of the next, it goes too (edge).
Left alone: texts in which many signs stand between letters, for letters of their own; signs that also stand behind a
letter that does not join on, or between two words; a sign that is written within words (hyphens, stops, asterisks) and one
that stands by itself, unless many words show that it is a stroke.
Risk: a text that parts many words into syllables, all of them behind letters that join on.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return straySigns(ctx, m, v) },
	}
}

// What shows that a sign stands for tatweels. Tuned on what pdftotext and mutool read of printed
// pages, and on 80 MB of clean text in pieces of 40 lines, in which no sign may be one.
const (
	doubledSigns = 2    // words that a doubled sign makes known: who writes does not double one within a word
	singleSigns  = 6    // the same of one that stands by itself
	writtenSigns = 10   // the same of one that is written there, see isWritten
	strokeShare  = 0.5  // of the places between letters, that make a word known
	otherShare   = 0.05 // of them, where it cannot be a stroke
	mixedShare   = 0.2  // places of other signs for each of them; in a text with more, signs stand for letters
)

// maxStrokeRun bounds the signs of one stroke, with the marks among them.
const maxStrokeRun = 24

// signSite is a place of a sign between two letters of a line.
type signSite struct {
	sign     rune
	at       pass.Range // the signs, with marks, spaces and controls among them
	doubled  bool
	forward  signReading // of a line that is stored as it is read
	backward signReading // and of one that is stored from its last letter
}

// signReading is what a place is if the line is stored in one of the two directions.
type signReading struct {
	joins bool   // the letter before it joins on
	word  string // that is known without the sign; empty if none is
	parts bool   // the sign parts two words
}

// signCount is what the places of a sign show together.
type signCount struct {
	sites, doubled int
	words          map[string]bool // that are known without the sign
	telling        int             // places of one whose parts are none
	known          int             // places of one
	other          int             // places where it cannot be a stroke
}

func (c *signCount) add(s *signSite, r signReading) {
	c.sites++
	if s.doubled {
		c.doubled++
	}
	switch {
	case !r.joins || r.parts && r.word == "":
		c.other++
	case r.word != "":
		c.words[r.word] = true
		c.known++
		if !r.parts {
			c.telling++
		}
	}
}

// isStroke reports that the places show a sign to be a stroke.
func (c *signCount) isStroke(sign rune) bool {
	need := singleSigns
	switch {
	case isWritten(sign):
		need = writtenSigns
	case 2*c.doubled > c.sites:
		need = doubledSigns
	}
	return len(c.words) >= need && 2*c.telling >= c.known && float64(c.known) >= strokeShare*float64(c.sites) &&
		float64(c.other) <= otherShare*float64(c.sites)
}

// isWritten reports signs that people write between two letters: for a ZWNJ, a letter that is
// left out, a pause, or between words whose space was lost.
func isWritten(r rune) bool {
	switch r {
	case '.', '*', '/', '\\', ',', ':', ';', '!', '?', '\'', '"', '`', '|', '\u2026', '\u00B7', // HORIZONTAL ELLIPSIS, MIDDLE DOT
		'\u060C', '\u061B', '\u061F', '\u06D4', '\u066B', '\u066C': // ARABIC COMMA, SEMICOLON, QUESTION MARK, FULL STOP, separators
		return true
	}
	return unicode.In(r, unicode.Pd, unicode.Pc, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf)
}

func straySigns(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	var sites []signSite
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if shown[n].judged&siteless != 0 {
			continue
		}
		before := len(sites)
		if sites = signSites(sites, m, v.Text, l); len(sites) == before {
			shown[n].judged |= siteless
		}
	}
	type direction struct {
		sign     rune
		backward bool
	}
	counts := make(map[direction]*signCount)
	for i := range sites {
		s := &sites[i]
		for _, backward := range []bool{false, true} {
			d := direction{s.sign, backward}
			if counts[d] == nil {
				counts[d] = &signCount{words: make(map[string]bool)}
			}
			counts[d].add(s, s.reading(backward))
		}
	}
	others := 0 // places of all signs that are not written within words
	for i := range sites {
		if s := &sites[i]; !isWritten(s.sign) && s.sign != replacement {
			others++
		}
	}
	strokes := make(map[rune]bool) // whether the line is stored backward
	for d, c := range counts {
		strange := others
		if !isWritten(d.sign) && d.sign != replacement {
			strange -= c.sites
		}
		if float64(strange) > mixedShare*float64(c.sites) {
			continue
		}
		if other := counts[direction{d.sign, !d.backward}]; c.isStroke(d.sign) && c.known >= other.known {
			strokes[d.sign] = strokes[d.sign] || d.backward && c.known > other.known
		}
	}
	if len(strokes) == 0 {
		return nil, nil
	}
	for i := range sites {
		s := &sites[i]
		backward, found := strokes[s.sign]
		r := s.reading(backward)
		mayBeLetter := s.sign == replacement && (r.word == "" || !s.doubled) // see Unmapped
		if !found || !r.joins || r.parts && r.word == "" || mayBeLetter {
			continue
		}
		edits = append(edits, unstroke(v, s, backward))
	}
	return edgeStrokes(edits, v, strokes), nil
}

func (s *signSite) reading(backward bool) signReading {
	if backward {
		return s.backward
	}
	return s.forward
}

// signSites appends the places of signs in a line.
func signSites(sites []signSite, m *lang.Model, t page.Text, l pass.Range) []signSite {
	letter := -1 // the last one, if nothing but marks and controls stands behind it
	for i := l.From; i < l.To; i++ {
		switch r := t[i].R; {
		case isArabic(r):
			letter = i
		case letter < 0 || isMark(r) || isDirectional(r):
		case !mayBeStroke(r):
			letter = -1
		default:
			run, n := strokeRun(t, l, i)
			if isArabic(at(t[:l.To], run.To)) {
				s := signSite{sign: r, at: run, doubled: n > 1}
				s.read(m, t, l)
				sites = append(sites, s)
			} else {
				letter = -1
			}
			i = run.To - 1
		}
	}
	return sites
}

// mayBeStroke reports a code point to which a map may give the glyph of a tatweel, but for the
// letters that Stray knows and the codes of glyphs that Unmapped does.
func mayBeStroke(r rune) bool { return kindOf(r)&kindStroke != 0 }

func measureStroke(r rune) bool {
	return !isArabic(r) && !isMark(r) && !isControl(r) && !isGlyphCode(r) && r != tatweel && r != zwnj &&
		!isWhite(r) && !unicode.Is(unicode.M, r)
}

// isDirectional reports the controls between which pdftotext puts signs.
func isDirectional(r rune) bool { return r >= lre && r <= rlo }

// strokeRun is the run of one sign that begins at i, with the marks among them, and how many
// signs it has.
func strokeRun(t page.Text, l pass.Range, i int) (run pass.Range, n int) {
	sign, to := t[i].R, i
	for ; to < l.To && to-i < maxStrokeRun; to++ {
		switch r := t[to].R; {
		case r == sign:
			n++
		case isMark(r) || isDirectional(r):
		case r == ' ' && isMark(at(t[:l.To], to+1)): // on a space of its own
		case r == ' ' && isMark(t[to-1].R) && at(t[:l.To], to+1) == sign:
		default:
			return pass.Range{From: i, To: to}, n
		}
	}
	return pass.Range{From: i, To: to}, n
}

// read fills in the readings of a place.
func (s *signSite) read(m *lang.Model, t page.Text, l pass.Range) {
	var left, right []rune
	for i := s.at.From - 1; i >= l.From && len(left) <= maxLetters; i-- {
		r := t[i].R
		if !isArabic(r) && !isMark(r) && !isDirectional(r) && r != s.sign && r != tatweel {
			break
		}
		if isArabic(r) {
			left = append(left, r)
		}
	}
	slices.Reverse(left)
	for i := s.at.To; i < l.To && len(right) <= maxLetters; i++ {
		r := t[i].R
		if r == s.sign {
			run, _ := strokeRun(t, l, i)
			i = run.To - 1
			continue
		}
		if !isArabic(r) && !isMark(r) && !isDirectional(r) && r != tatweel {
			break
		}
		if isArabic(r) {
			right = append(right, r)
		}
	}
	s.forward = readSign(m, left, right)
	slices.Reverse(left)
	slices.Reverse(right)
	s.backward = readSign(m, right, left)
}

// readSign reads two strings of letters between which a sign stands.
func readSign(m *lang.Model, left, right []rune) (s signReading) {
	if s.joins = joinsNext(left[len(left)-1]); !s.joins {
		return s
	}
	a, b := string(left), string(right)
	s.parts = isWordByItself(m, a) && isWordByItself(m, b)
	if key, _, ok := lang.Key(a + b); ok && (m.KnownKey(key, 0) || m.Inflected(key)) {
		s.word = a + b
	}
	return s
}

// isWordByItself reports a known word of two letters at least, or و.
func isWordByItself(m *lang.Model, w string) bool {
	return w == "\u0648" || len(w) > len("\u0648") && m.Known(w) // WAW
}

// unstroke takes the signs of a place out.
func unstroke(v *pass.View, s *signSite, backward bool) pass.Edit {
	t, run := v.Text, s.at
	var marks, out page.Text
	for _, c := range t[run.From:run.To] {
		switch {
		case isMark(c.R):
			marks = append(marks, c)
		case isDirectional(c.R):
			out = append(out, c)
		}
	}
	if len(marks) > 0 && !backward {
		out = append(out, t[run.To])
		run.To++
	}
	return v.Edit(run, append(out, marks...), "stroke", strokeSure)
}

// edgeStrokes takes out the strokes at the ends of pieces of a line that a mark has broken.
func edgeStrokes(edits []pass.Edit, v *pass.View, strokes map[rune]bool) []pass.Edit {
	isStroke := func(r rune) bool {
		backward, found := strokes[r]
		return found && !backward && !isBullet(r) && !isWritten(r)
	}
	t := v.Text
	for _, l := range v.Lines() {
		from := l.From
		for isDirectional(at(t[:l.To], from)) {
			from++
		}
		to := from
		for to < l.To && t[to].R == t[from].R && isStroke(t[to].R) {
			to++
		}
		if to > from && isArabic(at(t[:l.To], to)) {
			edits = append(edits, v.Delete(pass.Range{From: from, To: to}, "edge", strokeSure))
		}
		marked := false
		for to = l.To; to > l.From && (isMark(t[to-1].R) || isDirectional(t[to-1].R) || t[to-1].R == ' '); to-- {
			marked = marked || isMark(t[to-1].R)
		}
		for from = to; from > l.From && t[from-1].R == t[to-1].R && isStroke(t[from-1].R); from-- {
		}
		before := from
		for before > l.From && isDirectional(t[before-1].R) {
			before--
		}
		if marked && from < to && before > l.From && joinsNext(t[before-1].R) {
			edits = append(edits, v.Delete(pass.Range{From: from, To: to}, "edge", strokeSure))
		}
	}
	return edits
}

// strokeSure is the confidence of an edit: the places of a sign are judged together.
const strokeSure = 0.95
