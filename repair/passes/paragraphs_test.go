package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines off a page are joined without a space where a number or an address was cut.
func TestJoinCutTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"صفحه‌های ۱۲-\n۱۷ کتاب", "صفحه‌های ۱۲-۱۷ کتاب"},
		{"نشانی https://anbar.example/\nfiles است", "نشانی https://anbar.example/files است"},
		{"زن/\nمرد امضا کند", "زن/ مرد امضا کند"},
		{"در سال ۱۲ -\nشاید", "در سال ۱۲ - شاید"},
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{Paragraphs(nil)}, page.TextOf(c.in), pass.Policy{Firm: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != c.want {
			t.Errorf("%+q: got %+q, want %+q", c.in, got, c.want)
		}
	}
}
