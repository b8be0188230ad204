package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

const yehText = `برادرم در شهر کوچکی زندگی می‌کند که رودی از میان آن می‌گذرد و باغ‌های زیادی دارد.
او در یک مدرسه درس ریاضی می‌دهد و گاهی برای شاگردانش داستان‌های قدیمی می‌خواند.
خانه‌اش بزرگ نیست، ولی حیاطی دارد که همیشه پر از گل‌های رنگی است و همسایه‌ها آن را دوست دارند.
پدر ما سال‌ها در همین خانه کار می‌کرد و هر روز با دوستان دیگر دور حوض می‌نشست و چای می‌نوشید.
وقتی هوا سرد می‌شود، بخاری قدیمی را روشن می‌کنند و مادر غذایی گرم و ایرانی می‌پزد.
یعنی زندگی در آن شهر خیلی آرام است و بعضی مردم هیچ وقت از آن بیرون نمی‌روند.
برای رسیدن به آن باید از یک جاده کوهستانی گذشت که راهی طولانی است و کسی در آن عجله نمی‌کند.`

// withoutYeh is a text as readers leave it that find no name for the final yeh, and the shape of a ZWNJ.
func withoutYeh(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		end := i+1 == len(rs) || !isLetter(rs[i+1])
		switch {
		case r == yeh && end && i > 0 && joinsNext(rs[i-1]):
		case r == zwnj:
			b.WriteRune(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestLostLetters: a text that lost each yeh at the end of a word has it back; one that has some, lone letters, and a
// few lines without any stay.
func TestLostLetters(t *testing.T) {
	in := withoutYeh(yehText)
	words := strings.Fields(in)
	got := strings.ReplaceAll(mend(t, LostLetters(lang.Default()), in), string(zwnj), " ")
	wrong := 0
	for i, want := range strings.Fields(strings.ReplaceAll(yehText, string(zwnj), " ")) {
		if now := strings.Fields(got)[i]; now != want {
			if wrong++; now != words[i] {
				t.Errorf("%s became %s, want %s", words[i], now, want)
			}
		}
	}
	if wrong > 9 {
		t.Errorf("%d words stayed wrong:\n%s", wrong, got)
	}
	letters := "از نقطهٔ م خطی به نقطهٔ ن کشیدند و م را با ب هم‌اندازه گرفتند؛ پس م شد دو برابر ن و م کرد جای ن را گرفت.\n"
	torn := strings.NewReplacer("س", "س ", "ش", "ش ", "ک", " ک ", "پ", " پ ").Replace(yehText)
	for _, healthy := range []string{yehText, letters + yehText, torn, strings.Join(strings.Split(in, "\n")[:2], "\n"), strings.Repeat("باغ و درخت و باران در بهار آمد. ", 40)} {
		if got := mend(t, LostLetters(lang.Default()), healthy); got != healthy {
			t.Errorf("%s\nbecame\n%s", healthy, got)
		}
	}
}

// TestTornIsNotLost: what is left of words in pieces looks as if they had lost letters; where more pieces go on in the
// next than tell of a lost one, none is.
func TestTornIsNotLost(t *testing.T) {
	lost := withoutYeh(strings.ReplaceAll(yehText, "می"+string(zwnj), "")) // «م» and «ن» before verbs tell for themselves
	for torn, stays := range map[string]bool{"": false, strings.Repeat("\nو این برای همگ ان خوب است", 40): true} {
		in := lost + torn
		if got := mend(t, LostLetters(lang.Default()), in); got == in != stays {
			t.Errorf("want it to stay: %v\n%s\nbecame\n%s", stays, in, got)
		}
	}
}
