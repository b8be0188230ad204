package passes

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Reasons of the zwnj pass.
const (
	reasonLostZWNJ    = "lost-zwnj"    // a solid word gets its ZWNJ back
	reasonSpacedZWNJ  = "spaced-zwnj"  // a space becomes a ZWNJ
	reasonDoubledZWNJ = "doubled-zwnj" // ZWNJs in a row become one
	reasonEdgeZWNJ    = "edge-zwnj"    // a ZWNJ at the edge of a word falls away
)

const zwnjDoc = `Fault: a ZWNJ was lost, typed as a space, doubled or stands astray: میخواهد for می|خواهد (the bar stands for a ZWNJ),
هستهای for هسته|ای, «کتاب ها» for کتاب|ها; two ZWNJs in a row, or one at the edge of a word.
Cause: fonts and extractors drop the character, typists lack its key.
Repair: lost-zwnj puts it back where a model of letters, words and neighbours
has no doubt; spaced-zwnj puts it in the place of a space if the document
itself writes it so, or the policy asks, or the text came out of a program that writes spaces for ZWNJs: its lines were
stored backwards, and it has spaces alone where ZWNJs belong; both more readily in lines read from pixels, if the text has its ZWNJs,
and in texts of up to four lines, where one place tells;
doubled-zwnj and edge-zwnj take out
what shows nothing.
Left alone: words a document with healthy ZWNJs writes solid by habit; letters that were
seen joined in ink; places
after letters that do not join, where a ZWNJ leaves no trace in ink; spans in
other languages; words in addresses, code and tags.
Risk: a rare word that looks like a stem with an ending.`

// Thresholds, as probabilities of the seam model, chosen with paknevis-train -eval on the
// development parts of the PerDT and Seraji treebanks.
const (
	restoreAt     = 0.4   // in text that lost its ZWNJs
	compoundAt    = 0.5   // the same in compounds, which may be solid by choice
	restoreFewAt  = 0.97  // in a text too short to be sure of that
	unattestedAt  = 0.99  // there, of a verb or after a silent heh that no careful text was seen to write; میخواره has 0.987
	unseenAt      = 0.9   // there, of a word that no text writes solid
	personLetters = 3     // most letters of what tells the person behind a verb or the owner behind a noun
	ownSolid      = 5     // sightings of a solid plural by which it stays in a line or a few, and
	solidTimes    = 0.5   // for each time that it is seen with a ZWNJ: careful texts write some of them so
	slipAt        = 0.995 // a slip in text that has them
	spacedAt      = 0.95  // a space, in text that has them
	academyAt     = 0.5   // a space, if the policy asks
	usualAt       = 0.9   // a word that most texts write solid
	readAt        = 0.8   // in text read from pixels that has them, where the recognizer loses one in ten; chosen on the scans of the fixtures
)

// ZWNJ puts ZWNJs right by the model's judgement, in the way the document
// writes. Habits that know nothing are learned from the text itself; without a
// model only stray ZWNJs are taken out. A recognizer, where the text comes from
// pixels, loses single ones.
func ZWNJ(c Context) pass.Pass {
	m, h, policy := c.Model, c.Habits, c.ZWNJ
	return pass.Pass{
		Name: "zwnj", Doc: zwnjDoc, Class: pass.Inferred,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
			edits := strayZWNJ(v)
			if policy == KeepZWNJ || m == nil {
				return edits, ctx.Err()
			}
			if c.Ordered && h != nil {
				own := *h
				own.ordered = true
				h = &own
			}
			r := restorer{v: v, s: h.spellerOf(m), h: h, policy: policy, pixels: c.Pixels, joined: c.Joined, words: wordsOf(v)}
			local := h == nil || h.words == 0
			if local {
				r.h = habitsOf(r.s, r.words)
				r.h.ordered = c.Ordered
				if r.h.brief = isBrief(v); r.h.brief {
					r.h.countSpaced(r.s, r.words)
				}
			}
			for i := range r.words {
				if i%4096 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				edits = r.solid(edits, i)
			}
			// Spaces are judged by the text as restored: a second run sees the same.
			if local {
				brief := r.h.brief
				r.h = habitsOf(r.s, r.words)
				r.h.brief = brief
				r.h.countSpaced(r.s, r.words)
			}
			r.read = c.Pixels && r.h.writes()
			r.spaces = c.Extracted && r.h.spacesForJoiners()
			for k := range seamKinds {
				r.slips[k] = r.h.spacedSlip(k)
			}
			if r.policy == AcademyZWNJ || r.read || r.spaces || slices.Contains(r.slips[:], true) {
				for i := range r.words {
					if i%4096 == 0 && ctx.Err() != nil {
						return nil, ctx.Err()
					}
					edits = r.spaced(edits, i)
				}
			}
			for _, i := range r.masked { // others see the text as it stands
				r.words[i].mask = 0
			}
			return edits, nil
		},
	}
}

