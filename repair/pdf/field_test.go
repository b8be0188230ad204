package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/paknevis/paknevis/repair/layout"
)

// utf16String is a text string in hexadecimal digits.
func utf16String(s string) string {
	out := "<feff"
	for _, u := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04x", u)
	}
	return out + ">"
}

// Fields without an appearance show their value, as viewers do.
func TestFieldValue(t *testing.T) {
	const persian = "\u0646\u0627\u0645 \u0648 \u0646\u0634\u0627\u0646\u06cc" // three words
	empty := form("/Subtype/Form/BBox[0 0 60 20]", "/Tx BMC EMC")
	text := form("/Subtype/Form/BBox[0 0 60 20]/Resources<</Font<</F 5 0 R>>>>", "BT /F 9 Tf 2 5 Td (painted) Tj ET")
	for name, c := range map[string]struct {
		annot string
		want  string // lines as a reader gets them
	}{
		"text":               {"/Subtype/Widget/FT/Tx/V(filled in)", "filled in"},
		"Persian":            {"/Subtype/Widget/FT/Tx/V" + utf16String(persian), persian},
		"Latin in Persian":   {"/Subtype/Widget/FT/Tx/V" + utf16String(persian+" Free Software "+persian), persian + " Free Software " + persian},
		"Persian in Latin":   {"/Subtype/Widget/FT/Tx/V" + utf16String("The Persian words "+persian+" mean what they say"), "The Persian words " + persian + " mean what they say"},
		"several lines":      {"/Subtype/Widget/FT/Tx/Ff 4096/V(one\\rtwo\\nthree)", "one|two|three"},
		"of the parent":      {"/Subtype/Widget/Parent 7 0 R", "above"},
		"empty appearance":   {"/Subtype/Widget/FT/Tx/V(filled in)/AP<</N 8 0 R>>", "filled in"},
		"painted appearance": {"/Subtype/Widget/FT/Tx/V(filled in)/AP<</N 9 0 R>>", "painted"},
		"choice":             {"/Subtype/Widget/FT/Ch/V(b)/Opt[[(a)(first)][(b)(second)]]", "second"},
		"plain choice":       {"/Subtype/Widget/FT/Ch/V(b)/Opt[(a)(b)]", "b"},
		"choices":            {"/Subtype/Widget/FT/Ch/V[(a)(b)]/Opt[[(a)(first)][(b)(second)]]", "first|second"},
		"free text":          {"/Subtype/FreeText/Contents(free note)/DA(0 g /Helv 8 Tf)", "free note"},
		"password":           {"/Subtype/Widget/FT/Tx/Ff 8192/V(secret)", ""},
		"hidden":             {"/Subtype/Widget/F 2/FT/Tx/V(a)", ""},
		"button":             {"/Subtype/Widget/FT/Btn/V/Yes", ""},
		"signature":          {"/Subtype/Widget/FT/Sig/V<</Contents(a)>>", ""},
		"note behind icon":   {"/Subtype/Text/Contents(a)", ""},
		"nothing filled in":  {"/Subtype/Widget/FT/Tx", ""},
		"loop of parents":    {"/Subtype/Widget/FT/Tx/Parent 6 0 R", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := sheet("", "/Annots[6 0 R]", "<<"+c.annot+"/Rect[10 10 190 90]>>", "<</FT/Tx/V(above)/Kids[6 0 R]>>", empty, text)
			f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			p := page1(t, f)
			layout.Arrange(p, f.Fonts(), layout.Options{})
			var lines []string
			for _, b := range p.Blocks {
				for _, l := range b.Lines {
					var s strings.Builder
					for _, c := range l.Text {
						s.WriteRune(c.R)
					}
					lines = append(lines, s.String())
				}
			}
			if got := strings.Join(lines, "|"); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
}

func TestAppearanceSize(t *testing.T) {
	for da, want := range map[string]float64{"(/Helv 12 Tf 0 g)": 12, "(0 0 1 rg /Helv 0 Tf)": 0, "()": 0, "(12)": 0, "(/F -9 Tf)": 9} {
		b := sheet("", "/DA"+da)
		f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := appearanceSize(f.pages[0].dict.Key("DA")); got != want {
			t.Errorf("%s: %v, want %v", da, got, want)
		}
	}
}

// A field on a turned page stands upright for the reader.
func TestFieldPlace(t *testing.T) {
	for _, c := range []struct {
		extra string
		angle float64
	}{{"", 0}, {"/Rotate 90", -90}, {"/Rotate 180", 180}} {
		g := first(t, sheet("", "/Annots[<</Subtype/Widget/FT/Tx/V(a b)/DA(/H 10 Tf)/Rect[10 10 190 90]>>]"+c.extra)).Glyphs
		if len(g) != 2 || g[0].Angle != c.angle || g[0].Size != 10 {
			t.Errorf("%s: %+v", c.extra, g)
		}
	}
}
