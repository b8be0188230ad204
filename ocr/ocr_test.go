package ocr

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

// picture is w x h paper with a black corner at the upper left.
func picture(w, h int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for y := range h / 4 {
		for x := range w / 4 {
			g.SetGray(x, y, color.Gray{})
		}
	}
	return g
}

// tiffOf writes uncompressed grey pages, one strip each, in the given byte order.
func tiffOf(order binary.AppendByteOrder, loop bool, pages ...*image.Gray) []byte {
	b := []byte("II*\x00")
	if order.String() == "BigEndian" {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	for i, g := range pages {
		const entries = 9
		w, h := uint32(g.Rect.Dx()), uint32(g.Rect.Dy())
		data := uint32(len(b)) + 2 + entries*12 + 4
		b = order.AppendUint16(b, entries)
		for _, e := range [entries][2]uint32{{256, w}, {257, h}, {258, 8}, {259, 1}, {262, 1}, {273, data}, {277, 1}, {278, h}, {279, w * h}} {
			b = order.AppendUint16(b, uint16(e[0]))
			b = order.AppendUint16(b, 4) // LONG
			b = order.AppendUint32(b, 1)
			b = order.AppendUint32(b, e[1])
		}
		next := data + w*h
		if i == len(pages)-1 {
			next = 0
			if loop {
				next = 8
			}
		}
		b = order.AppendUint32(b, next)
		b = append(b, g.Pix...)
	}
	return b
}

func TestDecode(t *testing.T) {
	g := picture(40, 24)
	var pngFile, jpegFile bytes.Buffer
	if err := errors.Join(png.Encode(&pngFile, g), jpeg.Encode(&jpegFile, g, &jpeg.Options{Quality: 95})); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		data  []byte
		pages int
	}{
		{"png", pngFile.Bytes(), 1},
		{"jpeg", jpegFile.Bytes(), 1},
		{"pgm", AppendPGM(nil, g), 1},
		{"tiff little endian", tiffOf(binary.LittleEndian, false, g), 1},
		{"tiff of three pages", tiffOf(binary.BigEndian, false, g, picture(60, 30), g), 3},
	} {
		m, err := Decode(c.data)
		if err != nil || len(m) != c.pages {
			t.Errorf("%s: %d pages, %v", c.name, len(m), err)
			continue
		}
		if w, h := m[0].Width(), m[0].Height(); w != 40 || h != 24 {
			t.Errorf("%s: %d x %d", c.name, w, h)
		}
		if a, b := m[0].Gray.GrayAt(2, 2).Y, m[0].Gray.GrayAt(30, 20).Y; a > 20 || b < 235 {
			t.Errorf("%s: corner %d, paper %d", c.name, a, b)
		}
		if c.pages == 3 && m[1].Width() != 60 {
			t.Errorf("%s: the second page is %d wide", c.name, m[1].Width())
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	huge := []byte("P5\n30000 30000\n255\n")
	bomb := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x00\x00\x00\x00"), 0x9e, 0x4f, 0x3a, 0x39)
	for _, c := range []struct {
		name string
		data []byte
		want error
		text string
	}{
		{"nothing", nil, ErrFormat, "empty"},
		{"text", []byte("hello"), ErrFormat, "convert"},
		{"one pixel", []byte("P5\n1 1\n255\n\x00"), ErrTooSmall, "again"},
		{"huge header", huge, ErrTooLarge, "lower resolution"},
		{"png bomb", bomb, nil, "png"},
		{"cut short", AppendPGM(nil, picture(40, 24))[:500], io.ErrUnexpectedEOF, "cut short"},
		{"tail", append(AppendPGM(nil, picture(40, 24)), 'x'), nil, "last row"},
		{"16 bits", []byte("P5\n9 9\n65535\n"), nil, "8 bits"},
		{"tiff loop", tiffOf(binary.LittleEndian, true, picture(40, 24)), nil, "circle"},
		{"tiff stub", []byte("II*\x00\xff\xff\xff\x7f"), nil, "directory"},
	} {
		_, err := Decode(c.data)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

func TestOrient(t *testing.T) {
	g := picture(40, 24)
	// Where the black corner comes to lie, as left and top.
	for o, want := range map[int][2]bool{1: {true, true}, 2: {false, true}, 3: {false, false}, 4: {true, false},
		5: {true, true}, 6: {false, true}, 7: {false, false}, 8: {true, false}} {
		r := orient(g, o)
		w, h := r.Rect.Dx(), r.Rect.Dy()
		if (o >= 5) != (w == 24) {
			t.Errorf("orientation %d: %d x %d", o, w, h)
		}
		x, y := 1, 1
		if !want[0] {
			x = w - 2
		}
		if !want[1] {
			y = h - 2
		}
		if r.GrayAt(x, y).Y != 0 {
			t.Errorf("orientation %d: no black at %d, %d", o, x, y)
		}
	}
}

func TestEngines(t *testing.T) {
	ctx := context.Background()
	img := &Image{Gray: picture(720, 360), DPI: 72}
	r, err := Null{}.Recognize(ctx, img, Options{Number: 7})
	if err != nil || r.Page.Number != 7 || r.Page.Box.Width() != 720 || len(r.Page.Warnings) != 1 {
		t.Errorf("null: %+v, %v", r, err)
	}
	if r, err = FaultEmpty.Recognize(ctx, img, Options{}); err != nil || r.Unread != 1 || len(r.Page.Blocks) != 0 {
		t.Errorf("empty: %+v, %v", r, err)
	}
	if _, err = FaultError.Recognize(ctx, img, Options{}); err == nil {
		t.Error("no error as ordered")
	}
	defer func() {
		if recover() == nil {
			t.Error("no crash as ordered")
		}
	}()
	_, _ = FaultCrash.Recognize(ctx, img, Options{})
}

func FuzzDecode(f *testing.F) {
	f.Add(AppendPGM(nil, picture(20, 20)))
	f.Add(tiffOf(binary.BigEndian, false, picture(20, 20), picture(9, 9)))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		images, err := Decode(data)
		if (err == nil) == (len(images) == 0) {
			t.Fatalf("%d images and error %v", len(images), err)
		}
		for _, m := range images {
			if err := m.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func ExampleReadPGM() {
	var stream []byte
	for range 2 {
		stream = AppendPGM(stream, picture(40, 24))
	}
	r := bufio.NewReader(bytes.NewReader(stream))
	n := 0
	for {
		if _, err := ReadPGM(r); err == io.EOF {
			break
		}
		n++
	}
	fmt.Println(n, "pages")
	// Output: 2 pages
}
