package tesseract

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"math"
	"slices"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
)

const (
	// maxRescues bounds the crops that are read again on one page.
	maxRescues = 60
	// maxLoose bounds the pieces of unread ink that are looked at.
	maxLoose = 4000
	// minRescueConf is the confidence from which a rescued line is believed;
	// pictures and rules that pass for letters stay below.
	minRescueConf = 0.5
	// minCellConf is the same in a table, where cells hold text.
	minCellConf = 0.25
	// The least patch worth a reading: ink in squares of the letter height, and
	// height in letters. A lone digit has three times that.
	minPatchInk, minPatchHeight = 0.12, 0.5
	// reachX and reachY are how far apart pieces of one patch may stand, in letters.
	reachX, reachY = 1.5, 0.25
)

// rescue reads the ink that no word accounts for, patch by patch, and puts the
// lines where they belong.
func (j *job) rescue(ctx context.Context, s *sheet) error {
	patches := s.patches()
	if len(patches) == 0 {
		return nil
	}
	before, lines := s.unread, 0
	for _, p := range patches[:min(len(patches), maxRescues)] {
		if err := ctx.Err(); err != nil {
			return err
		}
		found, err := j.readPatch(s, p, j.language)
		if err != nil {
			return err
		}
		for _, l := range found {
			if lineConf(l) >= minRescueConf || s.inTable(l.box) && lineConf(l) >= minCellConf {
				s.insert(l)
				lines++
			}
		}
	}
	s.audit()
	if lines > 0 {
		j.warn(ocr.WarnRescued, "%d lines or parts of lines were read by themselves; unread ink %.1f %% before, %.1f %% after", lines, before*100, s.unread*100)
		j.attempts = append(j.attempts, ocr.Attempt{Settings: fmt.Sprintf("rescue of %d patches", min(len(patches), maxRescues)), Unread: s.unread, Conf: s.conf, Words: s.words, Chosen: true})
	}
	return nil
}

const (
	// weakLine is the confidence below which a line is read again by itself, and
	// lineGain by how much the second reading must be surer. Now and then the
	// recognizer cuts one line of a clean page too low or too high.
	weakLine, lineGain = 0.55, 0.10
	// bandAbove and bandBelow are how far a line reaches from its baseline, in letters:
	// marks of vowels above, tails below.
	bandAbove, bandBelow = 1.5, 0.9
	// wantedLine is the letter height in pixels to which the crop of a weak line is
	// shrunk: print of 13 points at 200 per inch, which the recognizer reads best.
	wantedLine = 22.0
	// maxWeak bounds such lines on one page.
	maxWeak = 12
)

// rereadLines reads lines of low confidence by themselves.
func (j *job) rereadLines(ctx context.Context, s *sheet) error {
	left := maxWeak
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			first := lineConf(*l)
			if first >= weakLine || len(l.words) < 2 {
				continue
			}
			if left--; left < 0 {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			better, err := j.rereadLine(s, *l)
			if err != nil {
				return err
			}
			if lineConf(better) >= first+lineGain {
				*l = better
			}
		}
	}
	s.audit()
	return nil
}

// rereadLine is the surest of some readings of a line by itself, l if there is none. Its
// box may hold ink of its neighbours: then the band around its baseline is read alone.
func (j *job) rereadLine(s *sheet, l line) (line, error) {
	letter := s.survey.Letter
	base := float64(l.box.Max.Y) + l.offset + l.slope*float64(l.box.Dx())/2
	band := l.box
	band.Min.Y = max(band.Min.Y, int(base-bandAbove*letter))
	band.Max.Y = min(band.Max.Y, int(base+bandBelow*letter))
	best := l
	for i, r := range []struct {
		box   image.Rectangle
		scale float64
	}{{l.box, 1}, {band, 1}, {l.box, wantedLine / letter}, {band, wantedLine / letter}} {
		if i > 0 && lineConf(l) >= hopeless {
			break
		}
		if r.scale > 1 || r.box != l.box && band.Dy() >= l.box.Dy() || lineConf(best) >= weakLine+lineGain {
			continue
		}
		m := modeLine
		if r.box == l.box && float64(l.box.Dy()) > 3*letter {
			m = modeBlock
		}
		found, err := j.readCrop(s, r.box, j.language, m, r.scale)
		if err != nil {
			return l, err
		}
		if len(found) == 1 && lineConf(found[0]) > lineConf(best) && found[0].box.Dx()*10 >= l.box.Dx()*9 {
			best = found[0]
		}
	}
	return best, nil
}

// doubleLead is by how much a line must be surer than a weak one in the same place, which is
// a second reading of its ink.
const doubleLead = 0.2

