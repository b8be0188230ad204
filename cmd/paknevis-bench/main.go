// Command paknevis-bench measures the built paknevis beside other programs.
//
//	paknevis-bench -binary bin/paknevis                 all tables on the fixtures but batch, kill and memory
//	paknevis-bench -only printed -v                     one table, and what is wrong
//	paknevis-bench -corpus DIR -only corpus             an outside folder
//	paknevis-bench -only scans -sets worn               some parts of that table
//	paknevis-bench -only damage -faults tatweel,forms   some faults of fixtures/damage
//	paknevis-bench -only single -faults words-glued     the same on texts of one line
//	paknevis-bench -only arabic                         the same on texts in Arabic
//	paknevis-bench -only extracted                      what repair makes of the text of other readers
//	paknevis-bench -only batch                          many files; half an hour and more
//	paknevis-bench -only kill -n 50 -files 2000         runs that are killed and go on
//	paknevis-bench -only memory -files 1000             of a worker, by the number of pages
//	paknevis-bench -md FILE -json FILE                  keep tables and figures
//
// Every figure is measured in this one call, with the programs run as users run
// them. pdftotext, mutool, pdf.js and tesseract are measured beside where they
// are installed; pdf.js is the npm package pdfjs-dist, run by node, which
// `make peers` fetches or -pdfjs DIR names; virastar, which cleans text, is another.
// The table batch has OCRmyPDF and GNU parallel beside it. DIR is laid out as
//
//	corpus/made/PRODUCER-KIND-FONT.pdf   with KIND.gold.txt beside it
//	corpus/made/variants/VARIANT-PRODUCER-KIND-FONT.pdf   with corpus/made/KIND.gold.txt
//	corpus/made/features/NAME.pdf        compared with what the other programs read
//	corpus/pdf/NAME.pdf, corpus/ocr/NAME.pdf   with corpus/truth/NAME.txt
//	corpus/ocr/*lines*/                  pictures of lines, with gt.tsv or NAME.gt.txt (table scans)
//	corpus/text/NAME.txt                 clean text, a sentence a line, to be damaged
//	cases/NAME.in.txt                    with NAME.gold.txt beside it
//
// Exit codes: 0 measured, 1 a program failed, 2 wrong usage.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

// bench is one call: what it measures with and what it has found.
type bench struct {
	tools   tools
	corpus  string    // "" for none
	faults  []string  // to damage texts with; all and mixtures where empty
	sets    []string  // of the table scans; all where empty
	kills   int       // of the table kill
	files   int       // that it converts, and the table memory; 0 for their own numbers
	scratch string    // folder for outputs
	verbose io.Writer // what is wrong in each text; nil for none
	figures figures
}

// tables in the order in which they are printed.
var tables = []struct {
	name    string
	measure func(*bench, context.Context) ([]*table, error)
}{
	{"printed", (*bench).printed},
	{"scans", (*bench).scans},
	{"broken", (*bench).broken},
	{"extracted", (*bench).extracted},
	{"damage", (*bench).damaged},
	{"arabic", (*bench).damagedArabic},
	{"single", (*bench).single},
	{"speed", (*bench).speed},
	{"text", (*bench).text},
	{"batch", (*bench).batch},
	{"kill", (*bench).kill},
	{"memory", (*bench).workerMemory},
	{"corpus", (*bench).outside},
}

