package layout

import (
	"strings"
	"testing"
)

// TestFromLeft: where the lines of a document were laid out from the left, their signs, names and
// numbers are read from there; lines of another document with a sign at the right keep it.
func TestFromLeft(t *testing.T) {
	lines := []string{
		"1. کوزه‌ها و چراغ‌ها",
		"کوزه‌ها را از چشمهٔ بالا پر کنید و به خانه ببرید.",
		"چراغ (Lamp) را روشن کنید و بر طاقچه بگذارید.",
		"آیا در باغ را شب پیش بستید؟",
		"پدرم هر بامداد این کارها را می‌کرد:",
		"مردم ده به کوه رفتند و برنگشتند.",
		"زمستان آن سال سرد و دراز بود.",
		"گفت که فردا (پیش از ظهر) می‌آید.",
		"باشد.",
		"شماره: ....",
	}
	p := newPress()
	p.forms = true
	for i, s := range lines {
		p.line(s, 60, 700-float64(i)*40, false)
	}
	want(t, strings.ReplaceAll(p.read(Options{}), "\n\n", "\n"), strings.Join(lines, "\n")+"\n")

	p = newPress()
	p.forms = true
	for i, s := range lines {
		p.line(s, 540, 700-float64(i)*40, true)
	}
	p.line("،نان و پنیر و سبزی را بیاورید", 540, 300, true)
	want(t, strings.ReplaceAll(p.read(Options{}), "\n\n", "\n"), strings.Join(lines, "\n")+"\n،نان و پنیر و سبزی را بیاورید\n")
}
