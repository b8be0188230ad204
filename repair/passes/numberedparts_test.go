package passes

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/damage"
)

// seen is a line in the order in which it is seen from the left.
func seen(line string) string {
	rs := []rune(line)
	slices.Reverse(rs)
	return regexp.MustCompile(`[A-Za-z.]*[A-Za-z]|[۰-۹][۰-۹٫]*[۰-۹]`).ReplaceAllStringFunc(string(rs), func(s string) string {
		rs := []rune(s)
		slices.Reverse(rs)
		return string(rs)
	})
}

// fromLeft is what pypdf writes for a line that it reads from the left: what the Arabic blocks hold goes
// before the others of its part, signs go with the part they follow.
func fromLeft(line string) string {
	var out, part []rune
	right := false
	for _, r := range line {
		isRight := r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF
		isSign := r <= '/' || r >= ':' && r <= '@' || r >= 0x2000 && r <= 0x206F || r >= 0x20A0 && r <= 0x21FF
		if !isSign && isRight != right {
			out, part, right = append(out, part...), nil, isRight
		}
		if right {
			part = append([]rune{r}, part...)
		} else {
			part = append(part, r)
		}
	}
	return string(append(out, part...))
}

// TestNumberedParts puts lines in order that numbered glyphs and Latin words part, as pypdf writes them.
func TestNumberedParts(t *testing.T) {
	const prose = "باغبان قدیمی در باغ ایرانی زندگی آرامی دارد.\n" +
		"برنامهٔ آبیاری را با Linux و Python نوشتم و به دوستی دادم.\n" +
		"گفت: «خوبی کن» و رفت؛ سپس در زمستان ۱۳۹۵ نامه‌ای طولانی رسید.\n" +
		"نشانی example.org را یکی از آنها نوشت و کسی نفهمید.\n" +
		"هوا سرد شد و باران بارید و رودخانه ۱۲٫۵ متر بالا آمد."
	forms, _, err := damage.Apply("forms", prose, damage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(forms, "\uFBFD", "\u036C") // FARSI YEH FINAL FORM, and the character of its number
	lines := strings.Split(want, "\n")
	for i, line := range lines {
		lines[i] = fromLeft(seen(line))
	}
	if got := alone(t, GlyphCodes(), strings.Join(lines, "\n")); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got := alone(t, GlyphCodes(), want); got != want {
		t.Errorf("in order\n got %s\nwant %s", got, want)
	}
}
