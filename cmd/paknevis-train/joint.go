package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/joint"
)

// Sizes of the model of joints, and how it is learned.
const (
	jointWindow = 40    // places that are told apart: about two lines
	jointRate   = 0.08  // step of the vectors by AdaGrad, see stepRow
	rowRate     = 0.025 // and by RMSprop, tuned with what follows on a twelfth of the text
	rowFall     = 0.3   // power of how often a vector was met by which its steps fall
	rowKept     = 0.99  // share of the mean square of its gradients that a step keeps at most
	layerRate   = 2e-3  // Adam step of the layers (Kingma and Ba 2015); by AdaGrad they all but stop in the first pass
	jointShort  = 0.3   // share of the contexts of which only one or two words are shown
	jointHide   = 0.06  // share of the words of which only the forms are shown
	jointSeed   = 4
	signRows    = 64
)

// netSize is the size of a model of joints.
type netSize struct {
	vocabulary       int // most words; those of the tail lean on their forms
	dim, hidden, out int
	reach, forms     int     // see joint.Parts
	batch            int     // windows of which the layers learn together; vectors learn from each
	epochs           int     // times the text is read
	forgets          bool    // see stepRow
	sharp            float32 // what scores are multiplied by in the end
}

// The model that searches ask, and the one that weighs the readings they found. Of 23.6 million
// words and signs they tell the true place from 39 others in 33.9 and 36.8 % of held-out text
// (loss 2.26 and 2.12); in one pass by AdaGrad the larger told 33.9 %. The first tells 34.3 % by
// RMSprop, and 25 more of 4,774 lines in two to four runs are read right, but of the words of
// the reports and papers of the shared set 7.3 and 9.1 % stay wrong then instead of 6.6 and 8.8.
// Searches read the shorter contexts of pieces of lines: with its scores a little larger, 8.3 %
// of the words of the papers stayed wrong, with them as learned 8.5 %.
var (
	narrowNet = netSize{vocabulary: 44000, dim: 48, hidden: 96, out: 64, reach: 3, forms: 24576, batch: 4, epochs: 3, sharp: 1.2}
	wideNet   = netSize{vocabulary: 44000, dim: 64, hidden: 160, out: 96, reach: 4, forms: 32768, batch: 4, epochs: 3, forgets: true, sharp: 1}
)

// mark is a token as the model knows it: rows of the table of vectors, -1 for none.
type mark struct{ row, f0, f1, f2 int32 }

// learnJoints trains the model of joints on all tiers.
func learnJoints(c *corpus, size netSize, held [][]string) *joint.Parts {
	vocabulary, hashes := jointVocabulary(c, size.vocabulary)
	n := newNet(size, len(hashes))
	var streams [][]mark
	total := 0
	var texts []string
	block, wrapped := uint32(math.MaxUint32), false
	flush := func() {
		for _, s := range marks(texts, wrapped, vocabulary, len(hashes), size.forms) {
			streams = append(streams, s)
			total += len(s)
		}
		texts = texts[:0]
	}
	for _, l := range c.lines {
		if l.block != block {
			flush()
			block, wrapped = l.block, l.tier == 'H' // whose lines are those of the page
		}
		texts = append(texts, l.text)
	}
	flush()
	var held2 [][]mark
	for _, h := range held {
		held2 = append(held2, marks(h, false, vocabulary, len(hashes), size.forms)...)
	}
	fmt.Fprintf(os.Stderr, "joints: %d words, %d streams of %d tokens\n", len(hashes), len(streams), total)
	r := rand.New(rand.NewPCG(jointSeed, 0))
	steps, all := 0, size.epochs*total/jointWindow
	for epoch := range size.epochs {
		order := r.Perm(len(streams))
		loss, seen := 0.0, 0
		for k, at := range order {
			s := streams[at]
			for from := r.IntN(jointWindow); from+2 <= len(s); from += jointWindow {
				w := n.window(s, from, r)
				n.pace = float32(1 - 0.97*float64(steps)/float64(all))
				loss += n.learn(w)
				seen += len(w.at)
				steps++
			}
			if (k+1)%3000 == 0 {
				fmt.Fprintf(os.Stderr, "joints: epoch %d, %d of %d streams, loss %.4f\n", epoch+1, k+1, len(order), loss/float64(max(1, seen)))
				loss, seen = 0, 0
			}
		}
		l, first := n.measure(held2)
		fmt.Fprintf(os.Stderr, "joints: epoch %d, held out: loss %.4f, %.2f %% first\n", epoch+1, l, 100*first)
	}
	return n.parts(hashes)
}

