package passes

import (
	"fmt"
	"iter"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// The codes of the warnings of Sick.
const (
	SickLine = "sick-line" // one line
	SickText = "sick-text" // so many lines that the text as a whole is not trusted
)

// maxSick is the number of warnings that one text gets; the last one tells how
// many lines there were.
const maxSick = 200

// Sick lists the lines that read so badly that letters or words must have
// changed places, and that no repair here puts right. It changes nothing. Lines
// count from 1.
func Sick(c Context, t page.Text) (warnings []page.Warning) {
	if c.Model == nil {
		return nil
	}
	v := pass.View{Text: t}
	if c.Survey != nil {
		v.Shared = c.Survey
	}
	if !c.Firm { // words that were read off a page have not changed places
		if share, judged := sickShare(c.Model, &v); share > sickText {
			warnings = append(warnings, page.Warning{Code: SickText, Text: fmt.Sprintf("%.0f %% of %d pieces of a line's length look as if their words had changed places: repairs that trust neighbours were not made", 100*share, judged)})
		}
	}
	n, lines := 0, linesOf(&v)
	for i, l := range v.Lines() {
		if lines[i].arabic == 0 || !isSick(c.Model, &v, i) {
			continue
		}
		if n++; n <= maxSick {
			h := c.Model.Health(v.Runes(l))
			warnings = append(warnings, page.Warning{Code: SickLine, Text: fmt.Sprintf("line %d reads like no %s (score %.2f, known words %.0f %%): its order or letters are wrong and were left as they are", i+1, c.Model.Language().Name(), h.Score, 100*h.Words)})
		}
	}
	warnings = append(warnings, doubtfulLetters(c.Model, &v)...)
	warnings = append(warnings, doubtfulDigits(&v)...)
	warnings = append(warnings, swappedParts(&v)...)
	if n > maxSick {
		warnings = append(warnings, page.Warning{Code: SickLine, Text: fmt.Sprintf("%d lines in all read like no %s", n, c.Model.Language().Name())})
	}
	return warnings
}

// guard keeps repairs of neighbourhoods away from lines that are not sound.
type guard struct {
	m           *lang.Model
	v           *pass.View
	known, sick bool // whether the text as a whole has been judged, and how
}

// sound reports whether the line that holds i is one that repairs of its
// neighbourhoods may trust. In a line whose runs changed places every neighbour
// is a wrong one.
func (g *guard) sound(i int) bool {
	m, v := g.m, g.v
	if m == nil {
		return true
	}
	// Where many lines are sick, those that seem sound are not to be trusted either.
	if g.distrusted() {
		return false
	}
	l := v.Lines()[lineAt(v.Lines(), i)]
	if l.Len() > maxJudged {
		l.From, l.To = max(l.From, i-maxJudged/2), min(l.To, i+maxJudged/2)
	}
	return !m.Sick(v.Runes(l))
}

// distrusted reports a text of which no line is trusted. Words that were read off a page
// have not changed places; unknown ones are names and terms there.
func (g *guard) distrusted() bool {
	if g.v.Firm {
		return false
	}
	if !g.known && g.m != nil {
		share, _ := sickShare(g.m, g.v)
		g.known, g.sick = true, share > sickText
	}
	return g.sick
}

// disordered reports a distrusted text whose words changed places. Verse and
// dialect have unknown words too, but unlikely letters as well and their stops
// where they belong; words that changed places keep their letters together. Where
// only spaces are lost, nothing changed places either.
func (g *guard) disordered() bool {
	if !g.distrusted() {
		return false
	}
	score, displaced, n := 0.0, 0, 0
	doubled := !gapsFollow(g.m, g.v)
	for _, l := range g.v.Lines() {
		if l = trim(g.v.Text, l); l.Len() < minPiece || countLetters(g.v.Text, l) < l.Len()/2 {
			continue
		}
		n++
		score += g.m.Score(g.v.Runes(l))
		if outOfPlace(g.v.Text, l, doubled) {
			displaced++
		}
	}
	if n == 0 || isCode(g.v) {
		return false
	}
	// A stop between two letters tells as well of the space that was lost behind it.
	return (float64(displaced) >= displacedShare*float64(n) ||
		(n < manyLines || displaced > 0) && score >= proseScore*float64(n)) && !lostSpaces(g.m, g.v)
}

// Measured on the shared set: the lines of 24 texts with runs in another order
// score -2.1 and better in the mean or show displaced stops in 3 of 100 lines and
// more; verse scores -2.4 and worse and shows none.
const (
	displacedShare = 0.02
	proseScore     = -2.25 // mean log probability per symbol
	manyLines      = 100   // lines of which one at least has a displaced stop if runs changed places; Dari has unknown words too
)

// maxJudged is the number of code points around a place that are judged.
const maxJudged = 400

// sickText is the share of suspect lines from which on no line of a text is
// trusted. Of the shared set, 16 of 17 texts with runs in another order reach
// it and none of the 34 clean or otherwise broken ones.
const sickText = 0.25

// sickShare is the share of suspect pieces of lines among at most judgedPieces
// Persian ones, spread over the text, and their number. Pieces are as long as a
// line of a page, so that joining lines to paragraphs changes little.
func sickShare(m *lang.Model, v *pass.View) (share float64, n int) {
	s := surveyOf(v)
	if s.pieces < 0 {
		s.share, s.pieces = measureSick(m, v)
	}
	return s.share, s.pieces
}

func measureSick(m *lang.Model, v *pass.View) (share float64, n int) {
	t := v.Text
	pieces := 0
	for range piecesOf(v) {
		pieces++
	}
	i, step, sick := 0, 1+pieces/judgedPieces, 0
	doubled := !gapsFollow(m, v)
	for p := range piecesOf(v) {
		if i++; (i-1)%step != 0 {
			continue
		}
		runes := v.Runes(p)
		known := m.Coverage(runes) >= suspectWords
		if !known && !isOwn(m, runes) {
			continue
		}
		n++
		if !known || outOfPlace(t, p, doubled) {
			sick++
		}
	}
	if n < minJudged {
		return 0, n
	}
	return float64(sick) / float64(n), n
}

// piecesOf are the lines of a view in pieces as long as a line of a page.
func piecesOf(v *pass.View) iter.Seq[pass.Range] {
	return func(yield func(pass.Range) bool) {
		t, shown := v.Text, linesOf(v)
		for i, l := range v.Lines() {
			for l = shown[i].within(l); l.Len() >= minPiece; l = trim(t, l) {
				p := pass.Range{From: l.From, To: min(l.To, l.From+piece)}
				for p.To < l.To && !isSpace(t[p.To].R) && p.Len() < 2*piece {
					p.To++
				}
				if !yield(p) {
					return
				}
				l.From = p.To
			}
		}
	}
}

const (
	judgedPieces = 120
	piece        = 75 // code points
	minPiece     = 20
	minJudged    = 5
	suspectWords = 0.85 // share of letters in known words
)

// outOfPlace reports the traces of runs that were put out in another order: a
// stop at the start of a line or of a word, or, with doubled, words parted by two spaces.
func outOfPlace(t page.Text, l pass.Range, doubled bool) bool {
	gaps := 0
	for i := l.From; i < l.To; i++ {
		switch r := t[i].R; {
		case (r == '.' || r == 0x060C || r == 0x061B) && isArabic(at(t, i+1)) && (i == l.From || isSpace(t[i-1].R) || r == '.' && isArabic(t[i-1].R)): // ARABIC COMMA, SEMICOLON
			return true
		case i == l.From && (r == '.' || r == 0x060C || r == 0x061B) && isSpace(at(t, i+1)):
			return true
		case r == ' ' && at(t, i+1) == ' ' && at(t, i+2) != ' ' && t[i-1].R != ' ':
			gaps++
		}
	}
	return doubled && gaps >= 2
}
