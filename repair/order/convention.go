package order

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// Convention is how a document stores its lines: one program wrote all of them. The
// other fields are for lines of segments.
type Convention struct {
	Segments bool // by the law of SearchSegments, not as plain reversals
	Doubled  bool // every run had a space put behind it
	Mirrored bool // brackets and quotes are those of the page, seen from the left
	Bullet   rune // opens list items, 0 for none
	TwoFonts bool // Farsi yehs of some lines are from another font
	Cut      Cut  // how many runs plain reversals have; Reader.Recut finds it out
}

// The two kinds of documents are told apart by the likelihood of their lines: in
// one with segments a share of the lines reads only as mixed, in the other each
// line is a plain reversal, whatever the model likes a little better.
const (
	conventionSample = 32   // lines that are searched
	mixedLines       = 0.25 // share of lines with segments in a document that has them
	mixedCap         = 12.0 // nats that one line says at most
	doubledSays      = 10.0 // nats in favour of segments where most lines have words two spaces apart
	halfSays         = 6.0  // nats against them where about half have: of pages of eight to twenty lines with segments one in six is such a page
	mixedSays        = 18.0 // nats against them where only some have
	singleSays       = 40.0 // nats against them elsewhere: plain reversals reach 35, texts with segments 45 and more but for lists of ten lines
	tornSays         = 50.0 // nats against them in texts whose yehs are from another font: plain reversals pass 34
)

// Convention judges scrambled lines of one document.
func (rd *Reader) Convention(lines [][]rune) Convention {
	c := rd.look(lines)
	prior := -singleSays
	switch n := doubled(lines); {
	case most(n, lines):
		prior = doubledSays
	case about(n, lines) && !c.TwoFonts:
		prior = -halfSays
	case c.TwoFonts: // runs that break at every yeh read in many orders
		prior = -tornSays
	case some(n, lines):
		prior = -mixedSays
	}
	said, sure := 0.0, false
	if prior <= -singleSays {
		said, sure = rd.evidence(lines, prior, Options{Law: c, probe: true})
	}
	if !sure { // spaces that are doubled now and then are themselves a sign of segments
		said, _ = rd.evidence(lines, prior, Options{Law: c})
	}
	if c.Segments = prior+said > 0; !c.Segments {
		c.Bullet = endBullet(lines)
	}
	return c
}

// A document without segments is known by fewer lines, and by searches that go less
// deep: what these miss are mixed readings. Of texts with segments a probe says 45 nats
// and more, where they have 16 lines; of plain reversals 8 at most, but for one list. Of
// 28 held-out pages with segments whose spaces were made single, those that are told say
// 14 nats and more by their first eight lines; of ten pages of plain reversals nine
// say nothing by then. Where each of the first four lines reads worse mixed by 3 nats, others tell
// nothing else: so it is for 222 of 351 pages of plain reversals and halves of them, and for none of
// 16 pieces of 12 lines and more with segments whose spaces were made single.
const (
	probeWorse = 4   // lines after which it is enough that each speaks against segments
	probeFar   = 3.0 // nats by which such a line reads worse mixed
	probeLeast = 8   // lines after which little in favour of segments is enough
	probeFirst = 7.0 // nats that are little by then, where there are more lines than a few
	probeFew   = 12  // lines of a text that are too few to leave probeSays open
	probeSays  = 5.0 // nats in favour of them that call for a deep search
)

// evidence is what a sample of lines says in favour of segments, in nats, or as much of it as
// decides beside a prior; sure is false where probes did not.
func (rd *Reader) evidence(lines [][]rune, prior float64, opt Options) (said float64, sure bool) {
	every := 1 + len(lines)/conventionSample
	n := (len(lines) + every - 1) / every
	seen, worse, little := 0, 0, 0.0
	if n >= probeFew {
		little = probeFirst
	}
	for _, first := range [...]int{0, 2, 1, 3} { // all parts of the document early
		for k := first; k < n; k += 4 {
			left := float64(n - seen)
			switch {
			case prior+said+left*math.Log1p(-mixedLines) > 0, prior+said+left*says(mixedCap) <= 0:
				return said, true // whatever the others say
			case opt.probe && seen >= probeLeast && said <= little:
				return said, true
			case opt.probe && n >= probeFew && seen >= probeWorse && worse == seen:
				return said, true
			}
			by := rd.mixedBy(lines[k*every], opt)
			said += says(by)
			if seen++; by <= -probeFar {
				worse++
			}
		}
	}
	least := probeSays
	if n < probeFew {
		least = 0
	}
	return said, !opt.probe || prior+said > 0 || said < least
}

// says is what a line says in favour of segments that reads so much better mixed, in nats.
func says(by float64) float64 {
	return math.Log(mixedLines*math.Exp(min(by, mixedCap)) + 1 - mixedLines)
}

// mixedBy is how much better a line reads mixed than as a plain reversal.
func (rd *Reader) mixedBy(line []rune, opt Options) float64 {
	cands := rd.candidates(line, opt)
	by := mixedBy(cands)
	if by > 0 {
		// Reversals have a search of their own that goes deeper into words.
		by = min(by, reads(cands, Reading.Mixed)-reads(rd.candidates(line, Options{}), func(Reading) bool { return true }))
	}
	return by
}

