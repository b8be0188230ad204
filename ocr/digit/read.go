package digit

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/ocr/shape"
)

// Number is what the parts of a word show.
type Number struct {
	// Text is in logical order of right-to-left text: what stands on its right, the number,
	// what stands on its left, each bracket as it is stored.
	Text string
	// Conf is the least probability of its digits and of the signs between them, 0..1.
	Conf float64
	// Edge is that of the signs at its ends; 1 if there are none.
	Edge float64
}

// Read tells the number that parts show, from left to right; letter is the height of
// letters nearby in pixels. What is no number has a confidence near 0.
func (m *Model) Read(parts []shape.Part, letter float64, near Context) Number {
	if len(parts) == 0 {
		return Number{}
	}
	var best []sign
	top := math.Inf(-1)
	x := make([]float32, Inputs)
	parts, rings := joinPercents(parts)
	probs := make([][]float32, len(parts))
	var twofold []int // parts that are plus-minus
	for i := range parts {
		if rings[i] {
			probs[i] = slices.Clone(percentProbs) // lowSigns writes to it
			continue
		}
		if PlusMinus(&parts[i]) {
			probs[i], twofold = slices.Clone(plusMinusProbs), append(twofold, i)
			continue
		}
		Features(parts, i, letter, x)
		probs[i] = m.net.Probabilities(x)
	}
	loneRings(parts, probs)
	lowSigns(parts, probs)
	for _, s := range []script{persian, latin} {
		signs, score := parse(probs, s)
		if near.Latin == (s == latin) {
			score += scriptSays
		}
		if score > top {
			best, top = signs, score
		}
	}
	for _, i := range twofold {
		best[i].r = plusMinus
	}
	return compose(best, near.AfterLetters)
}

// Sign is the likeliest sign other than a digit that one of some parts beside each other
// shows, as it is seen, and how likely it is among all that the part can be.
func (m *Model) Sign(parts []shape.Part, i int, letter float64) (r rune, conf float64) {
	x := make([]float32, Inputs)
	Features(parts, i, letter, x)
	for k, p := range m.net.Probabilities(x) {
		if k < len(Signs) && scriptOf(Signs[k]) == noScript && float64(p) > conf {
			r, conf = Signs[k], float64(p)
		}
	}
	return r, conf
}

// Context is what else is known of a number.
type Context struct {
	AfterLetters bool // the last strong letter before it in the line is one of the Arabic script
	Latin        bool // another reader has taken its digits for Latin ones
}

// scriptSays is the weight in nats of the digits that another reader has seen: some
// shapes are in both sets.
const scriptSays = 2.0

// sign is a reading of a part.
type sign struct {
	r rune
	p float64
}

// The place of a part in a number: signs before its first digit, digits, one sign between
// two digits, signs behind the last digit.
const (
	before = iota
	digits
	between
	behind
	places
)

// follows tells which places can follow each other.
var follows = [places][places]bool{
	before:  {before: true, digits: true},
	digits:  {digits: true, between: true, behind: true},
	between: {digits: true},
	behind:  {behind: true},
}

// parse finds the likeliest signs of the parts that make a number with digits of one
// script, and the log probability of all.
func parse(probs [][]float32, s script) ([]sign, float64) {
	n := len(probs)
	score := make([][places]float64, n)
	from := make([][places]int, n)
	read := make([][places]sign, n)
	for i, p := range probs {
		read[i] = slots(p, s)
		for to := range places {
			score[i][to] = math.Inf(-1)
			for k := range places {
				sum := 0.0
				switch {
				case i == 0 && (to == before || to == digits):
				case i > 0 && follows[k][to]:
					sum = score[i-1][k]
				default:
					continue
				}
				if sum += math.Log(max(read[i][to].p, 1e-9)); sum > score[i][to] {
					score[i][to], from[i][to] = sum, k
				}
			}
		}
	}
	last := digits
	if score[n-1][behind] > score[n-1][digits] {
		last = behind
	}
	signs := make([]sign, n)
	for i, k := n-1, last; i >= 0; i, k = i-1, from[i][k] {
		signs[i] = read[i][k]
	}
	return signs, score[n-1][last]
}

// slots are the likeliest signs of a part for each place, with their probability among all
// that can stand there and what is no sign of numbers.
func slots(p []float32, s script) (best [places]sign) {
	digit := make([]float64, 10) // by value: the two shapes of a digit count together
	zero, mass := rune(0), [places]float64{}
	for i, r := range Signs {
		q := float64(p[i])
		switch of := scriptOf(r); {
		case of == s:
			zero = persianZero
			if s == latin {
				zero = '0'
			}
			digit[folded(r)-zero] += q
			for k := range mass {
				mass[k] += q
			}
		case of == noScript:
			if isInner(r) {
				if r == '.' && s == persian {
					q *= rareStop
				}
				mass[digits], mass[between] = mass[digits]+q, mass[between]+q
				if q > best[between].p {
					best[between] = sign{r, q}
				}
			}
			if r == arabicPercent && s == latin {
				q *= rarePercent
			}
			if r != decimalPoint {
				mass[before], mass[behind] = mass[before]+q, mass[behind]+q
				if q > best[before].p {
					best[before], best[behind] = sign{r, q}, sign{r, q}
				}
			}
		}
	}
	for v, q := range digit {
		if q > best[digits].p {
			best[digits] = sign{zero + rune(v), q}
		}
	}
	other := float64(p[len(Signs)])
	for k := range best {
		best[k].p /= mass[k] + other + 1e-9
	}
	return best
}

