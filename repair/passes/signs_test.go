package passes_test

import (
	"strings"
	"testing"
)

// TestNameOfGod gives the sign of the name its alef, unless the writer has put it before the sign.
func TestNameOfGod(t *testing.T) {
	for in, want := range map[string]string{
		"به نام ﷲ":      "به نام الله",
		"عبداﷲ و نصراﷲ": "عبدالله و نصرالله",
		"اﷲ نور است":    "الله نور است",
		"یاﷲ":           "یاالله",
		"حبیب‌ﷲ":        "حبیب‌الله",
	} {
		if got := run(t, in).Text.String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestSeatOfHamza keeps the stroke that a hamza stands on.
func TestSeatOfHamza(t *testing.T) {
	for in, want := range map[string]string{
		"يَسـَٔمُ": "يَسـَٔمُ",
		"شَيـًٔا":  "شَيـًٔا",
		"كتــاب":   "كتاب",
		"هَـٰذا":   "هَـٰذا",
	} {
		if got := run(t, "قال الرجل الذي كان في البيت: "+in).Text.String(); !strings.HasSuffix(got, ": "+want) {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestBracketsOfStrings keeps the brackets of links and those beside the number of a note.
func TestBracketsOfStrings(t *testing.T) {
	for _, in := range []string{
		"تصویر باغ در ![file name](./pictures/garden.png) است و دیوار آن کوتاه است.",
		"خواجه گفت: } باغ را به باغبان بسپارید }(3) و رفت.",
	} {
		if got := run(t, in).Text.String(); got != in {
			t.Errorf("%s\n%s", in, got)
		}
	}
}
