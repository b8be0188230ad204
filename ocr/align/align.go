// Package align learns what the codes of a font stand for from readings of
// pages that use it: the font's own file does not tell, its shapes do.
//
// Which call do I want? [Learn], with a few pages of a document, each as it was
// painted and as it was read. The glyphs and the letters of each word are laid
// side by side, right to left, and every pair is a vote; what the votes say
// makes the next alignment better. A code counts as learned when a clear
// majority of its places agree. One wrong letter of the recognizer is outvoted,
// a letter that it always misreads is not: [Learn] then asks the language model
// whether a letter that the recognizer cannot print makes better words.
//
// Nothing is changed here; Key.Text is for the font.
package align

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Thresholds of the vote, tuned on bitmap fonts of TeX and on fonts whose map
// Ghostscript lost, printed in three faces.
const (
	// minShare is the share of the votes for a code that its text must have.
	minShare = 0.6
	// minVotes is the least number of votes, weighted by the confidence of their
	// words, and minClean of those whose neighbours are read as usual.
	minVotes = 1.5
	minClean = 0.55
	// minFlat is how often a stroke must be seen to count as a tatweel.
	minFlat = 2
	// rounds is how often votes are turned into costs and counted again; the
	// alignment has settled after three.
	rounds = 5
	// minAgreement is the share of the surely read words that the learned maps
	// must spell as they were read. Below it the alignment found chance.
	minAgreement = 0.5
	// fairAgreement is the share below which a reading is too poor for a single
	// vote to count.
	fairAgreement = 0.6
	// minWords is how many such words there must be.
	minWords = 12
	// surely is the confidence of a word that counts in the agreement.
	surely = 0.8
	// maxRun and maxRuns bound the words: glyphs in one, and words in all.
	maxRun  = 64
	maxRuns = 20_000
)

// Sheet is one page in both guises, in the same page space.
type Sheet struct {
	Page    *page.Page
	Reading *ocr.Reading
}

// Key is what was learned of one font.
type Key struct {
	Text  map[uint32]string      // text by code, in logical order
	Form  map[uint32]script.Form // shapes by code, of those that are known
	Weak  map[uint32]bool        // codes whose text is likelier than not, and no more
	Seen  int                    // codes that the sheets show
	Share float64                // share of the font's glyphs on the sheets that Text covers
}

// Result is what the sheets tell.
type Result struct {
	Keys      map[int32]*Key // by font
	Agreement float64        // share of the surely read words that Keys spell as they were read
	Words     int            // how many these are
}

// Learn learns the codes of the glyphs for which wanted is true; it must say the
// same of all glyphs with the same code. The others are taken at their word.
// Without enough agreement Keys is empty.
func Learn(sheets []Sheet, wanted func(*page.Glyph) bool, m *lang.Model) Result {
	v := newVote(sheets, wanted, m)
	v.start()
	for range rounds {
		v.count()
	}
	v.settle()
	v.pool()
	v.punctuation()
	v.respell()
	v.ascii()
	v.digits()
	return v.result()
}

// symbol is a code of a font.
type symbol struct {
	font int32
	code uint32
}

// entry is what is known of a symbol.
type entry struct {
	symbol
	fixed     string // the text of a font that is not asked about
	votes     map[string]float64
	clean     map[string]float64 // of the votes, those from words without a gap
	total     float64
	last      map[string]float64 // votes of the round before
	lastTotal float64
	seen      int    // glyphs on the sheets
	placed    int    // of them, those in words
	flat      bool   // each of them looks like a tatweel
	dash      bool   // each of them looks like a dash
	wide      bool   // like one that is longer than a hyphen
	marks     int    // of them, those that sit on another glyph
	below     int    // of them, those below it
	favourite string // the best text of the round before
	joins     contexts
	weak      bool
	text      string   // decided
	pooled    contexts // of the codes of all fonts of its encoding
}

func newEntry(s symbol) *entry {
	return &entry{symbol: s, votes: map[string]float64{}, clean: map[string]float64{}}
}

// vote is the work in progress.
type vote struct {
	spelling *strings.Replacer // of the sheet at hand
	model    *lang.Model
	entries  []entry
	index    map[symbol]int
	runs     []run
}

func newVote(sheets []Sheet, wanted func(*page.Glyph) bool, m *lang.Model) *vote {
	v := &vote{index: map[symbol]int{}, model: m}
	for _, s := range sheets {
		v.collect(s, wanted)
	}
	return v
}

