package font

import (
	"slices"
	"strconv"
	"unicode/utf16"
)

// cmap is a character map in the sense of ISO 32000-1 §9.7.5 and §9.10.3: it
// cuts a string into codes and maps each to a CID, to text, or to both.
type cmap struct {
	vertical bool
	spaces   []codespace
	cids     []cidRange
	text     map[codeKey]string
	spans    []textRange // ranges too long to be spread out in text
	use      string      // name of the CMap this one builds on
	parent   *cmap

	sorted bool // cids are in order of code
}

// codeKey tells codes apart that have the same value but not the same length,
// as <20> and <0020>.
type codeKey struct {
	code uint32
	size uint8
}

type codespace struct {
	size   uint8
	lo, hi uint32
}

// contains tests each byte on its own, because a codespace is a box and not an
// interval (Adobe Technical Note 5014 §7.2).
func (c codespace) contains(code uint32) bool {
	for shift := 0; shift < int(c.size)*8; shift += 8 {
		b := code >> shift & 0xff
		if b < c.lo>>shift&0xff || b > c.hi>>shift&0xff {
			return false
		}
	}
	return true
}

type cidRange struct {
	size   uint8
	lo, hi uint32
	cid    uint32
}

type textRange struct {
	size   uint8
	lo, hi uint32
	dst    []uint16
}

// next cuts the first code from s. A string that fits no codespace still
// yields a code of the shortest length, so that reading always moves on.
func (m *cmap) next(s []byte) (code uint32, size int) {
	short := 4
	any := false
	for c := m; c != nil; c = c.parent {
		for _, sp := range c.spaces {
			any = true
			short = min(short, int(sp.size))
		}
	}
	if !any {
		short = 2
	}
	var v uint32
	for n := 1; n <= 4 && n <= len(s); n++ {
		v = v<<8 | uint32(s[n-1])
		for c := m; c != nil; c = c.parent {
			for _, sp := range c.spaces {
				if int(sp.size) == n && sp.contains(v) {
					return v, n
				}
			}
		}
	}
	size = min(short, len(s))
	for _, b := range s[:size] {
		code = code<<8 | uint32(b)
	}
	return code, size
}

// cid selects the CID of a code.
func (m *cmap) cid(code uint32, size int) (uint32, bool) {
	for c := m; c != nil; c = c.parent {
		if !c.sorted {
			// Later definitions win: the sort is stable and the search takes the last.
			slices.SortStableFunc(c.cids, func(a, b cidRange) int {
				if a.lo != b.lo {
					if a.lo < b.lo {
						return -1
					}
					return 1
				}
				return 0
			})
			c.sorted = true
		}
		i, _ := slices.BinarySearchFunc(c.cids, code, func(r cidRange, v uint32) int {
			if r.lo <= v {
				return -1
			}
			return 1
		})
		// Overlaps are rare and short, so a few steps back find every candidate.
		for k := i - 1; k >= 0 && k >= i-8; k-- {
			if r := c.cids[k]; code <= r.hi && int(r.size) == size {
				return r.cid + code - r.lo, true
			}
		}
	}
	return 0, false
}

// unicode is the destination of a code. Maps that write the codes of a
// one-byte font with two bytes, or the reverse, are common enough to be read.
func (m *cmap) unicode(code uint32, size int) (string, bool) {
	if s, ok := m.unicodeSized(code, uint8(size)); ok {
		return s, true
	}
	for n := uint8(1); n <= 4; n++ {
		if int(n) != size {
			if s, ok := m.unicodeSized(code, n); ok {
				return s, true
			}
		}
	}
	return "", false
}

func (m *cmap) unicodeSized(code uint32, size uint8) (string, bool) {
	for c := m; c != nil; c = c.parent {
		if s, ok := c.text[codeKey{code, size}]; ok {
			return s, true
		}
		for _, r := range c.spans {
			if r.size == size && code >= r.lo && code <= r.hi {
				return advance(r.dst, code-r.lo), true
			}
		}
	}
	return "", false
}