// restorer proposes ZWNJs word by word.
type restorer struct {
	v      *pass.View
	s      *speller
	h      *Habits
	policy ZWNJPolicy
	pixels bool // the text was read from pixels
	joined func(from int32) bool
	words  []persianWord
	masked []int // words that solid has put ZWNJs into
	joints *joint.Scorer

	read   bool            // single ZWNJs were lost in reading
	spaces bool            // all became spaces
	slips  [seamKinds]bool // kinds of places where a space is a slip
}

// solid proposes ZWNJs in a word that has none.
func (r *restorer) solid(edits []pass.Edit, i int) []pass.Edit {
	w := &r.words[i]
	if w.mask != 0 || w.shape&shapePlain != 0 || len(w.key) < 3 {
		return edits
	}
	seams := r.s.seams(r.words, i)
	if len(seams) == 0 {
		return edits
	}
	sure := 1.0
	var at []int
	for _, p := range seams {
		if (r.wanted(w, p) || r.wantedInBrief(w, seams, p)) && !r.drawnJoined(w, p.Letter) {
			at = append(at, p.Letter)
			sure = min(sure, p.P)
		}
	}
	if r.h.brief && len(at) > 0 && len(at) < len(seams) {
		at, sure = r.alongside(w, seams, at)
	}
	if len(at) == 0 || !persianAround(r.v, w.at()) {
		return edits
	}
	r.silentHeh(i, at)
	for _, n := range at {
		w.mask |= 1 << n
	}
	r.masked = append(r.masked, i)
	// One edit for the word: its seams stand or fall together.
	return append(edits, r.v.Edit(w.at(), withZWNJ(r.v.Text[w.from:w.to], at), reasonLostZWNJ, sure))
}

// silentHeh chooses the last place of a word in the letters of های: before them if it is a plural
// (نقش|های), behind the first of them if it is a noun in a silent heh with the ending ای (نقشه|ای),
// which the letters of the word alone do not tell: the words around it do.
func (r *restorer) silentHeh(i int, at []int) {
	key, last := r.words[i].key, len(at)-1
	plural := len(key) - len(keyPlural) - 1 // the place before the ending
	if plural < 1 || string(key[plural+1:]) != keyPlural || at[last] != plural && at[last] != plural+1 || !lang.Symbol(key[plural]).JoinsNext() {
		return
	}
	from := 0
	if last > 0 {
		from = at[last-1] + 1
	}
	if from > plural {
		return
	}
	stem := lang.Spell(key[from : plural+1])
	noun := stem + lang.Spell([]byte(keyHeh))
	if min(r.s.m.Count(stem), r.s.m.Count(noun)) < hehCount {
		return
	}
	before, after := r.around(i)
	gain := r.reads(before, []string{noun, lang.Spell([]byte(keyIndefinite))}, after) - r.reads(before, []string{stem, lang.Spell([]byte(keyPlural))}, after)
	least := float64(hehGain)
	if len(before) == 0 {
		least = hehLead
	}
	if at[last] = plural; gain > least {
		at[last]++
	}
}

