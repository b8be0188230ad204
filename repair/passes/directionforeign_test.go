package passes

import (
	"os"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestDirectionOfOthers turns texts in languages whose words the model does not know, and no text of theirs that stands
// as it is read.
func TestDirectionOfOthers(t *testing.T) {
	for _, name := range []string{"kurdish", "urdu", "pashto"} {
		raw, err := os.ReadFile("../../fixtures/text/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(string(raw))
		if got := alone(t, Direction(lang.Default()), text); got != text {
			t.Errorf("%s as it is read:\n got %s", name, got)
		}
		var back []string
		for line := range strings.SplitSeq(text, "\n") {
			l := page.TextOf(line)
			back = append(back, turn(l, pass.Range{To: len(l)}, false, false).String())
		}
		if got := alone(t, Direction(lang.Default()), strings.Join(back, "\n")); got != text {
			t.Errorf("%s turned round:\n got %s\nwant %s", name, got, text)
		}
	}
	// Kazakh, whose words begin with the vowel that begins none of Kurdish.
	const kazakh = "ەرتەڭ ەل ەسىك الدىندا\nەكى ەر ەتەككە ەرىپ\nەسكى ەگىن ەكپەيدى ەلى"
	if got := alone(t, Direction(lang.Default()), kazakh); got != kazakh {
		t.Errorf("Kazakh: %s", got)
	}
}

// TestStrokesOfOthers takes the glyphs out by which LibreOffice draws out words of a language that nobody can read.
func TestStrokesOfOthers(t *testing.T) {
	const in = "باخ\uFFFD\uFFFDچەکەی نەنکم لە پش\uFFFD\uFFFDت ماڵەکە بوو، هەموو ڕۆژێک گوڵەکانی ئ\uFFFD\uFFFDاو دەدا و ل\uFFFD\uFFFDەگەڵیان قسەی دەکرد."
	const want = "باخچەکەی نەنکم لە پشت ماڵەکە بوو، هەموو ڕۆژێک گوڵەکانی ئاو دەدا و لەگەڵیان قسەی دەکرد."
	if got := alone(t, Unmapped(lang.Default()), in); got != want {
		t.Errorf("got %+q", got)
	}
	one := strings.ReplaceAll(in, "\uFFFD\uFFFD", "\uFFFD") // each may be a letter
	if got := alone(t, Unmapped(lang.Default()), one); got != one {
		t.Errorf("letters became strokes: %+q", got)
	}
}

// TestKurdishShapes gives Kurdish the vowel that fonts draw as a heh.
func TestKurdishShapes(t *testing.T) {
	const text = "نەنکم باخچەیەکی بچووکی هەبوو لە پشت ماڵەکەیەوە. هەموو ڕۆژێک گوڵی دەدا بە ئێمە."
	var shaped []rune
	for _, r := range text {
		if r == ae {
			r = '\uFEEA' // HEH FINAL FORM
		}
		shaped = append(shaped, r)
	}
	if got := alone(t, Forms(), string(shaped)); got != text {
		t.Errorf("got %s", got)
	}
	if got := alone(t, Forms(), "خان\uFEEA را دید و رفت"); got != "خانه را دید و رفت" {
		t.Errorf("Persian: %s", got)
	}
}
