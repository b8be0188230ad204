package font

import (
	"slices"
	"testing"
	"unicode/utf16"
)

// copied is what pdfwrite makes of a destination.
func copied(s string) []uint16 {
	u := utf16.Encode([]rune(s))
	sum := uint16(0)
	for _, v := range u[1:] {
		sum += v & 0xff
	}
	return []uint16{u[0], u[0]<<8 | sum&0xff}
}

func TestUncut(t *testing.T) {
	for _, s := range []string{
		"\u0644\u0627", "\u0644\u0622", "\u0644\u0623", "\u0644\u0625", // lam and the alefs
		"\u064E\u0651", "\u064F\u0651", "\u0650\u0651", "\u0626\u064D",
		"\u0644\u0644\u0647", "\u0651\u0644\u0627", "\u0644\u0651\u0627", "\u0644\u0627\u064B", "\u0627\u0651\u064B",
		"fi", "fl", "ff", "tt", "ffi", "ffl",
	} {
		if got := string(utf16.Decode(uncut(copied(s)))); got != s {
			t.Errorf("%+q came back as %+q", s, got)
		}
	}
	if got := string(utf16.Decode(uncut([]uint16{0x6600, 0x6600, 0x6900}))); got != "ffi" {
		t.Errorf("turned letters came back as %+q", got)
	}
	if got := uncut(copied("\u0644\u062D\u0645\u0647")); len(got) != 0 && string(utf16.Decode(got)) == "\u0644\u062D\u0645\u0647" {
		t.Errorf("a sum of three told them: %x", got)
	}
	for _, u := range [][]uint16{
		{}, {0x0644}, {0x0644, 0x0627}, {0x0644, 0x0627, 0x064b}, {0x4e2d, 0x6587}, {0x0606, 0x0627}, {0x06fe, 0xfe8e},
		{'f', 'i'}, {'A', 0x0301}, {0xd835, 0xdc00}, {0x2013, 0x2014}, {0x0020, 0x2013}, {0x5b57, 0x5750}, {0x6600}, {0x6600, 0x8500}, {0x6600, 0x6601},
	} {
		if got := uncut(u); !slices.Equal(got, u) {
			t.Errorf("%x became %x", u, got)
		}
	}
	seen := map[[2]uint16]bool{}
	for _, l := range longLigatures {
		k := [2]uint16{l[0], (l[1] + l[2]) & 0xff}
		if seen[k] {
			t.Errorf("%x is told by nothing", l)
		}
		seen[k] = true
	}
}
