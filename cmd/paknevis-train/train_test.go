package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// fold writes a corpus of our own in the layout that the trainer reads.
func fold(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		b := []byte(text)
		if strings.HasSuffix(name, ".gz") {
			var z bytes.Buffer
			w := gzip.NewWriter(&z)
			w.Write(b)
			w.Close()
			b = z.Bytes()
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var a strings.Builder
	for i := range 400 {
		fmt.Fprintf(&a, "باغبان شماره %d گل\u200cها را آب می\u200cدهد و به %s می\u200cرود.\n", i, []string{"خانه", "بازار", "باغ"}[i%3])
	}
	put("lm/tier-a.txt.gz", a.String())
	put("lm/tier-b.txt.gz", strings.Repeat("کودکان در کوچه بازی میکردند.\n", 1))
	put("lm/tier-h.txt.gz", "کتاب ها روی میز است.\nدفتر ها روی میز است.\n")
	put("lm/SOURCES.tsv", "source\torigin\tlicence\ttier\tlines\tMB\tfirst\tlast\trate\tnote\n"+
		"ours\thome\tCC0 1.0\tA\t300\t0\t1\t300\t1\tmade up\n"+
		"theirs\thome\tCC BY-NC 4.0\tA\t100\t0\t301\t400\t1\tmade up\n"+
		"street\thome\tMIT\tB\t1\t0\t1\t1\t1\tmade up\n"+
		"paper\thome\tresearch use\tH\t2\t0\t1\t2\t1\tmade up\n")
	put("lexicon/lilak-fa.dic", "2\nآب/xx\nدل\u200cانگیز/yy\n")
	put("lexicon/hazm-words.dat.gz", "باغ\t3\tN\n")
	put("lexicon/shekar-vocab.csv", "گل,4\n")
	put("lexicon/hazm-verbs.dat", "کاشت#کار\n")
	put("lexicon/shekar-verbs.csv", "رو,رفت,,\n")
	put("lexicon/shekar-compound-words.csv", "گل\u200cفروش\n")
	return dir
}

// twice trains a model two times, which must give the same bytes, and returns it with the
// note beside it.
func twice(t *testing.T, train func(dir, name string) error) (model []byte, note string) {
	t.Helper()
	dir, out := fold(t), t.TempDir()
	var models [2][]byte
	for i := range models {
		name := filepath.Join(out, fmt.Sprint(i, ".bin"))
		if err := train(dir, name); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		models[i] = b
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("the same data gave different bytes")
	}
	b, err := os.ReadFile(filepath.Join(out, "0.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return models[0], string(b)
}

func TestTrainIsDeterministic(t *testing.T) {
	model, _ := twice(t, func(dir, name string) error { return train(dir, name, 4, false) })
	m, err := lang.Decode(model)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"می\u200cدهد", "باغبان", "دل\u200cانگیز"} {
		if !m.Known(w) {
			t.Errorf("%+q was not learned", w)
		}
	}
	// Seen once, in one block: it must not be readable from the model.
	if m.Known("کوچه") || m.Count("کوچه") != 0 {
		t.Error("a word seen once is in the model")
	}
}

func TestJointsAreDeterministic(t *testing.T) {
	cores := runtime.GOMAXPROCS(1) // and the second time more
	defer runtime.GOMAXPROCS(cores)
	model, note := twice(t, func(dir, name string) error {
		defer runtime.GOMAXPROCS(4)
		return trainJoints(dir, "", name, wideNet, false)
	})
	m, err := joint.Decode(model)
	if err != nil {
		t.Fatal(err)
	}
	// It learned its only sentence.
	s := joint.NewScorer(m)
	ws := s.Words([]rune("گل\u200cها را آب می\u200cدهد و به خانه می\u200cرود."))
	if follows, other := s.Score(ws[:4], ws[4:]), s.Score(ws[:4], ws[8:]); follows <= other {
		t.Errorf("what follows scores %.2f, what stands elsewhere %.2f", follows, other)
	}
	if !strings.Contains(note, "CC BY-NC 4.0") {
		t.Errorf("the note does not name its sources: %s", note)
	}
}

// TestJointsStay: a trainer whose arithmetic has changed gives other bytes, and can no
// longer make the models that are committed anew.
func TestJointsStay(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the exponential function is another one on", runtime.GOARCH)
	}
	dir := fold(t)
	for name, c := range map[string]struct {
		size netSize
		sum  uint32
	}{"narrow": {narrowNet, 0xf6db6141}, "wide": {wideNet, 0xab531eb0}} {
		out := filepath.Join(t.TempDir(), "m.bin")
		if err := trainJoints(dir, "", out, c.size, false); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if sum := crc32.ChecksumIEEE(b); sum != c.sum {
			t.Errorf("%s: the sum of the model is %#08x, was %#08x", name, sum, c.sum)
		}
	}
}

func TestFreeLeavesOut(t *testing.T) {
	c, err := readCorpus(fold(t), true, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.left) != 2 || len(c.sources) != 2 || len(c.lines) != 301 {
		t.Errorf("left out %q, read %d sources and %d lines", c.left, len(c.sources), len(c.lines))
	}
	for licence, want := range map[string]bool{
		"CC BY-SA 4.0": false, "MIT": false, "GPL-2+": false, "CC0 1.0": false, "Apache-2.0": false,
		"CC BY-NC-SA 3.0": true, "none stated": true, "academic research use only": true, "unclear (no file)": true, "CC BY-ND 4.0": true,
	} {
		if got := restricted(licence); got != want {
			t.Errorf("%s: restricted %v", licence, got)
		}
	}
}

// A second folder adds its sources and lines; what stands in both counts once, and the empty
// lines between its documents stay.
func TestMoreText(t *testing.T) {
	dir, more := fold(t), fold(t)
	c, err := readCorpus(dir, false, true)
	if err != nil {
		t.Fatal(err)
	}
	lines, sources := len(c.lines), len(c.sources)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte("کودکان در کوچه بازی میکردند.\n\nماهی در حوض است.\n\nپرنده بر بام است.\n"))
	w.Close()
	if err := os.WriteFile(filepath.Join(more, "lm", "tier-b.txt.gz"), z.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(more, "lm", "SOURCES.tsv"), []byte("h\npond\thome\tMIT\tB\t5\t0\t1\t5\t\tmade up\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := c.add(more, false, true); err != nil {
		t.Fatal(err)
	}
	if got := len(c.sources) - sources; got != 1 || c.sources[sources].name != "pond" {
		t.Errorf("%d sources were added", got)
	}
	if got := c.lines[lines:]; len(got) != 4 || got[0].text != "" || got[2].text != "" {
		t.Errorf("lines added: %v", got)
	}
	if err := c.add(filepath.Join(more, "none"), false, true); err == nil {
		t.Error("a folder that is not there was read")
	}
}

func TestBadCorpus(t *testing.T) {
	if err := train(t.TempDir(), filepath.Join(t.TempDir(), "m.bin"), 4, false); err == nil || !strings.Contains(err.Error(), "SOURCES.tsv") {
		t.Errorf("an empty folder: %v", err)
	}
	dir := fold(t)
	if err := os.WriteFile(filepath.Join(dir, "lm", "SOURCES.tsv"), []byte("h\nours\thome\tMIT\tA\t1\t0\t1\t9999\t1\tx\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := train(dir, filepath.Join(t.TempDir(), "m.bin"), 4, false); err == nil || !strings.Contains(err.Error(), "9999") {
		t.Errorf("a source longer than its file: %v", err)
	}
}

func TestConjugate(t *testing.T) {
	got := map[string]bool{}
	for _, w := range append(conjugate("رفت", "رو"), conjugate("آمد", "آی")...) {
		got[strings.ReplaceAll(w, string(zwnj), "|")] = true
	}
	for _, w := range []string{"رفتم", "نرفت", "می|رفتند", "نمی|رود", "برویم", "نروند", "رفته|ام", "نرفته|اند", "بیاید", "نیامد", "می|آیم"} {
		if !got[w] {
			t.Errorf("%s is not among the forms", w)
		}
	}
	for _, w := range []string{"بآید", "نآمد", "رفته|ای"} {
		if got[w] {
			t.Errorf("%s is among the forms", w)
		}
	}
}

func TestTrust(t *testing.T) {
	for rates, want := range map[string]float32{
		"verb 1.00, plural 1.00, he+ending 1.00, tar/tarin 0.10": 1,
		"verb 0.50, plural 0.50, he+ending 0.50, tar/tarin 1.00": 0.25,
		"verb 0.80, plural 0.60, he+ending -, tar/tarin -":       0.49,
		"0 (half-spaces written as spaces)":                      1,
		"1":                                                      1,
	} {
		if got := trust(rates); got < want-1e-6 || got > want+1e-6 {
			t.Errorf("%s: %f, want %f", rates, got, want)
		}
	}
}

func TestHeldOut(t *testing.T) {
	dir := fold(t)
	var a, tsv strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&a, "کتاب شماره %d روی میز است.\n", i)
	}
	tsv.WriteString("h\nours\thome\tMIT\tA\t3000\t0\t1\t3000\tverb 1.00\tx\n")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(a.String()))
	w.Close()
	if err := os.WriteFile(filepath.Join(dir, "lm", "tier-a.txt.gz"), z.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "lm", "SOURCES.tsv"), []byte(tsv.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := readCorpus(dir, false, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.held) != 1 || len(c.held[0].lines) != blockLines || len(c.lines) != 3000-blockLines {
		t.Fatalf("%d texts held out, %d lines learned from", len(c.held), len(c.lines))
	}
	learned := map[string]bool{}
	for _, l := range c.lines {
		learned[l.text] = true
	}
	for _, l := range c.held[0].lines {
		if learned[l] {
			t.Errorf("%s is held out and learned from", l)
		}
	}
}
