package main

import (
	"slices"
	"testing"
)

// TestCentibels decodes a list of words as wordfreq packs it: a head and two bins, the second
// of them with a string too long for a short head; and refuses what is none.
func TestCentibels(t *testing.T) {
	word := func(s string) string { return string([]byte{0xA0 | byte(len(s))}) + s }
	long := "كلمةطويلةجدا"
	list := "\x93\x82" + word("format") + word("cB") + word("version") + "\x01" +
		"\x91" + word("من") +
		"\x92" + word("في") + string([]byte{0xD9, byte(len(long))}) + long
	got, err := centibels([]byte(list))
	if want := [][]string{{"من"}, {"في", long}}; err != nil || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for n := range len(list) {
		if _, err := centibels([]byte(list[:n])); err == nil {
			t.Errorf("%d bytes of the list are one", n)
		}
	}
}

// TestIsProse keeps lines in Arabic, with their marks or without, and leaves out what is not.
func TestIsProse(t *testing.T) {
	for line, want := range map[string]bool{
		"كتب الطالب درسه في دفتر صغير.": true, "كَتَبَ الطَّالِبُ دَرْسَهُ": true,
		`<doc id="7" title="الدفتر">`: false, "12 / 02 / 2011": false, "The notebook (دفتر) is small.": false, "": false,
	} {
		if isProse(line) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
}
