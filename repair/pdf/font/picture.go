package font

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
)

// Word processors set check marks, boxes, arrows and numbers in circles in fonts of pictures, whose
// codes are bytes: files have them in the Private Use Area or call them by the letters of Latin-1
// that have their codes. Only the name of the font tells what they show.

//go:embed data/pictures.txt
var pictureText string

// pictures are the signs of fonts, by the name of the font and the code of the sign.
var pictures = sync.OnceValue(func() map[string]map[rune]string {
	m := map[string]map[rune]string{}
	for line := range strings.Lines(pictureText) {
		entry, _, _ := strings.Cut(line, "#")
		f := strings.Split(strings.TrimSpace(entry), ";")
		if len(f) != 3 {
			continue
		}
		code, err1 := strconv.ParseUint(f[1], 16, 8)
		sign, err2 := strconv.ParseUint(f[2], 16, 32)
		if err1 != nil || err2 != nil {
			continue
		}
		if m[f[0]] == nil {
			m[f[0]] = map[rune]string{}
		}
		m[f[0]][rune(code)] = string(rune(sign))
	}
	return m
})

// picturesOf are the signs of a font of pictures, nil for others.
func picturesOf(name string) map[rune]string {
	if !strings.HasPrefix(name, "Wingdings") {
		return nil
	}
	name, _, _ = strings.Cut(name, ",")
	name, _, _ = strings.Cut(name, "-")
	return pictures()[strings.ReplaceAll(name, " ", "")]
}

// namePicture names a character of a font of pictures, and reports whether it did. What the map
// of the file has beyond bytes is the text that somebody meant, and so are names of the file's own.
func (f *Font) namePicture(c *Char) bool {
	code := rune(-1)
	if tu, ok := f.mapped(c.Code, c.Size); ok && tu != "" {
		if r, n := utf8.DecodeRuneInString(tu); n == len(tu) {
			code = r
		}
	} else if !f.composite && c.Code < 256 && !f.differs[c.Code] {
		code = rune(c.Code)
	}
	if code >= 0xF020 && code <= 0xF0FF {
		code -= 0xF000
	}
	t, ok := f.pictures[code]
	if ok {
		c.Text, c.Evidence, c.Conf = t, page.EvidenceEncoding, confName
	}
	return ok
}
