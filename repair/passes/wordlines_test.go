package passes

import (
	"os"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// article is a text of the fixtures in one line.
func article(t *testing.T, name string) string {
	b, err := os.ReadFile("../../fixtures/text/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(b)), " ")
}

// signsOnLineBefore puts each word on a line of its own, and a sign that ends one on the line before,
// with the word, as MuPDF does with pages of Google Docs.
func signsOnLineBefore(text string) string {
	var b strings.Builder
	for i, w := range strings.Fields(text) {
		word := strings.TrimRight(w, ".،:؛؟")
		if i > 0 {
			if word == w {
				b.WriteByte('\n')
			}
			b.WriteString(w[len(word):])
		}
		b.WriteString(word)
	}
	return b.String()
}

// pieces breaks lines as MuPDF does with those of Word: at ZWNJs and behind every few words, the spaces kept,
// an empty line after each.
func pieces(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		for i, w := range strings.Fields(l) {
			b.WriteString(strings.ReplaceAll(w, "\u200c", "\n") + " ") // ZWNJ
			if i%2 == 1 {
				b.WriteByte('\n')
			}
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func TestWordLines(t *testing.T) {
	for _, name := range []string{"news", "technical"} {
		want := article(t, name)
		same := func(fault, in string) {
			got := make(map[string]int)
			for w := range strings.FieldsSeq(alone(t, WordLines(lang.Default()), in)) {
				got[w]++
			}
			wrong, words := 0, strings.Fields(want)
			for _, w := range words {
				if got[w]--; got[w] < 0 {
					wrong++
					t.Logf("%s: %s", fault, w)
				}
			}
			if most := len(words) / 20; wrong > most {
				t.Errorf("%s, %s: %d of %d words are wrong, want at most %d", name, fault, wrong, len(words), most)
			}
		}
		same("signs on the line before", signsOnLineBefore(want))
		same("pieces", pieces(damage.Wrap(want, 80)))
	}
}

// Text that is broken where its lines are full, and short lines without spaces at their ends, stay.
func TestWordLinesLeavesAlone(t *testing.T) {
	for _, width := range []int{80, 24} {
		in := strings.Join(damage.Wrap(article(t, "news"), width), "\n")
		if got := alone(t, WordLines(lang.Default()), in); got != in {
			t.Errorf("lines of %d letters were joined", width)
		}
	}
}
