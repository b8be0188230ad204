package passes

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// mend runs one pass, checks replay, undo and that a second run has nothing to
// do, and gives its output.
func mend(t testing.TB, p pass.Pass, in string) string {
	t.Helper()
	text := page.TextOf(in)
	run := func(x page.Text) pass.Result {
		res, err := pass.Run(context.Background(), []pass.Pass{p}, x, pass.Policy{Threshold: 0.3})
		if err != nil {
			t.Fatalf("%+q: %v", in, err)
		}
		return res
	}
	res := run(text)
	if again, err := res.Log.Replay(text); err != nil || !slices.Equal(again, res.Text) {
		t.Errorf("%+q: replay: %v", in, err)
	}
	if back, err := res.Log.Undo(res.Text); err != nil || !slices.Equal(back, text) {
		t.Errorf("%+q: undo: %v", in, err)
	}
	if twice := run(res.Text); twice.Log.Edits() != 0 {
		t.Errorf("%+q: a second run turns %+q into %+q", in, res.Text.String(), twice.Text.String())
	}
	return res.Text.String()
}

// dark shows ZWNJs as bars.
func dark(s string) string  { return strings.ReplaceAll(s, "\u200c", "|") }
func light(s string) string { return strings.ReplaceAll(s, "|", "\u200c") }

