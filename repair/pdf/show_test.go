package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// In Courier at 10 points a glyph moves on by 6.
func TestTextOperators(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    string // glyphs with their origins
	}{
		"Tj":               {"20 30 Td (ab) Tj", "a 20 30, b 26 30"},
		"Tc":               {"2 Tc 20 30 Td (ab) Tj", "a 20 30, b 28 30"},
		"Tw":               {"5 Tw 20 30 Td (a b) Tj", "a 20 30,   26 30, b 37 30"},
		"Tz":               {"50 Tz 2 Tc 20 30 Td (ab) Tj", "a 20 30, b 24 30"},
		"Tz and TJ":        {"50 Tz 20 30 Td [(a)-1000(b)] TJ", "a 20 30, b 28 30"},
		"Ts":               {"3 Ts 20 30 Td (a) Tj 0 Ts (b) Tj", "a 20 33, b 26 30"},
		"TL and T*":        {"12 TL 20 30 Td (a) Tj T* (b) Tj", "a 20 30, b 20 18"},
		"TD":               {"20 30 Td (a) Tj 0 -9 TD (b) Tj T* (c) Tj", "a 20 30, b 20 21, c 20 12"},
		"quote":            {"12 TL 20 30 Td (a) Tj (b) '", "a 20 30, b 20 18"},
		"double quote":     {"12 TL 20 30 Td (a) Tj 5 2 (b c) \"", "a 20 30, b 20 18,   28 18, c 41 18"},
		"Td adds":          {"20 30 Td 5 -5 Td (a) Tj", "a 25 25"},
		"Tm sets":          {"20 30 Td 1 0 0 1 40 50 Tm (a) Tj", "a 40 50"},
		"Tm then Td":       {"2 0 0 2 40 50 Tm 5 5 Td (a) Tj", "a 50 60"},
		"turned":           {"0 1 -1 0 40 50 Tm (ab) Tj", "a 40 50, b 40 56"},
		"mirrored":         {"-1 0 0 1 40 50 Tm (ab) Tj", "a 40 50, b 34 50"},
		"negative size":    {"/F -10 Tf 40 50 Td (ab) Tj", "a 40 50, b 34 50"},
		"both negative":    {"/F -10 Tf -1 0 0 -1 40 50 Tm (ab) Tj", "a 40 50, b 46 50"},
		"size in matrix":   {"/F 1 Tf 10 0 0 10 40 50 Tm (ab) Tj", "a 40 50, b 46 50"},
		"number only":      {"20 30 Td [-500 (a)] TJ", "a 25 30"},
		"empty strings":    {"20 30 Td () Tj [()] TJ (a) Tj", "a 20 30"},
		"new text object":  {"20 30 Td (a) Tj ET BT (b) Tj", "a 20 30, b 0 0"},
		"state goes on":    {"2 Tc 20 30 Td ET BT (ab) Tj", "a 0 0, b 8 0"},
		"q in text":        {"20 30 Td q 9 Tc Q (ab) Tj", "a 20 30, b 26 30"},
		"cm in text":       {"20 30 Td 1 0 0 1 5 5 cm (a) Tj", "a 25 35"},
		"too few operands": {"Td Tm (a) Tj Tc Tz (b) Tj", "a 0 0, b 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, g := range first(t, sheet("BT /F 10 Tf "+c.content+" ET", "")).Glyphs {
				got = append(got, fmt.Sprintf("%s %.4g %.4g", g.Text, g.Origin.X, g.Origin.Y))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q want %q", s, c.want)
			}
		})
	}
}

