package passes_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/passes"
)

// TestComposeConforms runs every line of NormalizationTest.txt through the
// compose pass (UAX #15, conformance of NFC): the source, its NFC and its NFD
// become the NFC, the compatibility forms their own.
func TestComposeConforms(t *testing.T) {
	f, err := os.Open(fixtures.Path("unicode/NormalizationTest.txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	table := []pass.Pass{passes.Compose()}
	compose := func(s string) string {
		res, err := pass.Run(context.Background(), table, page.TextOf(s), pass.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		return res.Text.String()
	}
	lines := 0
	for sc := bufio.NewScanner(z); sc.Scan(); {
		text, _, _ := strings.Cut(sc.Text(), "#")
		c := strings.Split(text, ";")
		if len(c) < 5 {
			continue
		}
		lines++
		for k := range c[:5] {
			c[k] = decodePoints(t, c[k])
		}
		for k, want := range map[int]string{0: c[1], 1: c[1], 2: c[1], 3: c[3], 4: c[3]} {
			if got := compose(c[k]); got != want {
				t.Errorf("line %d, column %d: %+q becomes %+q, want %+q", lines, k+1, c[k], got, want)
			}
		}
	}
	if lines < 10_000 {
		t.Errorf("only %d lines were read", lines)
	}
}

// decodePoints reads code points in hexadecimal with spaces between.
func decodePoints(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for field := range strings.FieldsSeq(s) {
		r, err := strconv.ParseUint(field, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteRune(rune(r))
	}
	return b.String()
}
