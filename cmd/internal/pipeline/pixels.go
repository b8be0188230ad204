package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/align"
	"github.com/paknevis/paknevis/ocr/merge"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/page"
)

const (
	// maxRead is how many pages of a document are read from pixels to learn its
	// maps. Four pages of prose show each glyph of a text face but the rarest.
	maxRead = 4
	// fill is how many places of a code are worth reading; more say the same.
	fill = 8
	// worth is the part of the first page's gain that a further page must bring.
	worth = 0.03
	// readPixels bounds the pixels that are read for this in one document: five pages of A4 at
	// 400 dots an inch. It is counted, so that all machines read the same pages.
	readPixels = 80_000_000
	// readLimit is the last stop, for a machine on which even these take so long: its
	// document is read with what was learned by then, and its pages tell so.
	readLimit = 2 * time.Minute
	// minShare is the part of the glyphs of a font that the learned codes must
	// make up for its map to be used.
	minShare = 0.5
	// minTried and maxRefused are how many pages must have been tried, and which
	// share of them in vain, for the others with the same sick fonts to be
	// refused untried. A book in nastaliq is refused after four pages.
	minTried   = 2
	maxRefused = 0.75
	// maxLost is the part of the glyphs of a page, beside those that have a learned
	// name, that may be lost with lines of nameless glyphs: a formula, an ornament.
	maxLost = 0.04
)

// pixels reads a page from its picture.
func (d *document) pixels(ctx context.Context, p *page.Page, o Options) (*ocr.Reading, error) {
	d.mu.Lock()
	r, ok := d.readings[p.Number]
	delete(d.readings, p.Number)
	d.mu.Unlock()
	if ok {
		return r, nil
	}
	src := raster.Source{Path: d.path, Password: d.password}
	img, err := raster.PageOf(ctx, src, rasterPage(p), raster.Options{DPI: float64(o.DPI), Start: d.render})
	if err != nil {
		return nil, fmt.Errorf("rendering for OCR: %w", err)
	}
	reading, err := d.recognize(ctx, img, ocr.Options{Languages: o.Languages, Profile: o.Profile, Number: p.Number, Box: p.Box})
	if err != nil {
		return nil, fmt.Errorf("reading pixels: %w", err)
	}
	return reading, nil
}

// recognize has the engine read a picture, one at a time, and checks its answer.
func (d *document) recognize(ctx context.Context, img *ocr.Image, opt ocr.Options) (*ocr.Reading, error) {
	d.eye.Lock()
	defer d.eye.Unlock()
	d.looked += img.Width() * img.Height()
	reading, err := d.engine.Recognize(ctx, img, opt)
	if err != nil {
		return nil, err
	}
	return reading, ocr.Sound(reading, img)
}

// learnMaps reads a few pages whose fonts have no map that can be trusted, and
// tells the fonts what their codes stand for. It reports whether it told them
// anything. A document that can be read without pixels costs nothing here.
func (d *document) learnMaps(ctx context.Context, pages []*page.Page, o Options) (bool, error) {
	if o.OCR != OCRAuto || o.again {
		return false, nil
	}
	limited, cancel := context.WithTimeout(ctx, cmp.Or(d.readLimit, readLimit))
	defer cancel()
	wanted := false // pixels were to tell something
	defer func() { d.hurried = wanted && limited.Err() != nil && ctx.Err() == nil }()
	d.readings, d.taught = map[int]*ocr.Reading{}, map[int]bool{}
	before := d.looked
	if err := d.expose(limited, pages, o); ctx.Err() != nil {
		return false, ctx.Err()
	} else if err != nil {
		wanted = true
		return false, nil // out of time: the document is read as it is
	}
	s := sampler{document: d, fonts: d.pdf.Fonts(), strange: map[int32]bool{}}
	sick := s.sick(pages, o)
	if len(sick) == 0 {
		return false, nil
	}
	wanted = true
	for _, p := range choose(sick, s.nameless) {
		if d.looked-before >= readPixels {
			break
		}
		reading, err := d.pixels(limited, p, o)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if errors.Is(err, raster.ErrKilled) {
			return false, err // another try will know more
		}
		if err == nil { // or it is told when that page is asked for
			s.add(p, reading)
		}
	}
	if n := len(s.sheets) + s.refused; n >= minTried && float64(s.refused) >= maxRefused*float64(n) {
		d.unreadable = s.strange
		d.illegible = fmt.Errorf("%w: of %d pages of the document that were tried, %d gave no text", errIllegible, n, s.refused)
		return false, nil
	}
	return d.teach(align.Learn(s.sheets, s.nameless, d.tongue), unnamed(pages, s.fonts)), nil
}

// warnHurried tells on a page with glyphs that nothing names, or that were named by pixels,
// that a faster machine might have learned more of them.
func (d *document) warnHurried(p *page.Page, seen evidence) {
	if d.hurried && seen.unnamed+seen.mute+seen.sickFont+seen.learned > 0 {
		p.Warnings = append(p.Warnings, page.Warning{Code: "learning-cut-short", Text: fmt.Sprintf(
			"the letters of fonts without a map were not learned from pixels within %s; a faster machine may read this page better", cmp.Or(d.readLimit, readLimit))})
	}
}

// A sampler reads pages of a document to learn what the codes of its fonts stand for.
type sampler struct {
	*document
	fonts   []page.Font
	sheets  []align.Sheet
	refused int            // pages that gave no text
	strange map[int32]bool // fonts without names on them
}

// nameless reports a glyph that nothing names which can be trusted.
func (s *sampler) nameless(g *page.Glyph) bool {
	return g.Span == 0 && (g.Text == "" || g.Font >= 0 && int(g.Font) < len(s.fonts) && s.fonts[g.Font].Verdict == page.VerdictSick)
}

