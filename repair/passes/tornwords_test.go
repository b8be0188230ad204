package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestTornWords: where several words of a text are torn behind letters that do not join on, all
// are joined; a single one may be a habit or a name.
func TestTornWords(t *testing.T) {
	const one = "ا ین خانه در خیابان بزرگ شهر است و باغ دارد."
	for _, c := range []struct{ name, in, want string }{
		{"several", one + "\nبهای آن صد ر یال بود و کارها ی دیگر ضرور ی شد.\nهمه حا کم شدند و شهر د ور بود.",
			"این خانه در خیابان بزرگ شهر است و باغ دارد.\nبهای آن صد ریال بود و کارهای دیگر ضروری شد.\nهمه حاکم شدند و شهر دور بود."},
		{"one", one, ""},
		{"the same again", one + "\n" + one + "\n" + one + "\n" + one, ""},
		{"tanwins astray", "معمول ًا من باغ را ظاهر ًا سبز دیدم و قطع ًا به آن دل بستم.\nفعل ًا تو در خانه‌ای و مثل ًا با او حتم ًا می‌مانی.", ""},
		{"letters by themselves", "حرف د و حرف ر و حرف ز در این واژه‌ها هست: در، راز، دراز، روز.", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, SpreadLines(lang.Default()), c.in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s\nwant\n%s", c.name, c.in, got, want)
		}
	}
}
