package layout

import (
	"strings"
	"testing"
)

// TestSuffix: the signs at the end of a name stay there whichever side the producer put
// them on; those that may come first do.
func TestSuffix(t *testing.T) {
	const before = "مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند"
	for _, c := range []struct{ left, want string }{
		{"C++", "C++"},
		{"++C", "C++"}, // as UAX #9 shows it
		{"C#", "C#"},
		{"tag#", "#tag"},
		{"x#", "#x"},
		{"++", "++"},
		{"A+", "+A"}, // no name is known by one plus
	} {
		p := newPress()
		p.forms = true
		p.line(before, 540, 700, true)
		p.between("با زبان", c.left, "کار کرد", 670)
		if got, want := p.read(Options{}), "با زبان "+c.want+" کار کرد\n"; !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %s", c.left, got, want)
		}
	}
}

// between sets a line of words with signs between them that the producer put from left
// to right.
func (p *press) between(before, left, after string, y float64) {
	x := 540 - p.line(before, 540, y, true) - 4
	for _, r := range left {
		x -= p.width(r)
	}
	p.raw(left, x, y, false)
	p.line(after, x-4, y, true)
}

// TestCountryCode: a plus at the left of a number in groups comes first, and amounts with
// their signs are listed from the right, where each word was laid out by itself.
func TestCountryCode(t *testing.T) {
	for _, c := range []struct{ left, want string }{
		{"+98 21 7700 4410", "+98 21 7700 4410"},
		{"98 21 7700 4410", "98 21 7700 4410"},
		{"85€ ،120$", "120$، 85€"},
	} {
		p := newPress()
		p.forms = true
		w := p.line("از آن همه آب", 540, 700, true)
		p.raw("9%", 540-w-20, 700, false) // tells how the document lays out numbers
		p.line("کم شد", 540-w-24, 700, true)
		p.between("تلفن", c.left, "است", 670)
		if got, want := p.read(Options{}), "تلفن "+c.want+" است\n"; !strings.Contains(got, want) {
			t.Errorf("%q:\n%swant %s", c.left, got, want)
		}
	}
}
