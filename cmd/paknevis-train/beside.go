package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
)

const (
	besideSeen  = 20  // fewest sightings of a word that is listed
	besideDoubt = 5.0 // sightings by which a share is drawn to that of all words
	besideTells = 0.7 // nats from which on a word tells
)

// besideWord is how often a word was seen, before a number, and behind one.
type besideWord struct {
	spelling            string
	all, before, behind float64
}

// listBeside lists the words that stand beside numbers more or less often than elsewhere.
func listBeside(dir, out string, free bool) error {
	c, err := readCorpus(dir, free, false)
	if err != nil {
		return err
	}
	words := map[string]*besideWord{}
	var all besideWord
	for _, l := range c.lines {
		var last *besideWord // the word before, nil for anything else
		number := false      // that stands before
		for token := range strings.FieldsSeq(l.text) {
			key, _, ok := lang.Key(token)
			if !ok || len(key) == 0 {
				if number = isNumeral(token); number && last != nil {
					last.before++
					all.before++
				}
				last = nil
				continue
			}
			last = words[string(key)]
			if last == nil {
				last = &besideWord{spelling: token}
				words[string(key)] = last
			}
			last.all++
			all.all++
			if number {
				last.behind++
				all.behind++
			}
			number = false
		}
	}
	var b strings.Builder
	b.WriteString("# Words that stand beside numbers more or less often than elsewhere, listed by cmd/paknevis-train -beside.\n" +
		"# A line: word, log ratio before a number, log ratio behind one. Counted in:\n")
	c.commentSources(&b)
	n := 0
	for _, key := range slices.Sorted(maps.Keys(words)) {
		w := words[key]
		ratio := func(seen, of float64) float64 {
			return math.Log((seen + besideDoubt) / (w.all*of/all.all + besideDoubt))
		}
		before, behind := ratio(w.before, all.before), ratio(w.behind, all.behind)
		if w.all >= besideSeen && max(math.Abs(before), math.Abs(behind)) >= besideTells {
			fmt.Fprintf(&b, "%s %.1f %.1f\n", w.spelling, before, behind)
			n++
		}
	}
	if err := os.WriteFile(out, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing the list of words: %w", err)
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d words\n", out, n)
	return nil
}

// isNumeral reports a token of digits, with signs between them only.
func isNumeral(token string) bool {
	last, _ := utf8.DecodeLastRuneInString(token)
	first, _ := utf8.DecodeRuneInString(token)
	return unicode.IsDigit(first) && unicode.IsDigit(last) && !strings.ContainsFunc(token, unicode.IsLetter)
}
