package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// countedUp writes a text with the codes that a map gives whose ranges begin at these letters and count up over
// the glyphs of the font.
func countedUp(text string, starts map[rune]bool) string {
	code, at := rune(0), make(map[shapeGlyph]rune)
	for _, g := range orderedGlyphs {
		switch {
		case starts[g.r] && !g.next && !g.last:
			code = firstCode(g.r)
		case !starts[g.r] && code == 0, strings.ContainsRune("\u062C\u0686\u062D\u062E\u0641\u06A9\u06AF\u06CC", g.r): // JEEM to KHAH, FEH, KEHEH, GAF, YEH: ranges of their own
			code = 0
			continue
		default:
			code++
		}
		at[g] = code
	}
	rs := []rune(text)
	joined := func(i int) bool { return i > 0 && i < len(rs) && joinsNext(rs[i-1]) && joinsPrevious(rs[i]) }
	for i, r := range []rune(text) {
		if c := at[shapeGlyph{r, joined(i + 1), joined(i)}]; c != 0 {
			rs[i] = c
		}
	}
	return strings.ReplaceAll(string(rs), "\u200C", "")
}

const garden = `در روستای ما باغی بود که پدربزرگ در جوانی آن را با دست خود ساخته بود
هر سال در بهار درخت های تازه در آن می کاشت تا جای آنها را که پیر شده بودند بگیرند
آب باغ از چشمه ای می آمد که بالای کوه بود و در تابستان هم خشک نمی شد
اما گاهی در پاییز آن قدر کم می شد که به همه نمی رسید
مردم روستا برای آنکه آب به همه برسد نوبت گذاشته بودند
هر خانه یک روز در هفته می توانست زمین خود را آب بدهد و کسی از این کار ناراضی نبود
مدرسه در آن سوی رودخانه بود و بچه ها هر روز صبح از پلی می گذشتند که پدران آنها ساخته بودند
در زمستان وقتی برف می بارید راه رفتن روی آن بسیار سخت می شد
مادر هر روز صبح نان تازه می پخت و بوی آن همه خانه را پر می کرد
پدر در شهر کار می کرد و آخر هفته ها با نامه ها و روزنامه ها به خانه می آمد
شب ها دور هم می نشستیم و به داستان هایی که مادربزرگ می گفت گوش می دادیم
او نام همه ستاره ها را می دانست و می گفت هر کس در آسمان ستاره ای دارد
من هنوز هم هر شب به آسمان نگاه می کنم و ستاره خودم را در میان آنها پیدا می کنم
سال ها بعد که به شهر رفتیم خانه را به همسایه سپردیم و او هم از آن خوب نگهداری کرد
هر تابستان به دیدن او می رفتیم و چند روزی را در همان خانه قدیمی می ماندیم
درخت ها بزرگ شده بودند و میوه های آنها شیرین تر از همیشه بود
بچه های همسایه در سایه آنها بازی می کردند و صدای خنده شان تا دور می رفت
وقتی به آنها نگاه می کردم یاد روزهایی می افتادم که خودم در همان جا بازی می کردم
`

// TestGlyphRuns: a text whose map counts up over the shapes of the letters is read again; the same text as it
// was written, with its vowels, and Arabic stay.
func TestGlyphRuns(t *testing.T) {
	starts := map[rune]bool{'\u0628': true, '\u062F': true, '\u0645': true} // BEH, DAL, MEEM
	in := countedUp(garden, starts)
	got := strings.ReplaceAll(alone(t, GlyphRuns(lang.Default()), in), "\u200C", "")
	right, all := 0, 0
	gold := strings.Split(garden, "\n")
	for i, l := range strings.Split(got, "\n") {
		words := strings.Fields(l)
		for k, w := range strings.Fields(gold[i]) {
			if all++; k < len(words) && words[k] == w {
				right++
			}
		}
	}
	if share := float64(right) / float64(all); share < 0.95 {
		t.Errorf("%.3f of the words of\n%s\nare right:\n%s", share, in, got)
	}
	vowelled := strings.Repeat("ذَهَبَ الوَلَدُ إِلى المَدرَسَةِ وَقَرَأَ كِتابَهُ في البُستانِ ثُمَّ عادَ إِلى بَيتِهِ\n", 30)
	for _, same := range []string{garden, vowelled, backLetters(vowelled), strings.ReplaceAll(garden, "در ", "دَر ")} {
		if got := alone(t, GlyphRuns(lang.Default()), same); got != same {
			t.Errorf("became\n%s", got)
		}
	}
}
