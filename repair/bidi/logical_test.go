package bidi

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode"

	"github.com/paknevis/paknevis/repair/script"
)

// natural are lines as people write them: Logical must give back each of them.
var natural = []string{
	"سلام بر همه",
	"در سال 1402 شمار آنان ۱٬۲۵۰ نفر بود.",
	"قیمت 1,000.5 تومان است",
	"ساعت 12:30 تا 14:45",
	"صفحه\u200Cهای 10-12 را بخوانید",
	"رشد ۵۰٪ در برابر 50% پارسال",
	"تاریخ 2023-05-17 ثبت شد",
	"تاریخ ۱۴۰۲/۰۵/۱۷ ثبت شد",
	"کتاب (چاپ دوم) را خریدم",
	"شرکت (Acme Ltd.) در تهران",
	"سامانه Windows 10 را نصب کنید",
	"نشانی https://example.org/a/b?x=1 را ببینید",
	"نامه به info@example.org بفرستید",
	"نسخه 1.2.3 برنامه",
	"در [12] و [13، 14] آمده است",
	"او گفت «بیا» و رفت",
	"زبان C++ و زبان Go را آموخت",
	"دمای -5 درجه",
	"فصل ۳: مقدمه (ادامه)",
	"شماره +98 21 1234",
	"نرخ دلار $100 شد",
	"الف) نخست ب) دوم",
	"مقاله Smith et al. (2019) را ببینید",
	"واژه fair copy یعنی پاک\u200Cنویس؟",
	"۱۲۳",
	"12:30",
	"Hello, world",
}

func TestLogicalNatural(t *testing.T) {
	good := 0
	for _, s := range natural {
		text := []rune(s)
		got, exact := LogicalText(displayAll(text, RightToLeft), RightToLeft)
		if !exact {
			t.Errorf("%s: not exact", s)
		}
		if string(got) == s {
			good++
		} else {
			t.Logf("%s\n  came back as %s (%+q)", s, string(got), string(got))
		}
	}
	t.Logf("%d of %d lines come back as written", good, len(natural))
	if good < knownGood {
		t.Errorf("%d of %d lines come back as written, had %d", good, len(natural), knownGood)
	}
}

// displayAll is the display with ZWNJ and its like kept where they stand, as an
// atom beside their neighbour.
func displayAll(text []rune, base Direction) []rune {
	levels := Levels(text, base)
	for i := range levels {
		if levels[i] == Removed {
			levels[i] = baseLevel(nil, base)
			if i > 0 {
				levels[i] = levels[i-1]
			}
		}
	}
	out := make([]rune, 0, len(text))
	for _, i := range Order(levels) {
		out = append(out, shown(text[i], levels[i]))
	}
	return out
}

var alphabet = []rune("ابپ אבabXY019۱۲٣٤ .,:/-+%$()[]«» ،!?")

func randomLine(rnd *rand.Rand, n int) []rune {
	line := make([]rune, n)
	for i := range line {
		line[i] = alphabet[rnd.IntN(len(alphabet))]
	}
	return line
}

// TestLogicalRandom counts how many displays of random lines are inverted
// exactly; an exact answer must really be displayed so.
func TestLogicalRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, base := range []Direction{LeftToRight, RightToLeft} {
		exacts := 0
		const rounds = 4000
		for range rounds {
			line := randomLine(rnd, 1+rnd.IntN(24))
			visual := Display(line, base)
			got, exact := LogicalText(visual, base)
			if exact {
				exacts++
				if again := Display(got, base); !slices.Equal(again, visual) {
					t.Fatalf("%+q: display %+q, inverse %+q shows %+q", string(line), string(visual), string(got), string(again))
				}
			}
		}
		t.Logf("direction %d: %d of %d", base, exacts, rounds)
		if exacts < rounds*knownRandom/100 {
			t.Errorf("direction %d: %d of %d exact", base, exacts, rounds)
		}
	}
}

// Rates that were reached; they may only rise.
const (
	knownGood   = 27 // lines of natural
	knownRandom = 99 // percent of random lines, each direction
)

// The short way of lines that leave nothing to guess must say what the long way says.
func TestUnmixed(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		m, ok := script.Mirror(r)
		if !ok {
			continue
		}
		if back, ok := script.Mirror(m); !ok || back != r || ClassOf(r) != ON || ClassOf(m) != ON {
			t.Errorf("%U mirrors to %U of class %d, and back to %U", r, m, ClassOf(m), back)
		}
	}
	var alphabet []rune
	for r := range rune(0x3000) {
		if _, ok := unmixed([]Class{ClassOf(r)}); ok {
			alphabet = append(alphabet, r)
		}
	}
	random := rand.New(rand.NewPCG(4, 2))
	often := []rune{'ا', 'ب', '\u05D0', ' ', '(', ')', '[', ']', '«', '»', '.', '،', '-', '%', ':', '\u064E', '1', '2', '۳', '۴', '٥'}
	short := 0
	for range 40000 {
		rs := make([]rune, random.IntN(24))
		cs := make([]Class, len(rs))
		for i := range rs {
			if random.IntN(4) > 0 {
				rs[i] = often[random.IntN(len(often))]
			} else {
				rs[i] = alphabet[random.IntN(len(alphabet))]
			}
			cs[i] = ClassOf(rs[i])
		}
		if _, ok := unmixed(cs); ok && slices.Contains(cs, EN) {
			short++
		}
		order, levels, exact := search(rs, cs, RightToLeft)
		got, gotLevels, gotExact := Logical(rs, RightToLeft)
		if !slices.Equal(got, order) || !slices.Equal(gotLevels, levels) || gotExact != exact {
			t.Fatalf("%+q: %v %v %v, the long way %v %v %v", string(rs), got, gotLevels, gotExact, order, levels, exact)
		}
	}
	if short < 1000 {
		t.Errorf("only %d lines with numbers went the short way", short)
	}
	for _, cs := range [][]Class{{EN, CS, EN}, {EN, ET}, {ET, ET, EN}, {EN, NSM}, {L}, {R, RLI}} {
		if _, ok := unmixed(cs); ok {
			t.Errorf("%v leaves something to guess", cs)
		}
	}
}

func FuzzLogical(f *testing.F) {
	for _, s := range natural {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, rtl bool) {
		base := LeftToRight
		if rtl {
			base = RightToLeft
		}
		visual := []rune(s)
		if len(visual) > 200 {
			return
		}
		order, levels, exact := Logical(visual, base)
		if len(levels) != len(visual) {
			t.Fatalf("%d levels for %d items", len(levels), len(visual))
		}
		sorted := slices.Sorted(slices.Values(order))
		for i, v := range sorted {
			if i != v {
				t.Fatalf("order is no permutation: %v", order)
			}
		}
		if len(sorted) != len(visual) {
			t.Fatalf("%d of %d items", len(sorted), len(visual))
		}
		if exact && !displays(written(visual, order, levels), Levels(written(visual, order, levels), base), visual) {
			t.Fatalf("%+q is not displayed so", s)
		}
	})
}

func ExampleLogicalText() {
	text, exact := LogicalText(Display([]rune("ساعت 12:30"), RightToLeft), RightToLeft)
	fmt.Println(string(text), exact)
	// Output: ساعت 12:30 true
}

func BenchmarkLevels(b *testing.B) {
	text := []rune(natural[11])
	for b.Loop() {
		Levels(text, RightToLeft)
	}
}

func BenchmarkLogical(b *testing.B) {
	visual := Display([]rune(natural[11]), RightToLeft)
	for b.Loop() {
		Logical(visual, RightToLeft)
	}
}
