package pdf_test

import (
	"bytes"
	"context"
	"fmt"
	"log"

	"github.com/paknevis/paknevis/repair/pdf"
)

// minimal is a file of one page. It has no cross-reference table, which Open makes up for.
const minimal = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>> endobj
3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 36>> stream
BT /F 10 Tf 20 30 Td (Page 1) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj
trailer <</Root 1 0 R>>
`

func ExampleOpen() {
	r := bytes.NewReader([]byte(minimal))
	f, err := pdf.Open(r, r.Size(), pdf.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.NumPages(), "page,", f.Warnings()[0].Code)
	// Output: 1 page, xref-rebuilt
}

func ExampleFile_Page() {
	r := bytes.NewReader([]byte(minimal))
	f, err := pdf.Open(r, r.Size(), pdf.Options{})
	if err != nil {
		log.Fatal(err)
	}
	p, err := f.Page(context.Background(), 1)
	if err != nil {
		log.Fatal(err)
	}
	for _, g := range p.Glyphs[:2] {
		fmt.Printf("%q at %v, %v points wide, %s\n", g.Text, g.Origin, g.Advance, f.Fonts()[g.Font].Name)
	}
	// Output:
	// "P" at {20 30}, 6 points wide, Courier
	// "a" at {26 30}, 6 points wide, Courier
}
