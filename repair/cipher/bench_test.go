package cipher_test

import (
	"testing"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/lang"
)

// BenchmarkSound is what a file with sound maps pays: Learn one look at each glyph,
// Check one at each word, Doubt one at each digit.
func BenchmarkSound(b *testing.B) {
	f, pages := open(b, "chromium-lines.pdf")
	arrange(pages, f.Fonts())
	m := lang.Default()
	m.Known("") // what is made at the first question is no cost of a file
	b.Run("Learn", func(b *testing.B) {
		for b.Loop() {
			cipher.Learn(pages, f.Fonts(), m, f)
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			cipher.Check(pages, f.Fonts(), m, f)
		}
	})
	b.Run("Doubt", func(b *testing.B) {
		for b.Loop() {
			cipher.Doubt(pages, f)
		}
	})
}
