package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		name        string
		lines, want [2]string
	}{
		{"a name of two words", [2]string{"در این شهر Garden)", "(Roses بسیار است"}, [2]string{"در این شهر (Garden", "Roses) بسیار است"}},
		{"one of more", [2]string{"در این شهر Garden of)", "(all the Roses، بسیار"}, [2]string{"در این شهر (Garden of", "all the Roses)، بسیار"}},
		{"one that touches what is behind it", [2]string{"در این شهر Garden)", "(Rosesبسیار است"}, [2]string{"در این شهر (Garden", "Roses) بسیار است"}},
		{"one that is open already", [2]string{"در (این شهر Garden)", "(Roses بسیار است"}, [2]string{"در (این شهر Garden)", "(Roses بسیار است"}},
		{"two names", [2]string{"در این شهر Garden)", "(Roses) بسیار است"}, [2]string{"در این شهر Garden)", "(Roses) بسیار است"}},
		{"a number of a list", [2]string{"در این شهر 3)", "(Roses بسیار است"}, [2]string{"در این شهر 3)", "(Roses بسیار است"}},
		{"a word that goes on", [2]string{"در این شهر -Rose)", "(garden بسیار است"}, [2]string{"در این شهر (Rose-", "garden) بسیار است"}},
		{"one without white before it", [2]string{"در این شهر-Rose)", "(garden بسیار است"}, [2]string{"در این شهر (Rose-", "garden) بسیار است"}},
		{"Latin alone", [2]string{"Garden)", "(Roses"}, [2]string{"Garden)", "(Roses"}},
		{"Persian in brackets", [2]string{"در این شهر)", "(باغ بسیار است"}, [2]string{"در این شهر)", "(باغ بسیار است"}},
	} {
		b := page.Block{Lines: []page.Line{{Text: page.InferredText(c.lines[0])}, {Text: page.InferredText(c.lines[1])}}}
		wrapped([]page.Block{b})
		if got := [2]string{b.Lines[0].Text.String(), b.Lines[1].Text.String()}; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// A bracket that an earlier line opens.
	b := page.Block{Lines: []page.Line{{Text: page.InferredText("باغ‌های (بزرگ")}, {Text: page.InferredText("شهر Garden)")}, {Text: page.InferredText("(Roses است")}}}
	wrapped([]page.Block{b})
	if got := b.Lines[1].Text.String(); got != "شهر Garden)" {
		t.Errorf("open since the line before: %q", got)
	}
	// One that no line closes.
	b.Lines = nil
	for _, s := range []string{"باغ‌های (بزرگ", "کنار رود", "و راه", "و پل", "و بید", "شهر Garden)", "(Roses است"} {
		b.Lines = append(b.Lines, page.Line{Text: page.InferredText(s)})
	}
	wrapped([]page.Block{b})
	if got := b.Lines[5].Text.String(); got != "شهر (Garden" {
		t.Errorf("never closed: %q", got)
	}
}
