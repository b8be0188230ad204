package passes

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines that end inside a word, at its ZWNJ (a bar), go on in it; those of texts that type spaces in such words, or show no
// ZWNJ at all, and those that end between words, do not.
func TestLineEndsInWords(t *testing.T) {
	const (
		joins  = "باغبان‌ها همه درخت‌های کهن و خانه‌های خالی و دانه‌ای را که مانده بود می‌شناختند"
		spaces = "باغبان ها همه درخت های کهن و خانه های خالی و دانه ای را که مانده بود می شناختند"
		mixed  = "باغبان‌ها در تصمیم گیری و اندازه گیری و شبیه سازی درخت‌های کهن خانه‌های خالی را دیدند"
		parts  = "باغبان‌ها در تصمیم‌گیری و نمونه‌برداری درخت‌های کهن خانه‌های خالی را دیدند"
	)
	for _, c := range []struct{ text, above, below, want string }{
		{joins, "دیروز همه این نوشته", "های کهنه را خواندند", "\u200C"},
		{joins, "دیروز همه این را به خانه آورده", "اند و کسی نمی‌داند", "\u200C"},
		{joins, "باغ از هر باغ دیگری بزرگ", "تر بود و سبزتر", "\u200C"},
		{parts, "کسی در این اندازه", "گیری شریک نبود", "\u200C"},
		{mixed, "کسی در این اندازه", "گیری شریک نبود", " "},
		{spaces, "دیروز همه این نوشته", "های کهنه را خواندند", " "},
		{joins, "دیروز همه این را", "ها نام دادند", " "},        // a letter that does not join
		{joins, "این باغ از پدر مانده", "است و کسی ندارد", " "}, // a verb of its own
		{joins, "همسایه این باغ", "کهنه را دوست داشت", " "},
		{joins, "دیروز همه این نوشته ", "های کهنه را خواندند", " "}, // somebody typed the space
		{joins, "دیروز همه این نوشته،", "های کهنه را خواندند", " "},
	} {
		m := lang.Default()
		in := c.text + "\n\n" + c.above + "\n" + c.below
		ctx := Context{Model: m, Habits: LearnHabits(m, page.TextOf(in))}
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(ctx)}, page.TextOf(in), pass.Policy{Firm: true})
		if err != nil {
			t.Fatal(err)
		}
		want := c.text + "\n\n" + strings.TrimRight(c.above, " ") + c.want + c.below
		if got := res.Text.String(); got != want {
			t.Errorf("%s / %s:\n got %+q\nwant %+q", c.above, c.below, got, want)
		}
	}
}
