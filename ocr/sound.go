package ocr

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
)

// ErrUnsound: an engine answered something that cannot be a reading of its picture.
var ErrUnsound = errors.New("the recognizer's answer is no reading of this picture")

const (
	// letterPixels is the least area of a letter, in pixels: print of 5 points at 72 per
	// inch, which nothing reads, takes 10.
	letterPixels = 8
	// spareLetters are those that any picture may have, however small.
	spareLetters = 1000
	// mostLetters bounds those of one page. A newspaper page has 50,000.
	mostLetters = 500_000
)

// Sound checks what an engine answered about img before anyone relies on it. A reading with
// more letters than fit the picture, or with places that are no numbers, is refused with
// ErrUnsound. Bytes that are not UTF-8 become U+FFFD, references to glyphs that are not there
// are cut, and a page of ink without a word is told as such: each with a warning, unless the
// engine has given it.
func Sound(r *Reading, img *Image) error {
	if r == nil {
		return fmt.Errorf("%w: it is empty", ErrUnsound)
	}
	most := min(spareLetters+img.Width()*img.Height()/letterPixels, mostLetters)
	p := &r.Page
	letters := len(p.Glyphs)
	for i := range p.Glyphs {
		letters += len(p.Glyphs[i].Text) / utf8.UTFMax
	}
	words := 0
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			words += len(l.Text)
		}
	}
	if max(letters, words) > most {
		return fmt.Errorf("%w: %d letters, where at most %d can be", ErrUnsound, max(letters, words), most)
	}
	bad := math.IsNaN(r.Conf + r.Unread)
	for i := range p.Glyphs {
		bad = bad || outOfPlace(&p.Glyphs[i])
	}
	if bad {
		return fmt.Errorf("%w: a place or a confidence is no number", ErrUnsound)
	}
	if mend(p) {
		warn(p, WarnBadUnicode, "the recognizer returned what is no Unicode; it became U+FFFD")
	}
	if words == 0 && r.Unread > MaxUnread {
		warn(p, WarnNothing, "there is ink on the page, and no word was found in it; look at the picture, or try another language or resolution")
	}
	return nil
}

func outOfPlace(g *page.Glyph) bool {
	sum := g.Box.X0 + g.Box.Y0 + g.Box.X1 + g.Box.Y1 + g.Origin.X + g.Origin.Y + g.Advance + g.Angle + g.Size + float64(g.Conf)
	return math.IsNaN(sum) || math.IsInf(sum, 0)
}

// mend makes all text valid. It reports whether it had to.
func mend(p *page.Page) (mended bool) {
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; !utf8.ValidString(g.Text) {
			g.Text, mended = strings.ToValidUTF8(g.Text, string(utf8.RuneError)), true
		}
	}
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			for i := range l.Text {
				c := &l.Text[i]
				if !utf8.ValidRune(c.R) {
					c.R, mended = utf8.RuneError, true
				}
				if c.From < page.Inferred || int(c.From) >= len(p.Glyphs) {
					c.From, mended = page.Inferred, true
				}
			}
		}
	}
	return mended
}

func warn(p *page.Page, code, text string) {
	if !slices.ContainsFunc(p.Warnings, func(w page.Warning) bool { return w.Code == code }) {
		p.Warnings = append(p.Warnings, page.Warning{Code: code, Text: text})
	}
}
