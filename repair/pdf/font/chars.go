package font

import (
	"strings"
	"sync/atomic"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// chars keeps the characters that were read, so that each is worked out once and
// then read without a lock: goroutines that read different pages share their
// fonts. Codes of one and of two bytes, which are all but a few, have a table;
// the blocks of the second are made when a code of theirs is met.
type chars struct {
	one  charBlock
	two  [256]atomic.Pointer[charBlock]
	long map[codeKey]*Char // guarded by the font
}

type charBlock [256]atomic.Pointer[Char]

// at is the place of a code in the tables, nil for a code that has none.
func (t *chars) at(code uint32, size int) *atomic.Pointer[Char] {
	switch {
	case size == 1 && code < 1<<8:
		return &t.one[code]
	case size == 2 && code < 1<<16:
		block := t.two[code>>8].Load()
		if block == nil {
			t.two[code>>8].CompareAndSwap(nil, new(charBlock))
			block = t.two[code>>8].Load()
		}
		return &block[code&0xFF]
	}
	return nil
}

// read is the character of a code. What it gives is shared.
func (f *Font) read(code uint32, size int) *Char {
	t := f.chars.Load()
	if t == nil {
		f.chars.CompareAndSwap(nil, &chars{long: map[codeKey]*Char{}})
		if t = f.chars.Load(); t == nil {
			t = &chars{long: map[codeKey]*Char{}} // Override came between
		}
	}
	at := t.at(code, size)
	if at != nil {
		if c := at.Load(); c != nil {
			return c
		}
	}
	f.once.Do(f.judge)
	f.mu.Lock()
	key := codeKey{code, uint8(size)}
	if c := t.long[key]; c != nil {
		f.mu.Unlock()
		return c
	}
	c := f.char(code, size)
	f.mu.Unlock()
	c.Ink, c.Inked = f.CharBox(&c)
	c.Box = f.emBox(&c)
	c.Filler = filler(c.Text)
	if at != nil {
		at.Store(&c)
		return &c
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(t.long) < maxMapEntries {
		t.long[key] = &c
	}
	return &c
}

func (f *Font) emBox(c *Char) page.Rect {
	b := c.Ink
	if b.Empty() {
		b = page.Rect{X0: min(0, c.Width), Y0: f.Descent(), X1: max(0, c.Width), Y1: f.Ascent()}
	}
	return page.Rect{X0: b.X0 / 1000, Y0: b.Y0 / 1000, X1: b.X1 / 1000, Y1: b.Y1 / 1000}
}

// filler reports text that shows no ink by its own map.
func filler(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
	}) < 0
}
