package layout

import (
	"sync"

	"github.com/paknevis/paknevis/repair/page"
)

// room is memory that pages are arranged in, one after the other. Nothing of a finished
// page lies in it.
type room struct {
	units   []unit
	refs    []*unit // to them
	glyphs  []int32
	letters page.Text
	cells   []cell // those of the lines, as far as they are given out
}

// desk is memory for one step of the work on one page. Nothing is left on it between two
// steps, so that the many pages of a survey share a few.
type desk struct {
	drop      []bool
	runs      []run
	twins     twins
	clusterer clusterer
	line      lineDesk
}

// lineDesk is for one line at a time.
type lineDesk struct {
	sorter                sorter
	ink, mark, white      []*unit
	fill, twin, join      []*unit
	gaps, ordered, filled []float64
	cells                 []cell
}

var (
	rooms = sync.Pool{New: func() any { return new(room) }}
	desks = sync.Pool{New: func() any { return new(desk) }}
)

// step does a part of the work on a page.
func (a *arranger) step(work func()) {
	a.desk = desks.Get().(*desk)
	work()
	desks.Put(a.desk)
	a.desk = nil
}

// leave gives the room of a finished page to the next one.
func (a *arranger) leave() {
	a.room.cells = a.room.cells[:0]
	rooms.Put(a.room)
	a.room, a.frames = nil, nil
}

const cellChunk = 4096 // about a page

// newCells is an empty slice with room for n cells.
func (r *room) newCells(n int) []cell {
	at := len(r.cells)
	if cap(r.cells)-at < n {
		r.cells, at = make([]cell, 0, max(n, cellChunk)), 0
	}
	r.cells = r.cells[:at+n]
	return r.cells[at : at : at+n]
}

// sized is s with n elements of any value.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// cleared is s with n zero elements.
func cleared[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}
