package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

// line is a line of training text.
type line struct {
	text  string
	tier  byte // 'A' ZWNJ right, 'B' ZWNJ in part, 'H' half-spaces written as spaces
	block uint32
}

// corpus is all training data.
type corpus struct {
	lines   []line
	blocks  uint32
	trust   []float32 // by block: how far its ZWNJs teach, see source.trust
	held    []heldOut
	lexicon []string           // words with their ZWNJs
	listed  map[string]float64 // keys of the words of a list, with their sightings
	seen    map[uint64]bool    // hashes of its lines
	sources []source
	lists   []string // lexicons read
	left    []string // sources left out
}

// heldOut is text that nothing is learned from.
type heldOut struct {
	name  string
	lines []string
}

// source is a row of SOURCES.tsv.
type source struct {
	name, origin, licence, note string
	tier                        byte
	first, last                 int
	keep                        int     // one block in keep is read
	trust                       float32 // 0..1, how far its ZWNJs teach
	blocks                      int
}

const (
	blockLines = 64 // lines that count as one document where sources do not mark their documents
	// Machine-translated manuals are a sixth of tier A, narrow and repetitive: one
	// block in three is read.
	machineKeep = 3
	// A treebank's spelling was gone over word by word: it teaches so many times as much.
	treebankTrust = 2
	// Of each other source of tier A, one block in so many is held out of training.
	heldEvery = 40
)

// readWhole reads all of a corpus, nothing of it held out, and of another folder of such texts if one is named.
func readWhole(dir, more string, free bool) (*corpus, error) {
	c, err := readCorpus(dir, free, true)
	if err == nil && more != "" {
		err = c.add(more, free, true)
	}
	return c, err
}

// writtenWords are the strings of letters and marks of a text.
func writtenWords(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
}

// readCorpus reads the tiers whose ZWNJs can be used. Tier C, where they are
// lost, would teach that میکند is a word.
// With whole nothing is held out.
func readCorpus(dir string, free, whole bool) (*corpus, error) {
	c := &corpus{seen: make(map[uint64]bool)}
	if err := c.add(dir, free, whole); err != nil {
		return nil, err
	}
	for i := range c.held { // what was learned from elsewhere is not held out
		c.held[i].lines = slices.DeleteFunc(c.held[i].lines, func(l string) bool { return c.seen[hashLine(l)] })
	}
	lexicon := filepath.Join(dir, "lexicon")
	if err := c.readLexicons(lexicon); err != nil {
		return nil, err
	}
	return c, c.readVerbs(lexicon)
}

// add reads the tiers of a folder.
func (c *corpus) add(dir string, free, whole bool) error {
	sources, left, err := readSources(dir, free)
	if err != nil {
		return err
	}
	for _, tier := range []byte{'A', 'B', 'H'} {
		if !slices.ContainsFunc(sources, func(s source) bool { return s.tier == tier }) {
			continue
		}
		name := filepath.Join(dir, "lm", "tier-"+strings.ToLower(string(tier))+".txt.gz")
		lines, err := readLines(name)
		if err != nil {
			return err
		}
		for i := range sources {
			s := &sources[i]
			if s.tier != tier {
				continue
			}
			if s.first < 1 || s.last > len(lines) {
				return fmt.Errorf("%s: source %s ends at line %d of %d", name, s.name, s.last, len(lines))
			}
			for n, part := range slices.Collect(slices.Chunk(lines[s.first-1:s.last], blockLines)) {
				if n%s.keep != 0 {
					continue
				}
				if !whole && tier == 'A' && s.keep == 1 && n%heldEvery == heldEvery/2 {
					c.hold(s.name, part)
					continue
				}
				for _, text := range part {
					h := hashLine(text)
					if text != "" && c.seen[h] { // a line that stands in several sources counts once, but an empty one parts documents
						continue
					}
					c.seen[h] = true
					c.lines = append(c.lines, line{text, tier, c.blocks})
				}
				c.blocks++
				c.trust = append(c.trust, s.trust)
				s.blocks++
			}
		}
	}
	c.sources, c.left = append(c.sources, sources...), append(c.left, left...)
	return nil
}

func hashLine(text string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, text)
	return h.Sum64()
}

// hold keeps lines for measuring.
func (c *corpus) hold(name string, lines []string) {
	if n := len(c.held); n == 0 || c.held[n-1].name != name {
		c.held = append(c.held, heldOut{name: name})
	}
	h := &c.held[len(c.held)-1]
	h.lines = append(h.lines, lines...)
}

