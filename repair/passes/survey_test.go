package passes

import (
	"context"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestSurveyChangesNoAnswer runs the table twice over healthy fixtures and one of each fault with one survey,
// and each pass by itself on the same text.
func TestSurveyChangesNoAnswer(t *testing.T) {
	texts := fixtures.Negative()
	broken, err := fixtures.Broken()
	if err != nil {
		t.Fatal(err)
	}
	faults := map[string]bool{}
	for _, c := range broken {
		if faults[c.Made] {
			continue
		}
		faults[c.Made] = true
		file, err := os.ReadFile(fixtures.Path(c.File))
		if err != nil {
			t.Fatal(err)
		}
		texts[c.File] = c.Gold + "\n" + string(file) + "\n" + strings.ReplaceAll(c.Gold, "\u200C", "")
	}
	m := lang.Default()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text, shared := page.TextOf(texts[name]), NewSurvey(nil)
		for range 2 {
			c := Context{Model: m, Habits: shared.Learn(m, text), Survey: shared}
			alone := Learn(m, text)
			if c.Habits.written != alone.written || c.Habits.solid != alone.solid || c.Habits.spaced != alone.spaced || c.Habits.apart != alone.apart {
				t.Errorf("%s: habits %+v with a survey, %+v without", name, *c.Habits, *alone)
			}
			for _, p := range Table(c) {
				got, err := p.Run(context.Background(), &pass.View{Text: text, Shared: shared})
				if err != nil {
					t.Fatal(err)
				}
				want, err := passAlone(m, alone, p.Name).Run(context.Background(), &pass.View{Text: text})
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s: pass %s proposes %d edits with a survey and %d without", name, p.Name, len(got), len(want))
				}
				res, err := pass.Run(context.Background(), []pass.Pass{p}, text, pass.Policy{Threshold: 0.5, Shared: shared})
				if err != nil {
					t.Fatal(err)
				}
				text = res.Text
			}
			if got, want := Sick(Context{Model: m, Survey: shared}, text), Sick(Context{Model: m}, text); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %d warnings with a survey and %d without", name, len(got), len(want))
			}
		}
	}
}

func passAlone(m *lang.Model, h *Habits, name string) pass.Pass {
	list := Table(Context{Model: m, Habits: h})
	return list[slices.IndexFunc(list, func(p pass.Pass) bool { return p.Name == name })]
}

func TestSigns(t *testing.T) {
	for _, c := range []struct {
		in   string
		want sign
	}{
		{"", 0},
		{"کتاب‌ها را خواند.", 0},
		{"plain text", 0},
		{"می\u200c\u200cرود", signJoiner},
		{"می\u200c رود", signJoiner},
		{"خانه\u200c", signJoiner},
		{"\u200cخانه", signJoiner},
		{"q\u200c5", signJoiner | signDigit},
		{"خانهٔ\u200cما", signMark},
		{"دو  فاصله", signTwice | signSpaces},
		{"دو \tستون", signSpaces},
		{"آمد .رفت", signEndApart},
		{"آمد. رفت", 0},
		{"فصل \u2164", signNumeral},
		{"آن\u02C7", signCaron | signNumbered},
		{"س ل ا م", signApart},
		{"س لَ ا م", signApart | signMark | signLoose},
		{"س ل ام", 0},
		{"كتاب", signLookAlike},
		{"۱۲", signDigit},
		{"(آب)", signBracket},
		{"ســلام", signTatweel},
		{"ﺳﻼم", signForm},
		{"خط\r", signControl},
		{"خط\f", signFeed},
		{"Ø³Ù„Ø§Ù…", signMojibake},
	} {
		var l line
		l.look(page.TextOf(c.in))
		// Marks are loose by nature, and the model passes over some controls.
		if got := l.signs &^ (signSkipped | signLoose); got != c.want&^signLoose {
			t.Errorf("%+q: signs %b, want %b", c.in, got, c.want)
		}
	}
}

func TestStrangeLines(t *testing.T) {
	for in, want := range map[string]bool{
		"پیرمرد چتر سیاهش را پشت در گذاشت و گفت: ببخشید، دیر شد.": false,
		"پسرعموی ڕۆژهەڵات پارسال از کوه‌های پشت دریاچه به شهر ما آمد و پنج سال در همین کوچه خانه داشت و نان می‌پخت و شب‌ها برای بچه‌ها قصه می‌گفت.": false, // a name
		"ذهب الولد إلى المدرسة في الصباح الباكر.": false,
		"كتاب هاي من را بياوريد":                  false,
		"ﺳﻼم ﺑﺮ ﺗﻮ":                               false,
		"هفتە و ماە و سال":                        false, // AE for heh
		"لێکۆڵینەوەکان هێشتا بەردەوامن.":          true,
		"زموږ کلی د غره په لمن کې دی.":            true,
		"ٻار ٻاهر راند ڪن ٿا.":                    true,
		"ئۇ ئۆيگە كېتىپ قالدى.":                   true,
		"لڑکے ٹھنڈی چھاؤں میں بیٹھے ہیں۔":         true,
	} {
		var l line
		l.look(page.TextOf(in))
		if got := l.isStrange(); got != want {
			t.Errorf("%q: %d of %d letters are strange, want %t", in, l.strange, l.arabic, want)
		}
	}
}
