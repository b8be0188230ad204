package layout

import (
	"strings"
	"testing"
)

// TestPhone: the groups of a telephone number that was shown from the left stay in order, where a
// line is read from the right. Sums, and numbers with a plus behind them, do not count.
func TestPhone(t *testing.T) {
	for shown, want := range map[string]string{ // from the left
		"+۹۸ ۲۱ ۵۵۵۰ ۱۲۳۴":    "+۹۸ ۲۱ ۵۵۵۰ ۱۲۳۴",
		"+۹۸-۲۱-۵۵۵۰-۱۲۳۴":    "+۹۸-۲۱-۵۵۵۰-۱۲۳۴",
		"+۹۸ (۰) ۲۱ ۵۵۵۰ ۱۲۳": "+۹۸ (۰) ۲۱ ۵۵۵۰ ۱۲۳",
		"۲۰ +۱۸":              "۱۸+ ۲۰",
	} {
		p, _ := pressShown("تلفن:", shown)
		if got := p.read(Options{}); !strings.Contains(got, "تلفن: "+want) {
			t.Errorf("%s: got %s", shown, got)
		}
	}
}
