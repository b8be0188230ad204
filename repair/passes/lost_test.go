package passes_test

import (
	"os"
	"strings"
	"testing"
)

// TestLostSpacesKeepOrder loses every third space and those behind stops of healthy texts.
// A stop between two letters is no sign there that runs changed places.
func TestLostSpacesKeepOrder(t *testing.T) {
	for _, name := range []string{"technical", "news", "literature"} {
		b, err := os.ReadFile("../../fixtures/text/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer(". ", ".", "، ", "،").Replace(string(b))
		var glued strings.Builder
		n := 0
		for _, r := range text {
			if r == ' ' {
				if n++; n%3 == 0 {
					continue
				}
			}
			glued.WriteRune(r)
		}
		if n := run(t, glued.String()).Log.Counts()["runs"]; n > 0 {
			t.Errorf("%s: %d lines were put in another order", name, n)
		}
	}
}
