package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
)

// virastarScript cleans a text by the npm package virastar, a normaliser of Persian.
//
//go:embed virastar.mjs
var virastarScript string

// virastar is the program that cleans a text and its arguments, or nil where node or
// the package is missing. It is looked for where node looks from the working folder,
// and in the cache folder of `make peers`.
func virastar() []string {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil
	}
	work, err := os.Getwd()
	if err != nil {
		return nil
	}
	for dir := work; ; dir = filepath.Dir(dir) {
		for _, cache := range []string{"", ".cache"} {
			pkg := filepath.Join(dir, cache, "node_modules", "virastar")
			if _, err := os.Stat(filepath.Join(pkg, "package.json")); err == nil {
				return []string{node, "--input-type=module", "--eval", virastarScript, pkg}
			}
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// text times repair on one core: its start, healthy text beside a normaliser, and
// the lines of scrambled texts, those of 90 letters among them.
func (b *bench) text(ctx context.Context) ([]*table, error) {
	t := &table{
		title: "Repair of text",
		note: fmt.Sprintf("On one core, start-up included, the quickest of %d runs. Healthy text: no line comes twice. Ratio: times the speed by processor time of "+
			"virastar, a normaliser of Persian for node, on the same text.", rounds),
		header: []string{"what", "seconds", "of the processor", "speed by processor time", "ratio", "memory"},
	}
	word := []byte("سلام\n")
	healthy := distinct(repairBytes)
	scrambled, err := scrambledTexts()
	if err != nil {
		return nil, err
	}
	repair := []string{b.tools.paknevis, "repair"}
	return []*table{t}, onCores(1, func() error {
		start, memory, err := b.timed(ctx, word, repair)
		if err != nil {
			return err
		}
		t.add("paknevis repair, one word", seconds(start.wall), seconds(start.cpu), "–", "–", megabytes(memory))
		b.figures["text/start/seconds"] = start.wall.Seconds()
		took, memory, err := b.timed(ctx, healthy, repair)
		if err != nil {
			return err
		}
		mb := float64(len(healthy)) / megabyte
		speed := mb / max(took.cpu, time.Microsecond).Seconds()
		cells := []string{fmt.Sprintf("paknevis repair, %.1f MB of healthy text", mb), seconds(took.wall), seconds(took.cpu), fmt.Sprintf("%.2f MB/s", speed), "–", megabytes(memory)}
		b.figures["text/healthy/mb-per-second"], b.figures["text/healthy/memory-mb"] = speed, float64(memory)/megabyte
		if peer := virastar(); peer != nil {
			other, held, err := b.timed(ctx, healthy, peer)
			if err != nil {
				return err
			}
			theirs := mb / max(other.cpu, time.Microsecond).Seconds()
			cells[4] = ratio(speed / theirs)
			b.figures["text/healthy/ratio"] = speed / theirs
			t.add(cells...)
			t.add(fmt.Sprintf("virastar, %.1f MB of healthy text", mb), seconds(other.wall), seconds(other.cpu), fmt.Sprintf("%.2f MB/s", theirs), ratio(1), megabytes(held))
		} else {
			t.add(cells...)
			t.add("virastar", "not installed", "–", "–", "–", "–")
		}
		for _, s := range scrambled {
			took, memory, err := b.timed(ctx, s.text, repair)
			if err != nil {
				return err
			}
			lines, letters := 0, 0 // lines between paragraphs are none
			for l := range bytes.Lines(s.text) {
				if l = bytes.TrimSpace(l); len(l) > 0 {
					lines, letters = lines+1, letters+utf8.RuneCount(l)
				}
			}
			lines = max(lines, 1)
			each := max(0, took.cpu-start.cpu).Seconds() * 1000 / float64(lines)
			t.add(fmt.Sprintf("paknevis repair, %d scrambled lines of %d letters in the mean, %s", lines, letters/lines, s.name), seconds(took.wall), seconds(took.cpu), fmt.Sprintf("%.1f ms a line", each), "–", megabytes(memory))
			b.figures[s.key+"/ms-per-line"] = each
		}
		return nil
	})
}

// timed is the quickest of some runs of a program over a text, and the most memory in
// bytes that one held.
func (b *bench) timed(ctx context.Context, text []byte, program []string) (took cost, memory int64, err error) {
	took, err = quickest(func() (cost, error) {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		cmd := exec.CommandContext(ctx, program[0], program[1:]...)
		cmd.Stdin = bytes.NewReader(text)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		start := time.Now()
		if err := cmd.Run(); err != nil {
			lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
			return cost{}, fmt.Errorf("%s: %w: %s", filepath.Base(program[0]), err, lines[len(lines)-1])
		}
		memory = max(memory, held(cmd.ProcessState))
		return cost{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
	})
	return took, memory, err
}

// distinct is healthy text of some size in which no line comes twice: the lines of
// healthy that are long enough, each time with another number at their end.
func distinct(size int) []byte {
	var lines []string
	for _, l := range strings.Split(string(healthy(1)), "\n") {
		if len(l) >= 80 && strings.ContainsAny(l, "ابتن") {
			lines = append(lines, l)
		}
	}
	var all []byte
	for n := 0; len(all) < size; n++ {
		l := lines[n%len(lines)]
		all = append(append(append(all, l...), ' '), persian(strconv.Itoa(1000+n/len(lines)))...)
		all = append(all, '\n')
	}
	return all
}

// scrambled is a text whose runs changed places.
type scrambled struct {
	name, key string
	text      []byte
}

// longLine is the width in letters of the lines that are asked for beside those of the fixtures.
const longLine = 90

// scrambledTexts are the fixtures whose runs changed places, one after another, and texts of
// long lines, each broken by a fault of its own.
func scrambledTexts() ([]scrambled, error) {
	cases, err := fixtures.Broken()
	if err != nil {
		return nil, err
	}
	all := scrambled{name: "the broken fixtures", key: "text/scrambled"}
	for _, c := range cases {
		if strings.HasPrefix(c.Made, "runs") {
			text, err := os.ReadFile(fixtures.Path(c.File))
			if err != nil {
				return nil, err
			}
			all.text = append(all.text, text...)
		}
	}
	texts := []scrambled{all}
	prose := ""
	for _, name := range []string{"prose", "columns", "technical"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			return nil, err
		}
		prose += gold
	}
	for _, fault := range []string{"runs-few", "runs-many", "runs-reversed", "runs-yeh", "segments-reversed"} {
		text, _, err := damage.Apply(fault, prose, damage.Options{Seed: 1, Width: longLine})
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("%s in lines of up to %d", fault, longLine)
		texts = append(texts, scrambled{name: name, key: "text/scrambled/" + fault, text: []byte(text)})
	}
	return texts, nil
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

func megabytes(n int64) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MB", float64(n)/megabyte)
}
