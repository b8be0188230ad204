package lang

import (
	_ "embed"
	"sync"
)

//go:embed model.bin
var embedded []byte

//go:embed arabic.bin
var embeddedArabic []byte

// Model is a language model of Persian or of Arabic. It is safe for concurrent use.
type Model struct {
	language Language
	chars    *Chars
	words    *Words
	seams    *Seams
}

var (
	defaultModel = sync.OnceValue(func() *Model { return mustParse(embedded) })
	arabicModel  = sync.OnceValue(func() *Model { return mustParse(embeddedArabic) })
)

// mustParse opens an embedded model. Its checksum is looked at by a test, as all of it would
// have to be read.
func mustParse(b []byte) *Model {
	m, err := parseModel(b)
	if err != nil {
		panic("lang: embedded model: " + err.Error()) // only a faulty build can get here
	}
	return m.ready()
}

// Default is the model of Persian that is built into the program.
func Default() *Model { return defaultModel() }

// For is the built-in model for texts in a language: that of Arabic, or Default.
func For(l Language) *Model {
	if l == Arabic {
		return arabicModel()
	}
	return Default()
}

// Language is the language that the model knows.
func (m *Model) Language() Language { return m.language }
