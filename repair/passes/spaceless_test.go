package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestSplitsWords tells letters that were split off words from those that name something.
func TestSplitsWords(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("کارگر ا ن با ک ار و ت لاش خ انه را ساختند و به ش هر رفتند.\n", 4):                    true,
		strings.Repeat("گزارش شورا در بند ک تبصرهٔ ۸ و بند س تبصرهٔ ۹ خوانده شد و بند ط نیز چنین بود.\n", 4): false,
		strings.Repeat("کارگران با کار و تلاش خانه را ساختند و به شهر رفتند.\n", 4):                          false,
	} {
		if got := splitsWords(lang.Default(), &pass.View{Text: page.TextOf(text)}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
