package layout

import "github.com/paknevis/paknevis/repair/page"

// Knowledge is what a document as a whole tells about its pages: in which joining
// contexts each glyph of each font stands, which way its brackets are mapped, and
// which lines come back on page after page. It is not changed by Arrange and may be
// shared by goroutines.
type Knowledge struct {
	pages     int
	joins     map[key]joining
	shapes    map[letter]drawn
	shaped    map[int32]bool // fonts that draw a letter with several glyphs
	seen      map[shapeOf]bool
	insides   map[int32]insides
	mirror    map[int32]float64
	furniture map[recurring]int
	sizes     map[int]float64  // ink by font size in half points
	isolated  int              // votes, see isolates
	ballot    ballot           // votes, see learnMarks
	bases     bases            // votes, see countBases
	ends      map[edge]float64 // the farthest end of the lines that start at an edge
	pairs     []linePair
	leads     map[int]float64 // steady distance of the lines of a paragraph, points, by size in half points
}

// joining counts the contexts of a glyph.
type joining struct {
	end, inside   int32 // its last letter could join: a word ends after it, or a letter follows
	start, joined int32 // its first letter could be joined: a word starts at it, or a joining letter precedes
}

type letter struct {
	font int32
	r    rune
}

type shapeOf struct {
	key key
	r   rune
}

func newKnowledge() *Knowledge {
	return &Knowledge{joins: map[key]joining{}, shapes: map[letter]drawn{}, seen: map[shapeOf]bool{}, insides: map[int32]insides{},
		mirror: map[int32]float64{}, furniture: map[recurring]int{}, sizes: map[int]float64{}, ends: map[edge]float64{}}
}

// Learn gathers the Knowledge of a document from its painted pages; fonts are those
// of the document. The pages are not changed. Pages may be a sample: some twenty
// pages say nearly as much as all.
func Learn(pages []*page.Page, fonts []page.Font) *Knowledge {
	k := newKnowledge()
	k.survey(arrangers(pages, fonts, Options{}), inTurn)
	return k
}

// Survey learns from pages and arranges them by what it learned, as Learn and then
// Arrange do in more time. opt.Knowledge is not used. each calls a function for all
// numbers below n, several at once if it likes.
func Survey(pages []*page.Page, fonts []page.Font, opt Options, each func(n int, f func(i int))) *Knowledge {
	as := arrangers(pages, fonts, opt)
	k := newKnowledge()
	k.survey(as, each)
	each(len(as), func(i int) {
		as[i].finish(k)
		as[i] = nil // a page is large
	})
	return k
}

func arrangers(pages []*page.Page, fonts []page.Font, opt Options) []*arranger {
	as := make([]*arranger, len(pages))
	for i, p := range pages {
		as[i] = newArranger(p, fonts, opt)
	}
	return as
}

func inTurn(n int, f func(i int)) {
	for i := range n {
		f(i)
	}
}

// survey does for all pages what can be done without the rest of the document, and
// between its steps learns what the next one needs to know of the whole.
func (k *Knowledge) survey(as []*arranger, each func(n int, f func(i int))) {
	each(len(as), func(i int) {
		as[i].step(func() {
			as[i].collect()
			as[i].rows()
			as[i].ballot = as[i].learnMarks()
		})
	})
	for _, a := range as {
		k.ballot.first += a.ballot.first
		k.ballot.all += a.ballot.all
	}
	each(len(as), func(i int) {
		as[i].step(func() {
			as[i].lines(k)
			as[i].votes = as[i].isolates()
		})
	})
	for _, a := range as {
		k.isolated += a.votes
		k.bases.add(a.bases)
	}
	each(len(as), func(i int) { as[i].step(func() { as[i].logical(k) }) })
	for _, a := range as {
		k.learn(a)
	}
	k.settleShapes()
	k.settleLeading()
}

// learn counts on a page in logical order.
func (k *Knowledge) learn(a *arranger) {
	k.pages++
	for _, f := range a.frames {
		for _, u := range f.units {
			if u.role == inkUnit {
				k.sizes[int(u.size*2+0.5)] += u.width()
			}
		}
		for i := range f.regions {
			r := &f.regions[i]
			for _, l := range r.lines {
				k.learnJoins(l)
				k.learnMirror(l)
			}
			k.learnSetting(r)
		}
	}
	k.learnFurniture(a)
}

func (k *Knowledge) learnMirror(l *line) {
	if !l.hasBrackets() {
		return
	}
	fonts := map[int32]bool{}
	for _, c := range l.cells {
		if _, ok := c.bracket(); ok && c.rtl {
			fonts[c.u.font] = true
		}
	}
	if len(fonts) > 0 {
		s := mirrorScore(l)
		for f := range fonts {
			k.mirror[f] += s
		}
	}
}

// body is the font size of most of the document's ink, points.
func (k *Knowledge) body() float64 {
	best, most := 0, 0.0
	for s, w := range k.sizes {
		if w > most || w == most && s > best {
			best, most = s, w
		}
	}
	return float64(best) / 2
}
