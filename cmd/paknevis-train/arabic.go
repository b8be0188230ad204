package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// The model of Arabic is asked for words and their neighbours only, and is small: what was seen
// less often than this is left out.
var arabicLeast = sightings{grams: 16, words: 10, pairs: 12}

const arabicOrder = 5 // longest n-gram of its letters

// trainArabic learns the model of Arabic from the folders that SOURCES.tsv of a folder lists.
func trainArabic(dir, out string) error {
	c, err := readDocuments(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "corpus: %d lines, %d documents\n", len(c.lines), c.blocks)
	p := lang.Parts{Language: lang.Arabic, Seams: neverSeams}
	p.Chars = countChars(c, arabicOrder, everyBlock, arabicLeast)
	p.Words, p.Pairs = countWords(c, everyBlock, arabicLeast)
	fmt.Fprintf(os.Stderr, "characters: %d nodes; words: %d, pairs: %d\n", len(p.Chars.Prob), len(p.Words), len(p.Pairs))
	return saveModel(out, &p, func(size int) string { return arabicProvenance(c, &p, size) })
}

// arabicProvenance tells what the model of Arabic was made of.
func arabicProvenance(c *corpus, p *lang.Parts, size int) string {
	var note strings.Builder
	fmt.Fprintf(&note, "Model of Arabic of repair/lang, learned by cmd/paknevis-train -arabic. %d bytes.\n\n", size)
	fmt.Fprintf(&note, "Characters: order %d, %d n-grams seen at least %d times and in at least 2 documents.\n", arabicOrder, len(p.Chars.Prob)-1, arabicLeast.grams)
	fmt.Fprintf(&note, "Words: %d, seen at least %d times, pairs of words: %d, at least %d times, both in at least 2 documents.\n", len(p.Words), arabicLeast.words, len(p.Pairs), arabicLeast.pairs)
	fmt.Fprintf(&note, "Held out: one document in %d of each source.\n\nSource, documents or words read, licence, origin:\n", heldEvery)
	for _, s := range c.sources {
		fmt.Fprintf(&note, "  %s, %d, %s, %s\n", s.name, s.blocks, s.licence, s.origin)
	}
	return note.String()
}

// neverSeams know that Arabic has no ZWNJ.
var neverSeams = func() lang.SeamTable {
	never := lang.Calibration{Shift: -30}
	all := [4]lang.Calibration{never, never, never, never}
	return lang.SeamTable{Weight: []int8{0}, Scale: 1, Gap: all, Place: all}
}()

// readDocuments reads the sources of a folder: SOURCES.tsv names each, its folder, licence and
// origin; every file in it whose name ends in .txt is a document. A file in the place of a folder
// is a list of words, see readList.
func readDocuments(dir string) (*corpus, error) {
	table, err := os.ReadFile(filepath.Join(dir, "SOURCES.tsv"))
	if err != nil {
		return nil, fmt.Errorf("reading the list of sources: %w", err)
	}
	c := &corpus{seen: make(map[uint64]bool)}
	for i, row := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		f := strings.Split(row, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("SOURCES.tsv line %d: %d columns, want 4", i+1, len(f))
		}
		s := source{name: f[0], licence: f[2], origin: f[3], tier: 'H'}
		read := c.readFolder
		if strings.HasSuffix(f[1], ".msgpack.gz") {
			read = c.readList
		}
		if err := read(&s, filepath.Join(dir, f[1])); err != nil {
			return nil, err
		}
		c.sources = append(c.sources, s)
	}
	return c, nil
}

// listedWords is how many words of a list are taken, the most frequent first.
const listedWords = 200_000

