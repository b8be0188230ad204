package passes_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestMarkedLines leaves wrapped lines alone that their author marked one by one.
func TestMarkedLines(t *testing.T) {
	for _, mark := range []string{"~~", "> ", "% ", "; "} {
		var in strings.Builder
		for range 4 {
			for _, l := range []string{
				"باغبان پیر هر روز صبح، پیش از آنکه آفتاب برآید، درخت‌های کنار دیوار",
				"را آب می‌داد و برگ‌های خشک را جمع می‌کرد، و پس از آن زیر سایه درخت",
				"گردو می‌نشست و نان و پنیری را که از خانه آورده بود، با چای شیرین و",
				"داغ می‌خورد. گاهی نیز بچه‌های همسایه می‌آمدند و از او می‌خواستند که",
			} {
				in.WriteString(mark + l + "\n")
			}
		}
		if res := run(t, in.String()); res.Log.Counts()["paragraphs"] > 0 {
			t.Errorf("%q: %d line ends were mended", mark, res.Log.Counts()["paragraphs"])
		}
		if plain := strings.ReplaceAll(in.String(), mark, ""); run(t, plain).Log.Counts()["paragraphs"] == 0 {
			t.Errorf("%q: without marks nothing is mended", mark)
		}
	}
}

// TestListOfQuotedWords parts no words in a list whose spaces stand between quotation marks.
func TestListOfQuotedWords(t *testing.T) {
	words := strings.Fields("انکه هرچی میزنه رابطه سراسر باغبان همسایه دیوارها برادرم مدرسه میروند پنجره بازار درختان کوچه‌ها آسمان دریاچه گندمزار")
	var b strings.Builder
	for i := range 24 {
		for k := range 5 {
			b.WriteString("'" + words[(5*i+7*k)%len(words)] + "' , ")
		}
		b.WriteString("\n")
	}
	if res := run(t, b.String()); res.Log.Counts()["spaceless"] > 0 {
		t.Errorf("%v", explain(res.Log))
	}
}

// TestTokens joins no tokens of a corpus, which has each of them on a line of its own.
func TestTokens(t *testing.T) {
	line := "باغبان پیر که در کنار رود خانه داشت ، هر روز به باغ می‌رفت و درخت‌ها را آب می‌داد . مردم شهر از او میوه می‌خریدند و به خانه می‌بردند ."
	in := strings.Repeat(strings.ReplaceAll(line, " ", "\n")+"\n\n", 4)
	if res := run(t, in); res.Log.Counts()["word-lines"] > 0 {
		t.Errorf("%d tokens were joined", res.Log.Counts()["word-lines"])
	}
	if res := run(t, strings.NewReplacer("\n،", "،", "\n.", ".").Replace(in)); res.Log.Counts()["word-lines"] == 0 {
		t.Errorf("words of a page were not joined")
	}
}

// TestConversations joins no lines of conversations, whose speakers or times begin them, and no
// couplets with a sign between their hemistichs.
func TestConversations(t *testing.T) {
	says := []string{
		"صبح که از خانه بیرون آمدم، هوا هنوز تاریک بود و کسی در کوچه نبود که",
		"من هم همین را می‌گویم، باید پیش از رسیدن زمستان دیوار باغ را بلندتر",
		"پس چرا به باغبان نگفتید، او که هر روز از کنار همان دیوار می‌گذرد و آن",
		"گفتم، اما او سرش را پایین انداخت و بیلش را برداشت و به آن سوی باغ",
		"شاید بهتر باشد خودمان برویم، پیش از آنکه باران بیاید و گل و لای راه",
	}
	for name, begin := range map[string]func(i int) string{
		"times":    func(i int) string { return fmt.Sprintf("[%02d:%02d, ۱۴۰۲/3/%d] علی: ", 8+i%12, 7*i%60, 1+i%28) },
		"speakers": func(i int) string { return []string{"خسرو: ", "شیرین: ", "باغبان پیر: "}[i%3] },
	} {
		var b strings.Builder
		for i := range 30 {
			b.WriteString(begin(i) + says[i*2%len(says)] + "\n")
		}
		if n := run(t, b.String()).Log.Counts()["paragraphs"]; n > 0 {
			t.Errorf("%s: %d line ends were mended", name, n)
		}
	}
	var b strings.Builder
	for i := range 30 {
		b.WriteString([]string{"گفت بد کردم و پشیمانم شد ... زین سبب باغ را نگهبانم", "رفتنی رفت و باغبان ماند ... برگ بگذشت و بوستان ماند", "عدل کن زان که در ولایت گل ... دارد آوازه خوش بلبل"}[i%3] + "\n")
	}
	if n := run(t, b.String()).Log.Counts()["paragraphs"]; n > 0 {
		t.Errorf("couplets: %d line ends were mended", n)
	}
}
