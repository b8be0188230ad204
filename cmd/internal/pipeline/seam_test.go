package pipeline

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
)

// TestSeam: a ZWNJ that the file hints at stays where the words have a seam; in Arabic there is
// none, and two words are two words.
func TestSeam(t *testing.T) {
	for _, tt := range []struct {
		l           lang.Language
		left, right string
		want        layout.Seam
	}{
		{lang.Persian, "می", "خواهند", layout.SeamJoiner},
		{lang.Persian, "خانه", "های", layout.SeamJoiner},
		{lang.Persian, "با", "ید", layout.SeamNone},
		{lang.Persian, "کتا", "ب", layout.SeamNone},
		{lang.Persian, "بای", "د", layout.SeamNone},
		{lang.Persian, "پنجر", "ه", layout.SeamNone},
		{lang.Persian, "", "", layout.SeamUnknown},
		// After a letter that joins nothing a ZWNJ leaves no trace; typed ones stay.
		{lang.Persian, "فرآیند", "های", layout.SeamJoiner},
		{lang.Persian, "بر", "اساس", layout.SeamJoiner},
		{lang.Persian, "روز", "رسانی", layout.SeamJoiner},
		{lang.Persian, "و", "رودی", layout.SeamNone},
		{lang.Persian, "چند", "ین", layout.SeamNone},
		{lang.Persian, "دفتر", "ی", layout.SeamNone},
		{lang.Persian, "نادیگر", "وارپز", layout.SeamUnknown},
		{lang.Arabic, "العقو", "بة", layout.SeamNever},
		{lang.Arabic, "و", "يكون", layout.SeamNever},
		{lang.Arabic, "سمح", "قل", layout.SeamNever},
		{lang.Arabic, "زَجْ", "رَةٌ", layout.SeamNever},
		{lang.Arabic, "می", "خواهند", layout.SeamNone}, // of Persian
		{lang.Arabic, "تعزيز", "الأداء", layout.SeamSpace},
		{lang.Arabic, "المخاطر", "والهجمات", layout.SeamSpace},
	} {
		if got := seamIn(lang.For(tt.l), tt.left, tt.right); got != tt.want {
			t.Errorf("%s %s|%s: %v, want %v", tt.l, tt.left, tt.right, got, tt.want)
		}
	}
}
