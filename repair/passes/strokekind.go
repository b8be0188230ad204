package passes

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// kind is how a line is stretched: letter stands seen times behind seen, sheen,
// sad and dad, and other times behind other letters, 0 for never.
type kind struct {
	letter      rune
	seen, other int
}

// kinds lists the ways in which a line can be stretched by a letter.
func (s *strays) kinds(l pass.Range, letter rune) (kinds []kind) {
	t, most, behind := s.v.Text[l.From:l.To], 0, false
	for i := 0; i < len(t); i++ {
		if t[i].R != letter {
			continue
		}
		from := i
		for i+1 < len(t) && t[i+1].R == letter {
			i++
		}
		most = max(most, i+1-from)
		behind = behind || from > 0 && isSeen(t[from-1].R)
	}
	for k := 1; k <= min(most, maxStroke); k++ {
		if behind {
			kinds = append(kinds, kind{letter, k, 0})
		}
		for seen := k; seen <= min(most, k+2, maxStroke); seen++ {
			kinds = append(kinds, kind{letter, seen, k})
		}
	}
	return kinds
}

// isSeen reports the letters with a row of teeth and a bowl, whose joining
// stroke typesetters stretch first.
func isSeen(r rune) bool { return r >= 0x0633 && r <= 0x0636 } // SEEN, SHEEN, SAD, DAD

// count is how many strokes stand behind a letter.
func (k kind) count(r rune) int {
	if isSeen(r) {
		return k.seen
	}
	return k.other
}

// hit and miss are the log probabilities that a letter which joins on carries
// strokes in a line of this kind, or none.
func (k kind) hit(r rune) float64 { return k.odds(r).hit }

func (k kind) miss(r rune) float64 { return k.odds(r).miss }

// odds are the two log probabilities.
type odds struct{ hit, miss float64 }

func oddsOf(chance float64) odds { return odds{math.Log(chance), math.Log(1 - chance)} }

var seenOdds, mixedOdds, joinedOdds = oddsOf(seenHit), oddsOf(mixedHit), oddsOf(joinedHit)

func (k kind) odds(r rune) odds {
	switch {
	case isSeen(r) && k.other == 0:
		return seenOdds
	case isSeen(r):
		return mixedOdds
	case k.other == 0:
		return odds{}
	}
	return joinedOdds
}

// untouched is the price of a word in which no letter carries strokes.
func (k kind) untouched(t page.Text, w pass.Range) (price float64) {
	for i := w.From; i+1 < w.To; i++ {
		if r := t[i].R; (k.other > 0 || isSeen(r)) && joinsNext(r) && isArabic(t[i+1].R) {
			price += k.miss(r)
		}
	}
	return price
}
