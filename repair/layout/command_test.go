package layout

import (
	"strings"
	"testing"
)

// TestCommand: commands of TeX that were shown from the left in lines that are read from the right.
func TestCommand(t *testing.T) {
	for shown, want := range map[string]string{ // from the left
		`\item`:        `\item`,
		`\rule*`:       `\rule*`,
		`\LaTeX{}`:     `\LaTeX{}`,
		`\use[a]{...}`: `\use[a]{...}`,
		`\\host\share`: `\\host\share`,
		`C:\temp`:      `C:\temp`,
		`item\`:        `\item`, // as UAX #9 shows it
	} {
		p, x := pressShown("دستور", shown)
		p.line("را", x-6, 700, true)
		if got := p.read(Options{}); !strings.Contains(got, "دستور "+want+" را") {
			t.Errorf("%s: got %s", shown, got)
		}
	}
}
