package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/raster"
)

var errNoPicture = errors.New("a text has no picture")

const (
	// maxPicture bounds the pixels of a picture for people to look at: a page twice as
	// long as A4 at 800 pixels across.
	maxPicture = 1_800_000
	// pictureBytes is what a picture should take at most; a page of print takes half of it.
	pictureBytes = 160 << 10
)

// qualities of JPEG, in the order in which they are tried until the picture is small enough.
var qualities = [...]int{60, 40, 20}

// Picture draws a page as a grey JPEG for people to look at, about as many pixels across as
// asked for and fewer where the page is very long.
func (r *Runner) Picture(ctx context.Context, job *Job, width int) ([]byte, error) {
	d, err := r.open(job)
	if err != nil {
		return nil, err
	}
	if job.First < 1 || job.First > d.pages() {
		return nil, fmt.Errorf("the file has %d pages", d.pages())
	}
	var m *ocr.Image
	switch d.kind {
	case input.PDF:
		m, err = d.draw(ctx, job.First, width)
	case input.Image:
		m = d.images[job.First-1]
	default:
		err = errNoPicture
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	small := shrink(m.Gray, width)
	for _, q := range qualities {
		b.Reset()
		if err := jpeg.Encode(&b, small, &jpeg.Options{Quality: q}); err != nil {
			return nil, fmt.Errorf("writing the picture: %w", err)
		}
		if b.Len() <= pictureBytes {
			break
		}
	}
	return b.Bytes(), nil
}

// draw renders a page of a PDF about as large as it is shown.
func (d *document) draw(ctx context.Context, n, width int) (*ocr.Image, error) {
	p, err := d.pdf.Page(ctx, n)
	if err != nil {
		return nil, err
	}
	box := p.Box
	d.pdf.Reuse(p)
	if box.Empty() {
		return nil, fmt.Errorf("page %d: %w: it has no area", n, raster.ErrRender)
	}
	w, h := box.Width()/ocr.PointsPerInch, box.Height()/ocr.PointsPerInch
	dpi := max(raster.MinDPI, math.Ceil(min(float64(width)/w, math.Sqrt(2*maxPicture/(w*h)))))
	return raster.PageOf(ctx, raster.Source{Path: d.path, Password: d.password}, raster.Page{Number: n, Box: box}, raster.Options{DPI: dpi, Start: d.render})
}

// shrink makes a picture at most so wide, each pixel the mean of those it stands for.
func shrink(m *image.Gray, width int) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	scale := min(1, float64(width)/float64(w), math.Sqrt(maxPicture/(float64(w)*float64(h))))
	if scale == 1 {
		return m
	}
	tw, th := max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
	out := image.NewGray(image.Rect(0, 0, tw, th))
	// As the picture becomes smaller, each column and row stands for one or more that follow one another.
	from := make([]int, tw+1)
	for x := range from {
		from[x] = x * w / tw
	}
	sums := make([]int, tw)
	for y := range th {
		clear(sums)
		top, end := y*h/th, (y+1)*h/th
		for sy := top; sy < end; sy++ {
			row := m.Pix[sy*m.Stride:][:w]
			for x := range sums {
				sum := 0
				for _, v := range row[from[x]:from[x+1]] {
					sum += int(v)
				}
				sums[x] += sum
			}
		}
		to := out.Pix[y*out.Stride:][:tw]
		for x, sum := range sums {
			to[x] = uint8(sum / ((end - top) * (from[x+1] - from[x])))
		}
	}
	return out
}
