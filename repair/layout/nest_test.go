package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// shapedAt is a letter of 12 points at x.
func shapedAt(text string, x, w float64, form script.Form) page.Glyph {
	return page.Glyph{Text: text, Code: uint32(x * 10), Form: form, Origin: page.Point{X: x, Y: 700}, Advance: w, Size: 12, Conf: 1, Box: page.Rect{X0: x, X1: x + w, Y0: 697, Y1: 709}}
}

// A letter that kerning sets over its neighbour stands where it was painted, if the letters
// around both were painted in their order.
func TestNestedLetters(t *testing.T) {
	teh, yeh := shapedAt("ت", 112, 3, script.FormInitial), shapedAt("ی", 109, 8.6, script.FormFinal)
	around := func(pair ...page.Glyph) []page.Glyph {
		out := []page.Glyph{shapedAt("ک", 100, 12, script.FormFinal)}
		out = append(out, pair...)
		return append(out, shapedAt("س", 118, 7, script.FormInitial))
	}
	p := newPress()
	p.page.Glyphs = around(teh, yeh) // painted from the left
	want(t, p.read(Options{}), "سی\u200cتک\n")

	p = newPress()
	p.page.Glyphs = []page.Glyph{shapedAt("س", 118, 7, script.FormInitial), yeh, teh, shapedAt("ک", 100, 12, script.FormFinal)} // from the right
	want(t, p.read(Options{}), "سی\u200cتک\n")

	// Painted after everything else it tells nothing: places decide.
	p = newPress()
	p.page.Glyphs = append(around(yeh), shapedAt("ر", 125, 5, 0), shapedAt("ا", 131, 3, 0), shapedAt("ف", 134, 4, 0), shapedAt("ر", 139, 5, 0), shapedAt("د", 145, 5, 0), teh)
	want(t, p.read(Options{}), "درفارستیک\n")
}

// A stroke on the baseline between letters that are drawn without a stroke towards it is a
// dash, between joined ones it stretches the word.
func TestStrokeAsDash(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after script.Form
		long          float64
		want          string
	}{
		{"hyphen", script.FormFinal, script.FormInitial, 4, "بت-من\n"},
		{"dash", script.FormFinal, script.FormInitial, 7, "بت\u2013من\n"},
		{"stretched", script.FormMedial, script.FormMedial, 7, "بتمن\n"},
		{"shape of one unknown", script.FormFinal, script.FormUnknown, 7, "بتمن\n"},
		{"joined on one side", script.FormInitial, script.FormInitial, 7, "بتمن\n"},
	} {
		p := newPress()
		p.page.Glyphs = []page.Glyph{
			shapedAt("ن", 100, 8, script.FormFinal), shapedAt("م", 108, 5, c.after),
			shapedAt("\u0640", 113, c.long/2, 0), shapedAt("\u0640", 113+c.long/2, c.long/2, 0),
			shapedAt("ت", 113+c.long, 5, c.before), shapedAt("ب", 118+c.long, 4, script.FormInitial),
		}
		if got := p.read(Options{}); got != c.want {
			t.Errorf("%s: got %+q, want %+q", c.name, got, c.want)
		}
	}
}
