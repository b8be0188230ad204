package lang

import (
	_ "embed" // the list of words
	"strings"
	"sync"
)

// Words that are written with a tanwin on the alef that ends them, as paknevis-train -nunated lists them.
//
//go:embed nunated.txt
var nunatedText string

var nunatedWords = sync.OnceValue(func() map[string]bool {
	list := make(map[string]bool)
	for line := range strings.Lines(nunatedText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		key, _, ok := Key(strings.TrimSpace(line))
		if !ok {
			panic("lang: list of words with a tanwin: " + line) // embedded
		}
		list[string(key)] = true
	}
	return list
})

// Nunated reports a word of Persian in alef that is written with a tanwin on it: مثلا, قطعا.
func Nunated(word string) bool {
	var buf [maxWord]byte
	key, _, ok := appendKey(buf[:0], word)
	return ok && nunatedWords()[string(key)]
}
