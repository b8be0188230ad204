package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// What is never parted: numbers, Latin phrases, addresses and names of files.
func TestCodesStayWhole(t *testing.T) {
	for _, c := range []struct{ line, code string }{
		{"نشانی 192.168.10.24:8080 را", "192.168.10.24:8080"},
		{"را از https://ketab.example/a_1-b.deb بگیرید", "https://ketab.example/a_1-b.deb"},
		{"دستور install the package را", "install the package"},
		{"مقدار sample_rate را", "sample_rate"},
		{"در ۱۳۸۷ و ۱۲۵۰۰ نفر", "۱۲۵۰۰"},
	} {
		line := []rune(c.line)
		places := placesOf(lang.Default(), line)
		from := len([]rune(c.line[:strings.Index(c.line, c.code)]))
		for i := 1; i < len([]rune(c.code)); i++ {
			if p := places[from+i]; p != uncut && p != inPhrase {
				t.Errorf("%s can be cut before %q", c.code, string(line[from+i:]))
			}
		}
	}
}

// Runs that begin beside codes only are stretches between them.
func TestBesideCodes(t *testing.T) {
	for _, c := range []struct {
		line string
		cuts []int
		want bool
	}{
		{"Debian 12برای نصب سامانه", []int{9}, true},
		{"بگذارید تا ۵۰ جعبه", []int{11, 14}, true},
		{"بگذارید تا ۵۰ جعبه", []int{8}, false},
		{"پردازش شد و به انبار رفت", []int{10}, false},
	} {
		r := Reading{Runs: []Run{{To: c.cuts[0]}}}
		for i, from := range c.cuts {
			to := len([]rune(c.line))
			if i+1 < len(c.cuts) {
				to = c.cuts[i+1]
			}
			r.Runs = append(r.Runs, Run{From: from, To: to})
		}
		if got := r.BesideCodes([]rune(c.line)); got != c.want {
			t.Errorf("%s cut at %v: %v", c.line, c.cuts, got)
		}
	}
}
