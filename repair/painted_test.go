package repair_test

import (
	"slices"
	"strings"
	"testing"
)

// backwards stores the lines of a text from last letter to first, as mutool writes a browser's.
func backwards(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		rs := []rune(l)
		slices.Reverse(rs)
		lines[i] = string(rs)
	}
	return strings.Join(lines, "\n")
}

// TestSpacesForJoiners expects ZWNJs for spaces in a text that a program read off a page, unless
// its author types spaces: then words that most write solid are solid.
func TestSpacesForJoiners(t *testing.T) {
	const (
		joined = "بچه‌ها در کوچه بازی می‌کنند و صدایشان تا خانه‌های آن سوی رود می‌رسد.\nپیرمرد کنار پنجره نشسته است و آن‌ها را نگاه می‌کند."
		typed  = "بچه ها در کوچه بازی می کنند و صدای آنها تا خانه های آن سوی رود می رسد.\nپیرمرد کنار پنجره نشسته است و آنها را نگاه می کند، اما آنها او را نمی بینند."
	)
	spaced := strings.ReplaceAll(joined, "\u200C", " ")
	for _, tt := range []struct{ name, in, want string }{
		{"read off a page", backwards(spaced), joined},
		{"typed", spaced, spaced},
		{"typed and read off a page", backwards(typed), typed},
	} {
		got := text(t, tt.in).Text.String()
		if got = strings.ReplaceAll(got, "\n", " "); got != strings.ReplaceAll(tt.want, "\n", " ") {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
