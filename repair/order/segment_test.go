package order_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
)

func ExampleSearchSegments() {
	// Three segments, parted at the ZWNJs of the plural and of the verb.
	line := []rune("کند ها را در کتابخانهٔ مدرسه نگهداری می کتابدار پیر کتاب")
	for _, r := range order.SearchSegments(lang.Default(), line, order.Options{Law: order.Convention{Doubled: true}}) {
		fmt.Println(strings.TrimSpace(string(r.Apply(line))))
	}
	// Output: کتابدار پیر کتاب ها را در کتابخانهٔ مدرسه نگهداری می کند
}

// ownLines are lines of our own prose.
func ownLines(t *testing.T) (lines []string) {
	t.Helper()
	gold, err := fixtures.Gold("prose")
	if err != nil {
		t.Fatal(err)
	}
	for paragraph := range strings.Lines(gold) {
		if len(paragraph) >= 100 {
			lines = append(lines, damage.Wrap(strings.TrimSpace(paragraph), 78)...)
		}
	}
	return lines
}

func broken(lines []string, how func(*rand.Rand, string) string) (in [][]rune) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, l := range lines {
		in = append(in, []rune(strings.TrimSpace(how(r, l))))
	}
	return in
}

var solid = strings.NewReplacer(" ", "", "\u200c", "")

// TestSegmentsOnDamagedText reads our own texts broken by the law of segments:
// the convention must be found, and most lines must come out right.
func TestSegmentsOnDamagedText(t *testing.T) {
	want := ownLines(t)
	for _, c := range []struct {
		name  string
		how   func(*rand.Rand, string) string
		least float64
	}{
		{"stretched", damage.ReverseSegments, 0.3},
		{"loose", damage.ReverseSegmentsLoose, 0.45},
	} {
		in := broken(want, c.how)
		rd := order.NewReader(lang.Default())
		kind := rd.Convention(in)
		if !kind.Segments {
			t.Errorf("%s: the convention is %+v", c.name, kind)
			continue
		}
		right := 0
		for i, r := range rd.Lines(in, order.Options{Law: kind}) {
			if solid.Replace(string(r.Apply(in[i]))) == solid.Replace(want[i]) {
				right++
			}
		}
		t.Logf("%s: %d of %d lines right", c.name, right, len(in))
		if float64(right) < c.least*float64(len(in)) {
			t.Errorf("%s: %d of %d lines right", c.name, right, len(in))
		}
	}
}

// TestConventionOfOthers holds lines that are no segments: plain reversals and
// healthy ones, with spaces doubled too.
func TestConventionOfOthers(t *testing.T) {
	lines := ownLines(t)
	rd := order.NewReader(lang.Default())
	if kind := rd.Convention(broken(lines, damage.ReverseRuns)); kind.Segments {
		t.Errorf("plain reversals are taken for segments: %+v", kind)
	}
	for _, how := range []func(*rand.Rand, string) string{
		func(_ *rand.Rand, l string) string { return l },
		func(_ *rand.Rand, l string) string { return strings.ReplaceAll(l, " ", "  ") },
	} {
		if in := broken(lines, how); rd.Disordered(in) {
			t.Errorf("healthy lines such as %q are taken for disordered ones", string(in[0]))
		}
	}
}

// TestConventionOfHalf: where less than half of the lines of a short text have two spaces between
// words, two lines that read by the law of segments only tell that law.
func TestConventionOfHalf(t *testing.T) {
	const size, doubled = 6, 3
	own := ownLines(t)
	rd := order.NewReader(lang.Default())
	found := map[int]int{} // texts taken for segments, by the lines in them
	for from := 0; from+size <= len(own); from += size {
		for _, mixed := range []int{0, 2} {
			lines := broken(own[from:from+size], damage.ReverseRuns)
			copy(lines, broken(own[from:from+mixed], damage.ReverseSegments))
			for i := range lines {
				s := strings.Join(strings.Fields(string(lines[i])), " ")
				if i >= size-doubled {
					s = strings.ReplaceAll(s, " ", "  ")
				}
				lines[i] = []rune(s)
			}
			if rd.Convention(lines).Segments {
				found[mixed]++
			}
		}
	}
	if n := len(own) / size; found[0] > 0 || 2*found[2] < n {
		t.Errorf("of %d texts %d with two lines of segments and %d without one are taken for such", n, found[2], found[0])
	}
}

// TestSegmentsBullet: a bullet that opens a line stays there in every reading, and
// nothing else of the line is lost.
func TestSegmentsBullet(t *testing.T) {
	const bullet = '\u2212' // MINUS SIGN
	opt := order.Options{Count: 5, Law: order.Convention{Doubled: true, Bullet: bullet}}
	line := []rune(string(bullet) + "  کند ها را در کتابخانهٔ مدرسه نگهداری می کتابدار پیر کتاب")
	found := order.SearchSegments(lang.Default(), line, opt)
	if len(found) < 2 {
		t.Fatalf("%d readings", len(found))
	}
	for _, r := range found {
		if got := r.Apply(line); got[0] != bullet || r.Runs[0].From != 0 || len(solid.Replace(string(got))) != len(solid.Replace(string(line))) {
			t.Errorf("a reading is %q", string(got))
		}
	}
	const want = "کتابدار پیر کتاب ها را در کتابخانهٔ مدرسه نگهداری می کند"
	if got := solid.Replace(string(found[0].Apply(line))); got != string(bullet)+solid.Replace(want) {
		t.Errorf("the best reading is %q", got)
	}
}

// TestSegmentsBounds: lines that read alike in every order lose nothing, and the work that
// maxWork bounds comes to an end.
func TestSegmentsBounds(t *testing.T) {
	m := lang.Default()
	opt := order.Options{Count: 5, Law: order.Convention{Doubled: true, Mirrored: true, Bullet: '-'}}
	for _, line := range []string{"", " ", "\u064b", "a", ". 2", "\u064bآب\u064b  نان \u064b", "()[]{}«»", strings.Repeat("ب ", order.MaxLine/2),
		strings.Repeat("ی", order.MaxLine), strings.Repeat("1-", 60), strings.Repeat("ها  ", 30), strings.Repeat("a", 500)} {
		for _, got := range order.SearchSegments(m, []rune(line), opt) {
			// Every code point but white space comes out once.
			a, b := []rune(solid.Replace(line)), []rune(solid.Replace(string(got.Apply([]rune(line)))))
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%+q: a reading holds %+q", line, string(got.Apply([]rune(line))))
			}
		}
	}
}

func BenchmarkSearchSegments(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	line := []rune(damage.ReverseSegments(r, "کارگران موزه پس از سال‌ها کوشش کتاب‌های کهنه را به نمایش گذاشتند و مردم از آن دیدن می‌کنند"))
	m := lang.Default()
	order.SearchSegments(m, line, order.Options{Law: order.Convention{Doubled: true}})
	for b.Loop() {
		order.SearchSegments(m, line, order.Options{Count: 12, Law: order.Convention{Doubled: true}})
	}
}
