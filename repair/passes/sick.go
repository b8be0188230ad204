package passes

import (
	"fmt"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// SickLine is the code of the warnings of Sick.
const SickLine = "sick-line"

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
	n := 0
	for i, l := range v.Lines() {
		if !has(t, l, isArabic) {
			continue
		}
		h := c.Model.Health(v.Runes(l))
		if h.Verdict != lang.Sick {
			continue
		}
		if n++; n <= maxSick {
			warnings = append(warnings, page.Warning{Code: SickLine, Text: fmt.Sprintf("line %d reads like no Persian (score %.2f, known words %.0f %%): its order or letters are wrong and were left as they are", i+1, h.Score, 100*h.Words)})
		}
	}
	if n > maxSick {
		warnings = append(warnings, page.Warning{Code: SickLine, Text: fmt.Sprintf("%d lines in all read like no Persian", n)})
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
	// Where every fourth line is sick, those that seem sound are not to be trusted either.
	if !g.known {
		g.known, g.sick = true, sickShare(m, v) > sickText
	}
	if g.sick {
		return false
	}
	from, to := i, i
	for from > 0 && v.Text[from-1].R != '\n' {
		from--
	}
	for to < len(v.Text) && v.Text[to].R != '\n' {
		to++
	}
	if to-from > maxJudged {
		from, to = max(from, i-maxJudged/2), min(to, i+maxJudged/2)
	}
	h := m.Health(v.Runes(pass.Range{From: from, To: to}))
	return h.Verdict == lang.Healthy || h.Verdict == lang.Foreign
}

// maxJudged is the number of code points around a place that are judged.
const maxJudged = 400

// sickText is the share of sick or doubtful lines from which on no line of a
// text is trusted.
const sickText = 0.25

// sickShare is the share of sick and doubtful lines among at most judgedLines
// Persian ones, spread over the text.
func sickShare(m *lang.Model, v *pass.View) float64 {
	lines := v.Lines()
	sick, n := 0, 0
	for i := 0; i < len(lines); i += 1 + len(lines)/judgedLines {
		l := lines[i]
		if l.Len() < 20 || !has(v.Text, l, isArabic) {
			continue
		}
		l.To = min(l.To, l.From+maxJudged)
		switch m.Health(v.Runes(l)).Verdict {
		case lang.Healthy:
			n++
		case lang.Sick, lang.Doubtful:
			sick, n = sick+1, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sick) / float64(n)
}

const judgedLines = 60
