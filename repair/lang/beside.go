package lang

import (
	_ "embed" // the list of words
	"fmt"
	"strings"
	"sync"
)

// The words that stand beside numbers more or less often than elsewhere, with both log ratios, as
// paknevis-train -beside counts them.
//
//go:embed beside.txt
var besideText string

// besideRatio is by how many nats a word is likelier before and behind a number.
type besideRatio struct{ before, after float64 }

var besideNumbers = sync.OnceValue(func() map[string]besideRatio {
	list := make(map[string]besideRatio)
	for line := range strings.Lines(besideText) {
		var word string
		var r besideRatio
		if strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := fmt.Sscan(line, &word, &r.before, &r.after); err != nil {
			panic(fmt.Sprintf("lang: list of words beside numbers: %q: %v", line, err)) // embedded
		}
		key, _, _ := Key(word)
		list[string(key)] = r
	}
	return list
})

// BeforeNumber is by how many nats a word is likelier before a number than anywhere, 0 for one
// that tells nothing.
func BeforeNumber(word string) float64 { return besideNumber(word).before }

// AfterNumber is the same for a word behind a number.
func AfterNumber(word string) float64 { return besideNumber(word).after }

func besideNumber(word string) besideRatio {
	var buf [maxWord]byte
	key, _, ok := appendKey(buf[:0], word)
	if !ok {
		return besideRatio{}
	}
	return besideNumbers()[string(key)]
}
