package input

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Glob is a pattern for paths below a folder, with slashes. A star stands for any letters
// but a slash, ? for one, [a-z] for one of a set; a backslash takes the meaning of what
// follows it. ** alone between slashes stands for any number of folders, none too. A
// pattern without a slash is one for the last part of a path; one with a slash is for all
// of it; one that ends in a slash for all that is in such a folder. Upper and lower case
// differ.
type Glob struct{ parts []string }

// ParseGlob reads a pattern.
func ParseGlob(s string) (Glob, error) {
	trimmed := strings.TrimPrefix(s, "./")
	inside := strings.HasSuffix(trimmed, "/")
	anchored := strings.Contains(strings.TrimSuffix(trimmed, "/"), "/")
	parts := slices.DeleteFunc(strings.Split(trimmed, "/"), func(p string) bool { return p == "" })
	if len(parts) == 0 {
		return Glob{}, fmt.Errorf("pattern %q: want one like *.pdf or drafts/**", s)
	}
	for _, p := range parts {
		if _, err := path.Match(p, ""); err != nil {
			return Glob{}, fmt.Errorf("pattern %q: %w", s, err)
		}
	}
	if !anchored {
		parts = slices.Insert(parts, 0, "**")
	}
	if inside {
		parts = append(parts, "**")
	}
	return Glob{parts}, nil
}

// Match reports whether the pattern stands for a path.
func (g Glob) Match(name string) bool {
	// at[i] says that the first i parts of the pattern stand for what was read so far.
	at := make([]bool, len(g.parts)+1)
	at[0] = true
	for i, p := range g.parts {
		at[i+1] = at[i] && p == "**"
	}
	for part := range strings.SplitSeq(name, "/") {
		before := at[0]
		at[0] = false
		for i, p := range g.parts {
			old := at[i+1]
			if p == "**" {
				at[i+1] = old || at[i]
			} else {
				ok, _ := path.Match(p, part) // checked by ParseGlob
				at[i+1] = before && ok
			}
			before = old
		}
	}
	return at[len(g.parts)]
}

func matchAny(gs []Glob, name string) bool {
	return slices.ContainsFunc(gs, func(g Glob) bool { return g.Match(name) })
}

// Globs is a list of patterns. It implements pflag.Value; each Set adds one.
type Globs []Glob

// Set adds a pattern.
func (gs *Globs) Set(s string) error {
	g, err := ParseGlob(s)
	if err == nil {
		*gs = append(*gs, g)
	}
	return err
}

func (gs *Globs) String() string {
	all := make([]string, len(*gs))
	for i, g := range *gs {
		all[i] = strings.Join(g.parts, "/")
	}
	return strings.Join(all, " ")
}

// Type implements pflag.Value.
func (gs *Globs) Type() string { return "glob" }
