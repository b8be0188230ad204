package lang

import (
	_ "embed"
	"sync"
)

//go:embed model.bin
var embedded []byte

// Model is a language model of Persian. It is safe for concurrent use.
type Model struct {
	chars *Chars
	words *Words
	seams *Seams
}

var defaultModel = sync.OnceValue(func() *Model {
	m, err := parseModel(embedded) // its checksum is looked at by a test, as all of it would have to be read
	if err != nil {
		panic("lang: embedded model: " + err.Error()) // only a faulty build can get here
	}
	return m.ready()
})

// Default is the model that is built into the program.
func Default() *Model { return defaultModel() }
