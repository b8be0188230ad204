package passes

import (
	"math"

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
)

// unmappedLaw is what the glyphs of a text stand for, as log probabilities.
type unmappedLaw struct {
	u     *unmapper
	count map[glyphSense]float64
	total float64
}

// learn finds the law that explains the places best, by expectation and maximisation.
func (u *unmapper) learn() *unmappedLaw {
	law := &unmappedLaw{u: u, count: map[glyphSense]float64{}}
	for range laws {
		next := &unmappedLaw{u: u, count: map[glyphSense]float64{}}
		for i := range u.places {
			p := &u.places[i]
			for k, w := range law.weigh(p) {
				for _, s := range p.readings[k].senses {
					next.count[s] += w
					next.total += w
				}
			}
		}
		law = next
	}
	return law
}

// guess is the log probability of a sense as far as the law is known.
func (u *unmapper) guess(s glyphSense) float64 {
	if u.law == nil || u.law.total == 0 {
		return u.prior(s)
	}
	return u.law.logProb(s)
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
	share := letterShare[s.r] / 1000
	p := priorLetter * share
	if float64(u.seen[s]) > absentShare*share/4*float64(u.all) { // of four shapes
		p *= presentPrior
	}
	return math.Log(p)
}

func (l *unmappedLaw) logProb(s glyphSense) float64 {
	if s == whole {
		return math.Log(priorWhole)
	}
	if s == joined && l.total > 0 && l.count[s] < joinedLeast*l.total {
		return math.Log(lawless)
	}
	p := (l.count[s] + lawWeight*math.Exp(l.u.prior(s))) / (l.total + lawWeight)
	if l.total > 0 && float64(l.u.seen[s]) > presentMost*l.count[s] {
		p *= presentPrior
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
		for _, s := range r.senses {
			w[i] += l.logProb(s)
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
