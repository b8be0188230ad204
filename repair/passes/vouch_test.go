package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// foldLetters is a text after Letters.
func foldLetters(t *testing.T, in string) string {
	t.Helper()
	text := page.TextOf(in)
	edits, err := Letters().Run(context.Background(), &pass.View{Text: text, Shared: NewSurvey(LearnHabits(lang.Default(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	at := 0
	for _, e := range edits {
		out += text[at:e.At].String() + e.New.String()
		at = e.End()
	}
	return out + text[at:].String()
}

// TestVouchLines folds lines of Persian whose words vouch for it, and leaves lines alone in languages
// that have the letters of their own; each is a text of its own.
func TestVouchLines(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ae inside", "کتاب\u200Cخانە‌های شهر", "کتاب\u200Cخانه‌های شهر"},
		{"ae at ends", "خانە ما در کوچە پشتی بود", "خانه ما در کوچه پشتی بود"},
		{"heh of Urdu", "ھمه راه‌ھا به دریا می‌رسد", "همه راه‌ها به دریا می‌رسد"},
		{"swash kaf", "ڪتاب را در قفسه گذاشت", "کتاب را در قفسه گذاشت"},
		{"maksura inside", "باران بىوقفه مىبارید و زمىن خیس شد", "باران بیوقفه میبارید و زمین خیس شد"},
		{"kurdish word", "دەستەکانیان", ""},
		{"kurdish", "بەیانی باش", ""},
		{"uyghur", "ئاتام كىتاب ئوقۇيدۇ", ""},
		{"uyghur without u", "بالىلار قالدى", ""},
		{"sindhi", "منهنجي ڀيڻ اسڪول ۾ پڙهي ٿي", ""},
		{"sindhi without its letters", "ڪلهه ڪوئي ڪونه هو", ""},
		{"urdu", "اچھا بھائی", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.want == "" {
				c.want = c.in
			}
			got := foldLetters(t, c.in)
			if got != c.want {
				t.Errorf("%s: got %s, want %s", c.in, got, c.want)
			}
		})
	}
}

// TestShortLanguage folds short texts of Persian that have no letter of its own, and none of Arabic.
func TestShortLanguage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ساعت شروع كلاس رياضي", "ساعت شروع کلاس ریاضی"},
		{"نتايج مسابقات تيم ملي", "نتایج مسابقات تیم ملی"},
		{"قيمت بليت قطار", "قیمت بلیت قطار"},
		{"وزارت كشور", "وزارت کشور"},
		{"صديقي قد رجع من السفر.", ""},
		{"اشتريت قميصا جديدا.", ""},
		{"هذا كتابي.", ""},
		{"تستطيع ان تنتظر قليلا", ""},
		{"لون فستانك جميل", ""},
	} {
		if c.want == "" {
			c.want = c.in
		}
		if got := foldLetters(t, c.in); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	if l := textLanguage(page.TextOf("ه و ا  د ر  ا ت ا ق")); l == lang.Arabic {
		t.Error("letters with spaces between them are taken for Arabic")
	}
}
