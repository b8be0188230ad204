package passes

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

type wordScore struct {
	logp  float64
	known bool
}

// strayWord is a word of a line.
type strayWord struct {
	pass.Range
	runs []pass.Range // of the letter
	now  wordScore
	// twice says that the word stood before in its line, see markTwice.
	twice bool
}

// words lists the words of a line, with the runs of the letter in them. The list is
// good until the next call.
func (s *strays) words(l pass.Range, letter rune) (words []strayWord) {
	words, runs := s.list[:0], s.runs[:0]
	for i := l.From; i < l.To; i++ {
		w := wordAfter(s.v.Text, l, i)
		if w.Len() == 0 {
			continue
		}
		i = w.To - 1
		var word strayWord
		if word, runs = s.word(w, letter, runs); len(word.runs) > 0 {
			word.now = s.score(s.v.Text[w.From:w.To])
		}
		words = append(words, word)
	}
	s.list, s.runs = words, runs
	s.markTwice(words)
	return words
}

// word is a word with the runs of the letter, which are appended to runs; it is not
// scored yet.
func (s *strays) word(w pass.Range, letter rune, runs []pass.Range) (strayWord, []pass.Range) {
	t, n := s.v.Text, len(runs)
	for k := w.From; k < w.To; k++ {
		if t[k].R != letter {
			continue
		}
		from := k
		for k+1 < w.To && t[k+1].R == letter {
			k++
		}
		runs = append(runs, pass.Range{From: from, To: k + 1})
	}
	return strayWord{Range: w, runs: runs[n:len(runs):len(runs)]}, runs
}

// clears reports that a word may become known without some of the letters of its runs,
// in whatever kind of line: only such a one need be weighed.
func (s *strays) clears(w *strayWord) bool {
	if len(w.runs) == 0 || len(w.runs) > maxRuns {
		return false
	}
	t, ways := s.v.Text, 1
	for i := range w.runs {
		if ways *= 1 + strokesIn(t, w, i); ways > maxStraySet {
			return true // not to be tried here
		}
	}
	var buf [maxStraySet]rune
	for n := 1; n < ways; n++ {
		from, m, text := w.From, n, buf[:0]
		for i, r := range w.runs {
			options := 1 + strokesIn(t, w, i)
			for _, c := range t[from:r.From] {
				text = append(text, c.R)
			}
			from = r.From + m%options
			m /= options
		}
		for _, c := range t[from:w.To] {
			text = append(text, c.R)
		}
		if s.m.KnownRunes(text) {
			return true
		}
	}
	return false
}

// strokesIn is how many letters of run i of a word can be strokes at most, see best.
func strokesIn(t page.Text, w *strayWord, i int) int {
	r := w.runs[i]
	n := r.Len()
	if r.To == w.To || !isArabic(t[r.To].R) || !(r.From > w.From && joinsNext(t[r.From-1].R)) {
		n-- // one is real
	}
	return n
}

// spell is a word in UTF-8, good until the next call.
func (s *strays) spell(w page.Text) []byte {
	s.utf8 = s.utf8[:0]
	for _, c := range w {
		s.utf8 = utf8.AppendRune(s.utf8, c.R)
	}
	return s.utf8
}

// score is the log probability of a word by itself: its count, or that of its
// letters if it was never seen.
func (s *strays) score(w page.Text) wordScore {
	b := s.spell(w)
	if p, ok := s.logp[string(b)]; ok {
		return p
	}
	str := string(b)
	if len(s.logp) >= cacheWords {
		clear(s.logp)
	}
	p := wordScore{known: s.m.Known(str)}
	if s.m.Count(str) > 0 {
		p.logp = s.m.WordLogProb("", str)
	}
	rs := make([]rune, 0, len(w)+1)
	for _, c := range w {
		rs = append(rs, c.R)
	}
	letters := s.m.LogProb([]rune{' '}, append(rs, ' '))
	if !p.known {
		letters = max(letters-unseenPrice, s.glued(w))
	}
	if p.logp == 0 || letters > p.logp {
		p.logp = letters
	}
	s.logp[str] = p
	return p
}

// glued is the log probability of two known words without the space between
// them, as where the runs of a line met.
func (s *strays) glued(w page.Text) float64 {
	best := math.Inf(-1)
	if len(w) > maxGlued {
		return best
	}
	for i := minPart; i <= len(w)-minPart; i++ {
		a, b := w[:i].String(), w[i:].String()
		if s.m.Count(a) >= partCount && s.m.Count(b) >= partCount {
			best = max(best, s.m.WordLogProb("", a)+s.m.WordLogProb("", b)-gluePrice)
		}
	}
	return best
}

