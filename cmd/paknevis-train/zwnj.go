package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/passes"
)

// lostBy is a way to lose ZWNJs, and the policy that is asked to bring them back.
type lostBy struct {
	name   string
	with   string // what stands for a ZWNJ in the damaged text
	policy passes.ZWNJPolicy
}

var losses = []lostBy{
	{"deleted", "", passes.RestoreZWNJ},
	{"became a space, academy", " ", passes.AcademyZWNJ},
	{"right as it is", string(zwnj), passes.RestoreZWNJ},
}

// restoration prints how well the whole chain of repairs brings ZWNJs back to
// text that is reduced to letters and spaces, as a whole and in documents of few lines.
func restoration(name string, lines []string) error {
	plain := make([]string, 0, len(lines))
	for _, l := range lines {
		if l = lettersOnly(l); l != "" {
			plain = append(plain, l)
		}
	}
	for _, loss := range losses {
		for _, size := range []int{len(plain), 20, 1} {
			var f seamFigures
			for doc := range slices.Chunk(plain, size) {
				gold := strings.Join(doc, "\n")
				res, err := repair.Text(context.Background(), strings.ReplaceAll(gold, string(zwnj), loss.with), repair.Options{ZWNJ: loss.policy})
				if err != nil {
					return fmt.Errorf("repairing %s: %w", name, err)
				}
				f.compare(gold, res.Text.String())
			}
			p, r, f1 := f.rates()
			fmt.Printf("  repair, ZWNJ %s, documents of %d lines: precision %.4f, recall %.4f, F1 %.4f of %d\n", loss.name, size, p, r, f1, f.want)
		}
	}
	return nil
}

// lettersOnly reduces a line to letters, ZWNJs and single spaces.
func lettersOnly(line string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == zwnj {
			return r
		}
		return ' '
	}, line)
	return strings.Join(strings.Fields(s), " ")
}

// seamFigures counts ZWNJs that are where they belong.
type seamFigures struct{ hit, want, got int }

func (f *seamFigures) rates() (p, r, f1 float64) {
	p, r = float64(f.hit)/float64(max(f.got, 1)), float64(f.hit)/float64(max(f.want, 1))
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

func (f *seamFigures) compare(gold, out string) {
	g, o := seamPlaces(gold), seamPlaces(out)
	for at := range o {
		if g[at] {
			f.hit++
		}
	}
	f.want, f.got = f.want+len(g), f.got+len(o)
}

// seamPlaces lists how many letters stand before each ZWNJ.
func seamPlaces(s string) map[int]bool {
	out := map[int]bool{}
	n := 0
	for _, r := range s {
		switch {
		case r == zwnj:
			out[n] = true
		case unicode.IsLetter(r):
			n++
		}
	}
	return out
}
