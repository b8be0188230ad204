package font

import (
	"strings"

	"github.com/go-text/typesetting/font/opentype/tables"

	"github.com/paknevis/paknevis/repair/script"
)

// substitution is one rule of the GSUB table: the glyphs in become the glyph
// out, which therefore stands for the same text.
type substitution struct {
	in   []uint32
	out  uint32
	form script.Form // the joining form the feature makes, FormUnknown for another feature
}

// formOfFeature is the joining form that a GSUB feature makes.
func formOfFeature(tag string) script.Form {
	switch tag {
	case "isol":
		return script.FormIsolated
	case "init":
		return script.FormInitial
	case "medi", "med2":
		return script.FormMedial
	case "fina", "fin2", "fin3":
		return script.FormFinal
	}
	return script.FormUnknown
}

// meaningless are the features whose glyphs do not stand for the text of their
// input: fractions and superscripts lose a sign, localised digits change it.
func meaningless(tag string) bool {
	switch tag {
	case "frac", "afrc", "numr", "dnom", "sups", "subs", "sinf", "ordn", "locl", "zero":
		return true
	}
	return false
}

func (p *program) readGSUB(b []byte) {
	if len(b) < 10 {
		return
	}
	layout, _, err := tables.ParseLayout(b)
	if err != nil {
		return
	}
	form := map[int]script.Form{}
	skip := map[int]bool{}
	use := map[int]bool{}
	for i, f := range layout.FeatureList.Features {
		tag := strings.TrimSpace(layout.FeatureList.Records[i].Tag.String())
		for _, k := range f.LookupListIndices {
			if meaningless(tag) {
				skip[int(k)] = true
				continue
			}
			use[int(k)] = true
			if fm := formOfFeature(tag); fm != script.FormUnknown {
				form[int(k)] = fm
			}
		}
	}
	for i, lookup := range layout.LookupList.Lookups {
		if skip[i] && !use[i] {
			continue
		}
		subs, err := lookup.AsGSUBLookups()
		if err != nil {
			continue
		}
		for _, s := range subs {
			if ext, ok := s.(tables.ExtensionSubs); ok {
				if s, err = ext.Resolve(); err != nil {
					continue
				}
			}
			p.readLookup(s, form[i])
		}
	}
}

func (p *program) readLookup(s tables.GSUBLookup, form script.Form) {
	add := func(out uint32, in ...uint32) {
		if len(p.subs) < maxClosure {
			p.subs = append(p.subs, substitution{in, out, form})
		}
	}
	switch t := s.(type) {
	case tables.SingleSubs:
		switch d := t.Data.(type) {
		case tables.SingleSubstData1:
			for g := range covered(d.Coverage) {
				add(uint32(uint16(int(g)+int(d.DeltaGlyphID))), g)
			}
		case tables.SingleSubstData2:
			for g, i := range covered(d.Coverage) {
				if i < len(d.SubstituteGlyphIDs) {
					add(uint32(d.SubstituteGlyphIDs[i]), g)
				}
			}
		}
	case tables.AlternateSubs:
		for g, i := range covered(t.Coverage) {
			if i < len(t.AlternateSets) {
				for _, a := range t.AlternateSets[i].AlternateGlyphIDs {
					add(uint32(a), g)
				}
			}
		}
	case tables.MultipleSubs:
		for g, i := range covered(t.Coverage) {
			// A sequence of several glyphs takes a letter apart into skeleton and dots,
			// which no longer tell which letter it was.
			if i >= len(t.Sequences) {
				continue
			}
			switch out := t.Sequences[i].SubstituteGlyphIDs; {
			case len(out) == 1:
				add(uint32(out[0]), g)
			case len(out) > 1 && len(p.pieces) < maxClosure: // one of none takes the glyph away
				apart := substitution{out: g}
				for _, g := range out {
					apart.in = append(apart.in, uint32(g))
				}
				p.pieces = append(p.pieces, apart)
			}
		}
	case tables.LigatureSubs:
		for g, i := range covered(t.Coverage) {
			if i >= len(t.LigatureSets) {
				continue
			}
			for _, l := range t.LigatureSets[i].Ligatures {
				in := append(make([]uint32, 0, len(l.ComponentGlyphIDs)+1), g)
				for _, c := range l.ComponentGlyphIDs {
					in = append(in, uint32(c))
				}
				add(uint32(l.LigatureGlyph), in...)
			}
		}
	}
}

// covered walks the glyphs of a coverage table with their indices.
func covered(c tables.Coverage) func(yield func(uint32, int) bool) {
	return func(yield func(uint32, int) bool) {
		switch t := c.(type) {
		case tables.Coverage1:
			for i, g := range t.Glyphs {
				if !yield(uint32(g), i) {
					return
				}
			}
		case tables.Coverage2:
			for _, r := range t.Ranges {
				for g := uint32(r.StartGlyphID); g <= uint32(r.EndGlyphID); g++ {
					if !yield(g, int(r.StartCoverageIndex)+int(g-uint32(r.StartGlyphID))) {
						return
					}
				}
			}
		}
	}
}

// close names the glyphs that only substitutions lead to. Each round reads the
// rules once; text comes from the first rule that explains a glyph, a form from
// the first that states one.
func (p *program) close() {
	p.nameBases()
	for range maxClosureDepth {
		changed := false
		for _, s := range p.subs {
			text, form, ok := p.input(s)
			if !ok {
				continue
			}
			if s.form != script.FormUnknown {
				form = s.form
				p.hasForms = true
			}
			r, known := p.readings[s.out]
			switch {
			case !known && s.out != 0 && len(p.readings) < maxClosure:
				p.readings[s.out] = reading{text: text, form: form, source: fromGSUB}
				changed = true
			case known && r.form == script.FormUnknown && r.source != fromCmap && r.text == text && form != script.FormUnknown:
				r.form = form
				p.readings[s.out] = r
				changed = true
			}
		}
		if !changed {
			return
		}
	}
}

// nameBases names the glyphs that are substituted by a joining form which the cmaps know.
// Word cuts the code points that a document lacks out of the cmaps, and with them a letter
// of which only forms are drawn; but for it the other forms have no name.
func (p *program) nameBases() {
	for _, s := range p.subs {
		if len(s.in) != 1 || s.form == script.FormUnknown || s.form == script.FormIsolated || s.in[0] == 0 {
			continue
		}
		out := p.readings[s.out]
		if _, known := p.readings[s.in[0]]; known || out.source != fromCmap || out.form != s.form || len(out.alt) > 0 || !isArabicLetter(out.text) || len(p.readings) >= maxClosure {
			continue
		}
		p.readings[s.in[0]] = reading{text: out.text, form: script.FormIsolated, source: fromGSUB}
	}
}

func (p *program) input(s substitution) (string, script.Form, bool) {
	var b strings.Builder
	forms := make([]script.Form, 0, len(s.in))
	for _, g := range s.in {
		r, ok := p.readings[g]
		if !ok || b.Len() > maxDestination {
			return "", script.FormUnknown, false
		}
		b.WriteString(r.text)
		forms = append(forms, r.form)
	}
	return b.String(), ligatureForm(forms), true
}
