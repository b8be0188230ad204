package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair"
)

// spaceFaults are the faults of fixtures/damage that lose or add spaces.
var spaceFaults = []string{"letters-spaced", "words-glued", "words-split", "numbers-glued"}

// spacing prints how many of the spaces that a fault lost or added the whole
// chain of repairs puts right, and how many others it moves.
func spacing(name string, lines []string) error {
	for _, fault := range spaceFaults {
		var struck, cured, wrong int
		for doc := range slices.Chunk(lines, harmLines) {
			in, gold, err := damage.Apply(fault, strings.Join(doc, "\n"), damage.Options{Seed: 1})
			if err != nil {
				return fmt.Errorf("damaging %s: %w", name, err)
			}
			res, err := repair.Text(context.Background(), in, repair.Options{})
			if err != nil {
				return fmt.Errorf("repairing %s: %w", name, err)
			}
			g, i, o := gapPlaces(gold), gapPlaces(in), gapPlaces(res.Text.String())
			for _, at := range union(g, i, o) {
				switch {
				case g[at] == i[at]:
					if o[at] != g[at] {
						wrong++
					}
				default:
					struck++
					if o[at] == g[at] {
						cured++
					}
				}
			}
		}
		fmt.Printf("  repair, %s: %d of %d places cured (%.1f %%), %d others spoilt\n", fault, cured, struck, 100*float64(cured)/float64(max(struck, 1)), wrong)
	}
	return nil
}

// gapPlaces lists the letters and digits, by number, that white space follows.
func gapPlaces(s string) map[int]bool {
	out := map[int]bool{}
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			n++
		case r == ' ' || r == '\n':
			out[n] = true
		}
	}
	return out
}

func union(sets ...map[int]bool) []int {
	all := map[int]bool{}
	for _, s := range sets {
		for at := range s {
			all[at] = true
		}
	}
	out := make([]int, 0, len(all))
	for at := range all {
		out = append(out, at)
	}
	slices.Sort(out)
	return out
}
