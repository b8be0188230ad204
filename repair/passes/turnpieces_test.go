package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
)

// throughPDFJS writes a line as pdf.js writes it from a page of Skia: the shape of each letter that joins
// is a piece, those of letters that Arabic lacks as plain letters, and what is between is put in order.
func throughPDFJS(line string) string {
	rs := []rune(line)
	letter := func(i int) bool { return i >= 0 && i < len(rs) && isArabic(rs[i]) && !isMark(rs[i]) }
	form := func(i int) script.Form {
		return script.FormOf(letter(i-1) && joinsNext(rs[i-1]), joinsNext(rs[i]) && letter(i+1))
	}
	var pieces []string
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case r == zwnj:
			i++
		case letter(i) && form(i) != script.FormIsolated:
			s, _ := script.Shape(string(r), form(i))
			if s >= '\uFB50' && s <= '\uFBFD' {
				s = r
			}
			pieces = append(pieces, string(s))
			i++
		case isDigit(r):
			from := i
			for i < len(rs) && (isDigit(rs[i]) || rs[i] == '/') {
				i++
			}
			pieces = append(pieces, string(rs[from:i]))
		case letter(i):
			from, to := i, i
			for ; i < len(rs) && (letter(i) && form(i) == script.FormIsolated || rs[i] == ' ' || isStop(rs[i])); i++ {
				if rs[i] != ' ' {
					to = i + 1
				}
			}
			pieces = append(pieces, string(rs[from:to]))
			i = to
		default:
			if m, ok := script.Mirror(r); ok {
				r = m
			}
			pieces = append(pieces, string(r))
			i++
		}
	}
	slices.Reverse(pieces)
	return strings.Join(pieces, "")
}

// Lines in which plain letters stand in every company: at both ends of words, alone, beside letters
// that may be shapes, stops, brackets and numbers.
var pieceLines = []string{
	"باغبان پیر درختان انار را پیش از سرما با گونی پوشاند تا یخ نزنند.",
	"آن روز در راه آزمون، رودخانه پر از آب بود و راه دراز آمد.",
	"یکی از دوستان او گزارش کار را در ۱۲ برگ نوشت؛ دو برگ آن افتاده است.",
	"گاری چوبی، پر از گردو، از درهٔ سرد پایین آمد و کنار آسیاب ایستاد.",
	"پدر گفت: اگر ابر بیاید، دوباره آب به کرت‌ها راه می‌اندازیم.",
	"کودکان ده (که دور بودند) زود آرام شدند و او را دیدند.",
}

// TestTurnPieces: what pdf.js makes of pages of Skia is read line by line, letter for letter.
func TestTurnPieces(t *testing.T) {
	var in []string
	for _, l := range pieceLines {
		in = append(in, throughPDFJS(l))
	}
	got := alone(t, Direction(lang.Default()), strings.Join(in, "\n"))
	for i, g := range strings.Split(got, "\n") {
		var plain strings.Builder
		for _, r := range g {
			plain.WriteString(string(baseOf(r)))
		}
		if want := strings.ReplaceAll(pieceLines[i], string(zwnj), ""); plain.String() != want {
			t.Errorf("%s:\n got %s\nwant %s", in[i], plain.String(), want)
		}
	}
}

// backwardShapes is a line from its last letter to its first, in shapes, as mutool writes it.
func backwardShapes(line string) string {
	rs := []rune(strings.ReplaceAll(line, string(zwnj), ""))
	letter := func(i int) bool { return i >= 0 && i < len(rs) && isArabic(rs[i]) }
	out := slices.Clone(rs)
	for i, r := range rs {
		f := script.FormOf(letter(i-1) && joinsNext(rs[max(0, i-1)]), joinsNext(r) && letter(i+1))
		if letter(i) && f != script.FormIsolated {
			out[i], _ = script.Shape(string(r), f)
		} else if m, ok := script.Mirror(r); ok {
			out[i] = m
		}
	}
	slices.Reverse(out)
	return strings.ReplaceAll(string(out), "۲۱", "۱۲")
}

// TestTurnPiecesWhole: in lines that stand backwards to the last letter, as mutool writes them, plain letters
// are turned with the shapes.
func TestTurnPiecesWhole(t *testing.T) {
	var in []string
	for _, l := range pieceLines[:3] {
		in = append(in, backwardShapes(l))
	}
	got := alone(t, Direction(lang.Default()), strings.Join(in, "\n"))
	for i, g := range strings.Split(got, "\n") {
		var plain strings.Builder
		for _, r := range g {
			plain.WriteString(string(baseOf(r)))
		}
		if plain.String() != pieceLines[i] {
			t.Errorf("got %s\nwant %s", plain.String(), pieceLines[i])
		}
	}
}
