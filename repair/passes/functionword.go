package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// forwardWords are the most frequent function words of Persian and Arabic whose
// reverse is no word; backwardWords are their reverses.
var forwardWords, backwardWords = func() (f, b map[uint64]bool) {
	f, b = map[uint64]bool{}, map[uint64]bool{}
	for w := range strings.FieldsSeq("به از که این است شود شد شده کرد کرده برای آن های می یک خود بود بین نیز باید دارد پس چون همه من على إلى التي الذي عن هذا هذه كان قد") {
		t := page.TextOf(w)
		f[shortWord(t)] = true
		slices.Reverse(t)
		b[shortWord(t)] = true
	}
	for w := range b {
		if f[w] {
			delete(f, w)
			delete(b, w)
		}
	}
	return f, b
}()

// suspect is the gate: presentation forms, or function words that stand
// backwards more often than the right way round, which backs tells.
func suspect(t page.Text, l pass.Range, shown *line, backs *bool) bool {
	if shown.signs&signForm != 0 && has(t, l, isForm) {
		return true
	}
	forward, backward := 0, 0
	for i := l.From; i < l.To; i++ {
		if !isInWord(t[i].R) {
			continue
		}
		w := wordAfter(t, l, i)
		if w.Len() <= functionLetters && functionFirst[uint8(t[w.From].R)] {
			switch s := shortWord(t[w.From:w.To]); {
			case forwardWords[s]:
				forward++
			case backwardWords[s]:
				backward++
			}
		}
		i = w.To - 1
	}
	*backs = backward > forward // then words that are known either way say nothing
	return *backs || forward == 0
}

// functionFirst tells, by the last byte of its code point, the letters with which one of
// the words begins.
var functionFirst = func() (t [256]bool) {
	for _, set := range []map[uint64]bool{forwardWords, backwardWords} {
		for w := range set {
			for w > 0xFFFF {
				w >>= 16
			}
			t[uint8(w)] = true
		}
	}
	return t
}()

// functionLetters is the longest word that shortWord can hold.
const functionLetters = 4

// shortWord is a word of at most functionLetters code points below U+10000 in one
// number, 0 for any other.
func shortWord(t page.Text) (w uint64) {
	for _, c := range t {
		if c.R > 0xFFFF {
			return 0
		}
		w = w<<16 | uint64(c.R)
	}
	return w
}
