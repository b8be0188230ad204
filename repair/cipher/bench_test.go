package cipher_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf"
)

// BenchmarkSound is what a file with sound maps pays: Learn one look at each glyph,
// Check one at each word, Doubt one at each digit.
func BenchmarkSound(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(printed, "chromium-lines.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var pages []*page.Page
	for n := range f.NumPages() {
		p, err := f.Page(context.Background(), n+1)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
	}
	arrange(pages, f.Fonts())
	b.Run("Learn", func(b *testing.B) {
		for b.Loop() {
			cipher.Learn(pages, f.Fonts(), lang.Default(), f)
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			cipher.Check(pages, f.Fonts(), lang.Default(), f)
		}
	})
	b.Run("Doubt", func(b *testing.B) {
		for b.Loop() {
			cipher.Doubt(pages, f)
		}
	})
}