// readList takes the words of a list of the Python package wordfreq: a gzip of MessagePack, an
// array whose element i lists the words of frequency 10^(-i/100), and the first one is a head.
// They count as if seen in a text as long as the sources before it.
func (c *corpus) readList(s *source, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("reading a list of words: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	words := 0
	for _, l := range c.lines {
		words += len(tokens(l.text))
	}
	lists, err := centibels(b)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	c.listed = make(map[string]float64, listedWords)
	for i, list := range lists {
		slices.Sort(list)
		for _, w := range list {
			if key, mask, ok := lang.Key(w); ok && mask == 0 && len(c.listed) < listedWords {
				c.listed[string(key)] += max(1, float64(words)*math.Pow(10, -float64(i)/100))
				s.blocks++
			}
		}
	}
	return nil
}

// centibels decodes such a list, without its head.
func centibels(b []byte) (lists [][]string, err error) {
	d := messagePack{b}
	n, err := d.head(0x90, 0xDC)
	if err != nil {
		return nil, err
	}
	if fields, err := d.head(0x80, 0xDE); err != nil || fields != 2 || d.skip("format", "cB") != nil || d.skip("version") != nil || len(d.b) == 0 {
		return nil, errList
	}
	d.b = d.b[1:] // its number
	for range n - 1 {
		words, err := d.head(0x90, 0xDC)
		if err != nil {
			return nil, err
		}
		list := make([]string, words)
		for i := range list {
			if list[i], err = d.text(); err != nil {
				return nil, err
			}
		}
		lists = append(lists, list)
	}
	return lists, nil
}

var errList = errors.New("no list of words")

// messagePack is what is left of an encoded value.
type messagePack struct{ b []byte }

// head reads the length of a value: in its first byte from fixed on, or in two or four bytes
// behind long or the byte after it.
func (d *messagePack) head(fixed, long byte) (n int, err error) {
	if len(d.b) == 0 {
		return 0, errList
	}
	first, size := d.b[0], 0
	switch {
	case first >= fixed && first < fixed+0x10:
		n = int(first - fixed)
	case first == long:
		size = 2
	case first == long+1:
		size = 4
	default:
		return 0, errList
	}
	if len(d.b) < 1+size {
		return 0, errList
	}
	for _, c := range d.b[1 : 1+size] {
		n = n<<8 | int(c)
	}
	d.b = d.b[1+size:]
	return n, nil
}

// text reads a string of at most 255 bytes.
func (d *messagePack) text() (string, error) {
	if len(d.b) < 2 {
		return "", errList
	}
	n, at := int(d.b[0]&0x1F), 1
	switch {
	case d.b[0]&0xE0 == 0xA0:
	case d.b[0] == 0xD9:
		n, at = int(d.b[1]), 2
	default:
		return "", errList
	}
	if len(d.b) < at+n {
		return "", errList
	}
	s := string(d.b[at : at+n])
	d.b = d.b[at+n:]
	return s, nil
}

// skip reads strings that must be these.
func (d *messagePack) skip(want ...string) error {
	for _, w := range want {
		if s, err := d.text(); err != nil || s != w {
			return errList
		}
	}
	return nil
}

// readFolder reads the documents of a source.
func (c *corpus) readFolder(s *source, dir string) error {
	n := 0
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".txt" {
			return err
		}
		if n++; n%heldEvery == heldEvery/2 {
			return nil
		}
		lines, err := readLines(name)
		if err != nil {
			return err
		}
		for _, text := range lines {
			if h := hashLine(text); isProse(text) && !c.seen[h] {
				c.seen[h] = true
				c.lines = append(c.lines, line{text, s.tier, c.blocks})
			}
		}
		c.blocks++
		s.blocks++
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading %s: %w", s.name, err)
	}
	return nil
}

// isProse leaves out tags, and lines that are not in Arabic for the most part.
func isProse(text string) bool {
	if strings.HasPrefix(text, "<") {
		return false
	}
	letters, others := 0, 0
	for _, r := range text {
		switch {
		case lang.SymbolOf(r).Letter():
			letters++
		case lang.SymbolOf(r) != lang.Skip && lang.SymbolOf(r) != lang.Gap:
			others++
		}
	}
	return letters > 2*others
}
