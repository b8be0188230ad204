package passes

import (
	"math/bits"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Survey is what the passes found out about a text and share, from pass to pass
// and from round to round: a line is looked at once, however many passes ask. All
// it holds follows from the code points and the model alone, so it changes no
// answer. It serves one text and what becomes of it, with one model, and is not
// safe for concurrent use.
type Survey struct {
	known map[uint64]*line // by content

	// The text that was asked about last.
	text     page.Text
	edition  int // see pass.View.Edition
	lines    []*line
	signs    sign    // of all lines together
	share    float64 // see sickShare
	pieces   int     // -1 if nobody asked for the share
	followed bool    // follow is that of the text
	follow   bool    // see gapsFollow
	worded   bool    // words are those of the text
	spoken   bool    // language is that of the text
	coded    bool    // code is that of the text
	code     bool    // see lines in code
	allCode  bool    // it is nothing else
	fenced   []bool  // by line, see fencedLines
	language lang.Language
	settled  bool // setting and unread are those of the text
	setting  lang.Language
	unread   bool          // see isUnread
	document lang.Language // that of the document which the text is a part of
	told     toldLanguage  // of the text that was asked for its language last

	// The words of a text, and those of the text before it, in which most lines
	// stood as they do now.
	words, before wordList
	listed        int32 // number of texts whose words were listed
	reader        wordReader
	speller       *speller

	gaps bool // the text lost the spaces where scripts meet, of which a repair has put some back, see losesScriptGaps

	soundSamples map[uint64]bool // by hash of some lines of a page: they read best as they stand
}

// NewSurvey knows nothing yet, but for what the habits of the document brought
// with them, which may be nil.
func NewSurvey(h *Habits) *Survey {
	s := &Survey{known: make(map[uint64]*line), soundSamples: make(map[uint64]bool)}
	if h != nil {
		s.speller, s.document = h.speller, h.language
	}
	return s
}

// Learn reads the habits of a document off the text it consists of.
func (s *Survey) Learn(m *lang.Model, t page.Text) *Habits {
	return habitsWith(s.spellerOf(m), wordsOf(&pass.View{Text: t, Shared: s}), t, s.languageOf(t))
}

// ModelFor is the model that repairs a text, see ModelFor.
func (s *Survey) ModelFor(t page.Text) *lang.Model { return modelFor(t, s.languageOf(t)) }

// surveyOf is what the passes of a view share, of its text.
func surveyOf(v *pass.View) *Survey {
	s, ok := v.Shared.(*Survey)
	if !ok {
		s = NewSurvey(nil)
		v.Shared = s
	}
	if s.lines == nil || s.edition != v.Edition || !sameText(s.text, v.Text) {
		s.read(v)
	}
	return s
}

// sameText reports the same text in memory, not an equal one.
func sameText(a, b page.Text) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// maxKnown bounds the lines that are remembered by content.
const maxKnown = 1 << 18

func (s *Survey) read(v *pass.View) {
	ranges, old := v.Lines(), s.lines
	kept := v.Kept(s.text, s.edition)
	s.text, s.edition, s.signs, s.pieces = v.Text, v.Edition, 0, -1
	s.worded, s.spoken, s.settled, s.coded, s.followed = false, false, false, false, false
	s.lines = make([]*line, len(ranges))
	var fresh []line // many lines in one allocation
	for i, r := range ranges {
		if kept != nil && kept[i] >= 0 {
			s.lines[i] = old[kept[i]]
			s.signs |= s.lines[i].signs
			continue
		}
		t := v.Text[r.From:r.To]
		h := hashOf(t)
		l := s.known[h]
		if l == nil || l.length != len(t) { // whose hash is another's by chance or intent
			if len(s.known) >= maxKnown {
				clear(s.known)
			}
			if len(fresh) == 0 {
				fresh = make([]line, min(len(ranges)-i, 1<<10))
			}
			l, fresh = &fresh[0], fresh[1:]
			l.length = len(t)
			b := trim(t, pass.Range{To: len(t)})
			l.lead, l.trail = int32(b.From), int32(len(t)-b.To)
			l.look(t)
			s.known[h] = l
		}
		s.lines[i] = l
		s.signs |= l.signs
	}
}

// hashOf tells texts apart by their code points, wherever these come from.
func hashOf(t page.Text) uint64 {
	const odd = 0x9E3779B97F4A7C15 // 2^64 by the golden ratio
	h := uint64(len(t)) * odd
	for _, c := range t {
		h = bits.RotateLeft64(h^uint64(c.R), 27) * odd
	}
	return h ^ h>>32
}

// within is a line without the white space at its ends, see trim.
func (l *line) within(r pass.Range) pass.Range {
	return pass.Range{From: r.From + int(l.lead), To: r.To - int(l.trail)}
}

// linesOf is what each line of a view shows, in the order of pass.View.Lines.
func linesOf(v *pass.View) []*line { return surveyOf(v).lines }

// shows reports whether a line of the view has one of the signs.
func shows(v *pass.View, any sign) bool { return surveyOf(v).signs&any != 0 }

// spellerOf is the speller that the rounds of a text share.
func (s *Survey) spellerOf(m *lang.Model) *speller {
	if s.speller == nil || s.speller.m != m {
		s.speller = newSpeller(m)
	}
	return s.speller
}

// line is what a line shows by itself.
type line struct {
	length  int   // code points
	lead    int32 // white space at its start
	trail   int32 // and at its end
	signs   sign
	arabic  int32 // letters of the Arabic script
	letters int32 // those that the model knows
	foreign int32 // letters of other scripts
	strange int32 // letters of the Arabic script that neither Persian nor Arabic has
	judged  judgement
	form    lineForm // 0 until somebody asks
	listed  int32    // the last text whose words were listed that holds the line
	at      int32    // and where
	row     *row     // nil until somebody asks
}

// judgement is what was found out about a line with a model, as far as somebody asked.
type judgement uint16

const (
	directionKept  judgement = 1 << iota // stored the right way round
	directionOpen                        // not to be told which way round
	directionPlain                       // without a sign that it is stored backwards
	strokeless                           // nothing in it is a stroke, see Stray
	sickKnown                            // whether it is sick was asked
	sick                                 // it is, see lang.Model.Sick
	stretchesKept                        // its stretches read no better in reverse order
	unsearchable                         // not to be searched for runs, see scrambled
	siteless                             // no sign stands within a word, see signSites
)

// isSick reports whether the model calls line i of a view sick.
func isSick(m *lang.Model, v *pass.View, i int) bool {
	s := surveyOf(v)
	l := s.lines[i]
	if l.judged&sickKnown == 0 {
		l.judged |= sickKnown
		if !s.readsWell(m, v, i) && m.Sick(v.Runes(v.Lines()[i])) {
			l.judged |= sick
		}
	}
	return l.judged&sick != 0
}

// readsWell reports that so many letters of a line stand in known words that it
// cannot be sick: the answer of lang.Model.Coverage, from below, out of what the
// words have been asked already.
func (s *Survey) readsWell(m *lang.Model, v *pass.View, i int) bool {
	l := s.lines[i]
	if l.letters == 0 || l.signs&signSkipped != 0 { // which part the words here, and there do not
		return false
	}
	known, speller, words := 0, s.spellerOf(m), listedIn(v, i)
	for k := range words {
		w := &words[k]
		if w.mask == 0 {
			if speller.isKnown(w) {
				known += len(w.key)
			}
			continue
		}
		from := 0
		for n := range w.key {
			if w.mask>>n&1 == 1 || n == len(w.key)-1 {
				if m.KnownKey(w.key[from:n+1], 0) {
					known += n + 1 - from
				}
				from = n + 1
			}
		}
	}
	return float64(known)/float64(l.letters) >= lang.WellKnown
}
