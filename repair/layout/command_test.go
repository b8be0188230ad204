package layout

import (
	"strings"
	"testing"
)

// TestCommand: commands of TeX that were shown from the left in lines that are read from the right.
func TestCommand(t *testing.T) {
	const before = "مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند"
	for shown, want := range map[string]string{ // from the left
		`\item`:        `\item`,
		`\rule*`:       `\rule*`,
		`\LaTeX{}`:     `\LaTeX{}`,
		`\use[a]{...}`: `\use[a]{...}`,
		`\\host\share`: `\\host\share`,
		`C:\temp`:      `C:\temp`,
		`item\`:        `\item`, // as UAX #9 shows it
	} {
		p := newPress()
		p.line(before, 540, 740, true)
		p.line(before, 540, 720, true)
		w := p.line("دستور", 540, 700, true)
		x := 540 - w - 6
		n := len(p.page.Glyphs)
		total := p.line(shown, 0, 700, false)
		for i := n; i < len(p.page.Glyphs); i++ {
			g := &p.page.Glyphs[i]
			g.Origin.X += x - total
			g.Box.X0 += x - total
			g.Box.X1 += x - total
		}
		p.line("را", x-total-6, 700, true)
		if got := p.read(Options{}); !strings.Contains(got, "دستور "+want+" را") {
			t.Errorf("%s: got %s", shown, got)
		}
	}
}
