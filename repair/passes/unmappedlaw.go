package passes

import (
	"maps"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/script"
)

// What a glyph without a letter is beforehand.
const (
	priorLetter = 0.6 // any letter in any shape
	priorStroke = 0.05
	priorHamza  = 0.05
	priorGap    = 0.2 // a space or a ZWNJ, which the model reads alike
	priorJoined = 0.2
	priorWhole  = 0.05 // that nothing is missing behind a shape that reaches out, whatever others show
	ownShare    = 0.7  // of the places of a code, from which on the letter that they tell is its only one
)

// unmappedLaw is what the glyphs of a text stand for, as log probabilities.
type unmappedLaw struct {
	u *unmapper
	sightings
	codes map[rune]*sightings // of one glyph each, by its code; in no shape, for a glyph has but one
}

// sightings counts what glyphs stand for.
type sightings struct {
	count map[glyphSense]float64
	total float64
}

func (s *sightings) add(g glyphSense, w float64) {
	if s.count == nil {
		s.count = make(map[glyphSense]float64)
	}
	s.count[g] += w
	s.total += w
}

// learn finds the law that explains the places best, by expectation and maximisation.
func (u *unmapper) learn() *unmappedLaw {
	law := &unmappedLaw{u: u}
	for range laws {
		next := &unmappedLaw{u: u, codes: make(map[rune]*sightings)}
		for i := range u.places {
			p := &u.places[i]
			for k, w := range law.weigh(p) {
				for n, s := range p.readings[k].senses {
					next.add(s, w)
					if code := u.codeAt(p, p.readings[k].turned, n); code != 0 {
						if next.codes[code] == nil {
							next.codes[code] = &sightings{}
						}
						next.codes[code].add(glyphSense{r: s.r}, w)
					}
				}
			}
		}
		law = next
		if len(u.codes) == 0 {
			u.second = law.secondShare()
		}
	}
	return law
}

// codeAt is the code of the n-th sign of a place, read from the end if turned, that all signs of
// one glyph have, and no other; 0 for one that stands for many glyphs, and where none stands.
func (u *unmapper) codeAt(p *unmappedPlace, turned bool, n int) rune {
	if p.loose {
		return 0
	}
	at := p.at.From + n
	if turned {
		at = p.at.To - 1 - n
	}
	if r := u.v.Text[at].R; u.codes[r] {
		return r
	}
	return 0
}

// guess is the log probability of a sense of a code as far as the law is known.
func (u *unmapper) guess(code rune, s glyphSense) float64 {
	if u.law == nil || u.law.total == 0 {
		return u.prior(s)
	}
	return u.law.logProb(code, s)
}

// prior is the log probability of a sense before any place was read.
func (u *unmapper) prior(s glyphSense) float64 {
	switch s.r {
	case stroke:
		return math.Log(priorStroke)
	case hamzaAbove:
		return math.Log(priorHamza)
	case ' ':
		return math.Log(priorGap)
	case whole.r:
		return math.Log(priorWhole)
	case joined.r:
		return math.Log(priorJoined)
	}
	p := priorLetter * letterShare[s.r] / 1000
	if u.isPresent(s) {
		p *= u.second
	}
	return math.Log(p)
}

// isPresent reports a shape that the text has elsewhere as often as might be expected.
func (u *unmapper) isPresent(s glyphSense) bool {
	return float64(u.seen[s]) > absentShare*letterShare[s.r]/1000/4*float64(u.all) // of four shapes
}

// secondShare is the share of the letters without a name whose shape the text has elsewhere too: a font
// with glyphs for certain neighbours has several for one shape.
func (l *unmappedLaw) secondShare() float64 {
	present, all := 0.0, lawWeight
	for _, s := range slices.SortedFunc(maps.Keys(l.count), bySense) { // sums of another order differ in their last bits
		n := l.count[s]
		if _, ok := letterShare[s.r]; !ok {
			continue
		}
		if all += n; l.u.isPresent(s) {
			present += n
		}
	}
	return max(presentPrior, present/all)
}

// logProb is the log probability of a sense. A glyph is one letter: what most of its places tell
// holds for all of them.
func (l *unmappedLaw) logProb(code rune, s glyphSense) float64 {
	own := l.codes[code]
	if own == nil {
		return l.shared(s)
	}
	p := (own.count[glyphSense{r: s.r}] + lawWeight*math.Exp(l.shared(s))) / (own.total + lawWeight)
	if p < 1-ownShare {
		for _, n := range own.count {
			if n >= lawLeast && n >= ownShare*own.total {
				return math.Log(lawless)
			}
		}
	}
	return math.Log(p)
}

// shared is the log probability of a sense of any glyph.
func (l *unmappedLaw) shared(s glyphSense) float64 {
	if s == whole {
		return math.Log(priorWhole)
	}
	if s == joined && l.total > 0 && l.count[s] < joinedLeast*l.total {
		return math.Log(lawless)
	}
	p := (l.count[s] + lawWeight*math.Exp(l.u.prior(s))) / (l.total + lawWeight)
	if l.total > 0 && float64(l.u.seen[s]) > presentMost*l.count[s] {
		p *= l.u.second
		if l.count[s] < lawLeast { // one place is no law
			p *= lawless
		}
	}
	return math.Log(p)
}

// hamzas reports that gaps without a name stand behind heh: they are the hamzas of ezafe,
// of which the model knows nothing, and the gap behind was lost.
func (l *unmappedLaw) hamzas() bool {
	return l.count[hehGap]+l.count[glyphSense{hamzaAbove, 0}] >= hamzaMost*l.count[glyphSense{' ', script.FormUnknown}]+lawLeast
}

// weigh gives the probability of each reading of a place.
func (l *unmappedLaw) weigh(p *unmappedPlace) []float64 {
	w := make([]float64, len(p.readings))
	most := math.Inf(-1)
	for i, r := range p.readings {
		w[i] = r.logp
		for n, s := range r.senses {
			w[i] += l.logProb(l.u.codeAt(p, r.turned, n), s)
		}
		most = max(most, w[i])
	}
	sum := 0.0
	for i := range w {
		w[i] = math.Exp(w[i] - most)
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}

// best is the likeliest reading of a place and its probability.
func (l *unmappedLaw) best(p *unmappedPlace) (unmappedReading, float64) {
	k, w := 0, l.weigh(p)
	for i := range w {
		if w[i] > w[k] {
			k = i
		}
	}
	return p.readings[k], w[k]
}
