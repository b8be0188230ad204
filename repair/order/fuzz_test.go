package order_test

import (
	"testing"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
)

// FuzzSearch holds every reading of any line to the account of its letters: the runs
// of a reading hold each code point of the line once; white space, ZWNJs and controls
// may be left out where runs meet.
func FuzzSearch(f *testing.F) {
	f.Add("به موزه بردند. کارگران شهرداری کتاب\u200cها را ", "")
	f.Add(".)نادری، ۱۲(چنین است ab 12:30", "که در آن")
	f.Add("\u200c \u064b ( ب", "\u0640")
	m := lang.Default()
	f.Fuzz(func(t *testing.T, in, before string) {
		line := []rune(in)
		if len(line) > 60 { // the time grows with the cube
			return
		}
		opt := order.Options{Before: []rune(before), Count: 3}
		for law, found := range [][]order.Reading{order.Search(m, line, opt), order.SearchSegments(m, line, opt)} {
			for _, r := range found {
				read := make([]bool, len(line))
				gaps, covered := 0, 0
				for _, run := range r.Runs {
					for i := run.From; i < run.To; i++ {
						if read[i] {
							t.Fatalf("law %d: the runs %v of %+q read %d twice", law, r.Runs, in, i)
						}
						read[i] = true
						covered++
					}
					if run.Gap {
						gaps++
					}
				}
				for i, c := range line {
					if !read[i] && !unicode.IsSpace(c) && !unicode.Is(unicode.Cf, c) && !unicode.IsControl(c) {
						t.Fatalf("law %d: the runs %v of %+q leave out %U at %d", law, r.Runs, in, c, i)
					}
				}
				if out := r.Apply(line); len(out) != covered+gaps {
					t.Fatalf("law %d: the runs %v of %+q are %+q", law, r.Runs, in, string(out))
				}
			}
		}
	})
}
