package repair_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/report"
)

func ExampleText() {
	res, err := repair.Text(context.Background(), "اين كتابها را ميخوانم .", repair.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(res.Text)
	// Output: این کتاب‌ها را می‌خوانم .
}

func text(t testing.TB, s string) *repair.Result {
	t.Helper()
	res, err := repair.Text(context.Background(), s, repair.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestHealthyTextIsLeftAlone is the first law: healthy text comes through byte
// for byte.
func TestHealthyTextIsLeftAlone(t *testing.T) {
	for name, in := range fixtures.Negative() {
		if res := text(t, in); res.Text.String() != in {
			t.Errorf("%s was changed: %v", name, res.Log.Counts())
			for _, round := range res.Log {
				for _, e := range round.Edits {
					t.Logf("%s %s at %d: %+q -> %+q", round.Pass, e.Reason, e.At, e.Old, e.New)
				}
			}
		}
	}
}

func broken(t testing.TB) []fixtures.Case {
	t.Helper()
	cases, err := fixtures.Broken()
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// laws hold for every text: its letters are accounted for, the log replays to the
// output and undoes it, each edit is explained, and the output's own repair is empty.
func laws(t testing.TB, in string) {
	t.Helper()
	res := text(t, in)
	logged(t, in, res)
	explained(t, in, res)
	out := res.Text.String()
	if twice := text(t, out); twice.Text.String() != out {
		t.Errorf("%.60q: repairing twice changes more: %v", in, twice.Log.Counts())
		for _, round := range twice.Log {
			for _, e := range round.Edits {
				t.Logf("%s %s at %d: %s -> %s", round.Pass, e.Reason, e.At, e.Old, e.New)
			}
		}
	}
}

// logged holds the log of a repair to its input and output.
func logged(t testing.TB, in string, res *repair.Result) {
	t.Helper()
	again, err := res.Log.Replay(res.Input)
	if err != nil || !slices.Equal(again, res.Text) {
		t.Errorf("%.60q: the replay differs: %v", in, err)
	}
	back, err := res.Log.Undo(res.Text)
	if err != nil || !slices.Equal(back, res.Input) {
		t.Errorf("%.60q: the undo differs: %v", in, err)
	}
	accounted(t, in, res)
}

// explained holds each edit to its explanation: its reason is one that the doc of its
// pass names, it is as sure as it must be, and the report says where it stood.
func explained(t testing.TB, in string, res *repair.Result) {
	t.Helper()
	docs := make(map[string]string)
	for _, p := range repair.Passes(repair.Options{}) {
		docs[p.Name] = p.Doc
	}
	for _, round := range res.Log {
		for _, e := range round.Edits {
			if e.Reason == "" || !strings.Contains(docs[round.Pass], e.Reason) && !strings.HasPrefix(e.Reason, "utf-8-as-") && round.Pass != "letters" && round.Pass != "mojibake" {
				t.Errorf("%.60q: the doc of pass %s does not name the reason %q", in, round.Pass, e.Reason)
			}
			if e.Confidence < repair.DefaultThreshold || e.Confidence > 1 {
				t.Errorf("%.60q: pass %s is sure of %s by %v", in, round.Pass, e.Reason, e.Confidence)
			}
		}
	}
	list, err := report.Explain(1, res.Input, res.Log)
	if err != nil || len(list) != res.Log.Edits() {
		t.Errorf("%.60q: %d edits and %d explained: %v", in, res.Log.Edits(), len(list), err)
	}
	last := 1 + strings.Count(in, "\n")
	for _, e := range list {
		if e.Line < 1 || e.Line > last || e.Before == e.After && e.Pass != "controls" && e.Pass != "compose" {
			t.Errorf("%.60q: %s %s at line %d of %d: %+q and %+q", in, e.Pass, e.Reason, e.Line, last, e.Before, e.After)
		}
		if s := e.Span; s.From < 0 || s.To > len(res.Text) || s.From > s.To || s.From == s.To && s != (report.Span{}) {
			t.Errorf("%.60q: %s %s stands at %v of %d code points", in, e.Pass, e.Reason, s, len(res.Text))
		}
	}
}

func TestLawsOnBrokenText(t *testing.T) {
	for _, c := range broken(t) {
		t.Run(filepath.Base(c.File), func(t *testing.T) {
			t.Parallel()
			laws(t, read(t, fixtures.Path(c.File)))
		})
	}
}

func FuzzText(f *testing.F) {
	for _, c := range broken(f) {
		f.Add(read(f, fixtures.Path(c.File))[:200])
	}
	for _, fault := range damage.All() {
		for _, name := range []string{"list", "religious", "technical"} {
			gold, err := fixtures.Gold(name)
			if err != nil {
				f.Fatal(err)
			}
			in, _ := fault.Apply(gold, damage.Options{Seed: 5, Width: 40})
			f.Add(in[:min(len(in), 400)])
		}
	}
	f.Add(strings.Repeat("\u036Cﺩﺭ ﻓﻀﺎﯼ. Linux ۵٫۲۱ ﺩﺳﺘﺮﺳ\n", 5)) // numbered glyphs in the order of the page
	f.Add("ےہ کن\uFFFD\uFFFDا، ںیم\n.ێب\uFFFDە")
	f.Add("«»)(\u200c\u200c\u064b\n\n\u064b\nب\r\n\ufeff\u202b")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		laws(t, in)
	})
}

func TestPassesAreInOrder(t *testing.T) {
	if err := pass.Check(repair.Passes(repair.Options{})); err != nil {
		t.Error(err)
	}
}

func TestPageKeepsBlocks(t *testing.T) {
	line := func(s string) page.Line { return page.Line{Text: page.TextOf(s)} }
	p := page.Page{Blocks: []page.Block{
		{Lines: []page.Line{line("نخستین بند که در دو"), line("سطر آمده است.")}},
		{Lines: []page.Line{line("بند دوم")}},
	}}
	res, err := repair.Page(context.Background(), &p, nil, repair.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := res.Text.String(), "نخستین بند که در دو سطر آمده است.\n\nبند دوم\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkText(b *testing.B) {
	in := ""
	for _, healthy := range fixtures.Negative() {
		in += healthy
	}
	b.SetBytes(int64(len(in)))
	text(b, in) // the model is decoded once in the life of a program
	for b.Loop() {
		text(b, in)
	}
}

// BenchmarkScrambled repairs a page of lines of 90 letters whose runs changed places; each
// text is new to the reader, as in the life of a program.
func BenchmarkScrambled(b *testing.B) {
	prose := ""
	for _, name := range []string{"prose", "columns", "technical"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			b.Fatal(err)
		}
		prose += gold
	}
	for _, fault := range []string{"runs-few", "runs-many", "runs-reversed", "segments-reversed"} {
		b.Run(fault, func(b *testing.B) {
			in, _, err := damage.Apply(fault, prose, damage.Options{Seed: 1, Width: 90})
			if err != nil {
				b.Fatal(err)
			}
			lines := 0
			for l := range strings.Lines(in) {
				if strings.TrimSpace(l) != "" {
					lines++
				}
			}
			text(b, in) // the model is decoded once in the life of a program
			for b.Loop() {
				text(b, in)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*lines), "ms/line")
		})
	}
}
