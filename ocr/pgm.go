package ocr

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"strconv"
)

// DecodePGM reads one binary PGM (P5) of 8 bits. What follows it is an error.
func DecodePGM(data []byte) (*Image, error) {
	r := bufio.NewReader(bytes.NewReader(data))
	m, err := ReadPGM(r)
	if err != nil {
		return nil, err
	}
	if _, err := r.ReadByte(); err != io.EOF {
		return nil, errors.New("pgm: bytes after the last row; split the stream into files")
	}
	return m, nil
}

// ReadPGM reads the next image of a stream of binary PGMs that stand back to
// back, as a renderer writes them into a pipe. The header is checked against
// the limits before pixels are allocated. At the end of the stream the error is
// io.EOF.
func ReadPGM(r *bufio.Reader) (*Image, error) {
	if _, err := r.Peek(1); err != nil {
		return nil, err
	}
	magic := make([]byte, 2)
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != "P5" {
		return nil, fmt.Errorf("pgm: %w: it begins with %q, not P5", ErrFormat, magic)
	}
	var v [3]int
	for i, name := range []string{"width", "height", "maximum"} {
		n, err := pgmNumber(r)
		if err != nil {
			return nil, fmt.Errorf("pgm %s: %w", name, err)
		}
		v[i] = n
	}
	if err := CheckSize(v[0], v[1]); err != nil {
		return nil, fmt.Errorf("pgm: %w", err)
	}
	if v[2] < 1 || v[2] > 255 {
		return nil, fmt.Errorf("pgm: maximum %d: only 8 bits a sample are read", v[2])
	}
	g := image.NewGray(image.Rect(0, 0, v[0], v[1]))
	if _, err := io.ReadFull(r, g.Pix); err != nil {
		return nil, fmt.Errorf("pgm of %d x %d pixels is cut short: %w", v[0], v[1], io.ErrUnexpectedEOF)
	}
	if v[2] < 255 {
		for i, p := range g.Pix {
			g.Pix[i] = uint8(min(int(p), v[2]) * 255 / v[2])
		}
	}
	return &Image{Gray: g}, nil
}

// pgmNumber reads a decimal number, the white space and comments before it, and
// the one byte of white space after it.
func pgmNumber(r *bufio.Reader) (int, error) {
	const maxDigits, maxSkip = 9, 4096
	var digits []byte
	for range maxSkip {
		c, err := r.ReadByte()
		switch {
		case err != nil:
			return 0, io.ErrUnexpectedEOF
		case c >= '0' && c <= '9':
			if digits = append(digits, c); len(digits) > maxDigits {
				return 0, errors.New("number too long")
			}
		case c == '#' && len(digits) == 0:
			if _, err := r.ReadSlice('\n'); err != nil {
				return 0, errors.New("comment without an end")
			}
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if len(digits) > 0 {
				return strconv.Atoi(string(digits))
			}
		default:
			return 0, fmt.Errorf("unexpected byte %#x", c)
		}
	}
	return 0, errors.New("no number found")
}

// AppendPGM appends g to b as binary PGM.
func AppendPGM(b []byte, g *image.Gray) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	b = fmt.Appendf(b, "P5\n%d %d\n255\n", w, h)
	for y := range h {
		b = append(b, g.Pix[y*g.Stride:][:w]...)
	}
	return b
}
