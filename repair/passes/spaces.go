package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Reasons of the spaces pass.
const (
	reasonSpacedLetters = "spaced-letters" // single letters with spaces between become a word
	reasonGlued         = "glued-words"    // words without a space between are parted
)

const spacesDoc = `Spaces within a word, and none between words.

Fault: «س ل ا م» for سلام; «استکه» for «است که». Cause: letter-spaced headings, extractors that take
tracking for spaces; spaces lost where two runs of text meet.
Repair: spaced-letters joins a run of at least four single letters, if the
vocabulary knows the whole as a word; glued-words parts a string that is no word and is made of frequent
words that are known to follow each other.
Left alone: lists of letters, initials, algebra; shorter runs, for و and other
words of one letter stand alone by right; runs whose whole is no word; words that could be built of a
stem and endings; names.
Risk: an acrostic; a compound that no text has held, of two words that often stand together.`

const (
	spacedRun   = 4    // fewest single letters in a row: three can be initials
	spacedCount = 20   // sightings of a word by which it is sure to be one
	spacedSure  = 0.97 // confidence of joining a known word
)

// Spaces joins letters that were spaced out.
func Spaces(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name: "spaces", Doc: spacesDoc, Class: pass.Inferred,
		Run: func(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			if m == nil {
				return nil, nil
			}
			lines := linesOf(v)
			for n, l := range v.Lines() {
				if n%1024 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if lines[n].signs&signApart != 0 {
					edits = spacedLetters(edits, m, v, l)
				}
			}
			g := gluer{m: m, v: v, s: surveyOf(v).spellerOf(m), words: wordsOf(v)}
			for i := range g.words {
				if i%4096 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				edits = g.part(edits, i)
			}
			return edits, nil
		},
	}
}

// spacedLetters joins the spaced words of a line. A run is letters with one space
// after each; a wider gap ends a word, and every word of the run must be known.
func spacedLetters(edits []pass.Edit, m *lang.Model, v *pass.View, l pass.Range) []pass.Edit {
	t := v.Text
	for i := l.From; i < l.To; {
		end := singleLetter(t, i, l)
		if end == i {
			i++
			continue
		}
		from, letters := i, 1
		word := append(page.Text(nil), t[i:end]...)
		for end+1 < l.To && isSpace(t[end].R) {
			next := singleLetter(t, end+1, l)
			if next == end+1 {
				break
			}
			word = append(word, t[end+1:next]...)
			end = next
			letters++
		}
		i = end
		if letters >= spacedRun && m.Count(word.String()) >= spacedCount && persianAround(t, from, end) {
			edits = append(edits, v.Edit(pass.Range{From: from, To: end}, word, reasonSpacedLetters, spacedSure))
		}
	}
	return edits
}

// singleLetter is the end of the letter at i, with its marks, if it stands by
// itself; otherwise i.
func singleLetter(t page.Text, i int, l pass.Range) int {
	if !isArabic(t[i].R) || i > l.From && !isSpace(t[i-1].R) {
		return i
	}
	end := i + 1
	for end < l.To && isMark(t[end].R) {
		end++
	}
	if end < l.To && !isSpace(t[end].R) {
		return i
	}
	return end
}

const (
	gluedLetters = 5    // fewest letters of a string that is parted
	gluedPart    = 2    // fewest letters of a part
	gluedFirst   = 3    // fewest letters of the first part: much in verse looks like در, با and یا
	gluedParts   = 4    // most parts
	gluedCount   = 200  // sightings of a part by which it is a frequent word
	gluedPair    = 3    // sightings of two parts beside each other
	gluedJoint   = 0.02 // share of ZWNJs between them up to which they are two words
	gluedMargin  = 4.0  // nats by which the letters must read better with the spaces
	gluedSure    = 0.95 // confidence
)

// gluer parts words that were glued together.
type gluer struct {
	m     *lang.Model
	v     *pass.View
	s     *speller
	words []persianWord
}

// part proposes spaces in a string that is no word.
func (g *gluer) part(edits []pass.Edit, i int) []pass.Edit {
	w := &g.words[i]
	if w.mask != 0 || len(w.key) < gluedLetters {
		return edits
	}
	p := g.s.spelling(w)
	if p.whole {
		return edits
	}
	cuts := g.s.cuts(p, w.key)
	if len(cuts) == 0 || !persianAround(g.v.Text, w.from, w.to) {
		return edits
	}
	t := g.v.Text
	var out page.Text
	letter := 0
	for _, c := range t[w.from:w.to] {
		if lang.SymbolOf(c.R) != lang.Skip {
			if len(cuts) > 0 && letter == cuts[0] {
				out, cuts = append(out, inferred(' ')), cuts[1:]
			}
			letter++
		}
		out = append(out, c)
	}
	return append(edits, g.v.Edit(pass.Range{From: w.from, To: w.to}, out, reasonGlued, gluedSure))
}

// glued is where a string falls into frequent words that follow each other, the
// likeliest way; nowhere if the letters read as well without a space.
func glued(m *lang.Model, word []rune) []int {
	type state struct {
		logp  float64
		from  int // start of the last part
		parts int
	}
	n := len(word)
	// best[e][f]: the likeliest way to cut word[:e] whose last part begins at f.
	best := make([]map[int]state, n+1)
	for e := gluedPart; e <= n; e++ {
		best[e] = make(map[int]state)
		for f := 0; f <= e-gluedPart; f++ {
			if f > 0 && f < gluedFirst || f == 0 && (e < gluedFirst || e == n) {
				continue
			}
			part := string(word[f:e])
			if m.Count(part) < gluedCount {
				continue
			}
			if f == 0 {
				best[e][0] = state{m.WordLogProb("", part), -1, 1}
				continue
			}
			for pf, s := range best[f] {
				last := string(word[pf:f])
				if s.parts == gluedParts {
					continue
				}
				if seen, joint := m.Pair(last, part); seen < gluedPair || joint > gluedJoint {
					continue
				}
				p := s.logp + m.WordLogProb(last, part)
				old, ok := best[e][f]
				if !ok || p > old.logp || p == old.logp && pf < old.from {
					best[e][f] = state{p, pf, s.parts + 1}
				}
			}
		}
	}
	last := -1
	for f, s := range best[n] {
		if s.parts > 1 && (last < 0 || s.logp > best[n][last].logp || s.logp == best[n][last].logp && f < last) {
			last = f
		}
	}
	if last < 0 {
		return nil
	}
	var cuts []int
	for e, f := n, last; f > 0; e, f = f, best[e][f].from {
		cuts = append(cuts, f)
	}
	slices.Reverse(cuts)
	spaced := []rune{' '}
	for i, r := range word {
		if slices.Contains(cuts, i) {
			spaced = append(spaced, ' ')
		}
		spaced = append(spaced, r)
	}
	solid := append([]rune{' '}, word...)
	if m.LogProb(nil, append(spaced, ' '))-m.LogProb(nil, append(solid, ' ')) < gluedMargin {
		return nil
	}
	return cuts
}
