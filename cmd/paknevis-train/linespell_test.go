package main

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestHamzaWords(t *testing.T) {
	words := hamzaWords([]string{"\u0631\u0623\u06CC (\u0633\u0624\u0627\u0644)\u060C \u0628\u0627\u062F", "\u0631\u0623\u06CC \u0628\u0631\u0626\u0648\u0633"})
	for letter, want := range map[rune]string{'\u0623': "\u0631\u0623\u06CC", '\u0624': "\u0633\u0624\u0627\u0644", '\u0626': "\u0628\u0631\u0626\u0648\u0633"} {
		if got := strings.Join(words[letter], " "); got != want {
			t.Errorf("words with %c: %q, want %q", letter, got, want)
		}
	}
	if len(words) != 3 {
		t.Errorf("%q", words)
	}
	none := &texts{}
	if w, ok := none.hamzaWord(rand.New(rand.NewPCG(1, 2))); ok {
		t.Errorf("%q of no words", w)
	}
}

// TestRespelled: words keep their length and their shapes, and some get other letters.
func TestRespelled(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	shape := func(s string) string {
		s = string(withoutHamzas([]rune(strings.ReplaceAll(s, "\u0625", "\u0627")))) // ALEF WITH HAMZA BELOW, ALEF
		return strings.Map(func(c rune) rune {
			for _, of := range dotted {
				if strings.ContainsRune(string(of), c) {
					return of[0]
				}
			}
			return c
		}, s)
	}
	for _, tt := range []struct {
		word   string
		change func(*rand.Rand, string) string
		most   int // spellings
	}{
		{"\u0627\u0648\u0644", withHamza, 4}, // its own is not one of them
		{"\u0645\u0644", withHamza, 1},
		{"\u06A9\u0645", otherDots, 2},
		{"\u0645\u0644", otherDots, 1},
		{"\u0645\u06A9\u0627\u0646", otherJoint, 2}, // one more behind MEEM or KEHEH
		{"\u0645\u06CC\u200C\u0631\u0648\u062F", otherJoint, 2},
		{"\u062F\u0627\u062F", otherJoint, 1}, // nothing joins
	} {
		got := map[string]bool{}
		for range 300 {
			w := tt.change(r, tt.word)
			got[w] = true
			if shape(strings.ReplaceAll(w, "\u200C", "")) != shape(strings.ReplaceAll(tt.word, "\u200C", "")) {
				t.Fatalf("%q became %q", tt.word, w)
			}
		}
		if tt.most > 1 && len(got) < 2 || len(got) > tt.most {
			t.Errorf("%q is spelled %v", tt.word, got)
		}
	}
}
