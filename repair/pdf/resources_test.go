package pdf

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

// swap replaces parts of a sheet and writes its table anew by the reader's repair.
func swap(b []byte, pairs ...string) []byte {
	for i := 0; i+1 < len(pairs); i += 2 {
		b = bytes.Replace(b, []byte(pairs[i]), []byte(pairs[i+1]), 1)
	}
	return b
}

// A form that forgets its resources has those around it.
func TestResources(t *testing.T) {
	const fonts = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"form without":         {sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 200 100]", hello)), "Hello"},
		"form with none of it": {sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 200 100]/Resources<</ProcSet[/PDF]>>", hello)), "Hello"},
		"form in a form":       {sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</Y 7 0 R>>>>", "/Y Do"), form("/Subtype/Form/BBox[0 0 200 100]", hello)), "Hello"},
		"its own come first": {sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 200 100]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Own/Encoding<</Differences[72/Z]>>>>>>>>", hello)),
			"Zello"},
		"inherited":        {swap(sheet(hello, ""), fonts, "", "/Count 1", "/Count 1"+fonts), "Hello"},
		"nowhere":          {swap(sheet(hello, ""), fonts, ""), "Hello"},
		"other name":       {swap(sheet(hello, ""), "/Font<</F 5", "/Font<</G 5"), "Hello"},
		"codes of unknown": {swap(sheet("BT /F 9 Tf (a\\000\\001\\377b) Tj (c) Tj ET", ""), "/Font<</F 5", "/Font<</G 5"), "c"},
		"no font at all":   {sheet("BT 20 30 Td (Hello) Tj ET", ""), ""},
	} {
		p := first(t, c.b)
		if got := letters(p); got != c.want {
			t.Errorf("%s: got %+q want %+q", name, got, c.want)
		}
		if lacks := name == "nowhere" || name == "other name" || name == "codes of unknown"; lacks != (len(p.Warnings) == 1) {
			t.Errorf("%s: warnings %v", name, p.Warnings)
		}
	}
}

// Text inside the glyphs of a Type 3 font is read where their codes say nothing.
func TestType3Procs(t *testing.T) {
	const courier = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
	font := func(names, more string) string {
		return "<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FontBBox[0 0 60 80]/FirstChar 97/LastChar 98/Widths[60 60]/Encoding<</Differences[97" + names +
			"]>>/CharProcs<</g1 6 0 R/g2 7 0 R/a 6 0 R>>/Resources<</Font<</In 8 0 R>>>>" + more + ">>"
	}
	read := func(names, more, first1, second string) []byte {
		return swap(sheet("BT /F 10 Tf 20 30 Td 5 Tc 50 Tz (ab) Tj ET", "", form("", first1), form("", second), courier), courier, font(names, more))
	}
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"text":           {read("/g1/g2", "", "60 0 d0 BT /In 100 Tf (Q) Tj ET", "60 0 0 0 60 80 d1 BT /In 100 Tf (R) Tj ET"), "QR"},
		"named":          {read("/a/g2", "", "60 0 d0 BT /In 100 Tf (Q) Tj ET", "60 0 d0 BT /In 100 Tf (R) Tj ET"), "aR"},
		"mapped":         {read("/g1/g2", "/ToUnicode 9 0 R", "60 0 d0 BT /In 100 Tf (Q) Tj ET", "60 0 d0 BT /In 100 Tf (R) Tj ET"), "QR"},
		"curves":         {read("/g1/g2", "", "60 0 d0 0 0 9 9 re f", "60 0 d0 0 0 9 9 re f"), ""},
		"its own font":   {read("/g1/g2", "", "60 0 d0 BT /F 100 Tf (ab) Tj ET", "60 0 d0 BT /In 100 Tf (R) Tj ET"), "RR"},
		"one in another": {read("/g1/g2", "", "60 0 d0 BT /F 100 Tf (b) Tj ET", "60 0 d0 BT /In 100 Tf (R) Tj ET"), "RR"},
	} {
		p := first(t, c.b)
		if got := letters(p); got != c.want {
			t.Errorf("%s: got %+q want %+q", name, got, c.want)
		}
		if c.want == "QR" {
			if g := p.Glyphs; g[0].Origin.X != 20 || g[1].Origin.X != 25.5 || g[0].Size != 10 {
				t.Errorf("%s: %+v", name, g)
			}
		}
		if c.want == "" && len(p.Glyphs) != 2 {
			t.Errorf("%s: %d glyphs", name, len(p.Glyphs))
		}
	}
}

// What optional content hides leaves nothing, neither pictures nor stated text.
func TestHiddenContent(t *testing.T) {
	b := sheet("/OC /A BDC /Span <</ActualText(stated)>> BDC "+hello+" EMC q 9 0 0 9 0 0 cm /X Do BI /W 1 /H 1 /BPC 8 ID a EI Q /Y Do EMC "+strings.Replace(hello, "Hello", "seen", 1),
		"", "<</Subtype/Image/Width 1/Height 1/Length 1>>\nstream\na\nendstream", "<</Type/OCG/Name(a)>>", form("/Subtype/Form/BBox[0 0 200 100]", hello))
	b = swap(b, "/Pages 2 0 R", "/Pages 2 0 R/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>", "/X 6 0 R>>", "/X 6 0 R/Y 8 0 R>>/Properties<</A 7 0 R>>")
	if p := first(t, b); letters(p) != "seen" || len(p.Images) > 0 || len(p.Spans) > 0 {
		t.Errorf("%+q, %d images, %d spans", letters(p), len(p.Images), len(p.Spans))
	}
}

// The tree of pages in the shapes of the field.
func TestPageTree(t *testing.T) {
	plain := sheet(hello, "")
	leaf := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
	chain := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[6 0 R]/Count 1>>", "null", form("", hello), "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"}
	for i := range 200 {
		chain = append(chain, strings.Replace("<</Type/Pages/Count 1/Kids[N 0 R]>>", "N", strconv.Itoa(7+i), 1))
	}
	chain = append(chain, leaf+">>")
	for name, c := range map[string]struct {
		b        []byte
		warnings int
	}{
		"direct kid":      {swap(plain, "[3 0 R]", "["+leaf+">>]"), 1}, // the table is off as well
		"null among kids": {swap(plain, "/Kids[3 0 R]/Count 1", "/Kids[null 3 0 R 99 0 R]/Count 3"), 2},
		"kid for kids":    {swap(plain, "/Kids[3 0 R]", "/Kids 3 0 R"), 2},
		"page for tree":   {swap(plain, "/Pages 2 0 R", "/Pages 3 0 R"), 0},
		"type Pages":      {swap(plain, "/Type/Page/", "/Type/Pages/"), 0},
		"no type":         {swap(plain, "/Type/Page/", "/"), 1},
		"deep":            {write(chain...), 0},
	} {
		f, err := Open(bytes.NewReader(c.b), int64(len(c.b)), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p := first(t, c.b); f.NumPages() != 1 || letters(p) != "Hello" || len(f.Warnings()) != c.warnings {
			t.Errorf("%s: %d pages, %+q, %v", name, f.NumPages(), letters(p), f.Warnings())
		}
	}
}
