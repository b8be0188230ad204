package pdf

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestRules: straight strokes and thin boxes are lines of the page, curves, slopes, cells
// and what cannot be seen are not.
func TestRules(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    []page.Rect
	}{
		"stroke":          {"10 20 m 90 20 l S", []page.Rect{{X0: 10, Y0: 20, X1: 90, Y1: 20}}},
		"two subpaths":    {"10 20 m 90 20 l 10 20 m 10 60 l S", []page.Rect{{X0: 10, Y0: 20, X1: 90, Y1: 20}, {X0: 10, Y0: 20, X1: 10, Y1: 60}}},
		"closed":          {"10 20 m 90 20 l 90 60 l s", []page.Rect{{X0: 10, Y0: 20, X1: 90, Y1: 20}, {X0: 90, Y0: 20, X1: 90, Y1: 60}}},
		"thin box":        {"10 20 80 0.5 re f", []page.Rect{{X0: 10, Y0: 20, X1: 90, Y1: 20.5}}},
		"thin path":       {"10 20 m 11 20 l 11 60 l 10 60 l h f*", []page.Rect{{X0: 10, Y0: 20, X1: 11, Y1: 60}}},
		"stroked box":     {"10 20 80 40 re S", []page.Rect{{X0: 10, Y0: 20, X1: 90, Y1: 20}, {X0: 90, Y0: 20, X1: 90, Y1: 60}, {X0: 10, Y0: 60, X1: 90, Y1: 60}, {X0: 10, Y0: 20, X1: 10, Y1: 60}}},
		"filled box":      {"10 20 80 40 re f", nil},
		"moved":           {"q 1 0 0 1 5 5 cm 10 20 m 90 20 l S Q", []page.Rect{{X0: 15, Y0: 25, X1: 95, Y1: 25}}},
		"slope":           {"10 20 m 90 60 l S", nil},
		"curve":           {"10 20 m 30 20 60 20 90 20 c f", nil},
		"short":           {"10 20 m 12 20 l S", nil},
		"not painted":     {"10 20 m 90 20 l n", nil},
		"clipped":         {"0 0 50 50 re W n 10 20 m 90 20 l S", []page.Rect{{X0: 10, Y0: 20, X1: 50, Y1: 20}}},
		"clipped away":    {"0 0 5 5 re W n 10 20 m 90 20 l S", nil},
		"line to nowhere": {"90 20 l S", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := first(t, sheet(c.content, "")).Rules
			if len(got) != len(c.want) {
				t.Fatalf("got %v want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %v want %v", got, c.want)
				}
			}
		})
	}
}
