package layout

import (
	"strings"
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

// TestStrokeAlone: a stroke that has no letter on either side joins nothing: many type it for a
// dash, after the number of an item and around a phrase. A long one is a rule to write on.
func TestStrokeAlone(t *testing.T) {
	const stroke = "\u0640"
	for painted, text := range map[string]string{
		"۳" + stroke + " فصل سوم این کتاب":                            "۳- فصل سوم این کتاب",
		"این باغ " + stroke + " که دور است " + stroke + " دیوار دارد": "این باغ \u2013 که دور است \u2013 دیوار دارد",
		"از ۱۳۵۰" + stroke + "۱۳۵۵ گفت":                               "از ۱۳۵۰-۱۳۵۵ گفت",
		"نام باغبان: " + strings.Repeat(stroke, 9) + " در باغ":        "نام باغبان: در باغ",
		"به با" + stroke + "غ رفت":                                    "به باغ رفت",
	} {
		p := newPress()
		p.line(painted, 540, 700, true)
		wide := 2.0
		if strings.Contains(text, "\u2013") {
			wide = 6
		}
		for i := range p.page.Glyphs {
			if g := &p.page.Glyphs[i]; g.Text == stroke && !strings.Contains(painted, stroke+stroke) {
				g.Box.X1, g.Advance = g.Box.X0+wide, wide
			}
		}
		want(t, p.read(Options{}), text+"\n")
	}
}
