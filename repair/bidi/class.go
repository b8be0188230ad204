package bidi

import "slices"

// Class is the Bidi_Class of a code point, UAX #9 table 4.
type Class uint8

const (
	L Class = iota
	R
	AL
	EN
	ES
	ET
	AN
	CS
	NSM
	BN
	B
	S
	WS
	ON
	LRE
	LRO
	RLE
	RLO
	PDF
	LRI
	RLI
	FSI
	PDI
)

type classRange struct {
	from, to rune
	class    Class
}

// nearClass is ClassOf for what most text is made of.
var nearClass = func() (t [0x2100]Class) {
	for _, x := range classRanges {
		for r := x.from; r <= x.to && int(r) < len(t); r++ {
			t[r] = x.class
		}
	}
	return t
}()

func searchClass(r rune) Class {
	i, ok := slices.BinarySearchFunc(classRanges[:], r, func(x classRange, r rune) int {
		switch {
		case x.to < r:
			return -1
		case x.from > r:
			return 1
		}
		return 0
	})
	if !ok {
		return L
	}
	return classRanges[i].class
}

// ClassOf returns the Bidi_Class of r.
func ClassOf(r rune) Class {
	if r >= 0 && int(r) < len(nearClass) {
		return nearClass[r]
	}
	return searchClass(r)
}

func (c Class) isIsolate() bool { return c == LRI || c == RLI || c == FSI }
func (c Class) isNeutral() bool {
	return c == B || c == S || c == WS || c == ON || c.isIsolate() || c == PDI
}
func (c Class) isExplicit() bool { return c >= LRE && c <= PDF }
func (c Class) isRemoved() bool  { return c.isExplicit() || c == BN } // rule X9
