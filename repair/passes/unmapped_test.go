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

// TestUnmappedInOneLine: in a text of a line a single glyph without a name is named if hardly anything else makes a word
// of it; what was cut off at an end, and a sign behind a whole word, which may be none of its letters, stay.
func TestUnmappedInOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"باغبان هر روز درخت را آب م\uFFFD‌دهد.":          "باغبان هر روز درخت را آب می‌دهد.",
		"باغبان هر روز در\uFFFDتان باغ را آب داد.":       "باغبان هر روز درختان باغ را آب داد.",
		"باغبان هر روز در بـ\uFFFDـاغ بود.":              "باغبان هر روز در بـ\uFFFDـاغ بود.", // two readings
		"باغبان هر روز درخت را آب می‌ده\uFFFD":           "باغبان هر روز درخت را آب می‌ده\uFFFD",
		"باغبان کتاب\uFFFD را خواند.":                    "باغبان کتاب\uFFFD را خواند.",
		"caf\uFFFD در خیابان باغ است.":                   "caf\uFFFD در خیابان باغ است.",
		"باغبان هر روز کـ\uFFFD\uFFFD\uFFFDد را می‌بیند": "باغبان هر روز کـ\uFFFD\uFFFD\uFFFDد را می‌بیند",
	} {
		got := mend(t, Unmapped(lang.Default()), in)
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if again := mend(t, Unmapped(lang.Default()), got); again != got {
			t.Errorf("%s becomes %s the second time", got, again)
		}
	}
}
