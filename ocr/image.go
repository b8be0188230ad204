package ocr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
)

// Limits of an image. Larger ones are refused before anything is allocated.
const (
	// MaxPixels bounds one image: A2 at 400 dpi, or A4 at 800. An image within
	// it takes at most this many bytes as grey, four times that while a colour
	// file is decoded.
	MaxPixels = 64_000_000
	// MaxSide is the longest side in pixels; the recognizer's own coordinates
	// are 16-bit signed.
	MaxSide = 32767
	// MinSide is the shortest side in pixels that can hold a line of print. A
	// renderer that ran out of memory delivers a single pixel.
	MinSide = 8
	// MaxPages bounds the pages of one picture file.
	MaxPages = 10_000
)

// DefaultDPI is assumed where a file names no believable resolution.
const DefaultDPI = 200

// Errors that callers branch on.
var (
	ErrTooLarge = errors.New("image too large")
	ErrTooSmall = errors.New("image too small")
	ErrFormat   = errors.New("unknown image format")
)

// Image is one page as 8-bit grey pixels, 0 black and 255 white.
type Image struct {
	Gray *image.Gray // bounds start at the origin, rows are Stride bytes apart
	DPI  float64     // pixels per inch, 0 if unknown
}

// Width is the number of pixels in a row.
func (m *Image) Width() int { return m.Gray.Rect.Dx() }

// Height is the number of rows.
func (m *Image) Height() int { return m.Gray.Rect.Dy() }

// Resolution is DPI, or DefaultDPI where that is unknown.
func (m *Image) Resolution() float64 {
	if m.DPI > 0 {
		return m.DPI
	}
	return DefaultDPI
}

// Check reports whether the image can be read at all.
func (m *Image) Check() error {
	if m == nil || m.Gray == nil {
		return fmt.Errorf("no image: %w", ErrTooSmall)
	}
	if m.Gray.Rect.Min != (image.Point{}) || m.Gray.Stride < m.Width() || len(m.Gray.Pix) < (m.Height()-1)*m.Gray.Stride+m.Width() {
		return errors.New("image with inconsistent bounds")
	}
	return CheckSize(m.Width(), m.Height())
}

// CheckSize reports whether an image of so many pixels is within the limits.
func CheckSize(width, height int) error {
	switch {
	case width < MinSide || height < MinSide:
		return fmt.Errorf("%w: %d x %d pixels cannot hold text; render or scan the page again", ErrTooSmall, width, height)
	case width > MaxSide || height > MaxSide || width > MaxPixels/height:
		return fmt.Errorf("%w: %d x %d pixels, the limit is %d in all and %d a side; scan or render at a lower resolution",
			ErrTooLarge, width, height, MaxPixels, MaxSide)
	}
	return nil
}

// Decode reads a picture file: PNG, JPEG, binary PGM, or TIFF with all its
// pages. The header is checked before pixels are allocated. Colour becomes luma
// over white paper; the orientation that a camera noted in a JPEG is applied.
func Decode(data []byte) ([]*Image, error) {
	one := func(m *Image, err error) ([]*Image, error) {
		if err != nil {
			return nil, err
		}
		return []*Image{m}, nil
	}
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return one(decodePNG(data))
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return one(decodeJPEG(data))
	case bytes.HasPrefix(data, []byte("P5")):
		return one(DecodePGM(data))
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return decodeTIFF(data)
	case len(data) == 0:
		return nil, fmt.Errorf("%w: the file is empty", ErrFormat)
	}
	return nil, fmt.Errorf("%w: convert the picture to PNG, JPEG or TIFF", ErrFormat)
}

func decodePNG(data []byte) (*Image, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("png header: %w", err)
	}
	if err := CheckSize(c.Width, c.Height); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return &Image{Gray: grayOf(m), DPI: pngDPI(data)}, nil
}

func decodeJPEG(data []byte) (*Image, error) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("jpeg header: %w", err)
	}
	if err := CheckSize(c.Width, c.Height); err != nil {
		return nil, fmt.Errorf("jpeg: %w", err)
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("jpeg: %w", err)
	}
	dpi, orientation := jpegMeta(data)
	return &Image{Gray: orient(grayOf(m), orientation), DPI: dpi}, nil
}

// grayOf is the luma of m over white, with bounds that start at the origin.
func grayOf(m image.Image) *image.Gray {
	b := m.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	switch m := m.(type) {
	case *image.Gray:
		for y := range b.Dy() {
			copy(g.Pix[y*g.Stride:][:b.Dx()], m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):])
		}
	case *image.YCbCr:
		for y := range b.Dy() {
			copy(g.Pix[y*g.Stride:][:b.Dx()], m.Y[m.YOffset(b.Min.X, b.Min.Y+y):])
		}
	default:
		// A transparent pixel shows the paper behind it.
		draw.Draw(g, g.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(g, g.Rect, m, b.Min, draw.Over)
	}
	return g
}

// orient turns an image as the EXIF orientation tag 274 asks: value 1 is
// upright, 2 mirrored, 3 turned by 180 degrees, 4 flipped; 5 to 8 have rows and
// columns exchanged.
func orient(g *image.Gray, orientation int) *image.Gray {
	if orientation < 2 || orientation > 8 {
		return g
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	swap := orientation >= 5
	flipX := orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
	flipY := orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
	o := image.NewGray(image.Rect(0, 0, w, h))
	if swap {
		o = image.NewGray(image.Rect(0, 0, h, w))
	}
	for y := range o.Rect.Dy() {
		row := o.Pix[y*o.Stride:][:o.Rect.Dx()]
		for x := range row {
			sx, sy := x, y
			if swap {
				sx, sy = y, x
			}
			if flipX {
				sx = w - 1 - sx
			}
			if flipY {
				sy = h - 1 - sy
			}
			row[x] = g.Pix[sy*g.Stride+sx]
		}
	}
	return o
}
