package lang

import (
	_ "embed" // the list of words
	"strconv"
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
		if strings.HasPrefix(line, "#") {
			continue
		}
		word, ratios, _ := strings.Cut(strings.TrimSpace(line), " ")
		before, after, _ := strings.Cut(ratios, " ")
		b, err1 := strconv.ParseFloat(before, 64)
		a, err2 := strconv.ParseFloat(after, 64)
		if err1 != nil || err2 != nil {
			panic("lang: list of words beside numbers: " + line) // embedded
		}
		key, _, _ := Key(word)
		list[string(key)] = besideRatio{b, a}
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
