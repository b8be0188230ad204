package view

import (
	"cmp"
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/report"
)

// Page is a page of a batch, or a file that could not be opened (page 0 of its record).
type Page struct {
	Record *report.Page
	// Body gives text and edits. It is called for the pages that are shown, after all
	// pages have been seen.
	Body func() (*Body, error)
	// Picture draws the page as a JPEG. It is nil for a page that has no picture, and may be
	// called by several goroutines at once.
	Picture func(context.Context) ([]byte, error)
}

// Body is what the report shows of a page.
type Body struct {
	Text  string
	Edits []report.Edit // none if the run kept none
}

// badness is what the order of pages rests on: the worst page is the first.
type badness struct {
	failed   bool
	conf     float64 // that of a blank page is above all others
	warnings int
	edits    float64 // for each code point
	order    int     // place in the batch
}

// blankConf ranks a page without a letter behind all that have some: nothing of it can be wrong.
const blankConf = 2

func badnessOf(r *report.Page, order int) badness {
	b := badness{r.Error != nil, r.Confidence, len(r.Warnings), 0, order}
	if r.Chars == 0 {
		b.conf = blankConf
		return b
	}
	b.edits = float64(editsOf(r)) / float64(r.Chars)
	return b
}

func editsOf(r *report.Page) int {
	n := 0
	for _, k := range r.Edits {
		n += k
	}
	return n
}

func (b badness) compare(c badness) int {
	if b.failed != c.failed {
		if b.failed {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.conf, c.conf), cmp.Compare(c.warnings, b.warnings), cmp.Compare(c.edits, b.edits), cmp.Compare(b.order, c.order))
}

// worst keeps the worst of many.
type worst[T any] struct {
	most    int
	items   []T
	compare func(a, b T) int
}

// add takes one more. Now and then what is too much goes.
func (w *worst[T]) add(v T) {
	w.items = append(w.items, v)
	if len(w.items) > 2*w.most+64 {
		w.cut()
	}
}

func (w *worst[T]) cut() {
	slices.SortFunc(w.items, w.compare)
	if len(w.items) > w.most {
		clear(w.items[w.most:])
		w.items = w.items[:w.most]
	}
}

// list is the worst ones in order.
func (w *worst[T]) list() []T {
	w.cut()
	return w.items
}
