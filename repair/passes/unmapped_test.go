package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestStrokeAsDash: a tatweel that no letter draws out is a dash, and the space behind it stays.
func TestStrokeAsDash(t *testing.T) {
	var b strings.Builder
	for range 20 {
		b.WriteString("باغبان گفت که \u0640 هریک از درختان این باغ نام خود را دارد و باید آب بخورد.\n")
		b.WriteString("\uFB90\uFE98\uFE8E\uFE8F را \uFE91\uFEAE\uFE97\uFE8E\uFE91\uFEF4\uFEAA و در \uFB90\uFEE8\uFE8E\uFEAD \uFE91\uFE8E\uFECD \uFE91\uFEE8\uFEB8\uFEF4\uFEE8\uFEF4\uFEAA.\n")
	}
	in := b.String()
	if got := mend(t, Unmapped(lang.Default()), in); got != in {
		t.Errorf("got %s", got[:200])
	}
}
