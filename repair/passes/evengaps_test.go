package passes

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Gaps are halved where those of the whole text are doubled, whether it reads well or not, and nowhere else.
func TestEvenGaps(t *testing.T) {
	const sound = `صبح زود پدر به باغ می‌رود و درخت‌ها را آب می‌دهد و تا ظهر همان جا می‌ماند
مادر نان می‌پزد و بچه‌ها در حیاط بازی می‌کنند و از دیوار بالا می‌روند
همسایه‌ها هم گاهی می‌آیند و کنار حوض می‌نشینند و از روزهای گذشته حرف می‌زنند
پیرمردها زیر درخت گردو می‌نشینند و چای می‌نوشند تا آفتاب برود و هوا خنک شود
شب که می‌شود همه به خانه‌های خود برمی‌گردند و چراغ‌ها یکی یکی خاموش می‌شوند
فردا دوباره همان کارها را می‌کنند و هیچ کس از این زندگی خسته نمی‌شود`
	r := rand.New(rand.NewPCG(1, 2))
	var lines []string
	for _, l := range strings.Split(sound, "\n") {
		lines = append(lines, strings.Join(strings.Fields(damage.ReverseRuns(r, l)), " "))
	}
	words := strings.Join(lines, "\n")
	twice := func(s string) string { return strings.ReplaceAll(s, " ", "  ") }
	wide := strings.Repeat(" ", 8)
	for _, c := range []struct{ name, in, want string }{
		{"all of them", twice(words), words},
		{"where two were", strings.Replace(twice(words), "  ", "    ", 3), strings.Replace(words, " ", "  ", 3)},
		{"columns stay", strings.Replace(twice(words), "  ", wide, 1), strings.Replace(words, " ", wide, 1)},
		{"single ones too", words + "\n" + twice(words), words + "\n" + twice(words)},
		{"few", twice(lines[0]), twice(lines[0])},
		{"as they are", words, words},
		{"a text that reads well", twice(sound), sound},
	} {
		v := &pass.View{Text: page.TextOf(c.in)}
		out := v.Text
		edits := evenGaps(v)
		for i := len(edits) - 1; i >= 0; i-- {
			out = append(out[:edits[i].At:edits[i].At], out[edits[i].End():]...)
		}
		if out.String() != c.want {
			t.Errorf("%s: got %q, want %q", c.name, out, c.want)
		}
	}
}
