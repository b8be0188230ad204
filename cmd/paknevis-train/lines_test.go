package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestSeen(t *testing.T) {
	for _, tt := range []struct{ stored, want string }{
		{"\u0633\u0631\u062F", "\u062F\u0631\u0633"},
		// Numbers run the other way, with the signs within; brackets are not mirrored.
		{"(\u06F1\u06F2/\u06F5) \u0628", "\u0628 )\u06F1\u06F2/\u06F5("},
		{"\u06F1\u06F2-\u06F3", "\u06F3-\u06F1\u06F2"},
		{"\u06F5.", ".\u06F5"},
		{"\u2022 \u0628", "\u0628 *"},
		// Marks come before their letters.
		{"\u062F\u0650\u0644", "\u0644\u0650\u062F"},
	} {
		if got := seen(runsOf([]rune(tt.stored))); got != tt.want {
			t.Errorf("%q is seen as %q, want %q", tt.stored, got, tt.want)
		}
	}
}

// TestTexts: lines have no character that the network has not.
func TestTexts(t *testing.T) {
	c := ownModel(t)
	texts := newTexts([]line{{text: "\u06CC\u06A9 \u0648 \u062F\u0648 \u0633\u0647 \u062C\u0645\u0644\u0647\u0654 \u0628\u0644\u0646\u062F with Latin words \u0648 \u062F\u0648\u0628\u0627\u0631\u0647 \u0641\u0627\u0631\u0633\u06CC \u0646\u0648\u0634\u062A\u0647"}}, c.alphabet())
	if len(texts.lines) != 2 {
		t.Fatalf("taken apart into %q", texts.lines)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		text := texts.line(r)
		for _, c := range text {
			if !texts.known[c] && !strings.ContainsRune(bullets, c) {
				t.Fatalf("%q has %q", text, c)
			}
		}
		if text == "" || unicode.IsSpace([]rune(text)[0]) {
			t.Fatalf("text %q", text)
		}
	}
}

func ownModel(t *testing.T) container {
	t.Helper()
	b, err := os.ReadFile("../../ocr/tesseract/fas.traineddata")
	if err != nil {
		t.Fatal(err)
	}
	c, err := readContainer(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestGrow: weights become floating-point numbers, a new character starts like another one,
// and all else of the model stays.
func TestGrow(t *testing.T) {
	c := ownModel(t)
	was := ownModel(t)
	more := []symbol{{'\u2042', '*', 10, "Common", 10}}
	if err := c.grow(more); err != nil {
		t.Fatal(err)
	}
	again, err := readContainer(c.bytes())
	if err != nil {
		t.Fatal(err)
	}
	chars := again.alphabet()
	if n := len(was.alphabet()); len(chars) != n+1 || chars[n] != "\u2042" {
		t.Errorf("%d characters, %q at the end", len(chars), chars[len(chars)-1])
	}
	for _, part := range []int{18, 19, 20} {
		if !bytes.Equal(again[part], was[part]) {
			t.Errorf("part %d changed", part)
		}
	}
	if n := len(again[partNetwork]); n < 7*len(was[partNetwork]) || n > 9*len(was[partNetwork]) {
		t.Errorf("a network of %d bytes became one of %d", len(was[partNetwork]), n)
	}
	if err := again.grow(nil); !errors.Is(err, errNetwork) {
		t.Errorf("a network that has floating-point weights was taken: %v", err)
	}
	if err := ownModel(t).grow([]symbol{{'*', '*', 0, "Common", 10}}); !errors.Is(err, errNetwork) {
		t.Errorf("a character it has was added: %v", err)
	}
	for _, n := range []int{0, 1, 50, 1000, len(was[partNetwork]) - 1} {
		cut := ownModel(t)
		cut[partNetwork] = cut[partNetwork][:n]
		if err := cut.grow(more); !errors.Is(err, errNetwork) {
			t.Errorf("a network cut at byte %d: %v", n, err)
		}
	}
}

// TestMeanNetwork: the mean of a network and itself is that network, and networks of
// different makes have none.
func TestMeanNetwork(t *testing.T) {
	c := ownModel(t)
	if _, err := meanNetwork(c[partNetwork], c[partNetwork]); !errors.Is(err, errNetwork) {
		t.Errorf("weights in integers: %v", err)
	}
	if err := c.grow(nil); err != nil {
		t.Fatal(err)
	}
	floats := &floater{in: bytes.NewReader(c[partNetwork])}
	if _, err := floats.convert(); err != nil || floats.before(len(floats.floats)) < 200_000 {
		t.Fatalf("%d weights, %v", floats.before(len(floats.floats)), err)
	}
	got, err := meanNetwork(c[partNetwork], c[partNetwork], c[partNetwork])
	if err != nil {
		t.Fatal(err)
	}
	last := floats.floats[len(floats.floats)-1]
	for i := range last.n {
		at := last.at + 8*i
		was, is := math.Float64frombits(binary.LittleEndian.Uint64(c[partNetwork][at:])), math.Float64frombits(binary.LittleEndian.Uint64(got[at:]))
		if math.Abs(was-is) > 1e-9 {
			t.Fatalf("weight %d was %g and is %g", i, was, is)
		}
	}
	other := ownModel(t)
	if err := other.grow([]symbol{{'\u2042', '*', 10, "Common", 10}}); err != nil {
		t.Fatal(err)
	}
	if _, err := meanNetwork(c[partNetwork], other[partNetwork]); !errors.Is(err, errNetwork) {
		t.Errorf("networks of different makes: %v", err)
	}
	if _, err := meanNetwork(c[partNetwork], c[partNetwork][:5000]); !errors.Is(err, errNetwork) {
		t.Errorf("a network cut short: %v", err)
	}
}

func TestDocument(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 30, 20))
	b := document([]page{{g, "a"}, {g, "bc"}})
	if n := binary.LittleEndian.Uint32(b); n != 2 {
		t.Errorf("%d lines", n)
	}
	if n := bytes.Count(b, []byte("\x89PNG")); n != 2 {
		t.Errorf("%d pictures", n)
	}
	box := []byte{0, 0, 0, 0, 30, 0, 20, 0, 1, 0, 0, 0, 2, 0, 0, 0, 'b', 'c', 0}
	if !bytes.HasSuffix(b, box) {
		t.Errorf("ends in %q", b[len(b)-len(box):])
	}
}

func TestStretched(t *testing.T) {
	text := []rune("\u0633\u0627\u0644 \u0628\u06CC\u0633\u062A")
	r := rand.New(rand.NewPCG(3, 4))
	longer := 0
	for range 200 {
		got := stretched(r, text)
		if len(got) > len(text) {
			longer++
		}
		if plain := slices.DeleteFunc(slices.Clone(got), func(c rune) bool { return c == tatweel }); !slices.Equal(plain, text) {
			t.Fatalf("%q", string(got))
		}
		for i, c := range got { // an alef does not join
			if c == tatweel && got[i-1] == '\u0627' {
				t.Fatalf("%q", string(got))
			}
		}
	}
	if longer == 0 {
		t.Error("nothing was drawn out")
	}
}
