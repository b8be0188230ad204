package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestByForm: every name is that of a pass, and not all passes are listed.
func TestByForm(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Table(Context{Model: lang.Default()}) {
		names[p.Name] = true
	}
	for name := range byForm {
		if !names[name] {
			t.Errorf("no pass is called %s", name)
		}
	}
	if len(byForm) >= len(names) {
		t.Errorf("all %d passes are by form", len(names))
	}
}

// TestCaronsOfGlyphs: Gilaki ends words with a caron; the number of a glyph stands inside of them too.
func TestCaronsOfGlyphs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"ends of words", "گیلانˇ مردم باغˇ میان", true},
		{"inside", "کتاˇخانه باˇبان ˇتاب کتاˇ", false},
		{"none", "مردم گیلان میان باغ", false},
	} {
		in := page.TextOf(strings.Repeat(c.text+"\n", 20))
		v := &pass.View{Text: in}
		if got := inUnread(v); got != c.want {
			t.Errorf("%s: unread %v, want %v", c.name, got, c.want)
		}
	}
}
