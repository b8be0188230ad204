package lang

import "testing"

func TestDoubled(t *testing.T) {
	for _, c := range []struct {
		word string
		want int
	}{
		{"اما", 1},
		{"اول", 1},
		{"مکلف", 2},   // a participle
		{"مفسران", 2}, // with an ending
		{"متخصص", 3},
		{"نجار", 1}, // an agent
		{"تصور", 2},
		{"مکررا", 2}, // an adverb
		{"سیب", -1},
		{"", -1},
		{"Go", -1},
	} {
		if got := Doubled(c.word); got != c.want {
			t.Errorf("%s: letter %d, want %d", c.word, got, c.want)
		}
	}
}
