package lang

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Language is what a span is written in.
type Language uint8

const (
	Unknown Language = iota // no letters, or no telling
	Persian
	Arabic
	Kurdish // Sorani
	Urdu
	Pashto
	Azeri // in Arabic script
	Hebrew
	Latin // any language in Latin, Greek or Cyrillic letters
)

var languageNames = [...]string{"unknown", "fa", "ar", "ckb", "ur", "ps", "azb", "he", "latin"}

// String is the language as a BCP 47 tag, "latin" or "unknown".
func (l Language) String() string {
	if int(l) < len(languageNames) {
		return languageNames[l]
	}
	return "unknown"
}

var languageWords = [...]string{"known language", "Persian", "Arabic", "Kurdish", "Urdu", "Pashto", "Azeri", "Hebrew", "Latin text"}

// Name is the language in English, for messages.
func (l Language) Name() string { return languageWords[min(int(l), len(languageWords)-1)] }

// Identify tells in which language a span is written, with a confidence in
// 0..1. It weighs letters that other languages lack, function words and endings;
// a span of one common word is told with low confidence, not refused. Code
// points that are letters of no language (digits, marks, signs) do not count.
// Letters that only a broken encoding put there (Arabic yeh and kaf in Persian)
// weigh little against words.
func Identify(text string) (Language, float64) { return IdentifyRunes([]rune(text)) }

