package object

// unpredict undoes the predictors of ISO 32000-1 §7.4.4.4. It may write to b.
func unpredict(b []byte, p Value) []byte {
	kind := p.Key("Predictor").Int()
	if kind < 2 {
		return b
	}
	def := func(key string, d, most int) int {
		if v := p.Key(key); v.IsNumber() && v.Int() > 0 {
			return min(v.Int(), most)
		}
		return d
	}
	s := samples{def("Colors", 1, 32), def("BitsPerComponent", 8, 16), def("Columns", 1, 1<<20)}
	if kind == 2 {
		s.addLeft(b)
		return b
	}
	return s.unfilter(b)
}

// samples is the layout of a row.
type samples struct{ colors, bits, columns int }

// row is the length of a row in bytes.
func (s samples) row() int { return (s.colors*s.bits*s.columns + 7) / 8 }

// addLeft undoes the predictor of TIFF: each sample is the difference to the
// one of its colour to the left.
func (s samples) addLeft(b []byte) {
	row := s.row()
	for len(b) > 0 {
		line := b[:min(row, len(b))]
		b = b[len(line):]
		switch s.bits {
		case 8:
			for i := s.colors; i < len(line); i++ {
				line[i] += line[i-s.colors]
			}
		case 16:
			for i := 2 * s.colors; i+1 < len(line); i += 2 {
				k := i - 2*s.colors
				x := uint16(line[i])<<8 + uint16(line[i+1]) + uint16(line[k])<<8 + uint16(line[k+1])
				line[i], line[i+1] = byte(x>>8), byte(x)
			}
		case 1, 2, 4:
			s.addLeftBits(line)
		}
	}
}

// addLeftBits is for samples that share a byte.
func (s samples) addLeftBits(line []byte) {
	mask := byte(1<<s.bits - 1)
	shift := func(i int) int { return 8 - s.bits - i*s.bits%8 }
	for i := s.colors; i < min(s.colors*s.columns, len(line)*8/s.bits); i++ {
		k := i - s.colors
		left := line[k*s.bits/8] >> shift(k) & mask
		at := i * s.bits / 8
		x := (line[at]>>shift(i) + left) & mask
		line[at] = line[at]&^(mask<<shift(i)) | x<<shift(i)
	}
}

// unfilter undoes the filters of PNG, of which each row names its own
// (W3C PNG, 9.2). Rows of a file that is cut short are read as far as they go.
func (s samples) unfilter(b []byte) []byte {
	row, bpp := s.row(), max(1, s.colors*s.bits/8)
	out := make([]byte, 0, len(b))
	prev := make([]byte, row)
	for len(b) > 1 {
		tag := b[0]
		start := len(out)
		out = append(out, b[1:min(len(b), row+1)]...)
		b = b[min(len(b), row+1):]
		line := out[start:]
		for i := range line {
			var left, corner int
			up := int(prev[i])
			if i >= bpp {
				left, corner = int(line[i-bpp]), int(prev[i-bpp])
			}
			switch tag {
			case 1:
				line[i] += byte(left)
			case 2:
				line[i] += byte(up)
			case 3:
				line[i] += byte((left + up) / 2)
			case 4:
				line[i] += byte(paeth(left, up, corner))
			}
		}
		prev = line[:len(line):len(line)]
		if len(line) < row {
			break
		}
	}
	return out
}

// paeth is the neighbour nearest to left + up - corner.
func paeth(left, up, corner int) int {
	q := left + up - corner
	a, u, c := abs(q-left), abs(q-up), abs(q-corner)
	switch {
	case a <= u && a <= c:
		return left
	case u <= c:
		return up
	}
	return corner
}

func abs(x int) int { return max(x, -x) }
