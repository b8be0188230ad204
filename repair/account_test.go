package repair_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// recoding are the passes that may put another letter in the place of one, or drop one.
var recoding = []string{"mojibake", "glyph-codes", "stray-sign", "unmapped", "stray-letter", "furniture"}

// ledger counts the visible code points of a text by origin and code point.
type ledger map[page.Char]int

func (l ledger) add(t page.Text, n int) {
	for _, c := range t {
		if unicode.IsSpace(c.R) || unicode.IsControl(c.R) || unicode.Is(unicode.Cf, c.R) {
			continue
		}
		if l[c] += n; l[c] == 0 {
			delete(l, c)
		}
	}
}

// letters are the letters and digits of a text, sorted, whatever shape or code
// point of the same letter writes them.
func letters(t page.Text) string {
	rs := script.Skeleton([]rune(norm.NFKD.String(t.String())))
	rs = slices.DeleteFunc(rs, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(rs)
	return string(rs)
}

// unaccounted names the first code point that a repair cannot account for, or "". What
// the log takes out and puts in, by origin and wherever it stands, is the whole
// difference between input and output; what an edit takes out and does not put back
// belongs to a pass that may drop it; what it puts in has its origin in what it takes
// out; and only recoding passes change which letters there are.
func unaccounted(input, output page.Text, log pass.Log, list []pass.Pass) string {
	class := make(map[string]pass.Class)
	for _, p := range list {
		class[p.Name] = p.Class
	}
	book := make(ledger)
	book.add(input, 1)
	for _, round := range log {
		for _, e := range round.Edits {
			book.add(e.Old, -1)
			book.add(e.New, 1)
			old, now := make(map[int32]bool), make(map[int32]bool)
			for _, c := range e.Old {
				old[c.From] = true
			}
			for _, c := range e.New {
				now[c.From] = true
				if c.From != page.Inferred && !old[c.From] {
					return fmt.Sprintf("%s %s puts in %U of %d, which it did not take out", round.Pass, e.Reason, c.R, c.From)
				}
			}
			taken := make(ledger)
			taken.add(e.Old, 1)
			for c := range taken {
				if class[round.Pass] != pass.Lossy && !now[c.From] {
					return fmt.Sprintf("%s %s drops %U of %d and may not", round.Pass, e.Reason, c.R, c.From)
				}
			}
			if a, b := letters(e.Old), letters(e.New); a != b && !slices.Contains(recoding, round.Pass) {
				return fmt.Sprintf("%s %s turns the letters %+q into %+q", round.Pass, e.Reason, a, b)
			}
		}
	}
	out := make(ledger)
	out.add(output, 1)
	if maps.Equal(book, out) {
		return ""
	}
	for c, n := range book {
		if out[c] != n {
			return fmt.Sprintf("%U of %d: %d by the log, %d in the output", c.R, c.From, n, out[c])
		}
	}
	for c, n := range out {
		if book[c] != n {
			return fmt.Sprintf("%U of %d: %d by the log, %d in the output", c.R, c.From, book[c], n)
		}
	}
	return ""
}

// accounted holds a repair to the account of its letters.
func accounted(t testing.TB, in string, res *repair.Result) {
	t.Helper()
	if fault := unaccounted(res.Input, res.Text, res.Log, repair.Passes(repair.Options{})); fault != "" {
		t.Errorf("%.60q: %s", in, fault)
	}
}

// TestUnaccounted shows that the account finds a letter lost, made up, doubled or
// changed, in the output and in an edit.
func TestUnaccounted(t *testing.T) {
	in := page.TextOf("abc")
	list := []pass.Pass{{Name: "lossless"}, {Name: "lossy", Class: pass.Lossy}, {Name: "mojibake"}}
	edit := func(name string, at, to int, now ...page.Char) pass.Log {
		return pass.Log{{Pass: name, Edits: []pass.Edit{{At: at, Old: in[at:to], New: now}}}}
	}
	z := page.Char{R: 'z', From: 1}
	for name, c := range map[string]struct {
		out page.Text
		log pass.Log
		ok  bool
	}{
		"nothing done":          {in, nil, true},
		"a letter lost":         {in[:2], nil, false},
		"a letter made up":      {append(in[:3:3], page.Char{R: 'x', From: page.Inferred}), nil, false},
		"a letter doubled":      {append(in[:3:3], in[0]), nil, false},
		"a letter changed":      {page.Text{in[0], z, in[2]}, nil, false},
		"moved":                 {page.Text{in[1], in[0], in[2]}, edit("lossless", 0, 2, in[1], in[0]), true},
		"dropped by a lossless": {page.Text{in[0], in[2]}, edit("lossless", 1, 2), false},
		"dropped by a lossy":    {page.Text{in[0], in[2]}, edit("lossy", 1, 2), false}, // a letter, not a tatweel
		"recoded":               {page.Text{in[0], z, in[2]}, edit("mojibake", 1, 2, z), true},
		"recoded by another":    {page.Text{in[0], z, in[2]}, edit("lossless", 1, 2, z), false},
		"taken from elsewhere":  {page.Text{in[0], in[0], in[2]}, edit("mojibake", 1, 2, in[0]), false},
		"not what the log says": {in, edit("mojibake", 1, 2, z), false},
	} {
		if fault := unaccounted(in, c.out, c.log, list); (fault == "") != c.ok {
			t.Errorf("%s: %q", name, fault)
		}
	}
}

// FuzzPage holds the repair of a page, whose lines and blocks are firm, to the laws.
// Its output is no page, so that it cannot be repaired twice.
func FuzzPage(f *testing.F) {
	f.Add("نخستین بند که در دو\nسطر آمده است.\n\nبند دوم")
	f.Add("۱( اين كتابها\n(نادري، ۱۲).\n\n»متن«\u064b\nمي\u200cخوا-\nهم")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		var p page.Page
		p.Blocks = append(p.Blocks, page.Block{})
		for line := range strings.Lines(page.TextOf(in).String()) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" {
				p.Blocks = append(p.Blocks, page.Block{})
				continue
			}
			b := &p.Blocks[len(p.Blocks)-1]
			b.Lines = append(b.Lines, page.Line{Text: page.TextOf(line)})
		}
		res, err := repair.Page(context.Background(), &p, nil, repair.Options{})
		if err != nil {
			t.Fatal(err)
		}
		logged(t, in, res)
	})
}
