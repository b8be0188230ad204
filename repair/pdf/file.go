// Package pdf reads what the pages of a PDF file paint: Open a file, then ask
// File.Page for the glyphs of each page in painting order, with their places
// in points, the text that the file itself states for them, and the pictures.
// File.Fonts tells which fonts can be trusted.
//
// Nothing is put in reading order here and no space is inferred; that is the
// work of repair/layout. Damage is survived and told in Warnings.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const (
	maxPages     = 200_000
	maxTreeDepth = 1 << 10

	bytesPerGlyph  = 16      // of a content stream, about; only memory hangs on it
	maxFirstGlyphs = 1 << 12 // room made before any glyph was seen
	maxSpareGlyphs = 1 << 14 // room of one page that is kept for others
)

// ErrNoPages says that a file is readable and has no page.
var ErrNoPages = errors.New("the PDF has no pages")

// Options steer Open. The zero value is good.
type Options struct {
	Password string // user or owner password of an encrypted file
}

// leaf is a page with what it inherits.
type leaf struct {
	dict, resources, media, crop, rotate object.Value
}

// File is an open PDF. It is safe for concurrent use.
type File struct {
	obj    *object.File
	pages  []leaf
	groups groups
	fonts  fonts
	usual  atomic.Int32 // glyphs of the page read last
	spare  sync.Pool    // of *[]page.Glyph, see Reuse

	resources object.Value // of the fields of forms, ISO 32000-1 §12.7.2
}

// Open reads the structure of a file of the given size in bytes. Errors wrap
// ErrNoPages or the sentinels of package object: not a PDF, damaged, encrypted, password.
func Open(r io.ReaderAt, size int64, opts Options) (f *File, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, err = nil, fmt.Errorf("opening the PDF: %v: %w", x, object.ErrDamaged)
		}
	}()
	o, err := object.Open(r, size, object.Options{Password: opts.Password})
	if err != nil {
		return nil, fmt.Errorf("opening the PDF: %w", err)
	}
	root := o.Trailer().Key("Root")
	f = &File{obj: o, fonts: fonts{file: o}, groups: readGroups(root.Key("OCProperties"))}
	f.resources = root.Key("AcroForm").Key("DR")
	w := walker{f: f, seen: map[int]bool{}}
	w.walk(root.Key("Pages"), leaf{}, 0)
	if len(f.pages) == 0 {
		w.orphans()
	}
	switch {
	case len(f.pages) == 0 && w.lost:
		return nil, fmt.Errorf("opening the PDF: its page tree leads to no page: %w", object.ErrDamaged)
	case len(f.pages) == 0:
		return nil, fmt.Errorf("opening the PDF: %w", ErrNoPages)
	}
	return f, nil
}

type walker struct {
	f    *File
	seen map[int]bool
	lost bool // a branch could not be followed
}

// walk follows the page tree. A node is a page unless it has Kids: Type is
// missing or wrong in files of the field.
func (w *walker) walk(v object.Value, in leaf, depth int) {
	if !v.IsDict() {
		w.lost = true
		w.f.obj.Warn("page-missing", 0, "a branch of the page tree is missing; its pages were left out")
		return
	}
	n := v.Object()
	if n != 0 && w.seen[n] || depth > maxTreeDepth || len(w.f.pages) >= maxPages {
		w.lost = true
		w.f.obj.Warn("page-tree-loop", n, "the page tree leads back to itself or too deep; the branch was left out")
		return
	}
	w.seen[n] = true
	for key, to := range map[string]*object.Value{"Resources": &in.resources, "MediaBox": &in.media, "CropBox": &in.crop, "Rotate": &in.rotate} {
		if x := v.Key(key); !x.IsNull() {
			*to = x
		}
	}
	if kids := v.Key("Kids"); kids.IsArray() && v.Key("Type").Name() != "Page" {
		for i := range kids.Len() {
			w.walk(kids.Index(i), in, depth+1)
		}
		return
	}
	if v.Key("Type").Name() == "Pages" && v.Key("Contents").IsNull() {
		return // an empty branch; with content it is a page by a wrong name
	}
	in.dict = v
	w.f.pages = append(w.f.pages, in)
}

// orphans collects pages that no tree holds.
func (w *walker) orphans() {
	for _, n := range w.f.obj.Objects() {
		v := w.f.obj.Get(n)
		if v.IsDict() && v.Key("Type").Name() == "Page" && !w.seen[n] {
			w.walk(v, leaf{}, 0)
		}
	}
	if len(w.f.pages) > 0 {
		w.f.obj.Warn("page-tree-missing", 0, "the page tree is damaged; its pages were collected one by one")
	}
}

// NumPages is the number of pages.
func (f *File) NumPages() int { return len(f.pages) }

// Warnings are the faults of the file that were survived so far.
func (f *File) Warnings() []page.Warning { return f.obj.Warnings() }

