package lang_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
)

func TestIdentify(t *testing.T) {
	for _, tt := range []struct {
		text string
		want lang.Language
	}{
		{"باغبان پیر هر روز صبح به درختان آب می\u200cدهد", lang.Persian},
		{"كتاب هاي من را بياوريد كه مي خواهم بخوانم", lang.Persian}, // typed on an Arabic keyboard
		{"پیچک", lang.Persian},
		{"می\u200cگوید", lang.Persian},
		{"المكتبة العامة في المدينة القديمة", lang.Arabic},
		{"قُلْ هُوَ ٱللَّهُ أَحَدٌ", lang.Arabic},
		{"الذي رأيته في المحطة", lang.Arabic},
		{"منداڵەکان لە باخچەکە یاری دەکەن", lang.Kurdish},
		{"بچے باغ میں کھیل رہے ہیں", lang.Urdu},
		{"ماشومان په باغ کې لوبې کوي", lang.Pashto},
		{"اوشاقلار باغچادا اوْیناییر و گؤزل\u200cدیر، بو گۆن چوخ ایستی اولدو بیر", lang.Azeri},
		{"ילדים משחקים בגן", lang.Hebrew},
		{"children play in the garden", lang.Latin},
		{"дети играют", lang.Latin},
		// Titles and pieces of a few words.
		{"گۆرانی کوردی", lang.Kurdish},
		{"لە گوندەکە", lang.Kurdish},
		{"بچوں کی کتابیں", lang.Urdu},
		{"میرے گھر میں", lang.Urdu},
		{"ښار ته ځم", lang.Pashto},
		{"د ماشومانو کتاب", lang.Pashto},
		{"باغچه\u200cهای شهر", lang.Persian},
		{"عددٌ كبيرٌ من الطيور", lang.Arabic},
		{"اشتری التاجر من السوق الی البیت", lang.Arabic}, // in Persian letters
		{"ليس هنا أحد", lang.Arabic},
		// A verse or a saying on its own, with and without its marks.
		{"إِنَّ مَعَ الْعُسْرِ يُسْرًا", lang.Arabic},
		{"وذلك ما ينبغي أن يكون", lang.Arabic},
		{"یکتبون الرسائل", lang.Arabic}, // in Persian letters
		{"بؤیوک ائو", lang.Azeri},
		{"گؤزل گۆن", lang.Azeri},
		{"زموږ کلی", lang.Pashto},
		{"ہمارے ساتھ", lang.Urdu},
		{"هەروەها ئێمە", lang.Kurdish},
		// Words that others have too are Persian by themselves.
		{"کسی که", lang.Persian},
		{"سوی دیگر", lang.Persian},
		{"علی کوچک", lang.Persian},
		{"ده سال", lang.Persian},
		{"البته", lang.Persian},
		{"", lang.Unknown},
		{"۱۲ / ۳۴", lang.Unknown},
	} {
		if got, conf := lang.Identify(tt.text); got != tt.want || conf < 0 || conf > 1 {
			t.Errorf("%s: got %v with %.2f, want %v", tt.text, got, conf, tt.want)
		}
	}
}

