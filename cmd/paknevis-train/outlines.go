package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font/sfnt"

	pdffont "github.com/paknevis/paknevis/repair/pdf/font"
)

// leastOutlines is how many Arabic glyphs a font must have to be listed; a font for another
// script has a few of them.
const leastOutlines = 28

// An outlineTable is one of those by which repair/pdf/font knows the glyphs of fonts.
type outlineTable struct {
	flag   string // of this command
	what   string // is listed
	least  int    // how many of them a font must have to be listed
	survey func(font []byte) []pdffont.Known
	encode func(w io.Writer, all []pdffont.Known) (int, error)
}

var (
	letterOutlines   = outlineTable{"outlines", "Arabic letters, marks and digits", leastOutlines, pdffont.Survey, pdffont.EncodeKnown}
	skeletonOutlines = outlineTable{"skeletons", "Arabic letters without their dots", 1, pdffont.Skeletons, pdffont.EncodeSkeletons}
)

// listOutlines writes a table of the glyphs of fonts; free leaves out those that state no licence.
func listOutlines(t outlineTable, patterns, out string, free bool) error {
	names, err := fontFiles(patterns)
	if err != nil {
		return err
	}
	note := strings.TrimSuffix(out, filepath.Ext(out)) + ".txt"
	var text strings.Builder
	text.WriteString("Outlines of " + t.what + " that repair/pdf/font knows: a digest of each and what\n" +
		"the font says of it, listed by cmd/paknevis-train -" + t.flag + " from these fonts. No outline can be drawn from it.\n" +
		"(file, start of its SHA-256, licence that it states, outlines):\n\n")
	var all []pdffont.Known
	fonts := 0
	seen := map[string]bool{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading a font: %w", err)
		}
		digest := digestOf(b)
		if seen[digest] {
			continue // a copy under another name
		}
		seen[digest] = true
		glyphs := t.survey(b)
		named := 0
		for _, g := range glyphs {
			if g.Text != "" {
				named++
			}
		}
		if named < t.least {
			continue
		}
		fc := face{name: name, digest: digest, licence: noLicence}
		if f, err := sfnt.Parse(b); err == nil {
			fc.licence = licenceOf(f)
		}
		if free && fc.licence == noLicence {
			continue
		}
		listFace(&text, &fc)
		all = append(all, glyphs...)
		fonts++
	}
	if fonts == 0 {
		return fmt.Errorf("no font of %s has Arabic glyphs: %w", patterns, os.ErrNotExist)
	}
	n := 0
	if err := writeModel(out, func(w io.Writer) (err error) { n, err = t.encode(w, all); return err }); err != nil {
		return err
	}
	if err := os.WriteFile(note, []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("writing the provenance: %w", err)
	}
	fmt.Fprintf(os.Stderr, "outlines: %d fonts, %d glyphs, %d different outlines; wrote %s and %s\n", fonts, len(all), n, out, note)
	return nil
}
