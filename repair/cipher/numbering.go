package cipher

import (
	_ "embed" // the table of numberings
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

//go:embed numbering.txt
var numberingText string

// A numbering is how a font in wide use numbers its glyphs.
type numbering struct {
	text    map[uint32]string // by glyph, as files name them
	unnamed map[uint32]page.Naming
}

// knownConf is the confidence in a name by a known numbering.
const knownConf = 0.97

var numberings = sync.OnceValue(func() []numbering {
	ns, err := readNumberings(numberingText)
	if err != nil {
		panic(err) // the table is part of the program
	}
	return ns
})

func readNumberings(s string) (ns []numbering, err error) {
	shapes := map[string]script.Form{"isolated": script.FormIsolated, "final": script.FormFinal, "initial": script.FormInitial, "medial": script.FormMedial}
	for i, line := range strings.Split(s, "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
			continue
		case f[0] == "font":
			ns = append(ns, numbering{map[uint32]string{}, map[uint32]page.Naming{}})
			continue
		case len(ns) == 0:
			return nil, fmt.Errorf("line %d: a glyph before any font", i+1)
		}
		n := &ns[len(ns)-1]
		r, err := strconv.ParseUint(f[0], 16, 16)
		if err != nil {
			return nil, fmt.Errorf("line %d: reading the letter: %w", i+1, err)
		}
		text := string(rune(r))
		form, unnamed := shapes[f[len(f)-1]]
		if unnamed {
			f = f[:len(f)-1]
		}
		for _, g := range f[1:] {
			gid, err := strconv.ParseUint(g, 10, 16)
			if err != nil {
				return nil, fmt.Errorf("line %d: reading the glyph: %w", i+1, err)
			}
			if unnamed {
				n.unnamed[uint32(gid)] = page.Naming{Text: text, Form: form, Evidence: page.EvidenceGuess, Conf: knownConf}
			} else {
				n.text[uint32(gid)] = text
			}
		}
	}
	return ns, nil
}

// number names the codes of fonts whose numbering is known.
func (s *solver) number(names map[Code]page.Naming) {
	for k := 1; k < len(s.done); k++ {
		c := &s.codes[k-1]
		for _, n := range numberings() {
			name, ok := n.unnamed[c.gid]
			if !ok || !alike(n.text, s.kin.text[c.code.Font]) {
				continue
			}
			s.read[k], s.done[k] = guess{text: []rune(name.Text), joins: name.Form.JoinsNext()}, true
			names[c.code] = name
			break
		}
	}
}
