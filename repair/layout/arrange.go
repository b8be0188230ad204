package layout

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
)

// Options steer Arrange. The zero value is ready for use.
type Options struct {
	// Knowledge is what the whole document tells, see Learn. Without it a page
	// is judged by itself: no running heads, weaker joining evidence.
	Knowledge *Knowledge

	// Natural scores how natural words in logical order read, in nats a letter, higher is
	// better. It is asked only where geometry cannot tell, at most once a page each: whether the
	// words of a hidden OCR layer are stored reversed or not, and whether letters that show no
	// joins were painted as they were typed, from left to right. Nil takes all as painted for
	// display.
	Natural func(string) float64

	// Seam tells what belongs between two parts of what may be a word. It is asked where a
	// space without advance stands between letters that are drawn joined, or after one that
	// joins nothing, and where shapes tell of a ZWNJ: the company that two glyphs keep may
	// mislead, and the language may write none. Nil knows neither seams nor words.
	Seam func(left, right string) Seam
}

// Arrange reads the painted glyphs of p and fills p.Blocks: lines in logical
// order, paragraphs, columns and rows of tables in reading order. The glyphs and
// spans are not changed. It sets p.Verdict where nothing set it before and adds
// warnings for what it had to guess. It never fails: a page without text gets no
// blocks.
func Arrange(p *page.Page, fonts []page.Font, opt Options) {
	a := newArranger(p, fonts, opt)
	k := opt.Knowledge
	if k == nil {
		k = newKnowledge()
		k.survey([]*arranger{a}, inTurn)
	} else {
		a.step(func() {
			a.collect()
			a.rows()
			a.lines(k)
			a.logical(k)
		})
	}
	a.finish(k)
}

// finish fills the page from its lines and ends the arranger.
func (a *arranger) finish(k *Knowledge) {
	a.page.Blocks = a.blocks(k)
	latin(a.page.Blocks)
	wrapped(a.page.Blocks)
	a.judge()
	a.leave()
}

// arranger holds one page while it is being arranged.
type arranger struct {
	page     *page.Page
	fonts    []page.Font
	opt      Options
	frames   []*frame
	grids    []grid // of the frame that is cut into regions
	places   place
	rtl      bool // the page is read from right to left
	typed    bool // its letters stand from left to right as they were typed
	mixed    bool // though it has more left-to-right letters
	marks    markOrder
	ballot   ballot // for marks, on this page
	votes    int    // for isolated, on this page
	bases    bases  // on this page
	commas   bool   // of the document, see keepsCommas
	left     bool   // the document is laid out from the left
	isolated bool   // numbers and Latin words stand as if no right-to-left letter preceded them
	guessed  int    // letters printed on a guess
	silent   int    // unmapped glyphs that were taken for tatweel

	room *room
	desk *desk // during a step
}

func newArranger(p *page.Page, fonts []page.Font, opt Options) *arranger {
	return &arranger{page: p, fonts: fonts, opt: opt, room: rooms.Get().(*room)}
}

// rows cuts the page into regions, and these into rows of print.
func (a *arranger) rows() {
	a.rtl = a.mostlyRTL()
	for _, f := range a.frames {
		a.formulas(f)
		a.grids = a.gridsOf(f)
		f.regions = a.split(f.units, 0)
		for i := range f.regions {
			if f.regions[i].grid != nil {
				a.gridRows(&f.regions[i])
				continue
			}
			f.regions[i].rows = a.desk.clusterer.rows(f.regions[i].units)
		}
	}
}

// lines makes lines of the rows: cells in visual order with their spaces.
func (a *arranger) lines(k *Knowledge) {
	a.marks = k.ballot.order()
	for _, f := range a.frames {
		for i := range f.regions {
			r := &f.regions[i]
			for _, row := range r.rows {
				r.lines = append(r.lines, a.compose(row))
			}
			r.rows = nil
			if r.grid == nil {
				a.cut(r)
			}
		}
	}
	a.halfSpaces()
	a.bases = a.countBases()
}

// logical puts the lines in logical order.
func (a *arranger) logical(k *Knowledge) {
	a.isolated, a.left = k.isolated > 0, k.bases.fromLeft() || a.bases.fromLeft()
	a.commas = k.bases.keepsCommas()
	if a.typed = a.readsTyped(); a.typed {
		return // visual order is the order
	}
	for _, f := range a.frames {
		for i := range f.regions {
			r := &f.regions[i]
			all := make([]neighbours, len(r.lines))
			for j := range r.lines {
				if r.grid == nil {
					all[j] = a.neighboursOf(r, j)
					continue
				}
				cell, at := r.cellAround(j)
				all[j] = a.neighboursOf(&cell, at)
				all[j].rtl, r.lines[j].tabs = all[j].rtl || r.grid.rtl, true
				all[j].flush = false // a cell is set where its column is
			}
			for j, l := range r.lines {
				if j > 0 {
					p := r.lines[j-1]
					all[j].left = all[j].left || !p.rtl && p.strength == 0 && math.Abs(p.x0-l.x0) < l.size
				}
				a.order(l, all[j])
			}
		}
	}
}

// mostlyRTL reports whether most letters of the page are of a right-to-left script.
func (a *arranger) mostlyRTL() bool {
	r, l := 0, 0
	for _, f := range a.frames {
		for _, u := range f.units {
			dr, dl := u.strength()
			r, l = r+dr, l+dl
		}
	}
	a.mixed = l > r
	return r > 0 && r*rtlShare >= l
}

// rtlShare: a page counts as right-to-left when its right-to-left letters are at
// least this part (one third) of its left-to-right ones; Persian pages full of
// formulas and program code are still read from the right.
const rtlShare = 3
