package passes

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A line of a page begins with what stands at its reading edge, also where its brackets are
// those of the other side.
func TestReferencesOfPages(t *testing.T) {
	const in = ")یک پل چوبی (دو نیم شد و مردم روستا تا پایان زمستان از رودخانه نگذشتند"
	for _, firm := range []bool{false, true} {
		res, err := pass.Run(context.Background(), []pass.Pass{Brackets(lang.Default())}, page.TextOf(in), pass.Policy{Threshold: 0.5, Firm: firm})
		if err != nil {
			t.Fatal(err)
		}
		if kept := strings.HasPrefix(strings.TrimLeft(res.Text.String(), "()"), "یک پل چوبی"); kept != firm {
			t.Errorf("firm %v: %q", firm, res.Text.String())
		}
	}
}
