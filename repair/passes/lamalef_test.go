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
		"سوال ۲: چند درخت در باغ بود؟":                   "سوال ۲: چند درخت در باغ بود؟", // the other is built of parts, and nobody writes it
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

// TestLamAlefOfOneLine: in a text without a lam-alef one word tells that all are swapped, if it is hardly ever
// seen as it stands and often swapped, or has the alef of an article before one with hamza.
func TestLamAlefOfOneLine(t *testing.T) {
	persian, arabic := lang.Default(), lang.For(lang.Arabic)
	for _, c := range []struct {
		m        *lang.Model
		in, want string
	}{
		{persian, "باغبان به کاالی تازه نگاه کرد.", "باغبان به کالای تازه نگاه کرد."},
		{persian, "روی درخت گردو کالغ‌ها نشسته بودند.", "روی درخت گردو کلاغ‌ها نشسته بودند."},
		{arabic, "وصل البستاني من خالل النفق إلى بيته.", "وصل البستاني من خلال النفق إلى بيته."},
		{arabic, "قرأت المعلمة اإلعالن وسألت عن ثمن الغرفة.", "قرأت المعلمة الإعلان وسألت عن ثمن الغرفة."},
		{arabic, "ال أعرف كيف جاء البستاني بهذه السرعة من خالل الحديقة.", "لا أعرف كيف جاء البستاني بهذه السرعة من خلال الحديقة."},
		{arabic, "قال إن المهمة الالزمة إلنشاء المدرسة صعبة.", "قال إن المهمة اللازمة لإنشاء المدرسة صعبة."}, // its lam-alefs are those of swapped words
		{persian, "بالش و پتو را در تالش خرید.", "بالش و پتو را در تالش خرید."},
		{persian, "یا صاحبی طال انتظار فراقکم", "یا صاحبی طال انتظار فراقکم"},
		{persian, "آرد را با الک نرم کرد.", "آرد را با الک نرم کرد."},
		{persian, "باغبان به کاالی تازه نگاه و سلام کرد.", "باغبان به کاالی تازه نگاه و سلام کرد."}, // a lam-alef stands right
		{arabic, "وجد الطالب نفسه في المرتبة الثالثة.", "وجد الطالب نفسه في المرتبة الثالثة."},
	} {
		if got := alone(t, LamAlef(c.m), c.in); got != c.want {
			t.Errorf("%s\nbecame %s\nwant   %s", c.in, got, c.want)
		}
	}
}
