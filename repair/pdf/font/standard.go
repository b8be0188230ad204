package font

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
)

//go:embed data/core14.txt
var core14Text string

// face is one of the 14 standard fonts (ISO 32000-1 §9.6.2.2).
type face struct {
	widths          map[string]float64
	fixed           float64 // width of every glyph, 0 if they differ
	ascent, descent float64
	builtin         *[256]string // Symbol and ZapfDingbats only
}

type core14 struct {
	faces    map[string]*face
	standard [256]string
	names    map[rune]string // the names of the Latin faces, by code point
}

var core = sync.OnceValue(func() *core14 {
	c := &core14{faces: map[string]*face{}, names: map[rune]string{}}
	latin := []string{"Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"}
	var part string
	for line := range strings.Lines(core14Text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
		case line[0] == '@' && len(f) == 7:
			fc := &face{widths: map[string]float64{}} // the box of the font follows; nobody asks for it
			fc.ascent, _ = strconv.ParseFloat(f[1], 64)
			fc.descent, _ = strconv.ParseFloat(f[2], 64)
			if strings.HasPrefix(f[0], "@Courier") {
				fc.fixed = 600
			}
			c.faces[f[0][1:]] = fc
		case line[0] == '=':
			part = f[0][1:]
		case len(f) >= 3:
			code, _ := strconv.Atoi(f[1])
			if part == "latin" {
				if code >= 0 {
					c.standard[code] = f[0]
				}
				if r := []rune(glyphList()[f[0]]); len(r) == 1 {
					c.names[r[0]] = f[0]
				}
				for i, name := range latin {
					if i+2 < len(f) {
						c.faces[name].widths[f[0]], _ = strconv.ParseFloat(f[i+2], 64)
					}
				}
				continue
			}
			fc := c.faces[part]
			fc.widths[f[0]], _ = strconv.ParseFloat(f[2], 64)
			if fc.builtin == nil {
				fc.builtin = new([256]string)
			}
			if code >= 0 {
				fc.builtin[code] = f[0]
			}
		}
	}
	c.faces["Helvetica-Oblique"].widths = c.faces["Helvetica"].widths
	c.faces["Helvetica-BoldOblique"].widths = c.faces["Helvetica-Bold"].widths
	return c
})

func standardEncoding() *[256]string { return &core().standard }

// namedEncoding is a predefined encoding of simple fonts (ISO 32000-1 Annex D),
// as glyph names by code, or nil.
func namedEncoding(name string) *[256]string {
	switch name {
	case "WinAnsiEncoding":
		return winAnsi()
	case "MacRomanEncoding":
		return macRoman()
	case "StandardEncoding":
		return standardEncoding()
	}
	return nil
}

var winAnsi = sync.OnceValue(func() *[256]string {
	e := namesOf(charmap.Windows1252)
	// Annex D.2: unused codes above octal 40 show a bullet, and the codes of the no-break
	// space and the soft hyphen show a space and a hyphen.
	for c := 0x80; c < 0xa0; c++ {
		if e[c] == "" {
			e[c] = "bullet"
		}
	}
	e[0x7f], e[0xa0], e[0xad] = "bullet", "space", "hyphen"
	return e
})

var macRoman = sync.OnceValue(func() *[256]string {
	e := namesOf(charmap.Macintosh)
	e[0xca], e[0xdb] = "space", "currency"
	return e
})

func namesOf(m *charmap.Charmap) *[256]string {
	e := new([256]string)
	for c := 32; c < 256; c++ {
		r := m.DecodeByte(byte(c))
		switch n, ok := core().names[r]; {
		case ok:
			e[c] = n
		case r > ' ' && r != 0xfffd && r != 0x7f && !(r >= 0x80 && r < 0xa0):
			e[c] = "uni" + strings.ToUpper(hex4(r))
		}
	}
	return e
}

func hex4(r rune) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(0, 4-len(s))) + s
}

// standardFace finds the standard font a name stands for, or nil. The aliases
// are those that readers have always known for fonts that are not embedded.
func standardFace(name string) *face {
	if f, ok := core().faces[name]; ok {
		return f
	}
	n := strings.ToLower(strings.NewReplacer(" ", "", ",", "", "-", "", "PS", "", "MT", "").Replace(name))
	family := ""
	switch {
	case strings.HasPrefix(n, "arial"), strings.HasPrefix(n, "helvetica"):
		family = "Helvetica"
	case strings.HasPrefix(n, "timesnewroman"), strings.HasPrefix(n, "times"):
		family = "Times"
	case strings.HasPrefix(n, "couriernew"), strings.HasPrefix(n, "courier"):
		family = "Courier"
	default:
		return nil
	}
	bold := strings.Contains(n, "bold")
	italic := strings.Contains(n, "italic") || strings.Contains(n, "oblique")
	style := map[[2]bool]string{
		{false, false}: "", {true, false}: "-Bold", {false, true}: "-Oblique", {true, true}: "-BoldOblique",
	}[[2]bool{bold, italic}]
	if family == "Times" {
		style = strings.ReplaceAll(style, "Oblique", "Italic")
		if style == "" {
			style = "-Roman"
		}
	}
	return core().faces[family+style]
}
