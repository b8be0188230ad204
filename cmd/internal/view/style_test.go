package view

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// contrast is the ratio of WCAG 2.2 between two colours like #1a2b3c.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(s string) float64 {
		n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
		if err != nil || len(s) != 7 {
			t.Fatalf("%q is no colour", s)
		}
		part := func(shift uint) float64 {
			c := float64(n>>shift&255) / 255
			if c <= 0.04045 {
				return c / 12.92
			}
			return math.Pow((c+0.055)/1.055, 2.4)
		}
		return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: text has 4.5 to 1 at least in light and dark, lines and bars 3 to 1.
func TestContrast(t *testing.T) {
	themes := map[string]map[string]string{}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(style, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d sets of colours, want light and dark", len(blocks))
	}
	for i, name := range []string{"light", "dark"} {
		themes[name] = map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(blocks[i][1], -1) {
			themes[name][m[1]] = m[2]
		}
	}
	for name, c := range themes {
		if len(c) != len(themes["light"]) {
			t.Errorf("%s has %d colours, light %d", name, len(c), len(themes["light"]))
		}
		for _, pair := range []string{
			"fg bg", "fg soft", "muted bg", "muted soft", "link bg", "link soft", "bad-fg bad-bg", "bad-fg bg", "bad-fg soft", "fg rep-bg", "fg uns-bg", "fg very-bg",
			"tip-fg tip-bg", "was bg", "now bg", "bg fg",
		} {
			a, b, _ := strings.Cut(pair, " ")
			if r := contrast(t, c[a], c[b]); r < 4.5 {
				t.Errorf("%s: %s is %.2f to 1", name, pair, r)
			}
		}
		for _, pair := range []string{"text-bar bg", "text-bar soft", "ocr-bar bg", "ocr-bar ocr-ground", "rep-line rep-bg", "uns-line uns-bg", "very-line very-bg", "muted bg"} {
			a, b, _ := strings.Cut(pair, " ")
			if r := contrast(t, c[a], c[b]); r < 3 {
				t.Errorf("%s: %s is %.2f to 1", name, pair, r)
			}
		}
	}
}
