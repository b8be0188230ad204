package lang

import (
	"slices"
	"testing"
)

func TestFacing(t *testing.T) {
	for _, c := range []struct {
		name     string
		language Language
		line     string
		ahead    int
	}{
		{"function words", Pashto, "زموږ کلی د غره په لمن کې دی.", 4},
		{"letters that begin no word", Urdu, "گھر میں پرانی گھڑی ہے۔", 4},
		{"stops alone", Unknown, "بۇ كىتاب، قەلەم، دەپتەر.", 3},
		{"nothing", Unknown, "كىتاب قەلەم", 0},
	} {
		line := []rune(c.line)
		ahead, back := Facing(c.language, line)
		if ahead < c.ahead || back > 0 {
			t.Errorf("%s: %d ahead, %d back", c.name, ahead, back)
		}
		slices.Reverse(line)
		if ahead, back := Facing(c.language, line); back < c.ahead || ahead > 0 {
			t.Errorf("%s, turned: %d ahead, %d back", c.name, ahead, back)
		}
	}
}
