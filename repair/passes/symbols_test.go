package passes

import "testing"

// TestReadBullets: on a page read from pixels zeros before items are bullets, and so are other
// round signs between them; one zero, numbers that are counted on, and texts stay.
func TestReadBullets(t *testing.T) {
	for in, want := range map[string]string{
		"۰ باغ و دیوار\n0 چشمه\n۵ سایه\nه انجیر کهن\n۰ سنگ":   "• باغ و دیوار\n• چشمه\n• سایه\n• انجیر کهن\n• سنگ",
		"۰ باغ\n۰ چشمه\n۰ سایه\n۴ انار\n۵ سیب":                "• باغ\n• چشمه\n• سایه\n۴ انار\n۵ سیب",
		"۰ باغ\n۱ چشمه\n۲ سایه":                               "",
		"۰ باغ\n۰ چشمه":                                       "",
		"دمای باغ\n۰ درجه بود و\n۰/۵ تا ۰ درجه\nباز هم کم شد": "",
	} {
		if want == "" {
			want = in
		}
		if got := mend(t, Symbols(true), in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if got := mend(t, Symbols(false), in); got != in {
			t.Errorf("%q: got %q as a text", in, got)
		}
	}
}
