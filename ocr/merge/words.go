package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Some producers name the glyphs of a cluster one by one in its order, though one of them
// draws the strokes of two letters and the others the dots: the layer has words that look
// whole and are not. Where one such cluster shows, others are named wrong as well, and the
// words themselves must tell which.

const (
	// sureWord is the confidence of a word of the reading that goes before a word of the
	// layer, and fairWord where the layer has no word or a split one. Tuned on a paper by
	// Word in a face that splits its clusters.
	sureWord = 0.8
	fairWord = 0.5
	// wordFit: a word of the reading is as wide as that of the layer, give or take this part.
	wordFit = 0.25
)

// WarnWords is the warning of a page with words of the layer that were read from pixels.
const WarnWords = "words-from-pixels"

// Split reports whether the page shows letters in parts that are named like letters.
func Split(p *page.Page) bool {
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; g.Text != "" && page.IsDot(g) {
			return true
		}
	}
	return false
}

// Words puts words of a reading of the same page in the place of those of the layer that
// are none, or less likely. Only letters are taken; numbers and signs stay. Neither page
// is changed.
func Words(p *page.Page, r *ocr.Reading, m *lang.Model) page.Page {
	out, n := *p, 0
	offset := int32(len(p.Glyphs))
	read := runs(&r.Page)
	words := runs(p)
	better := make([]page.Text, len(words))
	said := map[string]string{} // what the pixels say wherever they are sure
	for i := range words {
		w := &words[i]
		before := w.text().String()
		found := w.find(read)
		if found == nil {
			continue
		}
		if better[i] = w.reread(found, m); better[i] == nil {
			if before == found.text().String() {
				said[before] = before
			}
		} else if s, ok := said[before]; !ok || s != before {
			said[before] = better[i].String()
		}
	}
	of := map[*page.Line]page.Text{}
	end := map[*page.Line]int{}
	for i := range words {
		w := &words[i]
		text := better[i]
		for k := range text {
			if text[k].From >= 0 {
				text[k].From += offset
			}
		}
		if before := w.text().String(); text == nil && said[before] != "" && said[before] != before {
			for k, c := range []rune(said[before]) { // as elsewhere on the page
				text = append(text, page.Char{R: c, From: w.text()[min(k, len(w.text())-1)].From})
			}
		}
		if text == nil {
			continue
		}
		of[w.line] = append(append(of[w.line], w.line.Text[end[w.line]:w.from]...), text...)
		end[w.line] = w.to
		n++
	}
	if n == 0 {
		return out
	}
	out.Blocks = make([]page.Block, len(p.Blocks))
	for i, b := range p.Blocks {
		out.Blocks[i] = b
		out.Blocks[i].Lines = slices.Clone(b.Lines)
		for j := range b.Lines {
			if l := &b.Lines[j]; end[l] > 0 {
				out.Blocks[i].Lines[j].Text = append(of[l], l.Text[end[l]:]...)
			}
		}
	}
	out.DPI = r.Page.DPI
	out.Glyphs = slices.Concat(p.Glyphs, r.Page.Glyphs)
	out.Warnings = append(slices.Clone(p.Warnings), page.Warning{Code: WarnWords,
		Text: fmt.Sprintf("%d words whose letters the file names in part were read from pixels", n)})
	return out
}

// run is letters of a line without white or other signs between them.
type run struct {
	line     *page.Line
	from, to int // in its text
	box      page.Rect
	conf     float64
	split    bool // one of its letters is in parts
}

// runs are those of all lines of a page.
func runs(p *page.Page) (out []run) {
	for i := range p.Blocks {
		for j := range p.Blocks[i].Lines {
			out = append(out, runsOf(p, &p.Blocks[i].Lines[j])...)
		}
	}
	dots := 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if !page.IsDot(g) {
			continue
		}
		if dots++; dots > maxDots {
			break
		}
		for k := range out {
			c, w := g.Box.Center(), &out[k]
			w.split = w.split || c.X > w.box.X0 && c.X < w.box.X1 && c.Y > w.box.Y0-dotReach*g.Size && c.Y < w.box.Y1+dotReach*g.Size
		}
	}
	return out
}

// dotReach: dots are so near to the ink of their word at most, in font sizes.
const dotReach = 0.3

// maxDots bounds the dots of a page that are looked at; a full page has some thousand.
const maxDots = 1 << 13

func runsOf(p *page.Page, l *page.Line) (out []run) {
	for i := 0; i < len(l.Text); i++ {
		if !script.IsLetter(l.Text[i].R) {
			continue
		}
		w, glyphs := run{line: l, from: i}, 0
		for ; i < len(l.Text) && (script.IsLetter(l.Text[i].R) || script.IsMark(l.Text[i].R) || l.Text[i].R == zwnj); i++ {
			c := l.Text[i]
			if c.From < 0 || int(c.From) >= len(p.Glyphs) {
				continue
			}
			g := &p.Glyphs[c.From]
			if g.Box.Width() > 0 {
				w.box = w.box.Union(g.Box)
			}
			w.conf += float64(g.Conf)
			glyphs++
		}
		w.to = i
		for w.to > w.from && l.Text[w.to-1].R == zwnj {
			w.to--
		}
		if glyphs > 0 {
			w.conf /= float64(glyphs)
			out = append(out, w)
		}
	}
	return out
}

const zwnj = '\u200C' // ZERO WIDTH NON-JOINER

func (w *run) text() page.Text { return w.line.Text[w.from:w.to] }

// find is the one word of the reading that stands where the word does.
func (w *run) find(read []run) (found *run) {
	for i := range read {
		r := &read[i]
		if c := r.box.Center(); c.X < w.box.X0 || c.X > w.box.X1 || !same(w.box, r.box) {
			continue
		}
		if found != nil {
			return nil // parted by the reading
		}
		found = r
	}
	if found == nil || found.box.Width() > (1+wordFit)*w.box.Width() || found.box.Width() < (1-wordFit)*w.box.Width() {
		return nil
	}
	return found
}

// reread is what the reading has in the place of a word, or nil where the word stays.
func (w *run) reread(found *run, m *lang.Model) page.Text {
	before, after := w.text().String(), found.text().String()
	if slices.Equal(script.Skeleton([]rune(before)), script.Skeleton([]rune(after))) {
		return nil // the layer knows the marks
	}
	switch knew, knows := m.Known(before), m.Known(after); {
	case knows && found.conf >= sureWord:
	case (!knew || w.split) && (knows || w.split && !knew) && found.conf >= fairWord:
	default:
		return nil
	}
	if strings.ContainsFunc(before, isVowel) {
		return slices.Clone(found.text())
	}
	return slices.DeleteFunc(slices.Clone(found.text()), func(c page.Char) bool { return isVowel(c.R) })
}

// isVowel reports the short vowels, for which dots below a letter are taken.
func isVowel(r rune) bool { return r >= '\u064E' && r <= '\u0650' || r == '\u0652' } // FATHA .. KASRA, SUKUN
