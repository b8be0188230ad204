package passes

import "testing"

// TestArabicDigits: an Arabic text whose font named digits after both blocks takes its own; digits
// of the Persian shape, numbers of one block alone, and Persian texts keep theirs.
func TestArabicDigits(t *testing.T) {
	const said = "ذهب البستاني الى السوق في سنة "
	for in, want := range map[string]string{
		said + "۲٠١٥ وعاد منه في سنة ۲۰۱۷ مع ابنه": said + "٢٠١٥ وعاد منه في سنة ٢٠١٧ مع ابنه",
		said + "۲۴١٥ وعاد منه في سنة ۲۰۱۷ مع ابنه": said + "۲۴١٥ وعاد منه في سنة ۲۰۱۷ مع ابنه",
		said + "۲۰۱۷ وعاد منه في سنة ٢٠١٨ مع ابنه": said + "۲۰۱۷ وعاد منه في سنة ٢٠١٨ مع ابنه",
		"باغبان در سال ۱۳٤٥ به بازار رفت":          "باغبان در سال ۱۳۴۵ به بازار رفت",
	} {
		if got := mend(t, Letters(), in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
