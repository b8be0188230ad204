package passes_test

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestLinesOfCode: what looks like code in a text stays as it is, Persian in it too; on a
// page that was laid out it is a formula as often.
func TestLinesOfCode(t *testing.T) {
	in := strings.Repeat("if (a < b) { return x; }\n", 6) + "name = \"\u0643\u062a\u0627\u0628\"\nاین متن کتاب را معرفی می‌کند.\n" // ARABIC KAF
	for _, firm := range []bool{false, true} {
		res, err := pass.Run(context.Background(), table(), page.TextOf(in), pass.Policy{Threshold: 0.9, Firm: firm})
		if err != nil {
			t.Fatal(err)
		}
		if kept := strings.Contains(res.Text.String(), "\u0643\u062a\u0627\u0628"); kept == firm {
			t.Errorf("laid out %v: %q", firm, res.Text.String())
		}
	}
}
