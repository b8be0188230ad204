package passes

import (
	"math/bits"
	"unicode"

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

	// The words of a text, and those of the text before it, in which most lines
	// stood as they do now.
	words, before wordList
	listed        int32 // number of texts whose words were listed
	reader        wordReader
	speller       *speller

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
	return habitsWith(s.spellerOf(m), wordsOf(&pass.View{Text: t, Shared: s}), t)
}

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
	s.worded, s.spoken, s.settled, s.coded = false, false, false, false
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

// wordList is persianWords by line.
type wordList struct {
	words []persianWord
	lines []wordLine
}

type wordLine struct {
	from int // code points before the line
	end  int // words up to its end
}

// start is the first word of line i or after it.
func (w *wordList) start(i int) int {
	if i == 0 {
		return 0
	}
	return w.lines[i-1].end
}

// wordsOf lists the words of a view, see persianWords. They are shared: who
// changes one has to change it back.
func wordsOf(v *pass.View) []persianWord {
	s := surveyOf(v)
	if !s.worded {
		s.listWords(v)
	}
	return s.words.words
}

// listedIn is the part of wordsOf that stands in line i.
func listedIn(v *pass.View, i int) []persianWord {
	words, s := wordsOf(v), surveyOf(v)
	return words[s.words.start(i):s.words.lines[i].end]
}

func (s *Survey) listWords(v *pass.View) {
	s.words, s.before = s.before, s.words
	w, old := &s.words, &s.before
	if w.words == nil {
		w.words = make([]persianWord, 0, len(v.Text)/usualWord+1)
	}
	w.words, w.lines = w.words[:0], w.lines[:0]
	for i, r := range v.Lines() {
		if l := s.lines[i]; l.listed != s.listed || s.listed == 0 {
			w.words = s.reader.line(w.words, v.Text, r)
		} else {
			at, n := old.lines[l.at], len(w.words)
			w.words = append(w.words, old.words[old.start(int(l.at)):at.end]...)
			by := int32(r.From - at.from)
			for k := range w.words[n:] {
				w.words[n+k].from += by
				w.words[n+k].to += by
			}
		}
		w.lines = append(w.lines, wordLine{r.From, len(w.words)})
	}
	s.listed++
	for i, l := range s.lines {
		l.listed, l.at = s.listed, int32(i)
	}
	s.worded = true
}

// languageOf is the language of a view, judged when somebody first asks.
func languageOf(v *pass.View) lang.Language {
	s := surveyOf(v)
	if !s.spoken {
		s.spoken, s.language = true, textLanguage(v.Text[:min(len(v.Text), sample)])
	}
	return s.language
}

// settingOf is the language of a text. Where its own is another script, it is that of its
// document (a page of formulas in a Persian paper), or that of its words in the Arabic script
// (the labels of a diagram on which an unregistered program has stamped its name).
func settingOf(v *pass.View) lang.Language {
	s := surveyOf(v)
	s.settle(v)
	return s.setting
}

// settle finds out the setting of a text, and whether it can be read.
func (s *Survey) settle(v *pass.View) {
	if s.settled {
		return
	}
	l := languageOf(v)
	arabic, strange, _ := s.letters()
	if l == lang.Latin || l == lang.Unknown {
		switch {
		case s.document == lang.Persian:
			l = s.document
		case arabic >= leastEastern:
			l = textLanguage(eastern(v.Text[:min(len(v.Text), sample)]))
		}
	}
	s.settled, s.setting, s.unread = true, l, !v.Firm && isUnread(l, v.Text, arabic, strange)
}

// leastEastern is how many letters of the Arabic script tell their language in a text that is
// in another one.
const leastEastern = 60

// isOthers reports a text as somebody wrote it in a language that the model does not
// know; nil knows Persian. Lines that were read off a page have faults in all languages alike.
func isOthers(m *lang.Model, v *pass.View) bool {
	l := languageOf(v)
	return !v.Firm && l != ownLanguage(m) && l != lang.Unknown
}

