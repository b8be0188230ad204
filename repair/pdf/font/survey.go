package font

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/script"
)

// Known is a glyph of a whole font: the digest of its outline, and what cmap, names and
// substitutions of the font say of it.
type Known struct {
	Digest uint64 // see digestOf; 48 bits
	Text   string // base letters in logical order
	Alt    string // other code points that the font draws with the same glyph
	Form   script.Form
}

// Skeletons lists the glyphs of a whole font on which it puts dots to make letters, or which
// have no dots of letters that it takes apart, and that show nothing but letters without.
func Skeletons(data []byte) (all []Known) {
	var p *program
	guard(func() { p = readSFNT(data) })
	if p == nil || p.outline == nil {
		return nil
	}
	p.read()
	bare := p.undotted()
	for gid := range p.skeletons() {
		r, ok := bare[gid]
		if !ok {
			continue
		}
		if d, long := p.digest(gid); long {
			all = append(all, Known{Digest: d, Text: r.text, Form: r.form})
		}
	}
	slices.SortFunc(all, compareKnown)
	return slices.Compact(all)
}

// undotted are the glyphs that show letters without dots: those of which the font makes a letter
// with dots, those that it names so, and the ligatures of both.
func (p *program) undotted() map[uint32]reading {
	bare := map[uint32]reading{}
	for gid, r := range p.readings {
		r.text = unstretched(r.text)
		if r.text == alefMaksura && r.form.JoinsNext() {
			r.text = string(toothless) // the final form alone shows a letter
		}
		if isSkeleton(r.text) {
			bare[gid] = r
		}
	}
	torn := map[uint32]bool{} // letters of several shapes are made of
	for _, s := range p.pieces {
		whole, base := p.readings[s.out], s.in[0]
		text := skeletonOf(whole.text, whole.form)
		r, known := bare[base]
		switch {
		case text == "" || len(s.in) < 2 || torn[base] || known && r.source != fromNothing:
		case known && r.text != text:
			delete(bare, base)
			torn[base] = true
		default:
			bare[base] = reading{text: text, form: whole.form}
		}
	}
	for range maxClosureDepth {
		more := false
		for _, s := range p.subs {
			if _, ok := bare[s.out]; ok || torn[s.out] {
				continue
			}
			var text strings.Builder
			var forms []script.Form
			for _, g := range s.in {
				text.WriteString(bare[g].text)
				forms = append(forms, bare[g].form)
			}
			if slices.ContainsFunc(s.in, func(g uint32) bool { return bare[g].text == "" }) || text.Len() > maxDestination {
				continue
			}
			form := s.form
			if form == script.FormUnknown {
				form = ligatureForm(forms)
			}
			bare[s.out], more = reading{text: text.String(), form: form}, true
		}
		if !more {
			break
		}
	}
	return bare
}

// Survey lists the glyphs of a whole TrueType or OpenType font that stand for Arabic
// letters, marks and digits, one with several texts as often as it has texts. One without a
// text is part of several letters. It is nil for what is no font.
func Survey(data []byte) (all []Known) {
	var p *program
	guard(func() { p = readSFNT(data) })
	if p == nil || p.outline == nil {
		return nil
	}
	add := func(gid uint32, text string, alt []rune, form script.Form) {
		if text = unstretched(text); !hasArabic(text) {
			return
		}
		if d, ok := p.digest(gid); ok {
			all = append(all, Known{d, text, string(alt), form})
		}
	}
	readings := p.read()
	pieces, told := p.skeletons(), p.formed()
	for gid, r := range readings {
		if pieces[gid] {
			if d, ok := p.digest(gid); ok {
				all = append(all, Known{Digest: d})
			}
			delete(readings, gid)
		} else if r.form != script.FormUnknown && !told[r.text] {
			r.form = script.FormUnknown
			readings[gid] = r
		}
	}
	for gid, r := range readings {
		add(gid, r.text, r.alt, r.form)
	}
	for _, s := range p.subs { // a glyph may come of several rules, and its reading is that of the first
		if text, form, ok := p.input(s); ok && SameShape(text, readings[s.out].text) {
			if s.form != script.FormUnknown {
				form = s.form
			}
			add(s.out, text, nil, form)
		}
	}
	slices.SortFunc(all, compareKnown)
	return slices.Compact(all)
}

