package passes

import (
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Letters with spaces between.
const (
	spacedRun   = 3    // fewest single letters in a row
	rootRun     = 5    // the same in Arabic
	spacedPair  = 2    // the same in a line of nothing else
	spacedLine  = 6    // fewest letters of such a line
	spacedShort = 3    // letters up to which a word of spaced letters could be initials
	spacedCount = 20   // sightings of a word by which it is sure to be one
	spacedOften = 400  // the same for a short one
	spacedWhole = 5    // fewest letters of a run that may be one rare word
	spacedSure  = 0.97 // confidence of joining a known word
)

// apartLetter is a letter that stands by itself, with its marks and ZWNJ.
type apartLetter struct{ from, to int }

// spacedLetters joins the spaced words of a line. A run is letters with one space
// between each two; it must fall into known words, but for the word و.
func spacedLetters(edits []pass.Edit, m *lang.Model, v *pass.View, l pass.Range, joins bool) []pass.Edit {
	t, least, shortest := v.Text, spacedLeast(m), spacedRun
	if m.Language() == lang.Persian && allApart(t, l) {
		least, shortest = spacedPair, spacedPair
	}
	for i := l.From; i < l.To; {
		end := singleLetter(t, i, l)
		if end == i {
			i++
			continue
		}
		run := []apartLetter{{i, end}}
		for end+1 < l.To && isSpace(t[end].R) {
			next := singleLetter(t, end+1, l)
			if next == end+1 {
				break
			}
			run = append(run, apartLetter{end + 1, next})
			end = next
		}
		i = end
		if len(run) < least || len(run) == spacedRun && t[run[1].from].R == waw || !ownAround(m, v, pass.Range{From: run[0].from, To: end}) {
			continue // «ب و د» may be two of some choices
		}
		words := spelledWords(m, t, run, shortest)
		seams := spelledWhole(m, v, run)
		if words == nil && seams != nil || len(words) > 1 && len(seams) > 0 {
			words = [][2]int{{0, len(run)}}
		}
		for _, w := range words {
			if w[1]-w[0] < 2 {
				continue
			}
			var word page.Text
			for k, a := range run[w[0]:w[1]] {
				word = append(word, t[a.from:a.to]...)
				if joins && len(words) == 1 && slices.Contains(seams, k) && t[a.to-1].R != zwnj {
					word = append(word, inferred(zwnj))
				}
			}
			at := pass.Range{From: run[w[0]].from, To: run[w[1]-1].to}
			if at.To == end && end+1 < l.To && isSpace(t[end].R) && isStop(t[end+1].R) && (end+2 == l.To || isSpace(t[end+2].R)) {
				word = append(word, t[end+1]) // a sign that was spaced out with the word
				at.To = end + 2
			}
			edits = append(edits, v.Edit(at, word, reasonSpacedLetters, spacedSure))
		}
	}
	return edits
}

// spacedLeast is the fewest letters of a run: Arabic shows the letters of its roots, which are
// three, four by way of exception.
func spacedLeast(m *lang.Model) int {
	if m.Language() == lang.Arabic {
		return rootRun
	}
	return spacedRun
}

// allApart reports a line of single letters, with wider gaps between its words.
func allApart(t page.Text, l pass.Range) bool {
	letters, wide := 0, false
	for i := l.From; i < l.To; i++ {
		switch end := singleLetter(t, i, l); {
		case end > i:
			letters++
			i = end - 1
		case isArabic(t[i].R):
			return false
		}
		wide = wide || isSpace(t[i].R) && isSpace(at(t, i+1))
	}
	return wide && letters >= spacedLine
}

// singleLetter is the end of the letter at i, with its marks and a ZWNJ, if it
// stands by itself; otherwise i.
func singleLetter(t page.Text, i int, l pass.Range) int {
	if !isArabic(t[i].R) || i > l.From && (isArabic(t[i-1].R) || !partsWords(t[i-1].R)) {
		return i
	}
	end := i + 1
	for end < l.To && (isMark(t[end].R) || t[end].R == zwnj) {
		end++
	}
	if end < l.To && !partsWords(t[end].R) {
		return i
	}
	return end
}

// partsWords reports white space and the punctuation of sentences.
func partsWords(r rune) bool {
	return isWhite(r) || unicode.IsPunct(r) && r != '_' && r != '-' && r != '\'' && r != '/' && r != '*' && r != '@' && r != '#'
}

// spelledWords cuts a run of letters into known words, the likeliest way, as
// pairs of first letter and end. It fails if a letter is left over.
func spelledWords(m *lang.Model, t page.Text, run []apartLetter, least int) [][2]int {
	n := len(run)
	if n > 4*maxLetters {
		return nil
	}
	type state struct {
		logp float64
		from int
		word string
	}
	best := make([]state, n+1)
	for e := 1; e <= n; e++ {
		best[e].from = -1
		for f := max(0, e-maxLetters); f < e; f++ {
			if f > 0 && best[f].from < 0 {
				continue
			}
			word := string(runes(t, run[f:e]))
			if !spelled(m, word, e-f, least) {
				continue
			}
			p := best[f].logp + m.WordLogProb(best[f].word, word)
			if best[e].from < 0 || p > best[e].logp {
				best[e] = state{p, f, word}
			}
		}
	}
	if best[n].from < 0 {
		return nil
	}
	var words [][2]int
	for e := n; e > 0; e = best[e].from {
		words = append(words, [2]int{best[e].from, e})
	}
	return words
}

// spelledWhole reads a longer run of letters as one word that is known, however rare, or that surely has a ZWNJ before an ending or
// behind a prefix: those letters behind which it belongs. It is nil where the run is no word.
func spelledWhole(m *lang.Model, v *pass.View, run []apartLetter) (seams []int) {
	if len(run) < spacedWhole || len(run) > maxLetters || m.Language() != lang.Persian {
		return nil
	}
	rs := runes(v.Text, run)
	key, mask, ok := lang.Key(string(rs))
	if !ok || mask != 0 || len(key) != len(run) {
		return nil
	}
	seams = []int{}
	for _, p := range m.Seams(lang.Token{Word: key}) {
		if p.P >= sureSeam && gapKind(key[:p.Letter+1], key[p.Letter+1:]) != seamOther {
			seams = append(seams, p.Letter)
			mask |= 1 << p.Letter
		}
	}
	if !m.KnownKey(key, mask) {
		return nil
	}
	return seams
}

// spelled reports a word of so many letters at least that spaced letters may make.
func spelled(m *lang.Model, word string, letters, least int) bool {
	switch {
	case letters == 1:
		return word == "\u0648" // WAW, and
	case letters < least:
		return false
	case letters <= spacedShort:
		return m.Count(word) >= spacedOften
	}
	return m.Count(word) >= spacedCount
}

// runes are the code points of letters in a row, without a ZWNJ at the end.
func runes(t page.Text, run []apartLetter) []rune {
	var rs []rune
	for _, a := range run {
		for _, c := range t[a.from:a.to] {
			rs = append(rs, c.R)
		}
	}
	for len(rs) > 0 && rs[len(rs)-1] == zwnj {
		rs = rs[:len(rs)-1]
	}
	return rs
}

// A word with a space inside, tuned as glued words are.
const (
	splitLetters = 3    // fewest letters of the whole
	splitCount   = 30   // sightings of the whole
	splitRare    = 12   // sightings of the rarer part below which it is no word by itself
	splitMargin  = 6.0  // nats by which the words must be likelier
	splitCommon  = 1000 // sightings of a part that stands by itself everywhere
	splitWide    = 12.0 // nats beside such a part
	splitSure    = 0.95 // confidence
)

const zain = '\u0632' // ARABIC LETTER ZAIN, from in verse

// fromShare is the share of words that are the از of verse, in one letter, from which on
// a text writes it so: the divan of Hafez has 0.011, prose one in fifty of whose words
// are split 0.0002.
const (
	fromShare = 0.003
	fromCount = 3
)

// shortensFrom reports a text that writes از in one letter.
func (g *gluer) shortensFrom() bool {
	if !g.counted {
		n := 0
		for i := range g.words {
			if w := &g.words[i]; len(w.key) == 1 && w.key[0] == keyZain {
				n++
			}
		}
		g.counted, g.shortens = true, n >= fromCount && float64(n) >= fromShare*float64(len(g.words))
	}
	return g.shortens
}

var keyZain = byte(lang.SymbolOf(zain))

// join proposes to take out the space before a word that goes on in it.
func (g *gluer) join(edits []pass.Edit, i int) []pass.Edit {
	w := &g.words[i]
	if !w.after {
		return edits
	}
	last := &g.words[i-1]
	if g.brief && g.joined != i-1 && w.from-last.to == 1 && g.briefJoins(i) {
		g.joined = i
		return append(edits, g.v.Delete(pass.Range{From: int(last.to), To: int(w.from)}, reasonSplit, splitSure))
	}
	if w.mask|last.mask == 0 && g.s.isCommon(w) && g.s.isCommon(last) {
		return edits
	}
	t := g.v.Text
	if w.from-last.to != 1 || t[last.to].R != ' ' {
		return edits
	}
	a, _ := lastPiece(last)
	b, _ := firstPiece(w)
	n := len(a) + len(b)
	if n < splitLetters || n > maxLetters || g.s.commonPiece(last, a) && g.s.commonPiece(w, b) {
		return edits
	}
	both := pass.Range{From: int(last.from), To: int(w.to)}
	if string(b) == keyMi || has(t, both, isSpoken) {
		return edits // a verb begins; somebody shows how foreign words sound
	}
	var room [maxLetters]byte
	if g.m.CountKey(append(append(room[:0], a...), b...), 0) < splitCount { // as nearly all
		return edits
	}
	left, right := lang.Spell(a), lang.Spell(b)
	if left == string(waw) && g.m.Count(right) > 0 {
		return edits // and before a rare word
	}
	if (left == string(zain) || right == string(zain)) && g.shortensFrom() {
		return edits
	}
	whole := left + right
	if min(g.m.Count(left), g.m.Count(right)) >= splitRare {
		return edits
	}
	if seen, _ := g.m.Pair(left, right); seen > 0 {
		return edits
	}
	before := ""
	if last.mask == 0 && i > 1 && last.after {
		p, _ := lastPiece(&g.words[i-2])
		before = lang.Spell(p)
	}
	least := splitMargin
	if max(g.m.Count(left), g.m.Count(right)) >= splitCommon {
		least = splitWide
	}
	if g.m.WordLogProb(before, whole)-g.m.WordLogProb(before, left)-g.m.WordLogProb(left, right) < least {
		return edits
	}
	if !ownAround(g.m, g.v, both) {
		return edits
	}
	return append(edits, g.v.Delete(pass.Range{From: int(last.to), To: int(w.from)}, reasonSplit, splitSure))
}

// isSpoken reports a mark that tells how a letter sounds, which Persian leaves out but
// for words that readers do not know.
func isSpoken(r rune) bool { return r >= 0x064E && r <= 0x0652 } // FATHA ... SUKUN
