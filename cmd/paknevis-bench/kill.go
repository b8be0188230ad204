package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
)

const (
	killFiles = 60 // of the mixture, unless another number is asked for
	killSeed  = 1
	// killWithin is the time within which each run is killed, at least: starting takes a
	// tenth of it. Where an undisturbed run is long, it is that part of its time with which
	// all kills fall on about one run.
	killWithin = 1500 * time.Millisecond
	// killHostile is the share of hostile files, one in so many.
	killHostile = 5
)

// kill kills runs at random moments, with SIGKILL: the parent, its workers and what they
// started, or all at once. Each time the same command goes on; at last it is left alone,
// and its outputs and report are compared with those of a run that nobody disturbed.
func (b *bench) kill(ctx context.Context) ([]*table, error) {
	good, hostile, err := b.mixture()
	if err != nil {
		return nil, err
	}
	dir, err := b.folder("kill")
	if err != nil {
		return nil, err
	}
	files := cmp.Or(b.files, killFiles)
	for i := range files {
		from := good[i%len(good)]
		if i%killHostile == 0 {
			from = hostile[i/killHostile%len(hostile)]
		}
		n := i
		if i%7 == 0 {
			n = 0 // some have the same content
		}
		to := filepath.Join(dir, fmt.Sprintf("%02d", i%6), fmt.Sprintf("%03d-%s", i, asDocument(from)))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), copyWith(from, to, n)); err != nil {
			return nil, err
		}
	}
	run := func(out string) *exec.Cmd {
		return exec.CommandContext(ctx, b.tools.paknevis, "convert", "-q", "-f", "txt,jsonl", "-o", out, dir)
	}
	whole, err := b.folder("whole")
	if err != nil {
		return nil, err
	}
	start := time.Now()
	var partly *exec.ExitError
	if err := run(whole).Run(); err != nil && !errors.As(err, &partly) {
		return nil, err
	}
	took := time.Since(start)
	within := max(killWithin, time.Duration(2*float64(took)/float64(max(b.kills, 1))))
	answers, err := countAnswers(filepath.Join(whole, "report.jsonl"))
	if err != nil {
		return nil, err
	}
	if len(answers.files) != files {
		return nil, fmt.Errorf("%d of %d files are in the report", len(answers.files), files)
	}
	t := &table{
		title:  "Killed runs",
		note:   fmt.Sprintf("%d files, all of them answered, with %d pages, each once in the report; a run of %.1f s, killed with SIGKILL at random moments (seed %d), and gone on with by the same command.", len(answers.files), answers.pages, took.Seconds(), killSeed),
		header: []string{"killed", "times", "runs ended", "outputs and report"},
	}
	rnd := rand.New(rand.NewPCG(killSeed, 0))
	count := map[string]int{}
	ended, differing := 0, ""
	out := ""
	for done := 0; done < b.kills || out != ""; {
		if out == "" {
			if out, err = b.folder("killed"); err != nil {
				return nil, err
			}
		}
		cmd := run(out)
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		exited := make(chan error, 1)
		go func() { exited <- cmd.Wait() }()
		var alarm <-chan time.Time // without one it is left alone
		if done < b.kills {
			alarm = time.After(time.Duration(rnd.Float64() * float64(within)))
		}
		select {
		case <-alarm:
			what := []string{"the parent", "its workers", "all"}[rnd.IntN(3)]
			children := descendants(cmd.Process.Pid)
			if what != "the parent" {
				for _, pid := range children {
					if p, err := os.FindProcess(pid); err == nil {
						_ = p.Kill() // it may have ended
					}
				}
			}
			if what == "its workers" {
				time.Sleep(time.Duration(rnd.Float64() * float64(within)))
			}
			_ = cmd.Process.Kill() // as above
			<-exited
			count[what]++
			done++
		case <-exited:
			ended++
			if d, err := difference(whole, out); err != nil {
				return nil, err
			} else if d != "" && differing == "" {
				differing = d
			}
			out = ""
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	result := "the same bytes"
	if differing != "" {
		result = "differ: " + differing
		err = fmt.Errorf("a killed run ended with another result: %s", differing)
	}
	for _, what := range []string{"the parent", "its workers", "all"} {
		t.add(what, strconv.Itoa(count[what]), "", "")
	}
	t.add("together", strconv.Itoa(b.kills), strconv.Itoa(ended), result)
	return []*table{t}, err
}

// descendants are the processes that one has started, and those that they have.
func descendants(pid int) (all []int) {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // elsewhere there are none
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, after, _ := bytes.Cut(b, []byte(") ")) // the name before it may have blanks
		fields := strings.Fields(string(after))
		if len(fields) < 2 {
			continue
		}
		parent, _ := strconv.Atoi(fields[1])
		child, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		children[parent] = append(children[parent], child)
	}
	for next := []int{pid}; len(next) > 0; next = next[1:] {
		next = append(next, children[next[0]]...)
		all = append(all, children[next[0]]...)
	}
	return all
}

// difference names a file in which two output folders differ, "" for none.
func difference(a, b string) (string, error) {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		found := ""
		err := filepath.WalkDir(pair[0], func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.Name() == input.WorkspaceName {
				return fs.SkipDir
			}
			rel, err := filepath.Rel(pair[0], path)
			if err != nil || d.IsDir() || found != "" {
				return err
			}
			one, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if other, err := os.ReadFile(filepath.Join(pair[1], rel)); err != nil || !bytes.Equal(one, other) {
				found = rel
			}
			return nil
		})
		if err != nil || found != "" {
			return found, err
		}
	}
	return "", nil
}
