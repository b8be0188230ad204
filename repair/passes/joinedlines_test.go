package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestJoinedLines: paragraphs whose printed lines were joined in visual order come out in the order in which
// they were printed; lines that were not joined are turned as they are.
func TestJoinedLines(t *testing.T) {
	paragraphs := [][]string{
		{"در روستای ما باغی بود که پدربزرگ در جوانی آن را با دست خود ساخته بود و هر", "سال در بهار درخت‌های تازه در آن می‌کاشت تا جای آنها را که پیر شده بودند", "بگیرند و باغ همیشه سبز بماند."},
		{"آب باغ از چشمه‌ای می‌آمد که بالای کوه بود و در تابستان هم خشک نمی‌شد، اما گاهی", "در پاییز آن‌قدر کم می‌شد که به همه نمی‌رسید."},
		{"مردم روستا برای آنکه آب به همه برسد نوبت گذاشته بودند و هر خانه یک روز در هفته", "می‌توانست زمین خود را آب بدهد و کسی از این کار ناراضی نبود."},
		{"مدرسه در آن سوی رودخانه بود و بچه‌ها هر روز صبح از پلی می‌گذشتند که پدران آنها با", "چوب درخت‌های باغ ساخته بودند و در زمستان وقتی برف می‌بارید راه رفتن روی آن", "بسیار سخت می‌شد."},
	}
	page := func(f func(string) string, joined string) string {
		var out []string
		for _, p := range paragraphs {
			var lines []string
			for _, l := range p {
				lines = append(lines, f(l))
			}
			out = append(out, strings.Join(lines, joined))
		}
		return strings.Join(out, "\n\n")
	}
	same := func(s string) string { return s }
	for _, c := range []struct {
		name   string
		f      func(string) string
		joined string
	}{{"letters", backLetters, " "}, {"words", backWords, " "}, {"letters of lines", backLetters, "\n"}, {"words of lines", backWords, "\n"}} {
		p := Direction(lang.Default())
		if strings.HasPrefix(c.name, "words") {
			p = WordOrder(lang.Default())
		}
		if got, want := alone(t, p, page(c.f, c.joined)), page(same, c.joined); got != want {
			t.Errorf("%s became\n%s\nwant\n%s", c.name, got, want)
		}
	}
}
