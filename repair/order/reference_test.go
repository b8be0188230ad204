package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestReference: the comma behind a name of a list of references stands before the next
// word of the emitted line; it belongs behind the name all the same.
func TestReference(t *testing.T) {
	law := Convention{Segments: true, Doubled: true, Mirrored: true, Bullet: '\u2212'}
	for _, c := range []struct{ in, want string }{
		{"، تهران: معماران   به قلم   مدرسه   ساختمان (،  1391پور، رضا، ) حسن  \u2212", "\u2212 حسن پور، رضا، (1391)، ساختمان مدرسه به قلم معماران، تهران:"},
		{"، شیراز: گیاهان   در پناه   خانه   دیوار (،  1379زاده، مینا، ) علی  \u2212", "\u2212 علی زاده، مینا، (1379)، دیوار خانه در پناه گیاهان، شیراز:"},
	} {
		line := []rune(c.in)
		got := NewReader(lang.Default()).Lines([][]rune{line}, Options{Law: law})[0].Apply(line)
		if solid := strings.NewReplacer(" ", ""); solid.Replace(string(Mirrored(got))) != solid.Replace(c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.in, string(Mirrored(got)), c.want)
		}
	}
}

func TestStops(t *testing.T) {
	for _, c := range []struct {
		text          string
		ends, touches bool
	}{
		{"باغ سبز بود.", true, false},
		{"باغ سبز بود. ", true, false},
		{"باغ (سبز).بود درخت", false, true},
		{"باغ سبز بود.درخت", false, true},
		{"آقای م.ح. سبز", false, false},
		{"نشانی a.ir و 2.5", false, false},
		{".باغ", false, false},
		{"", false, false},
	} {
		if ends, touches := lastSign([]rune(c.text)) == '.', stopTouches([]rune(c.text)); ends != c.ends || touches != c.touches {
			t.Errorf("%q: ends %v, touches %v", c.text, ends, touches)
		}
	}
}
