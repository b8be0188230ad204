package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/paknevis/paknevis/ocr/digit"
)

// TestTrainDigits learns a small model twice: the same faces give the same bytes, and the
// file that names them.
func TestTrainDigits(t *testing.T) {
	dir := t.TempDir()
	for name, ttf := range map[string][]byte{"regular.ttf": goregular.TTF, "mono.ttf": gomono.TTF, "text.ttf": []byte("no font")} {
		if err := os.WriteFile(filepath.Join(dir, name), ttf, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var models [2][]byte
	for i := range models {
		out := filepath.Join(dir, "digit.bin")
		if err := trainDigits(filepath.Join(dir, "*.ttf"), "mono", out, 60, 2); err != nil {
			t.Fatal(err)
		}
		var err error
		if models[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := digit.Decode(models[0]); err != nil || !bytes.Equal(models[0], models[1]) {
		t.Errorf("the models differ, or the first is none: %v", err)
	}
	note, err := os.ReadFile(filepath.Join(dir, "digit.txt"))
	if err != nil || !bytes.Contains(note, []byte("regular.ttf")) || bytes.Contains(note, []byte("mono.ttf")) {
		t.Errorf("%s, %v", note, err)
	}
	if err := trainDigits(filepath.Join(dir, "*.otf"), "", filepath.Join(dir, "none.bin"), 1, 1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no faces: %v", err)
	}
}
