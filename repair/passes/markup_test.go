package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// markdown is a page as a converter writes it around the texts that it read, each as f leaves it. From
// the end tells that it met the parts of a line from the last to the first.
func markdown(f func(string) string, fromEnd bool) string {
	first, last := "برای دیدن", "به این صفحه بروید"
	strong, rest := "آب چاه", "را هر روز به باغ می‌بردیم و به درخت‌ها می‌دادیم"
	if fromEnd {
		first, last = last, first
		strong, rest = rest, strong
	}
	mark := func(s string) string {
		if s == "آب چاه" {
			return "**" + f(s) + "**"
		}
		return f(s)
	}
	return strings.Join([]string{
		"## " + f("باغ انار و درخت‌های آن"),
		"",
		f("در بهار هر روز صبح زود به باغ می‌رفتیم و درخت‌ها را آب می‌دادیم تا گل کنند و میوه بدهند"),
		"",
		mark(strong) + " " + mark(rest),
		"",
		"- " + f("آب دادن به درخت‌های انار پیش از ظهر"),
		"- " + f("چیدن میوه‌ها در پایان تابستان"),
		"",
		"1. " + f("نهال را در خاک نرم بکارید"),
		"2. " + f("آن را تا بهار آب بدهید"),
		"",
		"> " + f("آنچه از پدربزرگ دربارهٔ باغ به یاد مانده است"),
		"",
		"| " + f("نام میوه") + " | " + f("جای آن در باغ") + " | 12 |",
		"|---|---|---|",
		"| " + f("انار شیرین") + " | " + f("کنار دیوار شمالی باغ") + "<br>" + f("نزدیک چاه آب") + " | 350 |",
		"",
		f(first) + " [" + f("عکس‌های باغ ما") + "](https://example.org/garden_1/a.html) " + f(last),
	}, "\n")
}

func backLetters(s string) string {
	rs := []rune(s)
	slices.Reverse(rs)
	return string(rs)
}

func backWords(s string) string {
	words := strings.Fields(s)
	slices.Reverse(words)
	return strings.Join(words, " ")
}

func backInWords(s string) string { return backWords(backLetters(s)) }

// TestMarkdown: the texts of a page of Markdown are put in order, the signs around them stay.
func TestMarkdown(t *testing.T) {
	want := markdown(func(s string) string { return s }, false)
	for name, in := range map[string]string{
		"letters":       markdown(backLetters, true),
		"letters alone": markdown(backInWords, false),
		"healthy":       want,
	} {
		if got := alone(t, Direction(lang.Default()), in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s\nwant\n%s", name, in, got, want)
		}
	}
	in := markdown(backWords, true)
	if got := alone(t, WordOrder(lang.Default()), in); got != want {
		t.Errorf("words:\n%s\nbecame\n%s\nwant\n%s", in, got, want)
	}
	if got := alone(t, WordOrder(lang.Default()), want); got != want {
		t.Errorf("healthy became\n%s", got)
	}
}

// TestItemsInVisualOrder: where the signs of items stand at the ends of lines, those in front are the
// last of a line.
func TestItemsInVisualOrder(t *testing.T) {
	lines := []string{
		"1. نهال را در خاک نرم بکارید و آن را تا بهار آب بدهید",
		"2. در پایان تابستان میوه‌ها را بچینید و به بازار ببرید",
		"درخت‌هایی که در باغ ما بودند همه پیر شده بودند در سال 3.",
	}
	var in []string
	for _, l := range lines {
		in = append(in, backLetters(l))
	}
	want := strings.Join(lines, "\n")
	if got := alone(t, Direction(lang.Default()), strings.Join(in, "\n")); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestDashInVisualOrder: a dash that ends a line of running text begins it in visual order, and is no sign of an item.
func TestDashInVisualOrder(t *testing.T) {
	lines := []string{
		"پدربزرگ در نامه‌ای که برای باغبان نوشته بود از درخت‌های آن سوی دیوار و از راه -",
		"راهی که به چشمه می‌رفت - یاد کرده بود و نوشته بود که باید هر سال آن را پاک کنند",
	}
	in := backLetters(lines[1]) + "\n" + backLetters(lines[0]) + "\n" + backLetters(lines[1])
	want := lines[1] + "\n" + lines[0] + "\n" + lines[1]
	if got := alone(t, Direction(lang.Default()), in); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestTabs: a tab in a sentence is a space of its page; a list of words in two languages stays.
func TestTabs(t *testing.T) {
	sentence := "در بهار هر روز صبح زود\tبه باغ می‌رفتیم و درخت‌ها را آب می‌دادیم"
	if got := alone(t, Direction(lang.Default()), backLetters(sentence)); got != sentence {
		t.Errorf("%s became %s", backLetters(sentence), got)
	}
	list := strings.Repeat("شنو\tچه\nواخا\tباشه\nدابا\tحالا\nغدا\tفردا\nبزاف\tخیلی\n", 3)
	if got := alone(t, Direction(lang.Default()), list); got != list {
		t.Errorf("became %s", got)
	}
}
