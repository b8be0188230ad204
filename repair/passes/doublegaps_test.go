package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

const wideLines = `در این  باغ هر روز  پیش از آفتاب  درخت‌ها را آب می‌دهند
و باغبان  پیر به دیوار  خانه تکیه  می‌دهد و نگاه می‌کند
بچه‌ها  از مدرسه به  خانه باز  می‌گردند و کنار حوض  بازی می‌کنند
مادر  برای آن‌ها چای  و نان می‌آورد و  از کارهای روز  می‌پرسد
شب که  می‌شود همه دور  هم جمع می‌شوند و  داستان‌های قدیمی  می‌خوانند
پدربزرگ  هنوز به یاد  دارد که این  شهر در سال‌های  گذشته چگونه بود`

// TestDoubleGaps: two spaces between words that follow each other are one, however many there are;
// between words that do not they tell where runs met, and stay for Runs.
func TestDoubleGaps(t *testing.T) {
	m := lang.Default()
	if got, want := alone(t, Blanks(m), wideLines), strings.ReplaceAll(wideLines, "  ", " "); got != want {
		t.Errorf("words that follow each other became\n%s", got)
	}
	var met []string
	for l := range strings.SplitSeq(wideLines, "\n") {
		words := strings.Fields(l)
		slices.Reverse(words)
		met = append(met, strings.Join(words, "  "))
	}
	in := strings.Join(met, "\n")
	if got := alone(t, Blanks(m), in); got != in {
		t.Errorf("words that met by chance became\n%s", got)
	}
	if few := strings.Join(strings.Split(wideLines, "\n")[:2], "\n"); gapsFollow(m, &pass.View{Text: page.TextOf(few)}) {
		t.Error("a few places told that words follow each other")
	}
}
