package order

import "github.com/paknevis/paknevis/repair/lang"

// Bounds of words whose parts changed places, in letters, and how often clean text
// must have the word: rare ones meet names by chance.
const (
	minTurned      = 4
	maxTurned      = 12
	minTurnedCount = 10
)

// turned tells where a string of letters that is no word is to be cut, so that its two
// or three parts, last one first, make a word: bit i for a cut before letter i, 0 for
// nowhere. Such a string is a word torn by runs of its own, wherever else it stands too.
func turned(m *lang.Model, text []rune) uint32 {
	n := len(text)
	if n < minTurned || n > maxTurned {
		return 0
	}
	best, count := uint32(0), float64(minTurnedCount)
	buf := make([]rune, 0, maxTurned)
	try := func(cuts uint32, parts ...[]rune) {
		buf = buf[:0]
		for _, p := range parts {
			buf = append(buf, p...)
		}
		if c := m.Count(string(buf)); c > count {
			best, count = cuts, c
		}
	}
	for i := 1; i < n; i++ {
		try(1<<i, text[i:], text[:i])
	}
	if best != 0 {
		return best
	}
	for i := 1; i < n-1; i++ {
		for j := i + 1; j < n; j++ {
			try(1<<i|1<<j, text[j:], text[i:j], text[:i])
		}
	}
	return best
}
