package pipeline

import (
	"context"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// A map can lie: letters of our script, in lines that could be Persian or Arabic, and hardly
// a word. The pixels tell whether the text is in a language or a dialect that the
// vocabulary does not know, or in no language.

// Tuned on own pages in Persian (0.92 and more of the words known), in six sister
// languages (0.11 to 0.52, but not taken for Persian) and with permuted maps
// (0.36 to 0.46).
const (
	minWords      = 40   // of three letters and more on a page, to tell
	minLanguageID = 0.9  // confidence that the page is in the language of the model
	maxLying      = 0.6  // share of known words below which the layer is doubted
	minTruth      = 0.85 // share of known words of the reading that refutes it
	minHonest     = 0.6  // confidence of that reading
	minPart       = 0.1  // share of the letters of a page from which a font is to blame
)

// vocabulary counts the words of a text that are long enough to tell, and those of
// them that are known.
func vocabulary(text string, m *lang.Model) (known, words int) {
	for _, w := range strings.Fields(text) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if len([]rune(w)) < 3 || !strings.ContainsFunc(w, script.IsLetter) {
			continue
		}
		words++
		if m.Known(w) {
			known++
		}
	}
	return known, words
}

// lies reports a page whose words are none though it passes for one in the language of the model.
func lies(text string, m *lang.Model) bool {
	known, words := vocabulary(text, m)
	if words < minWords || float64(known) >= maxLying*float64(words) {
		return false
	}
	l, conf := lang.Identify(text)
	return l == m.Language() && conf >= minLanguageID
}

// expose reads the first page that seems to lie and, if its pixels show good
// text where the layer has none, gives up the fonts of its letters.
func (d *document) expose(ctx context.Context, pages []*page.Page, o Options) error {
	m := d.tongue
	for _, p := range pages {
		if !lies(p.Flow().String(), m) {
			continue
		}
		reading, err := d.pixels(ctx, p, o)
		if err != nil {
			return ctx.Err() // told when that page is asked for
		}
		d.readings[p.Number], d.taught[p.Number] = reading, true
		known, words := vocabulary(reading.Page.Flow().String(), m)
		if reading.Conf < minHonest || words < minWords || float64(known) < minTruth*float64(words) {
			return nil
		}
		count, all := map[int32]int{}, 0
		for i := range p.Glyphs {
			if g := &p.Glyphs[i]; strings.ContainsFunc(g.Text, script.IsLetter) {
				count[g.Font]++
				all++
			}
		}
		for font, n := range count {
			if float64(n) >= minPart*float64(all) {
				d.pdf.Name(font, nil, page.VerdictSick, "what it writes is not what the pixels show")
			}
		}
		return nil
	}
	return nil
}
