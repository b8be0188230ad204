package cipher

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// A map that is wrong looks as good as one that is right until its words are read:
// whatever word a wrong letter stands in, the vocabulary does not have it.
const (
	// leastTypes is how many different words of three letters and more a code has to
	// stand in before they say anything about it.
	leastTypes = 4
	typeLength = 3
	// strangeShare is the share of unknown words among them from which on a code is
	// looked at, and strangeExcess how far it has to lie above that of its document:
	// a page of names is strange all over.
	strangeShare  = 0.4
	strangeExcess = 0.2
	// wrongMargin is how far in nats another letter has to lead before the one of the
	// file and wrongLead how far before a third, curedShare the share of the words that
	// it must make known ones, and keptShare the largest share that may have been known
	// before. Tuned with TestSwap's kind of lies on the fixtures and on public files.
	wrongMargin = 12.0
	wrongLead   = 8.0
	curedShare  = 0.75
	curedArabic = 0.8 // roots and patterns make words of nearly any letters: on public files names that were right have 0.82 and more, wrong ones 0.75
	keptShare   = 0.6
	// strayTypes is how many words it takes to call a letter a tatweel: short words
	// without one of their letters are words too often.
	strayTypes = 12
	// A font of which so few of so many different words are known, and whose letters
	// follow each other so oddly, tells nothing that can be read. Sound Persian has 0.86
	// and -2.8 at the worst, permuted letters 0.4 and -5.
	noiseShare  = 0.6
	noiseScore  = -3.4 // nats per letter
	noiseTypes  = 40
	sureForeign = 0.6 // confidence from which on a line in another language is taken for one
)

// tally counts the different words in which a code or a font stands, and how
// likely their letters are.
type tally struct {
	types, known int
	score        float64 // sum of the mean log probabilities per letter
	gid          uint32  // of a code
	text         string  // what the file calls it
}

func (t tally) strange() float64 { return 1 - float64(t.known)/float64(max(t.types, 1)) }

// Check reads the words of arranged pages and returns what is wrong with the names
// that the file gives: codes that stand for another letter than it says, or for a
// tatweel, where all of their words say so; and fonts in which hardly a word is
// one, whose verdict is VerdictSick. Sound documents give nil. It costs a look at
// each word.
func Check(pages []*page.Page, fonts []page.Font, m *lang.Model, outlines Outliner) *Key {
	c := checker{m: m, fonts: fonts, codes: map[Code]*tally{}, perFont: map[int32]*tally{}, seen: map[string]bool{}}
	for _, p := range pages {
		c.eachWord(p, func(_ page.Text, glyphs []placed) { c.count(p, glyphs) })
	}
	c.compare(outlines)
	suspects := c.suspects()
	if len(suspects) == 0 && !c.noisy() {
		return nil
	}
	s := &sample{language: m.Language(), shown: map[int32]int{}, drawn: map[int32]map[rune]*[2]int{}}
	index := map[Code]int{}
	for i, code := range suspects {
		index[code] = i + 1
		s.codes = append(s.codes, suspect{code: code})
	}
	c.perFont = map[int32]*tally{} // again, without lines in other languages
	c.seen = map[string]bool{}
	known := map[string]int{}
	texts := make([]string, len(suspects)+1)
	for _, p := range pages {
		var at *page.Char // first of the line
		var language lang.Language
		var sure float64
		c.eachWord(p, func(line page.Text, glyphs []placed) {
			if at != &line[0] {
				at = &line[0]
				language, sure = lang.Identify(line.String())
			}
			// Noise is no language for sure.
			if language == m.Language() || sure < sureForeign {
				c.count(p, glyphs)
			}
			if language == m.Language() {
				s.gather(p, glyphs, index, texts, known)
			}
		})
	}
	return c.judge(s, texts)
}

// placed is a letter of a line with the glyph it came from.
type placed struct {
	r    rune
	from int32
}

type checker struct {
	m       *lang.Model
	fonts   []page.Font
	codes   map[Code]*tally
	perFont map[int32]*tally
	seen    map[string]bool // words of a font, and whether they are known
	shapes  *shapes
	odd     map[Code]bool // codes whose outlines have other dots than their letters
	all     tally
	key     []byte
	buf     []placed
}

