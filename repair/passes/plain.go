package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// plainLetters are the code points of a line with presentation forms as letters,
// ligatures turned round so that the whole is in the order of the glyphs.
func plainLetters(t page.Text, l pass.Range) []rune { return lettersOf(t[l.From:l.To], true) }

func plainOf(t page.Text) []rune { return lettersOf(t, false) }

func lettersOf(t page.Text, visual bool) []rune {
	return appendLetters(make([]rune, 0, len(t)+8), t, visual)
}

// appendLetters appends what the model reads of a text: letters for presentation forms, and one
// space for several, which it has not seen, so that it would read the words around them by
// themselves.
func appendLetters(rs []rune, t page.Text, visual bool) []rune {
	for _, c := range t {
		if isSpace(c.R) {
			if n := len(rs); n == 0 || rs[n-1] != ' ' {
				rs = append(rs, ' ')
			}
			continue
		}
		if c.R >= firstForm {
			if s, ok := script.Unshape(c.R); ok {
				from := len(rs)
				rs = append(rs, []rune(s.Base)...)
				if visual {
					slices.Reverse(rs[from:])
				}
				continue
			}
		}
		rs = append(rs, c.R)
	}
	return rs
}