// IdentifyRunes is Identify of code points.
func IdentifyRunes(text []rune) (Language, float64) {
	var n scores
	n.letters(text)
	if n.hebrew > n.arabic && n.hebrew > n.latin {
		return Hebrew, share(n.hebrew, n.arabic+n.latin)
	}
	if n.arabic == 0 || n.latin > 3*n.arabic {
		if n.latin == 0 {
			return Unknown, 0
		}
		return Latin, share(n.latin, n.arabic+n.hebrew)
	}
	start := -1 // of the word, or -1 between words
	for i, r := range text {
		switch in := inWord(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			n.word(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		n.word(text[start:])
	}
	best, second := Persian, Unknown
	for l := Persian; l <= Azeri; l++ {
		if n.of[l] > n.of[best] {
			best = l
		}
	}
	for l := Persian; l <= Azeri; l++ {
		if l != best && (second == Unknown || n.of[l] > n.of[second]) {
			second = l
		}
	}
	if n.of[best] <= 0 {
		// Only letters that all share: Persian is what this program reads.
		return Persian, 0.3
	}
	margin := n.of[best] - max(n.of[second], 0)
	return best, 1 - 0.7/(1+margin)
}

func share(a, b int) float64 { return float64(a) / float64(a+b) }

// scores collects evidence per language. One point is about one function word.
type scores struct {
	arabic, latin, hebrew int
	common                int      // yehs and kafs
	room                  [64]byte // for a word
	of                    [Latin + 1]float64
}

// commonLetters is how many yehs and kafs count. Their code points tell whose
// keyboard a text was typed on, which is little beside its words.
const commonLetters = 3

// evidence is what a letter tells of one language.
type evidence struct {
	l Language
	w float64
}

// letterEvidence lists letters that some of the languages use and others do not.
var letterEvidence = map[rune][]evidence{
	'\u067E': {{Persian, 1}, {Kurdish, 0.8}, {Urdu, 0.6}, {Pashto, 0.5}, {Azeri, 0.5}},             // PEH
	'\u0686': {{Persian, 1}, {Kurdish, 0.8}, {Urdu, 0.6}, {Pashto, 0.5}, {Azeri, 0.5}},             // TCHEH
	'\u06AF': {{Persian, 1}, {Kurdish, 0.8}, {Urdu, 0.6}, {Azeri, 0.5}},                            // GAF
	'\u0698': {{Persian, 1}, {Kurdish, 0.9}, {Pashto, 0.4}},                                        // JEH
	'\u06A9': {{Persian, 0.3}, {Kurdish, 0.25}, {Urdu, 0.25}, {Pashto, 0.2}, {Azeri, 0.2}},         // KEHEH
	'\u06CC': {{Persian, 0.3}, {Kurdish, 0.25}, {Urdu, 0.25}, {Pashto, 0.2}, {Azeri, 0.2}},         // FARSI YEH
	'\u064A': {{Arabic, 0.3}, {Pashto, 0.1}}, '\u0643': {{Arabic, 0.3}}, '\u0649': {{Arabic, 0.4}}, // ARABIC YEH, ARABIC KAF, ALEF MAKSURA
	'\u0629': {{Arabic, 1.2}}, '\u0625': {{Arabic, 1}}, '\u0671': {{Arabic, 3}}, '\u0623': {{Arabic, 0.4}}, // TEH MARBUTA, ALEF HAMZA BELOW, ALEF WASLA, ALEF HAMZA ABOVE
	'\u0695': {{Kurdish, 3}}, '\u06B5': {{Kurdish, 3}}, '\u06CE': {{Kurdish, 3}}, '\u06D5': {{Kurdish, 1.5}}, '\u06C6': {{Kurdish, 2}, {Azeri, 1.6}}, '\u06A4': {{Kurdish, 2}}, // REH V BELOW, LAM V, YEH V, AE, OE, VEH
	'\u0679': {{Urdu, 3}}, '\u0688': {{Urdu, 3}}, '\u0691': {{Urdu, 3}}, '\u06BA': {{Urdu, 3}}, '\u06D2': {{Urdu, 3}}, '\u06C1': {{Urdu, 1.5}}, '\u06BE': {{Urdu, 1.5}, {Kurdish, 0.5}}, // TTEH, DDAL, RREH, NOON GHUNNA, YEH BARREE, HEH GOAL, HEH DOACHASHMEE
	'\u067C': {{Pashto, 3}}, '\u0689': {{Pashto, 3}}, '\u0693': {{Pashto, 3}}, '\u0696': {{Pashto, 3}}, '\u069A': {{Pashto, 3}}, '\u06AB': {{Pashto, 3}}, '\u06BC': {{Pashto, 3}}, '\u06D0': {{Pashto, 2.5}}, '\u06CD': {{Pashto, 3}}, '\u0681': {{Pashto, 3}}, '\u0685': {{Pashto, 3}}, // letters with ring and their kin
	'\u06C7': {{Azeri, 3}}, '\u06CB': {{Azeri, 1}}, // U, VE
}

// arabicBlock is what is asked of each letter of the block at U+0600.
var arabicBlock = func() (t [0x0100]struct {
	letter, inWord, common bool
	evidence               []evidence
}) {
	for i := range t {
		r := rune(0x0600 + i)
		t[i].letter = unicode.IsLetter(r) && r >= 0x0620 && r != '\u0640' // TATWEEL
		t[i].inWord = unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
		t[i].evidence = letterEvidence[r]
		t[i].common = r == '\u06A9' || r == '\u06CC' || r == '\u064A' || r == '\u0643' // KEHEH, FARSI YEH, ARABIC YEH, ARABIC KAF
	}
	return t
}()

// inWord reports a letter, a mark or a ZWNJ.
func inWord(r rune) bool {
	switch {
	case r >= 0x0600 && r <= 0x06FF:
		return arabicBlock[r-0x0600].inWord
	case r < 0x80:
		return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	case r >= 0x2000 && r < 0x2070: // General Punctuation
		return r == zwnj
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func (n *scores) letters(text []rune) {
	for _, r := range text {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
				n.latin++
			}
		case r >= 0x0620 && r <= 0x06FF:
			a := &arabicBlock[r-0x0600]
			if !a.letter {
				continue
			}
			n.arabic++
			if a.common {
				// In every second word: a few of them say all that they can.
				if n.common++; n.common > commonLetters {
					continue
				}
			}
			for _, e := range a.evidence {
				n.of[e.l] += e.w
			}
		case r >= 0x2000 && r < 0x2070: // General Punctuation, ZWNJ among it
		case unicode.Is(unicode.Hebrew, r):
			n.hebrew++
		case unicode.Is(unicode.Arabic, r):
			n.arabic++
		case unicode.IsLetter(r):
			n.latin++
		}
	}
}

// functionWords are frequent short words by language, folded as in Symbols.
var functionWords = map[string][]Language{}

func init() {
	var foldedArabic []string
	for l, list := range map[Language]string{
		Persian: "و در به از که این را با است برای آن یک خود تا بر هم نیز می ها های شد شود کرد کند بود شده اما یا اگر ما هر دو باید چه هیچ پس نه بی ای هست نیست دارد کرده گفت من تو او شما آنها وی همه چون بعد سپس بین مورد روی پیش بسیار ولی بوده باشد دارند هستند چنین همین دیگر",
		Arabic: "في من على أن إلى التي الذي عن مع هذا هذه كان ذلك لا ما لم قد بين كل بعد قبل عند ثم أو إن هو هي كما حيث لن إلا إذا لكن ليس منذ أي حتى غير فإن وقد وهو وهي ولا وما ومن عليه عليهم فيه فيها لهم له لها به بها منه منها الله والله بسم رب قال قل يا أيها الذين هم أنت أنا نحن كانت يكون تكون وكان هناك أكثر يوم وفي وعلى وإلى وأن وأنه بأن لأن أنه أنها إنه إنها لقد سوف عندما بشكل يتم أحد أيضا أيضاً بسبب مما ولم ولن فلا وإن ليست لست فقد لدى لديه لديها لدي عنه عنها منهم لك لنا كنا كانوا يكن هؤلاء وهذا وهذه وذلك تلك والتي والذي وكانت وبعد وكل وكما فيما بينما لماذا أين قامت ويقول وقال وقالت قالت يقول تقول ومع هنا كذلك " +
			"يمكن يمكنك يمكننا يجب ينبغي يوجد توجد أصبح أصبحت بات باتت صار صارت ظل ظلت تبلغ يبلغ قام كنت كنتم كانا لكي لكنه لكنها لأنه لأنها لهذا بهذا بهذه بذلك لذلك وذلك وليس وكأن كأن كأنه بحيث أمام الآن مؤخرا فورا جدا أبدا دائما تقريبا حاليا سنة عاما أول أولى ألف مليون أخرى الأخرى آخرون عندها حينها بعدما قبلما كلما أينما حيثما مهما فوق تحتها عبر سوى أمس غدا إذ لو مع أحيانا معظم بعضهم بعضها كلهم كلها نفسه نفسها أنفسهم يا لدينا لديهم إياه إياها ليكون لتكون ليتم وتم وهم ونحن وأنا وأنت وكنت فهو فهي فكان لست لسنا لولا فلما ولما لعل ليت هل أليس ألا بلى نعم كلا",
		Kurdish: "بووە ئەوەی ئەوان ئێوە هەروەها بەڵام بەردەم ژێر سەر هیچ زۆر تر ترین گەورە نەک نەبوو دەبێت دەبێ دەڵێت ساڵ ساڵی کاتێک چونکە ئەگەر تەنیا تەنها لەوێ لێرە هات چوو کە لە بە بۆ کە ئەو ئەم دە یان لەسەر هەر هەموو وەک لەگەڵ نییە ئێمە هەیە بوو کرد دەکات کردن ناو نێوان دوای پێش ئەوە چی من تۆ",
		Urdu:    "ہم تم آپ میرا میرے میری تیرا ہمارا ہمارے ان انہیں انہوں اسے جس جن کسی کوئی کچھ لیکن مگر پھر اب تب جب یہاں وہاں بہت سب ہوا ہوئی ہوں رہا رہی رہے گا گی گے دیا دی دیے لیا لی لیکر والے والی والا ساتھ بعد پہلے درمیان طرف کے کی میں ہے اور سے کو نے پر ہیں کا کہ یہ وہ اس نہیں تھا تھی تھے ایک بھی ہو گیا کر کیا لئے لیے تو جو ہوتا ہوئے گئی جب",
		Pashto:  "زموږ زما ستاسو موږ تاسو هغوی دغه دې دلته هلته هم یا خو نو چېرې څه څوک ځي راځي کوي کېږي وای وم ول ووایي کال کې تر پورې لاندې باندې ترڅنګ یو یوه بل خلک ډېر ډېرې لوی نشته شته یوازې ځکه پرته وروسته مخکې په د چې او کې له سره دی ده يې یې هغه دا ته نه لپاره شو کړ کړې وي شي وو څخه باندې مې ستا زه",
		Azeri:   "ایکی اوچ دؤرد بئش آلتی یئددی سککیز دوققوز یوز بونلار بونون بونا اونا اوندا بوندا منیم سنه منه بیزیم سیزین سیز بیزیم هامی آمما داها اوسته آلتدا ایچینده یانیندا گۆن گون ایل ایلده ائو ائوده ائتدی ائدیر ائدیب گلدی گلیر گئتدی گئدیر دئدی دئییر دئییب دئییردی اولار اولسا اولماز اولوب اولدوغو ایمیش ایسه دیر دئمک هارا هاردا نییه آراسیندا طرفیندن گؤزل یاخشی بؤیوک کیچیک یئنی کؤهنه ایندی بوگون دونن همیشه‌کی و بیر بو ایله اوچون دا دان ایدی دئییل چوخ هر اولان اولدو اولور گؤره سونرا کیمی من سن بیز اونون اونلار وار یوخ نئجه",
	} {
		for w := range strings.FieldsSeq(list) {
			functionWords[w] = append(functionWords[w], l)
			if l == Arabic {
				if f := strings.Map(foldLetter, w); f != w {
					foldedArabic = append(foldedArabic, f)
				}
			}
		}
	}
	// Arabic in Persian letters, as careless keyboards and our own folding make it.
	for _, f := range foldedArabic {
		if len(functionWords[f]) == 0 {
			functionWords[f] = []Language{Arabic}
		}
	}
	for w := range strings.FieldsSeq(persianToo) {
		if ls := functionWords[w]; !slices.Contains(ls, Persian) {
			functionWords[w] = append(slices.Clip(ls), Persian)
		}
	}
	listHashes()
}

// persianToo are function words of other languages that are common words of
// Persian prose or verse: each language has its share of them.
const persianToo = "کردن کسی سوی ترین تر قبل حتی علی علیه کل غیر طرف پر ده فوق مگر تقریبا جدا سن دی کی کو نو معظم ان جو لیکن دیر دان کان تب شو لعل رب بو وای دائما فورا کلا قد لیست سره گون منه هی"

// isMark reports what the bare form of a word is without.
func isMark(r rune) bool {
	return r >= '\u064B' && r <= '\u0653' || r == '\u0670' || r == '\u0640'
}

// fullyMarked is the share of marks among a word's code points from which on it
// is vocalised as only Arabic is in print (Quran, hadith, poetry, primers).
const fullyMarked = 0.3

// form is what the letters and marks of a word tell.
type form struct {
	word           []rune
	room           *[64]byte
	utf8           []byte // see bare; nil until somebody asks
	first, last    rune   // of its letters, 0 if it has none
	letters, marks int
	hash, rest     uint32 // of all letters, and of those behind the first, see mayBeListed
	folds          bool   // it has letters that foldLetter folds
	joiner         bool
	hamza          bool // on waw or yeh
}

// read reads a word.
func (f *form) read(word []rune) {
	f.word = word
	hash, rest := uint32(0), uint32(0)
	for _, r := range word {
		if isMark(r) {
			f.marks++
			continue
		}
		if f.letters == 0 {
			f.first = r
		} else {
			rest = hashLetter(rest, r)
		}
		f.last = r
		hash = hashLetter(hash, r)
		f.letters++
		switch r {
		case '\u064A', '\u0649', '\u0643': // what foldLetter folds
			f.folds = true
		case zwnj:
			f.joiner = true
		case '\u0624', '\u0626': // WAW HAMZA, YEH HAMZA
			f.hamza = true
		}
	}
	f.hash, f.rest = hash, rest
}

// bare is the word without its marks, in UTF-8.
func (f *form) bare() []byte {
	if f.utf8 == nil {
		f.utf8 = f.spell(func(r rune) rune { return r })
	}
	return f.utf8
}

// spell is the word without its marks and with other letters, in UTF-8. It is good until the next call.
func (f *form) spell(letter func(rune) rune) []byte {
	b := f.room[:0]
	for _, r := range f.word {
		if isMark(r) {
			continue
		}
		if r = letter(r); r >= 0x80 && r < 0x0800 { // as nearly all
			b = append(b, 0xC0|byte(r>>6), 0x80|byte(r)&0x3F)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

func hashLetter(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

// listedHashes has a bit for each hash of a function word, and for one in twenty others.
var listedHashes [1 << 9]uint32

// mayBeListed is false for a word that is no function word.
func mayBeListed(hash uint32) bool {
	hash ^= hash >> 15
	return listedHashes[hash/32%uint32(len(listedHashes))]>>(hash%32)&1 == 1
}

func listHashes() {
	for w := range functionWords {
		h := uint32(0)
		for _, r := range w {
			h = hashLetter(h, r)
		}
		h ^= h >> 15
		listedHashes[h/32%uint32(len(listedHashes))] |= 1 << (h % 32)
	}
}

// starts reports one of the beginnings.
func (f *form) starts(with ...string) bool {
	bare := f.bare()
	for _, w := range with {
		if len(bare) >= len(w) && string(bare[:len(w)]) == w {
			return true
		}
	}
	return false
}

// ends reports one of the endings.
func (f *form) ends(with ...string) bool {
	bare := f.bare()
	for _, w := range with {
		if n := len(bare) - len(w); n >= 0 && string(bare[n:]) == w {
			return true
		}
	}
	return false
}

// word weighs a word by list, by article, by ending and by marks.
func (n *scores) word(word []rune) {
	f := form{room: &n.room}
	f.read(word)
	if f.letters > 1 && float64(f.marks) >= fullyMarked*float64(f.letters+f.marks) {
		n.of[Arabic] += 1.5
	}
	if last := word[len(word)-1]; last == '\u064C' || last == '\u064D' { // DAMMATAN, KASRATAN: case endings
		n.of[Arabic] += 0.8
	}
	if f.hamza && f.holdsAzeri() {
		n.of[Azeri] += 1.2
	}
	n.listed(&f)
	n.affixes(&f)
}

// holdsAzeri reports one of azeriPairs.
func (f *form) holdsAzeri() bool {
	bare := f.bare()
	return slices.ContainsFunc(azeriPairs, func(p string) bool { return bytes.Contains(bare, []byte(p)) })
}

// listed weighs a word that is in the lists of function words.
func (n *scores) listed(f *form) {
	if mayBeListed(f.hash) {
		if ls := functionWords[string(f.bare())]; len(ls) > 0 {
			w := 1.0
			if f.letters == 1 {
				w = 0.4
			}
			for _, l := range ls {
				n.of[l] += w / float64(len(ls))
			}
			return
		}
	}
	if w := f.proclitic(); w > 0 {
		n.of[Arabic] += w
	} else if f.folds && f.foldsToPersian() {
		n.of[Persian] += 0.8 // the same word in the letters of another keyboard tells a little less
	}
}

// foldsToPersian reports a function word of Persian in the letters of another keyboard.
func (f *form) foldsToPersian() bool {
	h := uint32(0)
	for _, r := range f.word {
		if !isMark(r) {
			h = hashLetter(h, foldLetter(r))
		}
	}
	if !mayBeListed(h) {
		return false
	}
	f.utf8 = nil // its room is taken
	return slices.Contains(functionWords[string(f.spell(foldLetter))], Persian)
}

// foldLetter is the letter of Persian for one of another keyboard.
func foldLetter(r rune) rune {
	switch r {
	case '\u064A', '\u0649': // ARABIC YEH, ALEF MAKSURA
		return '\u06CC'
	case '\u0643': // ARABIC KAF
		return '\u06A9'
	}
	return r
}

// affixes weighs what a word begins and ends with.
func (n *scores) affixes(f *form) {
	switch f.first {
	case '\u0627': // ALEF
		if f.letters >= 4 && f.starts("\u0627\u0644") && !startsLikeArticle[string(f.bare())] { // ALEF LAM, the article
			n.of[Arabic] += 0.6
			if f.letters >= 7 && f.ends("\u0627\u062A", "\u0648\u0646", "\u064A\u0646", "\u06CC\u0646") { // sound plurals: ALEF TEH, WAW NOON, YEH NOON
				n.of[Arabic] += 0.4
			}
		}
	case '\u0648', '\u0628', '\u0644': // WAW, BEH, LAM
		if f.letters >= 5 && f.starts("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0644\u0644") { // the article behind them
			n.of[Arabic] += 0.6
		}
	case '\u064A', '\u06CC': // ARABIC YEH, FARSI YEH
		if f.letters >= 5 && f.ends("\u0648\u0646") { // YEH ... WAW NOON: they do
			n.of[Arabic] += 0.5
		}
	}
	meem := f.first == '\u0645' || f.first == '\u0646'                                        // MEEM, NOON
	if f.joiner || f.letters >= 4 && meem && f.starts("\u0645\u06CC", "\u0646\u0645\u06CC") { // MEEM YEH, NOON MEEM YEH
		n.of[Persian] += 0.4
	}
	ending := f.last == '\u06CC' || f.last == '\u062F'                            // FARSI YEH, DAL
	if f.letters >= 4 && ending && f.ends("\u0647\u0627\u06CC", "\u0646\u062F") { // HEH ALEF YEH, NOON DAL
		n.of[Persian] += 0.4
	}
}

// proclitic weighs a function word of Arabic under WAW, FEH, BEH, LAM or KAF, as
// Arabic writes them together.
func (f *form) proclitic() float64 {
	switch f.first {
	case '\u0648', '\u0641', '\u0628', '\u0644', '\u0643', '\u06A9': // WAW, FEH, BEH, LAM, KAF
	default:
		return 0
	}
	if f.letters < 4 || !mayBeListed(f.rest) {
		return 0
	}
	rest := f.bare()[utf8.RuneLen(f.first):]
	if ls := functionWords[string(rest)]; len(ls) == 1 && ls[0] == Arabic {
		return 0.7
	}
	return 0
}

// startsLikeArticle are words of Persian that begin with the letters of the Arabic article.
var startsLikeArticle = func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq("البته الهی الگو الگوی الگوها الگوهای الگویی الماس الفبا الفبای الزام الزامی الزامات التماس التهاب البرز الهام القا القای المپیک الکل الکترونیک الکترونیکی الگوریتم الیاف الوار الوند") {
		set[w] = true
	}
	return set
}()

// azeriPairs are letters that stand together in Azeri alone: front vowels after
// consonants that Arabic words never have before a hamza.
var azeriPairs = []string{"\u06AF\u0624", "\u0686\u0624", "\u062F\u0624", "\u0628\u0624", "\u06A9\u0624", "\u0627\u0624", "\u06CC\u0624", "\u06AF\u0626", "\u06A9\u0626", "\u0648\u0626\u0631", "\u062F\u0626\u06CC"} // GAF, TCHEH, DAL, BEH, KEHEH, ALEF, YEH with WAW HAMZA; GAF, KEHEH with YEH HAMZA; WAW YEH-HAMZA REH; DAL YEH-HAMZA YEH
