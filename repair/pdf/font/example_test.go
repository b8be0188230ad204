package font_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/paknevis/paknevis/repair/pdf/font"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

func ExampleLoad() {
	r := bytes.NewReader([]byte(`%PDF-1.4
1 0 obj <</Type/Catalog/Pages<<>>/F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/uniFEED]>>>>>> endobj
trailer <</Root 1 0 R>>
`))
	file, err := object.Open(r, r.Size(), object.Options{})
	if err != nil {
		log.Fatal(err)
	}
	f := font.Load(file.Trailer().Key("Root").Key("F"), font.Options{})
	for _, c := range f.Decode([]byte("A")) {
		fmt.Printf("%+q %v %v\n", c.Text, c.Form, c.Evidence)
	}
	// Output: "\u0648" isolated glyph-name
}