// TestIdentifySpans holds spans of a few words to a share that is told right, for
// texts of our own in each language.
func TestIdentifySpans(t *testing.T) {
	for _, tt := range []struct {
		file  string
		want  lang.Language
		least map[int]float64 // by number of words
	}{
		{"news.txt", lang.Persian, map[int]float64{1: 0.98, 2: 0.98, 3: 0.98, 6: 1}},
		{"technical.txt", lang.Persian, map[int]float64{1: 0.95, 2: 0.95, 3: 0.95, 6: 1}},
		{"arabic.txt", lang.Arabic, map[int]float64{1: 0.85, 2: 0.95, 3: 0.95, 6: 1}},
		{"kurdish.txt", lang.Kurdish, map[int]float64{1: 0.75, 2: 0.9, 3: 0.95, 6: 1}},
		{"urdu.txt", lang.Urdu, map[int]float64{1: 0.65, 2: 0.85, 3: 0.95, 6: 1}},
		{"pashto.txt", lang.Pashto, map[int]float64{1: 0.6, 2: 0.8, 3: 0.9, 6: 1}},
		{"azeri.txt", lang.Azeri, map[int]float64{3: 0.6, 6: 0.8}},
		{"hebrew.txt", lang.Hebrew, map[int]float64{1: 1}},
		{"english.txt", lang.Latin, map[int]float64{1: 1}},
	} {
		b, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "text", tt.file))
		if err != nil {
			t.Fatal(err)
		}
		for words, least := range tt.least {
			n, right := 0, 0
			for line := range strings.Lines(string(b)) {
				for span := range slices.Chunk(strings.Fields(line), words) {
					got, _ := lang.Identify(strings.Join(span, " "))
					if len(span) < words || got == lang.Unknown || got == lang.Latin && tt.want != lang.Latin {
						continue // numbers, names in Latin
					}
					n++
					if got == tt.want {
						right++
					}
				}
			}
			if share := float64(right) / float64(max(n, 1)); share < least {
				t.Errorf("%s: %.3f of %d spans of %d words told right, want %.2f", tt.file, share, n, words, least)
			}
		}
	}
}

// TestInflected asks for forms of a stem that no text need hold.
func TestInflected(t *testing.T) {
	m := lang.Default()
	for word, want := range map[string]bool{
		"باغچههایمان": true,
		"پنجرهشان":    true,
		"ژقغچهایم":    false,
	} {
		key, _, _ := lang.Key(word)
		if got := m.Inflected(key); got != want {
			t.Errorf("%s: %v", word, got)
		}
	}
}

const prose = "پیرمرد کنار پنجره نشست و به باران پاییزی نگاه کرد"

// The distribution after any context sums to one, up to the quantisation.
func TestStepsSumToOne(t *testing.T) {
	m := lang.Default()
	for _, context := range []string{"", "پیرمرد کن", "ژژژ", "می\u200cخوا", "abc ۱۲"} {
		st := m.Start()
		for _, s := range lang.Symbols([]rune(context)) {
			st, _ = m.StepSymbol(st, s)
		}
		sum := 0.0
		for s := range lang.Symbol(64) {
			_, lp := m.StepSymbol(st, s)
			sum += math.Exp(lp)
		}
		if math.Abs(sum-1) > 0.03 {
			t.Errorf("after %q: %f", context, sum)
		}
	}
}

func TestScoreAndSteps(t *testing.T) {
	m := lang.Default()
	line := []rune(prose)
	st, sum := m.Unread(), 0.0
	for _, r := range line {
		var lp float64
		st, lp = m.Step(st, r)
		sum += lp
	}
	if got := m.LogProb(nil, line); math.Abs(got-sum) > 1e-9 {
		t.Errorf("LogProb %f, steps %f", got, sum)
	}
	back := slices.Clone(line)
	slices.Reverse(back)
	if f, b := m.Score(line), m.Score(back); f < b+1 {
		t.Errorf("prose scores %f, reversed %f", f, b)
	}
	if m.Score(nil) != 0 {
		t.Error("an empty line has a score")
	}
	// Marks, tatweel and the choice between ZWNJ and space change nothing.
	if a, b := m.Score([]rune("مـی\u200cرَود")), m.Score([]rune("می رود")); a != b {
		t.Errorf("%f and %f", a, b)
	}
}

