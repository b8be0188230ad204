package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

// doubledShare is the share of a word's shaddas that stand on one letter where it is listed.
const doubledShare = 0.8

const shadda = '\u0651' // ARABIC SHADDA

// doubledWord is how often a word was seen with a shadda, by its letter.
type doubledWord struct {
	tally
	at map[int]int
}

// listDoubled lists the words that are seen with a shadda, each with its own.
func listDoubled(dir, more, out string, free bool) error {
	c, err := readWhole(dir, more, free)
	if err != nil {
		return err
	}
	words := make(map[string]*doubledWord)
	for _, l := range c.lines {
		if !strings.ContainsRune(l.text, shadda) {
			continue
		}
		for word := range writtenWords(l.text) {
			key, _, ok := lang.Key(word)
			letters, on, n := lang.Spell(key), -1, 0
			for _, r := range word {
				switch {
				case r == shadda && on >= 0:
					n = 0 // more than one: the word is in Arabic with its vowels
				case r == shadda:
					on = n - 1
				case !unicode.Is(unicode.Mn, r):
					n++
				}
			}
			if on < 0 || !ok || n != len(key) {
				continue
			}
			w := words[letters]
			if w == nil {
				w = &doubledWord{at: make(map[int]int)}
				words[letters] = w
			}
			w.see(l.block)
			w.at[on]++
		}
	}
	var b strings.Builder
	b.WriteString("# Words that are written with a shadda, listed by cmd/paknevis-train -doubled. Counted in:\n")
	c.commentSources(&b)
	n := 0
	for _, letters := range slices.Sorted(maps.Keys(words)) {
		w := words[letters]
		on := slices.MaxFunc(slices.Sorted(maps.Keys(w.at)), func(a, b int) int { return cmp.Compare(w.at[a], w.at[b]) })
		if !w.kept(minSeen) || float64(w.at[on]) < doubledShare*float64(w.n) {
			continue
		}
		rs := []rune(letters)
		b.WriteString(string(slices.Insert(rs, on+1, shadda)) + "\n")
		n++
	}
	if err := os.WriteFile(out, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing the list of words: %w", err)
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d words\n", out, n)
	return nil
}
