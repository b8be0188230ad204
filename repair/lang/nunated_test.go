package lang

import "testing"

func TestNunated(t *testing.T) {
	for word, want := range map[string]bool{
		"مثلا": true, "قطعا": true, "مکرّرا": true, "مثلاً": true,
		"اما": false, "خدا": false, "باغ": false, "کتاب‌ها": false, "": false, "Go": false,
	} {
		if got := Nunated(word); got != want {
			t.Errorf("%s: %v", word, got)
		}
	}
}
