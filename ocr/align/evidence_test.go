package align

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

func TestOver(t *testing.T) {
	base := page.Rect{X0: 10, X1: 16, Y0: 0, Y1: 8}
	alef := page.Rect{X0: 12, X1: 13, Y0: 0, Y1: 8}
	for name, c := range map[string]struct {
		mark, base page.Rect
		want       bool
	}{
		"above":                     {page.Rect{X0: 11, X1: 14, Y0: 9, Y1: 11}, base, true},
		"above a narrow letter":     {page.Rect{X0: 11, X1: 14, Y0: 9, Y1: 11}, alef, true},
		"below":                     {page.Rect{X0: 11, X1: 14, Y0: -3, Y1: -1}, base, true},
		"beside":                    {page.Rect{X0: 17, X1: 20, Y0: 9, Y1: 11}, base, false},
		"a full stop on the line":   {page.Rect{X0: 11, X1: 12, Y0: 0, Y1: 1}, base, false},
		"a letter under a flourish": {page.Rect{X0: 11, X1: 15, Y0: 0, Y1: 7}, base, false},
	} {
		if got := over(c.mark, c.base); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestStroke(t *testing.T) {
	for name, c := range map[string]struct {
		box     page.Rect
		advance float64
		want    bool
	}{
		"tatweel": {page.Rect{X0: -0.2, X1: 4.2, Y1: 1}, 4, true},
		"dash":    {page.Rect{X0: 0.5, X1: 5.5, Y0: 3, Y1: 3.6}, 6, false},
		"kasra":   {page.Rect{X0: -1, X1: 1, Y0: -2, Y1: -1}, 0, false},
		"stop":    {page.Rect{X0: 1, X1: 2, Y1: 1}, 3, false},
	} {
		if got := stroke(&page.Glyph{Size: 12, Advance: c.advance, Box: c.box}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// decided makes a vote whose entries have their texts.
func decided(texts map[uint32]string) *vote {
	v := &vote{model: lang.Default(), index: map[symbol]int{}}
	for code := uint32(0); code < 256; code++ {
		if text, ok := texts[code]; ok {
			e := newEntry(symbol{0, code})
			e.text, e.seen = text, 1
			if text != "" {
				e.add(text, 1)
			}
			v.index[e.symbol] = len(v.entries)
			v.entries = append(v.entries, *e)
		}
	}
	return v
}

func (v *vote) of(code uint32) string { return v.entries[v.index[symbol{0, code}]].text }

func TestDigits(t *testing.T) {
	v := decided(map[uint32]string{48: "", 49: "۱", 50: "۲", 52: "۴", 57: "", 65: ""})
	v.digits()
	for code, want := range map[uint32]string{48: "۰", 49: "۱", 57: "۹", 65: ""} {
		if got := v.of(code); got != want {
			t.Errorf("%d: %+q", code, got)
		}
	}
	v = decided(map[uint32]string{7: "۱", 8: "۲", 9: "۳", 10: "م", 11: ""})
	v.digits()
	if got := v.of(11); got != "" {
		t.Errorf("digits by chance go on: %+q", got)
	}
}

func TestASCII(t *testing.T) {
	v := decided(map[uint32]string{'a': "a", 'e': "e", 'n': "n", 'T': "7", 'x': ""})
	v.ascii()
	for code, want := range map[uint32]string{'T': "T", 'x': "x", 'a': "a"} {
		if got := v.of(code); got != want {
			t.Errorf("%c: %+q", rune(code), got)
		}
	}
	v = decided(map[uint32]string{'a': "a", 'e': "e", 'n': "n", 'T': "ت", 'x': "خ", 'y': ""})
	v.ascii()
	if got := v.of('T'); got != "ت" || v.of('y') != "" {
		t.Errorf("a font of Persian letters counts as Latin: %+q", got)
	}
}

func TestLawful(t *testing.T) {
	const mark = 200
	for name, c := range map[string]struct {
		left, base, right, mark string // as they stand on the page
		want                    bool
	}{
		"fathatan on the last alef": {"", "ا", "ل", fathatan, true},
		"after a stop":              {".", "ا", "ل", fathatan, true},
		"fathatan within a word":    {"م", "ا", "ل", fathatan, false},
		"hamza on waw":              {"ا", "و", "س", hamza, true},
		"hamza on meem":             {"ا", "م", "س", hamza, false},
		"madda on the first alef":   {"ب", "ا", "", madda, true},
		"madda on another":          {"ب", "ا", "م", madda, false},
	} {
		v := decided(map[uint32]string{1: c.left, 2: c.base, 3: c.right, mark: c.mark})
		at := func(code uint32) int { return v.index[symbol{0, code}] }
		piece := []int{at(1), at(2), at(mark), at(3)}
		if got := v.lawful(piece, at(mark)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