// dropDoubles leaves out weak lines in whose place a surer one was read: marks above letters
// pass for a line of their own now and then.
func (s *sheet) dropDoubles() {
	var sure []line
	for _, b := range s.layout.blocks {
		for _, l := range b.lines {
			if lineConf(l) >= weakLine+doubleLead {
				sure = append(sure, l)
			}
		}
	}
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		b.lines = slices.DeleteFunc(b.lines, func(l line) bool {
			return lineConf(l) < weakLine && slices.ContainsFunc(sure, func(o line) bool {
				both := l.box.Intersect(o.box)
				return 5*both.Dx() > 4*l.box.Dx() && 3*both.Dy() > 2*l.box.Dy() && lineConf(l)+doubleLead <= lineConf(o)
			})
		})
	}
	s.layout.settle()
}

// patches are the boxes around neighbouring pieces of unread ink, from the top.
func (s *sheet) patches() []image.Rectangle {
	loose := s.survey.Outside(s.layout.boxes())
	if len(loose) > maxLoose {
		return nil
	}
	letter := s.survey.Letter
	dx, dy := int(reachX*letter), int(reachY*letter)
	type patch struct {
		box image.Rectangle
		ink int
	}
	var ps []patch
	for _, i := range loose {
		c := s.survey.Components[i]
		p := patch{c.Box, c.Area}
		// Joining may bring the patch within reach of others: until nothing changes.
		for joined := true; joined; {
			joined = false
			for k := 0; k < len(ps); k++ {
				reach := image.Rect(ps[k].box.Min.X-dx, ps[k].box.Min.Y-dy, ps[k].box.Max.X+dx, ps[k].box.Max.Y+dy)
				if reach.Overlaps(p.box) {
					p = patch{p.box.Union(ps[k].box), p.ink + ps[k].ink}
					ps = slices.Delete(ps, k, k+1)
					joined = true
					k--
				}
			}
		}
		ps = append(ps, p)
	}
	var out []image.Rectangle
	for _, p := range ps {
		if s.sliver(p.box) {
			continue
		}
		if float64(p.ink) >= minPatchInk*letter*letter && float64(p.box.Dy()) >= minPatchHeight*letter {
			out = append(out, p.box)
		}
	}
	slices.SortFunc(out, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	return out
}

// sliver reports whether a patch is a strip of the neighbouring page: it touches
// the left or right edge of the picture and stands beside everything that was read.
func (s *sheet) sliver(box image.Rectangle) bool {
	x0, _, x1, _ := s.back.Box(box)
	sx0, _, sx1, _ := s.back.Box(s.gray.Rect)
	edge := s.survey.Letter * math.Abs(s.back.A+s.back.B)
	// The turned picture is wider than the original by its new corners.
	if corner := math.Abs(math.Sin(s.plan.Deskew*math.Pi/180)) * float64(s.gray.Rect.Dy()); corner > 0 {
		sx0, sx1 = sx0+corner, sx1-corner
	}
	if x0-sx0 > edge && sx1-x1 > edge {
		return false
	}
	for _, b := range s.layout.blocks {
		if b.box.Min.X < box.Max.X && box.Min.X < b.box.Max.X {
			return false
		}
	}
	return len(s.layout.blocks) > 0
}

// readPatch reads one box of the sheet by itself and returns its lines in
// pixels of the sheet.
func (j *job) readPatch(s *sheet, box image.Rectangle, language string) ([]line, error) {
	m := modeLine
	if box.Dy() > 3*int(s.survey.Letter) {
		m = modeBlock
	}
	return j.readCrop(s, box, language, m, 1)
}

// readCrop does it in a mode, and scaled by a factor.
func (j *job) readCrop(s *sheet, box image.Rectangle, language string, m mode, scale float64) ([]line, error) {
	letter := int(s.survey.Letter)
	margin := max(letter/2, 6) // paper around the crop
	pad := max(letter/6, 2)    // what the crop shows of its neighbourhood
	box = box.Inset(-pad).Intersect(s.gray.Rect)
	if box.Dx() < 2 || box.Dy() < 2 {
		return nil, nil
	}
	g := image.NewGray(image.Rect(0, 0, box.Dx()+2*margin, box.Dy()+2*margin))
	paper := paperOf(s.gray, box)
	for i := range g.Pix {
		g.Pix[i] = paper
	}
	for y := range box.Dy() {
		copy(g.Pix[(y+margin)*g.Stride+margin:][:box.Dx()], s.gray.Pix[s.gray.PixOffset(box.Min.X, box.Min.Y+y):])
	}
	set := s.settings
	set.language, set.mode = language, m
	if scale > 1 && scale*scale*float64(len(g.Pix)) > prep.MaxEnlarged {
		scale = 1
	}
	set.dpi *= scale
	scaled := prep.Shrink
	if scale > 1 {
		scaled = prep.Enlarge
	}
	g, back := scaled(g, scale)
	l, err := j.rec.read(g, set)
	if err != nil {
		return nil, err
	}
	shift := box.Min.Sub(image.Pt(margin, margin))
	var lines []line
	for _, b := range l.blocks {
		for _, ln := range b.lines {
			place := func(r image.Rectangle) image.Rectangle {
				x0, y0, x1, y1 := back.Box(r)
				return image.Rect(int(x0), int(y0), int(math.Ceil(x1)), int(math.Ceil(y1))).Add(shift).Intersect(box)
			}
			ln.box = place(ln.box)
			ln.offset *= back.E
			ln.size *= back.E
			for k := range ln.words {
				ln.words[k].box = place(ln.words[k].box)
			}
			lines = append(lines, ln)
		}
	}
	return lines, nil
}

// paperOf is the grey value of the ground in a box: the ninth tenth of its samples.
func paperOf(g *image.Gray, box image.Rectangle) uint8 {
	var h [256]int
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for _, p := range g.Pix[g.PixOffset(box.Min.X, y):][:box.Dx()] {
			h[p]++
		}
	}
	rest := box.Dx() * box.Dy() * 9 / 10
	for v, n := range h {
		if rest -= n; rest < 0 {
			return uint8(v)
		}
	}
	return 255
}