func TestDirection(t *testing.T) {
	m := lang.Default()
	for _, s := range []string{prose, "دانشگاه تهران", "کلیات سعدی (چاپ دوم)", "در سال ۱۳۹۸ به شیراز رفتیم"} {
		rs := []rune(s)
		if got, _ := m.Direction(rs); got != lang.OrderLogical {
			t.Errorf("%s: %v", s, got)
		}
		slices.Reverse(rs)
		if got, _ := m.Direction(rs); got != lang.OrderVisual {
			t.Errorf("%s reversed: %v", s, got)
		}
	}
	for _, s := range []string{"", "۱۲۳۴", "آب", "hello world"} {
		if got, _ := m.Direction([]rune(s)); got != lang.OrderUnsure {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestHealth(t *testing.T) {
	m := lang.Default()
	for _, s := range []string{
		prose, "", "۱۲", "فهرست مطالب", "دکتر شهرام پازوکی", "ISBN 978-600-119",
		"ای نسیم سحر آرامگه یار کجاست", "جدول ۳-۲: دمای میانگین به درجه",
	} {
		if h := m.Health([]rune(s)); h.Verdict == lang.Sick {
			t.Errorf("healthy line %s: %+v", s, h)
		}
	}
	for _, s := range []string{
		"درک هاگن یزییاپ ناراب هب و تسشن هرجنپ رانک درمریپ",
		"پقژذض ظحخغ عغثص ضظژپ ذثغق ظضصخ حغعث",
	} {
		if h := m.Health([]rune(s)); h.Verdict != lang.Sick || len(h.Evidence) == 0 {
			t.Errorf("sick line %s: %+v", s, h)
		}
	}
	if h := m.Health([]rune("المكتبة العامة في المدينة القديمة التي رأيتها")); h.Verdict != lang.Foreign {
		t.Errorf("Arabic line: %+v", h)
	}
}

func TestWords(t *testing.T) {
	m := lang.Default()
	for _, w := range []string{"کتاب", "کتاب\u200cها", "می\u200cرود", "كتاب", "کشورهای", "بزرگ\u200cترین", "گلدان\u200cهایمان"} {
		if !m.Known(w) {
			t.Errorf("%+q is not known", w)
		}
	}
	for _, w := range []string{"", "ژژپچ", "abc", "کتاب ها", "ضظذغثق"} {
		if m.Known(w) {
			t.Errorf("%+q is known", w)
		}
	}
	if m.Count("است") < 100*m.Count("گلدان") {
		t.Errorf("است %f, گلدان %f", m.Count("است"), m.Count("گلدان"))
	}
	if n, joint := m.Pair("می", "رود"); n == 0 || joint < 0.9 {
		t.Errorf("می رود: %f, %f", n, joint)
	}
	if n, joint := m.Pair("از", "این"); n == 0 || joint > 0.1 {
		t.Errorf("از این: %f, %f", n, joint)
	}
	if a, b := m.WordLogProb("بر", "اساس"), m.WordLogProb("اساس", "بر"); a < b {
		t.Errorf("بر اساس %f, اساس بر %f", a, b)
	}
}

func TestSegment(t *testing.T) {
	m := lang.Default()
	for solid, want := range map[string]string{
		"میتواند": "می|تواند", "هستهای": "هسته|ای", "بینالمللی": "بین|المللی", "نمیشنوم": "نمی|شنوم",
		"شانگهای": "شانگهای", "تنها": "تنها", "میان": "میان", "میدان": "میدان", "بیشتر": "بیشتر", "مهتابی": "مهتابی",
		"کشورهای": "کشورهای", "میراث": "میراث", "تماشاگران": "تماشاگران",
	} {
		cs := m.Segment(solid, "", "")
		if len(cs) == 0 {
			t.Errorf("%s: no candidates", solid)
			continue
		}
		if got := strings.ReplaceAll(cs[0].Text, "\u200c", "|"); got != want {
			t.Errorf("%s: got %s with %.2f, want %s", solid, got, cs[0].P, want)
		}
		for _, c := range cs {
			if strings.ReplaceAll(c.Text, "\u200c", "") != solid || c.P < 0 || c.P > 1 {
				t.Errorf("%s: candidate %+q, %f", solid, c.Text, c.P)
			}
		}
		if !slices.ContainsFunc(cs, func(c lang.Candidate) bool { return c.Mask == 0 }) {
			t.Errorf("%s: the word as it stands is missing", solid)
		}
	}
	for _, w := range []string{"", "abc", "می\u200cرود", strings.Repeat("ب", 40)} {
		if cs := m.Segment(w, "", ""); cs != nil {
			t.Errorf("%+q: %v", w, cs)
		}
	}
}

func small() *lang.Parts {
	p := &lang.Parts{Seams: lang.SeamTable{Weight: make([]int8, 8), Scale: 0.1}}
	p.Chars = lang.CharTable{Order: 2, Counts: []uint8{2, 0, 1}, Syms: []uint8{5, 6, 5}, Prob: []uint8{0, 10, 11, 12}, Back: []uint8{32, 32, 30}}
	for _, w := range []string{"آب", "باد", "خاک"} {
		key, _, _ := lang.Key(w)
		p.Words = append(p.Words, lang.Word{Key: string(key), Free: 10, Variants: []lang.Variant{{Count: 9}}})
	}
	lang.SortWords(p.Words)
	p.Pairs = []lang.Pair{{A: 0, B: 1, Seen: 4, Joint: -1}, {A: 0, B: 2, Seen: 7, Joint: 0.5}}
	return p
}

func TestEncodeDecode(t *testing.T) {
	var a, b bytes.Buffer
	if err := small().Encode(&a); err != nil {
		t.Fatal(err)
	}
	if err := small().Encode(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same parts give different bytes")
	}
	m, err := small().Build()
	if err != nil {
		t.Fatal(err)
	}
	if !m.Known("باد") || m.Known("بید") {
		t.Error("words do not come back")
	}
	if n, joint := m.Pair("آب", "خاک"); math.Abs(n-7) > 0.7 || math.Abs(joint-0.5) > 0.01 {
		t.Errorf("pair: %f, %f", n, joint)
	}
	for i := range a.Len() {
		bad := bytes.Clone(a.Bytes())
		bad[i] ^= 1
		if lang.Check(bad) == nil {
			t.Errorf("byte %d changed and nobody noticed", i)
		}
		if lang.Check(a.Bytes()[:i]) == nil {
			t.Errorf("cut at %d and nobody noticed", i)
		}
	}
}

// TestCheckSparesSteps: a model that Check lets pass, whatever its checksum says, can be asked.
func TestCheckSparesSteps(t *testing.T) {
	var b bytes.Buffer
	if err := small().Encode(&b); err != nil {
		t.Fatal(err)
	}
	const sum = 5 // bytes before the checksum
	refused := 0
	for i := range 8 * (b.Len() - sum - 4) {
		bad := bytes.Clone(b.Bytes())
		bad[sum+4+i/8] ^= 1 << (i % 8)
		binary.LittleEndian.PutUint32(bad[sum:], crc32.ChecksumIEEE(bad[sum+4:]))
		if lang.Check(bad) != nil {
			refused++
			continue
		}
		m, err := lang.Decode(bad)
		if err != nil {
			t.Fatalf("bit %d: %v", i, err)
		}
		m.Score([]rune("آب باد خاک آءآءءء 12 ab"))
	}
	if refused < 100 {
		t.Errorf("%d faults were found, want most of those in the tables", refused)
	}
}

// TestEncodeRefuses: tables of characters that are no trie closed under suffixes.
func TestEncodeRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*lang.CharTable){
		"a symbol that there is not": func(c *lang.CharTable) { c.Syms[1] = lang.Alphabet },
		"a child too many":           func(c *lang.CharTable) { c.Counts[2]++ },
		"a child too few":            func(c *lang.CharTable) { c.Counts[2]-- },
		"no nodes":                   func(c *lang.CharTable) { *c = lang.CharTable{Order: 2} },
		"a suffix that is missing": func(c *lang.CharTable) {
			*c = lang.CharTable{Order: 3, Counts: []uint8{1, 1, 1}, Syms: []uint8{5, 6, 5}, Prob: make([]uint8, 4), Back: make([]uint8, 3)}
		},
	} {
		p := small()
		spoil(&p.Chars)
		if _, err := p.Build(); err == nil {
			t.Errorf("%s: nobody noticed", name)
		}
	}
}

// TestAlphabet: whatever stands in a text is one of the symbols.
func TestAlphabet(t *testing.T) {
	for r := rune(-1); r <= utf8.MaxRune+1; r++ {
		if s := lang.SymbolOf(r); s >= lang.Alphabet && s != lang.Skip {
			t.Fatalf("%U is symbol %d of %d", r, s, lang.Alphabet)
		}
	}
}

// The program itself does not look at all of its model.
func TestEmbedded(t *testing.T) {
	for _, b := range [][]byte{lang.Embedded, lang.EmbeddedArabic} {
		if err := lang.Check(b); err != nil {
			t.Error(err)
		}
	}
}

// TestArabic asks the model of Arabic for words, bare and with what is written together with them,
// and for such words turned round.
func TestArabic(t *testing.T) {
	m := lang.For(lang.Arabic)
	if m.Language() != lang.Arabic || lang.For(lang.Urdu) != lang.Default() || lang.Default().Language() != lang.Persian {
		t.Error("models are of other languages than asked for")
	}
	for word, want := range map[string]bool{
		"الكتاب": true, "مدرسة": true, "وبمدرستهم": true, "فلأصدقائكم": true, "باتكلا": false, "ةسردم": false, "مهتسردمبو": false,
	} {
		if got := m.Known(word); got != want {
			t.Errorf("%s: known is %v", word, got)
		}
	}
	if order, _ := m.Direction([]rune("ةنيدملا يف ةديدج ةبتكم تحتتفا")); order != lang.OrderVisual {
		t.Errorf("a line that is turned round is %v", order)
	}
	if v := m.Glance([]rune("افتتحت البلدية مكتبة جديدة في المدينة")); v != lang.Healthy {
		t.Errorf("a sound line is %v", v)
	}
}

func FuzzCheck(f *testing.F) {
	var a bytes.Buffer
	if err := small().Encode(&a); err != nil {
		f.Fatal(err)
	}
	f.Add(a.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if lang.Check(b) == nil {
			if _, err := lang.Decode(b); err != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzSegment(f *testing.F) {
	f.Add("میخواهم", "من", "بروم")
	m := lang.Default()
	f.Fuzz(func(t *testing.T, word, left, right string) {
		lang.Identify(word)
		m.Health([]rune(word))
		for _, c := range m.Segment(word, left, right) {
			if strings.ReplaceAll(c.Text, "\u200c", "") != strings.ReplaceAll(word, "\u200c", "") {
				t.Errorf("%+q became %+q", word, c.Text)
			}
		}
	})
}

func ExampleModel_Segment() {
	best := lang.Default().Segment("نمیدانستم", "من", "که")[0]
	fmt.Println(strings.ReplaceAll(best.Text, "\u200c", "|"))
	// Output: نمی|دانستم
}

func ExampleIdentify() {
	l, _ := lang.Identify("بچے باغ میں کھیل رہے ہیں")
	fmt.Println(l)
	// Output: ur
}

func BenchmarkScore(b *testing.B) {
	m, line := lang.Default(), []rune(prose)
	m.Score(line)
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		m.Score(line)
	}
}

func BenchmarkHealth(b *testing.B) {
	m, line := lang.Default(), []rune(prose)
	m.Health(line)
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		m.Health(line)
	}
}

// BenchmarkDecode is what the first use of the model costs a program.
func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		fresh := lang.Fresh()
		fresh.Score([]rune(prose))
		fresh.Known("کتاب")
		fresh.Segment("میرود", "", "")
	}
}

// The first look-ups of a vocabulary without slots are done in another way than the rest.
func TestArabicWordsAreFoundBeforeTheirTableIsMade(t *testing.T) {
	m := lang.FreshArabic()
	known := strings.Fields("كتاب المدينة الطيور يكتبون ليس بيت سلام آخر")
	unknown := strings.Fields("كتتاب طيرووق ثثث غغب پگچ ژژ ءءء")
	for n := 0; n < 2*lang.TableAfter; n += len(known) + len(unknown) {
		for _, w := range known {
			if m.Count(w) == 0 {
				t.Fatalf("%s is not found after %d look-ups", w, n)
			}
		}
		for _, w := range unknown {
			if m.Count(w) > 0 {
				t.Fatalf("%s is found after %d look-ups", w, n)
			}
		}
	}
}
