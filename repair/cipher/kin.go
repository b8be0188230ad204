package cipher

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// Cuts of one family (regular, bold, italic) mostly number their glyphs alike, and
// subsets that keep the numbers, as XeTeX makes them, show it.
const (
	// kinCommon is how many glyphs with names two fonts have to share by number
	// before they can count as numbered alike.
	kinCommon = 8
	// kinAgree is the share of them that must have the same names.
	kinAgree = 0.95
)

// nearBy: fonts mostly number the shapes of one letter one after the other, so that the
// next of them are at most so far apart.
const nearBy = 3

// kinship tells which fonts of a document number their glyphs alike, and what
// they call them.
type kinship struct {
	of   map[int32][]int32           // by font
	text map[int32]map[uint32]string // by font and glyph
}

// related compares the fonts with unnamed codes with the others of their family.
func related(pages []*page.Page, fonts []page.Font, codes []suspect) kinship {
	k := kinship{of: map[int32][]int32{}, text: map[int32]map[uint32]string{}}
	var asked []int32
	families := map[string][]int32{}
	for i := range fonts {
		name := family(fonts[i].Name)
		families[name] = append(families[name], int32(i))
	}
	for _, c := range codes {
		f := c.code.Font
		if int(f) < len(fonts) && len(families[family(fonts[f].Name)]) > 1 && !slices.Contains(asked, f) {
			asked = append(asked, f)
		}
	}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if g.Text == "" || g.GID == 0 || g.Font < 0 {
				continue
			}
			m := k.text[g.Font]
			if m == nil {
				m = map[uint32]string{}
				k.text[g.Font] = m
			}
			m[g.GID] = g.Text
		}
	}
	for _, f := range asked {
		for _, o := range families[family(fonts[f].Name)] {
			if o != f && alike(k.text[f], k.text[o]) {
				k.of[f] = append(k.of[f], o)
			}
		}
	}
	return k
}

func alike(a, b map[uint32]string) bool {
	common, same := 0, 0
	for g, t := range a {
		if u, ok := b[g]; ok {
			common++
			if t == u {
				same++
			}
		}
	}
	return common >= kinCommon && float64(same) >= kinAgree*float64(common)
}

// family is the name of a font without its cut.
func family(name string) string {
	name, _, _ = strings.Cut(name, "-")
	name, _, _ = strings.Cut(name, ",")
	return name
}

// kinNames is what fonts that number their glyphs alike call the glyph of a code:
// by their files, or as it was deciphered there.
func (s *solver) kinNames(k int) (texts []string) {
	c := &s.codes[k-1]
	if c.gid == 0 {
		return nil
	}
	for _, o := range s.kin.of[c.code.Font] {
		if t, ok := s.kin.text[o][c.gid]; ok {
			texts = append(texts, t)
			continue
		}
		for j := range s.codes {
			if d := &s.codes[j]; s.done[j+1] && d.code.Font == o && d.gid == c.gid {
				texts = append(texts, string(s.read[j+1].text))
			}
		}
	}
	return texts
}

// near reports whether one of the glyphs numbered next to that of a code in its font is
// a shape of the letter: by the file, or as it was deciphered.
func (s *solver) near(k int, letter string) bool {
	c := &s.codes[k-1]
	if c.gid == 0 || letter == "" {
		return false
	}
	for g := c.gid - min(nearBy, c.gid); g <= c.gid+nearBy; g++ {
		if g != c.gid && s.kin.text[c.code.Font][g] == letter {
			return true
		}
	}
	for j := range s.codes {
		d := &s.codes[j]
		if s.done[j+1] && j+1 != k && d.code.Font == c.code.Font && max(d.gid, c.gid)-min(d.gid, c.gid) <= nearBy && string(s.read[j+1].text) == letter {
			return true
		}
	}
	return false
}
