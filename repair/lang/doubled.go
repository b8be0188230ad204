package lang

import (
	"bytes"
	_ "embed" // the list of words
	"slices"
	"strings"
	"sync"
)

// Words that are written with a shadda, each with its own, as paknevis-train -doubled lists them.
//
//go:embed doubled.txt
var doubledText string

const shadda = '\u0651' // ARABIC SHADDA

// doubledLetters has the letter under the shadda of each word by its key.
var doubledLetters = sync.OnceValue(func() map[string]int {
	list := make(map[string]int)
	for line := range strings.Lines(doubledText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		word := []rune(strings.TrimSpace(line))
		on := slices.Index(word, shadda)
		key, _, ok := Key(string(word))
		if on < 1 || !ok || on > len(key) {
			panic("lang: list of words with a shadda: " + line) // embedded
		}
		list[string(key)] = on - 1
	}
	return list
})

// Doubled is the letter on which a word that lost its shadda carries it, as an index of its
// letters without ZWNJs; -1 if that is not known. Words that are not listed, without their
// ending, are taken for what they look like: an agent (C C: A C), or a derived participle or
// noun (M C C: C, M T C C: C, T C C: C).
func Doubled(word string) int {
	key, _, ok := Key(word)
	if !ok {
		return -1
	}
	for n := len(key); n > 1; n-- {
		if !isEnding(key, n) {
			continue
		}
		if on, ok := doubledLetters()[string(key[:n])]; ok {
			return on
		}
	}
	for n := len(key); n > 2; n-- {
		if !isEnding(key, n) {
			continue
		}
		if on := derived([]rune(Spell(key[:n]))); on >= 0 {
			return on
		}
	}
	return -1
}

// isEnding reports that what stands behind n letters is nothing, an ending, or the alef of an adverb.
func isEnding(key []byte, n int) bool {
	return n == len(key) || isSuffix(key[n:]) || n >= leastAdverb && n == len(key)-1 && Symbol(key[n]) == SymbolOf('\u0627') // ARABIC LETTER ALEF
}

const leastAdverb = 4 // letters before the alef of an adverb that is known by the word that it is of

func isSuffix(key []byte) bool {
	return slices.ContainsFunc(suffixes, func(s []byte) bool { return bytes.Equal(s, key) })
}

// derived is the doubled letter of the patterns of Arabic whose second radical is doubled.
func derived(w []rune) int {
	const alef, meem, teh, yeh = '\u0627', '\u0645', '\u062A', '\u06CC' // ARABIC LETTERS, FARSI YEH
	switch n := len(w); {
	case (n == 4 || n == 3) && w[2] == alef && w[0] != alef && w[1] != alef:
		return 1
	case slices.Contains(w, alef):
		return -1
	case n == 5 && w[0] == meem && w[1] == teh:
		return 3
	case n == 4 && (w[0] == meem || w[0] == teh) && w[2] != yeh:
		return 2
	}
	return -1
}
