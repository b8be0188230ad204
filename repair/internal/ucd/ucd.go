// Package ucd reads the files of the Unicode Character Database for the table
// generators of repair/script and repair/bidi. UAX #44 describes the format:
// fields between semicolons, a comment after "#", ranges as "0000..FFFF".
package ucd

import (
	"bufio"
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Row is one line of a file: the code points it is about and its other fields.
type Row struct {
	From, To rune
	Fields   []string // without the code point
}

// Read calls f for each row of a file. A range of UnicodeData.txt, which is
// given as a "First" and a "Last" line, is one row.
func Read(path string, f func(Row) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	defer file.Close()
	first := rune(-1)
	sc := bufio.NewScanner(file)
	for n := 1; sc.Scan(); n++ {
		line, _, _ := strings.Cut(sc.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Split(line, ";")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		row := Row{Fields: fields[1:]}
		if row.From, row.To, err = span(fields[0]); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if len(row.Fields) > 0 && strings.HasSuffix(row.Fields[0], ", First>") {
			first = row.From
			continue
		}
		if first >= 0 {
			row.From, first = first, -1
		}
		if err := f(row); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}

func span(s string) (from, to rune, err error) {
	lo, hi, ok := strings.Cut(s, "..")
	if !ok {
		hi = lo
	}
	if from, err = Hex(lo); err != nil {
		return 0, 0, err
	}
	to, err = Hex(hi)
	return from, to, err
}

// Hex reads a code point such as 0627.
func Hex(s string) (rune, error) {
	v, err := strconv.ParseUint(s, 16, 21)
	if err != nil {
		return 0, fmt.Errorf("code point %q: %w", s, err)
	}
	return rune(v), nil
}

// Version is the version that the first line of a file states, e.g. "15.0.0".
func Version(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("opening: %w", err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	if !sc.Scan() {
		return "", fmt.Errorf("%s is empty", path)
	}
	stem := strings.TrimSuffix(filepath.Base(path), ".txt") + "-"
	_, rest, ok := strings.Cut(sc.Text(), stem)
	if !ok {
		return "", fmt.Errorf("%s states no version in its first line", path)
	}
	return strings.TrimSuffix(rest, ".txt"), nil
}

// Write formats the source of a generated file and stores it as
// tablesVERSION.go in dir.
func Write(dir, version string, source *bytes.Buffer) error {
	text, err := format.Source(source.Bytes())
	if err != nil {
		return fmt.Errorf("formatting the tables: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, "tables"+version+".go"), text, 0o666)
}
