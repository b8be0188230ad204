package bidi

import (
	"bufio"
	"compress/gzip"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
)

func lines(t *testing.T, name string, f func(n int, line string)) {
	t.Helper()
	file, err := os.Open(fixtures.Path("unicode/" + name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var r io.Reader
	if r, err = gzip.NewReader(file); err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line, _, _ := strings.Cut(sc.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			f(n, line)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

func parseLevels(s string) []Level {
	var out []Level
	for _, f := range strings.Fields(s) {
		l := Removed
		if f != "x" {
			v, _ := strconv.Atoi(f)
			l = Level(v)
		}
		out = append(out, l)
	}
	return out
}

func parseInts(s string, radix int) []int {
	out := []int{}
	for _, f := range strings.Fields(s) {
		v, _ := strconv.ParseInt(f, radix, 32)
		out = append(out, int(v))
	}
	return out
}

func TestBidiCharacterTest(t *testing.T) {
	count := 0
	lines(t, "BidiCharacterTest.txt.gz", func(n int, line string) {
		f := strings.Split(line, ";")
		var text []rune
		for _, v := range parseInts(f[0], 16) {
			text = append(text, rune(v))
		}
		base := map[string]Direction{"0": LeftToRight, "1": RightToLeft, "2": Auto}[f[1]]
		levels := Levels(text, base)
		if want := parseLevels(f[3]); !slices.Equal(levels, want) {
			t.Errorf("line %d: levels %v, want %v", n, levels, want)
		}
		if got, want := Order(levels), parseInts(f[4], 10); !slices.Equal(got, want) {
			t.Errorf("line %d: order %v, want %v", n, got, want)
		}
		if base == Auto && (Paragraph(text) == RightToLeft) != (f[2] == "1") {
			t.Errorf("line %d: paragraph direction", n)
		}
		count++
	})
	if count < 90000 {
		t.Errorf("only %d lines", count)
	}
}

func TestBidiTest(t *testing.T) {
	names := map[string]Class{"L": L, "R": R, "AL": AL, "EN": EN, "ES": ES, "ET": ET, "AN": AN, "CS": CS, "NSM": NSM, "BN": BN,
		"B": B, "S": S, "WS": WS, "ON": ON, "LRE": LRE, "LRO": LRO, "RLE": RLE, "RLO": RLO, "PDF": PDF, "LRI": LRI, "RLI": RLI, "FSI": FSI, "PDI": PDI}
	var levels []Level
	var order []int
	count := 0
	lines(t, "BidiTest.txt.gz", func(n int, line string) {
		if s, ok := strings.CutPrefix(line, "@Levels:"); ok {
			levels = parseLevels(s)
			return
		}
		if s, ok := strings.CutPrefix(line, "@Reorder:"); ok {
			order = parseInts(s, 10)
			return
		}
		input, sets, _ := strings.Cut(line, ";")
		var cs []Class
		for _, f := range strings.Fields(input) {
			cs = append(cs, names[f])
		}
		bits := parseInts(sets, 10)[0]
		for k, d := range []Direction{Auto, LeftToRight, RightToLeft} {
			if bits&(1<<k) == 0 {
				continue
			}
			got := LevelsOf(cs, d)
			if !slices.Equal(got, levels) || !slices.Equal(Order(got), order) {
				t.Errorf("line %d, direction %d: %v, want %v", n, d, got, levels)
			}
			count++
		}
	})
	if count < 700000 {
		t.Errorf("only %d cases", count)
	}
}
