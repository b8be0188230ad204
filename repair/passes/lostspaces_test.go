package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// lossy lost some of its spaces, beside ZWNJs too.
const lossy = `باغبان پیرهر روز صبح زود به باغمی‌رفت و درختهارا آب می‌داد. او می‌گفت که خاکاین باغ از همه‌یزمین‌ها بهتر است.
در کنار دیوارخانه‌ای بود کهپنجره‌هایآبی داشت و کودکان درحیاط آن بازیمی‌کردند. هر کسی که از کوچه می‌گذشت، صدای خنده‌یآنان را می‌شنید.
مادربزرگ نانتازه می‌پخت و بویآن تا ته کوچه می‌رسید. شب‌ها همه دور کرسیمی‌نشستند و به قصه‌های اوگوش می‌دادند.`

// TestLostBesideWords: a text that lost spaces gets them back, beside the ZWNJs of a word too; a name that the text has several
// times stays, and so does a compound with a ZWNJ.
func TestLostBesideWords(t *testing.T) {
	got := alone(t, Spaces(Context{Model: lang.Default()}), lossy)
	for _, want := range []string{"پیر هر", "باغ می‌رفت", "خاک این", "دیوار خانه‌ای", "که پنجره‌های آبی", "در حیاط", "بازی می‌کردند", "نان تازه", "بوی آن", "کرسی می‌نشستند", "او گوش"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if again := alone(t, Spaces(Context{Model: lang.Default()}), got); again != got {
		t.Errorf("the second time: %s", again)
	}
	for _, name := range []string{"نادرخانلو", "بی‌چون‌وچرا"} {
		in := lossy + strings.Repeat("\nآقای "+name+" آمد و نشست.", 4)
		if got := alone(t, Spaces(Context{Model: lang.Default()}), in); strings.Count(got, name) != 4 || !strings.Contains(got, "باغ می‌رفت") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestLostInReading: strings that read better with a space tell that a text lost some, but not among lines whose stops stand
// before words, nor where there are few.
func TestLostInReading(t *testing.T) {
	lost := func(s string) bool {
		v := &pass.View{Text: page.TextOf(s)}
		return lostInReading(lang.Default(), v, surveyOf(v).spellerOf(lang.Default()))
	}
	if !lost(lossy) {
		t.Error("the text is not told")
	}
	if lost(strings.ReplaceAll(lossy, ". ", " .")) {
		t.Error("lines with stops before words are told")
	}
	healthy := strings.Repeat("باغبان پیر هر روز صبح زود به باغ می‌رفت و درخت‌ها را آب می‌داد.\n", 20)
	if lost(healthy) || lost(healthy+"خاکاین باغ و نانتازه و بویآن و باغمی‌رفت و دیوارخانه‌ای را دید.") {
		t.Error("a text with few such strings is told")
	}
}
