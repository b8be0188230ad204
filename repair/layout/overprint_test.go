package layout

import "testing"

// TestOverprint: a line that is printed over another in a size of its own is read by itself;
// raised notes and large initials stay in their line. A short word under a stamp is read too.
func TestOverprint(t *testing.T) {
	const text = "آب چشمه پیش از سپیده به باغ رسید"
	p := newPress()
	p.line(text, 540, 700, true)
	p.size = 20
	p.line("Unregistered trial version", 330, 701, false)
	want(t, p.read(Options{}), "Unregistered trial version\n\n"+text+"\n")

	p = newPress()
	p.line("بت", 214, 700, true)
	p.size = 20
	p.line("Unregistered trial version", 120, 701, false)
	want(t, p.read(Options{}), "Unregistered trial version\n\nبت\n")

	p = newPress()
	w := p.line(text, 540, 700, true)
	p.size = 7
	p.line("۱۲", 540-w, 704, true)
	want(t, p.read(Options{}), text+"۱۲\n")

	p = newPress()
	p.size = 30
	w = p.line("آ", 540, 700, true)
	p.size = 12
	p.line("ب چشمه پیش از سپیده به باغ رسید", 540-w+3, 700, true)
	want(t, p.read(Options{}), text+"\n")
}
