package passes

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines that read far better in another order are put in it where every second one has two spaces
// somewhere, which are no sign of segments by themselves; as they should be they stay.
func TestDoubledLines(t *testing.T) {
	// Runs end at a bar and at a tilde, where a ZWNJ was.
	const sound = `صبح زود پدر به باغ می~رود|و درخت~های سیب را آب می~دهد تا پیش از ظهر
به خانه برگردد|و برای بچه~ها سبدی پر از میوه~های تازه بیاورد. آن~ها نیز
که تازه از مدرسه آمده~اند دور حوض|می~نشینند و از معلم تازه خود حرف می~زنند
و مادربزرگ برای آن~ها داستان مسافری را|می~گوید که سال~ها پیش از این
از کوه~های بلند گذشت و به شهری رسید که هیچ کس در خانه~های آن|زندگی نمی~کرد
و دیوارهای آن همه از سنگ~های سفید بود.|شب که شد چراغی در دوردست
پیدا شد و مسافر|به سوی آن به راه افتاد تا شاید چهره~ای آشنا ببیند`
	var emitted, healthy, want []string
	for i, l := range strings.Split(sound, "\n") {
		gap := " "
		if i%2 == 0 {
			gap = "  "
		}
		want = append(want, strings.NewReplacer("|", " ", "~", "\u200c").Replace(l))
		healthy = append(healthy, strings.NewReplacer("|", gap, "~", "\u200c").Replace(l))
		runs := strings.FieldsFunc(l, func(r rune) bool { return r == '|' || r == '~' })
		slices.Reverse(runs)
		emitted = append(emitted, strings.Replace(strings.Join(runs, " "), " ", gap, 1))
	}
	var code []string // indented by two
	for i, l := range want {
		code = append(code, "'  <p>"+l+"</p>\\n' +")
		if i%2 == 0 {
			code = append(code, "'  <dt>گلدان‌های حیاط</dt>\\n' +", "'  <dd>Alt+F9</dd>\\n' +")
		}
	}
	for _, c := range []struct {
		name  string
		lines []string
		edits bool
		right int // lines in order at least
	}{{"emitted from the left", emitted, true, len(want) / 2}, {"as they should be", healthy, false, len(want)}, {"strings of a program", code, false, 0}} {
		res, err := pass.Run(context.Background(), []pass.Pass{Letters(), Runs(lang.Default(), nil)}, page.TextOf(strings.Join(c.lines, "\n")), pass.Policy{Threshold: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for i, l := range strings.Split(res.Text.String(), "\n") {
			if i < len(want) && strings.Join(strings.Fields(l), " ") == want[i] {
				right++
			}
		}
		if res.Log.Edits() > 0 != c.edits || right < c.right {
			t.Errorf("%s: %d edits, %d of %d lines are in order:\n%s", c.name, res.Log.Edits(), right, len(want), res.Text)
		}
	}
}