// entries is the number of destinations the map states one by one.
func (m *cmap) entries() int {
	n := 0
	for c := m; c != nil; c = c.parent {
		n += len(c.text) + len(c.spans)
	}
	return n
}

// parseCMap reads a CMap stream. It never fails: what cannot be read is left
// out. The forms accepted beyond the law are those that are met in files:
// missing end operators, missing counts, odd hex digits, one-byte destinations,
// array destinations that are too short, destinations that are glyph names.
func parseCMap(data []byte) *cmap {
	if len(data) > maxCMapBytes {
		data = data[:maxCMapBytes]
	}
	p := cmapParser{lex: lexer{b: data}, m: &cmap{text: map[codeKey]string{}}}
	p.run()
	return p.m
}

type section uint8

const (
	sectionNone section = iota
	sectionCodespace
	sectionBFChar
	sectionBFRange
	sectionCIDChar
	sectionCIDRange
	sectionSkip // notdef ranges: they change what is drawn, not what is meant
)

var sections = map[string]section{
	"begincodespacerange": sectionCodespace,
	"beginbfchar":         sectionBFChar,
	"beginbfrange":        sectionBFRange,
	"begincidchar":        sectionCIDChar,
	"begincidrange":       sectionCIDRange,
	"beginnotdefchar":     sectionSkip,
	"beginnotdefrange":    sectionSkip,
}

type cmapParser struct {
	lex  lexer
	m    *cmap
	in   section
	args []token
}

// maxArgs bounds the operands held back: three of a range, or one array.
const maxArgs = 1 << 16

func (p *cmapParser) run() {
	for {
		t, ok := p.lex.next()
		if !ok {
			p.drain()
			return
		}
		if t.kind != tokenWord {
			if len(p.args) < maxArgs {
				p.args = append(p.args, t)
			}
			if p.in != sectionNone {
				p.step()
			}
			continue
		}
		word := string(t.b)
		if s, ok := sections[word]; ok {
			p.drain()
			p.in, p.args = s, p.args[:0]
			continue
		}
		switch word {
		case "def":
			if n := len(p.args); n >= 2 && p.args[n-2].is("WMode") {
				p.m.vertical = string(p.args[n-1].b) == "1"
			}
		case "usecmap":
			if n := len(p.args); n >= 1 && p.args[n-1].kind == tokenName {
				p.m.use = string(p.args[n-1].b)
			}
		}
		p.drain()
		p.in, p.args = sectionNone, p.args[:0]
	}
}

// drain uses what a section left behind: an array that is not closed, and all
// of it where the end operator is missing.
func (p *cmapParser) drain() {
	if p.in != sectionNone {
		if slices.ContainsFunc(p.args, func(t token) bool { return t.kind == tokenOpen }) {
			p.args = append(p.args, token{kind: tokenClose})
		}
		p.step()
	}
}

// step consumes the complete entries at the head of the operands.
func (p *cmapParser) step() {
	for len(p.args) > 0 {
		n := 0
		switch p.in {
		case sectionCodespace:
			n = p.codespace()
		case sectionBFChar:
			n = p.bfchar()
		case sectionBFRange:
			n = p.bfrange()
		case sectionCIDChar, sectionCIDRange:
			n = p.cidrange()
		default:
			n = len(p.args)
		}
		if n == 0 {
			return
		}
		p.args = append(p.args[:0], p.args[n:]...)
	}
}

func (p *cmapParser) codespace() int {
	if !p.args[0].source() {
		return 1
	}
	if len(p.args) < 2 {
		return 0
	}
	lo, hi := p.args[0], p.args[1]
	if !hi.source() {
		return 1
	}
	size := max(len(lo.b), len(hi.b))
	if len(p.m.spaces) < maxCodespaces {
		p.m.spaces = append(p.m.spaces, codespace{uint8(size), lo.number(), hi.number()})
	}
	return 2
}

