package object

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// streamed is the decoded data of a stream with the given dictionary entries.
func streamed(t *testing.T, entries string, raw []byte, max int) ([]byte, error) {
	t.Helper()
	f := opened(t, file("<</Type/Catalog/Pages<<>>>>", fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(raw), raw)))
	return f.Get(2).Data(max)
}

func deflated(b []byte) []byte {
	var w bytes.Buffer
	z := zlib.NewWriter(&w)
	z.Write(b)
	z.Close()
	return w.Bytes()
}

func in85(b []byte) []byte {
	out := make([]byte, ascii85.MaxEncodedLen(len(b)))
	return append(out[:ascii85.Encode(out, b)], "~>"...)
}

func sample(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(7) * r.IntN(40))
	}
	return b
}

func TestFilters(t *testing.T) {
	want := sample(5000)
	var raw bytes.Buffer
	w, _ := flate.NewWriter(&raw, 9)
	w.Write(want)
	w.Close()
	runs := []byte{2, 'a', 'b', 'c', 253, 'x', 0, 'd', 128, 'j'}
	for name, c := range map[string]struct {
		entries string
		raw     []byte
		want    string
	}{
		"none":         {"", want, string(want)},
		"Flate":        {"/Filter/FlateDecode", deflated(want), string(want)},
		"Flate array":  {"/Filter[/FlateDecode]", deflated(want), string(want)},
		"short name":   {"/Filter/Fl", deflated(want), string(want)},
		"no header":    {"/Filter/FlateDecode", raw.Bytes(), string(want)},
		"bad header":   {"/Filter/FlateDecode", append([]byte{0x11, 0x22}, raw.Bytes()...), string(want)},
		"no checksum":  {"/Filter/FlateDecode", deflated(want)[:len(deflated(want))-4], string(want)},
		"twice":        {"/Filter[/FlateDecode/FlateDecode]", deflated(deflated(want)), string(want)},
		"hex":          {"/Filter/ASCIIHexDecode", []byte(hex.EncodeToString(want) + ">"), string(want)},
		"hex odd":      {"/Filter/AHx", []byte("41 4\n2 5>"), "ABP"},
		"85":           {"/Filter/ASCII85Decode", in85(want), string(want)},
		"85 in Flate":  {"/Filter[/FlateDecode/A85]", deflated(in85(want)), string(want)},
		"85 framed":    {"/Filter/ASCII85Decode", append([]byte("\n<~"), in85(want)...), string(want)},
		"null parms":   {"/Filter[/A85/Fl]/DecodeParms[null null]", in85(deflated(want)), string(want)},
		"parms of one": {"/Filter[/A85/Fl]/DecodeParms[null<</Predictor 12/Columns 5>>]", in85(deflated(predict(want, 5, 1, func(int) int { return 2 }))), string(want)},
		"85 zeros":     {"/Filter/A85", []byte("zz!!~>"), "\x00\x00\x00\x00\x00\x00\x00\x00\x00"},
		"run length":   {"/Filter/RunLengthDecode", runs, "abcxxxxd"},
		"run cut":      {"/Filter/RL", []byte{9, 'a', 'b'}, "ab"},
		"crypt":        {"/Filter[/Crypt/FlateDecode]", deflated(want), string(want)},
		"empty":        {"/Filter/FlateDecode", nil, ""},
		"LZW":          {"/Filter/LZWDecode", packLZW(want, 1), string(want)},
		"LZW late":     {"/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>", packLZW(want, 0), string(want)},
		"LZW repeated": {"/Filter/LZW", packLZW(bytes.Repeat([]byte("a"), 70000), 1), strings.Repeat("a", 70000)},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := streamed(t, c.entries, c.raw, 1<<20)
			if err != nil || string(got) != c.want {
				t.Errorf("%d bytes, %v; want %d", len(got), err, len(c.want))
			}
		})
	}
}

// packLZW encodes with codes of 9 to 12 bits, highest bit first, that grow
// early codes before they must: ISO 32000-1 §7.4.4.2.
func packLZW(b []byte, early int) []byte {
	var out []byte
	acc, bits, width := 0, 0, 9
	put := func(code int) {
		acc, bits = acc<<width|code, bits+width
		for bits >= 8 {
			out = append(out, byte(acc>>(bits-8)))
			bits -= 8
			acc &= 1<<bits - 1
		}
	}
	table := map[string]int{}
	reset := func() {
		clear(table)
		for i := range 256 {
			table[string([]byte{byte(i)})] = i
		}
		width = 9
	}
	reset()
	put(256)
	next, s := 258, ""
	for _, c := range b {
		if _, ok := table[s+string([]byte{c})]; ok {
			s += string([]byte{c})
			continue
		}
		put(table[s])
		table[s+string([]byte{c})] = next
		next++
		if next+early > 1<<width {
			width++
		}
		if next >= 4094 {
			put(table[string([]byte{c})])
			width = 12
			put(256)
			reset()
			next, s = 258, ""
			continue
		}
		s = string([]byte{c})
	}
	if s != "" {
		put(table[s])
		next++
		if next+early > 1<<width {
			width++
		}
	}
	put(257)
	if bits > 0 {
		out = append(out, byte(acc<<(8-bits)))
	}
	return out
}

