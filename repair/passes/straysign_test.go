package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

func TestStraySign(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"doubled", "باغب++ان درخ++ت‌های سی++ب را آب داد.", "باغبان درخت‌های سیب را آب داد."},
		{"two words are enough", "باغب••ان پیر درخ••ت را آب داد.", "باغبان پیر درخت را آب داد."},
		{"a Latin letter", "باغبCCان درخCCت‌های سیCب را آب داد.", "باغبان درخت‌های سیب را آب داد."},
		{"a digit", "باغب۷۷ان ۷۷ درخ۷۷ت‌های سی۷ب را آب داد.", "باغبان ۷۷ درخت‌های سیب را آب داد."},
		{"a private code", "باغب\uE0A0\uE0A0ان درخ\uE0A0\uE0A0ت را آب داد.", "باغبان درخت را آب داد."},
		{"single ones, in many words", "باغب+ان درخ+ت سی+ب و هل+و را در با+غ ک+اشت و خس+ته به خا+نه برگش+ت.", "باغب+ان درخ+ت سی+ب و هل+و را در با+غ ک+اشت و خس+ته به خا+نه برگش+ت."},
		{"single ones, behind joining letters alone", "باغب+ان درخ+ت سی+ب و هل+و را در بی+شه ک+اشت و خس+ته به خان+ه برگش+ت.", "باغبان درخت سیب و هلو را در بیشه کاشت و خسته به خانه برگشت."},
		{"a mark among them", "باغب++ان درخ++ت مق+ّ +رر را آب داد.", "باغبان درخت مقرّر را آب داد."},
		{"a hamza", "باغب&&ان درخ&&ت نام& ٔ&ه را آب داد.", "باغبان درخت نامهٔ را آب داد."},
		{"a broken piece", "باغب&&ان درخ&&ت نوین& ٔ\n&دگان را آب داد.", "باغبان درخت نوین ٔ\nدگان را آب داد."},
		{"between embeddings", "\u202Bباغب\u202A++\u202Cان درخ\u202A++\u202Cت مق\u202A+ّ +\u202Cرر را آب داد.\u202C", "\u202Bباغب\u202A\u202Cان درخ\u202A\u202Cت مق\u202A\u202Cرّر را آب داد.\u202C"},
		{"stored backwards", ".داد بآ ار بی++س یاه ت++خرد نا++بغاب", ".داد بآ ار بیس یاه تخرد نابغاب"},
		{"glyphs without a letter, more than one letter has", "باغب\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDان درخ\uFFFD\uFFFDت را کاش\uFFFDد.", "باغبان درخت را کاش\uFFFDد."},
		{"a name that is not known", "باغب++ان درخ++ت سی++ب شهرزمک++یش را آب داد.", "باغبان درخت سیب شهرزمکیش را آب داد."},
	} {
		if got := alone(t, StraySign(lang.Default()), tt.in); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestStraySignHealthy holds signs that people write between letters.
func TestStraySignHealthy(t *testing.T) {
	for _, in := range []string{
		"زبان C++و جاوا، a+b و ۲+۳، نشانی x@y.example و http://a.example/?q=ب&p=ن",
		"واژه‌ها: گفت+م، رفت+ن، دید+ن، کار+گر، خواند+ه، ساخت+مان، دان+ش، کوش+ش",
		"می-روم و نمی-دانم که کتاب-ها را می-خوانند، می-خرند، می-سازند، می-گویند و می-نویسند.",
		"س..لام، ن..نه! دوس...ت دارم، خی..لی، هم..یشه",
		"زن/مرد، مجله/کتاب، پیامبر(ص)که، امام(ع)گفت، نشست،گفت:بیا",
		"#سلام_دوست #تیم_ملی #شعر_نو #کتاب_خوب",
		"ف*حش‌ها: ک*س، م*ل، ج*گر",
		"کتاب||خانه و دانش||نامه",
		"کتAب عAلم حAل بAر نAم شAم جAن حkم قlم شhر", // letters that a map calls Latin ones
	} {
		if got := alone(t, StraySign(lang.Default()), in); got != in {
			t.Errorf("%s\nbecame %s", in, got)
		}
	}
}

// TestStraySignLong expects a line of nothing but one sign to take no longer than its length.
func TestStraySignLong(t *testing.T) {
	in := strings.Repeat("ب+ِ ", 1<<15) + strings.Repeat("ب+", 1<<15)
	if got := alone(t, StraySign(lang.Default()), in); got != in {
		t.Errorf("%d code points became %d", len([]rune(in)), len([]rune(got)))
	}
}
