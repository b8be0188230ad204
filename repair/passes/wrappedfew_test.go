package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestParagraphOfFewLines: two or three lines are one paragraph where each goes on in the next.
func TestParagraphOfFewLines(t *testing.T) {
	const (
		one   = "باغبان پیر هر روز صبح زود از خواب بیدار می‌شود و پیش از آن که آفتاب"
		two   = "از پشت کوه‌ها بالا بیاید درخت‌های کنار رودخانه را آب می‌دهد و پس از آن"
		three = "به خانه بازمی‌گردد."
	)
	for _, c := range []struct{ name, in, want string }{
		{"three lines", one + "\n" + two + "\n" + three, one + " " + two + " " + three},
		{"two lines", one + "\n" + "از پشت کوه‌ها بالا بیاید کار می‌کند.", one + " از پشت کوه‌ها بالا بیاید کار می‌کند."},
		{"empty lines", one + "\n\n" + two + "\n\n" + three, one + " " + two + " " + three},
		{"a word cut", "باغبان پیر هر روز صبح زود درخت‌های کنار رودخانه و پشت دیوار کتابخا-\nنه را آب می‌دهد.", "باغبان پیر هر روز صبح زود درخت‌های کنار رودخانه و پشت دیوار کتابخانه را آب می‌دهد."},
		{"no stop at the end", one + "\n" + two, ""},
		{"a stop between them", one + ".\n" + two + ".", ""},
		{"short lines", "توانا بود هر که دانا بود\nز دانش دل پیر برنا بود.", ""},
		{"a title", "گزارش باغبان\n" + one + " برآید کار می‌کند.", ""},
		{"room for the next word", one + "\n" + "از پشت کوه‌ها بالا بیاید، در\n" + three, ""},
		{"code", "fmt.Println(\"باغبان پیر هر روز صبح زود از خواب بیدار می‌شود\")\nfmt.Println(\"و درخت‌ها را آب می‌دهد.\").", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		got := alone(t, Paragraphs(Context{Model: lang.Default()}), c.in)
		if got != want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, want)
		}
		if again := alone(t, Paragraphs(Context{Model: lang.Default()}), got); again != got {
			t.Errorf("%s becomes %+q the second time", c.name, again)
		}
	}
}
