package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// What of two lines that follow each other is read together, in code points.
const (
	chainEnd   = 20 // end of the line before
	chainStart = 12 // start of the line after
)

// turnable is a line that may stand in another order.
type turnable struct {
	index int // of the line
	line  pass.Range
	new   page.Text // in the other order
	gain  float64   // nats by which that reads better, by itself
}

// chainLine is a line of a text with what it reads in both orders: as it stands, and in the
// other one. Lines that cannot be in another order have one reading.
type chainLine struct {
	readings [2]page.Text // the second is nil where there is none
	gain     float64      // of the second by itself
	follows  bool         // the line before, whose sentence it goes on with
}

// chainGains is by how many nats each of the found lines reads better in the other order, all
// lines taken together: each sentence goes on over the line end, so that the order of one line
// tells of the order of the next. It is the best reading of all lines in which the line is in
// the other order, less the best in which it is not.
func chainGains(m *lang.Model, v *pass.View, found []turnable) []float64 {
	lines, at := chainOf(v, found)
	// Best sum over the lines before and with line i in reading k, and over those after it.
	ahead, back := make([][2]float64, len(lines)), make([][2]float64, len(lines))
	joins := make([][2][2]float64, len(lines)) // of reading a of the line before and b of line i
	for i, l := range lines {
		for b := range l.count() {
			if b == 1 {
				ahead[i][b] = l.gain
			}
			if i == 0 {
				continue
			}
			best := 0.0
			for a := range lines[i-1].count() {
				if l.follows {
					joins[i][a][b] = joinOf(m, lines[i-1].readings[a], l.readings[b])
				}
				if sum := ahead[i-1][a] + joins[i][a][b]; a == 0 || sum > best {
					best = sum
				}
			}
			ahead[i][b] += best
		}
	}
	for i := len(lines) - 2; i >= 0; i-- {
		for a := range lines[i].count() {
			for b := range lines[i+1].count() {
				sum := back[i+1][b] + joins[i+1][a][b]
				if b == 1 {
					sum += lines[i+1].gain
				}
				if b == 0 || sum > back[i][a] {
					back[i][a] = sum
				}
			}
		}
	}
	gains := make([]float64, len(found))
	for n, i := range at {
		gains[n] = ahead[i][1] + back[i][1] - ahead[i][0] - back[i][0]
	}
	return gains
}

// count is the number of readings.
func (l *chainLine) count() int {
	if l.readings[1] == nil {
		return 1
	}
	return len(l.readings)
}

// chainOf lists the found lines and those beside them, and where among these each found one is.
func chainOf(v *pass.View, found []turnable) (lines []chainLine, at []int) {
	t, all := v.Text, v.Lines()
	last := -1 // line that was listed last
	add := func(n int, l chainLine) {
		l.follows = last >= 0 && neighbour(t, all, n, -1) == last
		lines, last = append(lines, l), n
	}
	plain := func(n int) {
		if n > last {
			b := trim(t, all[n])
			add(n, chainLine{readings: [2]page.Text{t[b.From:b.To]}})
		}
	}
	for k, s := range found {
		if up := neighbour(t, all, s.index, -1); up >= 0 {
			plain(up)
		}
		add(s.index, chainLine{readings: [2]page.Text{t[s.line.From:s.line.To], s.new}, gain: s.gain})
		at = append(at, len(lines)-1)
		if down := neighbour(t, all, s.index, 1); down >= 0 && (k+1 == len(found) || found[k+1].index != down) {
			plain(down)
		}
	}
	return lines, at
}

// joinOf is how much likelier the start of a line is behind the end of another than anywhere,
// 0 behind the end of a sentence.
func joinOf(m *lang.Model, before, after page.Text) float64 {
	if endsSentence(before, pass.Range{To: len(before)}) {
		return 0
	}
	end := append(plainOf(before[max(0, len(before)-chainEnd):]), ' ')
	start := plainOf(after[:min(len(after), chainStart)])
	join := m.LogProb(end, start) - m.LogProb([]rune{' '}, start)
	if seam := append(slices.Clone(before), after...); len(before) > 0 && len(after) > 0 {
		join += stretchBeside * besideSeam(seam, pass.Range{To: len(before)}, pass.Range{From: len(before), To: len(seam)})
	}
	return join
}
