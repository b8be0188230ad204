package passes

import (
	"context"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Vowelled puts the marks of vowelled Arabic behind the letters that carry them.
func Vowelled(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "vowelled",
		Class: pass.Lossless,
		After: []string{"direction"},
		Doc: `Fault: in a verse or a prayer every mark has a space before it and stands before its letter: «ِب ْس ِم».
Cause: pdftotext takes a letter with a mark painted above it for a word, of which the mark begins further right.
Repair: in lines with as many marks as only vowelled Arabic has, nearly all of them so, a mark goes behind the letter that
follows it, behind the next one if that is an alef, and the space before it goes, but for one before an article and one that parts two
words that are known (led). Where more alefs would carry a vowel so than otherwise, and where no letter follows, the mark goes to the
letter before it (behind).
Left alone: lines in which marks stand on letters; a mark at the end of a line of marks that lead, which may be of another.
Risk: words that this model of Persian does not know are not parted.`,
		Run: func(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			if m == nil || v.Firm || !shows(v, signMark) {
				return nil, nil
			}
			shown := linesOf(v)
			led := vowelsLead(v)
			for n, l := range v.Lines() {
				if shown[n].signs&signMark == 0 {
					continue
				}
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if at := shown[n].within(l); vowelsApart(v.Text, at) {
					edits = append(edits, vowelsBehind(m, v, at, led))
				}
			}
			return edits, nil
		},
	}
}

// What shows that the marks of a vowelled line stand apart: so many of them that have a space
// or the start of the line before them and a letter behind, and so many times as many as others.
const (
	vowelsLeast = 3
	vowelsMost  = 3
	vowelsShare = 0.35 // of the letters: Persian shows the vowels of single words
)

// vowelsApart reports a vowelled line whose marks have spaces before them.
func vowelsApart(t page.Text, l pass.Range) bool {
	if !isVowelled(t, l) {
		return false
	}
	apart, on, letters := 0, 0, countLetters(t, l)
	for i := l.From; i < l.To; i++ {
		switch {
		case !isVowelMark(t[i].R):
		case i == l.From || t[i-1].R == ' ':
			for i+1 < l.To && isVowelMark(t[i+1].R) {
				i++
			}
			if isArabic(at(t[:l.To], i+1)) {
				apart++
			}
		case isArabic(t[i-1].R):
			on++
		}
	}
	return apart >= vowelsLeast && apart >= vowelsMost*on && float64(apart) >= vowelsShare*float64(letters)
}

// vowelsLead reports that the marks of such lines stand before their letters: more lines begin than
// end with one, and alefs, which carry none within a word, have fewer behind them than before.
func vowelsLead(v *pass.View) bool {
	t, shown := v.Text, linesOf(v)
	lead, follow := 0, 0
	for n, l := range v.Lines() {
		l = shown[n].within(l)
		if shown[n].signs&signMark == 0 || !vowelsApart(t, l) {
			continue
		}
		if isVowelMark(t[l.From].R) {
			lead++
		}
		for i := l.From + 2; i+1 < l.To; i++ {
			if !isVowelMark(t[i].R) || t[i-1].R != ' ' {
				continue
			}
			if t[i-2].R == alef {
				lead++
			}
			if t[i+1].R == alef && at(t, i+2) != lam {
				follow++
			}
		}
		if isVowelMark(t[l.To-1].R) {
			follow++
		}
	}
	return lead >= follow
}

