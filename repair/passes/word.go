package passes

import (
	"bytes"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// persianWord is a word of a text as the model knows it. There is one for every fifth
// code point of a text: it is small.
type persianWord struct {
	from, to int32  // code points, marks and ZWNJs included
	mask     uint32 // bit i: a ZWNJ after letter i
	after    bool   // only white space within the line parts it from the word before in the slice
	shape    shape  // what is asked of every word
	*wordForm
	here *[]lang.Seam // its places between its neighbours, once somebody asked, see speller.seams
}

// wordForm is what all words of the same letters share.
type wordForm struct {
	key      []byte // folded letters
	hash     uint32
	shape    shape
	spelling *spelling // what was asked of the model so far; nil if nothing
}

// shape is what is asked of every word of a text, again and again. It lies in the words
// themselves: to go from each to its form and its spelling takes longer than all else.
type shape uint8

const (
	shapeEnding shape = 1 << iota // one of the endings
	shapeMi                       // ends like the prefix می
	shapeAsked                    // the model was asked for its spelling
	shapeKnown                    // it is known, see spelling
	shapeCommon                   // it is common
	shapePlain                    // it has no place for a ZWNJ, whatever stands around it
)

// shapeOf is what a key shows by itself.
func shapeOf(key []byte) (s shape) {
	if opensEnding[key[0]] && (pluralEndings[string(key)] || degreeEndings[string(key)] || hehEndings[string(key)]) {
		s |= shapeEnding
	}
	if n := len(key) - len(keyMi); n >= 0 && string(key[n:]) == keyMi {
		s |= shapeMi
	}
	return s
}

// isAt reports a word of exactly these code points.
func (w *persianWord) isAt(from, to int) bool { return int(w.from) == from && int(w.to) == to }

// at is where the word stands.
func (w *persianWord) at() pass.Range { return pass.Range{From: int(w.from), To: int(w.to)} }

// persianWords lists the words of a text whose letters all belong to the model's
// alphabet. Words in a chunk with Latin letters or the signs of addresses, code
// and tags are left out.
func persianWords(t page.Text) []persianWord {
	var keys wordReader
	return keys.line(make([]persianWord, 0, len(t)/usualWord+1), t, pass.Range{To: len(t)})
}

// line appends the words of a range between two line ends. No word goes over a line
// end, and none has a neighbour beyond one.
func (k *wordReader) line(out []persianWord, text page.Text, l pass.Range) []persianWord {
	apart := true // the word before is not a neighbour
	t := text[:l.To]
	for i := l.From; i < len(t); {
		if isWhite(t[i].R) {
			apart = apart || !isSpace(t[i].R) || t[i].R == '\t' // cells and hemistichs are no neighbours
			i++
			continue
		}
		end, plain := i, true
		for end < len(t) && !isWhite(t[end].R) {
			switch r := t[end].R; {
			case r >= 0x80:
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '@', r == '_', r == '#', r == '\\', r == '=':
				plain = false
			}
			end++
		}
		if !plain {
			apart = true
			i = end
			continue
		}
		for i < end {
			j := i
			for j < end && (isLetterOrMark(t[j].R) || t[j].R == zwnj || t[j].R == tatweel) {
				j++
			}
			if j == i {
				apart = true
				i++
				continue
			}
			if w, ok := k.read(t, i, j); ok {
				w.after = !apart && len(out) > 0
				out = append(out, w)
				apart = false
			} else {
				apart = true
			}
			i = j
		}
	}
	return out
}

// usualWord is about how many code points of Persian a word takes, with its gap.
const usualWord = 5

// maxLetters is the longest word that the vocabulary holds.
const maxLetters = 31

// wordReader makes words of one form share it: a table of forms by key, open
// addressing, at most half full.
type wordReader struct {
	slots []*wordForm // the length is a power of two
	n     int
	keys  []byte     // room for keys, many in one allocation
	fresh []wordForm // and for forms
}

func (k *wordReader) read(t page.Text, from, to int) (persianWord, bool) {
	w := persianWord{from: int32(from), to: int32(to)}
	var buf [maxLetters]byte
	n, hash := 0, uint32(2166136261) // FNV-1a, 32 bits
	for _, c := range t[from:to] {
		s := lang.SymbolOf(c.R)
		switch {
		case s == lang.Skip:
		case s.Letter():
			if n == maxLetters {
				return w, false
			}
			buf[n] = byte(s)
			n++
			hash = (hash ^ uint32(s)) * 16777619
		case c.R == zwnj:
			if n > 0 && lang.Symbol(buf[n-1]).JoinsNext() {
				w.mask |= 1 << (n - 1)
			}
		default:
			return w, false
		}
	}
	if n == 0 {
		return w, false
	}
	w.mask &^= 1 << (n - 1) // nothing follows
	w.wordForm = k.form(buf[:n], hash^hash>>15)
	w.shape = w.wordForm.shape
	return w, true
}

// form is the form of a key, a new one where it has none.
func (k *wordReader) form(key []byte, hash uint32) *wordForm {
	if 2*k.n >= len(k.slots) {
		k.grow()
	}
	i := int(hash) & (len(k.slots) - 1)
	for ; k.slots[i] != nil; i = (i + 1) & (len(k.slots) - 1) {
		if f := k.slots[i]; f.hash == hash && bytes.Equal(f.key, key) {
			return f
		}
	}
	if cap(k.keys)-len(k.keys) < len(key) {
		k.keys = make([]byte, 0, formRoom)
	}
	if len(k.fresh) == 0 {
		k.fresh = make([]wordForm, formRoom/64)
	}
	from := len(k.keys)
	k.keys = append(k.keys, key...)
	f := &k.fresh[0]
	k.fresh = k.fresh[1:]
	*f = wordForm{key: k.keys[from:len(k.keys):len(k.keys)], hash: hash, shape: shapeOf(key)}
	k.slots[i] = f
	k.n++
	return f
}

// grow doubles the table, or empties one that remembers enough: the words that were
// read keep their forms.
func (k *wordReader) grow() {
	old := k.slots
	if k.n >= maxSpellings {
		k.slots, k.n = make([]*wordForm, len(old)), 0
		return
	}
	k.slots = make([]*wordForm, max(formRoom/16, 2*len(old)))
	for _, f := range old {
		if f == nil {
			continue
		}
		i := int(f.hash) & (len(k.slots) - 1)
		for k.slots[i] != nil {
			i = (i + 1) & (len(k.slots) - 1)
		}
		k.slots[i] = f
	}
}

// formRoom is how many letters are allocated at a time.
const formRoom = 1 << 12
