package layout

import "testing"

// TestOutlined: a word that is painted twice, its outline a little smaller, is one word; a word
// under a small one is another.
func TestOutlined(t *testing.T) {
	for _, tt := range []struct{ times, want string }{{"outline", "نگاهی به باغ\n"}, {"other size", "نگاهی به باغ\n\nنگاهی به باغ\n"}} {
		p := newPress()
		p.size = 44.1
		p.line("نگاهی به باغ", 540, 700, true)
		y := 699.8
		if p.size = 44.0; tt.times == "other size" {
			p.size, y = 30, 640
		}
		p.line("نگاهی به باغ", 540, y, true)
		want(t, p.read(Options{}), tt.want)
	}
}