// skeletons are the glyphs that a font puts dots and strokes on to make letters of Persian and
// Arabic, and all that it makes of them: they do not tell which letter they are. One that is
// a letter itself, and part of letters of other languages only, tells it well enough.
func (p *program) skeletons() map[uint32]bool {
	pieces := map[uint32]bool{}
	for _, s := range p.pieces {
		whole := p.readings[s.out].text
		if text, _, ok := p.input(s); ok && SameShape(text, whole) {
			continue // a ligature, taken apart into its letters
		}
		base := p.readings[s.in[0]].text
		signs, on := strings.CutPrefix(norm.NFD.String(whole), base)
		foreign := rank(whole) > 1 // its glyphs are skeletons of no letter if they have texts
		// Hamza or madda on its letter makes no skeleton of it.
		if base == "" || !foreign && (!on || strings.ContainsFunc(signs, unicode.IsLetter)) {
			pieces[s.in[0]] = true
		}
		for _, g := range s.in[1:] {
			if !foreign || p.readings[g].text == "" {
				pieces[g] = true
			}
		}
	}
	for more := len(pieces) > 0; more; {
		more = false
		for _, s := range p.subs {
			if !pieces[s.out] && slices.ContainsFunc(s.in, func(g uint32) bool { return pieces[g] }) {
				pieces[s.out], more = true, true
			}
		}
	}
	return pieces
}

// formed tells the texts of which a font has a glyph for each joining form. One that serves
// for two has the form of neither.
func (p *program) formed() map[string]bool {
	forms := map[string]map[script.Form]bool{}
	for _, r := range p.readings {
		if forms[r.text] == nil {
			forms[r.text] = map[script.Form]bool{}
		}
		forms[r.text][r.form] = true
	}
	told := map[string]bool{}
	for text, f := range forms {
		last := []rune(text)
		told[text] = f[script.FormIsolated] && f[script.FormFinal] &&
			(f[script.FormInitial] && f[script.FormMedial] || !script.JoinsNext(last[len(last)-1]))
	}
	return told
}

// unstretched is a text without the tatweels and joiners by which fonts name the long forms
// of letters, and without the space that stands before a mark in its isolated form.
func unstretched(s string) string {
	out := strings.Map(func(r rune) rune {
		if r == script.Tatweel || r == '\u200C' || r == '\u200D' { // ZERO WIDTH NON-JOINER and JOINER
			return -1
		}
		return r
	}, s)
	if out == "" {
		return s
	}
	return strings.TrimLeftFunc(out, unicode.IsSpace)
}

// EncodeKnown writes the table of the glyphs of several fonts, and gives the number of
// outlines in it. Where these draw several letters alike, the one that most people write is
// taken: that of Persian, then of Arabic, then of the other languages. The others are its
// alternatives if they have its shape in all fonts (kaf and keheh). An outline that two
// letters of one language share is left out.
func EncodeKnown(w io.Writer, all []Known) (int, error) { return encode(w, all, merge) }

// EncodeSkeletons writes the table of skeletons likewise. An outline that several fonts have for
// different strokes is left out.
func EncodeSkeletons(w io.Writer, all []Known) (int, error) {
	return encode(w, all, func(same []Known) (Known, bool) {
		k := same[0]
		for _, o := range same[1:] {
			if o.Text != k.Text {
				return k, false
			}
			if o.Form != k.Form {
				k.Form = script.FormUnknown
			}
		}
		return k, true
	})
}