// vowelsBehind writes such a line anew.
func vowelsBehind(m *lang.Model, v *pass.View, l pass.Range, led bool) pass.Edit {
	t := v.Text
	var out page.Text
	var seams []seam // in the run of letters that is being written
	start := 0       // of the run in out
	flush := func() {
		out = append(out[:start], partVowelled(m, out[start:], seams)...)
		seams = nil
	}
	for i := l.From; i < l.To; {
		space := t[i].R == ' ' && isVowelMark(at(t[:l.To], i+1))
		if !space && !isVowelMark(t[i].R) {
			if out = append(out, t[i]); t[i].R == ' ' {
				last := out[len(out)-1]
				out = out[:len(out)-1]
				flush()
				out = append(out, last)
				start = len(out)
			}
			i++
			continue
		}
		to, marks := i, page.Text(nil)
		for to < l.To && (isVowelMark(t[to].R) || t[to].R == ' ' && isVowelMark(at(t[:l.To], to+1))) {
			if t[to].R != ' ' {
				marks = append(marks, t[to])
			}
			to++
		}
		switch next := at(t[:l.To], to); {
		case to == l.To && led: // it may be of another line
			flush()
			out = append(out, t[i:to]...)
			start = len(out)
		case to == l.To, !isArabic(next): // of the letter before
			out = append(out, marks...)
		default:
			each := len(marks) == 2 && isVowel(marks[0].R) && isVowel(marks[1].R) && len(out) > start // letter has one
			if each {
				out, marks = append(out, marks[0]), marks[1:]
			}
			if !led && !each && len(out) > start {
				out = append(out, marks...)
				break
			}
			if space {
				before := at(out, len(out)-1)
				article := next == alef && at(t[:l.To], to+1) == lam
				seams = append(seams, seam{len(out) - start, article || !isArabic(before) && !isMark(before), t[i]})
			}
			out = append(out, t[to])
			if to++; next == alef && isArabic(at(t[:l.To], to)) { // which carries none
				out = append(out, t[to])
				to++
			}
			out = append(out, marks...)
		}
		i = to
	}
	flush()
	reason := "behind"
	if led {
		reason = "led"
	}
	return v.Edit(l, out, reason, 0.9)
}

// isVowel reports FATHATAN to KASRA, of which a letter has one.
func isVowel(r rune) bool { return r >= fathatan && r <= kasra }

// seam is a place in a run of letters at which a space stood before a mark.
type seam struct {
	at    int
	sure  bool // it parts words, for an article follows or a sign stands before it
	space page.Char
}

// partedSeen is the sightings of a word from which on it may stand between two seams.
const partedSeen = 30

// partVowelled writes the spaces of the seams that part words: the fewest unknown words, of
// them the fewest words.
func partVowelled(m *lang.Model, run page.Text, seams []seam) page.Text {
	const unknown = 4 // words that one which nobody knows counts as
	type way struct{ cost, from int }
	ends := append(append([]seam{{at: 0}}, seams...), seam{at: len(run)})
	best := make([]way, len(ends))
	first := 0  // seam that a word can begin at
	var far int // the best of those that are so far before a seam that no word is as long
	for e := 1; e < len(ends); e++ {
		if ends[e-1].sure {
			first = e - 1
		}
		best[e].cost = -1
		allah := false
		for f := e - 1; f >= max(first, e-maxLetters); f-- {
			word := unmarked(run, pass.Range{From: ends[f].at, To: ends[e].at})
			cost := best[f].cost + unknown
			allah = strings.HasSuffix(word, swappedAllah)
			if len(word) > len("\u0628") && m.Count(word) >= partedSeen || allah { // BEH: more than a letter
				cost = best[f].cost + 1
			}
			if best[e].cost < 0 || cost < best[e].cost {
				best[e] = way{cost, f}
			}
		}
		f := e - maxLetters - 1 // a letter stands between any two seams
		if f < first {
			continue
		}
		if f == first || best[f].cost <= best[far].cost {
			far = f
		}
		cost := best[far].cost + unknown
		if allah {
			cost = best[far].cost + 1
		}
		if cost < best[e].cost {
			best[e] = way{cost, far}
		}
	}
	parts := make(map[int]bool)
	for e := len(ends) - 1; e > 0; e = best[e].from {
		parts[best[e].from] = true
	}
	var out page.Text
	for e := 1; e < len(ends); e++ {
		if e > 1 && parts[e-1] {
			out = append(out, ends[e-1].space)
		}
		out = append(out, run[ends[e-1].at:ends[e].at]...)
	}
	return out
}
