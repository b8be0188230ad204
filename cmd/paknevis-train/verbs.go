package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// Personal endings of Persian verbs, by tense.
var (
	pastEndings    = strings.Split(" م ی یم ید ند", " ")
	presentEndings = strings.Split("م ی د یم ید ند", " ")
	perfectEndings = strings.Split("ام است ایم اید اند", " ") // not ای: it is rare and makes the letters of a plural
)

// conjugate lists the simple and the perfect forms of a verb with their ZWNJs,
// from its past and its present stem, of which one may be empty.
func conjugate(past, present string) []string {
	var out []string
	joint := string(zwnj)
	for _, no := range []string{"", "ن"} {
		if past != "" {
			for _, e := range pastEndings {
				out = append(out, prefixed(no, past)+e, no+"می"+joint+past+e)
			}
			for _, e := range perfectEndings {
				out = append(out, prefixed(no, past)+"ه"+joint+e, no+"می"+joint+past+"ه"+joint+e)
			}
		}
		if present != "" {
			stem := present
			if strings.HasSuffix(stem, "ا") {
				stem += "ی" // the glide before an ending
			}
			for _, e := range presentEndings {
				out = append(out, no+"می"+joint+stem+e, prefixed(cmp.Or(no, "ب"), stem)+e)
			}
		}
	}
	return out
}

// prefixed puts a prefix of one letter before a stem, with the glide that a vowel asks for.
func prefixed(prefix, stem string) string {
	switch {
	case prefix == "":
		return stem
	case strings.HasPrefix(stem, "آ"):
		return prefix + "یا" + strings.TrimPrefix(stem, "آ")
	case strings.HasPrefix(stem, "ا"):
		return prefix + "ی" + strings.TrimPrefix(stem, "ا")
	}
	return prefix + stem
}

// readVerbs adds the forms of the verbs that two lists name by their stems.
func (c *corpus) readVerbs(dir string) error {
	for _, l := range []struct {
		file, sep, licence string
		past, present      int // columns
	}{
		{"hazm-verbs.dat", "#", "MIT", 0, 1},
		{"shekar-verbs.csv", ",", "MIT", 1, 0},
	} {
		lines, err := readLines(filepath.Join(dir, l.file))
		if err != nil {
			return err
		}
		n := 0
		for _, s := range lines {
			f := strings.Split(s, l.sep)
			if len(f) <= max(l.past, l.present) {
				continue
			}
			for _, w := range conjugate(strings.TrimSpace(f[l.past]), strings.TrimSpace(f[l.present])) {
				if _, _, ok := lang.Key(w); ok {
					c.lexicon = append(c.lexicon, w)
					n++
				}
			}
		}
		c.lists = append(c.lists, fmt.Sprintf("%s: %d forms of verbs, %s", l.file, n, l.licence))
	}
	return nil
}
