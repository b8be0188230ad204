package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestUnmappedGlued: in lines without spaces, words from last to first as PDFBox has them, the letter of a glyph
// without a name is told by its word, not by what sticks to it.
func TestUnmappedGlued(t *testing.T) {
	lines := []string{
		"باغبان پیر هر روز صبح به باغ می رود و با دقت درخت ها را آب می دهد",
		"دختر کوچک او نیز با پدر می آید و گل های زرد را دسته می کند",
		"وقتی باران می بارد هر دو در اتاق چوبی می نشینند و چای می نوشند",
		"شب که آسمان صاف باشد قصه های شیرین می گویند و ستاره ها را می شمارند",
		"همسایه ها می دانند که هیچ کس مانند او این خاک را می شناسد",
	}
	var in, want []string
	for _, l := range lines {
		words := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(l, "می ", "می~"), " ها", "~ها"))
		slices.Reverse(words)
		glued := strings.ReplaceAll(strings.Join(words, ""), "~", " ")
		want, in = append(want, glued), append(in, strings.ReplaceAll(glued, "می ", "\x00ی "))
	}
	got := strings.Split(alone(t, Unmapped(lang.Default()), strings.Join(in, "\n")), "\n")
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("got %s\nwant %s", got[i], want[i])
		}
	}
}
