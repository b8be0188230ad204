package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestLamAlefBetweenWords: in a text that swaps all its lam-alefs, the words around tell those
// that are words both ways.
func TestLamAlefBetweenWords(t *testing.T) {
	const swaps = "معلم اطالعات تازه‌ای از کالس آورد و به سواالت شاگردان دربارهٔ خاک باال پاسخ داد.\n"
	for in, want := range map[string]string{
		"نامه‌ای نوشت و به مادرش سالم رساند.":            "نامه‌ای نوشت و به مادرش سلام رساند.",
		"پسرک به همه سالم کرد و نشست.":                   "پسرک به همه سلام کرد و نشست.",
		"جوان خالق و پرکاری بود.":                        "جوان خلاق و پرکاری بود.",
		"خالق جهان را سپاس گفتند.":                       "خالق جهان را سپاس گفتند.",
		"میوهٔ سالم را در سبد گذاشتند و به بازار بردند.": "میوهٔ سالم را در سبد گذاشتند و به بازار بردند.",
	} {
		out := alone(t, LamAlef(lang.Default()), swaps+in)
		if _, got, _ := strings.Cut(out, "\n"); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

// TestLamAlefOfAllah: the letters of the name alone stand the wrong way round; they tell nothing
// of the lam-alefs beside them.
func TestLamAlefOfAllah(t *testing.T) {
	const in, want = "عبداهلل و روح‌اهلل، باهلل که سالم ماندند.", "عبدالله و روح‌الله، بالله که سالم ماندند."
	if got := alone(t, LamAlef(lang.Default()), in); got != want {
		t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
	}
}
