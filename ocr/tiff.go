package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/tiff"
)

// Tags of TIFF 6.0 that matter here.
const (
	tagOrientation = 274
	tagXResolution = 282
	tagYResolution = 283
	tagResUnit     = 296
)

// tiffFile walks the chain of image file directories (TIFF 6.0 section 2).
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
	first uint32
}

// directory is what is needed of one of them.
type directory struct {
	next        uint32
	orientation int
	dpi         float64
}

var errTIFF = errors.New("damaged tiff directory")

func newTIFF(data []byte) (*tiffFile, error) {
	t := &tiffFile{data: data, order: binary.LittleEndian}
	if len(data) < 8 {
		return nil, errTIFF
	}
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	t.first = t.order.Uint32(data[4:])
	return t, nil
}

func (t *tiffFile) directory(at uint32) (directory, error) {
	var d directory
	size := uint64(len(t.data))
	if at < 8 || uint64(at)+2 > size {
		return d, errTIFF
	}
	n := uint64(t.order.Uint16(t.data[at:]))
	end := uint64(at) + 2 + 12*n
	if end > size {
		return d, errTIFF
	}
	if end+4 <= size {
		d.next = t.order.Uint32(t.data[end:])
	}
	unit, res := uint16(2), 0.0 // inch, TIFF 6.0 ResolutionUnit default
	for i := range n {
		e := t.data[uint64(at)+2+12*i:][:12]
		switch t.order.Uint16(e) {
		case tagOrientation:
			d.orientation = int(t.order.Uint16(e[8:]))
		case tagResUnit:
			unit = t.order.Uint16(e[8:])
		case tagXResolution, tagYResolution:
			if p := uint64(t.order.Uint32(e[8:])); p+8 <= size {
				if den := t.order.Uint32(t.data[p+4:]); den != 0 {
					res = float64(t.order.Uint32(t.data[p:])) / float64(den)
				}
			}
		}
	}
	switch unit {
	case 2:
		d.dpi = believable(res)
	case 3:
		d.dpi = believable(res * centimetresPerInch)
	}
	return d, nil
}

// decodeTIFF reads every page. The tiff package knows only the directory that
// the header points to, so each page is read through a header of its own.
func decodeTIFF(data []byte) ([]*Image, error) {
	t, err := newTIFF(data)
	if err != nil {
		return nil, err
	}
	var pages []*Image
	pixels := 0
	seen := map[uint32]bool{}
	for at := t.first; at != 0; {
		n := len(pages) + 1
		if seen[at] {
			return nil, fmt.Errorf("tiff page %d: the chain of pages runs in a circle", n)
		}
		if n > MaxPages {
			return nil, fmt.Errorf("tiff: more than %d pages; split the file", MaxPages)
		}
		seen[at] = true
		d, err := t.directory(at)
		if err != nil {
			return nil, fmt.Errorf("tiff page %d: %w", n, err)
		}
		view := t.startingAt(at)
		c, err := tiff.DecodeConfig(view)
		if err != nil {
			return nil, fmt.Errorf("tiff page %d: header: %w", n, err)
		}
		if err := CheckSize(c.Width, c.Height); err != nil {
			return nil, fmt.Errorf("tiff page %d: %w", n, err)
		}
		if pixels += c.Width * c.Height; pixels > maxFilePixels {
			return nil, fmt.Errorf("tiff page %d: %w: more than %d pixels in all pages together; split the file", n, ErrTooLarge, maxFilePixels)
		}
		m, err := tiff.Decode(view)
		if err != nil {
			return nil, fmt.Errorf("tiff page %d: %w; rewrite the file with LZW or Deflate compression", n, err)
		}
		pages = append(pages, &Image{Gray: orient(grayOf(m), d.orientation), DPI: d.dpi})
		at = d.next
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("tiff: %w: there is no page in it", ErrFormat)
	}
	return pages, nil
}

// maxFilePixels bounds what one multi-page file holds in memory at a time, in
// bytes of grey.
const maxFilePixels = 1 << 30

// startingAt is the file with the directory at the given offset as its first.
func (t *tiffFile) startingAt(at uint32) *tiffView {
	v := &tiffView{Reader: bytes.NewReader(t.data)}
	copy(v.header[:], t.data)
	t.order.PutUint32(v.header[4:], at)
	return v
}

type tiffView struct {
	*bytes.Reader
	header [8]byte
}

// ReadAt is what the tiff package reads through.
func (v *tiffView) ReadAt(p []byte, off int64) (int, error) {
	n, err := v.Reader.ReadAt(p, off)
	if off < int64(len(v.header)) && off >= 0 {
		copy(p[:n], v.header[off:])
	}
	return n, err
}

var _ io.ReaderAt = (*tiffView)(nil)
