package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Training a network of Tesseract: lines are drawn in many faces, worn as scans are, and
// written as Tesseract's own trainer reads them.
const (
	linesOfFile = 500
	linesSeed   = 22
)

// trainer is what to run then, with the folder of the lines: Tesseract's own trainer, which
// falls from rate to rate.
const trainer = `next, with OMP_THREAD_LIMIT=1 (30 lines a second):
  lstmtraining --traineddata %[1]s/start.traineddata --train_listfile %[1]s/lines.txt --reset_learning_rate \
    --continue_from %[1]s/start.lstm --model_output %[1]s/one --learning_rate 5e-4 --max_iterations 37000
  the same --continue_from %[1]s/one_checkpoint --model_output %[1]s/two --learning_rate 1e-4 --max_iterations 25000
  the same --continue_from %[1]s/two_checkpoint --model_output %[1]s/three --learning_rate 3e-5 --max_iterations 8000
  of some of the last checkpoints:
  lstmtraining --stop_training --traineddata %[1]s/start.traineddata --continue_from CHECKPOINT --model_output CHECKPOINT.traineddata
  paknevis-train -mean CHECKPOINT.traineddata,... -base %[1]s/start.traineddata -o %[1]s/mean.lstm
  lstmtraining --stop_training --convert_to_int --traineddata %[1]s/start.traineddata \
    --continue_from %[1]s/mean.lstm --model_output fas.traineddata
`

// makeLines writes lines into a folder, the model to start from, the list that lstmtraining
// wants, and what all was made from.
func makeLines(dir, base, corpus, patterns, held string, files int, free bool) error {
	b, err := os.ReadFile(base)
	if err != nil {
		return fmt.Errorf("reading the model to start from: %w", err)
	}
	c, err := readContainer(b)
	if err != nil {
		return err
	}
	version := string(c[partVersion])
	known := c.alphabet()
	lacking := slices.DeleteFunc(slices.Clone(newSymbols), func(s symbol) bool { return slices.Contains(known, string(s.char)) })
	if err := c.grow(lacking); err != nil {
		return err
	}
	faces, _, err := chosenFaces(patterns, held)
	if err != nil {
		return err
	}
	faces = slices.DeleteFunc(faces, func(f *face) bool { return !f.has('\u06CC') }) // ARABIC LETTER FARSI YEH
	if len(faces) == 0 {
		return fmt.Errorf("no face of %s has Persian letters: %w", patterns, os.ErrNotExist)
	}
	corp, err := readCorpus(corpus, free, false)
	if err != nil {
		return err
	}
	t := newTexts(corp.lines, c.alphabet())
	fmt.Fprintf(os.Stderr, "lines: %d faces, %d texts, %d of them with rare letters\n", len(faces), len(t.lines), len(t.rare))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	put := func(name string, data []byte) error {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return fmt.Errorf("writing lines: %w", err)
		}
		return nil
	}
	families := familiesOf(faces)
	var list strings.Builder
	for n := range files {
		r := rand.New(rand.NewPCG(linesSeed, uint64(n)))
		var pages []page
		for len(pages) < linesOfFile {
			family, other := families[r.IntN(len(families))], families[r.IntN(len(families))]
			if p, ok := drawPage(r, family[r.IntN(len(family))], other[0], t); ok {
				pages = append(pages, p)
			}
		}
		name := fmt.Sprintf("lines-%03d.lstmf", n)
		if err := put(name, document(pages)); err != nil {
			return err
		}
		fmt.Fprintln(&list, filepath.Join(dir, name))
	}
	var note strings.Builder
	fmt.Fprintf(&note, "Persian network of Tesseract: %s,\nof tessdata_fast (Apache-2.0), sha256 %x,\ntrained on with %d drawn lines (cmd/paknevis-train -lines).\n", version, sha256.Sum256(b), files*linesOfFile)
	note.WriteString("\nFaces (file, start of its SHA-256, licence that it states):\n\n")
	listFaces(&note, faces)
	note.WriteString("\nTexts, pieces of sentences in another order:\n\n")
	corp.listSources(&note)
	corp.listLeft(&note)
	for name, data := range map[string][]byte{"start.lstm": c[partNetwork], "start.traineddata": c.bytes(), "lines.txt": []byte(list.String()), "fas.txt": []byte(note.String())} {
		if err := put(name, data); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, trainer, dir)
	return nil
}

// bookFaces are families of books and papers, with letters that stand above each other, and
// how many times more they are drawn than others.
var bookFaces = map[string]int{"Amiri": 5, "Scheherazade": 2, "nazli": 2, "nazlib": 1, "NotoNaskhArabic": 1, "MarkaziText": 1, "Mirza": 1}

// meanModel writes the mean of the networks of models.
func meanModel(out, base, models string) error {
	var networks [][]byte
	for _, name := range append([]string{base}, strings.Split(models, ",")...) {
		b, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading a model: %w", err)
		}
		c, err := readContainer(b)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		networks = append(networks, c[partNetwork])
	}
	b, err := meanNetwork(networks[0], networks[1:]...)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, b, 0o666); err != nil {
		return fmt.Errorf("writing the network: %w", err)
	}
	return nil
}

// familiesOf are the faces by the folder and the first word of their name.
func familiesOf(faces []*face) (families [][]*face) {
	at := map[string]int{}
	var names []string
	for _, f := range faces {
		name := strings.TrimSuffix(filepath.Base(f.name), filepath.Ext(f.name))
		if i := strings.IndexAny(name, "-_"); i > 0 {
			name = name[:i]
		}
		i, ok := at[name]
		if !ok {
			i = len(families)
			at[name] = i
			families = append(families, nil)
			names = append(names, name)
		}
		families[i] = append(families[i], f)
	}
	for i, name := range names {
		for range bookFaces[name] {
			families = append(families, families[i])
		}
	}
	return families
}

// page is a line as the trainer reads it.
type page struct {
	picture *image.Gray
	text    string // as it is seen, from left to right
}

// document is a file of lines in the layout of Tesseract's imagedata.
func document(pages []page) []byte {
	var b []byte
	number := func(n int) { b = binary.LittleEndian.AppendUint32(b, uint32(n)) }
	text := func(s string) {
		number(len(s))
		b = append(b, s...)
	}
	number(len(pages))
	for i, p := range pages {
		b = append(b, 1)
		text("line")
		number(i)
		var z bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&z, p.picture); err != nil {
			panic(err) // a Buffer never fails
		}
		text(z.String())
		text("fas")
		text(p.text)
		// One box around the line, with its text: without any the picture is inverted at will.
		number(1)
		for _, v := range []int{0, 0, p.picture.Rect.Dx(), p.picture.Rect.Dy()} {
			b = binary.LittleEndian.AppendUint16(b, uint16(v))
		}
		number(1)
		text(p.text)
		b = append(b, 0) // not vertical
	}
	return b
}
