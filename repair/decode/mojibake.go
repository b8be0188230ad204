package decode

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/paknevis/paknevis/repair/script"
)

// maxLayers bounds how often a text can have been encoded over again.
const maxLayers = 3

// Mojibake undoes a wrong decoding inside a line that is Unicode by now: UTF-8
// that was read as windows-1252, Latin-1 or windows-1256, also twice, and
// windows-1256 that was read as windows-1252 or Latin-1. from[i] is the rune of
// line that fixed[i] begins at. kind names the fault, e.g.
// "utf-8-as-windows-1252". ok is false, and nothing else set, where the line
// is not such a text beyond doubt: accented letters of European words stay.
func Mojibake(line []rune) (fixed []rune, from []int, kind string, confidence float64, ok bool) {
	fixed = line
	from = make([]int, len(line))
	for i := range from {
		from[i] = i
	}
	for range maxLayers {
		next, index, k := undo(fixed, maxLayers)
		if k == "" {
			break
		}
		for i := range index {
			index[i] = from[index[i]]
		}
		fixed, from = next, index
		if kind == "" {
			kind, confidence = k, 0.98
		} else {
			kind += "-twice"
		}
		ok = true
	}
	if !ok {
		return nil, nil, "", 0, false
	}
	return fixed, from, kind, confidence, true
}

func undo(line []rune, layers int) ([]rune, []int, string) {
	high := 0
	for _, r := range line {
		if r >= 0x80 {
			high++
		}
	}
	if high < leastRunes {
		return nil, nil, ""
	}
	for _, p := range []struct {
		name string
		cm   *charmap.Charmap
	}{{"windows-1252", charmap.Windows1252}, {"windows-1256", charmap.Windows1256}} {
		if fixed, from, ok := undoUTF8(line, p.cm, layers); ok {
			return fixed, from, "utf-8-as-" + p.name
		}
	}
	if fixed, ok := undoPrivate(line); ok {
		from := make([]int, len(line))
		for i := range from {
			from[i] = i
		}
		return fixed, from, "windows-1256-as-private"
	}
	if fixed, from, ok := undo1256(line); ok {
		return fixed, from, "windows-1256-as-windows-1252"
	}
	return nil, nil, ""
}

const (
	leastRunes    = 4    // runes above 7F, below which nothing is certain
	leastSequence = 3    // UTF-8 sequences that must come out
	consumed      = 0.85 // share of the runes above 7F that must be part of one
)

// A line of few letters, such as a word of accented capitals, must come out as
// more than likely Persian; «سلام» has 6.0 bits a letter.
const (
	shortLine   = 8   // letters
	shortWeight = 4.8 // bits a letter
)

// byteOf is the byte that a one-byte reader turned into r. The C1 controls are
// what Latin-1 makes of bytes that windows-1252 has other signs for.
func byteOf(cm *charmap.Charmap, r rune) (byte, bool) {
	if r < 0x80 || r >= 0x80 && r < 0xA0 {
		return byte(r), true
	}
	return cm.EncodeRune(r)
}

func undoUTF8(line []rune, cm *charmap.Charmap, layers int) (fixed []rune, from []int, ok bool) {
	sequences, used, high, arabic, lead := 0, 0, 0, 0, 0
	var buf [utf8.UTFMax]byte
	for i := 0; i < len(line); {
		if line[i] < 0x80 {
			fixed, from = append(fixed, line[i]), append(from, i)
			i++
			continue
		}
		n := 0
		for n < len(buf) && i+n < len(line) {
			b, ok := byteOf(cm, line[i+n])
			if !ok {
				break
			}
			buf[n] = b
			n++
		}
		r, size := utf8.DecodeRune(buf[:n])
		if size > 1 {
			sequences++
			used += size
			high += size
			if script.IsLetter(r) {
				arabic++
			}
			if latin1(r) {
				lead++
			}
			fixed, from = append(fixed, r), append(from, i)
			i += size
			continue
		}
		high++
		fixed, from = append(fixed, line[i]), append(from, i)
		i++
	}
	if sequences < leastSequence || float64(used) < consumed*float64(high) {
		return fixed, from, false
	}
	// Letters of the Arabic script must come out, or, under a second layer, the
	// letters that their bytes were taken for; ZWNJs and quotes have three bytes
	// and thin these out.
	if arabic*2 >= sequences {
		return fixed, from, true
	}
	if layers > 1 && lead*5 >= sequences {
		_, _, kind := undo(fixed, layers-1)
		return fixed, from, kind != ""
	}
	return fixed, from, false
}

// undoPrivate reads the bytes of windows-1256 that a font with a symbol's cmap keeps
// in U+F080..U+F0FF. Other fonts have other letters there, which do not come out as
// likely Persian.
func undoPrivate(line []rune) (fixed []rune, ok bool) {
	fixed = make([]rune, len(line))
	letters, total := 0, 0.0
	for i, r := range line {
		fixed[i] = r
		code, private := script.Symbol(r)
		if !private || code < 0x80 {
			continue
		}
		c := charmap.Windows1256.DecodeByte(byte(code))
		if script.IsLetter(c) {
			letters++
			total += weight(c)
		}
		fixed[i] = c
	}
	return fixed, letters >= leastRunes && total >= shortWeight*float64(letters)
}

// latin1 reports the lead bytes of Arabic letters in UTF-8 as Latin-1 shows them.
func latin1(r rune) bool { return r >= 0xD8 && r <= 0xDB }

// undo1256 reads windows-1256 out of windows-1252, word by word: a word with an
// ASCII letter is a European word.
func undo1256(line []rune) (fixed []rune, from []int, ok bool) {
	fixed = make([]rune, len(line))
	from = make([]int, len(line))
	copy(fixed, line)
	for i := range from {
		from[i] = i
	}
	letters, total, european := 0, 0.0, 0
	for i := 0; i < len(line); {
		if line[i] <= ' ' {
			i++
			continue
		}
		j := i
		plain, usable := 0, true
		for ; j < len(line) && line[j] > ' '; j++ {
			if c := line[j] | 0x20; c >= 'a' && c <= 'z' {
				plain++
			}
			_, fits := byteOf(charmap.Windows1252, line[j])
			usable = usable && fits
		}
		for k := i; k < j && plain > 0; k++ {
			if line[k] >= 0xC0 {
				european++
			}
		}
		for k := i; k < j && plain == 0 && usable; k++ {
			if line[k] < 0x80 {
				continue
			}
			b, _ := byteOf(charmap.Windows1252, line[k])
			fixed[k] = charmap.Windows1256.DecodeByte(b)
			total += weight(fixed[k])
			if script.IsLetter(fixed[k]) {
				letters++
			}
		}
		i = j
	}
	least := leastWeight
	if letters < shortLine {
		least = shortWeight
	}
	return fixed, from, letters >= leastRunes && letters > 2*european && total >= least*float64(letters)
}