// slow are the tables that are made only when they are named.
var slow = []string{"batch", "kill", "memory"}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var names []string
	for _, t := range tables {
		names = append(names, t.name)
	}
	fl := flag.NewFlagSet("paknevis-bench", flag.ContinueOnError)
	fl.SetOutput(stderr)
	binary := fl.String("binary", "bin/paknevis", "paknevis to measure")
	corpus := fl.String("corpus", "", "outside folder to measure as well")
	pdfjs := fl.String("pdfjs", "", "folder of the npm package pdfjs-dist; found by itself where node finds it")
	only := fl.String("only", "", "tables to make, by comma: "+strings.Join(names, ", "))
	faults := fl.String("faults", "", "faults of the tables damage, arabic and single, by comma, each one or several joined by +")
	sets := fl.String("sets", "", "parts of the table scans, by comma: "+strings.Join(scanSets, ", "))
	kills := fl.Int("n", 10, "how often runs are killed in the table kill")
	files := fl.Int("files", 0, fmt.Sprintf("how many files the tables kill and memory convert (0: %d and %d)", killFiles, memoryPages))
	md := fl.String("md", "", "write the tables to this file")
	history := fl.String("json", "", "append the figures to this file, a line of JSON a call")
	verbose := fl.Bool("v", false, "print what is wrong in each text to standard error")
	if err := fl.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	chosen := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(slow, name) })
	if *only != "" {
		chosen = strings.Split(*only, ",")
	}
	for _, name := range chosen {
		if !slices.Contains(names, name) || fl.NArg() > 0 {
			fmt.Fprintf(stderr, "paknevis-bench: want no arguments and -only out of %s\n", strings.Join(names, ", "))
			return 2
		}
	}
	if slices.Contains(chosen, "corpus") && *corpus == "" && *only != "" {
		fmt.Fprintln(stderr, "paknevis-bench: name the outside folder with -corpus DIR")
		return 2
	}
	b := &bench{corpus: *corpus, kills: *kills, files: *files, figures: figures{}}
	if *faults != "" {
		b.faults = strings.Split(*faults, ",")
	}
	if *sets != "" {
		b.sets = strings.Split(*sets, ",")
	}
	for _, set := range b.sets {
		if !slices.Contains(scanSets, set) {
			fmt.Fprintf(stderr, "paknevis-bench: want -sets out of %s\n", strings.Join(scanSets, ", "))
			return 2
		}
	}
	if *verbose {
		b.verbose = stderr
	}
	report, err := b.run(ctx, *binary, *pdfjs, chosen, stdout)
	if *md != "" {
		err = errors.Join(err, os.WriteFile(*md, report, 0o666))
	}
	if *history != "" {
		err = errors.Join(err, b.figures.append(*history, b.tools.versions(ctx)))
	}
	if err != nil {
		fmt.Fprintf(stderr, "paknevis-bench: %v\n", err)
		return 1
	}
	return 0
}

// run makes the chosen tables, prints each as soon as it is there and gives all
// of them. A program that fails on one input does not end the call.
func (b *bench) run(ctx context.Context, binary, pdfjs string, chosen []string, stdout io.Writer) ([]byte, error) {
	var err error
	if b.tools, err = findTools(ctx, binary, pdfjs); err != nil {
		return nil, err
	}
	if b.scratch, err = os.MkdirTemp("", "paknevis-bench-"); err != nil {
		return nil, err
	}
	defer os.RemoveAll(b.scratch)
	var report bytes.Buffer
	out := io.MultiWriter(stdout, &report)
	fmt.Fprintf(out, "Measured with %s.\n", strings.Join(b.tools.versions(ctx), ", "))
	if missing := b.tools.missing(); len(missing) > 0 {
		fmt.Fprintf(out, "Left out, because not installed: %s. `make peers` fetches what it can.\n", strings.Join(missing, ", "))
	}
	var failed []error
	for _, t := range tables {
		if !slices.Contains(chosen, t.name) || t.name == "corpus" && b.corpus == "" {
			continue
		}
		made, err := t.measure(b, ctx)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", t.name, err))
		}
		for _, m := range made {
			fmt.Fprintf(out, "\n%s", m)
		}
	}
	return report.Bytes(), errors.Join(failed...)
}

// folder is a new empty folder for outputs.
func (b *bench) folder(name string) (string, error) {
	dir, err := os.MkdirTemp(b.scratch, name+"-")
	if err != nil {
		return "", fmt.Errorf("folder for outputs: %w", err)
	}
	return dir, nil
}

// base is the name of a file without folder and ending.
func base(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}
