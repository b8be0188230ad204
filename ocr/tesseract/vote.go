package tesseract

import (
	"image"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// Tuned with those of doubt.go; they hold for clean and worn pages of our own as well.
const (
	// voteLexicon is what a word of the lexicon is worth, in readings that are wholly sure,
	// and voteNat what each nat of likelihood in its place.
	voteLexicon, voteNat = 0.5, 0.06
	// voteLead is by how much another word must lead.
	voteLead = 0.3
	// voteFew is by how many nats it must be likelier than a first reading that is in the
	// lexicon, and voteMany how many less it may be where voteSure says that the pixels
	// leave little doubt: by so much is it surer, and more than one reading has it, with no
	// letter lost.
	voteFew, voteMany, voteSure = 1.0, -3.0, 1.0
	// voteCut is the same as voteFew for one that only cuts or joins words otherwise.
	voteCut = 2.0
	// voteLetters is the share of the letters of the first reading that it must have at
	// least, by number, and voteAlike that which a lone reading must have in common with it.
	voteLetters, voteAlike = 0.65, 0.5
)

// vote joins readings of one word. They may cut the ink into other words than the first one
// did: then a choice stands for several words of it.
type vote struct {
	line        *line
	first, last int // the words that were read again
	at          int // the one in doubt
	choices     []choice
}

// choice is what some readings make of the words from..to of the line.
type choice struct {
	from, to int
	words    []word
	text     string // their letters
	conf     float64
	readings int
}

// newVote is about word at of a line. Words of Persian no farther from it than gap belong to it.
func newVote(l *line, at int, gap float64) *vote {
	v := &vote{line: l, first: at, last: at + 1, at: at}
	near := func(right, left word) bool {
		return !right.latin && !left.latin && float64(right.box.Min.X-left.box.Max.X) < gap
	}
	if at > 0 && near(l.words[at-1], l.words[at]) {
		v.first--
	}
	if at+1 < len(l.words) && near(l.words[at], l.words[at+1]) {
		v.last++
	}
	own := l.words[at : at+1]
	v.choices = []choice{{at, at + 1, own, coreText(own), own[0].conf, 1}}
	return v
}

// words are those that are read again.
func (v *vote) words() []word { return v.line.words[v.first:v.last] }

// coreText are the letters of words.
func coreText(words []word) string {
	var parts []string
	for _, w := range words {
		if c := wordCore(w.text); c != "" {
			parts = append(parts, c)
		}
	}
	return strings.Join(parts, " ")
}

// leastVote is what a reading counts that the recognizer was not sure of at all.
const leastVote = 0.1

// add counts another reading.
func (v *vote) add(words []word) {
	fromRight(words)
	from, to, words := v.stretch(words)
	text := coreText(words)
	if text == "" || len(words) > maxTwin {
		return
	}
	k := slices.IndexFunc(v.choices, func(c choice) bool { return c.from == from && c.to == to && c.text == text })
	if k < 0 {
		k = len(v.choices)
		v.choices = append(v.choices, choice{from: from, to: to, words: words, text: text})
	}
	v.choices[k].conf += max(lineConf(line{words: words}), leastVote)
	v.choices[k].readings++
}

// stretch are the words of a reading over the ink of the word in doubt, and which words of
// the line they stand for.
func (v *vote) stretch(got []word) (from, to int, words []word) {
	from, to = v.at, v.at+1
	in := make([]bool, len(got))
	for grown := true; grown; {
		grown = false
		for i, g := range got {
			if in[i] || !slices.ContainsFunc(v.line.words[from:to], func(w word) bool { return sameInk(g.box, w.box) }) {
				continue
			}
			in[i], grown = true, true
			for k := v.first; k < v.last; k++ {
				if sameInk(g.box, v.line.words[k].box) {
					from, to = min(from, k), max(to, k+1)
				}
			}
		}
	}
	for i, g := range got {
		if in[i] {
			words = append(words, g)
		}
	}
	return from, to, words
}

// settled reports that no further reading is needed: the first one was confirmed.
func (v *vote) settled(m *lang.Model) bool {
	return len(v.choices) == 1 && v.choices[0].readings > 1 && v.choices[0].known(m)
}

// known reports whether all words of a choice are in the lexicon.
func (c *choice) known(m *lang.Model) bool {
	for w := range strings.FieldsSeq(c.text) {
		if !isWord(m, w) {
			return false
		}
	}
	return true
}

// likelihood is the log probability of the words around the one in doubt, with a choice for
// what it stands for.
func (v *vote) likelihood(m *lang.Model, c *choice) float64 {
	from, to := max(v.first-1, 0), min(v.last+1, len(v.line.words))
	text := " " + coreText(v.line.words[from:c.from]) + " " + c.text + " " + coreText(v.line.words[c.to:to]) + " "
	return m.LogProb(nil, []rune(strings.Join(strings.Fields(text), " ")+" "))
}

// elect takes over the choice that leads, if the language agrees, and reports whether it did.
func (v *vote) elect(m *lang.Model) bool {
	own := &v.choices[0]
	if len(v.choices) == 1 {
		return false
	}
	score := func(c *choice) float64 {
		s := c.conf + voteNat*v.likelihood(m, c)
		if c.known(m) {
			s += voteLexicon
		}
		return s
	}
	least, best := score(own)+voteLead, -1
	for i := range v.choices[1:] {
		c := &v.choices[i+1]
		if sc := score(c); sc > least && c.known(m) && v.likelier(m, c) {
			least, best = sc, i+1
		}
	}
	if best < 0 {
		return false
	}
	v.take(&v.choices[best])
	return true
}

// likelier reports whether a choice is likely enough beside the first reading.
func (v *vote) likelier(m *lang.Model, c *choice) bool {
	own := &v.choices[0]
	was, is := bareLetters(coreText(v.line.words[c.from:c.to])), bareLetters(c.text)
	if float64(len(is)) < voteLetters*float64(len(was)) {
		return false
	}
	if common := inOrder(was, is); c.readings < 2 && float64(common) < voteAlike*float64(max(len(was), len(is))) {
		return false
	}
	least := 0.0
	switch {
	case own.known(m) && slices.Equal(was, is):
		least = voteCut
	case c.readings > 1 && c.conf >= own.conf+voteSure && (len(is) >= len(was) || !within(is, was)):
		least = voteMany
	case own.known(m):
		least = voteFew
	}
	return v.likelihood(m, c)-v.likelihood(m, own) >= least
}

// inOrder is how many letters two words have in common in their order.
func inOrder(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for k, y := range b {
			above := row[k+1]
			if x == y {
				row[k+1] = corner + 1
			} else {
				row[k+1] = max(above, row[k])
			}
			corner = above
		}
	}
	return row[len(b)]
}

// take puts a choice in its place. What stands around its letters stays as it was where it
// stands for one word.
func (v *vote) take(c *choice) {
	words, ink := slices.Clone(c.words), image.Rectangle{}
	for _, w := range v.line.words[c.from:c.to] {
		ink = ink.Union(w.box)
	}
	for i := range words { // the recognizer cuts close: they account for the same ink
		b := &words[i].box
		b.Min.Y, b.Max.Y = min(b.Min.Y, ink.Min.Y), max(b.Max.Y, ink.Max.Y)
	}
	right, left := &words[0].box, &words[len(words)-1].box
	right.Max.X, left.Min.X = max(right.Max.X, ink.Max.X), min(left.Min.X, ink.Min.X)
	if len(words) == 1 && c.to == c.from+1 {
		w := v.line.words[c.from]
		w.text = strings.Replace(w.text, wordCore(w.text), c.text, 1)
		w.conf = words[0].conf
		words[0] = w
	}
	v.line.words = slices.Replace(v.line.words, c.from, c.to, words...)
}
