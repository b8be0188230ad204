package passes

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A page of formulas, whose few words tell no language, is in that of its document.
func TestPageOfFormulas(t *testing.T) {
	formulas := strings.Repeat("y(t) = e−2t−2 e−(−τ)e2τdτ\n−2t−2 −|τ| 2τ\n", 12)
	text := page.TextOf(formulas + "حال y(t) را بازەبندی می‌کنیم.\n" + formulas)
	for _, c := range []struct {
		document string
		folds    bool
	}{
		{"سامانه را با چند بازه می‌شناسیم و برای هر بازه پاسخ آن را جدا می‌نویسیم. سپس همه را کنار هم می‌گذاریم.", true},
		{"ئێمە لە باخەکە دادەنیشین و کتێب دەخوێنینەوە، پاشان دەگەڕێینەوە بۆ ماڵەوە و نان دەخۆین.", false},
		{"The answer of the system is written for each part, and then all are put together.", false},
	} {
		v := &pass.View{Text: text, Shared: NewSurvey(LearnHabits(lang.Default(), page.TextOf(c.document)))}
		edits, err := Letters().Run(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		if folds := len(edits) > 0; folds != c.folds {
			t.Errorf("in %.30q: %d edits", c.document, len(edits))
		}
	}
}

// The files of XePersian have AE for heh before a ZWNJ, others at the ends of words, in titles too
// that have few other letters; Kurdish keeps it.
func TestAeForHeh(t *testing.T) {
	for in, want := range map[string]string{
		"دانشکدەی علوم پایه":           "دانشکده‌ی علوم پایه",
		"(پ) نتیجەگیری":                "(پ) نتیجه‌گیری",
		"واژەنامەی باغبانی":            "واژه‌نامه‌ی باغبانی",
		"باغەکە لە پشت ماڵەکەمانەوەیە": "باغەکە لە پشت ماڵەکەمانەوەیە",
		"کتێبخانەی گەورە":              "کتێبخانەی گەورە",
		"پەیمانگەی زانستی":             "پەیمانگەی زانستی",
		"فەرهەنگی زمان":                "فەرهەنگی زمان",
		"ناوەندی چالاکی":               "ناوەندی چالاکی",
		"کارگاە نجاری پروژە گروە ما":   "کارگاه نجاری پروژه گروه ما",
		"دادە ها در پروندە":            "داده ها در پرونده",
		"باخە و کانی لە ناوە":          "باخە و کانی لە ناوە",
		"ئەو خانە جوانە بە من بدە":     "ئەو خانە جوانە بە من بدە",
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{Letters()}, page.TextOf(in), pass.Policy{Threshold: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Latin beside and between Persian words does not make them foreign; quotations in a text in
// another script stay what they are.
func TestLettersAmongLatin(t *testing.T) {
	stamp := strings.Repeat("Drawn by an unregistered trial version of the program\n", 2)
	labels := "کارمند انبار\nکاربر فروش و مشتری\nثبت سفارش و پرداخت هزینه\nسيستم انبار\nورود اطلاعات اوليه به سامانه\n"
	for _, c := range []struct {
		text string
		want int // letters that change
	}{
		{"ماهی‌گیران پیش از سپیده با قایق‌های کوچک به دریا رفتند و تورها را پهن کردند.\nشكل ۱: Fishing boats of the eastern harbour\n", 1},
		{strings.ReplaceAll(labels, "\n", "\n"+stamp), 2},
		{stamp + "He said كيف حالك and went away.\n" + stamp, 0},
		{strings.Repeat(stamp, 8) + "وصل الصيادون إلى الميناء قبل الفجر وباعوا السمك في السوق الكبير ثم رجعوا إلى بيوتهم\n", 0},
	} {
		edits, err := Letters().Run(context.Background(), &pass.View{Text: page.TextOf(c.text), Shared: NewSurvey(LearnHabits(lang.Default(), nil))})
		if err != nil {
			t.Fatal(err)
		}
		if len(edits) != c.want {
			t.Errorf("%.60q: %d edits, want %d", c.text, len(edits), c.want)
		}
	}
}

// TestModelFor asks for the model of whole texts, some of which quote the other language.
func TestModelFor(t *testing.T) {
	arabic := strings.Repeat("وقال المؤلف في مقدمة الكتاب إن هذه الرسالة كتبت في مدينة بعيدة عن الساحل.\n", 12)
	persian := "پدرش گفت که این کتاب را چند گفتار دیگر هم هست و هر کس آن را می‌خواند.\n"
	for _, c := range []struct {
		name, in string
		want     lang.Language
	}{
		{"arabic", arabic, lang.Arabic},
		{"persian", strings.Repeat(persian, 12), lang.Persian},
		{"a passage in persian", arabic + persian, lang.Persian},
		{"a name in arabic", arabic + "وسافر إلى گهر ثم عاد.\n", lang.Arabic},
		{"a verse in persian", persian + persian + arabic[:len(arabic)/12], lang.Persian},
		{"names from arabic in persian", "آیت‌الله محمدحسین صالحی و باقیات الصالحات\n", lang.Persian},
		{"nothing", "", lang.Persian},
	} {
		if got := ModelFor(page.TextOf(c.in)).Language(); got != c.want {
			t.Errorf("%s: the model is of %v, want %v", c.name, got, c.want)
		}
	}
}
