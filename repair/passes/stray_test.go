package passes

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

var (
	measure = flag.String("measure", "", "folder of clean held-out text, one sentence a line: print the figures of the stray-letter pass on every .txt in it")
	wrong   = flag.Bool("wrong", false, "with -measure: print the words that came out wrong")
)

func runStray(t testing.TB, in string) (string, pass.Log) {
	t.Helper()
	bare := Stray(lang.Default(), nil)
	bare.After = nil
	res, err := pass.Run(context.Background(), []pass.Pass{bare}, page.TextOf(in), pass.Policy{Threshold: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	return res.Text.String(), res.Log
}

func TestStrayLetter(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"behind seen, thrice", "شنننهردار گفت که در اسنننفند راه بسنننته بود.", "شهردار گفت که در اسفند راه بسته بود."},
		{"one of three is real", "روش سنننتی را شنناد و سنناده در دسننت داشننتند.", "روش سنتی را شاد و ساده در دست داشتند."},
		{"a noon behind seen at a word's end", "حسننن و محسننن دسننته گل را شسننتند.", "حسن و محسن دسته گل را شستند."},
		{"another letter", "شللهردار گفت که در اسللفند راه بسللته بود.", "شهردار گفت که در اسفند راه بسته بود."},
		{"words out of order", "بسنننته بود  راه  اسنننفند در  که گفت  شنننهردار", "بسته بود  راه  اسفند در  که گفت  شهردار"},
	}
	for _, tt := range tests {
		if got, _ := runStray(t, tt.in); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestStrayHealthy holds words that look as if strokes stood in them.
func TestStrayHealthy(t *testing.T) {
	for _, in := range []string{
		"می‌کنند و نمی‌دانند که سنگ‌های سنتی را چه کسانی شناختند؛ سنجاق و شنبه و سند.",
		"مؤسس الله مم ممتاز محقق مقرر تنندیس ننگ ننه‌جون هممون ردددد شد رفتتتت!",
		"شنیدن، شناختن، سنجیدن و سندسازی را شنبه‌ها می‌شنوند.",
		"سحرم پنجره باز سحرم نور بود",
		"دەنگی خەڵک بە ئاشتی دەڵێت: سنوورەکان بەسنن و شنە دێت.",
		"گوشی عاااالیه، دستتون درد نکنه، عاااالی و زیباااا و کاااملا سالم رسید",
		"خیلی عاااالی بود، کاااار خوبیه و صفحه‌اش عااالیه",
		"للّه الحمد والسنن والسنة النبوية في السنن والصحاح",
	} {
		if got, log := runStray(t, in); got != in {
			t.Errorf("%s\nbecame %s (%d edits)", in, got, log.Edits())
		}
	}
}

// TestMeasureStray prints how many words of stretched lines come out right, and
// how many healthy ones do harm. Its reader is the person who changes a price.
func TestMeasureStray(t *testing.T) {
	if *measure == "" {
		t.Skip("no -measure folder")
	}
	files, err := filepath.Glob(filepath.Join(*measure, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no text in %s: %v", *measure, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		clean := string(b)
		_, log := runStray(t, clean)
		t.Logf("%s: %d words, %d edits in clean text", filepath.Base(name), len(strings.Fields(clean)), log.Edits())
		for _, r := range log {
			for i, e := range r.Edits {
				if i < 5 {
					t.Logf("  %s", around(page.TextOf(clean), e))
				}
			}
		}
		if lang, _ := lang.Identify(clean[:min(len(clean), 4000)]); lang.String() != "fa" {
			continue
		}
		sentences := strings.Split(clean, "\n")
		var bad, fixed, harmed, all int
		for from, seed := 0, uint64(1); from < len(sentences); from, seed = from+60, seed+1 {
			text := strings.Join(sentences[from:min(from+60, len(sentences))], " ")
			gold := strings.Join(damage.Wrap(text, 78), "\n")
			in, _, err := damage.Apply("stray-letter", text, damage.Options{Seed: seed})
			if err != nil {
				t.Fatal(err)
			}
			out, _ := runStray(t, in)
			g, i, o := strings.Fields(gold), strings.Fields(in), strings.Fields(out)
			if len(g) != len(i) || len(g) != len(o) {
				t.Fatalf("%d words, %d broken, %d repaired", len(g), len(i), len(o))
			}
			for k := range g {
				all++
				switch {
				case g[k] != i[k]:
					bad++
					if g[k] == o[k] {
						fixed++
					} else if *wrong {
						t.Logf("  %d left: %s -> %s, not %s", seed, i[k], o[k], g[k])
					}
				case g[k] != o[k]:
					harmed++
					if *wrong {
						t.Logf("  %d harmed: %s -> %s", seed, i[k], o[k])
					}
				}
			}
		}
		t.Logf("  stretched: %d of %d broken words right (%.2f %%), %d of %d others harmed", fixed, bad, 100*float64(fixed)/float64(max(bad, 1)), harmed, all-bad)
	}
}

// around is an edit with the text on both sides of it.
func around(t page.Text, e pass.Edit) string {
	return t[max(0, e.At-20):e.At].String() + "[" + slices.Clone(e.Old).String() + "→" + e.New.String() + "]" + t[e.End():min(len(t), e.End()+20)].String()
}

// TestStrayAlone: in a text of a word or two every seen has its strokes, and is a word without.
func TestStrayAlone(t *testing.T) {
	p := Stray(lang.Default(), nil)
	for in, want := range map[string]string{
		"بنسیار":          "بنسیار", // not behind seen
		"گلسنتان":         "گلستان",
		"پاسنننخ":         "پاسخ",
		"مهندسنی کشناورز": "مهندسی کشاورز",
		"مهندسنی است":     "مهندسنی است",
		"شنیون":           "شنیون",
		"سنبل و حسن":      "سنبل و حسن",
		"پرسنل سنتی":      "پرسنل سنتی",
	} {
		if got := mend(t, p, in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