// readSources reads the table of sources, without those of tier C, and names
// those that a free model leaves out.
func readSources(dir string, free bool) (sources []source, left []string, err error) {
	table, err := os.ReadFile(filepath.Join(dir, "lm", "SOURCES.tsv"))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the list of sources: %w", err)
	}
	for i, row := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		if i == 0 {
			continue
		}
		f := strings.Split(row, "\t")
		if len(f) < 10 {
			return nil, nil, fmt.Errorf("SOURCES.tsv line %d: %d columns, want 10", i+1, len(f))
		}
		s := source{name: f[0], origin: f[1], licence: f[2], tier: f[3][0], note: f[9], keep: 1}
		if s.first, err = strconv.Atoi(f[6]); err != nil {
			return nil, nil, fmt.Errorf("SOURCES.tsv line %d: first line: %w", i+1, err)
		}
		if s.last, err = strconv.Atoi(f[7]); err != nil {
			return nil, nil, fmt.Errorf("SOURCES.tsv line %d: last line: %w", i+1, err)
		}
		if s.tier == 'C' {
			continue
		}
		if free && restricted(s.licence) {
			left = append(left, fmt.Sprintf("%s (tier %c): %s", s.name, s.tier, s.licence))
			continue
		}
		if strings.Contains(s.note, "LLM") || strings.Contains(s.note, "machine translation") {
			s.keep = machineKeep
		}
		s.trust = trust(f[8])
		if strings.Contains(s.note, "treebank") {
			s.trust *= treebankTrust
		}
		sources = append(sources, s)
	}
	return sources, left, nil
}

// trust reads the shares of ZWNJs of a whole source, «verb 0.97, plural 0.95, ...».
// A source that writes half of its verbs and endings with ZWNJs has lines of tier A
// too, but its compounds are now so, now so: it teaches with the square of the mean
// share. What nobody measured is trusted.
func trust(rates string) float32 {
	sum, n := 0.0, 0
	for part := range strings.SplitSeq(rates, ", ") {
		i := strings.LastIndexByte(part, ' ')
		if i < 0 || strings.HasPrefix(part, "tar") { // degrees are written solid by choice
			continue
		}
		if r, err := strconv.ParseFloat(part[i+1:], 64); err == nil && r >= 0 && r <= 1 {
			sum += r
			n++
		}
	}
	if n == 0 {
		return 1
	}
	mean := sum / float64(n)
	return float32(mean * mean)
}

// restricted reports whether a licence forbids free use, or is not known.
func restricted(licence string) bool {
	l := strings.ToLower(licence)
	for _, s := range []string{"-nc", "-nd", "research", "none", "unclear", "no free", "permission", "(c)"} {
		if strings.Contains(strings.ReplaceAll(l, "licence", ""), s) {
			return true
		}
	}
	return false
}

// readLexicons reads the word lists: one entry a line, up to the list's separator.
func (c *corpus) readLexicons(dir string) error {
	for _, l := range []struct{ file, sep, licence string }{
		{"lilak-fa.dic", "/", "Apache-2.0"},
		{"hazm-words.dat.gz", "\t", "MIT"},
		{"shekar-vocab.csv", ",", "MIT"},
		{"shekar-compound-words.csv", ",", "MIT"},
	} {
		lines, err := readLines(filepath.Join(dir, l.file))
		if err != nil {
			return err
		}
		n := 0
		for _, s := range lines {
			w, _, _ := strings.Cut(s, l.sep)
			if _, _, ok := lang.Key(strings.TrimSpace(w)); ok {
				c.lexicon = append(c.lexicon, strings.TrimSpace(w))
				n++
			}
		}
		c.lists = append(c.lists, fmt.Sprintf("%s: %d words, %s", l.file, n, l.licence))
	}
	return nil
}

func readLines(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading training data: %w", err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	var out []string
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		out = append(out, sc.Text())
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return out, nil
}

// provenance is the text that stands beside the model.
func (c *corpus) provenance(p *lang.Parts, order, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Model of repair/lang, learned by cmd/paknevis-train. %d bytes.\n\n", size)
	fmt.Fprintf(&b, "Characters: order %d, %d n-grams seen at least %d times and in at least 2 blocks of %d lines.\n", order, len(p.Chars.Prob)-1, minSeen, blockLines)
	fmt.Fprintf(&b, "Words: %d, pairs of words: %d, under the same rule; words of the lexicons have count 0.\n", len(p.Words), len(p.Pairs))
	fmt.Fprintf(&b, "Seams: a hashed feature has a weight under the same rule; blocks teach by the share of ZWNJs of their source.\n")
	fmt.Fprintf(&b, "Held out: of the sources of tier A that are read whole, one block in %d.\n\n", heldEvery)
	c.listSources(&b)
	b.WriteString("\nLexicons:\n")
	for _, l := range c.lists {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	c.listLeft(&b)
	return b.String()
}

// listSources names what was read.
func (c *corpus) listSources(b *strings.Builder) {
	b.WriteString("Source, tier, blocks read (one in n), licence, origin:\n")
	for _, s := range c.sources {
		fmt.Fprintf(b, "  %s, %c, %d (1/%d), %s, %s\n", s.name, s.tier, s.blocks, s.keep, s.licence, s.origin)
	}
}

// listLeft names what was not.
func (c *corpus) listLeft(b *strings.Builder) {
	for _, l := range c.left {
		fmt.Fprintf(b, "left out: %s\n", l)
	}
}

// commentSources writes both as comments at the head of a list.
func (c *corpus) commentSources(b *strings.Builder) {
	var sources strings.Builder
	c.listSources(&sources)
	c.listLeft(&sources)
	for l := range strings.Lines(sources.String()) {
		b.WriteString("# " + l)
	}
}
