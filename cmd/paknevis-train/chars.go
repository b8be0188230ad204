package main

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// minSeen is the least count of an n-gram, word or pair that is kept. Together
// with the rule of two blocks it keeps whole sentences out of the model.
const minSeen = 3

// sightings are the least counts of what is kept.
type sightings struct{ grams, words, pairs uint32 }

var alike = sightings{minSeen, minSeen, minSeen}

const (
	symBits = 6
	edge    = 0 // lang's symbol for both ends of a line
)

// gram is an n-gram of one order with its statistics.
type grams struct {
	key  []uint64 // sorted; six bits a symbol, the first highest
	raw  []uint32 // occurrences
	wide []bool   // seen in two blocks
	adj  []uint32 // Kneser-Ney count: distinct left neighbours, or occurrences
}

func (g *grams) kept(i int, least uint32) bool { return g.raw[i] >= least && g.wide[i] }

// countChars estimates an interpolated modified Kneser-Ney model (Chen and
// Goodman 1999) over the symbols of repair/lang. Discounts come from all
// n-grams; the mass of those that are not kept goes to the back-off weight, so
// every distribution sums to one.
func countChars(c *corpus, order int, pass blockFilter, least sightings) lang.CharTable {
	const blockBits = 20
	var windows []uint64
	for _, l := range c.lines {
		if !pass(l.block) {
			continue
		}
		syms := lang.Symbols([]rune(l.text))
		if len(syms) == 0 {
			continue
		}
		at := func(i int) uint64 {
			if i < 1 || i > len(syms) {
				return edge
			}
			return uint64(syms[i-1])
		}
		for i := 0; i <= len(syms)+1; i++ {
			w := uint64(0)
			for k := range order {
				w = w<<symBits | at(i+k)
			}
			windows = append(windows, w<<blockBits|uint64(l.block)&(1<<blockBits-1))
		}
	}
	radix(windows, symBits*order+blockBits)
	tab := make([]grams, order+1)
	for k := 1; k <= order; k++ {
		tab[k] = collect(windows, k, order, blockBits)
	}
	windows = nil
	for k := order; k >= 1; k-- {
		g := &tab[k]
		if k == order {
			g.adj = g.raw
			continue
		}
		// Distinct left neighbours: how many (k+1)-grams end in the k-gram.
		ends := make([]uint64, 0, len(tab[k+1].key))
		for _, key := range tab[k+1].key {
			ends = append(ends, key&(1<<(symBits*k)-1))
		}
		radix(ends, symBits*k)
		g.adj = make([]uint32, len(g.key))
		j := 0
		for i, key := range g.key {
			for j < len(ends) && ends[j] < key {
				j++
			}
			for j < len(ends) && ends[j] == key {
				g.adj[i]++
				j++
			}
			if key>>(symBits*(k-1)) == edge { // nothing stands before a line
				g.adj[i] = g.raw[i]
			}
		}
	}
	return estimate(tab, order, least.grams)
}

// collect sums the windows up to their first k symbols. An edge stands only at
// the start or the end of an n-gram.
func collect(windows []uint64, k, order, blockBits int) (g grams) {
	cut := symBits*(order-k) + blockBits
	blocks := uint64(1)<<blockBits - 1
	for i := 0; i < len(windows); {
		key, first, wide := windows[i]>>cut, windows[i]&blocks, false
		j := i
		for ; j < len(windows) && windows[j]>>cut == key; j++ {
			wide = wide || windows[j]&blocks != first
		}
		if valid(key, k) {
			g.key = append(g.key, key)
			g.raw = append(g.raw, uint32(j-i))
			g.wide = append(g.wide, wide)
		}
		i = j
	}
	return g
}

func valid(key uint64, k int) bool {
	for p := 1; p < k-1; p++ {
		if key>>(symBits*p)&63 == edge {
			return false
		}
	}
	// The start of a line is read but never foretold; the end follows something.
	return k == 1 || k == 2 && key != edge || k > 2
}

