package passes

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines off a page are joined without a space where a number or an address was cut.
func TestJoinCutTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"صفحه‌های ۱۲-\n۱۷ کتاب", "صفحه‌های ۱۲-۱۷ کتاب"},
		{"نشانی https://anbar.example/\nfiles است", "نشانی https://anbar.example/files است"},
		{"زن/\nمرد امضا کند", "زن/ مرد امضا کند"},
		{"در سال ۱۲ -\nشاید", "در سال ۱۲ - شاید"},
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(Context{})}, page.TextOf(c.in), pass.Policy{Firm: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != c.want {
			t.Errorf("%+q: got %+q, want %+q", c.in, got, c.want)
		}
	}
}

// TestLinesOfPrograms: the lines of a program on a page stay, with those of its comments; prose in
// Latin letters, and a sentence that goes on in a name of a program, are joined.
func TestLinesOfPrograms(t *testing.T) {
	for in, want := range map[string]string{
		"for tree in garden:\nprint(tree)\nwater = tree.water()":  "for tree in garden:\nprint(tree)\nwater = tree.water()",
		"if (rows[i] >= 0) {\nrows[i] = 0;\n}\n// count the rows": "if (rows[i] >= 0) {\nrows[i] = 0;\n}\n// count the rows",
		"The gardener came late,\nand the garden was dry":         "The gardener came late, and the garden was dry",
		"پس از آن باید تابع\nprint(tree)\nرا صدا زد":              "پس از آن باید تابع print(tree) را صدا زد",
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(Context{})}, page.TextOf(in), pass.Policy{Firm: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// A Latin footnote between two lines of a sentence goes behind the paragraph, also where
// the line before it ends in a vowel mark; one behind the end of a paragraph stays.
func TestFootnoteBetweenLines(t *testing.T) {
	head := []string{
		"باغ کوچک پشت انبار را سال‌ها کسی ندیده بود، تا آن روز که باران دیوار را فروریخت،",
		"و همسایه‌ها درخت انجیر بزرگی دیدند که شاخه‌هایش از بام گذشته بود. می‌گفتند دانه آن",
		"را مسافری در جیب آورده است، و مادربزرگ هم چیزی از این داستان به یاد داشت. بعدها",
		"معلوم شد که انجیرهای این باغ، چنان که در دفترهای کهنه شهر آمده بود، زودتر از همه",
	}
	tail := []string{
		"می‌رسید و بهایش هم گران‌تر بود، و از همین رو باغبان پیر دیوار را بلندتر ساخته بود.",
		"پس از او کسی به باغ نرفت، و درخت تنها ماند.",
	}
	for _, c := range []struct {
		last string
		want string // what follows the words of the last line
	}{
		{"میوه می‌دهند. خانه باغبان هنوز برپاست و او، هرچند پیر است، باغ را می‌شناسد و طبعاً", " "},
		{"میوه می‌دهند. خانه باغبان هنوز برپاست و او، هرچند پیر است، باغ را می‌شناسد و خودش", " "},
		{"میوه می‌دهند. خانه باغبان هنوز برپاست و او، هرچند پیر است، باغ را خوب می‌شناسد.", "\n\n"},
	} {
		lines := slices.Concat(head, []string{c.last, "1. Ficus carica"}, tail)
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(Context{})}, page.TextOf(strings.Join(lines, "\n")), pass.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		got := res.Text.String()
		if _, after, _ := strings.Cut(got, c.last); !strings.HasPrefix(after, c.want) {
			t.Errorf("after %q: %q", c.last, after)
		}
		if !strings.Contains(got, "\n\n1. Ficus carica") {
			t.Errorf("the note stands in a paragraph: %q", got)
		}
	}
}

// The space behind the last line of a paragraph comes to its front where the line was
// read from the left. Few ends, a note among them, or many odd spaces inside of paragraphs
// do not hide that; spaces before lines of all kinds tell nothing.
func TestTrailingSpaceEndsParagraph(t *testing.T) {
	const end = "گندم‌ها را به آسیاب کهنه پشت تپه بردند و شب، پیش از باران، با آرد بازگشتند."
	lines := []string{
		" یک. سال پرباران",
		"آن سال باران زود آمد و رودخانه، که سال‌ها خشک مانده بود، تا پای باغ‌ها بالا آمده بود،",
		"و مردم از روی پل چوبی آب گل‌آلود را می‌دیدند که شاخه‌ها و سنگ‌های کوچک را با خود",
		"می‌برد. پیرمردها می‌گفتند چنین آبی را تنها یک بار، در کودکی، دیده‌اند و آن هم نه در بهار.",
		end,
		"جوان‌ها اما به این حرف‌ها گوش نمی‌دادند و هر روز، پیش از ظهر، برای دیدن آب می‌رفتند و",
		"با چوب‌های بلند ژرفای رودخانه را می‌سنجیدند، و هر بار نشانه‌ای تازه بر پایه پل می‌زدند تا",
		"کسی نگوید که آب پایین رفته است. نشانه آخر، که از همه بالاتر بود، هنوز هم بر پایه پل",
		"هست و مسافران از آن می‌پرسند.",
	}
	for _, c := range []struct {
		name   string
		spaced []int // lines with a space before them
		parted bool
	}{
		{"before the ends", []int{4, 8}, true},
		{"before the ends and one inside", []int{2, 4, 8}, true},
		{"before all lines", []int{1, 2, 3, 4, 5, 6, 7, 8}, false},
		{"before none", nil, false},
	} {
		in := slices.Clone(lines)
		for _, i := range c.spaced {
			in[i] = " " + in[i]
		}
		in = append(in, "1. Watermill", "2. Gauge")
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(Context{})}, page.TextOf(strings.Join(in, "\n")), pass.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); strings.Contains(got, end+"\n\n") != c.parted {
			t.Errorf("%s: parted is %v, want %v: %q", c.name, !c.parted, c.parted, got)
		}
	}
}
