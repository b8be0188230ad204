package pdf

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

func visible(p *page.Page) string {
	var s strings.Builder
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; !g.Has(page.Hidden) {
			s.WriteString(g.Text)
		}
	}
	return s.String()
}

func form(dict, s string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(s), s)
}

func TestClip(t *testing.T) {
	at := func(x, y int, s string) string { return fmt.Sprintf("BT /F 10 Tf %d %d Td (%s) Tj ET ", x, y, s) }
	for name, c := range map[string]struct{ content, want string }{
		"inside":           {"10 20 80 40 re W n " + at(20, 30, "in"), "in"},
		"outside":          {"10 20 80 40 re W n " + at(20, 80, "out"), ""},
		"partly":           {"0 0 23 100 re W n " + at(20, 30, "ab"), "a"},
		"restored":         {"q 0 0 5 5 re W n Q " + at(20, 30, "in"), "in"},
		"at painting only": {"0 0 5 5 re W " + at(20, 30, "in") + "n " + at(20, 50, "out"), "in"},
		"even-odd":         {"0 0 5 5 re W* n " + at(20, 30, "out"), ""},
		"path":             {"10 20 m 90 20 l 90 60 l 10 60 l h W n " + at(20, 30, "in") + at(20, 80, "out"), "in"},
		"curve holds more": {"10 20 m 10 200 90 200 90 20 c W n " + at(20, 80, "in"), "in"},
		"apart":            {"0 0 5 5 re W n 50 50 5 5 re W n " + at(52, 52, "out"), ""},
		"no path":          {"W n " + at(20, 30, "in"), "in"},
		"moved":            {"q 1 0 0 1 10 20 cm 0 0 80 40 re W n 1 0 0 1 -10 -20 cm " + at(20, 30, "in") + at(20, 80, "out"), "in"},
		"turned over":      {"90 60 -80 -40 re W n " + at(20, 30, "in"), "in"},
		"filled without W": {"0 0 5 5 re f " + at(20, 30, "in"), "in"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := visible(first(t, sheet(c.content, ""))); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
	b := sheet("/X Do", "", form("/Subtype/Form/BBox[0 0 50 50]", at(20, 30, "in")+at(20, 80, "out")))
	if got := visible(first(t, b)); got != "in" {
		t.Errorf("form: got %+q", got)
	}
}

func TestTilingPattern(t *testing.T) {
	pattern := form("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 50 50]/XStep 50/YStep 50/Matrix[1 0 0 1 20 10]/Resources<</Font<</F 5 0 R>>>>",
		"BT /F 10 Tf 5 5 Td (tile) Tj ET")
	extra := "/Resources<</Font<</F 5 0 R>>/Pattern<</P 6 0 R>>>>"
	for content, want := range map[string]string{
		"/Pattern cs /P scn 0 0 200 100 re f 0 0 9 9 re f":   "tile",
		"/Pattern cs /P scn 0 0 200 100 re S":                "",
		"/Pattern cs /P scn 0 g 0 0 200 100 re f":            "",
		"q /Pattern cs /P scn Q 0 0 200 100 re f":            "",
		"/Pattern cs 1 0 0 /P scn 0 0 200 100 re B " + hello: "tileHello",
	} {
		b := bytes.Replace(sheet(content, extra, pattern), []byte("/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"), nil, 1)
		p := first(t, b)
		if got := visible(p); got != want {
			t.Errorf("%s: got %+q want %+q", content, got, want)
		}
		if strings.HasPrefix(want, "tile") && p.Glyphs[0].Origin != (page.Point{X: 25, Y: 15}) {
			t.Errorf("%s: at %v", content, p.Glyphs[0].Origin)
		}
	}
}

func TestOptionalContent(t *testing.T) {
	content := "/OC /A BDC " + strings.Replace(hello, "Hello", "a", 1) + " EMC /OC /B BDC " + strings.Replace(hello, "Hello", "b", 1) + " EMC"
	for name, c := range map[string]struct{ d, member, want string }{
		"all on":      {"", "", "ab"},
		"off":         {"/OFF[6 0 R]", "", "b"},
		"base off":    {"/BaseState/OFF", "", ""},
		"base off on": {"/BaseState/OFF/ON[7 0 R]", "", "b"},
		"AnyOn":       {"/OFF[6 0 R]", "<</Type/OCMD/OCGs[6 0 R 7 0 R]>>", "ab"},
		"AllOn":       {"/OFF[6 0 R]", "<</Type/OCMD/P/AllOn/OCGs[6 0 R 7 0 R]>>", "b"},
		"AllOff":      {"/OFF[6 0 R 7 0 R]", "<</Type/OCMD/P/AllOff/OCGs[6 0 R 7 0 R]>>", "a"},
		"AnyOff":      {"", "<</Type/OCMD/P/AnyOff/OCGs 6 0 R>>", "b"},
		"empty":       {"/OFF[6 0 R 7 0 R]", "<</Type/OCMD/OCGs[]>>", "a"},
		"not":         {"/OFF[6 0 R]", "<</Type/OCMD/VE[/Not 6 0 R]>>", "ab"},
		"and":         {"/OFF[6 0 R]", "<</Type/OCMD/VE[/And 6 0 R 7 0 R]>>", "b"},
		"for print":   {"/AS[<</Event/View/Category[/Zoom/View]/OCGs[6 0 R 7 0 R]>>]", "", "b"},
		"not asked":   {"/AS[<</Event/Print/Category[/View]/OCGs[6 0 R]>><</Event/View/Category[/Print]/OCGs[6 0 R]>>]", "", "ab"},
		"or":          {"/OFF[7 0 R]", "<</Type/OCMD/VE[/Or[/Not 6 0 R][/Not 7 0 R]]>>", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			member := c.member
			if member == "" {
				member = "6 0 R"
			}
			b := sheet(content, "", "<</Type/OCG/Name(a)/Usage<</View<</ViewState/OFF>>>>>>", "<</Type/OCG/Name(b)>>")
			b = bytes.Replace(b, []byte("/Pages 2 0 R"), []byte("/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<<"+c.d+">>>>"), 1)
			b = bytes.Replace(b, []byte("/XObject<</X 6 0 R>>"), []byte("/Properties<</A "+member+"/B 7 0 R>>"), 1)
			if got := visible(first(t, b)); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
}

// A Type 3 font measures in a space of its own.
func TestType3(t *testing.T) {
	b := sheet("BT /F 10 Tf 20 30 Td (aa) Tj ET", "")
	b = bytes.Replace(b, []byte("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"),
		[]byte("<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FontBBox[0 0 60 80]/FirstChar 97/LastChar 97/Widths[60]/Encoding<</Differences[97/a]>>/CharProcs<<>>>>"), 1)
	g := first(t, b).Glyphs
	if len(g) != 2 || g[0].Text != "a" || g[0].Advance != 6 || g[1].Origin != (page.Point{X: 26, Y: 30}) || g[0].Box.Height() != 8 {
		t.Errorf("got %+v", g)
	}
}

// A font of bitmaps counts in pixels and upside down; its glyphs state their ink,
// from which the size of the letters follows (dvips through Ghostscript).
func TestBitmapFont(t *testing.T) {
	b := sheet("BT /F 0.1 Tf 1 0 0 -1 20 30 Tm (ab) Tj ET", "", "null",
		form("", "60 0 5 -20 55 80 d1"), form("", "40 0 0 0 40 80 d1"))
	b = bytes.Replace(b, []byte("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"),
		[]byte("<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 -1 0 0]/FontBBox[0 0 1 -1]/FirstChar 97/LastChar 98/Widths[60 40]/Encoding<</Differences[97/X1/X2]>>/CharProcs<</X1 7 0 R/X2 8 0 R>>>>"), 1)
	g := first(t, b).Glyphs
	if len(g) != 2 {
		t.Fatalf("got %+v", g)
	}
	box := g[0].Box
	for name, d := range map[string]float64{"left": box.X0 - 20.5, "foot": box.Y0 - 28, "right": box.X1 - 25.5, "top": box.Y1 - 38,
		"second pen": g[1].Origin.X - 26, "size": g[0].Size - 10} {
		if math.Abs(d) > 1e-6 {
			t.Errorf("%s is off by %g points: %+v", name, d, g[0])
		}
	}
	if g[0].Has(page.Mirrored) {
		t.Error("text that turns an upside-down font upright counts as mirrored")
	}
	if g := first(t, bytes.Replace(b, []byte("1 0 0 -1 20 30 Tm"), []byte("1 0 0 +1 20 30 Tm"), 1)).Glyphs; g[0].Has(page.Mirrored) {
		t.Error("upright text in a font whose glyphs are drawn upside down counts as mirrored")
	}
}

// A rule that bridges two letters is a tatweel; one that stands beside them, over
// or under them, or far from them is none.
func TestStroke(t *testing.T) {
	letters := "BT /F 10 Tf 20 30 Td <01> Tj 14 0 Td <01> Tj ET " // from 20 to 26 and from 34 on
	for name, c := range map[string]struct {
		content string
		want    int
	}{
		"filled box":           {letters + "26 30 8 1 re f", 1},
		"picture":              {letters + "q 8 0 0 1 26 30 cm BI /W 1 /H 1 /BPC 1 /IM true ID x EI Q", 1},
		"painted first":        {"26 30 8 1 re f " + letters, 1},
		"underline":            {letters + "20 28 20 0.5 re f", 0},
		"too short":            {letters + "27 30 4 1 re f", 0},
		"high":                 {letters + "26 36 8 1 re f", 0},
		"thick":                {letters + "26 30 8 5 re f", 0},
		"only a letter before": {"BT /F 10 Tf 20 30 Td <01> Tj ET 26 30 8 1 re f", 0},
		"between lines":        {"BT /F 10 Tf 20 30 Td <01> Tj 14 12 Td <01> Tj ET 26 30 8 1 re f", 0},
		"Latin letters":        {strings.ReplaceAll(letters, "<01>", "(a)") + "26 30 8 1 re f", 0},
	} {
		t.Run(name, func(t *testing.T) {
			b := sheet(c.content, "")
			b = bytes.Replace(b, []byte("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"),
				[]byte("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[1/afii57416]>>/FirstChar 0/LastChar 1/Widths[600 600]>>"), 1)
			if strings.Contains(name, "Latin") {
				b = sheet(c.content, "")
			}
			p := first(t, b)
			n := 0
			for _, g := range p.Glyphs {
				if g.Text == "\u0640" {
					n++
					if g.Box.X0 != 26 || g.Advance != 8 || g.Origin.Y != 30 {
						t.Errorf("it stands at %+v", g)
					}
				}
			}
			if n != c.want {
				t.Errorf("%d strokes, want %d: %+v", n, c.want, p.Glyphs)
			}
		})
	}
}

// many is a file of several pages, each with a font of its own, a shared font
// and a font that stands directly in its resources.
func many(pages int) []byte {
	kids, objects := "", []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"}
	for i := range pages {
		n := 4 + 3*i
		kids += fmt.Sprintf("%d 0 R ", n)
		content := "BT /S 9 Tf 10 10 Td (s) Tj /O 9 Tf (o) Tj /D 9 Tf (d) Tj ET"
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/MediaBox[0 0 99 99]/Contents %d 0 R/Resources<</Font<</S 3 0 R/O %d 0 R/D<</Type/Font/Subtype/Type1/BaseFont/D%d>>>>>>>>", n+1, n+2, i),
			form("", content),
			fmt.Sprintf("<</Type/Font/Subtype/Type1/BaseFont/O%d>>", i))
	}
	objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, kids)
	return write(objects...)
}

// What a page says does not depend on the order in which pages are read, nor
// on how many are read at a time. Run with -race.
func TestOrderOfPages(t *testing.T) {
	const pages = 40
	read := func(numbers []int, parallel bool) ([]*page.Page, []page.Font) {
		b := many(pages)
		f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := make([]*page.Page, pages)
		var mu sync.Mutex
		var wg sync.WaitGroup
		for _, n := range numbers {
			one := func() {
				p, err := f.Page(context.Background(), n)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				out[n-1] = p
				mu.Unlock()
				f.Fonts()
				f.Warnings()
			}
			if parallel {
				wg.Go(one)
			} else {
				one()
			}
		}
		wg.Wait()
		return out, f.Fonts()
	}
	var up, down []int
	for i := range pages {
		up, down = append(up, i+1), append(down, pages-i)
	}
	want, fonts := read(up, false)
	if len(fonts) != 2*pages+1 {
		t.Fatalf("%d fonts", len(fonts))
	}
	for _, g := range want[7].Glyphs {
		if got := fonts[g.Font].Name; got != map[string]string{"s": "Courier", "o": "O7", "d": "D7"}[g.Text] {
			t.Errorf("font of %q is %s", g.Text, got)
		}
	}
	for name, c := range map[string]struct {
		numbers  []int
		parallel bool
	}{"backwards": {down, false}, "at once": {up, true}, "again": {append(up, down...), true}} {
		got, gotFonts := read(c.numbers, c.parallel)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotFonts, fonts) {
			t.Errorf("%s: other pages or fonts", name)
		}
	}
}
