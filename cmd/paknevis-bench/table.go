package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// table is a Markdown table with a heading and a sentence on what it shows.
type table struct {
	title, note string
	header      []string
	rows        [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String aligns the columns: names to the left, figures to the right.
func (t *table) String() string {
	width := make([]int, len(t.header))
	for _, row := range slices.Concat([][]string{t.header}, t.rows) {
		for i, cell := range row {
			width[i] = max(width[i], 2, utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	line := func(row []string) {
		for i, cell := range row {
			gap := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				fmt.Fprintf(&b, "| %s%s ", cell, gap)
			} else {
				fmt.Fprintf(&b, "| %s%s ", gap, cell)
			}
		}
		b.WriteString("|\n")
	}
	fmt.Fprintf(&b, "## %s\n\n%s\n\n", t.title, t.note)
	line(t.header)
	for i, w := range width {
		if i == 0 {
			fmt.Fprintf(&b, "|:%s", strings.Repeat("-", w+1))
		} else {
			fmt.Fprintf(&b, "|%s:", strings.Repeat("-", w+1))
		}
	}
	b.WriteString("|\n")
	for _, row := range t.rows {
		line(row)
	}
	return b.String()
}

// percent never rounds what is not all to all, nor what is not nothing to nothing.
func percent(x float64) string {
	switch {
	case x > 0 && x < 0.0005:
		return "<0.1 %"
	case x < 1 && x >= 0.9995:
		return ">99.9 %"
	}
	return fmt.Sprintf("%.1f %%", 100*x)
}

// of is a part of a count.
func of(part, all int) string { return fmt.Sprintf("%d/%d", part, all) }

func ratio(x float64) string { return fmt.Sprintf("%.2f×", x) }
