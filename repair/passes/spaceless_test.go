package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestSplitsWords tells letters that were split off words from those that name something.
func TestSplitsWords(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("کارگر ا ن با ک ار و ت لاش خ انه را ساختند و به ش هر رفتند.\n", 4):                    true,
		strings.Repeat("گزارش شورا در بند ک تبصرهٔ ۸ و بند س تبصرهٔ ۹ خوانده شد و بند ط نیز چنین بود.\n", 4): false,
		strings.Repeat("کارگران با کار و تلاش خانه را ساختند و به شهر رفتند.\n", 4):                          false,
	} {
		if got := splitsWords(lang.Default(), &pass.View{Text: page.TextOf(text)}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestSpacesBesideLatinAlone: pypdf leaves a text of TeX the spaces beside numbers and Latin words, and some for ZWNJs.
func TestSpacesBesideLatinAlone(t *testing.T) {
	const in = "باغباندر Linux برنامهٔآبیاریرانوشتوبهدوستشداد\n" +
		"رودخانهازکنار Tehran درزمستان 2019 بهروستامیرسید\n" +
		"کتابخانهٔ مدرسهبا Python فهرستکتابهایقدیمیراساخت\n" +
		"دوستانمدرشهرهرروز 12 ساعتبا Windows کارمیکنند"
	const want = "باغبان در Linux برنامهٔ آبیاری را نوشت و به دوستش داد\n" +
		"رودخانه از کنار Tehran در زمستان 2019 به روستا می رسید\n" +
		"کتابخانهٔ مدرسه با Python فهرست کتابهای قدیمی را ساخت\n" +
		"دوستانم در شهر هر روز 12 ساعت با Windows کار می کنند"
	const lines = 4 // texts of fewer are told by other signs
	if got, want := alone(t, Spaceless(lang.Default()), strings.Repeat(in+"\n", lines)), strings.Repeat(want+"\n", lines); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	const unread = "باغبانقدیم\uFFFDدرباغایران\uFFFDهرروزدرخت\uFFFDرادوستداشت\n"
	const parted = "باغبان قدیم\uFFFD در باغ ایران\uFFFD هر روز درخت\uFFFD را دوست داشت\n"
	if got, want := alone(t, Spaceless(lang.Default()), strings.Repeat(unread, 6)), strings.Repeat(parted, 6); got != want {
		t.Errorf("glyphs without a name\n got %q\nwant %q", got, want)
	}
	// As many spaces beside words of the usual length are all that a list of names has.
	const names = "درخت،باغبان، رودخانه، کوهستان، دریا،جنگل،بیابان، Tehran،Shiraz\n"
	if in := strings.Repeat(names, 12); alone(t, Spaceless(lang.Default()), in) != in {
		t.Errorf("a list was parted: %q", alone(t, Spaceless(lang.Default()), in))
	}
}

// TestWordCosts: a stem with endings that no text was seen to hold costs less than what is no word.
func TestWordCosts(t *testing.T) {
	p := parter{m: lang.Default()}
	for word, want := range map[string]float64{"باغبان": 0, "باغ\u200Cها": 0, "بادبادکشان": inflectedWord, "غپظصشک": unknownWord, "ها": unknownWord, "ب": unknownWord} {
		if got := p.costOf(word); got != want {
			t.Errorf("%s costs %g", word, got)
		}
	}
}