// ownLanguage is the language of a model, and Persian without one.
func ownLanguage(m *lang.Model) lang.Language {
	if m == nil {
		return lang.Persian
	}
	return m.Language()
}

// letters counts the letters of the Arabic script in a view, those among them that
// neither Persian nor Arabic has, and those of other scripts.
func (s *Survey) letters() (arabic, strange, foreign int) {
	for _, l := range s.lines {
		arabic, strange, foreign = arabic+int(l.arabic), strange+int(l.strange), foreign+int(l.foreign)
	}
	return arabic, strange, foreign
}

// otherScript is the share of letters of the Arabic script below which a text is in
// another one, whatever it quotes. Of the shared cases, the broken fixtures and the
// authors' texts of the corpus that are Persian, none that is in Unicode has less than 0.48.
const otherScript = 0.1

// inOtherScript reports a text as somebody wrote it, not off a page, that is not in
// the Arabic script.
func inOtherScript(v *pass.View) bool {
	arabic, _, foreign := surveyOf(v).letters()
	return !v.Firm && float64(arabic) < otherScript*float64(arabic+foreign)
}

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
type judgement uint8

const (
	directionKept  judgement = 1 << iota // stored the right way round
	directionOpen                        // not to be told which way round
	directionPlain                       // without a sign that it is stored backwards
	strokeless                           // nothing in it is a stroke, see Stray
	sickKnown                            // whether it is sick was asked
	sick                                 // it is, see lang.Model.Sick
	stretchesKept                        // its stretches read no better in reverse order
	unsearchable                         // not to be searched for runs, see scrambled
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

// strangeShare is the share of strange letters from which on a line is in another
// language than Persian and Arabic: in text of 2,000 sentences each, Kurdish has
// 8 %, Pashto 10 %, Sindhi 19 %, Urdu 9 % and Uyghur 16 %; a Persian line with a
// name from one of them may have one.
const strangeShare = 0.03

// isStrange reports a letter of the Arabic script that neither Persian nor Arabic
// has, but for those that stand for their own in faulty text.
func isStrange(r rune) bool {
	return isArabic(r) && !isForm(r) && !isLookAlike(r) && !lang.SymbolOf(r).Letter()
}

// isStrange reports a line in a language of which the model knows nothing.
func (l *line) isStrange() bool { return float64(l.strange) > strangeShare*float64(l.arabic) }

// sign is a set of things that a line holds and most healthy lines do not. A pass
// looks at the lines only that hold what it repairs.
type sign uint32

const (
	signControl   sign = 1 << iota // a control, see isControl
	signJoiner                     // a ZWNJ that is not between Arabic letters
	signForm                       // a presentation form
	signLookAlike                  // a letter or digit of another language, see isLookAlike
	signMark                       // a combining mark of the Arabic script
	signBracket                    // a bracket or quotation mark that mirrors
	signDigit                      // a digit
	signTatweel                    // a tatweel
	signLoose                      // what can change in Normalization Form C
	signFeed                       // a form feed
	signSkipped                    // what the model passes over and is no part of a word
	signTwice                      // two spaces in a row
	signApart                      // single letters in a row, as many as make a word of spaced ones
	signMojibake                   // see suspectsMojibake
	signUnmapped                   // what stands for a glyph without a letter, see isUnmapped
	signCode                       // what code and markup are full of, see isCodeSign
	signPrivate                    // a private code of a symbol font
	signNumbered                   // what may be the number of a glyph, see mayBeNumber
	firstKind                      // behind all signs
)

// The kind of a code point holds the signs that it is by itself, and these.
const (
	kindArabic   sign = firstKind << iota // a letter of the Arabic script
	kindLetter                            // a letter that the model knows
	kindForeign                           // a letter of another script
	kindStrange                           // see isStrange
	kindGap                               // what ends a word for the eye
	kindBlank                             // SPACE
	kindJoiner                            // ZWNJ
	kindHigh                              // above ASCII
	kindAccented                          // see isAccented
	kindLead                              // see isLead

	byItself = kindArabic - 1
)

// look fills in what a line shows.
func (l *line) look(t page.Text) {
	all := sign(0)
	latin, lead, high := 0, 0, 0    // see suspectsMojibake
	apart, single := 0, false       // single letters between gaps; whether one stands here so far
	inPiece, inRow, most := 0, 0, 0 // letters of a piece between other signs; pieces of one letter in a row
	prev := kindGap                 // the line feed before
	for _, c := range t {
		k := kindOf(c.R)
		all |= k
		if k&kindLetter != 0 {
			l.letters++
		}
		if k&kindStrange != 0 {
			l.strange++
		}
		switch {
		case k&kindArabic != 0:
			l.arabic++
			single = prev&kindGap != 0
		case k&signMark == 0:
			if single && k&kindGap != 0 {
				apart++
			}
			single = false
		}
		switch {
		case k&kindArabic != 0:
			inPiece++
		case k&(signMark|kindJoiner) != 0 || inPiece == 0:
		default:
			if inRow++; inPiece > 1 {
				inRow = 0
			}
			inPiece, most = 0, max(most, inRow)
		}
		switch {
		case k&kindForeign != 0:
			l.foreign++
		case k&kindJoiner != 0 && prev&(kindArabic|signMark) == 0, k&kindArabic == 0 && prev&kindJoiner != 0:
			all |= signJoiner
		case k&prev&kindBlank != 0:
			all |= signTwice
		}
		if k&kindHigh != 0 {
			high++
			if k&kindAccented != 0 {
				latin++
			}
			if k&kindLead != 0 {
				lead++
			}
		}
		prev = k
	}
	if single {
		apart++
	}
	if inPiece == 1 {
		most = max(most, inRow+1)
	}
	if apart >= spacedRun && most >= spacedRun {
		all |= signApart
	}
	if prev&kindJoiner != 0 { // the line feed behind
		all |= signJoiner
	}
	if suspectsMojibake(latin, lead, high) {
		all |= signMojibake
	}
	l.signs = all & byItself
}

// Nearly all code points are Latin to Arabic or General Punctuation.
var lowKinds, generalKinds = func() (low [0x0700]sign, general [0x0070]sign) {
	for i := range low {
		low[i] = measureKind(rune(i))
	}
	for i := range general {
		general[i] = measureKind(rune(0x2000 + i))
	}
	return low, general
}()

func kindOf(r rune) sign {
	if i := uint32(r); i < uint32(len(lowKinds)) {
		return lowKinds[i]
	}
	if i := uint32(r - 0x2000); i < uint32(len(generalKinds)) {
		return generalKinds[i]
	}
	return measureKind(r)
}

func measureKind(r rune) (k sign) {
	for _, q := range [...]struct {
		yes  bool
		what sign
	}{
		{isControl(r), signControl},
		{r >= 0xFB50 && r <= 0xFEFC, signForm},
		{isLookAlike(r), signLookAlike},
		{isMark(r), signMark},
		{mirrors(r), signBracket},
		{isDigit(r), signDigit},
		{r == tatweel, signTatweel},
		{!boundary(r) || !stable(r), signLoose},
		{r == '\f', signFeed},
		{isUnmapped(r), signUnmapped},
		{isCodeSign(r), signCode},
		{isPrivateSymbol(r), signPrivate},
		{mayBeNumber(r), signNumbered},
		{lang.SymbolOf(r) == lang.Skip && !isMark(r) && r != tatweel, signSkipped},
		{lang.SymbolOf(r).Letter(), kindLetter},
		{isArabic(r), kindArabic},
		{!isArabic(r) && unicode.IsLetter(r), kindForeign},
		{isStrange(r), kindStrange},
		{isEdge(r), kindGap},
		{r == ' ', kindBlank},
		{r == zwnj, kindJoiner},
		{r >= 0x80, kindHigh},
		{isAccented(r), kindAccented},
		{isLead(r), kindLead},
	} {
		if q.yes {
			k |= q.what
		}
	}
	return k
}