// Which text can be seen by its rendering mode, opacity and what is painted
// through it where it clips.
func TestRenderingMode(t *testing.T) {
	at := func(mode int, s string) string { return fmt.Sprintf("BT /F 10 Tf %d Tr 20 30 Td (%s) Tj ET ", mode, s) }
	for name, c := range map[string]struct{ content, want string }{
		"fill":              {at(0, "a"), "a"},
		"stroke":            {at(1, "a"), "a"},
		"both":              {at(2, "a"), "a"},
		"neither":           {at(3, "a"), ""},
		"fill and clip":     {at(4, "a"), "a"},
		"stroke and clip":   {at(5, "a"), "a"},
		"both and clip":     {at(6, "a"), "a"},
		"clip":              {at(7, "a"), ""},
		"no mode":           {at(9, "a"), "a"},
		"filled through":    {at(7, "a") + "0 0 99 99 re f", "a"},
		"shaded through":    {at(7, "a") + "/S sh", "a"},
		"picture through":   {at(7, "a") + "/X Do", "a"},
		"nothing through":   {at(7, "a") + "0 0 99 99 re n", ""},
		"restored before":   {"q " + at(7, "a") + "Q 0 0 99 99 re f", ""},
		"restored and back": {at(7, "a") + "q Q 0 0 99 99 re f", "a"},
		"outside a clip":    {"90 90 5 5 re W n " + at(7, "a") + "0 0 99 99 re f", ""},
		"text outside text": {at(7, "a") + "BT /F 10 Tf 0 Tr 90 80 Td (b) Tj ET", ""},
		"text inside text":  {at(7, "a") + "BT /F 10 Tf 0 Tr 20 30 Td (b) Tj ET", "b"},
		"clear":             {"/Clear gs " + at(0, "a"), ""},
		"clear, stroked":    {"/Clear gs " + at(2, "a"), "a"},
		"clear and back":    {"q /Clear gs Q " + at(0, "a"), "a"},
		"half clear":        {"/Half gs " + at(0, "a"), "a"},
		"stroke clear":      {"/Line gs " + at(1, "a") + at(0, "b"), "b"},
	} {
		t.Run(name, func(t *testing.T) {
			b := sheet(c.content, "", "<</Subtype/Image/Width 1/Height 1/Length 0>>\nstream\n\nendstream")
			b = bytes.Replace(b, []byte("/Resources<<"), []byte("/Resources<</ExtGState<</Clear<</ca 0>>/Half<</ca .5>>/Line<</CA 0>>>>"), 1)
			if got := visible(first(t, b)); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
}

// The angle and the handedness of text are those of the page as it is seen.
func TestAngle(t *testing.T) {
	for _, c := range []struct {
		matrix   string
		angle    float64
		mirrored bool
	}{
		{"1 0 0 1", 0, false}, {"0 1 -1 0", 90, false}, {"-1 0 0 -1", 180, false}, {"0 -1 1 0", -90, false},
		{"-1 0 0 1", 0, true}, {".6 .8 -.8 .6", 53.13, false}, {"1 0 .3 1", 0, false},
	} {
		g := first(t, sheet("BT /F 10 Tf "+c.matrix+" 50 50 Tm (a) Tj ET", "")).Glyphs[0]
		if math.Abs(g.Angle-c.angle) > 0.01 || g.Has(page.Mirrored) != c.mirrored || math.Abs(g.Advance-6) > 1e-9 {
			t.Errorf("%s: %+v", c.matrix, g)
		}
	}
}

// A composite font of writing mode 1 runs down; W2 and DW2 say how far.
func TestVertical(t *testing.T) {
	b := sheet("BT /F 10 Tf 50 80 Td <00010002> Tj [<0001> 500 <0002>] TJ ET", "")
	b = bytes.Replace(b, []byte("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"),
		[]byte("<</Type/Font/Subtype/Type0/BaseFont/V/Encoding/Identity-V/DescendantFonts[<</Subtype/CIDFontType2/DW 1000/DW2[900 -1100]/W2[2[-600 500 800]]>>]>>"), 1)
	var got []string
	for _, g := range first(t, b).Glyphs {
		got = append(got, fmt.Sprintf("%.4g %.4g", g.Origin.X, g.Origin.Y))
	}
	if s := strings.Join(got, ", "); s != "45 71, 45 61, 45 54, 45 39" {
		t.Errorf("got %s", s)
	}
}
