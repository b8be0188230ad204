package passes_test

import (
	"slices"
	"strings"
	"testing"
)

// TestListOfLines leaves a list of one-line items alone, though most of them are alike
// in length, end no sentence and hold a comma: they end where their author ended them,
// not where the next word would have gone over an edge.
func TestListOfLines(t *testing.T) {
	what := []string{"آبیاری درخت‌ها", "هرس شاخه‌های خشک", "جمع کردن برگ‌های پاییزی", "رنگ زدن به نرده‌ها", "پر کردن آب‌انبار", "دانه دادن به پرنده‌ها", "تعمیر نیمکت چوبی", "روغن زدن به لولای در"}
	when := []string{"هر روز صبح، پیش از آنکه آفتاب به دیوار برسد", "پس از باران، با بیل و چکمه", "یک بار در هفته، با کمک همسایه‌ها",
		"در نبود باغبان، از روی همین فهرست کار", "پیش از رسیدن مهمان‌ها، بی سروصدا", "هر گاه وقت بود، با حوصله و دقت زیاد",
		"در پایان ماه، به همراه نوشتن گزارش", "از این پس، تنها به دست باغبان"}
	var list []string
	for i := range len(what) * len(when) {
		k := 7 * i % (len(what) * len(when)) // so that lines alike in length do not stand together
		list = append(list, what[k/len(when)]+" "+when[k%len(when)])
	}
	in := strings.Join(list, "\n") + "\n"
	if res := run(t, in); res.Log.Edits() > 0 {
		t.Errorf("%d edits in a list", res.Log.Edits())
	}
	// The same words, broken at the edge of a column.
	words := strings.Fields(in)
	var wrapped []string
	for len(words) > 0 {
		n, width := 0, 0
		for n < len(words) && width+len([]rune(words[n])) < 60 {
			width += len([]rune(words[n])) + 1
			n++
		}
		wrapped, words = append(wrapped, strings.Join(words[:n], " ")), words[n:]
	}
	if res := run(t, strings.Join(wrapped, "\n")+"\n"); !slices.Equal(strings.Fields(res.Text.String()), strings.Fields(in)) || res.Log.Counts()["paragraphs"] < len(wrapped)/2 {
		t.Errorf("%d of %d line ends of a wrapped text were mended", res.Log.Counts()["paragraphs"], len(wrapped)-1)
	}
}
