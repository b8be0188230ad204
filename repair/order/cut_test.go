package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestCut: lines cut by fonts are not taken for others, nor those cut seldom for those
// cut often. A document of which no ZWNJ is left tells nothing.
func TestCut(t *testing.T) {
	var lines []string
	for _, name := range []string{"prose", "columns"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		for paragraph := range strings.SplitSeq(gold, "\n\n") {
			lines = append(lines, damage.Wrap(strings.TrimSpace(paragraph), 78)...)
		}
	}
	rd := NewReader(lang.Default())
	cut := func(text string) Cut {
		var runes [][]rune
		for line := range strings.SplitSeq(text, "\n") {
			runes = append(runes, []rune(line))
		}
		chosen := rd.Lines(runes, Options{})
		all := cutOf(runes, chosen)
		// Some lines tell the same of all, or that they cannot tell.
		if some, sure := CutOf(runes, chosen[:len(chosen)/2]); sure && some != all {
			t.Errorf("half of the lines are cut as %d, all as %d", some, all)
		}
		if _, sure := CutOf(runes, chosen[:min(len(chosen), cutSurely-1)]); sure {
			t.Error("few lines are sure of all")
		}
		return all
	}
	for fault, want := range map[string]Cut{"runs-reversed": ByFonts, "runs-few": Seldom, "runs-many": Often} {
		for seed := range uint64(3) {
			text, _, err := damage.Apply(fault, strings.Join(lines, "\n"), damage.Options{Seed: seed + 1})
			if err != nil {
				t.Fatal(err)
			}
			if got := cut(text); got != want {
				t.Errorf("%s, seed %d: %d, want %d", fault, seed+1, got, want)
			}
			if got := cut(strings.ReplaceAll(text, "\u200C", " ")); got != ByFonts { // ZERO WIDTH NON-JOINER
				t.Errorf("%s without ZWNJs, seed %d: %d, want %d", fault, seed+1, got, ByFonts)
			}
		}
	}
	if got := cut(strings.Join(lines[:4], "\n")); got != ByFonts {
		t.Errorf("four lines tell nothing, but %d", got)
	}
}

// TestEnds: of two readings that are as good, the line that ends a paragraph has the one
// that ends with a stop.
func TestEnds(t *testing.T) {
	gold, err := fixtures.Gold("prose")
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]rune
	var ends []bool
	text, _, err := damage.Apply("runs-few", gold, damage.Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		for line := range strings.SplitSeq(paragraph, "\n") {
			lines, ends = append(lines, []rune(line)), append(ends, false)
		}
		ends[len(ends)-1] = true
	}
	rd := NewReader(lang.Default())
	chosen := rd.Lines(lines, Options{})
	stopped := func(opt Options) (n int) {
		again, ok := rd.Recut(lines, lines, chosen, opt)
		if !ok {
			t.Fatal("lines in two to four runs tell nothing")
		}
		for i, c := range again {
			if ends[i] && len(c.Runs) > 0 && stops(c.Apply(lines[i])) {
				n++
			}
		}
		return n
	}
	without, with := stopped(Options{}), stopped(Options{Ends: ends})
	if with < without || with == 0 {
		t.Errorf("%d paragraphs end with a stop where ends are known, %d where not", with, without)
	}
}

// What is never parted: numbers, Latin phrases, addresses and names of files.
func TestCodesStayWhole(t *testing.T) {
	for _, c := range []struct{ line, cuts string }{
		{"نشانی 192.168.10.24:8080 را", "192.168.10.24:8080"},
		{"را از https://ketab.example/a_1-b.deb بگیرید", "https://ketab.example/a_1-b.deb"},
		{"دستور install the package را", "install the package"},
		{"مقدار sample_rate را", "sample_rate"},
		{"در ۱۳۸۷ و ۱۲۵۰۰ نفر", "۱۲۵۰۰"},
	} {
		line := []rune(c.line)
		places := placesOf(lang.Default(), line)
		from := len([]rune(c.line[:strings.Index(c.line, c.cuts)]))
		for i := from + 1; i < from+len([]rune(c.cuts)); i++ {
			if p := places[i]; p != uncut && p != inPhrase {
				t.Errorf("%s can be cut before %q", c.cuts, line[i:from+len([]rune(c.cuts))])
			}
		}
	}
}

// Runs that begin beside codes only are stretches between them.
func TestBesideCodes(t *testing.T) {
	for _, c := range []struct {
		line string
		cuts []int
		want bool
	}{
		{"Debian 12برای نصب سامانه", []int{9}, true},
		{"بگذارید تا ۵۰ جعبه", []int{11, 14}, true},
		{"بگذارید تا ۵۰ جعبه", []int{8}, false},
		{"پردازش شد و به انبار رفت", []int{10}, false},
	} {
		r := Reading{Runs: []Run{{To: c.cuts[0]}}}
		for i, from := range c.cuts {
			to := len([]rune(c.line))
			if i+1 < len(c.cuts) {
				to = c.cuts[i+1]
			}
			r.Runs = append(r.Runs, Run{From: from, To: to})
		}
		if got := r.BesideCodes([]rune(c.line)); got != c.want {
			t.Errorf("%s cut at %v: %v", c.line, c.cuts, got)
		}
	}
}