// reads is how well a line goes on over some words, in nats: by their letters and the words beside
// them, and by what more words on both sides say of each gap.
func (r *restorer) reads(before, words, after []string) float64 {
	if r.joints == nil {
		r.joints = joint.NewScorerOf(joint.Default(), jointsKept)
	}
	letters := words
	if n := len(before); n > 0 {
		letters = slices.Concat(before[n-1:], letters)
	}
	letters = slices.Concat(letters, after[:min(1, len(after))])
	sum := r.s.m.LogProb(nil, []rune(" "+strings.Join(letters, " ")+" "))
	r.joints.Trim()
	spelled := func(words []string) []joint.Word { return r.joints.Words([]rune(strings.Join(words, " "))) }
	left, middle := spelled(before), spelled(words)
	all := slices.Concat(left, middle, spelled(after))
	for n := len(left); n <= len(left)+len(middle); n++ {
		sum += r.joints.Score(all[:n], all[n:])
	}
	return sum
}

// around are the pieces between the gaps of the line before a word and after it, as many as say
// something of it. Words that have yet to get their ZWNJs back are parted where those belong.
func (r *restorer) around(i int) (before, after []string) {
	for k := i; k > 0 && r.words[k].after && len(before) < joint.Reach; k-- {
		before = append(r.pieces(k-1), before...)
	}
	for k := i + 1; k < len(r.words) && r.words[k].after && len(after) < joint.Reach; k++ {
		after = append(after, r.pieces(k)...)
	}
	return before[max(0, len(before)-joint.Reach):], after[:min(len(after), joint.Reach)]
}

func (r *restorer) pieces(i int) (out []string) {
	w := &r.words[i]
	mask := w.mask
	if mask == 0 {
		for _, p := range r.s.seams(r.words, i) {
			if p.P >= evenOdds {
				mask |= 1 << p.Letter
			}
		}
	}
	from := 0
	for n := range w.key {
		if mask>>n&1 == 1 || n == len(w.key)-1 {
			out = append(out, lang.Spell(w.key[from:n+1]))
			from = n + 1
		}
	}
	return out
}

var keyPlural, keyIndefinite = keyOf("های"), keyOf("ای")

// Both words have been seen so often, and the line reads better with the noun in a silent heh than with the
// plural by so many nats behind a word, and by so many where none stands: more lines begin with plurals. Chosen on 248 such
// words of held-out text, none of which is told wrong so, and 1,522 of tier C, which nothing is learned
// from: 60, a quarter of them پوست in a magazine of health. Where the letters alone decided, it were 6 and 100.
const (
	hehCount   = 3
	hehGain    = -1
	hehLead    = 3
	jointsKept = 256 // words and contexts that are remembered: most are asked for once
)

// wanted decides one place.
func (r *restorer) wanted(w *persianWord, p lang.Seam) bool {
	k := r.s.kind(w.key, p.Letter)
	if p.P < usualAt && r.s.usuallySolid(w) {
		return false
	}
	if (r.h.ordered || r.h.brief) && k == seamVerb && r.s.mostlySolid(w.key) {
		return false
	}
	least := restoreAt
	if k == seamOther {
		least = compoundAt
	}
	switch {
	case r.policy == AcademyZWNJ && (k != seamOther || r.h.lost(k)):
		return p.P >= least // compounds that were not lost the Academy leaves to their author
	case r.h.lost(k) && !r.h.few():
		return p.P >= least
	case r.h.lost(k):
		return p.P >= restoreFewAt && r.s.attested(w.key[:p.Letter+1], w.key[p.Letter+1:]) ||
			p.P >= unattestedAt && (k == seamVerb || k == seamHeh)
	case r.pixels && r.h.writes():
		return p.P >= readAt
	case r.h.slip(k):
		return p.P >= slipAt && r.s.attested(w.key[:p.Letter+1], w.key[p.Letter+1:])
	}
	return false
}