// look is what the lines show of a convention with segments.
func (rd *Reader) look(lines [][]rune) Convention {
	return Convention{
		Segments: true, Doubled: some(doubled(lines), lines), Mirrored: mirrored(lines),
		Bullet: bullet(lines), TwoFonts: torn(rd.m, lines),
	}
}

// torn reports that some lines have Farsi yehs from another font.
func torn(m *letters, lines [][]rune) bool {
	n := 0
	for _, line := range lines {
		if isTorn(m, line) {
			if n++; n == minTorn {
				return true
			}
		}
	}
	return false
}

func isTorn(m *letters, line []rune) bool {
	s := lettersOf(m, line, Options{})
	return s != nil && s.yehFont()
}

// Few is the convention of a scrambled line that has no others beside it by which it could be
// told: that of segments where its yehs are from another font or two spaces stand between words.
func (rd *Reader) Few(line []rune) Convention {
	lines := [][]rune{line}
	c := Convention{Doubled: doubled(lines) > 0, Mirrored: mirrored(lines), Bullet: bullet(lines), TwoFonts: isTorn(rd.m, line)}
	c.Segments = c.TwoFonts || c.Doubled
	return c
}

const minTorn = 4 // lines that tell a second font

// Disordered reports whether most of the lines read much better in another order
// of their runs. Half of the lines of clean prose read best as they stand, or
// within a few nats of it.
func (rd *Reader) Disordered(lines [][]rune) bool {
	opt := Options{Law: rd.look(lines)}
	var gains []float64
	for i := 0; i < len(lines); i += 1 + len(lines)/conventionSample {
		cands := rd.candidates(lines[i], opt)
		whole := slices.IndexFunc(cands, func(c candidate) bool { return c.Whole() })
		if whole < 0 {
			continue
		}
		// The spaces of a healthy line are as its author typed them.
		gains = append(gains, slices.MaxFunc(cands, byLetters).letters-cands[whole].letters-cands[whole].typed)
	}
	slices.Sort(gains)
	return len(gains) >= disorderedLines && gains[len(gains)/2] > disorderedBy
}

// Measured on the shared set: half of the lines of texts with segments gain 9
// nats and more, half of those of clean texts at most 5.
const (
	disorderedBy    = 6.0
	disorderedLines = 5
)

// Mixed reports whether a reading is no plain reversal: some run stands behind
// the one that follows it in the emitted line.
func (r Reading) Mixed() bool {
	return !slices.IsSortedFunc(r.Runs, func(a, b Run) int { return b.From - a.From })
}

// mixedBy is how much better the best mixed reading of a line is than the best
// other one. Where one kind is missing it is a little behind the last of all.
func mixedBy(cands []candidate) float64 {
	if len(cands) == 0 {
		return 0
	}
	last := slices.MinFunc(cands, byLetters).letters
	last--
	best := [2]float64{last, last}
	for _, c := range cands {
		k := 0
		if c.Mixed() {
			k = 1
		}
		best[k] = max(best[k], c.letters)
	}
	return best[1] - best[0]
}

// byLetters compares readings by their letters and cuts: what words say at the
// joints differs between orders by chance, most where nothing is wrong.
func byLetters(a, b candidate) int { return cmp.Compare(a.letters, b.letters) }

// reads is how well the best of some readings reads, whatever its cuts cost: the
// two searches price them each in its own way.
func reads(cands []candidate, of func(Reading) bool) float64 {
	best := math.Inf(-1)
	for _, c := range cands {
		if of(c.Reading) {
			best = max(best, c.plain+contextWeight*c.context)
		}
	}
	return best
}

func most(n int, lines [][]rune) bool { return 2*n > len(lines) }

func about(n int, lines [][]rune) bool { return 8*n >= 3*len(lines) }

func some(n int, lines [][]rune) bool { return 10*n > len(lines) }

// doubled is the number of lines with two spaces between words somewhere.
func doubled(lines [][]rune) (n int) {
	for _, line := range lines {
		for i := 1; i+2 < len(line); i++ {
			if line[i] == ' ' && line[i+1] == ' ' && lang.SymbolOf(line[i-1]).Letter() && lang.SymbolOf(line[i+2]).Letter() {
				n++
				break
			}
		}
	}
	return n
}

// mirrored reports whether most brackets that touch letters on one side only
// look the wrong way.
func mirrored(lines [][]rune) bool {
	wrong, right := 0, 0
	letter := func(line []rune, i int) bool {
		return i >= 0 && i < len(line) && lang.SymbolOf(line[i]).Letter()
	}
	gap := func(line []rune, i int) bool {
		return i < 0 || i >= len(line) || lang.SymbolOf(line[i]) == lang.Gap
	}
	for _, line := range lines {
		for i, r := range line {
			if Mirror(r) == r {
				continue
			}
			opening := opens(r)
			switch {
			case letter(line, i+1) && gap(line, i-1):
				if opening {
					right++
				} else {
					wrong++
				}
			case letter(line, i-1) && gap(line, i+1):
				if opening {
					wrong++
				} else {
					right++
				}
			}
		}
	}
	return wrong > right
}