// Fonts are all fonts of the pages; Glyph.Font is an index into them. The
// verdict on a font is known once a page that uses it was read. The slice is
// shared and must not be written to.
func (f *File) Fonts() []page.Font {
	f.fonts.once.Do(func() { f.fonts.number(f.pages, f.resources) })
	return f.fonts.info()
}

// Name tells a font what some of its codes stand for, against or beyond the word
// of the file, for all pages that are read from now on. The verdict, unless it is
// VerdictUnknown, takes the place of the one the file gave rise to, and evidence
// is the sentence that goes with it. It is false for a font that no page read so
// far has set.
func (f *File) Name(font int32, names map[uint32]page.Naming, v page.Verdict, evidence string) bool {
	f.fonts.once.Do(func() { f.fonts.number(f.pages, f.resources) })
	return f.fonts.name(font, names, v, evidence)
}

// Outline is the outline of a glyph of a font that some page has set; nil if it
// cannot be had.
func (f *File) Outline(font int32, gid uint32) []page.Contour {
	f.fonts.once.Do(func() { f.fonts.number(f.pages, f.resources) })
	if font < 0 || int(font) >= len(f.fonts.all) {
		return nil
	}
	x := f.fonts.all[font].loaded.Load()
	if x == nil || gid == 0 {
		return nil
	}
	return x.Outline(gid)
}

// Page reads page n, 1 for the first. Blocks stays empty.
func (f *File) Page(ctx context.Context, n int) (p *page.Page, err error) {
	if n < 1 || n > len(f.pages) {
		return nil, fmt.Errorf("page %d of a file of %d pages does not exist", n, len(f.pages))
	}
	f.fonts.once.Do(func() { f.fonts.number(f.pages, f.resources) })
	l := f.pages[n-1]
	p = &page.Page{Number: n}
	base, box := upright(l)
	p.Box = box
	in := &interpreter{f: f, ctx: ctx, page: p, base: base, forms: map[int]bool{}, tiled: map[int]bool{}, plain: map[int]bool{}}
	defer func() {
		if x := recover(); x != nil {
			in.warn("page-damaged", l.dict.Object(), fmt.Sprintf("reading stopped at a fault: %v", x))
			in.finish()
			err = nil
		}
	}()
	data := in.contents(l.dict)
	if room, ok := f.spare.Get().(*[]page.Glyph); ok {
		p.Glyphs = *room
	} else {
		p.Glyphs = make([]page.Glyph, 0, min(max(len(data)/bytesPerGlyph, int(f.usual.Load())), maxFirstGlyphs))
	}
	in.run(data, newResources(l.resources), newState(base, box), 0)
	in.annotations(l)
	in.finish()
	f.usual.Store(int32(min(len(p.Glyphs), maxFirstGlyphs)))
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("reading page %d: %w", n, err)
	}
	return p, nil
}

// Reuse takes the memory of a page's glyphs for pages read later. The page has none any
// more; nothing else may look at them either.
func (f *File) Reuse(p *page.Page) {
	room := p.Glyphs[:0]
	p.Glyphs = nil
	if c := cap(room); c > 0 && c <= maxSpareGlyphs {
		f.spare.Put(&room)
	}
}

// a4 stands in for a missing or absurd MediaBox.
var a4 = page.Rect{X1: 595, Y1: 842}

const maxPageSide = 1e6 // points

// upright maps default user space to page space: the visible box with its
// lower left at the origin, turned by Rotate (ISO 32000-1 §7.7.3.3).
func upright(l leaf) (matrix, page.Rect) {
	box, ok := rectOf(l.media)
	if !ok {
		box = a4
	}
	if crop, ok := rectOf(l.crop); ok {
		if c := crop.Intersect(box); !c.Empty() {
			box = c
		}
	}
	w, h := box.Width(), box.Height()
	m := matrix{1, 0, 0, 1, -box.X0, -box.Y0}
	switch ((l.rotate.Int()/90)%4 + 4) % 4 {
	case 1:
		return m.mul(matrix{0, -1, 1, 0, 0, w}), page.Rect{X1: h, Y1: w}
	case 2:
		return m.mul(matrix{-1, 0, 0, -1, w, h}), page.Rect{X1: w, Y1: h}
	case 3:
		return m.mul(matrix{0, 1, -1, 0, h, 0}), page.Rect{X1: h, Y1: w}
	}
	return m, page.Rect{X1: w, Y1: h}
}

func rectOf(v object.Value) (page.Rect, bool) {
	if v.Len() < 4 {
		return page.Rect{}, false
	}
	a, b, c, d := v.Index(0).Float(), v.Index(1).Float(), v.Index(2).Float(), v.Index(3).Float()
	r := page.Rect{X0: min(a, c), Y0: min(b, d), X1: max(a, c), Y1: max(b, d)}
	return r, !r.Empty() && r.X0 > -maxPageSide && r.Y0 > -maxPageSide && r.X1 < maxPageSide && r.Y1 < maxPageSide
}
