package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/fixtures"
)

// clean is a healthy page in the form of the output contract.
type clean struct{ name, text string }

// ownTexts are the texts of the fixtures that are damaged.
var ownTexts = []string{"prose", "columns", "law", "list", "technical", "religious"}

// Held-out texts are lines of one sentence; the model of repair/lang has not
// learned from them.
var heldTexts = []string{"perdt-dev", "seraji-dev"}

const (
	heldPages = 30   // pages of each held-out text, spread over it
	pageSize  = 2200 // letters of a page of a book
	sentences = 3    // of a paragraph
)

// pagesFor gives the healthy pages that a fault is tried on: our own, and those
// of an outside folder where it is named.
func (b *bench) pagesFor(fault string) (own, held []clean, err error) {
	for _, name := range ownTexts {
		gold, err := fixtures.Gold(name)
		if err != nil {
			return nil, nil, err
		}
		own = append(own, clean{name, gold})
	}
	if b.corpus == "" {
		return own, nil, nil
	}
	for _, name := range heldTexts {
		lines, err := b.heldLines(name, foreignTraces)
		if err != nil {
			return nil, nil, err
		}
		held = append(held, spread(setPages(name, lines, setter(fault)), heldPages)...)
	}
	return own, held, nil
}

// heldLines are the sentences of a held-out text that a repair can give back.
func (b *bench) heldLines(name string, traces *regexp.Regexp) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(b.corpus, "corpus", "text", name+".txt"))
	if err != nil {
		return nil, err
	}
	return golds(strings.Split(string(data), "\n"), traces), nil
}

// arabicPages are pagesFor in Arabic.
func (b *bench) arabicPages(string) (own, held []clean, err error) {
	for name, text := range fixtures.Negative() {
		if strings.HasPrefix(name, "arabic") {
			own = append(own, clean{name, text})
		}
	}
	slices.SortFunc(own, func(a, b clean) int { return strings.Compare(a.name, b.name) })
	if b.corpus == "" {
		return own, nil, nil
	}
	names, err := filepath.Glob(filepath.Join(b.corpus, "corpus", "text", "ar-*.txt"))
	if err != nil {
		return nil, nil, err
	}
	for _, file := range names {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		lines, err := b.heldLines(name, persianTraces)
		if err != nil {
			return nil, nil, err
		}
		held = append(held, spread(setPages(name, lines, setter("")), heldPages)...)
	}
	return own, held, nil
}

// golds leaves out the sentences that are not in the form of the output contract, which no
// repair can give back: with a letter or a ZWNJ that is not of its language, or with a bracket that
// closes what was not opened before, as in "a) b (c". A quotation may have begun in a
// sentence before, and a number at the start of a sentence closes itself.
func golds(lines []string, traces *regexp.Regexp) (kept []string) {
	quoted := 0
	for _, line := range lines {
		round, square, quotes, sound := 0, 0, quoted, true
		for i, r := range []rune(line) {
			switch r {
			case '(':
				round++
			case ')':
				if i >= 4 || round > 0 {
					round--
				}
			case '[':
				square++
			case ']':
				square--
			case '\u00AB':
				quotes++
			case '\u00BB':
				quotes--
			}
			sound = sound && round >= 0 && square >= 0 && quotes >= 0
		}
		if sound && round == 0 && square == 0 && !traces.MatchString(line) {
			kept, quoted = append(kept, line), quotes
		}
	}
	return kept
}

// foreignTraces are ALEF MAKSURA, YEH and KAF of Arabic, and a ZWNJ that parts nothing.
var foreignTraces = regexp.MustCompile(`[\x{0649}\x{064A}\x{0643}]|\x{200C}([^\pL]|$)|(^|[^\pL\pM])\x{200C}`)

// persianTraces are KEHEH and FARSI YEH, which Arabic has not, and ZWNJs.
var persianTraces = regexp.MustCompile(`[\x{06A9}\x{06CC}\x{200C}]`)

// spread takes n of the pages, the same distance apart.
func spread(pages []clean, n int) []clean {
	var some []clean
	for i := range min(n, len(pages)) {
		some = append(some, pages[i*len(pages)/min(n, len(pages))])
	}
	return some
}

// setter says how sentences become a paragraph on the page for a fault: some
// faults strike what plain prose has not.
func setter(fault string) func(n int, sentences []string) string {
	switch {
	case strings.Contains(fault, "list-numbers"):
		return func(n int, s []string) string { return persian(fmt.Sprintf("%d. ", n+1)) + s[0] }
	case strings.Contains(fault, "numbers-swapped"):
		return func(n int, s []string) string {
			years := persian(fmt.Sprintf("%d\u2013%d", 1340+7*n%50, 1343+7*n%50+n%5)) // EN DASH
			s[0], _ = strings.CutSuffix(s[0], ".")
			s[0] += " (" + years + ")."
			return strings.Join(s, " ")
		}
	case strings.Contains(fault, "reference"), strings.Contains(fault, "brackets-moved"):
		names := []string{"Kavir", "Nolan", "Weber", "Ferrante", "Ito"}
		return func(n int, s []string) string {
			text, _ := strings.CutSuffix(strings.Join(s, " "), ".")
			return fmt.Sprintf("%s (%s, %d: %d).", text, names[n%len(names)], 1990+7*n%33, 11+13*n%90)
		}
	case strings.Contains(fault, "marks"), strings.Contains(fault, "tanwin"):
		// Adverbs with a tanwin begin a sentence in any prose.
		adverbs := []string{"معمولاً", "احتمالاً", "ظاهراً", "قطعاً", "مثلاً", "مکرّراً", "فعلاً"}
		return func(n int, s []string) string {
			for i := range s {
				s[i] = adverbs[(n+i)%len(adverbs)] + " " + s[i]
			}
			return strings.Join(s, " ")
		}
	}
	return func(_ int, s []string) string { return strings.Join(s, " ") }
}

// setPages sets sentences into paragraphs and these into pages.
func setPages(name string, all []string, set func(int, []string) string) []clean {
	var pages []clean
	var page []string
	size := 0
	for i := 0; i+sentences <= len(all); i += sentences {
		p := set(len(page), append([]string(nil), all[i:i+sentences]...))
		page = append(page, p)
		if size += len([]rune(p)); size >= pageSize {
			pages = append(pages, clean{fmt.Sprintf("%s-%d", name, len(pages)+1), strings.Join(page, "\n\n") + "\n"})
			page, size = nil, 0
		}
	}
	return pages
}

// persian puts Persian digits for those of ASCII.
func persian(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '\u06F0' // EXTENDED ARABIC-INDIC DIGIT ZERO
		}
		return r
	}, s)
}
