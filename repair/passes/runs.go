package passes

import (
	"context"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/pass"
)

const reasonReversedRuns = "reversed-runs"

const runsDoc = `Fault: the runs of a line stand in the order of the page from the left. «را به موزه آوردند. کارگران
کتاب‌ها» stands for «کارگران کتاب‌ها را به موزه آوردند.».
Cause: a right-to-left line was painted as several runs, broken at
ZWNJs, letters of another font, digits, or every word of a stretched line; the
extractor emitted the runs from left to right, each with its letters in order.
In other documents ZWNJs, numbers and changes of font cut the line into segments
that keep their order, whose runs are reversed, and whose neighbours at each
border changed places; two spaces tell where runs of one segment meet.
Repair: reversed-runs puts the runs of a line in the order that a language
model, the document's own phrases and the neighbouring lines like best; segments
does so by the other law, where the lines of the text obey that.
Where the words are all known, pages are searched whose lines do not go on in the next. In a text of a few lines one has
to prove it: strings that are no words as it stands are all words in another order, which reads better by far.
Left alone: pages whose lines mostly read best as they stand; verse; lines read off a
page, whose order is known; lines in other languages; readings that are not
clearly better than the line as it stands.
Risk: of two readings that both make sense the wrong one.`

// minGain is how much better than the line as it stands a reading must be, in
// nats, to be proposed, beyond what speaks for such a line in every text of its law.
// Tuned on texts with reversed runs made by our own damage library and on the shared set.
const (
	minGain     = 1.0
	minSegments = 3.0 // by the law of segments
)

// Runs puts the runs of scrambled lines in order. Without a model it proposes
// nothing; rd may be nil.
func Runs(m *lang.Model, rd *order.Reader) pass.Pass {
	return pass.Pass{
		Name: "runs", Doc: runsDoc, Class: pass.Inferred, After: []string{"letters"},
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
			if m == nil || v.Firm {
				return nil, nil
			}
			// In another language the search would find the order in which it is likeliest as the model's own.
			if l := settingOf(v); l != m.Language() && l != lang.Unknown || isCode(v) || isSource(v) {
				return nil, nil
			}
			if rd == nil {
				rd = order.NewReader(m)
			}
			edits, err := scrambledText(ctx, m, rd, v)
			if err != nil || len(edits) > 0 {
				return edits, err
			}
			if edits, err = scrambledParts(ctx, m, rd, v); err != nil || len(edits) > 0 {
				return edits, err
			}
			return scrambledFew(ctx, m, rd, v)
		},
	}
}

// scrambledText puts the lines of a text in order all of which are distrusted.
func scrambledText(ctx context.Context, m *lang.Model, rd *order.Reader, v *pass.View) ([]pass.Edit, error) {
	g := guard{m: m, v: v}
	sick, doubled := g.disordered(), doubleSpaced(v) && !gapsFollow(m, v)
	if !sick && !doubled {
		return nil, nil
	}
	if lostSpaces(m, v) { // words that are strung together stand in order, see Spaces; what is left is judged without them
		return nil, nil
	}
	at := searchable(v)
	lines := linesAt(v, at)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Two spaces between words are no sign of a disorder by themselves.
	if doubled && !rd.Disordered(lines) {
		return nil, nil
	}
	law := rd.Convention(lines)
	if !sick && !law.Segments && quotesCode(v) { // whose lines are indented by two
		return nil, nil
	}
	typical, least := gainsAsked(law)
	if isSound(rd, v, at, order.Options{Law: law}, typical) {
		return nil, nil
	}
	opt := order.Options{Law: law, Wide: true}
	all, choices, known := glimpse(m, rd, v, at, spread(at), opt)
	if !known {
		found := rd.Lines(lines, opt)
		if !disorderly(found, at, typical) {
			return nil, nil
		}
		if all, choices, known = recut(rd, v, at, found, order.Options{Law: law}); !known {
			all, choices = at, found
		}
	}
	at = all
	var edits []pass.Edit
	for i, c := range choices {
		if len(c.Runs) > 1 && c.Gain >= least {
			edits = append(edits, inOrder(m, v, at[i], c, law))
			continue
		}
		line := openLineOf(v, at[i])
		if dash := line.close(listDash(line.body, law)); dash.Compare(v.Text[at[i].From:at[i].To]) != 0 {
			edits = append(edits, v.Edit(at[i], dash, reasonReversedRuns, 1))
		}
	}
	return edits, ctx.Err()
}

// gainsAsked are the nats by which half of the lines, and each that is put in order, read
// better at least by a law.
func gainsAsked(law order.Convention) (typical, least float64) {
	if law.Segments {
		return typicalSegments, minSegments
	}
	return typicalGain, minGain
}

