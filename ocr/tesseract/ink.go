package tesseract

import (
	"image"

	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// pieces is the sheet as pieces of ink.
func (s *sheet) pieces() *shape.Page {
	if s.shapes == nil {
		s.shapes = shape.NewPage(s.gray, s.survey)
	}
	return s.shapes
}

// inkRow is the ink of a stretch of a line, and how it is set.
type inkRow struct {
	ids          []int   // components, from left to right
	letter, base float64 // height of letters and where they stand, in pixels
}

// rowIn is the text in a box.
func (s *sheet) rowIn(box image.Rectangle) (row inkRow) {
	p := s.pieces()
	var parts []prep.Component
	for _, i := range p.In(box) {
		if s.survey.Text[i] {
			row.ids, parts = append(row.ids, i), append(parts, p.Component(i))
		}
	}
	row.letter, row.base = mark.Measure(parts)
	return row
}

// rowAround is the text of a line in a box and beside it.
func (s *sheet) rowAround(l *line, box image.Rectangle) inkRow {
	wide := int(reach * s.survey.Letter)
	return s.rowIn(image.Rect(box.Min.X-wide, min(l.box.Min.Y, box.Min.Y), box.Max.X+wide, max(l.box.Max.Y, box.Max.Y)))
}
