package passes

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// withoutGaps is a text of Word as pdf.js reads it: where the font changes, the space is gone.
const withoutGaps = "باغبان نام هر درخت را در فایلtrees.csvمی‌نویسد و با دستورsortمرتب می‌کند.\n" +
	"اگر فایلbackupدر پوشه نباشد، برنامهgardenآن را می‌سازد.\n" +
	"طول𝑥و عرض𝑦را در خط7بنویسید.سپسsaveرا بزنید."

// TestScriptGaps: a text that lost the spaces where scripts meet gets them back, those beside numbers and signs too.
func TestScriptGaps(t *testing.T) {
	want := "باغبان نام هر درخت را در فایل trees.csv می‌نویسد و با دستور sort مرتب می‌کند.\n" +
		"اگر فایل backup در پوشه نباشد، برنامه garden آن را می‌سازد.\n" +
		"طول 𝑥 و عرض 𝑦 را در خط 7 بنویسید. سپس save را بزنید."
	if got := alone(t, Numbers(lang.Default()), withoutGaps); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if again := alone(t, Numbers(lang.Default()), want); again != want {
		t.Errorf("healthy, and became %s", again)
	}
}

// TestScriptGapsStrings: strings of words that a piece of such a text ran together are parted.
func TestScriptGapsStrings(t *testing.T) {
	in := withoutGaps + "\nباغبانپیرهرروزدرختهایکناررودخانهراآبداد."
	got := alone(t, Numbers(lang.Default()), in)
	if want := "باغبان پیر هر روز درخت های کنار رودخانه را آب داد."; !strings.HasSuffix(got, want) {
		t.Errorf("got %s\nwant it to end with %s", got, want)
	}
}

// TestScriptGapsLeft leaves endings, the article of Arabic, names with a digit and texts with a slip or two alone.
func TestScriptGapsLeft(t *testing.T) {
	for _, in := range []string{
		"دو فایلPDF در پوشهdocsهست و سه برنامه در پوشهbin هست.",
		"همهٔ APIها، URLهای بلند، GPSی قدیمی، DNAاش، CPUهایی تازه و PDFام را دیدم.",
		strings.Repeat("پوشهdocs را باز کنید. نام فایل README است و کنار فایل LICENSE در پوشه src هست و Makefile هم در پوشه build هست و test هم.\n", 5),
		strings.Repeat("باز شـــد و ر\u200dســـید.\n", 5), // a tatweel is a letter to Unicode
	} {
		v := &pass.View{Text: page.TextOf(in)}
		if losesScriptGaps(v) {
			t.Errorf("%s: taken for a text that lost its spaces", in)
		}
	}
	stays := "\nهمهٔ APIها، URLهای بلند، DNAاش و PDFام (ها) را دیدم."
	if got := alone(t, Numbers(lang.Default()), withoutGaps+stays); !strings.HasSuffix(got, stays) {
		t.Errorf("%s", got)
	}
}

// TestScriptGapsNumbers: numbers between two words tell of lost spaces too, in a text without a word of another script.
func TestScriptGapsNumbers(t *testing.T) {
	in := "باغبان روز12مهر به باغ رفت.\nدر ردیف7سه درخت دید و از هر20برگ یکی را چید."
	want := "باغبان روز 12 مهر به باغ رفت.\nدر ردیف 7 سه درخت دید و از هر 20 برگ یکی را چید."
	if got := alone(t, Numbers(lang.Default()), in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	v := &pass.View{Text: page.TextOf("روز 12 مهر، ردیف 7 سه درخت، هر 20 برگ، کلاس3الف، پلاک12ب345، در سده14ام")}
	if losesScriptGaps(v) {
		t.Error("healthy, and taken for a text that lost its spaces")
	}
}

// TestScriptGapsOfPage: what stands together on a page is of a piece, whatever it lost between scripts.
func TestScriptGapsOfPage(t *testing.T) {
	for _, c := range []struct {
		firm bool
		want string
	}{{false, "شبکه زیر باندها و زیر حامل‌ها را دارد."}, {true, "شبکه زیرباندها و زیرحامل‌ها را دارد."}} {
		const solid = "\nباغبانپیرهرروزدرختهایکناررودخانهراآبداد."
		in := withoutGaps + solid + "\nشبکه زیرباندها و زیرحامل‌ها را دارد."
		ps := []pass.Pass{Numbers(lang.Default()), Spaces(Context{Model: lang.Default(), Firm: c.firm})}
		res, err := pass.Run(context.Background(), ps, page.TextOf(in), pass.Policy{Threshold: 0.9, Firm: c.firm})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); !strings.HasSuffix(got, c.want) || !strings.Contains(got, "فایل trees.csv") || strings.Contains(got, solid) != c.firm {
			t.Errorf("firm %v: got %s\nwant it to end with %s", c.firm, got, c.want)
		}
	}
}