// encode writes a table of what merge makes of the glyphs of one outline.
func encode(w io.Writer, all []Known, merge func(same []Known) (Known, bool)) (int, error) {
	all = slices.Clone(all)
	slices.SortFunc(all, compareKnown)
	var kept []Known
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].Digest == all[i].Digest {
			j++
		}
		if k, ok := merge(all[i:j]); ok {
			kept = append(kept, k)
		}
		i = j
	}
	type meaning struct {
		text, alt string
		form      script.Form
	}
	ids := map[meaning]int{}
	var texts, table bytes.Buffer
	for _, k := range kept {
		m := meaning{k.Text, k.Alt, k.Form}
		id, ok := ids[m]
		if !ok {
			id = len(ids)
			ids[m] = id
			for _, s := range []string{m.text, m.alt} {
				if len(s) > 255 {
					return 0, fmt.Errorf("writing the table of outlines: a glyph stands for %d bytes of text", len(s))
				}
				texts.WriteByte(byte(len(s)))
				texts.WriteString(s)
			}
			texts.WriteByte(byte(m.form))
		}
		table.Write(binary.BigEndian.AppendUint64(nil, k.Digest)[2:])
		table.Write(binary.BigEndian.AppendUint16(nil, uint16(id)))
	}
	if len(ids) > 1<<16 {
		return 0, errors.New("writing the table of outlines: too many texts")
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(ids)))
	for _, b := range [][]byte{head, texts.Bytes(), table.Bytes()} {
		if _, err := w.Write(b); err != nil {
			return 0, fmt.Errorf("writing the table of outlines: %w", err)
		}
	}
	return len(kept), nil
}

// merge is what glyphs of one outline stand for, false if they stand for several things.
func merge(same []Known) (Known, bool) {
	best := same[0]
	if best.Text == "" {
		return best, false
	}
	for _, k := range same[1:] {
		if rank(k.Text) < rank(best.Text) {
			best = k
		}
	}
	if rank(best.Text) == len(alphabets()) {
		return best, false
	}
	alt := []rune(best.Alt)
	for _, k := range same {
		switch {
		case SameShape(k.Text, best.Text):
			if k.Form != best.Form {
				best.Form = script.FormUnknown // an outline claims only what all its glyphs show
			}
			alt = append(append(alt, []rune(k.Alt)...), []rune(k.Text)...)
		case rank(k.Text) == rank(best.Text):
			return best, false
		}
	}
	if len([]rune(best.Text)) > 1 {
		alt = nil
	}
	slices.Sort(alt)
	best.Alt = string(slices.DeleteFunc(slices.Compact(alt), func(r rune) bool { return string(r) == best.Text }))
	return best, true
}

// rank is 0 for a text that Persian writes, and more for one of other languages.
func rank(s string) int {
	worst := 0
	for _, r := range s {
		n := slices.IndexFunc(alphabets(), func(a string) bool { return strings.ContainsRune(a, r) })
		switch {
		case n >= 0:
			worst = max(worst, n)
		case r >= 0x0660 && r <= 0x0669:
			worst = max(worst, 1) // as the letters of Arabic
		case r >= 0x06f0 && r <= 0x06f9 || !unicode.IsLetter(r) && !unicode.IsDigit(r):
		default:
			worst = len(alphabets())
		}
	}
	return worst
}

// alphabets are those of the languages in the order in which a shape is taken for theirs.
var alphabets = sync.OnceValue(func() (all []string) {
	for _, l := range []string{"fa", "ar", "ur", "ckb", "ps"} {
		all = append(all, script.Alphabet(l))
	}
	return all
})

func compareKnown(a, b Known) int {
	if a.Digest != b.Digest {
		if a.Digest < b.Digest {
			return -1
		}
		return 1
	}
	if c := strings.Compare(a.Text, b.Text); c != 0 {
		return c
	}
	if a.Form != b.Form {
		return int(a.Form) - int(b.Form)
	}
	return strings.Compare(a.Alt, b.Alt)
}
