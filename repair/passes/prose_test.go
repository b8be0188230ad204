package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestProse: the readings of scrambled prose read like prose, those of verse that fills
// its lines do not, however much better they read than what stands there.
func TestProse(t *testing.T) {
	for _, c := range []struct {
		name, fault string
		want        bool
	}{
		{"prose", "runs-few", true},
		{"columns", "runs-few", true},
		{"prose", "", true},
		{"", "", false},
	} {
		text := couplets
		if c.name != "" {
			var err error
			if text, err = fixtures.Gold(c.name); err != nil {
				t.Fatal(err)
			}
		}
		lines := damage.Wrap(strings.Join(strings.Fields(text), " "), 78)
		in := strings.Join(lines, "\n")
		if c.fault != "" {
			var err error
			if in, _, err = damage.Apply(c.fault, in, damage.Options{Seed: 4}); err != nil {
				t.Fatal(err)
			}
		}
		m := lang.Default()
		rd := order.NewReader(m)
		v := &pass.View{Text: page.TextOf(in)}
		at := searchable(v)
		by := proseOf(m, rd, v, rd.Lines(linesAt(v, at), order.Options{}), at)
		t.Logf("%s %s, %d lines: %.2f", c.name, c.fault, len(at), by)
		if is := by >= likeProse; is != c.want {
			t.Errorf("%s %s reads like prose: %v (%.2f)", c.name, c.fault, is, by)
		}
	}
}

// couplets are our own, in the words of old ones.
const couplets = `به صحن باغ چو نرگس قدح نهاد به دست
نسیم زلف تو زنجیر توبه‌ام بشکست
نه زاهدم که ز می سر بپیچم ای ساقی
بیار باده که خواهم ز جام وصل تو مست
دلا مپوی ره عقل کاندر این وادی
خرد ز پای فتاد و جنون به مقصد رست
شبی که ماه رخت بر سرای ما تابد
ز شوق پیش تو چون شمع برفشانم دست
به خاک کوی تو گر سر نهم عجب نبود
که هر که دید جمالت ز خویشتن بگسست
صبا ز طره او نافه‌ها گشود و برفت
مرا ز بوی خوشش خار غم به سینه شکست
چه جای شکوه که پیر مغان به رندان گفت
هر آن که دل به کسی بست از دو عالم رست
`
