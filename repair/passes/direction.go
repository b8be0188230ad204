package passes

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Direction puts lines into logical order that are stored backwards.
func Direction(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "direction",
		Class: pass.Lossless,
		After: []string{"controls"},
		Doc: `Fault: a line is stored in visual order, its last letter first; or its words stand in order and the letters
of each are reversed.
Cause: extractors that put out glyphs from left to right; programs that turn text round before drawing it.
Repair: a line that the language model reads better backwards by a margin is turned round (reversed), and a text of a word or
two of which none was ever seen and all are frequent from their ends; numbers
and words of other scripts keep their direction, brackets are mirrored, marks stay with their letters. Where
the lines of a text read better with the stretches between numbers turned in place, all are; likewise with the plain letters
between presentation forms left as they stand, which pdf.js puts in order by themselves (Chrome), and in a text without spaces with its words where they stand (Google Docs). If only the
letters of its words have to be turned, they are (reversed-words). Where the numbers and Latin words of such lines are
backwards themselves, they are turned too. A line too short to tell follows the lines on both sides of it if
those were turned (neighbours). In Markdown the text of a heading, quotation or item is turned behind its sign, that of each
cell in its place, links with their text.
Left alone: every line with more function words the right way round than backwards, every line
of which the model is not sure or, unless many lines of the text are backwards, which has fewer known words once it is
turned; rows of tables that do not read surely better. Lines in Kurdish, Urdu, Pashto and others, of whose words it knows none,
are turned where function words, letters that begin no word and the sides on which stops stand tell it together.
Risk: lines of names in another language between reversed lines.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return direction(ctx, m, v) },
	}
}

// Margins in nats between two readings of a line. Tuned on clean text of 8 MB
// (news, encyclopedia, verse) and the Arabic treebank part, where none may be
// turned, and on the same lines reversed.
const (
	turnMargin    = 6.0  // for turning a whole line
	wordsMargin   = 10.0 // by which turned words in place must beat both the line as it stands and the turned line
	wordsBrief    = 2.0  // by letters and words, in a text of a line or a few: of 2,600 held-out lines of 5 to 12 words 3 % read as well in the wrong order, by letters and wordsMargin 28 %
	wordsPairs    = 6.0  // by letters and pairs of words, in the only line of a text in Arabic: more texts are stored backwards than words in place
	stopTells     = 8.0  // for the order in which such a line ends with a stop
	readsWell     = 0.8  // share of letters in known words of a line that is not reversed
	doubtMargin   = 20.0 // up to which a line gives way to the others of its text: of 2,000 held-out lines the wrong way has at most 13 more
	turnedWell    = 0.5  // share of letters in known words of a short line once it is turned
	turnedLetters = 40   // letters from which on a line is not short
	weakLeast     = 3    // lines from which on those count whose words nobody knows either way,
	weakShare     = 0.3  // and share of them among those that tell: Arabic and lists stored backwards have more, lists of names as they are 0.02
	turnedOthers  = 0.2  // share of letters in known words of such lines once they are turned, in texts that are not Persian: Arabic has 0.33 and more,
	turnedTimes   = 1.3  // and how many times as many as they stand: Arabic read backwards has half of that and less, dialects the right way round 1.1 times and more
	rowAsIs       = 0.5  // most share of letters in known words of a row of a table that is turned, unless its function words stand backwards
	turnLetters   = 6    // fewest letters of a line that is judged by itself
	sureLetters   = 20   // fewest letters of a line that is surely not reversed if it reads well: a few short words do so by chance
)

// backwardLine is a line that reads better backwards: whole, or word by word,
// which reads by so many nats better.
type backwardLine struct {
	index        int
	line         pass.Range
	whole, words page.Text
	by           float64
	pieces       page.Text // turned but for pieces in order; nil where the line has no shapes
	apart        page.Text // words in order whose letters are turned; nil where it was not asked
}

// stored is how a line turned out to be stored.
type stored uint8

const (
	noLetters      stored = iota
	storedRight           // the right way round
	storedBackward        // it is turned
	storedWords           // its words are turned in place
	storedEither          // it does not tell
	storedPlain           // it has no sign of being stored backwards
	storedDrawn           // its shapes show that it is not, in a text most of which is: letters that changed places
)

// tells reports a line that its neighbours are measured by.
func (s stored) tells() bool { return s >= storedRight && s <= storedWords }

// turner turns the lines of a text.
type turner struct {
	m     *lang.Model
	v     *pass.View
	lines []pass.Range
	shown []*line
	state []stored
	runs  runOrder

	pieces runOrder    // whether plain letters between shapes stand the right way round, see turnPieces
	apart  runOrder    // and words too, see wordsApart
	solid  func() bool // the text has no spaces

	others bool // somebody wrote the text in another language than that of the model
	unread bool // in one of which no word is known, or it is a table

	ahead      bool           // more lines are drawn as they stand than from their ends
	asked, led bool           // whether marks stand before their letters, once a line asks,
	listed     bool           // and whether its lines begin with the signs of items
	backward   []backwardLine // in the order of the text
	weak       []backwardLine // that count where many lines of the text are backward
	balance    float64        // by how much words turned in place read better than turned lines, all together
	all        bool           // numbers and words of other scripts are backwards too
}

func direction(ctx context.Context, m *lang.Model, v *pass.View) ([]pass.Edit, error) {
	if m == nil {
		return nil, nil
	}
	d := turner{m: m, v: v, lines: v.Lines(), shown: linesOf(v), runs: runOrder{m: m}, pieces: runOrder{m: m}, apart: runOrder{m: m}, solid: sync.OnceValue(func() bool { return lostAllSpaces(v) }), others: isOthers(m, v), unread: inUnread(v) || !v.Firm && isData(v)}
	d.state = make([]stored, len(d.lines))
	d.ahead = d.drawnMostly()
	for i := range d.lines {
		told, backs := d.glance(i)
		if told {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d.read(i, backs)
	}
	d.addWeak()
	foreign := d.turnForeign()
	if len(d.backward) == 0 {
		return append(foreign, d.turnedShort()...), nil
	}
	return append(foreign, d.neighbours(d.turnLines())...), nil
}

// glance settles a line that needs no reading, or was read before. Of others backs tells
// that their function words stand backwards.
func (d *turner) glance(i int) (told, backs bool) {
	t, s, l := d.v.Text, d.shown[i], d.lines[i]
	b := s.within(l)
	switch {
	case s.arabic == 0:
		d.state[i] = noLetters
	case d.drawnAhead(i):
		if d.state[i] = storedDrawn; d.ahead {
			d.state[i] = storedRight
		}
	case s.arabic < turnLetters && !d.drawnBack(i), s.judged&directionOpen != 0:
		d.state[i] = storedEither
	case s.judged&directionKept != 0, (s.isStrange() || d.unread) && !d.drawnBack(i), s.signs&signMark != 0 && vowelsApart(t, b):
		d.state[i] = storedRight
	case s.judged&directionPlain != 0 || !suspect(t, b, s, &backs):
		d.state[i] = storedPlain
		s.judged |= directionPlain
	case !backs && !d.drawnBack(i) && d.m.Coverage(plainLetters(t, b)) >= readsWell:
		if d.state[i] = storedRight; s.arabic < sureLetters {
			d.state[i] = storedEither
		} else {
			s.judged |= directionKept
		}
	default:
		return false, backs
	}
	return true, backs
}

// drawnBack reports a line with shapes of letters that reach each other the wrong way round.
func (d *turner) drawnBack(i int) bool {
	return d.shown[i].signs&signForm != 0 && shapesBack(d.v.Text, d.shown[i].within(d.lines[i]))
}

// drawnAhead reports a line whose shapes reach each other as it stands: it is not turned whatever its
// words are.
func (d *turner) drawnAhead(i int) bool {
	return d.shown[i].signs&signForm != 0 && shapesAhead(d.v.Text, d.shown[i].within(d.lines[i]))
}

// drawnMostly reports a text more of whose lines are drawn as they stand than from their ends.
func (d *turner) drawnMostly() bool {
	n := 0
	for i := range d.lines {
		switch {
		case d.drawnAhead(i):
			n++
		case d.drawnBack(i):
			n--
		}
	}
	return n > 0
}

// read settles a line by how well it reads in either direction.
func (d *turner) read(i int, backs bool) {
	t, s := d.v.Text, d.shown[i]
	b := s.within(d.lines[i])
	if !d.asked {
		d.asked, d.led, d.listed = true, marksLead(t), opensItems(d.v)
	}
	line := plainLetters(t, b)
	whole, words := d.turned(b, false), d.turnedWords(b)
	order, by := d.m.Direction(line)
	asIs, round, inPlace := d.m.LogProb(nil, line), d.m.LogProb(nil, plainOf(whole)), d.m.LogProb(nil, plainOf(words))
	var pieces page.Text
	if s.signs&signForm != 0 && !d.pieces.denied() {
		pieces = d.turnedPieces(b)
		round = max(round, d.m.LogProb(nil, plainOf(pieces)))
	}
	back := order == lang.OrderVisual && by > turnMargin && round > asIs
	var apart page.Text
	if pieces != nil && d.apart.lines < apartSample && d.drawnBack(i) && d.solid() {
		list := d.apartIn(b)
		apart = slices.Concat(list...)
		p := d.m.LogProb(nil, wordsSpaced(list))
		round = max(round, p)
		slices.Reverse(list)
		whole := wordsApart(d.m, t, b, func(t page.Text, l pass.Range) page.Text { return turn(t, l, d.led, false) })
		slices.Reverse(whole)
		d.apart.count(p - max(d.m.LogProb(nil, wordsSpaced(list)), d.m.LogProb(nil, wordsSpaced(whole))))
	}
	found := backwardLine{i, b, whole, words, inPlace - round, pieces, apart}
	inWords := inPlace > asIs+wordsMargin && inPlace > round+wordsMargin
	if isTableRow(t, b) && !d.drawnBack(i) && (s.arabic < sureLetters || !backs && !surelyTurned(d.m, line, plainOf(whole))) {
		d.state[i] = storedEither
		return
	}
	switch {
	case d.drawnBack(i) && (round > asIs || s.arabic < turnLetters),
		!d.others && (inWords || back && wordsTurned(d.m, line, plainOf(whole), s.arabic)):
		d.add(found)
	case back, inWords:
		d.weak = append(d.weak, found)
		d.state[i] = storedEither
	case order == lang.OrderLogical && (by > turnMargin || s.arabic >= sureLetters) && (s.arabic >= sureLetters || d.readsTurned(plainOf(whole)) < asIs):
		d.state[i] = storedRight
		s.judged |= directionKept
	default:
		d.state[i] = storedEither
		s.judged |= directionOpen
	}
}

// add takes a line for one that is stored backwards.
func (d *turner) add(l backwardLine) {
	d.backward = append(d.backward, l)
	d.balance += l.by
	d.runs.weigh(d.turnedStretches(d.lines[l.index]), l.whole)
	if l.pieces != nil {
		d.pieces.weigh(l.pieces, l.whole)
	}
}

// turned is a line of Markdown or any other with its text turned round, see turn.
func (d *turner) turned(l pass.Range, all bool) page.Text {
	return inMarkup(d.v.Text, l, d.listed, func(t page.Text, b pass.Range) page.Text { return turn(t, b, d.led, all) })
}

func (d *turner) turnedPieces(l pass.Range) page.Text {
	return inMarkup(d.v.Text, l, d.listed, func(t page.Text, b pass.Range) page.Text { return turnPieces(d.m, t, b, d.led) })
}

func (d *turner) apartIn(l pass.Range) []page.Text {
	return wordsApart(d.m, d.v.Text, l, func(t page.Text, l pass.Range) page.Text { return turnPieces(d.m, t, l, d.led) })
}

func (d *turner) turnedWords(l pass.Range) page.Text {
	return inMarkup(d.v.Text, l, d.listed, func(t page.Text, b pass.Range) page.Text {
		return betweenSpans(t, b, func(t page.Text, b pass.Range) page.Text { return turnWords(t, b, d.led) })
	})
}

func (d *turner) turnedStretches(l pass.Range) page.Text {
	return inMarkup(d.v.Text, l, d.listed, func(t page.Text, b pass.Range) page.Text {
		return betweenSpans(t, b, func(t page.Text, b pass.Range) page.Text { return turnStretches(t, b, d.led) })
	})
}

// addWeak adds the lines that read better backwards, though not by their words, where many do.
func (d *turner) addWeak() {
	n := len(d.backward) + len(d.weak)
	if n < weakLeast && !d.others || d.others && !knowsTurned(d.m, d.v.Text, d.weak) {
		return
	}
	sound := 0
	for _, s := range d.state {
		if s == storedRight || s == storedPlain {
			sound++
		}
	}
	if float64(n) < weakShare*float64(n+sound) {
		return
	}
	for _, l := range d.weak {
		d.add(l)
	}
	slices.SortFunc(d.backward, func(a, b backwardLine) int { return cmp.Compare(a.index, b.index) })
}

// weighWords lets what the words of each line say to one another speak for one of its orders too, in a text
// of a line or a few, where no others tell, and gives the nats by which words turned in place must read better.
func (d *turner) weighWords() float64 {
	if !isBrief(d.v) {
		return wordsMargin
	}
	persian := d.m.Language() == lang.Persian
	least, sc := wordsBrief, joint.NewScorer(joint.Default())
	if !persian {
		if least = wordsPairs; len(d.backward) > 1 {
			least = wordsMargin // several lines tell
		}
	}
	for i := range d.backward {
		l := &d.backward[i]
		by := wordsPair(d.m, l.words) - wordsPair(d.m, l.whole)
		if persian {
			by = wordsGo(sc, l.words) - wordsGo(sc, l.whole)
		}
		switch inWords, whole := endsSentence(l.words, pass.Range{To: len(l.words)}), endsSentence(l.whole, pass.Range{To: len(l.whole)}); {
		case inWords && !whole:
			by += stopTells
		case whole && !inWords:
			by -= stopTells
		}
		l.by += by
		d.balance += by
	}
	return least
}

// wordsPair is how well the words of a line follow each other by their pairs.
func wordsPair(m *lang.Model, t page.Text) float64 {
	ahead, _, _ := pairs(m, t, pass.Range{To: len(t)})
	return ahead
}

// wordsGo is how well the words of a text go on from each other.
func wordsGo(sc *joint.Scorer, t page.Text) (sum float64) {
	words := sc.Words(plainOf(t))
	for i := 1; i < len(words); i++ {
		sum += sc.Score(words[:i], words[i:])
	}
	return sum
}

// turnLines turns the lines that are stored backwards. One program wrote the lines of a text:
// what most of them show holds for those that read well both ways.
func (d *turner) turnLines() (edits []pass.Edit) {
	d.all = d.allBackward()
	least := d.weighWords()
	var whole []backwardLine
	var turned []page.Text // these,
	var at []int           // and where they stand
	for _, l := range d.backward {
		inWords := l.by > least
		others := math.Abs(d.balance - l.by)
		if by := math.Abs(l.by); by <= least && len(d.backward) > 1 || by <= doubtMargin && others > 2*doubtMargin {
			inWords = d.balance > least
		}
		if inWords {
			edits = append(edits, d.v.Edit(l.line, l.words, "reversed-words", 0.93))
			d.state[l.index] = storedWords
			continue
		}
		switch {
		case d.all:
			l.whole = d.turned(l.line, true)
		case d.apart.kept():
			if l.whole = l.apart; l.whole == nil {
				l.whole = slices.Concat(d.apartIn(l.line)...)
			}
		case d.pieces.kept():
			if l.whole = l.pieces; l.whole == nil {
				l.whole = d.turnedPieces(l.line)
			}
		case d.runs.kept():
			l.line = d.lines[l.index]
			l.whole = d.turnedStretches(l.line)
		}
		if l.pieces != nil && !d.pieces.kept() && !d.solid() { // without spaces, letters that join nothing stand beside each other
			keepPairs(l.whole)
		}
		whole, turned, at = append(whole, l), append(turned, l.whole), append(at, l.index)
		d.state[l.index] = storedBackward
	}
	if !d.v.Firm {
		splitJoined(d.m, d.v, turned, at, d.listed)
	}
	for i, l := range whole {
		edits = append(edits, d.v.Edit(l.line, turned[i], "reversed", 0.97))
	}
	return edits
}

// keepPairs puts the letters of ligatures back in their order in a line of shapes that was turned. What
// such a line holds plain is drawn isolated, or one of the letters of a ligature, which were in order. Those
// are told by the shape beside them, which reaches for a letter that would take its stroke, or takes none.
func keepPairs(t page.Text) {
	for i := 0; i+1 < len(t); i++ {
		first, second := edgeOf(t, i), edgeOf(t, i+1)
		if !first.letter || first.sure || first.reach || !first.takes || !second.letter || second.sure || !second.reach {
			continue
		}
		before, after := edgeOf(t, i-1), edgeOf(t, i+2)
		if before.sure && before.reach || after.sure && !after.takes {
			t[i], t[i+1] = t[i+1], t[i]
			i++
		}
	}
}

// knowsTurned reports that the lines of a text in another language hold many more words that are
// known when they are turned: Arabic has a third of its words in common with Persian.
func knowsTurned(m *lang.Model, t page.Text, lines []backwardLine) bool {
	letters, asIs, turned := 0.0, 0.0, 0.0
	for _, l := range lines {
		n := float64(countLetters(l.whole, pass.Range{To: len(l.whole)}))
		letters += n
		turned += n * m.Coverage(plainOf(l.whole))
		asIs += n * m.Coverage(plainLetters(t, l.line))
	}
	return turned >= turnedOthers*letters && turned >= turnedTimes*asIs
}

// wordsTurned reports that a line is of known words once it is turned, and more so than as it
// stands. Names of other languages read well or badly by chance.
func wordsTurned(m *lang.Model, line, turned []rune, letters int32) bool {
	known := m.Coverage(turned)
	now := m.Coverage(line)
	return known > now && known >= turnedWell || known >= now && letters >= turnedLetters
}

// surelyTurned reports that nearly all words of a row are known once it is turned, and hardly one as it
// stands: lists of words in two languages read well or badly by chance, and so do their columns.
func surelyTurned(m *lang.Model, line, turned []rune) bool {
	return m.Coverage(turned) >= readsWell && m.Coverage(line) <= rowAsIs
}

// countLetters is the number of Arabic letters in a range.
func countLetters(t page.Text, l pass.Range) (n int) {
	for _, c := range t[l.From:l.To] {
		if isArabic(c.R) {
			n++
		}
	}
	return n
}
