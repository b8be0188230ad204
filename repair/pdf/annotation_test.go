package pdf

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// What a user sees on the page is read, be it content or an annotation: above
// all what was filled into a form.
func TestAnnotations(t *testing.T) {
	const res = "/Resources<</Font<</F 5 0 R>>>>"
	text := func(s string) string {
		return form("/Subtype/Form/BBox[0 0 60 20]"+res, "BT /F 10 Tf 2 5 Td ("+s+") Tj ET")
	}
	for name, c := range map[string]struct {
		annot string   // object 6 and on
		more  []string // 7 and on
		want  string
	}{
		"free text":         {"<</Subtype/FreeText/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("note")}, "Hellonote"},
		"field":             {"<</Subtype/Widget/FT/Tx/V(x)/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("filled")}, "Hellofilled"},
		"no subtype":        {"<</Subtype/Widget/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{form("/BBox[0 0 60 20]"+res, "BT /F 10 Tf 2 5 Td (a) Tj ET")}, "Helloa"},
		"state":             {"<</Subtype/Widget/Rect[10 60 70 80]/AS/On/AP<</N<</On 7 0 R/Off 8 0 R>>>>>>", []string{text("yes"), text("no")}, "Helloyes"},
		"other state":       {"<</Subtype/Widget/Rect[10 60 70 80]/AS/None/AP<</N<</On 7 0 R>>>>>>", []string{text("yes")}, "Hello"},
		"down appearance":   {"<</Subtype/Widget/Rect[10 60 70 80]/AP<</D 7 0 R>>>>", []string{text("down")}, "Hello"},
		"hidden":            {"<</Subtype/Widget/F 2/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("a")}, "Hello"},
		"not viewed":        {"<</Subtype/Widget/F 32/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("a")}, "Hello"},
		"printed":           {"<</Subtype/Widget/F 4/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("a")}, "Helloa"},
		"popup":             {"<</Subtype/Popup/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("a")}, "Hello"},
		"link":              {"<</Subtype/Link/Rect[10 60 70 80]>>", nil, "Hello"},
		"no area":           {"<</Subtype/Widget/Rect[10 60 10 60]/AP<</N 7 0 R>>>>", []string{text("a")}, "Hello"},
		"layer off":         {"<</Subtype/Stamp/OC 8 0 R/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{text("a"), "<</Type/OCG>>"}, "Hello"},
		"page's resources":  {"<</Subtype/Stamp/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{form("/Subtype/Form/BBox[0 0 60 20]", "BT /F 10 Tf 2 5 Td (a) Tj ET")}, "Helloa"},
		"outside its box":   {"<</Subtype/Stamp/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{form("/Subtype/Form/BBox[0 0 60 20]"+res, "BT /F 10 Tf 2 50 Td (a) Tj ET")}, "Hello"},
		"paints itself":     {"<</Subtype/Stamp/Rect[10 60 70 80]/AP<</N 7 0 R>>>>", []string{form("/Subtype/Form/BBox[0 0 60 20]/Resources<</Font<</F 5 0 R>>/XObject<</A 7 0 R>>>>", "BT /F 10 Tf 2 5 Td (a) Tj ET /A Do")}, "Helloa"},
		"no annotation":     {"null", nil, "Hello"},
		"not even a stream": {"<</Subtype/Widget/Rect[10 60 70 80]/AP<</N(a)>>>>", nil, "Hello"},
	} {
		t.Run(name, func(t *testing.T) {
			b := sheet(hello, "/Annots[6 0 R]", append([]string{c.annot}, c.more...)...)
			b = bytes.Replace(b, []byte("/Pages 2 0 R"), []byte("/Pages 2 0 R/OCProperties<</D<</OFF[8 0 R]>>>>"), 1)
			if got := visible(first(t, b)); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
}

// The box of an appearance, turned by its matrix, is fitted into the rectangle.
func TestAppearanceMatrix(t *testing.T) {
	for _, c := range []struct {
		entries string
		at      page.Point
		size    float64
		angle   float64
	}{
		{"/BBox[0 0 60 20]", page.Point{X: 12, Y: 65}, 10, 0},
		{"/BBox[100 100 160 120]", page.Point{X: -88, Y: -35}, 10, 0},
		{"/BBox[0 0 30 10]", page.Point{X: 14, Y: 70}, 20, 0},
		{"/BBox[0 0 20 60]/Matrix[0 1 -1 0 0 0]", page.Point{X: 65, Y: 62}, 10, 90},
	} {
		b := sheet("", "/Annots[<</Subtype/Stamp/Rect[70 80 10 60]/AP<</N 6 0 R>>>>]",
			form("/Subtype/Form"+c.entries+"/Resources<</Font<</F 5 0 R>>>>", "BT /F 10 Tf 2 5 Td (a) Tj ET"))
		if g := first(t, b).Glyphs; len(g) != 1 || g[0].Origin != c.at || g[0].Size != c.size || g[0].Angle != c.angle {
			t.Errorf("%s: %+v", c.entries, g)
		}
	}
}

// The fonts of a form's fields may stand in the form only.
func TestFormResources(t *testing.T) {
	b := sheet("", "/Annots[<</Subtype/Widget/Rect[10 60 70 80]/AP<</N 6 0 R>>>>]", form("/Subtype/Form/BBox[0 0 60 20]", "BT /Helv 10 Tf 2 5 Td (a) Tj ET"), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	b = bytes.Replace(b, []byte("/Pages 2 0 R"), []byte("/Pages 2 0 R/AcroForm<</Fields[]/DR<</Font<</Helv 7 0 R>>>>>>"), 1)
	if p := first(t, b); visible(p) != "a" || len(p.Warnings) > 0 {
		t.Errorf("%+q %v", visible(p), p.Warnings)
	}
}

// The end of an inline image is found whatever its data hold.
func TestInlineImage(t *testing.T) {
	text := "BT /F 10 Tf 20 30 Td (a) Tj ET"
	for name, c := range map[string]struct{ content, want string }{
		"plain":              {"BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI " + text, "a"},
		"EI in data":         {"BI /W 4 /H 2 /BPC 8 /CS /G ID a EI b c\nEI " + text, "a"},
		"no blank before":    {"BI /W 2 /H 2 /BPC 8 /CS /G ID abcdEI " + text, "a"},
		"rgb":                {"BI /W 1 /H 2 /BPC 8 /CS /RGB ID a EI \nEI " + text, "a"},
		"mask":               {"BI /W 9 /H 2 /IM true ID \x01 EI\nEI " + text, "a"},
		"full names":         {"BI /Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray ID a EI b c\nEI " + text, "a"},
		"hex":                {"BI /W 2 /H 2 /BPC 8 /CS /G /F /AHx ID 01020304>\nEI " + text, "a"},
		"filters":            {"BI /W 2 /H 2 /F [/A85 /Fl] ID GhVa~> EI " + text, "a"},
		"packed, EI in data": {"BI /W 2 /H 2 /F /Fl ID x\x9c EI \x01\x02\xff) EI " + text, "a"},
		"binary text behind": {"BI /W 2 /H 2 /F /Fl ID x\x9c\x01 EI BT /F 10 Tf (\x01\x02\xff\x80) Tj ET " + text, "\u00ff\u20aca"},
		"wrong length":       {"BI /W 900 /H 900 /BPC 8 /CS /G ID abcd EI " + text, "a"},
		"nothing behind":     {text + " BI /W 2 /H 2 /F /Fl ID x\x9c\x01 EI", "a"},
		"never ends":         {text + " BI /W 2 /H 2 /F /Fl ID x\x9c\x01 ", "a"},
		"odd operator":       {"BI /W 2 /H 2 /F /Fl ID x\x9c\x01 EI Qq " + text, "a"},
		"array in dict":      {"BI /W 2 /H 2 /CS [/I /RGB 1 <000000ffffff>] /D [1 0] ID ab EI " + text, "a"},
		"two":                {"BI /W 1 /H 1 /BPC 8 ID a EI BI /W 1 /H 1 /BPC 8 ID b EI " + text, "a"},
		"at once":            {"BI ID EI " + text, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			p := first(t, sheet(c.content, ""))
			if got := letters(p); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
			if len(p.Images) == 0 {
				t.Error("no image")
			}
		})
	}
	p := first(t, sheet("q 20 0 0 10 5 6 cm BI /W 900 /H -3 ID ab EI Q", ""))
	if want := (page.Image{Box: page.Rect{X0: 5, Y0: 6, X1: 25, Y1: 16}, Width: 900}); len(p.Images) != 1 || p.Images[0] != want {
		t.Errorf("%+v", p.Images)
	}
	if got := letters(first(t, sheet(fmt.Sprint("BI /W 2 /H 2 /F /Fl ID ", string(bytes.Repeat([]byte(" EI \xff"), 100_000)), " EI ", text), ""))); got != "" && got != "a" {
		t.Errorf("many ends: %+q", got)
	}
}
