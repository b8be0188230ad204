package passes_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/passes"
	"github.com/paknevis/paknevis/repair/script"
)

var update = flag.Bool("update", false, "write the golden files anew")

var policy = pass.Policy{Threshold: 0.9}

func table() []pass.Pass { return passes.Table(passes.Context{Model: lang.Default()}) }

func run(t testing.TB, in string) pass.Result {
	t.Helper()
	res, err := pass.Run(context.Background(), table(), page.TextOf(in), policy)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestTableOrder(t *testing.T) {
	for _, c := range []passes.Context{{}, {Model: lang.Default()}} {
		list := passes.Table(c)
		if err := pass.Check(list); err != nil {
			t.Error(err)
		}
		for _, p := range list {
			for _, part := range []string{"Fault: ", "\nCause: ", "\nRepair: ", "\nLeft alone: ", "\nRisk: "} {
				if strings.Count(p.Doc, part) != 1 {
					t.Errorf("the doc of pass %s must have one %q", p.Name, part)
				}
			}
			if p.Fault() == "" {
				t.Errorf("pass %s does not name its fault", p.Name)
			}
		}
	}
}

// explain lists the edits of a log, one a line.
func explain(log pass.Log) string {
	var b strings.Builder
	for _, r := range log {
		for _, e := range r.Edits {
			b.WriteString(r.Pass + "/" + e.Reason + "\n")
		}
	}
	return b.String()
}

// TestGolden runs testdata/BUCKET/*.txt: an input, what comes out, and the
// reasons, parted by lines of "-- want --" and "-- explain --".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in, rest, _ := strings.Cut(string(b), "-- want --\n")
			want, reasons, _ := strings.Cut(rest, "-- explain --\n")
			res := run(t, in)
			got, why := res.Text.String(), explain(res.Log)
			if *update {
				if err := os.WriteFile(name, []byte(in+"-- want --\n"+got+"-- explain --\n"+why), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got  %+q\nwant %+q", got, want)
			}
			if why != reasons {
				t.Errorf("reasons:\n%swant:\n%s", why, reasons)
			}
			if filepath.Base(filepath.Dir(name)) == "negative" && (got != in || why != "") {
				t.Error("a healthy text was touched")
			}
			laws(t, in, res)
		})
	}
}

// laws checks what holds for any input: the log replays and undoes, and no letter is
// lost. That a second repair finds nothing is tested where rounds are run, in repair.
func laws(t testing.TB, in string, res pass.Result) {
	t.Helper()
	text := page.TextOf(in)
	if again, err := res.Log.Replay(text); err != nil || !slices.Equal(again, res.Text) {
		t.Errorf("replay of %+q: %v", in, err)
	}
	if back, err := res.Log.Undo(res.Text); err != nil || !slices.Equal(back, text) {
		t.Errorf("undo of %+q: %v", in, err)
	}
	gone, come := recoded(res.Log)
	if a, b := inventory(in+come), inventory(res.Text.String()+gone); a != b {
		t.Errorf("letters of %+q changed:\n%+q\n%+q", in, a, b)
	}
}

// recoded is what the passes drop and put that may change the letters.
func recoded(log pass.Log) (gone, come string) {
	for _, r := range log {
		if r.Pass != "mojibake" && r.Pass != "glyph-codes" && r.Pass != "stray-sign" && r.Pass != "unmapped" && r.Pass != "stray-letter" && r.Pass != "furniture" {
			continue
		}
		for _, e := range r.Edits {
			gone, come = gone+e.Old.String(), come+e.New.String()
		}
	}
	return gone, come
}

// inventory is the letters and digits of a text, sorted: what no pass may lose.
func inventory(s string) string {
	rs := script.Skeleton([]rune(norm.NFKD.String(s)))
	rs = slices.DeleteFunc(rs, func(r rune) bool {
		return strings.ContainsRune("()[]{}«»‹›-.¬", r) || !script.IsLetter(r) && !script.IsDigit(r)
	})
	slices.Sort(rs)
	return string(rs)
}

// TestHealthy runs the project's healthy texts.
func TestHealthy(t *testing.T) {
	for _, dir := range []string{"text", "negative"} {
		files, _ := filepath.Glob("../../fixtures/" + dir + "/*.txt")
		if len(files) < 10 {
			t.Fatalf("fixtures/%s holds %d texts", dir, len(files))
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if res := run(t, string(b)); res.Log.Edits() > 0 {
				t.Errorf("%s: edits in a healthy text:\n%s", filepath.Base(name), explain(res.Log))
			}
		}
	}
}

func FuzzTable(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		in, _, _ := strings.Cut(string(b), "-- want --\n")
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		laws(t, in, run(t, in))
	})
}

func BenchmarkHealthy(b *testing.B) {
	text, err := os.ReadFile("../../fixtures/text/news.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all strings.Builder // no line comes twice, for what was found out of one is kept
	for n := range 100 {
		for line := range strings.Lines(string(text)) {
			fmt.Fprintf(&all, "%s %d\n", strings.TrimSuffix(line, "\n"), n)
		}
	}
	s := all.String()
	in, list := page.TextOf(s), table()
	run(b, string(text))
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if _, err := pass.Run(context.Background(), list, in, policy); err != nil {
			b.Fatal(err)
		}
	}
}
