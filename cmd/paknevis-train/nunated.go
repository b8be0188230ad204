package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// nunatedShare is the least share of all places of a word in which it is written with its tanwin: those of
// خدا that are would be a slip.
const nunatedShare = 0.01

const fathatan = '\u064B' // ARABIC FATHATAN

// listNunated lists the words that are seen with a fathatan on the alef that ends them, without it.
func listNunated(dir, more, out string, free bool) error {
	const alef = '\u0627' // ARABIC LETTER ALEF
	c, err := readWhole(dir, more, free)
	if err != nil {
		return err
	}
	with, without := make(map[string]*tally), make(map[string]uint32)
	for _, l := range c.lines {
		for word := range writtenWords(l.text) {
			key, _, ok := lang.Key(word)
			if !ok {
				continue
			}
			letters := lang.Spell(key)
			switch {
			case !strings.HasSuffix(letters, string(alef)):
			case strings.HasSuffix(word, string(fathatan)), strings.HasSuffix(word, string(fathatan)+string(alef)):
				if with[letters] == nil {
					with[letters] = new(tally)
				}
				with[letters].see(l.block)
			default:
				without[letters]++
			}
		}
	}
	var b strings.Builder
	b.WriteString("# Words that are written with a tanwin on their alef, listed by cmd/paknevis-train -nunated. Counted in:\n")
	c.commentSources(&b)
	n := 0
	for _, letters := range slices.Sorted(maps.Keys(with)) {
		w := with[letters]
		if len([]rune(letters)) < 3 || !w.kept(minSeen) || float64(w.n) < nunatedShare*float64(w.n+without[letters]) {
			continue
		}
		b.WriteString(letters + "\n")
		n++
	}
	if err := os.WriteFile(out, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing the list of words: %w", err)
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d words\n", out, n)
	return nil
}
