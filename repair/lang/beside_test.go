package lang

import "testing"

func TestBesideNumber(t *testing.T) {
	for _, c := range []struct {
		word          string
		before, after int // sign of the ratio, 0 for any
	}{
		{"درصد", -1, 1},
		{"حدود", 1, 0},
		{"سال\u200cهای", 1, 0}, // however its ZWNJ is written
		{"سالهای", 1, 0},
		{"می\u200cکند", -1, -1},
	} {
		if b, a := BeforeNumber(c.word), AfterNumber(c.word); c.before != 0 && b*float64(c.before) <= 0 || c.after != 0 && a*float64(c.after) <= 0 {
			t.Errorf("%s: %.1f before a number and %.1f behind one", c.word, b, a)
		}
	}
	for _, word := range []string{"", "Compiler", "ققنوسک"} {
		if b, a := BeforeNumber(word), AfterNumber(word); b != 0 || a != 0 {
			t.Errorf("%q tells %.1f and %.1f", word, b, a)
		}
	}
}