// rareStop is how much rarer a full stop is than a zero in a number of Persian digits, to
// which the network takes both for as likely as the other.
const rareStop = 0.1

// rarePercent is how much rarer the Arabic percent sign is than the Latin one behind Latin
// digits: in many faces they look alike.
const rarePercent = 0.5

// isInner reports a sign that can stand between two digits of a number.
func isInner(r rune) bool {
	switch r {
	case '.', ',', '/', '-', ':', decimalPoint:
		return true
	}
	return false
}

// compose writes signs, which stand from left to right, in logical order. After letters
// of the Arabic script digits are of type AN (UAX #9 rule W2): then a hyphen between them
// parts two numbers, which stand from right to left.
func compose(signs []sign, afterLetters bool) Number {
	// The pieces of one sign may stand apart.
	signs = slices.CompactFunc(signs, func(a, b sign) bool { return a.r == b.r && inPieces(a.r) })
	isDigit := func(s sign) bool { return scriptOf(s.r) != noScript }
	from := slices.IndexFunc(signs, isDigit)
	if from < 0 {
		return Number{}
	}
	to := len(signs)
	for !isDigit(signs[to-1]) {
		to--
	}
	// Commas of all kinds have one shape for the network: where they stand tells.
	inside, outside := ',', ','
	if scriptOf(signs[from].r) == persian {
		inside, outside = thousands, arabicComma
	}
	n := Number{Conf: 1, Edge: 1}
	var text []rune
	edge := func(s sign) {
		if s.r == ',' {
			s.r = outside
		}
		text = append(text, Mirrored(s.r))
		n.Edge = min(n.Edge, s.p)
	}
	// A percent sign belongs behind its number, and plus-minus before it, on whichever side
	// they are shown.
	var lead, tail []sign
	right, left := to, from
	for range 2 {
		switch {
		case tail == nil && right < len(signs) && isPercent(signs[right].r):
			tail, right = signs[right:right+1], right+1
		case tail == nil && left > 0 && isPercent(signs[left-1].r):
			tail, left = signs[left-1:left], left-1
		case lead == nil && right < len(signs) && signs[right].r == plusMinus:
			lead, right = signs[right:right+1], right+1
		case lead == nil && left > 0 && signs[left-1].r == plusMinus:
			lead, left = signs[left-1:left], left-1
		}
	}
	for i := len(signs) - 1; i >= right; i-- {
		edge(signs[i])
	}
	for _, s := range lead {
		edge(s)
	}
	for _, part := range numbersOf(signs[from:to], afterLetters) {
		for _, s := range part {
			if s.r == ',' {
				s.r = inside
			}
			text = append(text, s.r)
			n.Conf = min(n.Conf, s.p)
		}
	}
	for _, s := range tail {
		edge(s)
	}
	for i := left - 1; i >= 0; i-- {
		edge(signs[i])
	}
	n.Text = string(text)
	return n
}

// numbersOf are the parts of a number in logical order: those between hyphens, and these.
func numbersOf(signs []sign, afterLetters bool) (parts [][]sign) {
	if !afterLetters {
		return [][]sign{signs}
	}
	from := 0
	for i, s := range signs {
		if s.r == '-' {
			parts = append(parts, signs[from:i], signs[i:i+1])
			from = i + 1
		}
	}
	parts = append(parts, signs[from:])
	slices.Reverse(parts)
	return parts
}

// inPieces reports signs of pieces that do not stand above each other.
func inPieces(r rune) bool { return isPercent(r) || r == leftQuote || r == rightQuote }

func isPercent(r rune) bool { return r == '%' || r == arabicPercent }

// Confidences from which on a reading is to be trusted.
const (
	sure     = 0.8
	edgeSure = 0.5
)

// Sure reports a number that is to be trusted. Of words drawn in faces that the model has
// not seen and worn like scans, it is sure of two in three, and wrong in 3 % of these.
func (n Number) Sure() bool { return n.Conf >= sure && n.Edge >= edgeSure }

// Stored is a word whose signs are given from left to right as Read gives it.
func Stored(signs []rune) string {
	all := make([]sign, len(signs))
	for i, r := range signs {
		if r = folded(r); Class(r) < len(Signs) {
			r = Signs[Class(r)]
		}
		all[i] = sign{r, 1}
	}
	return compose(all, false).Text
}
