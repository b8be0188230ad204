package align

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Costs of the alignment, natural logarithms of odds: what a text is worth
// before anything is known of a code.
const (
	// weightOfPrior is how many votes the prior of a text is worth.
	weightOfPrior = 1.0
	// priorLetter, priorPair and priorMore are the share of the codes that stand
	// for a given letter, for a given ligature of two and of more; a lam-alef is
	// in every font.
	priorLetter  = 1.0 / 40
	priorMarked  = 1.0 / 400 // a letter with its mark in one glyph
	priorLamAlef = 1.0 / 60
	priorPair    = 1.0 / 1500
	priorMore    = 1.0 / 40_000
	// priorNothing is the share of glyphs that a recognizer passes over.
	priorNothing = 1.0 / 40
	// costMissing is a letter that no glyph shows: the recognizer made it up.
	costMissing = 4.5
	// costOther is a known glyph that was read as something else.
	costOther = 6.0
	// costMark is a glyph that sits on another and was read as a letter.
	costMark = 8.0
	// slant is the cost of a glyph and a letter at opposite ends of their word.
	slant = 6.0
	// maxLigature is how many letters one glyph stands for at most.
	maxLigature = 3
)

// start lets the words vote that have as many glyphs as letters, a lam-alef
// counting as one.
func (v *vote) start() {
	for i := range v.runs {
		r := &v.runs[i]
		var bases []int
		for _, g := range r.glyphs {
			if !v.entries[g].mark() {
				bases = append(bases, g)
			}
		}
		marked := len(bases) < len(r.glyphs)
		letters := r.letters
		if len(letters) != len(bases) {
			if letters = joined(letters); len(letters) != len(bases) {
				continue
			}
		}
		for k, g := range bases {
			text := logical(letters[k])
			if marked {
				text = strings.Map(func(r rune) rune {
					if unicode.Is(unicode.Mn, r) {
						return -1
					}
					return r
				}, text)
			}
			v.entries[g].add(text, r.weight)
		}
	}
}

func (e *entry) add(text string, weight float64) {
	e.votes[text] += weight
	e.total += weight
}

// joined makes one letter of each lam-alef; letters run left to right.
func joined(letters []string) []string {
	var out []string
	for i := 0; i < len(letters); i++ {
		if i+1 < len(letters) && lamAlef(letters[i:i+2]) {
			out = append(out, letters[i]+letters[i+1])
			i++
			continue
		}
		out = append(out, letters[i])
	}
	return out
}

// lamAlef reports an alef to the left of a lam.
func lamAlef(pair []string) bool {
	if len(pair) != 2 || pair[1] != "\u0644" { // ARABIC LETTER LAM
		return false
	}
	r, _ := utf8.DecodeRuneInString(pair[0])
	return r == '\u0627' || r == '\u0622' || r == '\u0623' || r == '\u0625' // the four ALEFs
}

// count aligns every word by what is known and takes the votes anew.
func (v *vote) count() {
	for i := range v.entries {
		// The costs of this round rest on the votes of the last one.
		e := &v.entries[i]
		e.last, e.lastTotal, e.favourite = e.votes, e.total, e.best()
		e.votes, e.clean, e.total, e.joins = map[string]float64{}, map[string]float64{}, 0, contexts{}
	}
	for i := range v.runs {
		r := &v.runs[i]
		texts, joins := v.align(r)
		usual := func(k int) bool {
			return k < 0 || k >= len(texts) || texts[k] != "" && texts[k] == v.entries[r.glyphs[k]].favourite
		}
		for k, text := range texts {
			e := &v.entries[r.glyphs[k]]
			e.add(text, r.weight)
			if text != "" {
				e.joins.add(joins[k])
			}
			switch {
			case r.known && !slices.Contains(texts, "") && strings.Join(texts, "") == strings.Join(r.letters, ""):
				e.clean[text] += max(r.weight, minClean)
			case usual(k-1) && usual(k+1):
				e.clean[text] += r.weight
			}
		}
	}
}

