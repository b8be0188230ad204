package script_test

import (
	"bufio"
	"compress/gzip"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/script"
)

// TestJoiningConforms compares the joining type of every code point that
// ArabicShaping.txt lists.
func TestJoiningConforms(t *testing.T) {
	f, err := os.Open(fixtures.Path("unicode/ArabicShaping.txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]script.Joining{
		"U": script.NonJoining, "R": script.RightJoining, "L": script.LeftJoining,
		"D": script.DualJoining, "C": script.JoinCausing, "T": script.Transparent,
	}
	lines := 0
	for sc := bufio.NewScanner(z); sc.Scan(); {
		c := strings.Split(sc.Text(), ";")
		if strings.HasPrefix(sc.Text(), "#") || len(c) < 4 {
			continue
		}
		r, err := strconv.ParseUint(strings.TrimSpace(c[0]), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		lines++
		want, ok := types[strings.TrimSpace(c[2])]
		if got := script.JoiningOf(rune(r)); !ok || got != want {
			t.Errorf("%U: joining type %v, want %s", r, got, c[2])
		}
	}
	if lines < 700 {
		t.Errorf("only %d lines were read", lines)
	}
}
