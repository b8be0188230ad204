package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// evaluate prints figures on text that was held out of training.
func evaluate(dir, file string) error {
	m := lang.Default()
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("reading the model: %w", err)
		}
		if err := lang.Check(b); err != nil {
			return err
		}
		if m, err = lang.Decode(b); err != nil {
			return err
		}
	}
	sets, err := heldOutText(dir)
	if err != nil {
		return err
	}
	for _, s := range sets {
		fmt.Println(s.name)
		lines := s.lines
		perplexity(m, lines)
		direction(m, lines)
		health(m, lines)
		seams(m, lines)
		gaps(m, lines)
		if file == "" {
			if err := restoration(s.name, lines); err != nil {
				return err
			}
			if err := spacing(s.name, lines); err != nil {
				return err
			}
		}
	}
	return languages(dir)
}

// heldOutText is text that the model has not learned from.
func heldOutText(dir string) ([]heldOut, error) {
	var sets []heldOut
	for _, name := range []string{"perdt-dev.txt", "seraji-dev.txt", "fa-react-docs.txt"} {
		lines, err := readLines(filepath.Join(dir, "text", name))
		if err != nil {
			return nil, err
		}
		sets = append(sets, heldOut{name, lines})
	}
	c, err := readCorpus(dir, false, false)
	if err != nil {
		return nil, err
	}
	all := heldOut{name: "tier A, blocks held out"}
	for _, h := range c.held {
		all.lines = append(all.lines, h.lines...)
	}
	return append(sets, all), nil
}

func perplexity(m *lang.Model, lines []string) {
	sum, n := 0.0, 0
	for _, l := range lines {
		st := m.Start()
		for _, s := range lang.Symbols([]rune(l)) {
			var lp float64
			st, lp = m.StepSymbol(st, s)
			sum += lp
			n++
		}
		sum += m.End(st)
		n++
	}
	fmt.Printf("  perplexity per symbol %.4f (%.4f bits), %d symbols\n", math.Exp(-sum/float64(n)), -sum/float64(n)/math.Ln2, n)
}

// direction asks of whole lines and of pieces of 8 to 12 code points.
func direction(m *lang.Model, lines []string) {
	for _, cut := range []int{0, 40, 12, 8} {
		var n, right, unsure int
		for _, l := range lines {
			rs := []rune(l)
			if cut > 0 {
				if len(rs) < 2*cut {
					continue
				}
				at := slices.Index(rs, ' ') + 1
				rs = rs[at:min(len(rs), at+cut)]
			}
			for _, want := range []lang.Order{lang.OrderLogical, lang.OrderVisual} {
				got, _ := m.Direction(rs)
				n++
				switch got {
				case want:
					right++
				case lang.OrderUnsure:
					unsure++
				}
				slices.Reverse(rs)
			}
		}
		fmt.Printf("  direction, lines cut to %d (0: whole): %.3f %% right, %.3f %% unsure, %d wrong of %d\n", cut, 100*float64(right)/float64(n), 100*float64(unsure)/float64(n), n-right-unsure, n)
	}
}

// health counts verdicts on clean lines and on lines whose words are cut into
// runs in reverse order.
func health(m *lang.Model, lines []string) {
	var clean, broken [4]int
	for i, l := range lines {
		rs := []rune(l)
		if len(rs) > 90 {
			rs = rs[:90]
		}
		clean[m.Health(rs).Verdict]++
		broken[m.Health(scramble(rs, 2+i%5)).Verdict]++
	}
	fmt.Printf("  health of clean lines: healthy %d, doubtful %d, sick %d, foreign %d; with reversed runs: %d, %d, %d, %d\n",
		clean[0], clean[1], clean[2], clean[3], broken[0], broken[1], broken[2], broken[3])
}

// scramble reverses the order of n runs of a line, torn anywhere.
func scramble(rs []rune, n int) []rune {
	var out []rune
	for k := n; k > 0; k-- {
		out = append(out, rs[(k-1)*len(rs)/n:k*len(rs)/n]...)
	}
	return out
}

// seams takes the ZWNJs out of words and asks for them back.
func seams(m *lang.Model, lines []string) {
	var hit, want, got, lost int
	loss := 0.0
	for _, l := range lines {
		ts := tokens(l)
		for i, t := range ts {
			left, right := "", ""
			if i > 0 && t.after {
				left = spell(ts[i-1].key)
			}
			if i+1 < len(ts) && ts[i+1].after {
				right = spell(ts[i+1].key)
			}
			var mask uint32
			if cs := m.Segment(spell(t.key), left, right); len(cs) > 0 {
				mask = cs[0].Mask
				for _, c := range cs {
					if c.Mask == t.mask {
						loss -= math.Log(max(c.P, 1e-4))
					}
				}
			}
			for b := range 32 {
				w, g := t.mask>>b&1 == 1, mask>>b&1 == 1
				switch {
				case w && g:
					hit++
				case w:
					lost++
				}
				if w {
					want++
				}
				if g {
					got++
				}
			}
		}
	}
	hidden := 0 // ZWNJs after letters that do not join: no model is asked for them
	for _, l := range lines {
		hidden += strings.Count(l, string(zwnj))
	}
	p, r := float64(hit)/float64(got), float64(hit)/float64(want)
	fmt.Printf("  ZWNJ from nothing: precision %.4f, recall %.4f, F1 %.4f of %d seams (%d more leave no trace), loss %.1f\n", p, r, 2*p*r/(p+r), want, hidden-want, loss)
}

// gaps turns ZWNJs into spaces and asks which spaces they were.
func gaps(m *lang.Model, lines []string) {
	var hit, want, got int
	loss := 0.0
	for _, l := range lines {
		ps := pieces(tokens(l))
		for i := 1; i < len(ps); i++ {
			if !ps[i].after {
				continue
			}
			before, after := around(ps, i)
			q := m.Joint(ps[i-1].key, ps[i].key, before, after)
			g := q > 0.5
			if ps[i].joint {
				loss -= math.Log(max(q, 1e-4))
			} else {
				loss -= math.Log(max(1-q, 1e-4))
			}
			if g {
				got++
			}
			if ps[i].joint {
				want++
			}
			if g && ps[i].joint {
				hit++
			}
		}
	}
	p, r := float64(hit)/float64(got), float64(hit)/float64(want)
	fmt.Printf("  ZWNJ from spaces: precision %.4f, recall %.4f, F1 %.4f of %d, loss %.1f\n", p, r, 2*p*r/(p+r), want, loss)
}

// spell is a key in letters.
func spell(key []byte) string { return lang.Spell(key) }

// languages asks for the language of short spans of known ones.
func languages(dir string) error {
	for _, t := range []struct {
		file string
		want lang.Language
	}{{"perdt-dev.txt", lang.Persian}, {"ar-pud-part1.txt", lang.Arabic}, {"ganjoor-hafez.txt", lang.Persian}} {
		lines, err := readLines(filepath.Join(dir, "text", t.file))
		if err != nil {
			return err
		}
		for _, words := range []int{1 << 20, 6, 3, 1} {
			n, right := 0, 0
			for _, l := range lines {
				f := strings.Fields(l)
				if len(f) == 0 {
					continue
				}
				got, _ := lang.Identify(strings.Join(f[:min(len(f), words)], " "))
				n++
				if got == t.want {
					right++
				}
			}
			fmt.Printf("language %s, first %d words: %.2f %% of %d\n", t.file, words, 100*float64(right)/float64(n), n)
		}
	}
	return nil
}