func lineConf(l line) float64 {
	c, _ := (&layout{blocks: []block{{lines: []line{l}}}}).confidence()
	return c
}

// insert puts a line where it belongs: into the line it continues, between the
// lines of its column, or as a block of its own.
func (s *sheet) insert(l line) {
	letter := s.survey.Letter
	mid := l.box.Min.Add(l.box.Max).Div(2)
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			o := &b.lines[k]
			overlap := min(o.box.Max.Y, l.box.Max.Y) - max(o.box.Min.Y, l.box.Min.Y)
			gap := max(o.box.Min.X, l.box.Min.X) - min(o.box.Max.X, l.box.Max.X)
			if overlap*2 > min(o.box.Dy(), l.box.Dy()) && float64(gap) < 3*letter {
				o.mergeWords(l.words)
				b.box = b.box.Union(o.box)
				return
			}
		}
	}
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		shared := min(b.box.Max.X, l.box.Max.X) - max(b.box.Min.X, l.box.Min.X)
		if shared*2 < min(b.box.Dx(), l.box.Dx()) || mid.Y < b.box.Min.Y || mid.Y > b.box.Max.Y {
			continue
		}
		at := slices.IndexFunc(b.lines, func(o line) bool { return o.box.Min.Y+o.box.Max.Y > 2*mid.Y })
		if at < 0 {
			at = len(b.lines)
		}
		b.lines = slices.Insert(b.lines, at, l)
		b.box = b.box.Union(l.box)
		return
	}
	own := block{box: l.box, lines: []line{l}}
	// Before the first block that stands below it in the same column; a patch of
	// several lines arrives from its top, so it goes behind its own lines.
	at := slices.IndexFunc(s.layout.blocks, func(b block) bool {
		shared := min(b.box.Max.X, l.box.Max.X) - max(b.box.Min.X, l.box.Min.X)
		return shared > 0 && b.box.Min.Y >= mid.Y
	})
	if at < 0 {
		at = len(s.layout.blocks)
	}
	s.layout.blocks = slices.Insert(s.layout.blocks, at, own)
}

// mergeWords puts words into a line that runs from right to left.
func (l *line) mergeWords(words []word) {
	for _, w := range words {
		if slices.ContainsFunc(l.words, func(o word) bool {
			return 2*(min(o.box.Max.X, w.box.Max.X)-max(o.box.Min.X, w.box.Min.X)) > min(o.box.Dx(), w.box.Dx())
		}) {
			continue // a second reading of print that has been read
		}
		l.words = slices.Insert(l.words, placeOf(l.words, w.box), w)
		l.box = l.box.Union(w.box)
	}
}

// placeOf is where a word in a box belongs among those of a line from right to left.
func placeOf(words []word, box image.Rectangle) int {
	mid := box.Min.X + box.Max.X
	if at := slices.IndexFunc(words, func(o word) bool { return o.box.Min.X+o.box.Max.X < mid }); at >= 0 {
		return at
	}
	return len(words)
}