// sick are the pages that would be read from pixels for the sake of their fonts.
func (s *sampler) sick(pages []*page.Page, o Options) (sick []*page.Page) {
	for _, p := range pages {
		if share(p, s.nameless) <= maxUnnamed {
			continue // so few that its fonts are not to blame
		}
		if r := decide(gather(p, s.fonts, s.modelOf(p)), o.OCR); r.OCR && r.Verdict == page.VerdictSick {
			sick = append(sick, p)
		}
	}
	return sick
}

// add takes what was read of a page.
func (s *sampler) add(p *page.Page, reading *ocr.Reading) {
	s.readings[p.Number], s.taught[p.Number] = reading, true
	if legible(&reading.Page, reading) == nil {
		s.sheets = append(s.sheets, align.Sheet{Page: p, Reading: reading})
		return
	}
	s.refused++
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; s.nameless(g) {
			s.strange[g.Font] = true
		}
	}
}

// teach tells the fonts what was learned, and that the rest of their mute codes stand for
// nothing. It reports whether they took any of it.
func (d *document) teach(learned align.Result, mute map[int32]map[uint32]bool) (told bool) {
	for font, key := range learned.Keys {
		if key.Share < minShare {
			continue
		}
		names := make(map[uint32]page.Naming, len(key.Text))
		for code, text := range key.Text {
			names[code] = page.Naming{Text: text, Form: key.Form[code], Evidence: page.EvidenceOCR, Conf: confLearned}
			if key.Weak[code] {
				names[code] = page.Naming{Text: text, Evidence: page.EvidenceOCR, Conf: confGuessed}
			}
		}
		for code := range mute[font] {
			if _, ok := names[code]; !ok {
				names[code] = page.Naming{}
			}
		}
		told = d.pdf.Name(font, names, page.VerdictRepairable,
			fmt.Sprintf("the map was learned from pixels: %d of %d codes", len(key.Text), key.Seen)) || told
	}
	return told
}

// mends reports whether single lines of a page whose maps were learned are to
// be read from pixels: those of glyphs that the sample did not show, and of those that
// nothing names in fonts which their text speaks for.
func (d *document) mends(p *page.Page, seen evidence, route Route, o Options) bool {
	if route.OCR || o.OCR != OCRAuto {
		return false
	}
	if seen.learned == 0 {
		return seen.gaps()
	}
	lost := merge.Sick(p, d.pdf.Fonts())
	return d.taught[p.Number] && lost > 0 || float64(lost) > maxLost*float64(seen.learned)
}

// splits reports a page whose letters are named in parts, so that words of it are to be
// read from pixels, and the route that this makes.
func splits(p *page.Page, route Route, o Options) (Route, bool) {
	if route.OCR || o.OCR != OCRAuto || !merge.Split(p) {
		return route, false
	}
	return Route{page.VerdictRepairable, true, "letters are named in parts; words that this breaks are read from pixels"}, true
}

// unnamed are the codes of sick fonts that stand in the sample and that no words
// have named: what such a font says of them is not to be believed.
func unnamed(pages []*page.Page, fonts []page.Font) map[int32]map[uint32]bool {
	out := map[int32]map[uint32]bool{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if g.Font < 0 || int(g.Font) >= len(fonts) || fonts[g.Font].Verdict != page.VerdictSick || g.Evidence == page.EvidenceGuess || g.Has(page.Filler) {
				continue
			}
			if out[g.Font] == nil {
				out[g.Font] = map[uint32]bool{}
			}
			out[g.Font][g.Code] = true
		}
	}
	return out
}

// strange reports a page that is not tried because its letters are those of pages
// that were tried in vain.
func (d *document) strange(p *page.Page) bool {
	if d.illegible == nil {
		return false
	}
	return share(p, func(g *page.Glyph) bool { return d.unreadable[g.Font] }) > 0.5
}

// share is the share of the glyphs that can be seen of which something is true, 0..1.
func share(p *page.Page, is func(*page.Glyph) bool) float64 {
	n, all := 0, 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Has(page.Hidden) || g.Has(page.Filler) {
			continue
		}
		all++
		if is(g) {
			n++
		}
	}
	return float64(n) / float64(max(all, 1))
}

// confLearned is the confidence in a letter that most of its places confirm, and
// confGuessed in one that was read once.
const (
	confLearned = 0.93
	confGuessed = 0.6
)

// choose picks the pages that show the most of the nameless codes, the best
// first; equal ones in their order.
func choose(pages []*page.Page, nameless func(*page.Glyph) bool) []*page.Page {
	counts := make([]map[cipher.Code]int, len(pages))
	for i, p := range pages {
		counts[i] = map[cipher.Code]int{}
		for k := range p.Glyphs {
			if g := &p.Glyphs[k]; nameless(g) && !g.Has(page.Hidden) {
				counts[i][cipher.Code{Font: g.Font, Code: g.Code}]++
			}
		}
	}
	have := map[cipher.Code]int{}
	gain := func(i int) int {
		sum := 0
		for s, n := range counts[i] {
			sum += max(0, min(n, fill-have[s]))
		}
		return sum
	}
	var out []*page.Page
	first := 0
	taken := make([]bool, len(pages))
	for len(out) < maxRead {
		best, most := -1, 0
		for i := range pages {
			if g := gain(i); !taken[i] && g > most {
				best, most = i, g
			}
		}
		if best < 0 || float64(most) < worth*float64(first) {
			break
		}
		first = max(first, most)
		taken[best] = true
		out = append(out, pages[best])
		for s, n := range counts[best] {
			have[s] += n
		}
	}
	slices.SortFunc(out, func(a, b *page.Page) int { return a.Number - b.Number })
	return out
}
