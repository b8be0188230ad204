package passes

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

var (
	measure = flag.String("measure", "", "folder of clean held-out text, one sentence a line: print the figures of the zwnj pass on every .txt in it")
	wrong   = flag.Bool("wrong", false, "with -measure: print the words that came out wrong")
)

// figures compares words with their ZWNJs to what came out.
type figures struct{ hit, want, got, edits, words int }

func (f *figures) f1() (p, r, f1 float64) {
	p, r = float64(f.hit)/float64(max(f.got, 1)), float64(f.hit)/float64(max(f.want, 1))
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

// places lists the offsets of ZWNJs among the other code points, spaces left out.
func places(s string) map[int]bool {
	out := map[int]bool{}
	n := 0
	for _, r := range s {
		switch {
		case r == zwnj:
			out[n] = true
		case r != ' ':
			n++
		}
	}
	return out
}

func (f *figures) compare(gold, out string) {
	g, o := places(gold), places(out)
	for k := range o {
		if g[k] {
			f.hit++
		}
	}
	f.want += len(g)
	f.got += len(o)
}

// TestMeasureZWNJ prints figures; it fails only on an error. Its reader is the
// person who changes the model.
func TestMeasureZWNJ(t *testing.T) {
	if *measure == "" {
		t.Skip("no -measure folder")
	}
	files, err := filepath.Glob(filepath.Join(*measure, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no text in %s: %v", *measure, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		gold := strings.TrimSpace(string(b))
		for _, c := range []struct {
			name   string
			damage func(string) string
			policy ZWNJPolicy
			chunk  int // lines to a document
		}{
			{"deleted, whole", func(s string) string { return strings.ReplaceAll(s, "\u200c", "") }, RestoreZWNJ, 1 << 30},
			{"deleted, by 20 lines", func(s string) string { return strings.ReplaceAll(s, "\u200c", "") }, RestoreZWNJ, 20},
			{"deleted, by line", func(s string) string { return strings.ReplaceAll(s, "\u200c", "") }, RestoreZWNJ, 1},
			{"spaced, academy", func(s string) string { return strings.ReplaceAll(s, "\u200c", " ") }, AcademyZWNJ, 1 << 30},
			{"spaced, restore", func(s string) string { return strings.ReplaceAll(s, "\u200c", " ") }, RestoreZWNJ, 1 << 30},
			{"clean, whole", func(s string) string { return s }, RestoreZWNJ, 1 << 30},
			{"clean, by 20 lines", func(s string) string { return s }, RestoreZWNJ, 20},
			{"clean, by line", func(s string) string { return s }, RestoreZWNJ, 1},
		} {
			var f figures
			lines := strings.Split(gold, "\n")
			for from := 0; from < len(lines); from += c.chunk {
				g := strings.Join(lines[from:min(len(lines), from+min(c.chunk, len(lines)))], "\n")
				in := page.TextOf(c.damage(g))
				res, err := pass.Run(context.Background(), []pass.Pass{ZWNJ(lang.Default(), nil, c.policy)}, in, pass.Policy{})
				if err != nil {
					t.Fatal(err)
				}
				f.compare(g, res.Text.String())
				f.edits += res.Log.Edits()
				f.words += len(strings.Fields(g))
				if *wrong {
					gw, ow := strings.Fields(g), strings.Fields(res.Text.String())
					if len(gw) == len(ow) {
						for i := range gw {
							if gw[i] != ow[i] {
								t.Logf("WRONG %s: want %s got %s", c.name, strings.ReplaceAll(gw[i], "\u200c", "|"), strings.ReplaceAll(ow[i], "\u200c", "|"))
							}
						}
					}
				}
			}
			p, r, f1 := f.f1()
			t.Logf("%s, %s: precision %.4f recall %.4f F1 %.4f of %d; %d edits in %d words", filepath.Base(name), c.name, p, r, f1, f.want, f.edits, f.words)
		}
	}
}
