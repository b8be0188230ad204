package ocr

import (
	"bytes"
	"encoding/binary"
)

// A resolution outside of these bounds is a placeholder (1, 72 and 96 are what
// programs write when they do not know) and counts as unknown.
const (
	minDPI = 97
	maxDPI = 2400
)

func believable(dpi float64) float64 {
	if dpi < minDPI || dpi > maxDPI {
		return 0
	}
	return dpi
}

const (
	metresPerInch      = 0.0254
	centimetresPerInch = 2.54
)

// pngDPI reads the pHYs chunk (PNG 11.3.5.3), 0 if there is none.
func pngDPI(data []byte) float64 {
	for p := 8; p+12 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[p:]))
		kind := string(data[p+4 : p+8])
		if n < 0 || n > len(data)-p-12 || kind == "IDAT" {
			return 0
		}
		if body := data[p+8 : p+8+n]; kind == "pHYs" && n >= 9 && body[8] == 1 {
			return believable(float64(binary.BigEndian.Uint32(body[4:])) * metresPerInch)
		}
		p += 12 + n
	}
	return 0
}

// jpegMeta reads the resolution of the JFIF segment (JFIF 1.02) and the
// orientation of the EXIF segment, 0 and 1 where there are none.
func jpegMeta(data []byte) (dpi float64, orientation int) {
	orientation = 1
	for p := 2; p+4 <= len(data) && data[p] == 0xFF; {
		marker, n := data[p+1], int(binary.BigEndian.Uint16(data[p+2:]))
		if marker == 0xDA || n < 2 || n > len(data)-p-2 { // start of scan: pixels follow
			break
		}
		body := data[p+4 : p+2+n]
		switch {
		case marker == 0xE0 && len(body) >= 12 && bytes.HasPrefix(body, []byte("JFIF\x00")):
			d := float64(binary.BigEndian.Uint16(body[10:]))
			switch body[7] {
			case 1:
				dpi = believable(d)
			case 2:
				dpi = believable(d * centimetresPerInch)
			}
		case marker == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			t, err := newTIFF(body[6:])
			if err != nil {
				break
			}
			if d, err := t.directory(t.first); err == nil && d.orientation >= 1 && d.orientation <= 8 {
				orientation = d.orientation
			}
		}
		p += 2 + n
	}
	return dpi, orientation
}