// wantedInBrief decides one place of a text of a line or a few, which may have lost its only ZWNJ:
// careful texts have to write one between the pieces, or the second is an ending.
func (r *restorer) wantedInBrief(w *persianWord, seams []lang.Seam, p lang.Seam) bool {
	if !r.h.brief || has(r.v.Text, w.at(), func(c rune) bool { return c == fathatan }) { // موجهاً
		return false
	}
	k, least := r.s.kind(w.key, p.Letter), restoreFewAt
	if seamsAt(seams, sureSeam) > 1 { // which tell of each other
		least = sureSeam
	}
	left, right := aroundSeam(w.key, seams, p.Letter)
	if r.h.lostInBrief(k, right) && r.onlyParted(w.key, p, left, right) {
		return true
	}
	if p.P < least || r.s.usuallySolid(w) || k == seamVerb && r.s.mostlySolid(w.key) || !r.h.lostInBrief(k, right) || k == seamOther && !r.s.mostlyWritten(w.key) {
		return false
	}
	switch k {
	case seamVerb, seamHeh:
		if p.P >= unattestedAt {
			return true
		}
	case seamPlural, seamDegree: // of any noun
		if solid, written := r.s.m.Spellings(w.key); solid >= ownSolid && solid > solidTimes*written {
			return false // a word of its own, ایها, or one that many write solid: سالها
		}
		if r.s.m.KnownKey(left, 0) {
			return true
		}
	}
	return r.s.attested(left, right)
}

// onlyParted reports a form of a verb that a lexicon lists with its ZWNJ, or a known word in a silent heh or a
// yeh before a pronoun or a copula, which no text of any kind writes solid: what nobody writes so is no
// choice of an author, and less of a probability has to speak for it.
func (r *restorer) onlyParted(key []byte, p lang.Seam, left, right []byte) bool {
	if p.P < unseenAt {
		return false
	}
	if solid, _ := r.s.m.Spellings(key); solid > 0 {
		return false
	}
	if isVerbPrefix(string(left)) {
		for n := range personLetters { // میسر|م is no verb
			if r.s.m.Frequency(key[:len(key)-1-n]) >= ownSolid {
				return false
			}
		}
		return r.s.m.Listed(key, 1<<p.Letter)
	}
	last := left[len(left)-1]
	return (last == keyHeh[0] || last == keyYeh) && len(right) > 1 && hehEndings[string(right)] && r.s.m.Frequency(left) >= ownSolid
}

// seamsAt counts the places that are at least so probable.
func seamsAt(seams []lang.Seam, least float64) (n int) {
	for _, p := range seams {
		if p.P >= least {
			n++
		}
	}
	return n
}

// alongside adds to the places of a word those that are sure beside them: a word that has lost one
// ZWNJ has lost them all.
func (r *restorer) alongside(w *persianWord, seams []lang.Seam, at []int) (all []int, sure float64) {
	sure = 1
	for _, p := range seams {
		if p.P >= sureSeam && !r.drawnJoined(w, p.Letter) || slices.Contains(at, p.Letter) {
			all = append(all, p.Letter)
			sure = min(sure, p.P)
		}
	}
	return all, sure
}

// drawnJoined reports that the ink itself has no ZWNJ between a letter of a word and the
// next: both are of a piece.
func (r *restorer) drawnJoined(w *persianWord, letter int) bool {
	if r.joined == nil || !lang.Symbol(w.key[letter]).JoinsNext() {
		return false
	}
	last := page.Inferred // the origin of the letter
	for _, c := range r.v.Text[w.from:w.to] {
		if s := lang.SymbolOf(c.R); s == lang.Skip || c.R == zwnj {
			continue
		}
		switch {
		case letter == 0:
			last = c.From
		case letter < 0:
			return c.From == last && r.joined(last)
		}
		letter--
	}
	return false
}