func TestZWNJRestored(t *testing.T) {
	p := ZWNJ(Context{Model: lang.Default()})
	for _, want := range []string{
		"باغبان پیر هر روز صبح به درختان سیب آب می|دهد.",
		"ما نمی|خواهیم این خانه را بفروشیم.",
		"او کتاب|های کهنه را روی میز بزرگ|تر می|گذارد.",
		"این پرسش هسته|ای از جنس دیگری است.",
		"قرارداد بین|المللی هنوز امضا نشده است.",
		"بچه|ها در حیاط بازی می|کنند و مادرها چای می|نوشند.",
		"زیباترین شهرهای جهان را دیده|ام.",
		"همسایه|مان مهربان|ترین آدم محله است.",
		"قایق|ها از بندر دور می|شوند.",
	} {
		if got := dark(mend(t, p, strings.ReplaceAll(want, "|", ""))); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestZWNJLeavesAlone(t *testing.T) {
	for _, policy := range []ZWNJPolicy{RestoreZWNJ, KeepZWNJ} {
		p := ZWNJ(Context{Model: lang.Default(), ZWNJ: policy})
		for _, in := range []string{
			"",
			"بندر شانگهای از تنهایی در میان میدان بیشتر خبر دارد.",
			"میوه و میخ و میز و میهمان در میخانه نیست.",
			"تنها میراث پدر همین مینای کهنه بود.",
			light("می|خواهم کتاب|ها را ببرم و نامه|ای بنویسم."),
			"قال الأستاذ إن هذه المسألة تحتاج إلى بحث طويل في المكتبة.",
			"ئەم کتێبە بۆ منداڵانی گوندەکەمان نووسراوە و هەموو کەس دەیخوێنێتەوە.",
			"یہ کتابیں میرے بھائی کی ہیں اور وہ انہیں پڑھتا ہے۔",
			"https://example.org/کتابهای_من/میخواهم?x=1",
			"func main() { fmt.Println(\"میخواهم\") } // x=میخواهم",
			"The quick brown fox jumps over the lazy dog.",
			"می خواهم کتاب های تازه بخرم.",
			"۱۲۳ ۴۵۶ ٫ ۷",
		} {
			if got := mend(t, p, in); got != in {
				t.Errorf("policy %d\ngot  %s\nwant %s", policy, dark(got), dark(in))
			}
		}
	}
}

// plurals is a document with healthy verbs that writes its plurals solid.
const plurals = "او می|آید و می|رود. ما می|بینیم و می|شنویم. آنان می|گویند و می|خندند. کارگران می|سازند. " +
	"کتابهای ما در اتاقهای بالا و قفسههای پایین است و نامههای شما هم."

func TestZWNJHabitKept(t *testing.T) {
	in := light(plurals)
	if got := mend(t, ZWNJ(Context{Model: lang.Default()}), in); got != in {
		t.Errorf("a habit was broken:\n%s", dark(got))
	}
	if got := dark(mend(t, ZWNJ(Context{Model: lang.Default(), ZWNJ: AcademyZWNJ}), in)); !strings.Contains(got, "کتاب|های") || !strings.Contains(got, "نامه|های") {
		t.Errorf("the academy's policy was not kept:\n%s", got)
	}
}

func TestZWNJSpaced(t *testing.T) {
	// The academy's way needs no habit.
	if got := dark(mend(t, ZWNJ(Context{Model: lang.Default(), ZWNJ: AcademyZWNJ}), "می خواهم کتاب های تازه بخرم.")); got != "می|خواهم کتاب|های تازه بخرم." {
		t.Errorf("academy: %s", got)
	}
	// A slip in a document that writes ZWNJs.
	in := light("می|آید و می|رود و می|بیند و می|گوید و می|خندد و می|نویسد و می|خواند و می|داند و می|سازد و می|برد. او می خواهد برود.")
	if got := dark(mend(t, ZWNJ(Context{Model: lang.Default()}), in)); !strings.Contains(got, "می|خواهد") {
		t.Errorf("slip: %s", got)
	}
	// Spaces that stand for other things.
	in = "می نوشید و غزل خواند. ها کن تا شیشه بخار بگیرد."
	if got := mend(t, ZWNJ(Context{Model: lang.Default()}), in); got != in {
		t.Errorf("space: %s", dark(got))
	}
}

// One line is enough for a verb or an ending after a silent heh that is beyond doubt, though
// no text was seen to write it; wine is no prefix.
func TestZWNJOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"بچه را میخندانم و باد میدمد.":        "بچه را می|خندانم و باد می|دمد.",
		"ما از سفر بازگشته و رنجیدهایم.":      "ما از سفر بازگشته و رنجیده|ایم.",
		"میخواران در میخانه با میخواره گفتند": "میخواران در میخانه با میخواره گفتند",
		// A form of a verb that a lexicon lists, a pronoun behind a heh or a yeh: nobody writes them solid.
		"او را میستودم و گل میفشانید.":    "او را می|ستودم و گل می|فشانید.",
		"مهریهام را به او بخشیدم.":        "مهریه|ام را به او بخشیدم.",
		"صندلیام کنار پنجره است.":         "صندلی|ام کنار پنجره است.",
		"نقشهٔ میدانی را از خیام گرفتند.": "نقشهٔ میدانی را از خیام گرفتند.",
		"رفتن به باغ شد میسرم.":           "رفتن به باغ شد میسرم.",
		// All that the line shows was lost: plurals and compounds too, and all of a word.
		"گلدانها و میزهای حیاط":         "گلدان|ها و میزهای حیاط",
		"دانشآموزان به باغ رفتند.":      "دانش|آموزان به باغ رفتند.",
		"باران غیرقابلپیشبینیترین بود.": "باران غیرقابل|پیش|بینی|ترین بود.",
		// One of several.
		"خسته|ام و گرسنه|ام و میخوابم.":      "خسته|ام و گرسنه|ام و می|خوابم.",
		"گلدان|های کهنه و دیوارهای گلخانهها": "گلدان|های کهنه و دیوارهای گلخانه|ها",
		"باغ|های تازه و دیوار باغ های کهنه":  "باغ|های تازه و دیوار باغ|های کهنه",
		// An author's spelling, and what may be one.
		"گلدانهای حیاط را آب می دهد.":         "گلدانهای حیاط را آب می دهد.",
		"گفت یا ایها الناس و موجهاً نوشت.":    "گفت یا ایها الناس و موجهاً نوشت.",
		"سالها در آن خانه ماندند.":            "سالها در آن خانه ماندند.",
		"یکی بزرگتر و یکی کوچکتر است.":        "یکی بزرگتر و یکی کوچکتر است.",
		"تفاهمنامه را یکساله نوشتند.":         "تفاهمنامه را یکساله نوشتند.",
		"این نامه|ها در خانه ی او مانده است.": "این نامه|ها در خانه ی او مانده است.",
	} {
		if got := dark(mend(t, ZWNJ(Context{Model: lang.Default()}), light(in))); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestZWNJOrdered: in a text that came without ZWNJs and got some where its lines were put in order,
// what still stands solid was lost too, but for what its author may have written so.
func TestZWNJOrdered(t *testing.T) {
	in := light("کتاب|های تازه را کنار گلدان|ها گذاشت.\nباغبان خسته|ای آنجا می|نشست.\nپنجره|های خانه را می|بستند.\n" +
		"خیابانهای شهر خالی است.\nروابط بینالملل را میخواند.\nبزرگترین نقشهٔ میدانی پیش دانشآموز است.\n")
	if got := mend(t, ZWNJ(Context{Model: lang.Default()}), in); got != in {
		t.Errorf("an author's own: got %s", dark(got))
	}
	want := strings.NewReplacer("خیابانهای", "خیابان|های", "بینالملل", "بین|الملل", "میخواند", "می|خواند").Replace(dark(in))
	if got := dark(mend(t, ZWNJ(Context{Model: lang.Default(), Ordered: true}), in)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestZWNJBriefOnly: what stands solid in more lines than a few is an author's spelling.
func TestZWNJBriefOnly(t *testing.T) {
	line := "گلدانها کنار پنجره مانده بود و باران بر بام خانه و باغ و کوچه و خیابان شهر نم نم آرام آرام از شب تا صبح بارید.\n"
	p := ZWNJ(Context{Model: lang.Default()})
	if got := mend(t, p, strings.Repeat(line, briefLines)); got == strings.Repeat(line, briefLines) {
		t.Error("four lines are left alone")
	}
	if in := strings.Repeat(line, briefLines+1); mend(t, p, in) != in {
		t.Error("five lines are changed")
	}
}

// A noun in a silent heh and a plural are told by the words around.
func TestZWNJSilentHeh(t *testing.T) {
	for in, want := range map[string]string{
		"متن ساختار پیوستهای دارد.":       "متن ساختار پیوسته|ای دارد.",
		"پیوستهای این نامه را خواندم.":    "پیوست|های این نامه را خواندم.",
		"در برههای از تاریخ شهر خالی شد.": "در برهه|ای از تاریخ شهر خالی شد.",
		"برههای سفید در دشت خوابیدند.":    "بره|های سفید در دشت خوابیدند.",
		"نقشهای از شهر کشیدند.":           "نقشه|ای از شهر کشیدند.",
		"نقشهای قالی زیبا است.":           "نقش|های قالی زیبا است.",
		"شکستهای بزرگ خوردند.":            "شکست|های بزرگ خوردند.",
		"برای این پل نقشهای تازه کشیدند":  "برای این پل نقشه|ای تازه کشیدند",
		"باران در برههای کوتاه بارید":     "باران در برهه|ای کوتاه بارید",
		"در کوه رگهای از سنگ سیاه بود":    "در کوه رگه|ای از سنگ سیاه بود",
		"رگهای دست او دیده میشد":          "رگ|های دست او دیده می|شد",
		"حرفهای او را شنیدیم":             "حرف|های او را شنیدیم",
		"او بازیگر حرفهای تئاتر بود":      "او بازیگر حرفه|ای تئاتر بود",
	} {
		if got := dark(mend(t, ZWNJ(Context{Model: lang.Default(), ZWNJ: AcademyZWNJ}), in)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestZWNJStray(t *testing.T) {
	for in, want := range map[string]string{
		"می||خواهم بروم":   "می|خواهم بروم",
		"کتاب| تازه است":   "کتاب تازه است",
		"|او آمد و نشست":   "او آمد و نشست",
		"این خانه است|":    "این خانه است",
		"خانه|ها بلند است": "خانه|ها بلند است",
		"نسخهٔ PDF|ها":     "نسخهٔ PDF|ها",
	} {
		if got := dark(mend(t, ZWNJ(Context{}), light(in))); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestSpaces(t *testing.T) {
	p := Spaces(Context{Model: lang.Default()})
	for in, want := range map[string]string{
		// Letters of a word apart.
		"س ل ا م بر شما":                "سلام بر شما",
		"باغ سبز ا س ت .":               "باغ سبز است.",
		"آن ب ه ت ر ، این ب د":          "آن بهتر، این ب د",
		"می‌دانم که م و س ی ق ی ه ا را": "می‌دانم که موسیقی‌ها را",
		"دیدم که م و س ی ق ی ه ا را":    "دیدم که موسیقیها را",
		"کلاس ا ب پ ت ث را":             "کلاس ا ب پ ت ث را",
		"د ا ن ش گ ا ه تهران":           "دانشگاه تهران",
		"الف و ب و پ":                   "الف و ب و پ",
		"ا ب پ ت ث ج چ":                 "ا ب پ ت ث ج چ",
		"گزینه\u200cهای ب ج د درست است": "گزینه\u200cهای ب ج د درست است",
		"من و تو و او":                  "من و تو و او",
		// Words that lost the space between them.
		"بیمار بایداز پزشک خود بپرسد.":              "بیمار باید از پزشک خود بپرسد.",
		"دیوارها و پنجره\u200cها و باغچه را شستند.": "دیوارها و پنجره\u200cها و باغچه را شستند.",
		"مرا از گذشته بسی یادست.":                   "مرا از گذشته بسی یادست.",
		"رودکیان و برمکیان و سامانیان.":             "رودکیان و برمکیان و سامانیان.",
		"الكتابفي المكتبة والطالب في المدرسة.":      "الكتابفي المكتبة والطالب في المدرسة.",
		// Words cut in two.
		"کشاو رزان منطقه باران خواستند.": "کشاورزان منطقه باران خواستند.",
		"او از دانشگا ه بازگشت.":         "او از دانشگاه بازگشت.",
		"ما در خانه ماندیم.":             "ما در خانه ماندیم.",
		"بر خورد گلوله به دیوار.":        "بر خورد گلوله به دیوار.",
		"کار خانه مادرم را خسته کرد.":    "کار خانه مادرم را خسته کرد.",
		"می خواهم کتاب های تازه بخرم.":   "می خواهم کتاب های تازه بخرم.",
		"هذا الكتا ب مفيد جدا للطلاب.":   "هذا الكتا ب مفيد جدا للطلاب.",
	} {
		if got := mend(t, p, in); got != want {
			t.Errorf("%s: got %+q, want %+q", in, got, want)
		}
	}
}

// TestZWNJChoice holds the pass to what a text shows of its own spelling.
func TestZWNJChoice(t *testing.T) {
	p := ZWNJ(Context{Model: lang.Default()})
	for in, want := range map[string]string{
		// Solid plurals and compounds alone are a spelling in a text, with a solid verb a loss.
		strings.Repeat("کتابها و دفترها کنار پنجره است.\n", briefLines+1): strings.Repeat("کتابها و دفترها کنار پنجره است.\n", briefLines+1),
		"کتابها و دفترها را میخواهم بفروشم.":                              "کتاب|ها و دفترها را می|خواهم بفروشم.",
		light("می خواران و می فروشان در میخانه|اند."):                     "می خواران و می فروشان در میخانه|اند.",
	} {
		if got := dark(mend(t, p, in)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestZWNJOfPixels: a recognizer loses single ZWNJs of a text that has them; in a text as
// its author typed it they are the author's.
func TestZWNJOfPixels(t *testing.T) {
	in := strings.Repeat("باران بارید.\n", briefLines) + light("بچه|ها می|خواستند کتاب|های تازه را ببینند و می|گفتند که چراغهای خانه|ها روشن است. پس از گفت وگو همه به خانه|های خود رفتند و می|خوابیدند.")
	for pixels, want := range map[bool]string{
		true:  strings.Repeat("باران بارید.\n", briefLines) + "بچه|ها می|خواستند کتاب|های تازه را ببینند و می|گفتند که چراغ|های خانه|ها روشن است. پس از گفت|وگو همه به خانه|های خود رفتند و می|خوابیدند.",
		false: dark(in),
	} {
		if got := dark(mend(t, ZWNJ(Context{Model: lang.Default(), Pixels: pixels}), in)); got != want {
			t.Errorf("pixels %v: %s", pixels, got)
		}
	}
	bare := "بچه ها کتاب های تازه را دیدند و میگفتند که چراغهای خانه ها روشن است." // writes none: its habit
	if a, b := mend(t, ZWNJ(Context{Model: lang.Default(), Pixels: true}), bare), mend(t, ZWNJ(Context{Model: lang.Default()}), bare); a != b {
		t.Errorf("%q, %q", a, b)
	}
}

func FuzzZWNJ(f *testing.F) {
	f.Add("میخواهم کتابهای تازه بخرم")
	f.Add(light(plurals))
	f.Add("می\u200c\u200cخواهم \u200c و\u064b\n\u200c")
	p := ZWNJ(Context{Model: lang.Default()})
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4096 {
			return
		}
		text := page.TextOf(in)
		res, err := pass.Run(context.Background(), []pass.Pass{p}, text, pass.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		strip := func(s string) string {
			return strings.NewReplacer("\u200c", "", " ", "", "\t", "").Replace(s)
		}
		if strip(res.Text.String()) != strip(text.String()) {
			t.Errorf("letters of %+q changed: %+q", in, res.Text.String())
		}
	})
}

func BenchmarkZWNJHealthy(b *testing.B) {
	text := page.TextOf(strings.Repeat(light(plurals)+"\n", 200))
	p := ZWNJ(Context{Model: lang.Default()})
	b.SetBytes(int64(len(text.String())))
	for b.Loop() {
		if _, err := p.Run(context.Background(), &pass.View{Text: text}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLostSpaces holds a text that lost spaces in many places apart from one that
// lost its ZWNJs, and from verse.
func TestLostSpaces(t *testing.T) {
	lost := func(s string) bool { return lostSpaces(lang.Default(), &pass.View{Text: page.TextOf(s)}) }
	var clean string
	for _, name := range []string{"news.txt", "technical.txt", "literature.txt"} {
		b, err := os.ReadFile(fixtures.Path("text/" + name))
		if err != nil {
			t.Fatal(err)
		}
		clean += string(b)
	}
	broken := func(fault string) string {
		in, _, err := damage.Apply(fault, clean, damage.Options{Seed: 2})
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	if !lost(broken("words-glued")) {
		t.Error("lost spaces are not seen")
	}
	for name, in := range map[string]string{
		"nothing": "", "clean text": clean, "plurals": light(plurals),
		"lost ZWNJs": broken("zwnj-lost"), "reversed runs": broken("runs-reversed"), "split words": broken("words-split"),
	} {
		if lost(in) {
			t.Errorf("%s: lost spaces are seen", name)
		}
	}
}

// What was seen joined in ink has no ZWNJ, and words in two cells are no word.
func TestZWNJDenied(t *testing.T) {
	in := "بچه|ها می|خواستند کتاب|های تازه را ببینند و می|گفتند که چراغهای خانه|ها روشن است و همه به خانه|های خود رفتند."
	text, word := page.TextOf(light(in)), int32(0)
	for i := range text { // a recognizer's words have one origin each
		if text[i].R == ' ' {
			text[i].From = page.Inferred
			word++
			continue
		}
		text[i].From = word
	}
	for seen, want := range map[bool]string{false: strings.Replace(in, "چراغهای", "چراغ|های", 1), true: in} {
		joined := func(from int32) bool { return seen && from >= 0 }
		res, err := pass.Run(context.Background(), []pass.Pass{ZWNJ(Context{Model: lang.Default(), Pixels: true, Joined: joined})}, text, pass.Policy{Threshold: 0.3})
		if err != nil || dark(res.Text.String()) != want {
			t.Errorf("joined %v: %s, %v", seen, dark(res.Text.String()), err)
		}
	}
	in = "کتاب\tهای تازه"
	if got := mend(t, ZWNJ(Context{Model: lang.Default(), ZWNJ: AcademyZWNJ}), in); got != in {
		t.Errorf("%q", got)
	}
}