// eachWord walks the words of letters of a page. Words with glyphs that have no
// name, or that an ActualText spells, say nothing about maps.
func (c *checker) eachWord(p *page.Page, do func(page.Text, []placed)) {
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			line := p.Blocks[i].Lines[j].Text
			c.buf = c.buf[:0]
			spoiled := false
			flush := func() {
				if len(c.buf) > 0 && !spoiled {
					do(line, c.buf)
				}
				c.buf, spoiled = c.buf[:0], false
			}
			for _, ch := range line {
				switch {
				case script.IsMark(ch.R) || script.IsTatweel(ch.R):
				case script.IsLetter(ch.R) || ch.R == script.ZWNJ:
					if ch.From >= 0 {
						g := &page.Glyph{Font: -1}
						if int(ch.From) < len(p.Glyphs) {
							g = &p.Glyphs[ch.From]
						}
						// The letters of an invisible layer are the mistakes of a recognizer, not of a map.
						spoiled = spoiled || g.Span != 0 || g.Font < 0 || g.Has(page.Hidden)
					}
					c.buf = append(c.buf, placed{ch.R, ch.From})
				default:
					flush()
				}
			}
			flush()
		}
	}
}

// count enters a word once for each font.
func (c *checker) count(p *page.Page, word []placed) {
	letters := 0
	font := int32(-1)
	c.key = c.key[:0]
	for _, w := range word {
		c.key = append(c.key, string(w.r)...)
		if w.r != script.ZWNJ {
			letters++
		}
		if w.from >= 0 {
			font = p.Glyphs[w.from].Font
		}
	}
	if letters < typeLength || letters > maxWord || font < 0 {
		return
	}
	n := len(c.key)
	c.key = append(c.key, byte(font), byte(font>>8))
	if _, ok := c.seen[string(c.key)]; ok {
		return
	}
	known := c.m.Known(string(c.key[:n]))
	c.seen[string(c.key)] = known
	read := reader{m: c.m}
	score := read.spell("", string(c.key[:n]), "") / float64(letters+1)
	add := func(t *tally) {
		t.types++
		t.score += score
		if known {
			t.known++
		}
	}
	add(&c.all)
	if c.perFont[font] == nil {
		c.perFont[font] = &tally{}
	}
	add(c.perFont[font])
	last := int32(-1)
	for i, w := range word {
		if w.from < 0 || w.from == last || slices.ContainsFunc(word[:i], func(v placed) bool {
			return v.from >= 0 && p.Glyphs[v.from].Code == p.Glyphs[w.from].Code && p.Glyphs[v.from].Font == p.Glyphs[w.from].Font
		}) {
			continue
		}
		last = w.from
		code := Code{p.Glyphs[w.from].Font, p.Glyphs[w.from].Code}
		if c.codes[code] == nil {
			c.codes[code] = &tally{gid: p.Glyphs[w.from].GID, text: p.Glyphs[w.from].Text}
		}
		add(c.codes[code])
	}
}

// compare looks for letters whose outlines have the dots of others, in fonts whose
// letters have the right ones otherwise.
func (c *checker) compare(outlines Outliner) {
	c.shapes, c.odd = newShapes(outlines), map[Code]bool{}
	if outlines == nil || len(c.codes) > maxOutlines {
		return
	}
	type count struct{ all, good int }
	fonts := map[int32]count{}
	var odd []Code
	for code, t := range c.codes {
		r := []rune(t.text)
		d, ok := c.shapes.dots(code.Font, t.gid)
		if len(r) != 1 || !ok {
			continue
		}
		fit, known := fits(d, r[0], false)
		if !known {
			continue
		}
		n := fonts[code.Font]
		n.all++
		if fit {
			n.good++
		} else {
			odd = append(odd, code)
		}
		fonts[code.Font] = n
	}
	for f, n := range fonts {
		c.shapes.honest[f] = n.all >= dotsKnown && float64(n.good) >= dotsAgree*float64(n.all)
	}
	for _, code := range odd {
		c.odd[code] = c.shapes.honest[code.Font]
	}
}

// suspects are the codes of which the words speak, the most frequent first.
func (c *checker) suspects() (codes []Code) {
	least := max(strangeShare, c.all.strange()+strangeExcess)
	for code, t := range c.codes {
		if t.types >= leastTypes && t.strange() >= least || c.odd[code] && t.known < t.types {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b Code) int {
		return cmp.Or(cmp.Compare(c.codes[b].types, c.codes[a].types), cmp.Compare(a.Font, b.Font), cmp.Compare(a.Code, b.Code))
	})
	return codes[:min(len(codes), maxCodes)]
}

// noisy reports a font in which hardly a word is known.
func (c *checker) noisy() bool {
	for _, t := range c.perFont {
		if t.noisy() {
			return true
		}
	}
	return false
}

func (t *tally) noisy() bool {
	return t.types >= noiseTypes && t.score <= noiseScore*float64(t.types) && float64(t.known) <= noiseShare*float64(t.types)
}