// withZWNJ puts ZWNJs after the given letters, counted without marks.
func withZWNJ(t page.Text, at []int) page.Text {
	out := make(page.Text, 0, len(t)+len(at))
	letter := -1
	for _, c := range t {
		if s := lang.SymbolOf(c.R); s != lang.Skip && c.R != zwnj {
			if len(at) > 0 && letter == at[0] {
				out = append(out, inferred(zwnj))
				at = at[1:]
			}
			letter++
		}
		out = append(out, c)
	}
	return out
}

// spaced proposes a ZWNJ for the space before a word.
func (r *restorer) spaced(edits []pass.Edit, i int) []pass.Edit {
	w := &r.words[i]
	if !w.after {
		return edits
	}
	last := &r.words[i-1]
	if w.from-last.to != 1 {
		return edits
	}
	if r.policy != AcademyZWNJ && !r.read && !r.spaces && (!r.slips[gapBefore(r.words, i)] || !r.s.attestedGap(last, w)) {
		return edits
	}
	if r.h.brief && r.policy != AcademyZWNJ && len(w.key) == 1 && w.key[0] == keyYeh {
		return edits // who writes رفته‌اند may write خانه ی
	}
	p := r.s.joint(r.words, i)
	least := spacedAt
	switch {
	case r.policy == AcademyZWNJ || r.spaces && gapBefore(r.words, i) != seamOther:
		least = academyAt
	case r.read || r.spaces:
		least = readAt
	}
	if p < least || !joinsNext(r.v.Text[last.to-1].R) || !persianAround(r.v, pass.Range{From: int(last.from), To: int(w.to)}) {
		return edits
	}
	return append(edits, r.v.Edit(pass.Range{From: int(last.to), To: int(w.from)},
		page.Text{keep(r.v.Text[last.to].From, zwnj)}, reasonSpacedZWNJ, p))
}

// aroundRunes is how far the language of a word's surroundings is read, in code
// points to both sides. A verse or a title in another language is longer.
const aroundRunes = 48

// persianAround reports that the line around a word is in Persian.
func persianAround(v *pass.View, w pass.Range) bool { return isAround(v, w, lang.Persian) }

// ownAround reports that it is in the language of the model.
func ownAround(m *lang.Model, v *pass.View, w pass.Range) bool {
	return isAround(v, w, ownLanguage(m))
}

// isAround asks for the language of the line around a word. In a text of another language
// what is told by nothing is in that.
func isAround(v *pass.View, w pass.Range, own lang.Language) bool {
	t, from, to := v.Text, w.From, w.To
	for n := 0; n < aroundRunes && from > 0 && t[from-1].R != '\n'; n++ {
		from--
	}
	for n := 0; n < aroundRunes && to < len(t) && t[to].R != '\n'; n++ {
		to++
	}
	l, sure := lang.IdentifyRunes(runesOf(t[from:to]))
	setting := settingOf(v)
	return l == own && (v.Firm || sure >= surePersian || setting == own || setting == lang.Unknown)
}

// strayZWNJ proposes to take out ZWNJs that show nothing: repeated ones, and
// those with white space or an end of the line beside them.
func strayZWNJ(v *pass.View) (edits []pass.Edit) {
	if !shows(v, signJoiner) {
		return nil
	}
	t := v.Text
	for i := 0; i < len(t); i++ {
		if t[i].R != zwnj {
			continue
		}
		j := i + 1
		for j < len(t) && t[j].R == zwnj {
			j++
		}
		switch {
		case i == 0 || j == len(t) || isWhite(t[i-1].R) || isWhite(t[j].R):
			if persianAround(v, pass.Range{From: i, To: j}) {
				edits = append(edits, v.Delete(pass.Range{From: i, To: j}, reasonEdgeZWNJ, 1))
			}
		case j > i+1:
			edits = append(edits, v.Delete(pass.Range{From: i + 1, To: j}, reasonDoubledZWNJ, 1))
		}
		i = j - 1
	}
	return edits
}
