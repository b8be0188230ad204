package passes

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Unmapped names the glyphs that the map of a font left without letters.
func Unmapped(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "unmapped",
		Class: pass.Lossy,
		After: []string{"controls", "direction"},
		Doc: `Fault: a letter is missing wherever a font draws it with one certain glyph, the final yeh, the medial gaf; in its
place stands U+FFFD, a control code, or nothing but the gap of its width, before which a presentation form reaches out
for it. Strokes that stretch a word and ZWNJs leave the same traces.
Cause: the ToUnicode map of the font does not name the glyph. mutool and PyMuPDF write U+FFFD, pdftotext nothing, pdf.js
and PDFium (Chrome, pypdfium2) U+FFFE or the code of the glyph: a control code, or a letter of Greek, Cyrillic or
Devanagari, always the same for the same glyph.
Repair: what the glyphs stand for is learned from all places of the text together: few letters, in few shapes, those
that the text has nowhere else. Each place takes the one that the letters around it make likeliest (letter, joiner, gap),
or loses a stroke (stroke); a space between two shapes that reach for each other goes (split); a control code that tells nothing goes (control).
Left alone: places of which the model is not sure, signs that no letter stands beside, letters of other alphabets that
also stand by themselves or are no letter here, texts in other languages but for strokes that stand in rows, and texts with fewer than four places, but for
those of a line or a few, in which a known word has to come of it.
Risk: a rare name with a letter that its neighbours do not foretell.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return unmapped(ctx, m, v) },
	}
}

const replacement = '\uFFFD' // REPLACEMENT CHARACTER

// Bounds and thresholds, tuned on printed pages of XeTeX and LibreOffice through four
// readers, and on clean text in presentation forms, where nothing may be named.
const (
	lawPlaces    = 4      // fewest places that tell what glyphs stand for
	maxPlaces    = 20_000 // places of a text that are read
	maxUnmapped  = 6      // signs in a row; more are a font without any map
	besideRead   = 10     // code points on either side by which a place is judged
	keptReadings = 24     // readings of a place that are weighed
	fewSure      = 0.99   // probability in a text of a line or a few with fewer places: of 200 held-out lines 9 in 10 are named, of which 1 in 17 is wrong
	namedSure    = 0.8    // probability from which on a sign is named
	looseSure    = 0.9    // the same where no sign stands
	looseMost    = 0.25   // share of reaching shapes without a neighbour from which on shapes tell nothing
	laws         = 5      // times that the law is learned from the places it explains
	lawWeight    = 2.0    // sightings that what is likely beforehand counts as
	absentShare  = 0.3    // of its expected sightings, from which on a shape of a letter is hardly missing
	lawLeast     = 1.5    // places below which a shape that the text has elsewhere is not missing
	lawless      = 1e-9   // what is left of the chance of that
	hamzaMost    = 3.0    // gaps behind heh to another one, from which on they are hamzas; a tenth of words end in heh
	joinedLeast  = 0.3    // share of the places; a reader that parts what is joined does so wherever the font changes
	presentMost  = 3.0    // named sightings to a missing one, from which on it is hardly missing either
	letterCost   = 2.0    // nats of a letter of Persian in the mean, by which a reading without it seems better
	presentPrior = 0.01   // what is left of the chance of such a shape at least,
	presentFirst = 0.1    // and before any place was read
)

const (
	stroke     rune = 0        // in a reading: the glyph is a tatweel
	hamzaAbove rune = '\u0654' // ARABIC HAMZA ABOVE
)

// glyphSense is what a glyph may stand for: a letter in a shape, a gap, a stroke.
type glyphSense struct {
	r    rune
	form script.Form
}

func bySense(a, b glyphSense) int { return int(a.r-b.r)*8 + int(a.form) - int(b.form) }

// hehGap is a space behind heh, see unmappedLaw.hamzas.
var hehGap = glyphSense{' ', script.FormFinal}

// The senses of a place where nothing is missing: as it stands, and but for a space that
// parts what is joined.
var (
	whole  = glyphSense{-1, script.FormUnknown}
	joined = glyphSense{-2, script.FormUnknown}
)

// unmappedPlace is where glyphs have no letters.
type unmappedPlace struct {
	at       pass.Range // the signs; or the loose shape
	loose    bool
	readings []unmappedReading
}

func unmapped(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || !shows(v, signUnmapped|signForm|signNumbered) {
		return nil, nil
	}
	codes := numberedGlyphs(v)
	if len(codes) == 0 && !shows(v, signUnmapped|signForm) {
		return nil, nil
	}
	u := unmapper{m: m, v: v, codes: codes, second: presentFirst, known: make(map[string][]unmappedReading)}
	if len(codes) > 0 { // each of one glyph, of fonts that have one for each shape
		u.second = presentPrior
	}
	if isOthers(m, v) {
		return u.dropControls(u.strokes(), nil), nil
	}
	if err := u.find(ctx); err != nil {
		return nil, err
	}
	named := make(map[int]bool)
	if u.law != nil {
		for i := range u.places {
			p := &u.places[i]
			best, sure := u.law.best(p)
			if sure < namedSure || p.loose && sure < looseSure || best.senses[0] == whole || !u.isWord(p, best) {
				continue
			}
			if u.few && (sure < fewSure || !u.makesWord(p, best)) {
				continue
			}
			edits = append(edits, u.name(p, best, sure))
			named[p.at.From] = true
		}
	}
	return u.dropControls(edits, named), nil
}

// unmapper looks for places and what they may be.
type unmapper struct {
	m      *lang.Model
	v      *pass.View
	codes  map[rune]bool // see numberedGlyphs
	places []unmappedPlace
	seen   map[glyphSense]int // letters of the text by their shapes
	all    int
	law    *unmappedLaw
	few    bool                         // places, in a text of a line or a few, that tell no law
	second float64                      // what is left of the chance of a shape that the text has elsewhere too, of another glyph
	known  map[string][]unmappedReading // by what stands around a place
	gaps   map[int]bool                 // code points behind which a space was lost, see parted
}

// isUnmapped reports what stands for a glyph without a letter, in every text.
func isUnmapped(r rune) bool { return r == replacement || isGlyphCode(r) }

// isGlyphCode reports a control code that no text holds, which pdf.js writes for the code
// of a glyph, and the noncharacter that PDFium writes for one without a code.
func isGlyphCode(r rune) bool {
	return r < ' ' && (r < '\t' || r > '\r') || r == 0x7F || r == 0xFFFE
}

// stands reports what stands for a glyph without a letter in this text.
func (u *unmapper) stands(r rune) bool { return isUnmapped(r) || u.codes[r] }

// besideLetter reports that a letter stands right beside the run of glyphs without a
// letter of which one is at i, and that a map may hold the others.
func besideLetter(t page.Text, i int, stands func(rune) bool) bool {
	run := pass.Range{From: i, To: i}
	for run.To < len(t) && stands(t[run.To].R) && run.Len() <= maxUnmapped {
		run.To++
	}
	for run.From > 0 && stands(t[run.From-1].R) && run.Len() <= maxUnmapped {
		run.From--
	}
	if run.Len() > maxUnmapped {
		return false
	}
	next, prev := at(t, run.To), run.From-1
	for prev >= 0 && isMark(t[prev].R) {
		prev--
	}
	return isArabic(next) || isArabic(at(t, prev))
}

// run is the run of unnamed glyphs that begins at i.
func (u *unmapper) run(i int) pass.Range {
	t, to := u.v.Text, i
	for to < len(t) && u.stands(t[to].R) {
		to++
	}
	return pass.Range{From: i, To: to}
}

// isWord reports a reading that a place may take: what has the look of a letter of another
// alphabet is only taken for a letter.
func (u *unmapper) isWord(p *unmappedPlace, r unmappedReading) bool {
	for k, s := range r.senses {
		if u.codeAt(p, r.turned, k) != 0 && !isArabic(s.r) {
			return false
		}
	}
	return true
}

// makesWord reports that a letter or a stroke in one place makes a known word of what stands around it. What stands at
// an end of the text was cut off there, and the only sign of a text behind a whole word may be no letter.
func (u *unmapper) makesWord(p *unmappedPlace, r unmappedReading) bool {
	t, s := u.v.Text, r.senses[0]
	if p.loose || len(r.senses) > 1 || s.r == ' ' || s.r == hamzaAbove || p.at.From == 0 || p.at.To == len(t) {
		return false
	}
	l := u.lineAt(p.at.From)
	before, after := plainOf(t[wordBefore(t, l, p.at.From).From:p.at.From]), plainOf(t[p.at.To:wordAfter(t, l, p.at.To).To])
	if len(u.places) == 1 && len(after) == 0 && u.m.Known(string(before)) {
		return false
	}
	if s.r != stroke {
		before = append(before, s.r)
	}
	return u.m.Known(string(append(before, after...)))
}

// find finds the places and reads them.
func (u *unmapper) find(ctx context.Context) error {
	u.seen = make(map[glyphSense]int)
	if err := u.survey(ctx); err != nil {
		return err
	}
	if len(u.places) < lawPlaces {
		if u.few = isBrief(u.v) && len(u.places) > 0; !u.few {
			return nil
		}
	}
	if err := u.part(ctx); err != nil {
		return err
	}
	// Signs in a row can be many things: single ones tell the law by which they are read.
	single := func(p *unmappedPlace) bool { return p.loose || p.at.Len() == 1 }
	for _, now := range []bool{true, false} {
		for i := range u.places {
			if i%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if p := &u.places[i]; single(p) == now {
				u.read(p)
			}
		}
		u.law = u.learn()
	}
	u.places = slices.DeleteFunc(u.places, func(p unmappedPlace) bool { return len(p.readings) == 0 })
	return nil
}

// part finds the words of a text that has lost its spaces, for the model tells a letter by its word.
func (u *unmapper) part(ctx context.Context) error {
	if !lostAllSpaces(u.v) && !lostInString(u.v) {
		return nil
	}
	u.gaps = make(map[int]bool)
	shown := linesOf(u.v)
	for n := range u.v.Lines() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if shown[n].signs&(signUnmapped|signNumbered|signForm) == 0 || shown[n].isStrange() {
			continue
		}
		p := splitParter(u.m, u.v, n)
		p.codes, p.anyLetter = u.codes, true
		for _, e := range p.part(nil) {
			if e.Reason == "word" {
				u.gaps[e.At] = true
			}
		}
	}
	return nil
}

// survey finds the places, and counts the letters of the text by their shapes.
func (u *unmapper) survey(ctx context.Context) error {
	shown := linesOf(u.v)
	var loose loosely
	for n, l := range u.v.Lines() {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !shown[n].isStrange() {
			u.surveyLine(l, &loose)
		}
	}
	if len(loose.ends) >= lawPlaces && float64(len(loose.ends)) <= looseMost*float64(loose.reaching) {
		for _, i := range loose.ends[:min(len(loose.ends), maxPlaces)] {
			u.places = append(u.places, unmappedPlace{at: pass.Range{From: i, To: i + 1}, loose: true})
		}
	}
	return nil
}

// loosely counts the shapes that reach out for the next letter; ends are those that find none.
type loosely struct {
	reaching int
	ends     []int
}

// surveyLine finds the places of a line.
func (u *unmapper) surveyLine(l pass.Range, loose *loosely) {
	t := u.v.Text
	var before edge
	for i := l.From; i < l.To; i++ {
		r := t[i].R
		if isMark(r) {
			continue
		}
		if u.stands(r) {
			run := u.run(i)
			if len(u.places) < maxPlaces && besideLetter(t, i, u.stands) {
				u.places = append(u.places, unmappedPlace{at: run})
			}
			before, i = edge{}, run.To-1
			continue
		}
		e := edgeOf(t, i)
		if !e.letter {
			before = e
			continue
		}
		next := i + 1
		for next < l.To && isMark(t[next].R) {
			next++
		}
		after := edgeOf(t, next)
		dash := r == tatweel && !before.reach // a stroke that no letter draws out
		if e.sure && e.reach && r != zwj && !dash {
			loose.reaching++
			if !(after.letter && after.takes) && !u.stands(at(t, next)) && at(t, next) != zwj {
				loose.ends = append(loose.ends, i)
			}
		}
		e = e.placed(before, after)
		form := script.FormOf(e.takes, e.reach)
		for _, b := range baseOf(r) {
			u.seen[glyphSense{b, form}]++
			u.all++
		}
		before = edge{true, e.sure, e.reach || !e.sure && joinsNext(r), true}
	}
}

// lineAt is the line that holds i.
func (u *unmapper) lineAt(i int) pass.Range {
	lines := u.v.Lines()
	return lines[lineAt(lines, i)]
}

// name writes a reading into its place.
func (u *unmapper) name(p *unmappedPlace, r unmappedReading, sure float64) pass.Edit {
	t := u.v.Text
	at := p.at
	if p.loose {
		s := r.senses[0]
		origin := t[at.From].From
		out := page.Text{t[at.From]}
		for at.To < len(t) && isMark(t[at.To].R) {
			out = append(out, t[at.To])
			at.To++
		}
		if s == joined {
			return u.v.Delete(pass.Range{From: at.To, To: at.To + 1}, "split", sure)
		}
		out = append(out, keep(origin, shaped(s)))
		if r.shut {
			at.To++
		} else if next := at.To + 1; next < len(t) && t[at.To].R == ' ' {
			switch {
			case u.joint(at.From+1, next, []rune{s.r}):
				out = append(out, keep(t[at.To].From, zwnj))
				at.To = next
			case strings.ContainsRune(partingSigns, t[next].R):
				at.To = next
			}
		}
		return u.v.Edit(at, out, "letter", sure)
	}
	out, reason := page.Text{}, "stroke"
	formed := edgeOf(t, at.From-1).sure || edgeOf(t, at.To).sure
	for k, s := range r.senses {
		from := t[at.From+k].From
		if r.turned {
			from = t[at.To-1-k].From
		}
		switch s.r {
		case stroke:
		case hamzaAbove:
			out, reason = append(out, keep(from, hamzaAbove)), "letter"
		case ' ':
			if s == hehGap && u.law.hamzas() {
				out, reason = append(out, keep(from, hamzaAbove), inferred(' ')), "letter"
				continue
			}
			c := keep(from, ' ')
			if reason = "gap"; u.joint(at.From, at.To, plainOf(out)) {
				c.R, reason = zwnj, "joiner"
			}
			out = append(out, c)
		default:
			c := keep(from, s.r)
			if formed {
				c.R = shaped(s)
			}
			out, reason = append(out, c), "letter"
		}
	}
	if end := r.senses[len(r.senses)-1]; !formed && len(u.codes) == 0 && reason == "letter" && edgeOf(t, p.at.To).letter && joinsNext(end.r) && !end.form.JoinsNext() {
		gap := ' ' // where the letter is drawn as the last one, and no shape will tell
		if u.joint(p.at.From, p.at.To, plainOf(out)) {
			gap = zwnj
		}
		out = append(out, inferred(gap))
	}
	return u.v.Edit(at, out, reason, sure)
}

// shaped is the letter in its shape.
func shaped(s glyphSense) rune {
	if r, ok := script.Shape(string(s.r), s.form); ok {
		return r
	}
	return s.r
}

// joint reports that a ZWNJ, not a space, stood between the word that ends before i and goes
// on with the letters, and the one at next.
func (u *unmapper) joint(i, next int, rs []rune) bool {
	t, l := u.v.Text, u.lineAt(i-1)
	w := wordBefore(t, l, i)
	word := append(plainOf(t[w.From:w.To]), rs...)
	a, _, okA := lang.Key(string(word))
	b, _, okB := lang.Key(string(plainOf(t[next:wordAfter(t, l, next).To])))
	return okA && okB && len(a) > 0 && len(b) > 0 && joinsNext(last(word)) && u.m.Joint(a, b, nil, nil) > joinedGap
}

// Least share of the places of a text that are strokes, and of those with several signs, and confidence of them: LibreOffice draws out a
// word by two glyphs and more, hardly any letter stands twice in a row wherever it stands.
const (
	strokesJoin = 0.9
	strokesRow  = 0.5
	strokesSure = 0.9
)

// strokes takes out what draws letters out in a text of which no word is known: signs in rows, between letters that
// join on both sides.
func (u *unmapper) strokes() (edits []pass.Edit) {
	t := u.v.Text
	var joined []pass.Range
	all, rows := 0, 0
	for i := 0; i < len(t); i++ {
		if !u.stands(t[i].R) {
			continue
		}
		run := u.run(i)
		i = run.To - 1
		all++
		if before, after := edgeOf(t, run.From-1), edgeOf(t, run.To); before.letter && before.reach && after.letter && after.takes {
			joined = append(joined, run)
			if run.Len() > 1 {
				rows++
			}
		}
	}
	if rows < lawPlaces || float64(len(joined)) < strokesJoin*float64(all) || float64(rows) < strokesRow*float64(all) {
		return nil
	}
	for _, run := range joined {
		edits = append(edits, u.v.Delete(run, "stroke", strokesSure))
	}
	return edits
}

// dropControls drops the codes of glyphs that were not named.
func (u *unmapper) dropControls(edits []pass.Edit, named map[int]bool) []pass.Edit {
	t := u.v.Text
	shown := linesOf(u.v)
	for n, l := range u.v.Lines() {
		if shown[n].signs&signUnmapped == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isUnmapped(t[i].R) {
				continue
			}
			run := u.run(i)
			if !named[i] {
				for ; i < run.To; i++ {
					if isGlyphCode(t[i].R) {
						edits = append(edits, u.v.Delete(pass.Range{From: i, To: i + 1}, "control", certain))
					}
				}
			}
			i = run.To - 1
		}
	}
	return edits
}
