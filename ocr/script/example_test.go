package script_test

import (
	"fmt"
	"image"

	"github.com/paknevis/paknevis/ocr/script"
)

// The pieces of a line from left to right, of which four in the middle are Latin: they are read
// as a stretch of their own.
func ExampleRuns() {
	var probs [][script.Classes]float32
	var boxes []image.Rectangle
	for i, class := range []script.Class{script.Arabic, script.Arabic, script.Latin, script.Latin, script.Latin, script.Latin, script.Arabic, script.Arabic} {
		var p [script.Classes]float32
		p[class] = 1
		x := 20*i + 12*(i/2%3) // white around the word
		probs, boxes = append(probs, p), append(boxes, image.Rect(x, 0, x+18, 30))
	}
	for _, s := range script.Runs(probs, boxes, 30) {
		fmt.Println(s.From, s.To)
	}
	// Output: 2 6
}
