package font

import "sync/atomic"

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
