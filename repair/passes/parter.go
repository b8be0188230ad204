package passes

import (
	"cmp"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Parting a line into words: a search over the ways to read it, kept narrow by a beam. One way
// puts gaps in (part), another takes spaces out (mend); the model weighs both alike.

// Tuned on printed pages of XeTeX through mutool.
const (
	partedBeam      = 24  // ways to part a line that are kept
	unknownWord     = 4.0 // nats that a word which is none costs beyond its letters,
	inflectedWord   = 1.5 // and a stem with endings that no text was seen to hold; of 2.5, 1.5 and 1 the best on 59 held-out pages without spaces
	splitCost       = 2.0 // nats that a word costs for each space in it
	namelessShare   = 0.2 // of a line, up to which glyphs without a name are read as
	namelessLetters = 8   // letters, the likeliest ones at their place
	joinedGap       = 0.5 // probability of a ZWNJ from which on a gap is one
	joinedShare     = 0.3 // share of the spaces that stand in words with a ZWNJ, from which on all are ZWNJs
	joinerParts     = 3   // ZWNJs of a line that part words, from which on all such become spaces,
	joinerMost      = 0.6 // and their share
)

// parter parts the words of a line.
type parter struct {
	m *lang.Model
	v *pass.View
	t page.Text
	l pass.Range

	join      bool          // see spacesJoin
	anyLetter bool          // read glyphs without a name as any letter, not as the commonest
	nameless  float64       // of these in the line
	opening   map[int]bool  // see openingQuotes
	codes     map[rune]bool // see numberedGlyphs

	// Where mend may take a space out, and the nats that a word costs for each in it.
	within func(i int) bool
	cost   float64
}

// partedLine is a way to part a line as far as it was read.
type partedLine struct {
	state lang.State
	logp  float64
	word  string // letters since the last gap
	gaps  *partedGap
}

// partedGap is the last gap of a way, with those before.
type partedGap struct {
	at     int
	before *partedGap
}

// part inserts spaces into a line, and makes ZWNJs of spaces.
func (p *parter) part(edits []pass.Edit) []pass.Edit {
	beam := []partedLine{{state: p.m.Start()}}
	p.opening = openingQuotes(p.t, p.l)
	for i := p.l.From; i < p.l.To; i++ {
		if p.isUnread(p.t[i].R) {
			p.nameless++
		}
	}
	for i := p.l.From; i < p.l.To; i++ {
		rule := p.rule(i)
		gap := isSpace(p.t[i].R) || p.t[i].R == zwnj
		next := make([]partedLine, 0, 2*len(beam))
		for _, b := range beam {
			if gap {
				b = p.close(b)
				next = append(next, b)
				continue
			}
			for _, b := range p.reads(b, i) {
				if rule != gapMust {
					next = append(next, b)
				}
				if rule != gapNever {
					b = p.close(b)
					b.gaps = &partedGap{i, b.gaps}
					next = append(next, b)
				}
			}
		}
		beam = likeliestLines(next)
	}
	for i := p.l.From; i < p.l.To; i++ {
		if p.between(i) && (p.join || p.joins(i)) {
			edits = append(edits, p.v.Edit(pass.Range{From: i, To: i + 1}, page.Text{keep(p.t[i].From, zwnj)}, "joiner", 0.9))
		}
	}
	for g := p.bestOf(beam).gaps; g != nil; g = g.before {
		edits = append(edits, p.v.InsertAfter(g.at, ' ', "word", 0.9))
	}
	return edits
}

// mend takes the spaces out of the words of a line.
func (p *parter) mend(edits []pass.Edit) []pass.Edit {
	beam := []partedLine{{state: p.m.Start()}}
	for i := p.l.From; i < p.l.To; i++ {
		next := make([]partedLine, 0, 2*len(beam))
		for _, b := range beam {
			switch {
			case !isSpace(p.t[i].R) && p.t[i].R != zwnj:
				next = append(next, p.read(b, i))
				continue
			case p.within(i):
				whole := b
				whole.logp -= p.cost
				whole.gaps = &partedGap{i, b.gaps}
				next = append(next, whole)
			}
			next = append(next, p.close(b))
		}
		beam = likeliestLines(next)
	}
	for g := p.bestOf(beam).gaps; g != nil; g = g.before {
		edits = append(edits, p.v.Delete(pass.Range{From: g.at, To: g.at + 1}, "split", 0.9))
	}
	return edits
}

// reads are the ways to go on with the code point at i: a glyph without a name may be any letter for Unmapped,
// unless too many of the line are; what that pass leaves unnamed is no letter that words would tell.
func (p *parter) reads(b partedLine, i int) []partedLine {
	if !p.anyLetter || !p.isUnread(p.t[i].R) || p.nameless > namelessShare*float64(p.l.Len()) {
		return []partedLine{p.read(b, i)}
	}
	ways := make([]partedLine, 0, len(persianLetters))
	for _, r := range persianLetters {
		ways = append(ways, p.readLetter(b, r))
	}
	return likeliestLines(ways)[:namelessLetters]
}

// read goes on with the letters of the code point at i.
func (p *parter) read(b partedLine, i int) partedLine {
	letters := baseOf(p.t[i].R)
	if p.isUnread(p.t[i].R) {
		letters = []rune{commonUnread}
	}
	for _, r := range letters {
		b = p.readLetter(b, r)
	}
	return b
}

func (p *parter) readLetter(b partedLine, r rune) partedLine {
	var lp float64
	b.state, lp = p.m.Step(b.state, r)
	b.logp += lp
	if isArabic(r) {
		if len(b.word) < longestParted {
			b.word += string(r)
		}
	} else if !isMark(r) && r != tatweel {
		b = p.end(b)
	}
	return b
}

// isUnread reports what stands for a glyph without a name that Unmapped has not read yet.
func (p *parter) isUnread(r rune) bool { return isUnmapped(r) || p.codes[r] }

// commonUnread is what most glyphs that fonts leave without a name stand for, the final yeh.
const commonUnread = script.PersianYeh

// close puts a gap behind the word.
func (p *parter) close(b partedLine) partedLine {
	b = p.end(b)
	var lp float64
	b.state, lp = p.m.Step(b.state, ' ')
	b.logp += lp
	return b
}

// end weighs the word that ends here.
func (p *parter) end(b partedLine) partedLine {
	if b.word != "" && b.word != string(waw) {
		b.logp -= p.costOf(b.word)
	}
	b.word = ""
	return b
}

// stands reports a word that stands between two spaces: more than a letter, and no ending.
func (p *parter) stands(word string) bool { return p.costOf(word) == 0 }

// costOf is what a word costs beyond its letters.
func (p *parter) costOf(word string) float64 {
	key, mask, ok := lang.Key(word)
	switch {
	case !ok || len(key) < 2 || pluralEndings[string(key)]:
	case p.m.KnownKey(key, mask):
		return 0
	case mask == 0 && p.m.Inflected(key):
		return inflectedWord
	}
	return unknownWord
}

// longestParted is the most bytes of a word that are looked at: the first of a longer one are no word either.
const longestParted = 128

func likeliestLines(beam []partedLine) []partedLine {
	slices.SortStableFunc(beam, func(a, b partedLine) int { return cmp.Compare(b.logp, a.logp) })
	return beam[:min(len(beam), partedBeam)]
}

// bestOf is the likeliest way at the end of the line.
func (p *parter) bestOf(beam []partedLine) (best partedLine) {
	for k, b := range beam {
		b = p.end(b)
		if b.logp += p.m.End(b.state); k == 0 || b.logp > best.logp {
			best = b
		}
	}
	return best
}

// splitParter looks for spaces behind letters that join on.
func splitParter(m *lang.Model, v *pass.View, n int) *parter {
	p := &parter{m: m, v: v, t: v.Text, l: linesOf(v)[n].within(v.Lines()[n]), cost: splitCost}
	p.within = p.between
	return p
}

// spacesJoin reports that the spaces that a text without spaces has between letters are
// its ZWNJs: enough of them stand in words that have one there.
func spacesJoin(m *lang.Model, v *pass.View) bool {
	joined, all := 0, 0
	for n, l := range v.Lines() {
		p := parter{m: m, v: v, t: v.Text, l: linesOf(v)[n].within(l)}
		for i := p.l.From; i < p.l.To; i++ {
			if p.between(i) {
				all++
				if p.joins(i) {
					joined++
				}
			}
		}
	}
	return float64(joined) >= joinedShare*float64(all)
}

// between reports a space between two letters of which the first would join the next.
func (p *parter) between(i int) bool {
	t := p.t
	if t[i].R != ' ' || !isArabic(at(t, i+1)) || at(t, i-1) == hamzaAbove { // of an ezafe, which ends its word
		return false
	}
	k := i - 1
	for k > p.l.From && isMark(at(t, k)) {
		k--
	}
	return k >= p.l.From && isArabic(t[k].R) && joinsNext(last(baseOf(t[k].R)))
}

// joins reports that careful texts write a ZWNJ, and no space, in the gap at i.
func (p *parter) joins(i int) bool {
	before, after := wordBefore(p.t, p.l, i), wordAfter(p.t, p.l, i+1)
	if before.Len() == 0 || after.Len() == 0 {
		return false
	}
	a, b := plainOf(p.t[before.From:before.To]), plainOf(p.t[after.From:after.To])
	// Words are not parted yet: what is at hand of them has to do.
	best := 0.0
	for n := 1; n <= min(len(b), maxJoined); n++ {
		for k := 1; k <= min(len(a), maxJoined); k++ {
			x, y := string(a[len(a)-k:]), string(b[:n])
			if kx, _, ok := lang.Key(x); ok && joinsNext(a[len(a)-1]) && p.m.Count(x+string(zwnj)+y) >= joinedCount {
				if ky, _, ok := lang.Key(y); ok {
					best = max(best, p.m.Joint(kx, ky, nil, nil))
				}
			}
		}
	}
	return best >= joinedGap
}

const (
	maxJoined   = 12 // letters of a part
	joinedCount = 5  // sightings of a word with its ZWNJ
)

// spaceJoiners makes spaces of the ZWNJs that parted words, if most of the line's did: a
// long word has some between parts that other words do not join.
func (p *parter) spaceJoiners(edits []pass.Edit) []pass.Edit {
	var parting []int
	all := 0
	for i := p.l.From; i < p.l.To; i++ {
		if p.t[i].R != zwnj {
			continue
		}
		all++
		from, to := i, i+1
		for from > p.l.From && isLetterOrMark(p.t[from-1].R) {
			from--
		}
		for to < p.l.To && isLetterOrMark(p.t[to].R) {
			to++
		}
		a, _, okA := lang.Key(p.t[from:i].String())
		b, _, okB := lang.Key(p.t[i+1 : to].String())
		if okA && okB && p.m.Joint(a, b, nil, nil) < joinedGap {
			parting = append(parting, i)
		}
	}
	if len(parting) < joinerParts || float64(len(parting)) < joinerMost*float64(all) {
		return edits
	}
	for _, i := range parting {
		edits = append(edits, p.v.Edit(pass.Range{From: i, To: i + 1}, page.Text{keep(p.t[i].From, ' ')}, "joiner-space", 0.9))
	}
	return edits
}
