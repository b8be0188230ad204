package passes_test

import (
	"strings"
	"testing"
)

// TestOtherLanguages leaves texts in other languages of the script alone: of their words the model
// knows none, so that they read better backwards, in another order or parted by chance.
func TestOtherLanguages(t *testing.T) {
	for name, in := range map[string]string{
		"Sindhi, a word and its tag to a line": table3(
			"نالو", "ناهن", "مليو", "ڪڻڪ", "سڀ", "ٻني", "وڃڻ", "ڳوٺ", "ماڻهو", "هنن", "سگهيو", "سڏيو", "رشتو", "گهر", "پاڻي", "وڻ"),
		"Sindhi, sentences": "ڳوٺ جي ماڻهن ٻني ۾ ڪڻڪ پوکي ۽ کوهه جو پاڻي ڏنو.\nپوءِ سڀيئي ڇانو ۾ ويهي ماني کائڻ لڳا ۽ ٻارن راڳ ڳايو.\n" +
			"شام جو وڏيري چيو ته سڀاڻي وري اچجو.\nرات جو چانڊوڪي هئي ۽ هوا به ٿڌي هئي.\n",
		"Kurdish, names among sentences": "خاوەنی باخەکە: ڕەحمان – مەریوان\nناوی دایک و باوک: ڕەعنا – ئەحمەد\nئەو ساڵە دارەکانیان ئاو دا و گوڵەکان کرانەوە.\nمنداڵەکان لە ژێر سێبەری دارەکان یارییان دەکرد.\n",
		"Kurdish, couplets": strings.Repeat("بەهار هات و گوڵی سوور لە دەشت ڕوا، دڵم شاد بوو\nلە لای کانی، لە ژێر بەردێ، چرای ڕووناک لەبەر با بوو\n"+
			"هەموو ساڵێ کە گوڵ دێنێ، بە یادت جێژنی پیرۆزە\nئەوا دیسان لە دوورەوە، دەنگی شمشاڵ لە گوێم دابوو\n", 3),
		"Urdu, with its own letters":   "باغ کے پیچھے ایک چھوٹا سا گھر تھا جس میں بوڑھا مالی رہتا تھا۔\nوہ صبح سویرے اٹھ کر پودوں کو پانی دیتا تھا\nاور شام کو بچوں کو کہانی سناتا تھا۔\nصفحہ و۵ پر تصویر ہے۔\n",
		"Uyghur, numbers before words": "بۇ شەھەردە 3مىليون ئادەم ياشايدۇ ۋە ھەر كۈنى 200مىڭ كىشى ئىشقا بارىدۇ.\nباغدا ئالما، ئۆرۈك ۋە ئۈزۈم بار ئىدى.\n",
		"Balochi":                      "باغ ءِ تہا درچکاں نیبگ گپتگ اَت ءُ مرداں آپ داتگ اَت۔\nمن گوں براتاں شتاں ءُ ما پہ نانءَ نشتاں۔\nآ روچءَ ہوربارت ءُ گواتےکشّ اِت۔\n",
	} {
		if res := run(t, in); res.Text.String() != in {
			t.Errorf("%s: %v\n%s", name, res.Log.Counts(), res.Text)
		}
	}
}

// table3 is a table of words, their tag and their stem, as corpora are written.
func table3(words ...string) string {
	var b strings.Builder
	for i, w := range words {
		b.WriteString(w + "\t" + []string{"NOUN", "VERB", "ADJ"}[i%3] + "\t" + w + "\n")
	}
	return b.String()
}

// TestArabicByPersianWords leaves lines of an Arabic text alone that hold nothing but words which
// Persian has too, or letters that would be endings there.
func TestArabicByPersianWords(t *testing.T) {
	prose := "كان البستاني يسقي الأشجار في الصباح ثم يجلس إلى جانب البئر حتى الظهر.\nوهذا الكتاب الذي قرأته أمس عن الحدائق التي كانت في المدينة القديمة.\n"
	for name, line := range map[string]string{
		"no plural ending":          "محاسنها",
		"nor one in a heading":      "خطط البيوت ومصانعها",
		"no spaces before notes":    "لا بأس به3.",
		"no letters for strokes":    "يحفظ نعمته ويذكر نصيحته ويزور مرضته ويقبل هديته",
		"a space that was left out": "وهو يقول: لاإله إلا الله، ياإلهي",
		"verse":                     "بنت يمن تبيع تينا تحت بيت",
	} {
		in := strings.Repeat(prose, 3) + line + "\n"
		if res := run(t, in); res.Text.String() != in {
			t.Errorf("%s: %v\n%s", name, res.Log.Counts(), res.Text)
		}
	}
}

// TestWordsInTwoScripts turns no lines of a list whose words in the one script nobody knows and whose
// words in the other say nothing of the first.
func TestWordsInTwoScripts(t *testing.T) {
	var b strings.Builder
	for _, w := range []string{"drari,دراري", "walou,والو", "bsahtkom,بساهتكوم", "choufi,شوفي", "ghadi,غادي", "daba,دابا", "kantsnaw,كانتسناو", "nta wx mrakchi,نتا وش مراكشي",
		"bghit atay b xiba,بغيت أتاي ب شيبا", "jib m3ak lmounada,جيب معاك لمونادا", "katdir had chi,كاتدير هاد شي", "fin kayn,فين كاين"} {
		b.WriteString(strings.Replace(w, ",", ",,", 1) + "\n")
	}
	in := strings.Repeat(b.String(), 3)
	if res := run(t, in); res.Text.String() != in {
		t.Errorf("%v\n%s", res.Log.Counts(), res.Text)
	}
}

// TestShortArabic leaves a few words of Arabic alone that Persian has with its own yeh.
func TestShortArabic(t *testing.T) {
	for _, in := range []string{"على قدر ما", "حتى إذا", "استوى على الكرسي"} {
		if got := run(t, in).Text.String(); got != in {
			t.Errorf("%s: %s", in, got)
		}
	}
}

// TestTableRows keeps the cells of rows in the order of their columns.
func TestTableRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("| نام | مبلغ | یادداشت |\n|---|---|---|\n")
	for i, n := range []string{"سامان باغبان", "فرهاد درودگر", "مریم آهنگر", "علی نانوا", "نرگس بافنده", "رضا چوپان"} {
		b.WriteString("|  " + n + "  \t|  " + []string{"۵٬۰۰۰", "۱۰۰٬۰۰۰", "۳۰٬۰۰۰"}[i%3] + "  \t|\n")
	}
	if res := run(t, b.String()); res.Log.Counts()["stretches"] > 0 {
		t.Errorf("%d rows were turned", res.Log.Counts()["stretches"])
	}
}
