package tesseract

import (
	"image"
	"math"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

// assemble turns the sheet into a page in points.
func (j *job) assemble(s *sheet) *ocr.Reading {
	p := page.Page{Number: j.opt.Number, Box: ocr.PageBox(j.img, j.opt), DPI: j.img.Resolution(), Verdict: page.VerdictAbsent}
	kx := p.Box.Width() / float64(j.img.Width())
	ky := p.Box.Height() / float64(j.img.Height())
	rect := func(r image.Rectangle) page.Rect {
		x0, y0, x1, y1 := s.back.Box(r)
		return page.Rect{X0: x0 * kx, X1: x1 * kx, Y0: p.Box.Y1 - y1*ky, Y1: p.Box.Y1 - y0*ky}
	}
	// The direction of the baseline on the page, counter-clockwise: y of pixels
	// runs down.
	angle := -math.Atan2(s.back.D*ky, s.back.A*kx) * 180 / math.Pi
	if angle == 0 {
		angle = 0 // no negative zero
	}
	// A rule has the direction of the lines of print: the ends of its middle say where it is.
	rule := func(x0, y0, x1, y1 float64) {
		x0, y0 = s.back.Point(x0, y0)
		x1, y1 = s.back.Point(x1, y1)
		p.Rules = append(p.Rules, page.Rect{
			X0: min(x0, x1) * kx, X1: max(x0, x1) * kx, Y0: p.Box.Y1 - max(y0, y1)*ky, Y1: p.Box.Y1 - min(y0, y1)*ky,
		})
	}
	for _, r := range s.ruling.Uprights {
		mid := float64(r.Min.X+r.Max.X) / 2
		rule(mid, float64(r.Min.Y), mid, float64(r.Max.Y))
	}
	for _, r := range s.ruling.Flats {
		mid := float64(r.Min.Y+r.Max.Y) / 2
		rule(float64(r.Min.X), mid, float64(r.Max.X), mid)
	}
	for _, b := range s.layout.blocks {
		out := page.Block{}
		flush := func() {
			if len(out.Lines) > 0 {
				p.Blocks = append(p.Blocks, out)
			}
			out = page.Block{}
		}
		for _, l := range b.lines {
			ln := page.Line{Source: page.SourceOCR, Box: rect(l.box), Conf: float32(lineConf(l))}
			mid := float64(l.box.Dx()) / 2
			_, by := s.back.Point(float64(l.box.Min.X)+mid, float64(l.box.Max.Y)+l.offset+l.slope*mid)
			ln.Baseline = p.Box.Y1 - by*ky
			for i, w := range l.words {
				switch {
				case w.leader:
					ln.Text = append(ln.Text, page.Char{R: '\t', From: page.Inferred})
				case i > 0:
					ln.Text = append(ln.Text, page.Char{R: ' ', From: page.Inferred})
				}
				id := int32(len(p.Glyphs))
				box := rect(w.box)
				flags := page.GlyphFlags(0)
				if s.drawnJoined(w) {
					flags = page.Joined
				}
				p.Glyphs = append(p.Glyphs, page.Glyph{
					Text: w.text, Box: box, Origin: page.Point{X: box.X0, Y: ln.Baseline}, Advance: box.Width(),
					Angle: angle, Size: l.size * ky * math.Abs(s.back.E+s.back.D), Font: -1,
					Evidence: page.EvidenceOCR, Conf: float32(w.conf), Flags: flags,
				})
				for _, r := range w.text {
					ln.Text = append(ln.Text, page.Char{R: r, From: id})
				}
			}
			if l.hasLeader() { // an entry of a table of contents
				flush()
				p.Blocks = append(p.Blocks, page.Block{Kind: page.TableRow, Box: ln.Box, Lines: []page.Line{ln}})
				continue
			}
			out.Lines, out.Box = append(out.Lines, ln), out.Box.Union(ln.Box)
		}
		flush()
	}
	switch {
	case s.words == 0:
		j.warn(ocr.WarnNothing, "there is ink on the page, and no word was found in it; look at the picture, or try another language or resolution")
	case s.unread > ocr.MaxUnread:
		j.warn(ocr.WarnUnread, "%.1f %% of the ink was not read: a line or a picture of text may be missing", s.unread*100)
	}
	if s.layout.badUTF {
		j.warn(ocr.WarnBadUnicode, "the recognizer returned bytes that are not UTF-8; they became U+FFFD")
	}
	for _, w := range j.warnings {
		p.Warnings = append(p.Warnings, page.Warning{Code: w.code, Text: w.text})
	}
	return &ocr.Reading{Page: p, Unread: s.unread, Conf: s.conf, Attempts: j.attempts}
}
