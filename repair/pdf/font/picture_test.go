package font

import "testing"

// TestPictures: the fonts of pictures are read by their codes, in the Private Use Area or as the
// letters of Latin-1 that have them; what a map has beyond bytes is believed.
func TestPictures(t *testing.T) {
	composite := func(base, tu string) value {
		return d(dict{"Subtype": n("Type0"), "BaseFont": n(base), "Encoding": n("Identity-H"), "ToUnicode": strm(tu), "DescendantFonts": a(d(dict{}))})
	}
	simple := func(base string) value {
		return d(dict{"Subtype": n("TrueType"), "BaseFont": n(base), "Encoding": n("WinAnsiEncoding")})
	}
	for _, tt := range []struct {
		font value
		show string
		want string
	}{
		{composite("ABCDEF+Wingdings2", "beginbfchar <0003> <F050> endbfchar"), "\x00\x03", "\u2713"},
		{composite("ABCDEF+Wingdings-Regular", "beginbfchar <0003> <00FC> endbfchar"), "\x00\x03", "\u2714"},
		{composite("ABCDEF+Wingdings", "beginbfchar <0003> <2756> endbfchar"), "\x00\x03", "\u2756"},
		{composite("ABCDEF+Wingdings", "beginbfchar <0003> <F020> endbfchar"), "\x00\x03", ""},
		{simple("Wingdings,Bold"), "\xa7\xfc", "\u25AA\u2714"},
		{d(dict{"Subtype": n("TrueType"), "BaseFont": n("Wingdings"), "Encoding": d(dict{"Differences": a(num1(0xFC), n("bullet"))})}), "\xfc", "\u2022"},
		{simple("ABCDEF+Helvetica"), "\xa7\xfc", "\u00A7\u00FC"},
	} {
		if got := texts(load(tt.font, Options{}).Decode([]byte(tt.show))); got != tt.want {
			t.Errorf("%v: got %+q, want %+q", tt.font.Key("BaseFont").Name(), got, tt.want)
		}
	}
}
