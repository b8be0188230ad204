package lang

import (
	_ "embed"
	"sync"
)

//go:embed model.bin
var embedded []byte

// Model is a language model of Persian. Its parts are decoded when first asked
// for. It is safe for concurrent use.
type Model struct {
	chars func() *Chars
	words func() *Words
	seams func() *Seams
}

var defaultModel = sync.OnceValue(func() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic("lang: embedded model: " + err.Error()) // only a faulty build can get here
	}
	// Whoever asks for the model will need its parts: unpack them side by side.
	go m.chars()
	go m.words()
	go m.seams()
	return m
})

// Default is the model that is built into the program.
func Default() *Model { return defaultModel() }
