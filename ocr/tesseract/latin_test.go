package tesseract

import (
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
)

func TestMendZeros(t *testing.T) {
	for in, want := range map[string]string{
		"KP-O7": "KP-07", "1O5": "105", "H2O": "H2O", "OK": "OK", "O": "O", "IO.O.4": "IO.O.4", "10.O.4": "10.O.4", "": "",
	} {
		if got := mendZeros(in); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

func TestPartner(t *testing.T) {
	for in, want := range map[string]string{"(": ")", ").": "(", "\u00AB": "\u00BB", ".": "", "": ""} { // GUILLEMETS
		if got := partner(in); got != want {
			t.Errorf("%q gave %q", in, got)
		}
	}
}

func TestSignText(t *testing.T) {
	seen := []rune("\u00BB\u00BB(0)") // GUILLEMET in two pieces; 0 for no sign
	name := func(i int) rune {
		if seen[i] == '0' {
			return 0
		}
		return seen[i]
	}
	if got := signText(name, 4, 0); got != ")(\u00BB" {
		t.Errorf("%q", got)
	}
}

func TestJoinBroken(t *testing.T) {
	lineOf := func(s string) (l line) {
		for _, f := range strings.Fields(s) {
			w := word{text: strings.TrimPrefix(f, "*"), latin: strings.HasPrefix(f, "*"), box: image.Rect(0, 0, 10, 10)}
			l.words = append(l.words, w)
		}
		return l
	}
	text := func(b block) string {
		var s []string
		for _, l := range b.lines {
			for _, w := range l.words {
				s = append(s, w.text)
			}
			s = append(s, "/")
		}
		return strings.Join(s, " ")
	}
	for in, want := range map[string]string{
		"را *-www.river / *bank.example است": "را www.river-bank.example / است /",
		"*see *www.river- / *bank است":       "see www.river-bank / است /", // in a line of Latin words alone
		"را *-see *the / *bank است":          "را see the-bank / است /",
		"را *-v / است":                       "را -v / است /",
		"را *www.river / *bank است":          "را www.river / bank است /",
		"را *-river / است *bank":             "را -river / است bank /",
		"*-a / *b ":                          "-a / b /", // nothing would be left of a line
	} {
		var b block
		for _, l := range strings.Split(in, "/") {
			b.lines = append(b.lines, lineOf(l))
		}
		joinBroken(&b.lines[0], &b.lines[1])
		if got := text(b); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

func TestInkPieces(t *testing.T) {
	for in, want := range map[string]int{
		"\u0633\u0644\u0627\u0645": 2,        // SEEN LAM ALEF MEEM
		"\u0647\u0631.":            2,        // HEH REH
		"\u06F5\u0631\u06F3":       3,        // FIVE REH THREE
		"\u0648":                   1, "": 0, // WAW
	} {
		if got := inkPieces(in); got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
}

func TestJoinSigns(t *testing.T) {
	at := func(text string, x0, x1 int) word {
		return word{text: text, conf: 0.9, box: image.Rect(x0, 0, x1, 20)}
	}
	for _, c := range []struct {
		name  string
		words []word
		want  string
	}{
		{"an address", []word{at("https:", 0, 60), at("//bank.example", 68, 200)}, "https://bank.example"},
		{"two words", []word{at("Debian", 0, 60), at("12", 68, 90)}, "Debian 12"},
		{"a stop and white", []word{at("end.", 0, 60), at("Next", 80, 120)}, "end. Next"},
		{"nothing", nil, ""},
	} {
		var got []string
		for _, w := range joinSigns(c.words, 20) {
			got = append(got, w.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestMasked(t *testing.T) {
	for _, c := range []struct {
		w    word
		want bool
	}{
		{word{text: "\u06F3"}, true}, // EXTENDED ARABIC-INDIC DIGIT THREE
		{word{text: "["}, true},
		{word{text: "\u06F3", sure: true}, false},
		{word{text: "-u", latin: true}, false},
		{word{text: "125"}, false},
		{word{text: "\u0648"}, false}, // WAW
	} {
		if got := masked(c.w); got != c.want {
			t.Errorf("%+v: %v", c.w, got)
		}
	}
}

// Latin words come into the place of what was read for them; the recognizer gives Persian
// words ink of their neighbours, so that their boxes do not tell their order.
func TestReplaceRunKeepsOrder(t *testing.T) {
	at := func(x0, x1 int, text string) word { return word{text: text, box: image.Rect(x0, 0, x1, 20)} }
	line := line{words: []word{at(400, 460, "یک"), at(240, 300, "دو"), at(200, 390, "سه"), at(120, 180, "۸۱"), at(50, 110, "چهار")}}
	s := &sheet{gray: image.NewGray(image.Rect(0, 0, 500, 40)), survey: &prep.Survey{Letter: 20}}
	latin := at(120, 180, "ab")
	latin.latin = true
	if err := (&job{}).replaceRun(s, &line, run{box: latin.box}, []word{latin}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range line.words {
		got = append(got, w.text)
	}
	if s := strings.Join(got, " "); s != "یک دو سه ab چهار" {
		t.Errorf("%+q", s)
	}
	// Where nothing was read, by the middle.
	line.words = append(line.words[:3:3], line.words[4])
	if err := (&job{}).replaceRun(s, &line, run{box: latin.box}, []word{latin}); err != nil || line.words[3].text != "ab" {
		t.Errorf("%v, %v", line.words, err)
	}
}
