package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LamAlef puts the letters of lam-alef ligatures in order.
func LamAlef(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "lam-alef",
		Class: pass.Inferred,
		After: []string{"direction", "letters"},
		Doc: `Fault: the two letters of each lam-alef stand the wrong way round, those of the ligature of Allah too.
Cause: a ligature is one glyph that stands for two letters; extractors that turn a line of glyphs round turn the
letters inside of it as well, pdftotext among them.
Repair: where words without a meaning become words by it, again and again, and hardly a lam-alef stands right, all words
are read the likelier way (swapped); an alef before an alef with hamza and lam is swapped wherever it stands.
Left alone: texts with few such words for their lam-alefs; where the text is not Persian, all but that alef.
Risk: a rare name in alef-lam on a page whose lam-alefs are swapped.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return lamAlef(ctx, m, v) },
	}
}

const (
	// swappedLeast: so many different words that only the swap makes words show that a text
	// swaps, one less where no lam-alef stands right. Poets' جمالت and خالش are such words.
	swappedLeast = 3
	// swappedMost: in a text that swaps all its ligatures such words are so many times as
	// many as lam-alefs that stand right, and swappedSome in one that swaps some, in which
	// only such words are touched. Clean Persian has about one for two thousand.
	swappedMost = 2.0
	swappedSome = 0.2
	// swappedBy, in nats, is by how much likelier a word must be swapped in such a text if
	// both are words, and swappedStrange if none is.
	swappedBy      = 0.5
	swappedStrange = 2.0
	// minArticled: a word of more letters that is one without its alef-lam has the article.
	minArticled = 4
	// maxSwaps bounds the places in a word that are tried together.
	maxSwaps = 5
)

const (
	lam = '\u0644' // LAM
	heh = '\u0647' // HEH
)

// swapped is a word that may have its lam-alefs the wrong way round.
type swapped struct {
	at, line      pass.Range
	new           page.Text
	certain       bool // no spelling has what stands there
	knew, knows   bool // it is a word as it stands, it is one when swapped
	before, after string
}

func lamAlef(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	t, shown := v.Text, linesOf(v)
	var found []swapped
	right, wrong := 0, 0
	words := map[string]bool{} // that stand wrong
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].isStrange() {
			continue
		}
		if n%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i := l.From; i < l.To; i++ {
			if !isArabic(t[i].R) {
				continue
			}
			w := wordAfter(t, l, i)
			places := 0
			for ; i < w.To; i++ {
				switch r, next := t[i].R, at(t, i+1); {
				case r == lam && isAlef(next):
					right++
				case isAlef(r) && next == lam, r == heh && next == lam && at(t, i+2) == lam:
					places++
				}
			}
			if places == 0 {
				continue
			}
			if s, ok := swap(m, t, l, w); ok && (s.certain || persianAround(t, w)) {
				if found = append(found, s); s.certain || !s.knew && s.knows {
					wrong++
					words[s.before] = true
				}
			}
		}
	}
	swaps := len(words) >= swappedLeast || len(words) == swappedLeast-1 && right == 0
	all := swaps && float64(wrong) >= swappedMost*float64(right)
	some := swaps && float64(wrong) >= swappedSome*float64(right)
	for _, s := range found {
		switch {
		case s.certain, some && !s.knew && s.knows:
			edits = append(edits, v.Edit(s.at, s.new, "swapped", 0.95))
		case all && s.likelier(m, t):
			edits = append(edits, v.Edit(s.at, s.new, "swapped", 0.85))
		}
	}
	return edits, nil
}

// swap finds the likeliest word that the word at w becomes when lam-alefs are swapped in it.
func swap(m *lang.Model, t page.Text, l, w pass.Range) (s swapped, ok bool) {
	word := t[w.From:w.To]
	var places []int
	for i := 0; i+1 < len(word); i++ {
		if isAlef(word[i].R) && word[i+1].R == lam || word[i].R == heh && word[i+1].R == lam && i+2 < len(word) && word[i+2].R == lam {
			places = append(places, i)
			i++
		}
	}
	s = swapped{at: w, line: l, before: word.String()}
	s.new = slices.Clone(word)
	for i := 1; i+1 < len(word); i++ { // no word has an alef before one with hamza
		if r := s.new[i].R; s.new[i-1].R == alef && (r == '\u0623' || r == '\u0625') && s.new[i+1].R == lam { // HAMZA ABOVE, BELOW
			s.new[i], s.new[i+1], s.certain = s.new[i+1], s.new[i], true
		}
	}
	if s.certain {
		return s, true
	}
	if len(places) == 0 || len(places) > maxSwaps {
		return s, false
	}
	s.knew = m.Known(s.before) || len(word) > minArticled && word[0].R == alef && word[1].R == lam && m.Known(word[2:].String())
	best := 0.0
	for set := 1; set < 1<<len(places); set++ {
		new := slices.Clone(word)
		for k, i := range places {
			switch {
			case set&(1<<k) == 0:
			case new[i].R == heh:
				new[i], new[i+2] = new[i+2], new[i]
			default:
				new[i], new[i+1] = new[i+1], new[i]
			}
		}
		after := new.String()
		knows, p := m.Known(after), m.WordLogProb("", after)
		if set == 1 || knows && !s.knows || knows == s.knows && p > best {
			s.new, s.after, s.knows, best = new, after, knows, p
		}
	}
	return s, true
}

// likelier reports that a word is likelier swapped, between its neighbours.
func (s *swapped) likelier(m *lang.Model, t page.Text) bool {
	switch {
	case s.knew && !s.knows:
		return false
	case !s.knew && s.knows:
		return true
	case !s.knew:
		return m.LogProb(nil, []rune(s.after)) > m.LogProb(nil, []rune(s.before))+swappedStrange
	}
	from, to := s.at.From, s.at.To
	for from > s.line.From && isSpace(t[from-1].R) {
		from--
	}
	for to < s.line.To && isSpace(t[to].R) {
		to++
	}
	left, right := wordBefore(t, s.line, from), wordAfter(t, s.line, to)
	before, after := t[left.From:left.To].String(), t[right.From:right.To].String()
	asIs := m.WordLogProb(before, s.before) + m.WordLogProb(s.before, after)
	turned := m.WordLogProb(before, s.after) + m.WordLogProb(s.after, after)
	return turned > asIs+swappedBy
}

func isAlef(r rune) bool { return r == alef || r == '\u0622' || r == '\u0623' || r == '\u0625' } // WITH MADDA, HAMZA ABOVE, BELOW
