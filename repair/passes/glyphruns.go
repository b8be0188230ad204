package passes

import (
	"context"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// garbled is what such a text has for به نام.
const garbled = "\u062A\u0650 \u064B\u0627\u0645" // TEH, KASRA; FATHATAN, ALEF, MEEM

// GlyphRuns reads texts whose map gave the glyphs of a font, which follow one another, letters that follow
// one another.
func GlyphRuns(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "glyph-runs",
		Class: pass.Lossless,
		After: []string{"mojibake"},
		Doc: `Fault: words are of wrong letters, and vowel marks begin them (` + garbled + ` for به نام).
Cause: the ToUnicode map of the font has ranges over glyphs that stand for one letter in its shapes, then for the next: the first
code is right, and those behind it count up through the letters and marks of Unicode instead (Word's older Persian
fonts, printed to PDF).
Repair: which glyph each code stands for is learned from the words of the whole text, of which the shapes must reach each other, and
of which neighbouring codes stand for neighbouring glyphs; lines that are of known words then are read so (letter), with a
ZWNJ where shapes part what would join (joiner).
Left alone: texts in which few words begin with a mark; lines that are of known words as they stand; texts that are hardly
of known words even so.
Risk: names, which their neighbours alone tell.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return glyphRuns(ctx, m, v) },
	}
}

// What shows such a text, and how its codes are learned. Tuned on a report of 960 words through five readers.
const (
	markedLeast     = 12   // words that begin with a vowel mark,
	markedShare     = 0.04 // and share of them
	runReach        = 24   // code points that a range counts up at most
	runBeam         = 24   // readings of a word that are kept
	runRounds       = 4    // times that the codes are learned from the words that they explain
	runWords        = 1500 // words of a text that they are learned from,
	runCodes        = 16e3 // and code points of these, twice what the words of a text have
	runSample       = 4000 // code points of lines by which it is known whether it can be read
	runLongest      = 40   // code points of a word that are read together
	runLetters      = 4    // fewest letters of a word that tells
	runBeside       = 0.5  // what a glyph is told by the one before and the one behind it in the range
	runUnseen       = 0.1  // and what one is that no word has told
	runOwn          = 0.5  // and by those that stand for themselves, in whatever shape
	runRare         = 0.02 // share of the places of a code, below which it does not stand for a glyph
	runApart        = -6.0 // nats for shapes that do not reach each other
	runParted       = -4.0 // and for those that part what would join
	runKnownWord    = 4.0  // nats for a known word
	runKnown        = 0.8  // share of letters in known words of a text that is read
	runMarks        = 100  // fewest words with marks,
	runMarked       = 0.2  // and share of them, half of all
	runSolved       = 0.75 // of these, that are known when they are read: 0.78 and more of five texts
	runPlain        = 0.5  // and of some letters that are without their marks: words of Arabic with its vowels are
	runLong         = 0.3  // of those with marks, that are of some letters,
	runPlainLetters = 3    // which so many are
)

// glyphOrder are the letters in the order in which fonts have their glyphs.
const glyphOrder = "\u0627\u0628\u067E\u062A\u062B\u062C\u0686\u062D\u062E\u062F\u0630\u0631\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u06A9\u06AF\u0644\u0645\u0646\u0648\u0647\u06CC"

// shapeGlyph is a letter in one of its shapes.
type shapeGlyph struct {
	r          rune
	next, last bool // it reaches the next letter, and the one before
}

// orderedGlyphs are the glyphs of such a font: isolated, final, initial and medial shapes.
var orderedGlyphs = func() (glyphs []shapeGlyph) {
	for _, r := range glyphOrder {
		glyphs = append(glyphs, shapeGlyph{r, false, false}, shapeGlyph{r, false, true})
		if joinsNext(r) {
			glyphs = append(glyphs, shapeGlyph{r, true, false}, shapeGlyph{r, true, true})
		}
	}
	return glyphs
}()

// firstCode is the code of a letter in Unicode, which its first glyph in a range has.
func firstCode(r rune) rune {
	switch r {
	case script.PersianKeheh:
		return 0x0643 // KAF
	case script.PersianYeh:
		return 0x064A // YEH
	}
	return r
}

// isRunCode reports a code that a range may have counted up to.
func isRunCode(r rune) bool { return r >= 0x0627 && r <= 0x0652 } // ALEF, SUKUN

// isRunWord reports what words of such a text are of.
func isRunWord(r rune) bool { return isLetterOrMark(r) || isRunCode(r) }

// runGlyph is a glyph that a code may stand for.
type runGlyph struct {
	glyph  int // of orderedGlyphs, or -1 for the letter itself in whatever shape
	weight float64
	log    float64 // of the weight
}

type runReader struct {
	m      *lang.Model
	glyphs map[rune][]runGlyph

	kept, next []runReading // room for read

	marked, solved int // words with marks in the lines that were read, and those of them that are known then
}

// solves reports that marks stand for letters: most words with marks are known if they are read.
func (rr *runReader) solves() bool { return float64(rr.solved) >= runSolved*float64(rr.marked) }

// knownPlain reports a word that is known without its marks, from either end, in Persian or Arabic.
func knownPlain(m *lang.Model, letters []rune) bool {
	ahead := string(letters)
	slices.Reverse(letters)
	back := string(letters)
	for _, m := range []*lang.Model{m, lang.For(lang.Arabic)} {
		if known(m, ahead) || known(m, back) {
			return true
		}
	}
	return false
}

func newRunReader(m *lang.Model) *runReader {
	rr := &runReader{m: m, glyphs: make(map[rune][]runGlyph)}
	for code := rune(0x0627); code <= 0x0652; code++ {
		found := []runGlyph{{-1, 1, 0}}
		for g := range orderedGlyphs {
			for k := range min(g, runReach) + 1 {
				if firstCode(orderedGlyphs[g-k].r)+rune(k) == code {
					found = append(found, runGlyph{g, 1, 0})
					break
				}
			}
		}
		rr.glyphs[code] = found
	}
	return rr
}

// runReading is a word on its way.
type runReading struct {
	state lang.State
	logp  float64
	reach int8 // the last glyph reaches the next letter: 1, does not: 0, not known: -1
	r     rune // the last letter,
	glyph int  // and the glyph that it is of
	from  int  // the reading without it, among those that were kept; -1 for none
}

// runWord is a word that was read.
type runWord struct {
	state  lang.State
	logp   float64
	word   []rune
	glyphs []int
}

// read is the best reading of a word.
func (rr *runReader) read(start lang.State, word []rune) (best runWord) {
	kept := append(rr.kept[:0], runReading{state: start, from: -1})
	beam := kept // the end of kept
	for i, code := range word {
		next, first := rr.next[:0], len(kept)-len(beam) // the best first, of equal ones the one that was found first
		least := math.Inf(-1)                           // of those that can be kept
		for k, b := range beam {
			for _, g := range rr.of(code) {
				n, ok := rr.step(b, code, g, i+1 == len(word), least)
				if !ok || n.logp <= least {
					continue
				}
				n.from = first + k
				at, _ := slices.BinarySearchFunc(next, n, func(a, b runReading) int {
					if a.logp >= b.logp {
						return -1
					}
					return 1
				})
				if next = slices.Insert(next[:min(len(next), runBeam-1)], at, n); len(next) == runBeam {
					least = next[runBeam-1].logp
				}
			}
		}
		kept, rr.next = append(kept, next...), next
		beam = kept[len(kept)-len(next):]
	}
	rr.kept = kept
	for k, b := range beam {
		w := runWord{b.state, b.logp, make([]rune, len(word)), make([]int, len(word))}
		for i, at := len(word)-1, b; i >= 0; i, at = i-1, kept[at.from] {
			w.word[i], w.glyphs[i] = at.r, at.glyph
		}
		_, lp := rr.m.Step(b.state, ' ')
		w.logp += lp
		if known(rr.m, string(w.word)) {
			w.logp += runKnownWord
		}
		if k == 0 || w.logp > best.logp {
			best = w
		}
	}
	return best
}

// of are the glyphs of a code; letters that no range counts up to are themselves.
func (rr *runReader) of(code rune) []runGlyph {
	if g, ok := rr.glyphs[code]; ok {
		return g
	}
	return itself
}

var itself = []runGlyph{{-1, 1, 0}}

// step goes on from a reading by a glyph; not if what comes out is no more likely than least, as the
// letters that are read take from it only.
func (rr *runReader) step(b runReading, code rune, g runGlyph, end bool, least float64) (runReading, bool) {
	r, reach := code, int8(-1)
	logp := b.logp + g.log
	apart := false
	if g.glyph >= 0 {
		s := orderedGlyphs[g.glyph]
		r = s.r
		if reach = 0; s.next {
			reach = 1
		}
		apart = s.last && (b.from < 0 || b.reach == 0) || !s.last && b.reach == 1 || s.next && end
	} else {
		if isMark(code) || code == tatweel || code > 0x063A && code < 0x0640 { // no letter
			return b, false
		}
		apart = b.reach == 1 && !joinsPrevious(code)
		if !joinsNext(code) {
			reach = 0
		}
	}
	if apart {
		logp += runApart
	}
	if b.from >= 0 && b.reach == 0 && joinsNext(b.r) && joinsPrevious(r) {
		logp += runParted
	}
	if logp <= least {
		return b, false
	}
	state, lp := rr.m.Step(b.state, r)
	return runReading{state: state, logp: logp + lp, reach: reach, r: r, glyph: g.glyph}, true
}

// learn weighs the glyphs of each code by the words that they make.
func (rr *runReader) learn(ctx context.Context, words [][]rune) error {
	start, _ := rr.m.Step(rr.m.Unread(), ' ')
	for range runRounds {
		counts := make(map[rune]map[int]float64)
		seen := make(map[string]runWord, len(words)) // as many of the words are the same
		for i, w := range words {
			if i%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if len(w) < runLetters {
				continue
			}
			best, ok := seen[string(w)]
			if !ok {
				best = rr.read(start, w)
				seen[string(w)] = best
			}
			if !known(rr.m, string(best.word)) {
				continue
			}
			for k, g := range best.glyphs {
				if counts[w[k]] == nil {
					counts[w[k]] = make(map[int]float64)
				}
				counts[w[k]][g]++
			}
		}
		most := make(map[int]float64) // of a glyph at any code: a font draws it for one
		for code, found := range rr.glyphs {
			for k, g := range found {
				n := counts[code][g.glyph] + runUnseen
				if g.glyph >= 0 {
					n += runBeside * (counts[code-1][g.glyph-1] + counts[code+1][g.glyph+1])
					own := firstCode(orderedGlyphs[g.glyph].r)
					most[g.glyph] = max(most[g.glyph], n, runOwn*counts[own][-1])
				}
				found[k].weight = n
			}
		}
		for code, found := range rr.glyphs {
			sum := 0.0
			for k, g := range found {
				if g.glyph >= 0 {
					found[k].weight *= g.weight / most[g.glyph]
				}
				sum += found[k].weight
			}
			for k := range found {
				found[k].weight /= sum
				found[k].log = math.Log(found[k].weight)
			}
			rr.glyphs[code] = slices.DeleteFunc(found, func(g runGlyph) bool { return g.weight < runRare })
		}
	}
	return nil
}

func glyphRuns(ctx context.Context, m *lang.Model, v *pass.View) ([]pass.Edit, error) {
	if m == nil || m.Language() != lang.Persian || v.Firm || !shows(v, signMark) {
		return nil, nil
	}
	t := v.Text
	if !marksAreLetters(m, v) {
		return nil, nil
	}
	ahead := func(l pass.Range) page.Text { return t[l.From:l.To] }
	back := func(l pass.Range) page.Text { return turn(t, l, true, false) } // marks are letters here
	edits, read, err := runLines(ctx, m, v, ahead)
	if err != nil {
		return nil, err
	}
	turned, by, err := runLines(ctx, m, v, back)
	if by > read {
		edits = turned
	}
	return edits, err
}

// marksAreLetters reports a text in which many words have vowel marks, some begin with one, and hardly one is known
// without.
func marksAreLetters(m *lang.Model, v *pass.View) bool {
	t, shown := v.Text, linesOf(v)
	led := 0
	var marked []pass.Range
	for n, l := range v.Lines() {
		if shown[n].signs&signMark == 0 {
			continue
		}
		for w := range runWordsOf(t, l) {
			if isVowelMark(t[w.From].R) {
				led++
			}
			if has(t, w, isVowelMark) {
				marked = append(marked, w)
			}
		}
	}
	if led < markedLeast || len(marked) < runMarks { // as in nearly all texts: most have a few words with marks
		return false
	}
	all := 0
	for range runWordsOf(t, pass.Range{To: len(t)}) {
		all++
	}
	if float64(led) < markedShare*float64(all) || float64(len(marked)) < runMarked*float64(all) {
		return false
	}
	long, plain := 0, 0
	for _, w := range marked {
		if letters := plainOf(t[w.From:w.To]); len(letters) >= runPlainLetters {
			if long++; knownPlain(m, letters) {
				plain++
			}
		}
	}
	return float64(long) >= runLong*float64(len(marked)) && float64(plain) <= runPlain*float64(long)
}

// runLines reads the lines of a text, each as f puts it, and tells the share of their letters that is in known
// words then.
func runLines(ctx context.Context, m *lang.Model, v *pass.View, f func(pass.Range) page.Text) (edits []pass.Edit, share float64, _ error) {
	t := v.Text
	lines := v.Lines()
	var words [][]rune
	codes := 0
	enough := func() bool { return len(words) >= runWords || codes >= runCodes }
	for _, l := range lines {
		if enough() {
			break
		}
		line := f(l)
		for w := range runWordsOf(line, pass.Range{To: len(line)}) {
			if enough() {
				break
			}
			words, codes = append(words, runesOf(line[w.From:w.To])), codes+w.Len()
		}
	}
	rr := newRunReader(m)
	if err := rr.learn(ctx, words); err != nil {
		return nil, 0, err
	}
	asIs, read, letters := 0.0, 0.0, 0.0
	for i, l := range lines {
		if countRunCodes(t, l) == 0 {
			continue
		}
		if letters > runSample && !(read >= runKnown*letters && read > asIs && rr.solves()) {
			break
		}
		if i%64 == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		new := rr.line(f(l))
		before, after, n := m.Coverage(plainLetters(t, l)), m.Coverage(plainOf(new)), float64(l.Len())
		asIs, read, letters = asIs+n*before, read+n*after, letters+n
		if after > before || has(t, l, isVowelMark) {
			edits = append(edits, v.Edit(l, new, "letter", 0.9))
		}
	}
	if read < runKnown*letters || read <= asIs || !rr.solves() {
		return nil, 0, nil
	}
	return edits, read / letters, nil
}

func runesOf(t page.Text) []rune {
	rs := make([]rune, len(t))
	for i, c := range t {
		rs[i] = c.R
	}
	return rs
}

// countRunCodes is the number of codes of a line that may be others.
func countRunCodes(t page.Text, l pass.Range) (n int) {
	for _, c := range t[l.From:l.To] {
		if isRunCode(c.R) {
			n++
		}
	}
	return n
}

// runWordsOf are the words of a range.
func runWordsOf(t page.Text, l pass.Range) func(yield func(pass.Range) bool) {
	return func(yield func(pass.Range) bool) {
		for i := l.From; i < l.To; i++ {
			if !isRunWord(t[i].R) {
				continue
			}
			w := pass.Range{From: i, To: i}
			for w.To < l.To && isRunWord(t[w.To].R) && w.Len() < runLongest {
				w.To++
			}
			if !yield(w) {
				return
			}
			i = w.To - 1
		}
	}
}

// line is a line as its glyphs read.
func (rr *runReader) line(t page.Text) (out page.Text) {
	from := 0
	state, _ := rr.m.Step(rr.m.Unread(), ' ')
	for w := range runWordsOf(t, pass.Range{To: len(t)}) {
		out = append(out, t[from:w.From]...)
		from = w.To
		word := t[w.From:w.To]
		best := rr.read(state, runesOf(word))
		if swapped := swapMarks(word); swapped != nil {
			if b := rr.read(state, runesOf(swapped)); b.logp > best.logp || len(best.word) == 0 {
				word, best = swapped, b
			}
		}
		marked := slices.ContainsFunc(word, func(c page.Char) bool { return isVowelMark(c.R) })
		if marked {
			rr.marked++
		}
		if len(best.word) == 0 {
			out = append(out, word...)
			continue
		}
		if marked && known(rr.m, string(best.word)) {
			rr.solved++
		}
		state, _ = rr.m.Step(best.state, ' ')
		for k, r := range best.word {
			out = append(out, keep(word[k].From, r))
			if g := best.glyphs[k]; g >= 0 && !orderedGlyphs[g].next && k+1 < len(best.word) && joinsNext(r) {
				out = append(out, inferred(zwnj))
			}
		}
	}
	return append(out, t[from:]...)
}

// swapMarks is a word with the marks that follow one another in reverse order, as PDFium leaves them, nil if
// none do.
func swapMarks(t page.Text) (out page.Text) {
	for i := 0; i < len(t); i++ {
		from := i
		for i+1 < len(t) && isVowelMark(t[from].R) && isVowelMark(t[i+1].R) {
			i++
		}
		if i > from {
			if out == nil {
				out = slices.Clone(t)
			}
			slices.Reverse(out[from : i+1])
		}
	}
	return out
}
