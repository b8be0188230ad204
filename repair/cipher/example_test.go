package cipher_test

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf"
)

// A page whose glyphs for dal have lost their names: the words that it stands in give them
// back, to the fonts for the pages to come and to the page itself.
func ExampleLearn() {
	b, err := os.ReadFile("../../fixtures/pdf/xetex-prose.pdf")
	if err != nil {
		panic(err)
	}
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)), pdf.Options{})
	if err != nil {
		panic(err)
	}
	p, err := f.Page(context.Background(), 1)
	if err != nil {
		panic(err)
	}
	var lost []*page.Glyph
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; g.Text == "د" {
			g.Text, g.Evidence, g.Conf = "", page.EvidenceNone, 0
			lost = append(lost, g)
		}
	}
	key := cipher.Learn([]*page.Page{p}, f.Fonts(), lang.Default(), nil)
	for _, font := range key.Fonts() {
		f.Name(font.Font, font.Names, font.Verdict, font.Evidence)
	}
	key.Apply(p)
	named := 0
	for _, g := range lost {
		if g.Text == "د" {
			named++
		}
	}
	fmt.Println(named, "of", len(lost))
	// Output: 67 of 67
}