func (p *cmapParser) bfchar() int {
	if p.args[0].kind != tokenString {
		return 1
	}
	if len(p.args) < 2 {
		return 0
	}
	if !p.args[0].source() {
		return 2 // no code can be so long; what follows is its destination
	}
	if p.args[1].kind == tokenOpen { // an array where a string belongs: take its first string
		end := p.arrayEnd(1)
		if end < 0 {
			return 0
		}
		if end > 2 {
			p.set(p.args[0], 0, p.args[2].text())
		}
		return end + 1
	}
	p.set(p.args[0], 0, p.args[1].text())
	return 2
}

func (p *cmapParser) bfrange() int {
	if !p.args[0].source() {
		return 1
	}
	if len(p.args) < 3 {
		return 0
	}
	lo, hi, dst := p.args[0], p.args[1], p.args[2]
	if !hi.source() {
		return 1
	}
	if dst.kind == tokenOpen {
		end := p.arrayEnd(2)
		if end < 0 {
			return 0
		}
		for k, t := range p.args[3:end] {
			if uint64(lo.number())+uint64(k) > uint64(hi.number()) {
				break
			}
			p.set(lo, uint32(k), t.text())
		}
		return end + 1
	}
	first, last := lo.number(), hi.number()
	if last < first {
		last = first
	}
	units := dst.units()
	if last-first < 256 {
		for k := range last - first + 1 {
			p.set(lo, k, advance(units, k))
		}
	} else if len(p.m.spans) < maxCodespaces {
		p.m.spans = append(p.m.spans, textRange{uint8(len(lo.b)), first, last, units})
	}
	return 3
}

func (p *cmapParser) cidrange() int {
	if !p.args[0].source() {
		return 1
	}
	n := 3
	if p.in == sectionCIDChar {
		n = 2
	}
	if len(p.args) < n {
		return 0
	}
	lo, hi, cid := p.args[0], p.args[0], p.args[n-1]
	if n == 3 {
		hi = p.args[1]
	}
	v, err := strconv.ParseUint(string(cid.b), 10, 32)
	if cid.kind == tokenNumber && err == nil && hi.source() && hi.number() >= lo.number() && len(p.m.cids) < maxCIDRanges {
		p.m.cids = append(p.m.cids, cidRange{uint8(len(lo.b)), lo.number(), hi.number(), uint32(v)})
	}
	return n
}

// arrayEnd finds the bracket that closes the array opened at i, or -1.
func (p *cmapParser) arrayEnd(i int) int {
	// The bracket is the last operand or is not there yet, because step runs at each token.
	if j := len(p.args) - 1; j > i && p.args[j].kind == tokenClose {
		return j
	}
	return -1
}

func (p *cmapParser) set(src token, k uint32, s string) {
	if len(p.m.text) < maxMapEntries {
		p.m.text[codeKey{src.number() + k, uint8(len(src.b))}] = s
	}
}

// advance is the destination of the k-th code of a range: the last code point
// grows by k. The law lets only its last byte grow; producers carry over.
func advance(dst []uint16, k uint32) string {
	if k == 0 {
		dst = uncut(dst)
	}
	if len(dst) == 0 {
		return ""
	}
	u := utf16.Decode(dst)
	if last := u[len(u)-1]; last != 0xfffd || k == 0 {
		u[len(u)-1] = last + rune(k)
	}
	return cleanDestination(u)
}

// cleanDestination drops what stands for nothing: a byte order mark before a
// text, NUL, and the sign for an unknown character.
func cleanDestination(u []rune) string {
	if len(u) > 1 && u[0] == 0xfeff {
		u = u[1:]
	}
	out := make([]rune, 0, len(u))
	for _, r := range u {
		if r == 0 || r == 0xfffd || r > 0x10ffff || r == 0xfffe || r == 0xffff {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}
