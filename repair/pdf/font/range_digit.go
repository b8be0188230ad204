package font

// A wrong digit is worse than none, and digits are not always where their code points
// would have them. But each stands in a font once, so runs of digits have to fit side by
// side: 66 67 68 69, 67 68 69 and 66 67 68 can be nothing but 0660 to 0663, 0667 to 0669
// and 0664 to 0666.

// readDigits adds the digits of one block to the readings: for each run that may be
// digits the place that it has in all ways to fit them beside those that the map states
// whole, or in all that make up all ten, if there are such. Other runs that may be digits are unnamed in a map that was
// cut for certain: their shapes may tell.
func readDigits(spans []cutRun, stated map[rune]int, zero rune, cut int, out map[uint32]rune) {
	var runs []cutRun
	var places [][]place
	var taken uint16
	for d := range rune(10) {
		if stated[zero+d] > 0 {
			taken |= 1 << d
		}
	}
	for i, s := range spans {
		sides := arabicSides(spans, i, out)
		if s.n < 2 || s.text >= 0xfb || sides == 0 || sides == 1 && cut < rangeLeast || zero < '\u06F0' && cut == 0 {
			continue
		}
		p := digitPlaces(s, zero)
		if len(p) == 0 {
			continue
		}
		if sides == 1 {
			p = append(p, place{}) // perhaps what the map says
		}
		if len(runs) == maxDigitRuns {
			return
		}
		runs, places = append(runs, s), append(places, p)
	}
	if len(runs) == 0 {
		return
	}
	for i, first := range fit(places, taken) {
		if first == 0 && (cut < rangeLeast || len(places[i]) > 0 && places[i][len(places[i])-1] == (place{})) {
			continue
		}
		for k := range rune(runs[i].n) {
			out[runs[i].code+uint32(k)] = unnamed
			if first != 0 {
				out[runs[i].code+uint32(k)] = first + k
			}
		}
	}
}

const (
	maxDigitRuns = 5 // bounds the ways to fit runs: five places for each
	allDigits    = 1<<10 - 1
)

// place is what a run may start with, and the digits that it takes then.
type place struct {
	first rune
	set   uint16
}

// digitPlaces are the places that a run may have among the digits and, after U+0669,
// the percent sign and the separators.
func digitPlaces(s cutRun, zero rune) []place {
	signs := rune(0)
	if zero == '\u0660' {
		signs = 4 // U+066A to U+066D
	}
	var out []place
	for d := range 10 + signs {
		if last := d + rune(s.n) - 1; zero>>8|(zero+d)&0xff != s.text || last >= 10+signs {
			continue
		}
		p := place{first: zero + d}
		for k := d; k < min(d+rune(s.n), 10); k++ {
			p.set |= 1 << k
		}
		out = append(out, p)
	}
	return out
}

// fit chooses a place from each list so that no digit is taken twice, and returns what
// each starts with; 0 where the ways differ.
func fit(places [][]place, taken uint16) []rune {
	var some, full []rune
	chosen := make([]rune, len(places))
	add := func(to []rune) []rune {
		if to == nil {
			return append(to, chosen...)
		}
		for i := range to {
			if to[i] != chosen[i] {
				to[i] = 0
			}
		}
		return to
	}
	var try func(i int, taken uint16)
	try = func(i int, taken uint16) {
		if i == len(places) {
			if taken == allDigits {
				full = add(full)
			}
			some = add(some)
			return
		}
		for _, p := range places[i] {
			if p.set&taken == 0 {
				chosen[i] = p.first
				try(i+1, taken|p.set)
			}
		}
	}
	try(0, taken)
	if full != nil {
		return full
	}
	return some
}

// arabicSides counts the sides of run i on which a run of the Arabic script stands, or
// what may be one.
func arabicSides(spans []cutRun, i int, out map[uint32]rune) int {
	n := 0
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(spans) {
			continue
		}
		s := spans[j]
		if _, ok := out[s.code]; ok || block(s.text) != 0 || s.n > 1 && s.text <= 0xff && len(starts(s, nil)) > 1 {
			n++
		}
	}
	return n
}
