package tesseract

import (
	"image"
	"strings"
	"testing"
)

// TestSettleSigns: words from left to right as a phrase has them, with the signs on their left
// and right as the line from right to left stores them, and how the line is stored.
func TestSettleSigns(t *testing.T) {
	at := func(x int, left, text, right string) word {
		return word{text: text, left: left, right: right, latin: true, box: image.Rect(x, 0, x+40, 20)}
	}
	persian := word{text: "برای", box: image.Rect(400, 0, 440, 20)}
	for _, c := range []struct {
		name  string
		words []word
		want  string
	}{
		{"a bracket that the phrase opens", []word{persian, at(100, "", "Filter", ""), at(150, "", "(EKF", "(")}, "برای Filter (EKF)"},
		{"brackets of the line", []word{persian, at(100, ")", "Kalman", ""), at(150, "", "Filter", "(")}, "برای (Kalman Filter)"},
		{"a stop of the line", []word{persian, at(100, "", "Java", ""), at(150, "", "Kotlin", "\u060C")}, "برای ،Java Kotlin"}, // ARABIC COMMA
		{"between two runs", []word{persian, at(100, "", "River", "\u060C"), at(150, "", "NJ", ":")}, "برای :River, NJ"},
		{"a sign of the word", []word{persian, at(100, "", "C", "++")}, "برای C++"},
		{"behind the phrase", []word{persian, at(100, ".", "Java", "")}, "برای Java."},
		{"a call", []word{persian, at(100, "", "main", "()")}, "برای main()"},
		{"a year", []word{persian, at(100, "", "2002", "(")}, "برای (2002"},
		{"alone", []word{at(100, "", "Step", ""), at(150, "", "Start", "\u060C")}, "Step Start,"},
		{"alone, a colon on the left", []word{at(100, ":", "Confusion", ""), at(150, "", "Matrix", "")}, "Confusion Matrix:"},
		{"alone, a bracket on the left", []word{at(100, ")", "def", ""), at(150, "", "value", "(")}, "(def value)"},
	} {
		settleSigns(c.words, 100)
		var got []string
		for _, w := range c.words {
			got = append(got, w.text)
			if w.left != "" || w.right != "" {
				t.Errorf("%s: signs are left at %q", c.name, w.text)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

func TestTrimSigns(t *testing.T) {
	for _, c := range []struct{ read, before, behind, want, right, left string }{
		{"O(n)", "(", "", "O(n)", "", ""},            // the bracket on the right is that of the run
		{"O(n).", ".(", "", "O(n)", ".", ""},         //
		{"name)", "(", "", "name", "(", ""},          // one that the line opened
		{"(a) b", "", ")", "(a) b", "", ""},          // its partner stands inside
		{"\"end\"", "", "", "end", "", ""},           // told better by the signs of the run
		{"(function", "(", "", "function", "(", ")"}, // the bracket on the left was read with the letters
		{"\\begin{page}", "", "", "\\begin{page}", "", ""},
		{"<count>", "", "", "<count>", "", ""},
		{"<count", "", "", "count", "", ""},
		{"* C#", "", "", "C#", "", ""},
		{"[2002]", "", "", "2002", "[", "]"},
		{"int main() {", "{", "", "int main()", "{", ""},
	} {
		var words []word
		for _, f := range strings.Fields(c.read) {
			words = append(words, word{text: f})
		}
		r := run{before: c.before, behind: c.behind}
		trimSigns(words, &r)
		var got []string
		for _, w := range dropEmpty(words) {
			got = append(got, w.text)
		}
		if s := strings.Join(got, " "); s != c.want || r.before != c.right || r.behind != c.left {
			t.Errorf("%q gave %q with %q on the right and %q on the left", c.read, s, r.before, r.behind)
		}
	}
}
