package layout

import "testing"

func TestVote(t *testing.T) {
	for _, c := range []struct {
		shown string
		want  int
	}{
		{"35%", 1}, {"%35", -1}, {"۳۵٪", 1}, {"٪۳۵", -1}, {"8", 0},
		{"2011-05-19", 1}, {"19-05-2011", -1}, {"1371-1388", 1}, {"1388-1371", -1},
		{"021-4455", 1}, {"4455-021", -1}, {"12-345", 0}, {"A-17", 0}, {"", 0}, {"-", 0}, {"12-", 0}, {"(35%).", 1},
	} {
		if got := vote([]rune(c.shown)); got != c.want {
			t.Errorf("%q: %d, want %d", c.shown, got, c.want)
		}
	}
}

// A typesetter that lays out word by word shows ranges and percents from the left; the
// lines that could be read both ways follow those that cannot.
func TestIsolated(t *testing.T) {
	for _, c := range []struct{ shown, want string }{
		{"35%", "35%"}, {"1371-1388", "1371-1388"}, {"12-345", "12-345"}, {"/srv/list", "/srv/list"}, {"0912 44 55", "0912 44 55"},
	} {
		p := newPress()
		p.forms = true
		set := func(shown string, y float64) {
			x := 540 - p.line("در دفتر", 540, y, true) - 4
			w := 0.0
			for _, r := range shown {
				w += p.width(r)
			}
			p.line(shown, x-w, y, false)
			p.line("آمده است", x-w-4, y, true)
		}
		set("2011-05-19", 700)
		set("60%", 640)
		set(c.shown, 580)
		want(t, words(p.read(Options{})), "در دفتر 2011-05-19 آمده است در دفتر 60% آمده است در دفتر "+c.want+" آمده است")
	}
}

// TestSign: which numbers keep their sign on the left in a right-to-left line.
func TestSign(t *testing.T) {
	for _, c := range []struct {
		shown string
		kept  bool
	}{
		{"+۴٫۲٪", true}, {"−۱۲", true}, {"-7%", true}, {"−1.5", true},
		{"+18", false}, {"-۱", false}, {"۱۲−", false}, {"٪۲۱+", false}, {"−", false}, {"−ب", false}, {"12-7", false},
	} {
		d := &display{rs: []rune(c.shown)}
		d.sign()
		if kept := string(d.rs) != c.shown; kept != c.kept {
			t.Errorf("%+q: kept %v", c.shown, kept)
		}
	}
}
