package prep

import (
	"cmp"
	"image"
	"maps"
	"math"
	"slices"
)

const (
	// MaxSkew is the steepest angle in degrees that is looked for.
	MaxSkew = 8.0
	// skewCoarse and skewFine are the steps of the search in degrees.
	skewCoarse, skewFine = 0.5, 0.05
	// sidewaysShare is the share of components with their nearest neighbour above
	// or below from which a page lies on its side. 26 pages of prose, tables and
	// lists (fixtures/scan and others) have 0 to 0.10 upright, 0.90 to 1 turned.
	sidewaysShare = 0.5
	// sureShare is the share, of either direction, that leaves a doubt.
	sureShare = 0.25
	// neighbourReach is how far in letters a neighbour may stand.
	neighbourReach = 2.0
	// minLines is the number of text components from which a comb can be seen,
	// some three lines of print.
	minLines = 60
	// minExtent is the least side of a picture in letter heights: in a strip of
	// one or two lines the comb of its columns says nothing.
	minExtent = 12
	// maxProbes bounds the runs that are looked at for one angle.
	maxProbes = 120_000
	// maxVoters bounds the letters whose neighbours are looked for.
	maxVoters = 4000
)

// direction finds how the lines run: by columns or by rows, and at which angle.
// The profile of a page along its lines is a comb; the angle with the sharpest
// comb (largest sum of squared steps) is that of the lines. H. S. Baird, The
// skew angle of printed documents, Proc. SPSE 1987.
func (s *Survey) direction(size image.Point) (sideways bool, degrees float64) {
	var probes []probe
	stride := 1 + len(s.Runs)/maxProbes
	for i := 0; i < len(s.Runs); i += stride {
		if r := s.Runs[i]; s.Text[r.Component] {
			probes = append(probes, probe{float64(r.X0+r.X1) / 2, float64(r.Y), float64(r.X1 - r.X0)})
		}
	}
	if s.letters < minLines || float64(min(size.X, size.Y)) < minExtent*s.Letter {
		s.doubt = true
		return false, 0
	}
	bins := make([]float64, size.X+size.Y+2)
	sharp := func(degrees float64, columns bool) float64 {
		clear(bins)
		t := math.Tan(degrees * math.Pi / 180)
		off := 0.0
		if t < 0 {
			off = -t * float64(max(size.X, size.Y))
		}
		for _, p := range probes {
			at := p.y + p.x*t + off
			if columns {
				at = p.x + p.y*t + off
			}
			if i := int(at); i >= 0 && i < len(bins) {
				bins[i] += p.n
			}
		}
		return sharpness(bins)
	}
	search := func(columns bool) (at float64) {
		best := 0.0
		scan := func(from, to, step float64) {
			for a := from; a <= to+1e-9; a += step {
				if e := sharp(a, columns); e > best {
					best, at = e, a
				}
			}
		}
		scan(-MaxSkew, MaxSkew, skewCoarse)
		if voted, sure := s.vote(probes, columns, at); sure {
			return voted
		}
		scan(at-skewCoarse, at+skewCoarse, skewFine)
		return at
	}
	up := s.upended()
	s.doubt = min(up, 1-up) > sureShare
	if up > sidewaysShare {
		// After a quarter turn the same lean has the other sign.
		return true, -search(true)
	}
	return false, search(false)
}

// sharpness is that of a comb, the sum of its squared steps.
func sharpness(bins []float64) (e float64) {
	for i := 2; i < len(bins); i++ {
		d := bins[i] - bins[i-2]
		e += d * d
	}
	return e
}

// probe is a run of ink: its middle and its length in pixels.
type probe struct{ x, y, n float64 }

const (
	// voteTile is the side in letters of the tiles of a page that vote on its lean, and
	// minVote the least number of runs of ink in one.
	voteTile, minVote = 12, 300
	// voteGain is how many times as well as with the angle of the whole page the combs of the
	// tiles must agree with a smaller one. On 31 worn pages of print they agree with that of the
	// page, on one with four photographs 1.8 times as well with that of its lines; slanting strokes
	// of large letters make combs of their own, at large angles only.
	voteGain = 1.5
	// voteLean is the angle in degrees from which the lean of a page is put to the vote. Scans lean by
	// less; the sides of an open book lean each in their own way, and their tiles vote for one.
	voteLean = 4.0
)

