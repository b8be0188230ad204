package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/pass"
)

// Clean text that the whole chain of repairs is held against: files of text/, and
// of every source of tier A at most harmBytes, in steps over the whole source.
// Sources of the model are in it: harm comes from rules and thresholds, and what
// the model knows makes the count no better where the rules ask nobody.
const (
	harmBytes = 1 << 20
	harmLines = 300 // lines of a document
	harmShow  = 32  // code points around an edit in a sample
)

// harmText is clean text of one kind.
type harmText struct {
	kind, name string
	lines      []string
}

// kinds of the sources; what is not named here is a manual.
var kinds = map[string]string{
	"fars-news": "news", "varzesh3": "news", "ntrex": "news", "arman": "news",
	"pquad": "encyclopedia", "pqa": "encyclopedia", "parsinlu-rc": "encyclopedia", "parsinlu-misc": "encyclopedia",
	"internet-origin": "books", "linuxandlife": "books", "97things": "books", "tlcl": "books", "progit2": "books", "debian-handbook": "books",
	"mediawiki": "short lines", "wordpress": "short lines", "farstail": "sentences",
	"perdt-train": "sentences", "perdt-dev.txt": "sentences", "seraji-dev.txt": "sentences",
	"ganjoor-hafez.txt": "verse", "ar-pud-part1.txt": "arabic",
}

// harm counts the edits that the whole chain makes in clean text, per 100,000
// words, with samples of each reason. ZWNJs and spaces are counted apart. Whether
// an edit is wrong is for a reader to say: clean text has typing errors.
func harm(dir, others string, samples int, only string) error {
	texts, err := cleanTexts(dir, others)
	if err != nil {
		return err
	}
	for _, mode := range []struct {
		name  string
		lines int
	}{{"documents", harmLines}, {"lines", 1}} {
		total := edits{}
		words, bytes := 0, 0
		type sum struct{ words, zwnj, other int }
		byKind := map[string]sum{}
		for _, t := range texts {
			if !strings.Contains(t.name, only) {
				continue
			}
			e := edits{}
			n := 0
			for doc := range slices.Chunk(t.lines, mode.lines) {
				in := strings.Join(doc, "\n") + "\n"
				if err := e.of(in, t.name); err != nil {
					return err
				}
				n += len(strings.Fields(in))
				bytes += len(in)
			}
			fmt.Printf("%s, %s: %d words, %d edits, %.1f per 100,000 words\n", t.name, mode.name, n, e.sum(), per100k(e.sum(), n))
			s := byKind[t.kind]
			s.words += n
			for k, v := range e {
				if strings.HasPrefix(k, "zwnj ") || strings.HasPrefix(k, "spaces ") {
					s.zwnj += len(v)
				} else {
					s.other += len(v)
				}
			}
			byKind[t.kind] = s
			for k, v := range e {
				total[k] = append(total[k], v...)
			}
			words += n
		}
		fmt.Printf("kind, as %s\twords\tZWNJs and spaces\tper 100,000\tother edits\tper 100,000\n", mode.name)
		for _, k := range slices.Sorted(maps.Keys(byKind)) {
			s := byKind[k]
			fmt.Printf("%s\t%d\t%d\t%.2f\t%d\t%.2f\n", k, s.words, s.zwnj, per100k(s.zwnj, s.words), s.other, per100k(s.other, s.words))
		}
		fmt.Printf("all, as %s: %.1f MB, %d words, %.2f edits per 100,000 words\n", mode.name, float64(bytes)/1e6, words, per100k(total.sum(), words))
		for _, k := range slices.SortedFunc(maps.Keys(total), func(a, b string) int {
			return cmp.Or(cmp.Compare(len(total[b]), len(total[a])), cmp.Compare(a, b))
		}) {
			fmt.Printf("  %7d  %8.2f per 100,000  %s\n", len(total[k]), per100k(len(total[k]), words), k)
			for i := 0; i < min(samples, len(total[k])); i++ {
				fmt.Printf("      %s\n", total[k][i*len(total[k])/min(samples, len(total[k]))])
			}
		}
	}
	return nil
}

func per100k(n, words int) float64 { return 1e5 * float64(n) / float64(max(words, 1)) }

// edits are samples by pass and reason.
type edits map[string][]string

func (e edits) sum() (n int) {
	for _, v := range e {
		n += len(v)
	}
	return n
}

// of repairs a text and notes every edit.
func (e edits) of(in, name string) error {
	res, err := repair.Text(context.Background(), in, repair.Options{})
	if err != nil {
		return fmt.Errorf("repairing %s: %w", name, err)
	}
	text := res.Input
	for _, r := range res.Log {
		for _, d := range r.Edits {
			from, to := max(0, d.At-harmShow), min(len(text), d.End()+harmShow)
			s := fmt.Sprintf("%s: %s[%s→%s]%s", name, text[from:d.At], d.Old, d.New, text[d.End():to])
			s = strings.NewReplacer("\n", "⏎", "\u200c", "|").Replace(s)
			e[r.Pass+" "+d.Reason] = append(e[r.Pass+" "+d.Reason], s)
		}
		if text, err = (pass.Log{r}).Replay(text); err != nil {
			return fmt.Errorf("replaying %s: %w", name, err)
		}
	}
	return nil
}

// cleanTexts reads the text under others, one folder for each kind, and that of a corpus;
// either may be empty.
func cleanTexts(dir, others string) (out []harmText, err error) {
	if others != "" {
		out, err = harmTexts(filepath.Join(others, "*", "*"), func(path string) (kind, name string) {
			kind = filepath.Base(filepath.Dir(path))
			return kind, kind + "/" + filepath.Base(path)
		})
		if err != nil {
			return nil, err
		}
	}
	if dir != "" {
		texts, err := harmTexts(filepath.Join(dir, "text", "*.txt"), func(path string) (kind, name string) {
			return kindOf(filepath.Base(path)), filepath.Base(path)
		})
		if err != nil {
			return nil, err
		}
		samples, err := tierSamples(dir)
		if err != nil {
			return nil, err
		}
		out = slices.Concat(out, texts, samples)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no clean text under %s: %w", cmp.Or(dir, others), os.ErrNotExist)
	}
	return out, nil
}

// harmTexts reads the files of a pattern.
func harmTexts(pattern string, call func(path string) (kind, name string)) (out []harmText, err error) {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("listing clean text: %w", err)
	}
	for _, path := range paths {
		t := harmText{}
		t.kind, t.name = call(path)
		if t.lines, err = readLines(path); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// tierSamples are parts of every source of tier A.
func tierSamples(dir string) (out []harmText, err error) {
	sources, _, err := readSources(dir, false)
	if err != nil {
		return nil, err
	}
	lines, err := readLines(filepath.Join(dir, "lm", "tier-a.txt.gz"))
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.tier != 'A' || s.keep > 1 || s.first < 1 || s.last > len(lines) {
			continue
		}
		t := harmText{kind: kindOf(s.name), name: s.name}
		size := 0
		for _, l := range lines[s.first-1 : s.last] {
			size += len(l)
		}
		for n, part := range slices.Collect(slices.Chunk(lines[s.first-1:s.last], harmLines)) {
			if n%(1+size/harmBytes) == 0 {
				t.lines = append(t.lines, part...)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

func kindOf(source string) string {
	if k, ok := kinds[source]; ok {
		return k
	}
	return "manuals"
}
