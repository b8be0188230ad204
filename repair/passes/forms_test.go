package passes

import "testing"

// TestLigaturesAmongLetters: an isolated lam-alef among plain letters, which show no shape, parts nothing.
func TestLigaturesAmongLetters(t *testing.T) {
	const in, want = "باران ا\u0639\uFEFBم شد و باغ از سرما گذشت", "باران اعلام شد و باغ از سرما گذشت"
	if got := alone(t, Forms(), in); got != want {
		t.Errorf("%+q became %+q, want %+q", in, got, want)
	}
}