// at is the index of the entry of a glyph.
func (v *vote) at(g *page.Glyph, wanted func(*page.Glyph) bool) int {
	s := symbol{g.Font, g.Code}
	i, ok := v.index[s]
	if !ok {
		i = len(v.entries)
		v.index[s] = i
		e := newEntry(s)
		if !wanted(g) {
			e.fixed = g.Text
		}
		v.entries = append(v.entries, *e)
	}
	return i
}

// settle decides every entry by its own votes.
func (v *vote) settle() {
	for i := range v.entries {
		e := &v.entries[i]
		e.text, e.pooled = e.fixed, e.joins
		best := e.best()
		switch {
		case e.fixed != "":
		case e.clear(best):
			e.text = best
		case e.mark():
		case e.flat && e.seen >= minFlat:
			e.text = tatweel
		case e.dash && e.wide:
			e.text = "\u2013" // EN DASH
		case e.dash:
			e.text = "-"
		}
	}
}

// mark reports a code whose glyph sits on others more often than not.
func (e *entry) mark() bool { return e.marks > 0 && 2*e.marks >= e.placed }

// clear reports whether the votes for a text are enough. Places where the
// recognizer passed the glyph over say nothing against it unless they are the rule.
func (e *entry) clear(text string) bool {
	n, none := e.votes[text], e.votes[""]
	return text != "" && n >= minShare*(e.total-none) && (e.mark() || none <= minShare*e.total) &&
		(n >= minVotes || e.clean[text] >= minClean)
}

// best is the text with the most votes, the first by order among equals; none
// if nobody voted for a text.
func (e *entry) best() string {
	for _, t := range e.ranked() {
		if t != "" {
			return t
		}
	}
	return ""
}

// ranked are the texts by their votes.
func (e *entry) ranked() []string {
	return slices.SortedFunc(maps.Keys(e.votes), func(a, b string) int {
		return cmp.Or(cmp.Compare(e.votes[b], e.votes[a]), cmp.Compare(a, b))
	})
}

func (v *vote) result() Result {
	res := Result{Keys: map[int32]*Key{}}
	same := 0
	for i := range v.runs {
		r := &v.runs[i]
		if r.weight < surely || !v.asked(r) {
			continue
		}
		res.Words++
		if v.spells(r) {
			same++
		}
	}
	if res.Words > 0 {
		res.Agreement = float64(same) / float64(res.Words)
	}
	if res.Words < minWords || res.Agreement < minAgreement {
		return res
	}
	if res.Agreement < fairAgreement {
		v.drop()
	} else {
		v.guess()
	}
	covered, seen := map[int32]int{}, map[int32]int{}
	for i := range v.entries {
		e := &v.entries[i]
		if e.fixed != "" {
			continue
		}
		k := res.Keys[e.font]
		if k == nil {
			k = &Key{Text: map[uint32]string{}, Form: map[uint32]script.Form{}, Weak: map[uint32]bool{}}
			res.Keys[e.font] = k
		}
		k.Seen++
		seen[e.font] += e.seen
		if e.text != "" {
			k.Text[e.code] = e.text
			if e.weak {
				k.Weak[e.code] = true
			}
			if f := e.pooled.form(e.text); f != script.FormUnknown {
				k.Form[e.code] = f
			}
			covered[e.font] += e.seen
		}
	}
	for f, k := range res.Keys {
		if len(k.Text) == 0 {
			delete(res.Keys, f)
			continue
		}
		k.Share = float64(covered[f]) / float64(max(seen[f], 1))
	}
	return res
}

// minGuess is how many votes are worth a guess.
const minGuess = 0.3

// guess takes single votes for letters at their word: without its letter a word is
// broken for certain.
func (v *vote) guess() {
	for i := range v.entries {
		e := &v.entries[i]
		best := e.best()
		if n := e.votes[best]; e.fixed == "" && e.text == "" && !e.mark() && n >= minGuess && n >= minShare*(e.total-e.votes[""]) &&
			strings.ContainsFunc(best, script.IsLetter) {
			e.text, e.weak = best, true
		}
	}
}

// drop takes away what fewer than minVotes stand for.
func (v *vote) drop() {
	for i := range v.entries {
		e := &v.entries[i]
		if n := e.votes[e.text]; e.fixed == "" && n > 0 && n < minVotes && e.pooled.n < 2 {
			e.text = ""
		}
	}
}

// asked reports whether a run holds a glyph that is not known beforehand.
func (v *vote) asked(r *run) bool {
	return slices.ContainsFunc(r.glyphs, func(i int) bool { return v.entries[i].fixed == "" })
}
