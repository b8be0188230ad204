package main

import (
	"fmt"
	"strings"
)

// show prints the lines that a text lacks and those that it has too much.
func (b *bench) show(name, gold, out string) {
	if b.verbose == nil {
		return
	}
	g, o := lines(gold), lines(out)
	missing, extra := without(g, o), without(o, g)
	if len(missing)+len(extra) == 0 {
		return
	}
	fmt.Fprintf(b.verbose, "== %s: %d of %d lines wrong\n", name, len(missing), len(g))
	for _, l := range missing {
		fmt.Fprintf(b.verbose, "- %s\n", l)
	}
	for _, l := range extra {
		fmt.Fprintf(b.verbose, "+ %s\n", l)
	}
}

// showLine prints a line as it was broken, as it was meant and as it came out.
func (b *bench) showLine(fault, in, gold, out string) {
	if b.verbose != nil {
		fmt.Fprintf(b.verbose, "== %s\n< %s\n- %s\n+ %s\n", fault, in, gold, strings.TrimSpace(out))
	}
}

// lines gives the lines that are not blank, with single spaces.
func lines(text string) []string {
	var list []string
	for l := range strings.Lines(text) {
		if words := strings.Fields(l); len(words) > 0 {
			list = append(list, strings.Join(words, " "))
		}
	}
	return list
}

// without gives what of a is not in b, each as often as it is more often in a.
func without(a, b []string) []string {
	have := map[string]int{}
	for _, s := range b {
		have[s]++
	}
	var rest []string
	for _, s := range a {
		if have[s]--; have[s] < 0 {
			rest = append(rest, s)
		}
	}
	return rest
}
