package font

import (
	"bytes"
	"os"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

func TestPoint(t *testing.T) {
	above := func(n int, place float64) Dots { return Dots{Count: n, Place: place} }
	below := func(n int, place float64) Dots { return Dots{n, true, place} }
	for _, c := range []struct {
		name, skeleton string
		dots           []Dots
		want           string // empty where nothing comes out
	}{
		{"teh, alef maksura", "\u066E\u0649", []Dots{above(2, .1)}, "\u062A\u0649"},
		{"yeh, alef maksura", "\u066E\u0649", []Dots{below(2, .1)}, "\u06CC\u0649"},
		{"beh, Arabic yeh", "\u066E\u0649", []Dots{below(2, .7), below(1, .1)}, "\u0628\u064A"},
		{"beh, zain", "\u066E\u0631", []Dots{below(1, .2), above(1, .8)}, "\u0628\u0632"},
		{"noon, zain: both dots above", "\u066E\u0631", []Dots{above(1, .7), above(1, .2)}, "\u0646\u0632"},
		{"jeem, alef maksura", "\u062D\u0649", []Dots{below(1, .2)}, "\u062C\u0649"},
		{"sheen", "\u0633", []Dots{above(3, .5)}, "\u0634"},
		{"meem, alef maksura", "\u0645\u0649", nil, "\u0645\u0649"},
		{"a tooth without dots", "\u066E\u0649", nil, ""},
		{"dots for another letter than the tooth", "\u066E\u0631", []Dots{above(1, .5)}, "\u0646\u0631"},
		{"dots that no letter has", "\u0645", []Dots{above(1, .5)}, ""},
		{"hamza and noon: the dot is that of noon", "\u066E\u06BA", []Dots{above(1, .8)}, ""},
		{"beh, noon", "\u066E\u06BA", []Dots{above(1, .8), below(1, .1)}, "\u0628\u0646"},
		{"more dots than letters", "\u066E", []Dots{above(1, .5), below(1, .5)}, ""},
		{"kaf, alef maksura", "\u06A9\u0649", nil, "\u06A9\u0649"},
		{"gaf, alef maksura", "\u06A9\u0649", []Dots{above(bar, .3)}, "\u06AF\u0649"},
		{"a bar over no kaf", "\u0645\u0649", []Dots{above(bar, .3)}, ""},
		{"more than three dots", "\u066E", []Dots{above(4, .5)}, ""},
		{"nothing", "", nil, ""},
	} {
		got, ok := Point(c.skeleton, c.dots)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %+q %v, want %+q", c.name, got, ok, c.want)
		}
	}
}

// box is a contour of six points, enough to be known by.
func box(x0, y0, x1, y1 float64) page.Contour {
	m := (y0 + y1) / 2
	return page.Contour{Box: page.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1},
		Path: []page.Point{{X: x0, Y: y0}, {X: x0, Y: m}, {X: x0, Y: y1}, {X: x1, Y: y1}, {X: x1, Y: m}, {X: x1, Y: y0}}}
}

// Strokes are found by their outline, dots by being nothing else.
func TestSkeleton(t *testing.T) {
	outlines := map[uint32][]page.Contour{
		1: {box(0, 0, 600, 500)},                          // a tooth and the yeh behind it
		2: {box(-100, 0, 0, 100), box(5, 0, 105, 100)},    // two dots
		3: {box(-100, 0, 0, 20)},                          // a stroke: fatha
		4: {box(0, 0, 600, 500), box(300, 600, 400, 700)}, // a letter with its dot
		6: {box(0, 0, 190, 100)},
		5: {box(0, 0, 300, 300)},    // a letter without advance
		7: {box(-190, 0, 180, 220)}, // the bar of gaf
		8: {box(-190, 0, 180, 120)}, // a long fatha
	}
	p := &program{em: 1000, glyphs: 8, readings: map[uint32]reading{}, looked: map[uint32]reading{},
		outline: func(g uint32) []page.Contour { return outlines[g] }}
	d, _ := p.digest(1)
	var b bytes.Buffer
	if n, err := EncodeSkeletons(&b, []Known{{d, "\u066E\u0649", "", script.FormIsolated}, {d + 1, "\u0631", "", script.FormFinal}, {d + 1, "\u062F", "", script.FormFinal}}); n != 1 || err != nil {
		t.Fatalf("%d outlines, %v", n, err)
	}
	whole := skeletons
	defer func() { skeletons = whole }()
	skeletons = func() knownTable { return decodeKnown(b.String()) }
	f := &Font{composite: true, prog: p}
	for _, c := range []struct {
		name     string
		gid      uint32
		width    float64
		text     string
		skeleton string
		dots     int
	}{
		{"strokes", 1, 650, "\u062A", "\u066E\u0649", 0},
		{"strokes without a name", 1, 650, "", "\u066E\u0649", 0},
		{"what the map calls Latin", 1, 650, "A", "", 0},
		{"dots", 2, 0, "\u0631", "", 2},
		{"dots by their name", 4, 0, "\uFBB5", "", 2},
		{"two dots in one", 6, 0, "", "", 2},
		{"dots with an advance", 2, 250, "", "", 0},
		{"a stroke", 3, 0, "", "", 0},
		{"a bar", 7, 0, "\u06CC", "", bar},
		{"a bar with an advance", 7, 400, "\u06CC", "", 0},
		{"a flat stroke", 8, 0, "", "", 0},
		{"a letter with its dot", 4, 650, "", "", 0},
		{"a letter without advance", 5, 0, "", "", 0},
	} {
		ch := Char{GID: c.gid, Width: c.width, Text: c.text}
		if f.skeleton(&ch); ch.Skeleton != c.skeleton || ch.Dots != c.dots {
			t.Errorf("%s: %+q and %d dots, want %+q and %d", c.name, ch.Skeleton, ch.Dots, c.skeleton, c.dots)
		}
	}
}

// What is typed in other code points is no other letter.
func TestSameShape(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"\u0645\u06CC", "\u0645\u0649", true}, {"\u06A9", "\u0643", true}, {"\u0645", "\u0645\u0649", false}, {"\u062A\u0649", "\u0628\u0649", false}, {"", "", true},
	} {
		if got := SameShape(c.a, c.b); got != c.want {
			t.Errorf("%+q, %+q: %v", c.a, c.b, got)
		}
	}
}

// The embedded table has the strokes of pairs, and no letter with dots.
func TestSkeletonTable(t *testing.T) {
	pairs := 0
	for _, r := range skeletons().readings {
		if !isSkeleton(r.text) {
			t.Errorf("%+q is no skeleton", r.text)
		}
		if len([]rune(r.text)) == 2 {
			pairs++
		}
	}
	if pairs == 0 {
		t.Error("no pairs of letters")
	}
}

// A font that has its letters whole has no skeletons.
func TestSkeletonsOfWholeLetters(t *testing.T) {
	b, err := os.ReadFile("testdata/naskh.ttf")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range Skeletons(b) {
		if !isSkeleton(k.Text) {
			t.Errorf("%+q is listed", k.Text)
		}
	}
	if Skeletons([]byte("no font")) != nil {
		t.Error("skeletons of no font")
	}
}
