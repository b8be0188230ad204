package main

import (
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// style counts how the authors of a block write the endings that each may write
// solid: plurals, and the degrees of adjectives.
type style struct{ plural, degree habit }

type habit struct{ written, solid int }

// A block whose authors write this share of an ending solid tells nothing of
// words with it that stand solid: they are spelled so by choice.
const chosenShare = 0.15

var (
	pluralEndings = keySet("ها های هایی هایم هایت هایش هایمان هایتان هایشان")
	degreeEndings = keySet("تر تری ترین ترینی ترها ترهای")
)

func keySet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		key, _, _ := lang.Key(w)
		set[string(key)] = true
	}
	return set
}

// of is the habit that a place in a word belongs to, or nil.
func (s *style) of(key []byte, letter int) *habit {
	switch end := key[letter+1:]; {
	case pluralEndings[string(end)]:
		return &s.plural
	case degreeEndings[string(end)]:
		return &s.degree
	}
	return nil
}

// chosen reports whether the place may be solid because its author likes it so.
func (s *style) chosen(key []byte, letter int) bool {
	h := s.of(key, letter)
	return h != nil && float64(h.solid) > chosenShare*float64(h.solid+h.written)
}

// mostlySolid reports a word that texts of all kinds write solid for the most
// part: آنها is so by common use, not by an author's choice.
func mostlySolid(m *lang.Model, key []byte) bool {
	solid, written := m.Spellings(key)
	return solid >= solidShare*written
}

const solidShare = 3

// readStyles counts the habits of each block. A solid ending is one after a word
// to which other blocks join it by a ZWNJ.
func readStyles(c *corpus, models [2]*lang.Model) []style {
	styles := make([]style, c.blocks)
	for _, l := range c.lines {
		if l.tier != 'A' {
			continue
		}
		m := models[l.block%2]
		for _, t := range tokens(l.text) {
			for i := range len(t.key) - 1 {
				h := styles[l.block].of(t.key, i)
				if h == nil || !lang.Symbol(t.key[i]).JoinsNext() {
					continue
				}
				if t.mask>>i&1 == 1 {
					h.written++
				} else if n, joint := m.Pair(spell(t.key[:i+1]), spell(t.key[i+1:])); n >= minSeen && joint >= 0.5 {
					h.solid++
				}
			}
		}
	}
	return styles
}