// vote is the angle on which the tiles of a page agree, each with one voice, and whether it is
// surer than the one that was found for all ink together: the edges of a photograph make a
// sharper comb than lines of print, at any angle, but no two parts of it the same.
func (s *Survey) vote(probes []probe, columns bool, found float64) (degrees float64, sure bool) {
	if math.Abs(found) < voteLean {
		return found, false
	}
	side := voteTile * s.Letter
	cut := map[image.Point][]probe{}
	for _, p := range probes {
		if columns {
			p.x, p.y = p.y, p.x
		}
		at := image.Pt(int(p.x/side), int(p.y/side))
		cut[at] = append(cut[at], probe{p.x - float64(at.X)*side, p.y - float64(at.Y)*side, p.n})
	}
	type tile struct {
		probes []probe
		mean   float64 // of the sharpness of its comb at all angles
	}
	var tiles []tile
	margin := side * math.Tan(MaxSkew*math.Pi/180)
	bins := make([]float64, int(side+2*margin)+2)
	sharp := func(t *tile, degrees float64) float64 {
		clear(bins)
		lean := math.Tan(degrees * math.Pi / 180)
		for _, p := range t.probes {
			bins[int(p.y+p.x*lean+margin)] += p.n
		}
		return sharpness(bins)
	}
	const angles = int(2*MaxSkew/skewCoarse) + 1
	coarse := func(i int) float64 { return float64(i)*skewCoarse - MaxSkew }
	var sum [angles]float64
	for _, at := range slices.SortedFunc(maps.Keys(cut), func(a, b image.Point) int { return cmp.Or(a.Y-b.Y, a.X-b.X) }) {
		t := tile{probes: cut[at]}
		if len(t.probes) < minVote {
			continue
		}
		var own [angles]float64
		for i := range own {
			own[i] = sharp(&t, coarse(i))
			t.mean += own[i] / float64(angles)
		}
		if t.mean == 0 {
			continue
		}
		tiles = append(tiles, t)
		for i, e := range own {
			sum[i] += e/t.mean - 1
		}
	}
	best := 0
	for i := range sum {
		if sum[i] > sum[best] {
			best = i
		}
	}
	at := min(max(int(math.Round((found+MaxSkew)/skewCoarse)), 0), angles-1)
	if math.Abs(coarse(best)) >= math.Abs(found) || sum[best] <= voteGain*max(sum[at], 0) {
		return found, false
	}
	top := 0.0
	for a := coarse(best) - skewCoarse; a <= coarse(best)+skewCoarse+1e-9; a += skewFine {
		e := 0.0
		for i := range tiles {
			e += sharp(&tiles[i], a) / tiles[i].mean
		}
		if e > top {
			top, degrees = e, a
		}
	}
	return degrees, true
}

// AnyTurn reports whether the letters do not tell if the lines run across the page or
// down.
func (s *Survey) AnyTurn() bool { return s.doubt }

// upended is the share of letters whose nearest neighbour stands above or below
// them, not beside them. Letters stand closer to the next of their line than
// lines to each other (L. O'Gorman, The document spectrum for page layout
// analysis, IEEE Trans. PAMI 15, 1993). Columns of a table make as sharp a
// comb as lines do; their letters are not deceived. Dots and marks do not vote.
func (s *Survey) upended() float64 {
	reach := neighbourReach * s.Letter
	cell := max(int(reach), 1)
	type key struct{ x, y int }
	grid := map[key][]image.Rectangle{}
	var letters []image.Rectangle
	for i, c := range s.Components {
		if b := c.Box; s.Text[i] && float64(max(b.Dx(), b.Dy())) >= s.Letter/2 {
			letters = append(letters, b)
			for y := b.Min.Y / cell; y <= b.Max.Y/cell; y++ {
				for x := b.Min.X / cell; x <= b.Max.X/cell; x++ {
					grid[key{x, y}] = append(grid[key{x, y}], b)
				}
			}
		}
	}
	beside, above := 0, 0
	stride := 1 + len(letters)/maxVoters
	for i := 0; i < len(letters); i += stride {
		b := letters[i]
		dx, dy := int(reach)+1, int(reach)+1
		for y := (b.Min.Y - cell) / cell; y <= (b.Max.Y+cell)/cell; y++ {
			for x := (b.Min.X - cell) / cell; x <= (b.Max.X+cell)/cell; x++ {
				for _, o := range grid[key{x, y}] {
					if o == b {
						continue
					}
					gapX := max(o.Min.X, b.Min.X) - min(o.Max.X, b.Max.X)
					gapY := max(o.Min.Y, b.Min.Y) - min(o.Max.Y, b.Max.Y)
					switch {
					case gapX <= 0 && gapY <= 0: // one within the box of the other
					case gapY < 0 && -2*gapY > min(o.Dy(), b.Dy()):
						dx = min(dx, gapX)
					case gapX < 0 && -2*gapX > min(o.Dx(), b.Dx()):
						dy = min(dy, gapY)
					}
				}
			}
		}
		if dx < dy {
			beside++
		} else if dy < dx {
			above++
		}
	}
	return float64(above) / float64(max(beside+above, 1))
}
