package layout

import "testing"

// TestYears: spans of years that show the earlier one on the left keep it there; others, longer
// numbers, dates and numbers that are no years are read as the line is.
func TestYears(t *testing.T) {
	for _, c := range []struct {
		shown string
		kept  bool
	}{
		{"1402 - 1405", true}, {"۱۳۹۵ – ۱۳۹۸", true}, {"2016—2019", true}, {"(2016-2019)", true}, {"2016 – 2019 ا", true},
		{"1405 - 1402", false}, {"1402 - 1402", false}, {"1402 / 1405", false}, {"402 - 405", false}, {"14020 - 14050", false},
		{"3402 - 3405", false}, {"1402 - 1405 - 1408", false}, {"1402-11-1405", false}, {"0.1402 - 1405", false}, {"1402 1405", false}, {"1402 -", false}, {"", false},
	} {
		d := &display{rs: []rune(c.shown)}
		d.years()
		if kept := string(d.rs) != c.shown; kept != c.kept {
			t.Errorf("%+q: kept %v", c.shown, kept)
		}
	}
	p := newPress()
	p.forms = true
	p.line("کار در کارگاه", 540, 700, true)
	p.line("1399 – 1402", 400, 700, false)
	p.line("و کار در دفتر", 540, 680, true)
	p.line("1405 – 1402", 400, 680, false)
	want(t, words(p.read(Options{})), "کار در کارگاه 1399 – 1402 و کار در دفتر 1402 – 1405")
}
