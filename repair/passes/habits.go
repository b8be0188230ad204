package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// ZWNJPolicy says what may be done about ZWNJs.
type ZWNJPolicy uint8

const (
	// RestoreZWNJ puts back what was lost, in the way the document itself writes:
	// where it writes pluralEndings solid and verbs with ZWNJ, pluralEndings stay solid.
	RestoreZWNJ ZWNJPolicy = iota
	// KeepZWNJ adds none and moves none.
	KeepZWNJ
	// AcademyZWNJ writes as the Academy of Persian Language and Literature
	// prescribes (dastur-e khatt, 2022), whatever the document's habit: half-spaces
	// for spaces too.
	AcademyZWNJ
)

// Habits is how a document writes its ZWNJs. Learn it from all pages that belong
// together; the zero value knows nothing.
type Habits struct {
	written [seamKinds]int // a ZWNJ stands
	solid   [seamKinds]int // nothing stands where one is sure to belong
	spaced  [seamKinds]int // a space stands there
	apart   [seamKinds]int // a space stands there and is surely right: می that is wine
	loose   int            // a space stands in a word that most texts write solid: آن ها
	close   int            // such a word stands solid: آنها
	beyond  int            // places in solid beyond doubt, none of which an author can have wanted so
	words   int            // all Persian words
	brief   bool           // the text is, see hasFewLines
	ordered bool           // see Context.Ordered: what is written was lost too

	language lang.Language // of the document
	speller  *speller      // what was asked of the model so far; nil without a model
}

// Sureness at which a place counts as evidence of a habit.
const sureSeam = 0.9

// LearnHabits reads a document's habits off its text.
func LearnHabits(m *lang.Model, t page.Text) *Habits {
	return habitsWith(newSpeller(m), persianWords(t), t, textLanguage(t[:min(len(t), sample)]))
}

func habitsWith(s *speller, words []persianWord, t page.Text, language lang.Language) *Habits {
	h := habitsOf(s, words)
	h.countSpaced(s, words)
	h.brief = hasFewLines(t)
	h.language, h.speller = language, s
	return h
}

// spellerOf is the speller that the habits were learned with, if it asks the
// same model, or a new one.
func (h *Habits) spellerOf(m *lang.Model) *speller {
	if h != nil && h.speller != nil && h.speller.m == m {
		return h.speller
	}
	return newSpeller(m)
}

// habitsOf counts what is written with a ZWNJ and what stands solid.
func habitsOf(s *speller, words []persianWord) *Habits {
	h := &Habits{words: len(words)}
	for i := range words {
		w := &words[i]
		if w.mask != 0 {
			for n := range w.key {
				if w.mask>>n&1 == 1 {
					h.written[s.kind(w.key, n)]++
				}
			}
			continue
		}
		seams := s.seams(words, i)
		if len(seams) > 0 && s.usuallySolid(w) {
			h.close++
		}
		for _, p := range seams {
			if p.P < sureSeam {
				continue
			}
			k := s.kind(w.key, p.Letter)
			h.solid[k]++
			if p.P >= restoreFewAt && k.required() && s.attested(w.key[:p.Letter+1], w.key[p.Letter+1:]) {
				h.beyond++
			}
		}
	}
	return h
}

// countSpaced counts the spaces where a ZWNJ surely belongs.
func (h *Habits) countSpaced(s *speller, words []persianWord) {
	for i := range words {
		if !words[i].after {
			continue
		}
		k := gapBefore(words, i)
		if k == seamOther {
			continue
		}
		if s.usuallyOne(&words[i-1], &words[i]) {
			h.loose++
		}
		switch p := s.joint(words, i); {
		case p >= sureSeam:
			h.spaced[k]++
		case p <= 1-sureSeam:
			h.apart[k]++
		}
	}
}

func sum(a [seamKinds]int) (n int) {
	for _, v := range a {
		n += v
	}
	return n
}

const (
	// A document that writes this share of its ZWNJs has not lost them; what it
	// writes solid is its habit, or a slip.
	healthyShare = 0.5
	// Prose needs a ZWNJ in 7 to 9 of 100 words. Where fewer than this share of the
	// words surely lack one, none were lost: an author's spelling, or verse.
	lostDensity = 0.02
	// A kind of place that a healthy document writes with ZWNJ at least this often
	// is its habit, and what stands solid is a slip.
	habitShare = 0.9
	// Fewest written places that make a habit.
	habitCount = 5
	// Sure losses from which on a text is known to have lost its ZWNJs.
	lostCount = 4
	// A space is a slip only where no more than this share of its kind is right.
	apartShare = 0.02
)