// inOrder puts the runs of a line in the order that was found.
func inOrder(m *lang.Model, v *pass.View, at pass.Range, c order.Choice, law order.Convention) pass.Edit {
	line := openLineOf(v, at)
	_, least := gainsAsked(law)
	sure := 1 - math.Exp(-c.Gain/least)
	if law.Segments {
		return v.Edit(at, line.close(placedSegments(m, line.body, c.Runs, law)), reasonSegments, sure)
	}
	return v.Edit(at, line.close(listDash(placed(m, line.body, c.Reading), law)), reasonReversedRuns, sure)
}

// isSound reports a long text of which a sample reads best as it stands: verse and other languages
// read like no prose in any order. All lines would tell the same, at many times the cost.
func isSound(rd *order.Reader, v *pass.View, at []pass.Range, opt order.Options, typical float64) bool {
	if len(at) < soundText {
		return false
	}
	var some []pass.Range
	for k := range soundGroups {
		from := k * (len(at) - groupLines) / (soundGroups - 1)
		some = append(some, at[from:from+groupLines]...)
	}
	return !disorderly(rd.Lines(linesAt(v, some), opt), some, soundShare*typical)
}

const (
	soundText   = 160 // lines of a text that is long
	soundGroups = 10  // groups of neighbouring lines that are read first
	soundShare  = 0.3 // of what half of the lines of a scrambled text gain at least: half of those of a sound one gain nothing
)

// searchable lists the lines of a view that can be searched.
func searchable(v *pass.View) (at []pass.Range) {
	shown := linesOf(v)
	for i, l := range v.Lines() {
		s := shown[i]
		if s.judged&unsearchable != 0 || s.length < minScrambled {
			continue
		}
		if l = s.within(l); !scrambled(v, l) {
			s.judged |= unsearchable
			continue
		}
		at = append(at, withSpace(v, l))
	}
	return at
}

// withSpace is a line and a space at its end, which belongs to the run there.
func withSpace(v *pass.View, l pass.Range) pass.Range {
	if l.To < len(v.Text) && v.Text[l.To].R == ' ' {
		l.To++
	}
	return l
}

func linesAt(v *pass.View, at []pass.Range) (lines [][]rune) {
	for _, l := range at {
		lines = append(lines, []rune(openLineOf(v, l).body.String()))
	}
	return lines
}

// disorderly reports that half of the lines read better in another order by so much. A
// text that was put in order, with mistakes, still looks sick: to search what is
// left, lines joined to paragraphs among it, would scramble it again. The gain of a
// line longer than a page's is that of a part as long as one.
func disorderly(choices []order.Choice, at []pass.Range, typical float64) bool {
	var gains []float64
	for i, c := range choices {
		if len(c.Runs) > 0 {
			gains = append(gains, c.Gain*piece/float64(max(piece, at[i].Len())))
		}
	}
	if len(gains) == 0 {
		return false
	}
	slices.Sort(gains)
	return gains[len(gains)/2] >= typical
}

// Nats in a line's length by which half of the lines of a scrambled text gain at
// least. Measured on the shared set and on held-out pages broken by fixtures/damage:
// reversed runs gain 30 and more, two to four of them in a line 10 and more, segments
// 45 and more; healthy lines nothing; what was put in order with mistakes 6 and less.
const (
	typicalGain     = 9.0
	typicalProse    = 6.5 // where the page tells in other ways too
	typicalSegments = 20.0
)

// minScrambled is the least length in code points of a line that is searched:
// shorter ones read well in any order.
const minScrambled = 12

// scrambled reports whether a line of a distrusted text is one to search: neither too
// short nor too long for it, and Persian.
func scrambled(v *pass.View, l pass.Range) bool {
	return l.Len() >= minScrambled && l.Len() <= order.MaxLine && mostlyPersian(v, l)
}

// mostlyPersian reports a line most words of which are Persian. What holds no letters, as
// numbers, tells nothing of the language, and a string of Latin ones counts as a single word.
func mostlyPersian(v *pass.View, l pass.Range) bool {
	words, latin := 0, 0
	letters, foreign := false, false // what the string at hand holds
	for i := l.From; i <= l.To; i++ {
		r := ' ' // behind the last string
		if i < l.To {
			r = v.Text[i].R
		}
		switch s := lang.SymbolOf(r); {
		case s.Letter():
			letters = true
		case s == lang.Gap:
			if letters {
				words++
			} else if foreign {
				latin++
			}
			letters, foreign = false, false
		default:
			foreign = foreign || isLetter(r)
		}
	}
	return words > latin
}