// estimate turns counts into the tables of the automaton.
func estimate(tab []grams, order int, least uint32) lang.CharTable {
	t := lang.CharTable{Order: order}
	// Unigrams: every symbol has a place, with a uniform share of the mass left.
	const shares = 1 << symBits // more than there are symbols
	lower := make([]float64, lang.Alphabet)
	lowerKeys := make([]uint64, lang.Alphabet)
	var n float64
	for i := range tab[1].key {
		n += float64(tab[1].adj[i])
	}
	for i, key := range tab[1].key {
		lower[key] = float64(tab[1].adj[i])
	}
	for s := range lower {
		lowerKeys[s] = uint64(s)
		lower[s] = (lower[s] + 0.5) / (n + 0.5*shares)
	}
	root := []uint8{lang.Alphabet}
	counts := [][]uint8{root}
	syms := make([]uint8, lang.Alphabet)
	probs := []uint8{0}
	for s, p := range lower {
		syms[s] = uint8(s)
		probs = append(probs, logProb(p))
	}
	backs := [][]uint8{{logBack(1)}}
	for k := 2; k <= order; k++ {
		g := &tab[k]
		d := discounts(g.adj)
		kids := make([]uint8, len(lowerKeys))
		gamma := make([]uint8, len(lowerKeys))
		for i := range gamma {
			gamma[i] = logBack(1)
		}
		var keys []uint64
		var ps []float64
		for i := 0; i < len(g.key); {
			ctx := g.key[i] >> symBits
			j, total, mass := i, 0.0, 1.0
			for ; j < len(g.key) && g.key[j]>>symBits == ctx; j++ {
				total += float64(g.adj[j])
			}
			node, ok := slices.BinarySearch(lowerKeys, ctx)
			if !ok {
				i = j
				continue
			}
			for m := i; m < j; m++ {
				if g.kept(m, least) {
					mass -= (float64(g.adj[m]) - d[min(g.adj[m], 3)]) / total
				}
			}
			gamma[node] = logBack(mass)
			for m := i; m < j; m++ {
				if !g.kept(m, least) {
					continue
				}
				low, ok := slices.BinarySearch(lowerKeys, g.key[m]&(1<<(symBits*(k-1))-1))
				if !ok {
					panic("paknevis-train: an n-gram is kept whose suffix is not") // counts only fall with length
				}
				p := (float64(g.adj[m])-d[min(g.adj[m], 3)])/total + mass*lower[low]
				keys, ps = append(keys, g.key[m]), append(ps, p)
				syms = append(syms, uint8(g.key[m]&63))
				probs = append(probs, logProb(p))
				kids[node]++
			}
			i = j
		}
		counts, backs = append(counts, kids), append(backs, gamma)
		lowerKeys, lower = keys, ps
	}
	t.Counts = slices.Concat(counts...)
	t.Back = slices.Concat(backs...)
	t.Syms, t.Prob = syms, probs
	return t
}

// discounts are D1, D2 and D3+ of modified Kneser-Ney, by count.
func discounts(adj []uint32) (d [4]float64) {
	var n [5]float64
	for _, a := range adj {
		if a < 5 {
			n[a]++
		}
	}
	if n[1] == 0 || n[2] == 0 || n[3] == 0 || n[4] == 0 {
		return [4]float64{0, 0.5, 0.75, 0.9} // too little text to tell
	}
	y := n[1] / (n[1] + 2*n[2])
	for k := 1; k <= 3; k++ {
		d[k] = min(max(float64(k)-float64(k+1)*y*n[k+1]/n[k], 0.1), float64(k)-0.05)
	}
	return d
}

// logProb and logBack quantise as lang.Chars reads it.
func logProb(p float64) uint8 { return uint8(min(255, max(0, math.Round(-16*math.Log(p))))) }
func logBack(w float64) uint8 {
	return uint8(min(255, max(0, math.Round(-32*(math.Log(max(w, 1e-9))-1)))))
}

// radix sorts numbers of the given width, eleven bits at a time.
func radix(a []uint64, width int) {
	const digit = 11
	b := make([]uint64, len(a))
	for shift := 0; shift < width; shift += digit {
		var at [1<<digit + 1]int
		for _, v := range a {
			at[v>>shift&(1<<digit-1)+1]++
		}
		for i := 1; i < len(at); i++ {
			at[i] += at[i-1]
		}
		for _, v := range a {
			d := v >> shift & (1<<digit - 1)
			b[at[d]] = v
			at[d]++
		}
		a, b = b, a
	}
	if passes := (width + digit - 1) / digit; passes%2 == 1 {
		copy(b, a) // the sorted numbers are in the scratch slice: bring them home
	}
}