// jointVocabulary numbers the most frequent words by the order of their hashes.
func jointVocabulary(c *corpus, most int) (map[string]int32, []uint32) {
	seen := map[string]*tally{}
	for _, l := range c.lines {
		for _, t := range joint.Tokens([]rune(l.text)) {
			if t.Key == "" {
				continue
			}
			k := seen[t.Key]
			if k == nil {
				k = &tally{}
				seen[t.Key] = k
			}
			k.see(l.block)
		}
	}
	var keys []string
	for key, t := range seen {
		if t.kept(minSeen) {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(seen[b].n, seen[a].n), cmp.Compare(a, b)) })
	keys = keys[:min(len(keys), most)]
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(joint.Hash(a), joint.Hash(b)), cmp.Compare(a, b))
	})
	number := make(map[string]int32, len(keys))
	var hashes []uint32
	for _, key := range keys {
		h := joint.Hash(key)
		if k := len(hashes); k > 0 && hashes[k-1] == h { // two words share a vector
			number[key] = int32(signRows + k - 1)
			continue
		}
		number[key] = int32(signRows + len(hashes))
		hashes = append(hashes, h)
	}
	return number, hashes
}

// marks turns lines into streams of tokens. Lines go on into each other where
// they are wrapped or a sentence ends.
func marks(lines []string, wrapped bool, vocabulary map[string]int32, words, forms int) (out [][]mark) {
	base := int32(signRows + words)
	var s []mark
	for _, l := range lines {
		for _, t := range joint.Tokens([]rune(l)) {
			m := mark{row: int32(t.Sign), f0: -1, f1: -1, f2: -1}
			if t.Key != "" {
				row, ok := vocabulary[t.Key]
				if !ok {
					row = -1
				}
				f := joint.Forms(t.Key, forms)
				m = mark{row, base + int32(f[0]), base + int32(f[1]), base + int32(f[2])}
			}
			s = append(s, m)
		}
		if l = strings.TrimSpace(l); !wrapped && (l == "" || !strings.ContainsAny(l[len(l)-1:], ".!:") && !strings.HasSuffix(l, "\u061F")) { // ARABIC QUESTION MARK
			out = append(out, s)
			s = nil
		}
	}
	return append(out, s)
}

// trainJoints is the -joint mode of the command.
func trainJoints(dir, more, out string, size netSize, free bool) error {
	c, err := readWhole(dir, more, free)
	if err != nil {
		return err
	}
	var held [][]string
	for _, name := range []string{"perdt-dev.txt", "seraji-dev.txt"} {
		if lines, err := readLines(filepath.Join(dir, "text", name)); err == nil {
			held = append(held, lines)
		}
	}
	p := learnJoints(c, size, held)
	if err := writeModel(out, p.Encode); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Model of repair/joint, learned by cmd/paknevis-train -joint%s in %d passes over the text.\n%d words seen at least %d times and in at least 2 blocks of %d lines, as hashes with a vector each.\n\n", map[bool]string{true: " -wide"}[size.reach == wideNet.reach], size.epochs, len(p.Hashes), minSeen, blockLines)
	c.listSources(&b)
	c.listLeft(&b)
	if err := os.WriteFile(strings.TrimSuffix(out, filepath.Ext(out))+".txt", []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing the provenance: %w", err)
	}
	return nil
}
