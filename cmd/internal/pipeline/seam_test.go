package pipeline

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestSeam: a ZWNJ that the file hints at stays where the words have a seam.
func TestSeam(t *testing.T) {
	for _, tt := range []struct {
		left, right string
		seam, known bool
	}{
		{"می", "خواهند", true, true},
		{"خانه", "های", true, false},
		{"با", "ید", false, true},
		{"کتا", "ب", false, true},
		{"بای", "د", false, true},
		{"پنجر", "ه", false, true},
		{"", "", false, false},
		// After a letter that joins nothing a ZWNJ leaves no trace; typed ones stay.
		{"فرآیند", "های", true, true},
		{"بر", "اساس", true, true},
		{"روز", "رسانی", true, true},
		{"و", "رودی", false, true},
		{"چند", "ین", false, true},
		{"دفتر", "ی", false, true},
		{"نادیگر", "وارپز", false, false},
	} {
		if s, k := seam(lang.Default(), tt.left, tt.right); s != tt.seam || k != tt.known {
			t.Errorf("%s|%s: seam %v, known %v, want %v, %v", tt.left, tt.right, s, k, tt.seam, tt.known)
		}
	}
	for _, w := range [][2]string{{"العقو", "بة"}, {"و", "يكون"}, {"سمح", "قل"}} {
		if s, k := seam(lang.For(lang.Arabic), w[0], w[1]); s || !k {
			t.Errorf("Arabic %s|%s: seam %v, known %v", w[0], w[1], s, k)
		}
	}
}
