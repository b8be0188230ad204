package passes

import (
	"context"
	"math"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Readers that put out the words of a line from the left (PDFBox) take a word with a ZWNJ for one, and write a
// space for the ZWNJ: its parts stand in order among words that do not. Tuned on 13 public documents of XeTeX
// through PDFBox, in which 30 to 200 such places stand to none of the contrary, and on our own lines turned round word by word.
const (
	heldLeast = 3   // places of a text where an ending or a prefix stands on its side of the word
	heldSure  = 0.9 // probability of a ZWNJ from which on a gap is such a place
	heldMay   = 0.3 // and may be one in such a text
	heldMost  = 5.0 // nats that the probability of a ZWNJ says at most
)

// heldGaps are the spaces of lines in reverse order on both sides of which the parts of one word stand, in order.
func heldGaps(ctx context.Context, m *lang.Model, v *pass.View, lines []pass.Range) (map[int]bool, error) {
	t, one := v.Text, losesOne(m, v)
	var gaps []unitGap
	held, against := 0, 0
	for _, l := range lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		words := unitWords(t, l)
		for i := 1; i < len(words); i++ {
			a, b := words[i-1], words[i]
			if b.from-a.to != 1 || t[a.to].R != ' ' || a.text == "" || b.text == "" || !a.bare || a.stops {
				continue
			}
			ahead, back := m.Joint(a.key, b.key, nil, nil), m.Joint(b.key, a.key, nil, nil)
			switch {
			case ahead >= heldSure && ahead > back:
				held++
			case back >= heldSure:
				against++
			}
			if ahead < heldMay {
				continue
			}
			g := unitGap{at: a.to, gain: max(-heldMost, min(heldMost, math.Log(ahead/(1-ahead))))}
			var before, after string // in the order of reading
			if i+1 < len(words) && !words[i+1].stops {
				before = words[i+1].text
			}
			if i > 1 && !b.stops {
				after = words[i-2].text
			}
			g.gain += affinityTo(m, before, a.text) + affinity(m, a.text, b.text) + affinityTo(m, b.text, after)
			apart := b.text
			if one && string(b.key) == string(keyYeh) {
				apart = "یک"
			}
			g.gain -= affinityTo(m, before, apart) + affinityTo(m, apart, a.text) + affinityTo(m, a.text, after)
			gaps = append(gaps, g)
		}
	}
	if held < heldLeast || held <= against {
		return nil, nil
	}
	found := make(map[int]bool)
	for _, g := range gaps {
		if g.gain > 0 {
			found[g.at] = true
		}
	}
	return found, nil
}

// unitGap is a space that may stand for a ZWNJ, and what speaks for it in nats.
type unitGap struct {
	at   int
	gain float64
}

// unitWord is a token of a line in reverse order.
type unitWord struct {
	from, to int
	text     string
	key      []byte
	bare     bool // no sign stands between its letters and the space behind
	stops    bool // see core
}

func unitWords(t page.Text, l pass.Range) (words []unitWord) {
	for i := l.From; i < l.To; {
		from := i
		for i < l.To && !isSpace(t[i].R) {
			i++
		}
		w := unitWord{from: from, to: i}
		w.text, w.stops = core(t, pass.Range{From: from, To: i})
		w.bare = i > from && isLetterOrMark(t[i-1].R)
		switch w.text { // the yeh has no name in some fonts, see LostLetters
		case "م":
			w.text = "می"
		case "نم":
			w.text = "نمی"
		}
		if w.text != "" {
			var ok bool
			if w.key, _, ok = lang.Key(w.text); !ok {
				w.text = ""
			}
		}
		words = append(words, w)
		for i < l.To && isSpace(t[i].R) {
			i++
		}
	}
	return words
}

// affinityTo is affinity where one of the words may be none.
func affinityTo(m *lang.Model, a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	return affinity(m, a, b)
}
