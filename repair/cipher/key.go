package cipher

import (
	"cmp"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// Code is a character code of a font of the document.
type Code struct {
	Font int32  // index into the fonts of the document
	Code uint32 // as it stands in the file
}

// Key is what was learned of the codes of a document. A nil Key has learned nothing.
type Key struct{ fonts []Finding }

// Finding is what was learned about the codes of one font.
type Finding struct {
	Font     int32
	Names    map[uint32]page.Naming
	Verdict  page.Verdict // VerdictUnknown: as the file has it
	Evidence string       // one sentence
}

// Learn names what codes it can from a sample of painted pages. The pages are not
// changed. It depends on nothing but its arguments, and returns nil if there is
// nothing to name. The outlines may be nil; they tell dotted letters apart where
// words are few.
func Learn(pages []*page.Page, fonts []page.Font, m *lang.Model, outlines Outliner) *Key {
	none := disbelieved(pages, fonts)
	unknown := unnamed(pages, none)
	if len(unknown) == 0 {
		return nil
	}
	s := newSolver(m, fonts, collect(pages, fonts, m.Language(), unknown, none))
	s.look(pages, outlines)
	names := s.solve()
	s.signs(outlines, names)
	s.digits(outlines, names)
	s.pieces(pages, outlines, names)
	return newKey(s.findings(names, unknown, none))
}

// newKey puts findings in order; without any there is no Key.
func newKey(found []Finding) *Key {
	if len(found) == 0 {
		return nil
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.Font, b.Font) })
	return &Key{found}
}

// byFont makes a finding of the names of each font.
func byFont(names map[Code]page.Naming) []Finding {
	at := map[int32]int{}
	var found []Finding
	for c, n := range names {
		i, ok := at[c.Font]
		if !ok {
			i = len(found)
			at[c.Font] = i
			found = append(found, Finding{Font: c.Font, Names: map[uint32]page.Naming{}})
		}
		found[i].Names[c.Code] = n
	}
	return found
}

// Fonts are the findings by font, ascending.
func (k *Key) Fonts() []Finding {
	if k == nil {
		return nil
	}
	return k.fonts
}

// Empty reports that no code was named.
func (k *Key) Empty() bool {
	return k == nil || !slices.ContainsFunc(k.fonts, func(f Finding) bool { return len(f.Names) > 0 })
}

// Apply names the glyphs of a page that was read before. It is what reading the
// page again would do after the fonts were told.
func (k *Key) Apply(p *page.Page) {
	if k.Empty() {
		return
	}
	names := map[int32]map[uint32]page.Naming{}
	for _, f := range k.fonts {
		names[f.Font] = f.Names
	}
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if n, ok := names[g.Font][g.Code]; ok {
			g.Text, g.Form, g.Evidence, g.Conf = n.Text, n.Form, n.Evidence, n.Conf
		}
	}
}
