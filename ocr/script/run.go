package script

import (
	"image"
	"math"
)

// Stretch is a run of pieces that are Latin, by index: From up to but not To. Its first
// and last piece are letters or digits, signs between them are part of it.
type Stretch struct {
	From, To int
	Lead     float64 // by how many nats it is likelier than as Arabic
}

// Weights of the search for stretches, in nats, from lines of the clean pages of five faces
// (fixtures) and of pages in four others.
const (
	// switchClose is the cost of changing the script between pieces that touch or nearly
	// do, switchApart that across white as between words; closeGap and wordGap are the
	// widths of white in letters between which it falls.
	switchClose, switchApart = 7.0, 2.0
	closeGap, wordGap        = 0.12, 0.30
	// westernInArabic is how likely a digit of Latin shape is in Arabic text, beside 1 in Latin.
	westernInArabic = 0.3
	// floor keeps one odd piece from deciding alone.
	floor = 0.02
	// minLetters is the number of Latin letters, weighted by how likely they are, that a
	// stretch must have, and minLead by how many nats it must be likelier than as Arabic.
	minLetters, minLead = 0.8, 3.0
	// soleLatin is how likely a piece with white as between words on both sides is Latin that is
	// a stretch of its own, as a name in a formula is: the cost of two changes is more than one
	// piece can weigh. Of 46 pieces by themselves that the network held for Latin
	// on five public pages it keeps 19; a waw had 0.88.
	soleLatin = 0.95
	// cellGap is the white in letters that a stretch never spans: that between cells.
	cellGap = 1.8
)

// Known are the probabilities of a piece of a word that is surely Persian.
var Known = [Classes]float32{Arabic: 1}

// Runs finds the stretches of a line that are Latin. Probabilities and boxes are of its
// pieces, from left to right; letter is the height of its letters in pixels.
func Runs(probs [][Classes]float32, boxes []image.Rectangle, letter float64) []Stretch {
	n := len(probs)
	if n == 0 {
		return nil
	}
	emit := make([][2]float64, n) // Arabic, Latin
	for i, p := range probs {
		a := float64(p[Arabic] + p[Eastern] + p[Sign] + westernInArabic*p[Western])
		l := float64(p[Latin] + p[Western] + p[Sign])
		emit[i] = [2]float64{math.Log(max(a, floor)), math.Log(max(l, floor))}
		if p == Known {
			emit[i][1] = -4 * switchClose
		}
	}
	score := emit[0]
	from := make([][2]int, n)
	for i := 1; i < n; i++ {
		gap := white(boxes, i) / max(letter, 1)
		cost := switchClose + (switchApart-switchClose)*max(0, min((gap-closeGap)/(wordGap-closeGap), 1))
		var next [2]float64
		for to := range 2 {
			next[to], from[i][to] = score[to], to
			if s := score[1-to] - cost; s > next[to] {
				next[to], from[i][to] = s, 1-to
			}
			next[to] += emit[i][to]
		}
		score = next
	}
	state := make([]int, n)
	if score[1] > score[0] {
		state[n-1] = 1
	}
	for i := n - 1; i > 0; i-- {
		state[i-1] = from[i][state[i]]
	}
	for i := range state {
		if probs[i][Latin] >= soleLatin && white(boxes, i) >= wordGap*letter && right(boxes, i) >= wordGap*letter {
			state[i] = 1
		}
	}
	var out []Stretch
	for i := 0; i < n; {
		if state[i] == 0 {
			i++
			continue
		}
		j := i
		for j < n && state[j] == 1 && (j == i || white(boxes, j) < cellGap*letter) {
			j++
		}
		if s, ok := trimmed(probs, emit, i, j); ok {
			out = append(out, s)
		}
		i = j
	}
	return out
}

// white is that on the left of a box.
func white(boxes []image.Rectangle, i int) float64 {
	left := math.Inf(1)
	for k := i - 1; k >= 0 && k >= i-near; k-- {
		left = min(left, float64(boxes[i].Min.X-boxes[k].Max.X))
	}
	return left
}

// right is the white on the right of a box.
func right(boxes []image.Rectangle, i int) float64 {
	gap := math.Inf(1)
	for k := i + 1; k < len(boxes) && k <= i+near; k++ {
		gap = min(gap, float64(boxes[k].Min.X-boxes[i].Max.X))
	}
	return gap
}

// trimmed leaves out the signs at the ends of a stretch; ok is false for one that has too
// little of Latin.
func trimmed(probs [][Classes]float32, emit [][2]float64, i, j int) (s Stretch, ok bool) {
	sign := func(p [Classes]float32) bool { return p[Sign] > p[Latin]+p[Western] }
	for i < j && sign(probs[i]) {
		i++
	}
	for i < j && sign(probs[j-1]) {
		j--
	}
	letters, lead := 0.0, 0.0
	for k := i; k < j; k++ {
		letters += float64(probs[k][Latin])
		lead += emit[k][1] - emit[k][0]
	}
	return Stretch{i, j, lead}, letters >= minLetters && lead >= minLead
}
