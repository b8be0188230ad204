package tesseract

import (
	"image"
	"slices"

	"github.com/paknevis/paknevis/ocr/digit"
	"github.com/paknevis/paknevis/ocr/script"
	"github.com/paknevis/paknevis/ocr/shape"
)

// run is a stretch of Latin ink in a line.
type run struct {
	box    image.Rectangle // of its letters, and of the signs inside and beside them
	core   image.Rectangle // what the English model is shown
	pieces int             // in core
	lead   float64         // see [script.Stretch]
	// What stands beside the letters, as a line from right to left stores it.
	before, behind string
	index          string // the digits below the line at its end, which core is without
}

// latinRuns finds the stretches of a line that are Latin by the shapes of their pieces.
func (s *sheet) latinRuns(l *line) []run {
	if !slices.ContainsFunc(l.words, func(w word) bool { return !persianWord(w) }) {
		return nil
	}
	box := l.box
	var sure []image.Rectangle
	for _, w := range l.words {
		box = box.Union(w.box)
		if w.sure || persianWord(w) {
			sure = append(sure, w.box)
		}
	}
	p, row := s.pieces(), s.rowIn(box)
	letter := max(row.letter, 1)
	groups, boxes := p.Groups(row.ids)
	probs := make([][script.Classes]float32, len(groups))
	for i, g := range groups {
		mid := (boxes[i].Min.X + boxes[i].Max.X) / 2
		if slices.ContainsFunc(sure, func(r image.Rectangle) bool { return mid >= r.Min.X && mid < r.Max.X }) {
			probs[i] = script.Known
			continue
		}
		piece := script.PieceOf(p.Part(g), boxes, i, letter)
		probs[i] = script.Default().Read(&piece, letter, row.base)
	}
	var runs []run
	for _, st := range script.Runs(probs, boxes, letter) {
		r := run{pieces: st.To - st.From, lead: st.Lead}
		var parts []shape.Part
		for i := st.From; i < st.To; i++ {
			parts = append(parts, p.Part(groups[i]))
			r.box = r.box.Union(boxes[i])
		}
		r.index = indexOf(parts, letter)
		n := len(parts) - len(r.index)
		for _, b := range boxes[st.From : st.From+n] {
			r.core = r.core.Union(b)
		}
		r.pieces = n
		s.surround(&r, st, probs, groups, boxes, letter)
		runs = append(runs, r)
	}
	return runs
}

// indexOf reads the digits at the end of Latin parts, from left to right, that stand low, as an
// index of a formula does: to the English model, which knows none, they are letters and commas.
func indexOf(parts []shape.Part, letter float64) (index string) {
	for i := len(parts) - 1; i > 0 && len(index) < maxIndex; i-- {
		n := digit.Default().Read(parts[i:i+1], letter, digit.Context{Latin: true})
		if !n.Sure() || len(n.Text) != 1 {
			break
		}
		if low := float64(parts[i].Box.Min.Y - parts[i-1].Box.Min.Y); low >= indexFall*letter {
			return n.Text + index
		} else if low < -indexFall*letter {
			break
		}
		index = n.Text + index
	}
	return ""
}

// The top of an index is below that of the letter before it by indexFall of a letter at least;
// maxIndex is the most digits that it has.
const (
	indexFall = 0.2
	maxIndex  = 2
)

// surround reads the signs that stand close to a run on both sides.
func (s *sheet) surround(r *run, st script.Stretch, probs [][script.Classes]float32, groups [][]int, boxes []image.Rectangle, letter float64) {
	from, to := st.From, st.To
	isSign := func(i int) bool { return probs[i][script.Sign] > 0.5 }
	close := func(i, k int) bool { return float64(boxes[k].Min.X-boxes[i].Max.X) < signGap*letter }
	for from > 0 && st.From-from < maxEdgeSigns && isSign(from-1) && close(from-1, from) {
		from--
	}
	for to < len(boxes) && to-st.To < maxEdgeSigns && isSign(to) && close(to-1, to) {
		to++
	}
	if from == st.From && to == st.To {
		return
	}
	var parts []shape.Part
	for i := from; i < to; i++ {
		parts = append(parts, s.pieces().Part(groups[i]))
		r.box = r.box.Union(boxes[i])
	}
	name := func(i int) rune {
		sign, conf := digit.Default().Sign(parts, i-from, letter)
		if conf < minSignConf {
			return 0
		}
		if sign == ',' {
			sign = arabicComma
		}
		return digit.Mirrored(sign)
	}
	// What stands on the right comes first.
	r.before, r.behind = signText(name, to-1, st.To), signText(name, st.From-1, from)
	// A bracket tells of its partner.
	if to > st.To && name(st.To) == 0 && r.before == "" {
		r.before = partner(r.behind)
	}
	if from < st.From && name(st.From-1) == 0 && r.behind == "" {
		r.behind = partner(r.before)
	}
}

// partner is the bracket that belongs to the one in a text; none if there is none.
func partner(s string) string {
	for _, r := range s {
		if m := digit.Mirrored(r); m != r {
			return string(m)
		}
	}
	return ""
}

const (
	// maxEdgeSigns is how many pieces beside a run are looked at, signGap how far from each
	// other they stand in letters, and minSignConf how likely a sign must be.
	maxEdgeSigns = 4
	signGap      = 0.5
	minSignConf  = 0.6
)

// signText is what the pieces from one to another, to the left of it, show.
func signText(name func(int) rune, from, to int) string {
	var t []rune
	for i := from; i >= to; i-- {
		r := name(i)
		if n := len(t); r == 0 || n > 0 && t[n-1] == r && (r == '\u00AB' || r == '\u00BB') { // a GUILLEMET in pieces
			continue
		}
		t = append(t, r)
	}
	return string(t)
}