// lost reports whether ZWNJs of this kind were lost, so that every sure place is
// to be restored.
func (h *Habits) lost(k seamKind) bool {
	written, solid := sum(h.written), sum(h.solid)
	if h.ordered {
		if k == seamOther || k == seamDegree { // within a run, at whose end a ZWNJ would stand: the author's
			return false
		}
		written, solid = 0, written+solid
	}
	if float64(solid) < lostDensity*float64(h.words) || float64(written) >= healthyShare*float64(written+solid) {
		return false
	}
	if k.required() {
		return true
	}
	// What may be solid by choice was lost only where the rest was.
	must := 0
	for r := range seamKinds {
		switch {
		case r.required() && h.ordered:
			must += h.solid[r] + h.written[r]
		case r.required():
			must += h.solid[r] - h.written[r]
		}
	}
	return must > 0
}

// few reports a text so short that its losses may be the author's spelling, or one in which most of what
// is left was never lost.
func (h *Habits) few() bool { return h.ordered || h.beyond == 0 && sum(h.solid) < lostCount }

// lostInBrief reports whether what stands solid between two pieces in a text of a line or a few was
// lost: a word is misread there, or the text writes no ZWNJ at all and types no spaces for them, or
// it writes as many in other places of the kind. Comparatives are written solid by many (بزرگتر).
func (h *Habits) lostInBrief(k seamKind, right []byte) bool {
	switch plurals := h.written[seamPlural] - h.solid[seamPlural]; {
	case sum(h.written)+sum(h.spaced) == 0:
		return k != seamDegree
	case k == seamHeh && pluralEndings[string(right)]:
		return plurals >= 0
	case k.required():
		return true
	case k == seamPlural:
		return h.written[k] > 0 && plurals >= 0
	}
	return k == seamDegree && h.written[k] > 0
}

// slip reports whether what stands solid in such a place is a slip. Only verbs
// tell: careful authors write pluralEndings and compounds now so, now so.
func (h *Habits) slip(k seamKind) bool {
	return k == seamVerb && h.written[k] >= habitCount && float64(h.written[k]) >= habitShare*float64(h.written[k]+h.solid[k])
}

// spacedSlip reports whether a space in such a place is a slip: the document all
// but always writes a ZWNJ there, or, in a line or a few, as often as not. Compounds are left out, which authors part now
// so, now so.
func (h *Habits) spacedSlip(k seamKind) bool {
	n := h.written[k]
	if h.lost(k) { // learned before they were restored
		n += h.solid[k]
	}
	if h.brief {
		return k != seamOther && n >= max(1, h.spaced[k]) && h.apart[k] == 0
	}
	return k != seamOther && n >= habitCount && float64(h.apart[k]) <= apartShare*float64(n) && float64(n) >= habitShare*float64(n+h.spaced[k])
}

// writes reports a text that writes its ZWNJs: most places that could have one do.
func (h *Habits) writes() bool {
	written := sum(h.written)
	return written >= habitCount && float64(written) >= writesShare*float64(written+sum(h.solid)+sum(h.spaced))
}

// spacesForJoiners reports a text that has spaces where its ZWNJs were, if it came out of a program
// that writes them so. Who types spaces writes words solid that most write solid (آنها): where a
// space parts these too, it was none.
func (h *Habits) spacesForJoiners() bool {
	written, solid, spaced := sum(h.written), sum(h.solid), sum(h.spaced)
	return spaced >= joinerSpaces && float64(written+solid) <= joinerOthers*float64(spaced) && h.close <= looseTimes*h.loose+looseLeast
}

const (
	joinerSpaces = 2   // places where a ZWNJ surely belongs and a space stands
	joinerOthers = 0.2 // places with a ZWNJ or nothing, for each of these, that other repairs may have made
)

// Words that most texts write solid, for each that has a space inside, up to which the spaces of
// a text are ZWNJs, and how many say nothing.
const (
	looseTimes = 2
	looseLeast = 1
)

// writesShare: on scans of texts that have all of theirs nine in ten come through.
const writesShare = 0.7