// strayChoice is a word with some of its letters taken out.
type strayChoice struct {
	runs  []int // how many letters of each run go; nil if none does
	known bool
	score float64 // against the word as it stands
}

// best is the likeliest way to read a word of a line of the given kind.
//
// A run of the letter behind a base splits into real letters and strokes:
//
//	س ن ن ن ت      base, 3 = one real + 1 x 2 behind seen, or 3 strokes
//
// The base may carry strokes, and so may each real letter that joins on.
func (s *strays) best(w *strayWord, k kind) strayChoice {
	t := s.v.Text
	price := k.untouched(t, w.Range)
	stay := strayChoice{known: w.now.known, score: price}
	if len(w.runs) == 0 || len(w.runs) > maxRuns {
		return stay
	}
	type option struct {
		drop  int
		price float64 // hits against misses
	}
	options := make([][]option, len(w.runs))
	total := 1
	for i, r := range w.runs {
		options[i] = []option{{}}
		base := rune(0)
		if r.From > w.From {
			base = t[r.From-1].R
		}
		ends := r.To == w.To || !isArabic(t[r.To].R) // the last one is no stroke
		for a := 0; a <= 1; a++ {
			count := 0
			if a == 1 {
				if !joinsNext(base) {
					break
				}
				if count = k.count(base); count == 0 {
					break
				}
			}
			for b := 0; ; b++ {
				drop := a*count + b*k.other
				real := r.Len() - drop
				sites := real // real letters that can carry strokes
				if ends {
					sites--
				}
				if !joinsNext(k.letter) {
					sites = 0
				}
				if real < 0 || b > sites || ends && real < 1 || !joinsNext(base) && real < 1 {
					break
				}
				if drop > 0 {
					// What was priced as letters without a stroke are strokes.
					gone := float64(drop) * k.miss(k.letter)
					p := -gone + float64(b)*(k.hit(k.letter)-k.miss(k.letter))
					if a == 1 {
						p += k.hit(base) - k.miss(base)
					}
					options[i] = append(options[i], option{drop, p})
				}
				if k.other == 0 {
					break
				}
			}
		}
		total *= len(options[i])
	}
	if total == 1 || total > maxStraySet {
		return stay
	}
	best := stay
	drops, text := make([]int, len(w.runs)), make(page.Text, 0, w.Len())
	for n := 1; n < total; n++ {
		p, from := price, w.From
		text = text[:0]
		for i, m := 0, n; i < len(options); i++ {
			o := options[i][m%len(options[i])]
			m /= len(options[i])
			drops[i] = o.drop
			p += o.price
			text = append(text, t[from:w.runs[i].From]...)
			from = w.runs[i].From + o.drop
		}
		text = append(text, t[from:w.To]...)
		c := s.score(text)
		if p += c.logp - w.now.logp; p > best.score {
			best = strayChoice{slices.Clone(drops), c.known, p}
		}
	}
	return best
}

// isEmphatic reports a choice that takes out letters where a known word has one of them: somebody
// drew the word out (عااالی for عالی).
func (s *strays) isEmphatic(w *strayWord, c strayChoice) bool {
	var once page.Text
	from := w.From
	for i, n := range c.runs {
		r := w.runs[i]
		if n == 0 {
			continue
		}
		if r.Len() < drawnOut {
			return false
		}
		once = append(once, s.v.Text[from:r.From+1]...)
		from = r.To
	}
	return len(once) > 0 && s.score(append(once, s.v.Text[from:w.To]...)).known
}

// isPrefixed reports a choice that takes out the yeh of the prefix of a verb, as speech is
// written: میره, نمیگه.
func (s *strays) isPrefixed(w *strayWord, c strayChoice) bool {
	word := s.v.Slice(w.Range)
	for _, prefix := range []string{"می", "نمی"} {
		if strings.HasPrefix(word, prefix) {
			yeh := w.From + utf8.RuneCountInString(prefix) - 1
			for i, n := range c.runs {
				if n > 0 && w.runs[i].From == yeh {
					return true
				}
			}
		}
	}
	return false
}

const (
	drawnOut  = 3   // equal letters in a row of a word that is drawn out
	minPart   = 2   // letters of a word that was glued to another
	maxGlued  = 24  // letters of both
	partCount = 50  // sightings of each
	gluePrice = 3.0 // nats
)