// gather keeps a word with suspects; texts learns what the file calls them.
func (s *sample) gather(p *page.Page, glyphs []placed, index map[Code]int, texts []string, known map[string]int) {
	w := word{n: 1}
	last := int32(-1)
	for _, g := range glyphs {
		k := 0
		if g.from >= 0 {
			k = index[Code{p.Glyphs[g.from].Font, p.Glyphs[g.from].Code}]
		}
		switch {
		case k == 0:
			w.items = append(w.items, item{r: g.r})
		case g.from == last:
			continue // the second letter of a ligature
		default:
			texts[k] = p.Glyphs[g.from].Text
			s.codes[k-1].gid = p.Glyphs[g.from].GID
			w.items = append(w.items, item{code: k})
		}
		last = g.from
	}
	ks := w.suspects()
	if len(ks) == 0 || len(w.items) > maxWord {
		return
	}
	w.key = keyOf(&w)
	if i, ok := known[w.key]; ok {
		s.words[i].n++
		return
	}
	if len(s.words) >= maxWords {
		return
	}
	known[w.key] = len(s.words)
	for _, k := range ks {
		if c := &s.codes[k-1]; len(c.words) < maxTypes {
			c.words = append(c.words, len(s.words))
		}
	}
	s.words = append(s.words, w)
}

// judge weighs what the suspects may stand for against what the file says.
func (c *checker) judge(s *sample, texts []string) *Key {
	v := newSolver(c.m, c.fonts, s)
	v.reader.plain = true
	v.shapes = c.shapes
	for k := 1; k < len(texts); k++ {
		v.read[k], v.done[k] = guess{text: []rune(texts[k])}, true
	}
	names := map[Code]page.Naming{}
	said := map[int32][]string{}
	for range maxRounds {
		changed := false
		for k := range s.codes {
			code := s.codes[k].code
			if _, ok := names[code]; ok || texts[k+1] == "" {
				continue
			}
			tried := v.single
			if t := []rune(texts[k+1]); isPair(t) {
				// The file has another ligature, or one letter of it belongs to a neighbour.
				tried = slices.Concat(v.pairs, inShapes([][]rune{t[:1], t[1:]}))
			}
			got, ok := v.weigh(k+1, tried)
			if !ok || !c.overrules(v, k+1, got, texts[k+1]) {
				continue
			}
			v.read[k+1] = got.best
			text := v.spelling(k+1, got.best)
			names[code] = page.Naming{Text: text, Evidence: page.EvidenceGuess, Conf: confidence(got)}
			if text == "" {
				text = string(script.Tatweel)
			}
			said[code.Font] = append(said[code.Font], fmt.Sprintf("%+q is %+q", texts[k+1], text))
			changed = true
		}
		if !changed {
			break
		}
	}
	found := byFont(names)
	for i := range found {
		f := &found[i]
		slices.Sort(said[f.Font])
		f.Verdict = page.VerdictRepairable
		f.Evidence = fmt.Sprintf("%d letters are wrong by the words they stand in: %s", len(f.Names), strings.Join(said[f.Font], ", "))
	}
	for font, t := range c.perFont {
		if t.noisy() && said[font] == nil {
			found = append(found, Finding{Font: font, Verdict: page.VerdictSick,
				Evidence: fmt.Sprintf("of %d different words only %d are known", t.types, t.known)})
		}
	}
	return newKey(found)
}

// cured is the share of the words that another letter has to make known ones.
func (c *checker) cured() float64 {
	if c.m.Language() == lang.Arabic {
		return curedArabic
	}
	return curedShare
}

// overrules reports that a reading is better than the file's beyond doubt.
func (c *checker) overrules(v *solver, k int, got verdict, text string) bool {
	odd := c.odd[v.codes[k-1].code]
	least := wrongMargin
	if odd {
		least = minMargin // the outline has spoken
	}
	if !odd && (got.words < leastTypes || got.margin < wrongLead) || odd && !got.sure() || got.known < c.cured() || slices.Equal(lang.Symbols(got.best.text), lang.Symbols([]rune(text))) {
		return false
	}
	if len(got.best.text) == 0 && (got.words < strayTypes || got.margin < wrongMargin || !v.inside(k)) {
		return false
	}
	read := slices.Clone(v.read)
	lead, known, all := 0.0, 0.0, 0.0
	for _, i := range v.codes[k-1].words {
		w := &v.words[i]
		weight := 1 + math.Log2(float64(w.n))/2
		read[k] = guess{text: []rune(text)}
		was := v.reader.word(w, read)
		if v.reader.known(w, read) {
			known += weight
		}
		read[k] = got.best
		lead += weight * min(v.reader.word(w, read)-was, wordCap)
		all += weight
	}
	return lead >= least && known <= keptShare*all
}
