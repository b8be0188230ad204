package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// alone is a text after one pass, without those that it comes after.
func alone(t testing.TB, p pass.Pass, in string) string {
	t.Helper()
	p.After = nil
	res, err := pass.Run(context.Background(), []pass.Pass{p}, page.TextOf(in), pass.Policy{Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	return res.Text.String()
}
