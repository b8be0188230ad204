package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
)

// TestSignGaps: signs stand as Persian has them, and what only looks like them is left alone.
func TestSignGaps(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغ ، ( 1386 ) ، « درخت سیب » .", "باغ، (1386)، «درخت سیب»."},
		{"باغ،(1386)، «درخت»و گل", "باغ، (1386)، «درخت» و گل"},
		{"باغبان ،گل را آب داد", "باغبان، گل را آب داد"},
		{"سال 3،5 درصد و 1:30 و 2.4", "سال 3،5 درصد و 1:30 و 2.4"},
		{"برنامه .NET و پوشه .git", "برنامه .NET و پوشه .git"},
		{"(الف)، (ب) و «پ»؛ تمام.", "(الف)، (ب) و «پ»؛ تمام."},
		{"f(x) و a[i] و http://a.ir/b", "f(x) و a[i] و http://a.ir/b"},
	} {
		got := signGaps(page.TextOf(c.in), true)
		if got.String() != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
		if again := signGaps(got, true); again.Compare(got) != 0 {
			t.Errorf("%s became %s the second time", got, again)
		}
	}
	const typed = "گل و ... درخت"
	if got := signGaps(page.TextOf(typed), false); got.String() != typed {
		t.Errorf("%s became %s where spaces were typed", typed, got)
	}
}

// TestListDash: only a minus that opens the items of a document's lists is a hyphen.
func TestListDash(t *testing.T) {
	for _, c := range []struct {
		in, want string
		bullet   rune
	}{
		{"\u2212 سیب", "- سیب", minus},
		{"\u2212 سیب", "\u2212 سیب", '\u2022'}, // BULLET
		{"سرد، \u22125 درجه", "سرد، \u22125 درجه", minus},
		{"\u22125 درجه", "\u22125 درجه", minus},
	} {
		if got := listDash(page.TextOf(c.in), order.Convention{Bullet: c.bullet}).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}
