package pipeline

import "testing"

// TestSeam: a ZWNJ that the file hints at stays where the words have a seam.
func TestSeam(t *testing.T) {
	for _, tt := range []struct {
		left, right string
		want        bool
	}{
		{"می", "خواهند", true},
		{"خانه", "های", true},
		{"با", "ید", false},
		{"کتا", "ب", false},
		{"بای", "د", false},
		{"پنجر", "ه", false},
		// After a letter that joins nothing a ZWNJ leaves no trace; typed ones stay.
		{"فرآیند", "های", true},
		{"بر", "اساس", true},
		{"روز", "رسانی", true},
		{"و", "رودی", false},
		{"چند", "ین", false},
		{"دفتر", "ی", false},
		{"ژیکول", "نامار", false}, // no place, no word
		{"نادیگر", "وارپز", true},
		{"دفترٌ", "کوهستانی", true},
		{"", "", false},
	} {
		if got := seam(tt.left, tt.right); got != tt.want {
			t.Errorf("%s|%s: %v, want %v", tt.left, tt.right, got, tt.want)
		}
	}
}