// The encoder of this test agrees with another one where both exist.
func TestPackLZW(t *testing.T) {
	want := sample(3000)
	r := lzw.NewReader(bytes.NewReader(packLZW(want, 0)), lzw.MSB, 8)
	got := make([]byte, len(want))
	if n, err := r.Read(got); n == 0 || !bytes.Equal(got[:n], want[:n]) {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestBrokenData(t *testing.T) {
	want := sample(5000)
	z := deflated(want)
	got, err := streamed(t, "/Filter/FlateDecode", z[:len(z)/2], 1<<20)
	if err == nil || len(got) == 0 || !bytes.HasPrefix(want, got) {
		t.Errorf("cut: %d bytes, %v", len(got), err)
	}
	if got, err := streamed(t, "/Filter[/DCTDecode]", []byte("\xff\xd8"), 1<<20); !errors.Is(err, ErrImageFilter) || string(got) != "\xff\xd8" {
		t.Errorf("picture: %q %v", got, err)
	}
	bomb := deflated(make([]byte, 1<<20))
	for name, entries := range map[string]string{"Flate": "/Filter/FlateDecode", "predicted": "/Filter/FlateDecode/DecodeParms<</Predictor 12>>"} {
		if got, err := streamed(t, entries, bomb, 1000); err == nil || len(got) > 1000 {
			t.Errorf("%s bomb: %d bytes, %v", name, len(got), err)
		}
	}
	if got, err := streamed(t, "/Filter/LZWDecode", packLZW(make([]byte, 1<<16), 1), 1000); err == nil || len(got) > 1000 {
		t.Errorf("LZW bomb: %d bytes, %v", len(got), err)
	}
	if got, err := streamed(t, "/Filter/RunLengthDecode", bytes.Repeat([]byte{129, 'a'}, 100), 1000); err == nil || len(got) > 1000 {
		t.Errorf("run bomb: %d bytes, %v", len(got), err)
	}
}

// predict encodes rows by a predictor of ISO 32000-1 table 10; tag says which PNG filter row r gets.
func predict(b []byte, row, bpp int, tag func(r int) int) []byte {
	var out []byte
	prev := make([]byte, row)
	for r := 0; r*row < len(b); r++ {
		line := b[r*row : (r+1)*row]
		k := tag(r)
		out = append(out, byte(k))
		for i, c := range line {
			var left, up, corner byte
			up = prev[i]
			if i >= bpp {
				left, corner = line[i-bpp], prev[i-bpp]
			}
			switch k {
			case 1:
				c -= left
			case 2:
				c -= up
			case 3:
				c -= byte((int(left) + int(up)) / 2)
			case 4:
				best, dist := left, 1000
				for _, x := range []byte{left, up, corner} {
					d := int(left) + int(up) - int(corner) - int(x)
					if max(d, -d) < dist {
						best, dist = x, max(d, -d)
					}
				}
				c -= best
			}
			out = append(out, c)
		}
		prev = line
	}
	return out
}

func TestPredictors(t *testing.T) {
	for _, g := range []struct{ colors, bits, columns int }{{1, 8, 50}, {3, 8, 20}, {4, 8, 7}, {1, 1, 33}, {1, 4, 15}, {3, 2, 11}, {1, 16, 9}, {3, 16, 5}} {
		row := (g.colors*g.bits*g.columns + 7) / 8
		bpp := max(1, g.colors*g.bits/8)
		want := sample(row * 12)
		for predictor := 10; predictor <= 15; predictor++ {
			params := fmt.Sprintf("/Filter/FlateDecode/DecodeParms<</Predictor %d/Colors %d/BitsPerComponent %d/Columns %d>>", predictor, g.colors, g.bits, g.columns)
			tag := func(r int) int { return predictor - 10 }
			if predictor == 15 {
				tag = func(r int) int { return r % 5 }
			}
			got, err := streamed(t, params, deflated(predict(want, row, bpp, tag)), 1<<20)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%+v predictor %d: %v", g, predictor, err)
			}
		}
		// Predictor 2 subtracts the sample to the left, at any depth.
		raw := tiff(want, row, g.colors, g.bits, g.columns)
		for predictor, in := range map[int][]byte{1: want, 2: raw} {
			got, err := streamed(t, fmt.Sprintf("/Filter/FlateDecode/DecodeParms[<</Predictor %d/Colors %d/BitsPerComponent %d/Columns %d>>]", predictor, g.colors, g.bits, g.columns), deflated(in), 1<<20)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%+v predictor %d: %v", g, predictor, err)
			}
		}
	}
}

// tiff subtracts sample by sample, with bits addressed one by one.
func tiff(b []byte, row, colors, bits, columns int) []byte {
	out := bytes.Clone(b)
	get := func(line []byte, i int) (x int) {
		for k := i * bits; k < (i+1)*bits; k++ {
			x = x<<1 | int(line[k/8]>>(7-k%8))&1
		}
		return x
	}
	for r := 0; r < len(b); r += row {
		for i := columns*colors - 1; i >= colors; i-- {
			d := get(b[r:r+row], i) - get(b[r:r+row], i-colors)
			for k := range bits {
				p := (i+1)*bits - 1 - k
				out[r+p/8] = out[r+p/8]&^(1<<(7-p%8)) | byte(d>>k&1)<<(7-p%8)
			}
		}
	}
	return out
}

// No filter gives more than was asked for, an unknown one neither.
func TestDataLimit(t *testing.T) {
	data := sample(100)
	for entries, raw := range map[string][]byte{
		"": data, "/Filter/FlateDecode": deflated(data), "/Filter/LZWDecode": packLZW(data, 1), "/Filter/AHx": []byte(hex.EncodeToString(data)),
		"/Filter/A85": in85(data), "/Filter/RL": bytes.Repeat([]byte{0, 'a'}, 50), "/Filter/DCTDecode": data, "/Filter[/A85/JPXDecode]": in85(data), "/Filter/None": data,
	} {
		got, err := streamed(t, entries, raw, 10)
		if len(got) > 10 || err == nil {
			t.Errorf("%q: %d bytes, %v", entries, len(got), err)
		}
	}
}
