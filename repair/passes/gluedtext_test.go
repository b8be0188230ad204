package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestGluedText: of strings of two words in a text that lost every twelfth space most are parted by what stands around
// them, those too that texts hold as typing errors; the others stay.
func TestGluedText(t *testing.T) {
	var words []string
	for _, name := range []string{"news", "literature", "technical"} {
		words = append(words, strings.Fields(article(t, name))...)
	}
	var in, want []string
	strung := make(map[int]bool)
	for i := 0; i < len(words); i++ {
		a := []rune(words[i])
		if i%12 == 11 && i+1 < len(words) && isArabic(a[len(a)-1]) && isArabic([]rune(words[i+1])[0]) {
			strung[len(want)] = true
			in, want = append(in, words[i]+words[i+1]), append(want, words[i]+" "+words[i+1])
			i++
			continue
		}
		in, want = append(in, words[i]), append(want, words[i])
	}
	lost, left, changed, at := 0, 0, 0, 0
	out := strings.Fields(alone(t, Spaces(Context{Model: lang.Default()}), strings.Join(in, " ")))
	for i := range in {
		got := out[at]
		for at++; len(got) < len(want[i]) && got != in[i]; at++ {
			got += " " + out[at]
		}
		switch {
		case !strung[i] && got != in[i]:
			changed++
			t.Logf("%s became %s", in[i], got)
		case strung[i]:
			if lost++; got != want[i] {
				left++
				t.Logf("%s stays", in[i])
			}
		}
	}
	if t.Logf("%d strings, %d left", lost, left); 2*left > lost || changed > 0 {
		t.Errorf("of %d strings %d are left, %d other words changed", lost, left, changed)
	}
}
