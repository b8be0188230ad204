package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	ocrmark "github.com/paknevis/paknevis/ocr/mark"
)

// disguised is a font in which Persian letters, digits and marks are drawn as the letters,
// digits and marks of Latin: its table of characters is another one, put behind the others.
func disguised(t *testing.T, ttf []byte) []byte {
	t.Helper()
	f, err := sfnt.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[rune]rune{ocrmark.Comma: ',', ocrmark.Semicolon: ';', '\u061F': '?', '\u06CC': 'y'} // ARABIC QUESTION MARK, LETTER FARSI YEH
	for i, r := range persianLetters {
		drawn[r] = 'a' + rune(i%26)
	}
	for i := range rune(10) {
		drawn['\u06F0'+i], drawn['0'+i] = '0'+i, '0'+i // EXTENDED ARABIC-INDIC DIGIT ZERO
	}
	for _, r := range " .:!()\u00AB\u00BB" { // DOUBLE ANGLE QUOTATION MARKS
		drawn[r] = r
	}
	var all []rune
	for r := range drawn {
		all = append(all, r)
	}
	slices.Sort(all)
	be := binary.BigEndian
	// Version, one table of Unicode 4 behind these 12 bytes; format 12.
	table := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	table = be.AppendUint32(table, uint32(16+12*len(all)))
	table = be.AppendUint32(table, 0)
	table = be.AppendUint32(table, uint32(len(all)))
	for _, r := range all {
		i, err := f.GlyphIndex(nil, drawn[r])
		if err != nil || i == 0 {
			t.Fatalf("%q: %v", drawn[r], err)
		}
		for _, v := range []uint32{uint32(r), uint32(r), uint32(i)} {
			table = be.AppendUint32(table, v)
		}
	}
	out := slices.Clone(ttf)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	for i := range int(be.Uint16(out[4:])) {
		if entry := out[12+16*i:]; string(entry[:4]) == "cmap" {
			be.PutUint32(entry[8:], uint32(len(out)))
			be.PutUint32(entry[12:], uint32(len(table)))
		}
	}
	return append(out, table...)
}

// TestTrainMarks learns a small model twice: the same faces give the same bytes, and the
// file that names them. A face without Persian letters is none to learn from.
func TestTrainMarks(t *testing.T) {
	dir := t.TempDir()
	for name, ttf := range map[string][]byte{
		"regular.ttf": disguised(t, goregular.TTF), "mono.ttf": disguised(t, gomono.TTF), "latin.ttf": goregular.TTF,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), ttf, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var models [2][]byte
	for i := range models {
		out := filepath.Join(dir, "mark.bin")
		if err := trainMarks(filepath.Join(dir, "*.ttf"), "mono", out, 20, 2); err != nil {
			t.Fatal(err)
		}
		var err error
		if models[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ocrmark.Decode(models[0]); err != nil || !bytes.Equal(models[0], models[1]) {
		t.Errorf("the models differ, or the first is none: %v", err)
	}
	note, err := os.ReadFile(filepath.Join(dir, "mark.txt"))
	if err != nil || !bytes.Contains(note, []byte("regular.ttf")) || bytes.Contains(note, []byte("mono.ttf")) || bytes.Contains(note, []byte("latin.ttf")) {
		t.Errorf("%s, %v", note, err)
	}
	if err := trainMarks(filepath.Join(dir, "latin.ttf"), "", filepath.Join(dir, "none.bin"), 1, 1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no Persian faces: %v", err)
	}
}
