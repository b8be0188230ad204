package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestMovedNumber: a number that sticks to «در سال» goes behind it, if none stands there.
func TestMovedNumber(t *testing.T) {
	for in, want := range map[string]string{
		"1990در دهه": "در دهه 1990",
		"۱۳۵۷در سال باران کم بارید.":       "در سال ۱۳۵۷ باران کم بارید.",
		"۱۲در سال ۱۳۵۷ باران بارید.":       "۱۲ در سال ۱۳۵۷ باران بارید.",
		"۲۰ در سال آینده به باغ می‌آیند.":  "۲۰ در سال آینده به باغ می‌آیند.",
		"۱۳۵۷در سالن باران بارید.":         "۱۳۵۷ در سالن باران بارید.",
		"باغ\n\nباغ\nباغ\nباغ\n۱۳۵۷در سال": "باغ\n\nباغ\nباغ\nباغ\n۱۳۵۷ در سال",
	} {
		if got := mend(t, Numbers(lang.Default()), in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