// cost is the price of reading a glyph as text.
func (e *entry) cost(text string, prior float64) float64 {
	if e.mark() {
		switch r, _ := utf8.DecodeRuneInString(text); {
		case text == "":
			prior = 1
		case !unicode.Is(unicode.Mn, r):
			return costMark
		}
	}
	if e.fixed != "" {
		if e.fixed == text {
			return 0
		}
		return costOther
	}
	return -math.Log((e.last[text] + weightOfPrior*prior) / (e.lastTotal + weightOfPrior))
}

// step is how the cheapest way to a cell of the grid ends.
type step struct {
	cost   float64
	glyphs int  // glyphs of the last move
	took   int  // letters of the last move
	swap   bool // of a letter with its mark the mark comes first
}

// align finds the cheapest way to write the letters with the glyphs: monotone,
// each glyph a letter, a ligature or nothing, two glyphs a letter with its mark.
// It returns the text of each glyph, and how the letters of it are joined.
func (v *vote) align(r *run) ([]string, []join) {
	m, n := len(r.glyphs), len(r.letters)
	grid := make([]step, (m+1)*(n+1))
	at := func(i, j int) *step { return &grid[i*(n+1)+j] }
	for i := 0; i <= m; i++ {
		for j := 0; j <= n; j++ {
			if i+j > 0 {
				*at(i, j) = v.move(r, at, i, j)
			}
		}
	}
	out, joins := make([]string, m), make([]join, m)
	for i, j := m, n; i > 0 || j > 0; {
		s := at(i, j)
		switch {
		case s.glyphs == 1:
			out[i-1] = logical(r.letters[j-s.took : j]...)
			if s.took > 0 { // the first letter stands to the right
				joins[i-1] = join{before: r.joins[j-1].before, after: r.joins[j-s.took].after}
			}
		case s.glyphs == 2:
			base, mark := parts(r.letters[j-1])
			if s.swap {
				base, mark = mark, base
			}
			out[i-2], out[i-1] = base, mark
			joins[i-2], joins[i-1] = r.joins[j-1], r.joins[j-1]
		}
		i -= s.glyphs
		j -= s.took
	}
	return out, joins
}

// move is the cheapest last move to the cell of i glyphs and j letters.
func (v *vote) move(r *run, at func(i, j int) *step, i, j int) step {
	best := step{cost: math.MaxFloat64}
	try := func(c float64, glyphs, took int, swap bool) {
		if c += at(i-glyphs, j-took).cost; c < best.cost {
			best = step{c, glyphs, took, swap}
		}
	}
	if j > 0 {
		try(costMissing, 0, 1, false)
	}
	if i == 0 {
		return best
	}
	m, n := float64(len(r.glyphs)), float64(len(r.letters))
	e := &v.entries[r.glyphs[i-1]]
	try(e.cost("", priorNothing), 1, 0, false)
	for k := 1; k <= min(j, maxLigature); k++ {
		took := r.letters[j-k : j]
		off := math.Abs((float64(i)-0.5)/m - (float64(j)-0.5*float64(k))/n)
		try(e.cost(logical(took...), prior(took))+slant*off, 1, k, false)
	}
	if i > 1 && j > 0 {
		if base, mark := parts(r.letters[j-1]); mark != "" {
			before := &v.entries[r.glyphs[i-2]]
			off := slant * math.Abs((float64(i)-1)/m-(float64(j)-0.5)/n)
			try(before.cost(base, priorLetter)+e.cost(mark, priorLetter)+off, 2, 1, false)
			try(before.cost(mark, priorLetter)+e.cost(base, priorLetter)+off, 2, 1, true)
		}
	}
	return best
}

// prior is the share of the codes that stand for the letters.
func prior(letters []string) float64 {
	switch {
	case len(letters) == 1:
		if _, marks := parts(letters[0]); marks != "" {
			return priorMarked
		}
		return priorLetter
	case len(letters) > 2:
		return priorMore
	case lamAlef(letters):
		return priorLamAlef
	}
	return priorPair
}

// parts cuts a letter from its marks.
func parts(letter string) (base, marks string) {
	_, n := utf8.DecodeRuneInString(letter)
	return letter[:n], letter[n:]
}
