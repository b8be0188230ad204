package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

func TestMarkGaps(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"three words tell", "خیّ اط و نجّ ار و قصّ اب و سِ فر", "خیّاط و نجّار و قصّاب و سِفر"},
		{"two do not", "نجّ ار و قصّ اب آمدند.", "نجّ ار و قصّ اب آمدند."},
		{"an ezafe before a word", "نجّ ار و قصّ اب و خیّ اط، سرِ کار و دستِ دوست", "نجّار و قصّاب و خیّاط، سرِ کار و دستِ دوست"},
		{"and", "وَ لیکن وَ گر وَ ز", "وَ لیکن وَ گر وَ ز"},
		{"prefixes of verse", "بِ خانه و بِ راه و بِ کار و بِ دست", "بِ خانه و بِ راه و بِ کار و بِ دست"},
	} {
		if got := mend(t, Spaces(Context{Model: lang.Default()}), tt.in); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
