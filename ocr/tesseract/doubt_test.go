package tesseract

import (
	"context"
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
)

func TestInDoubt(t *testing.T) {
	m := lang.Default()
	for _, c := range []struct {
		w    word
		want bool
	}{
		{word{text: "باران", conf: 0.9}, false},
		{word{text: "باران", conf: 0.6}, true},
		{word{text: "«باران»،", conf: 0.9}, false}, // the marks around it are no part of it
		{word{text: "بارژنک", conf: 0.9}, true},    // no word
		{word{text: "بارژنک", conf: 0.96}, false},
		{word{text: "river", conf: 0.3, latin: true}, false},
		{word{text: "۱۴۰۲", conf: 0.3}, false},
		{word{text: "؟", conf: 0.3}, false},
		{word{text: "", conf: 0}, false},
	} {
		if got := inDoubt(m, c.w); got != c.want {
			t.Errorf("%+q at %.2f: %v", c.w.text, c.w.conf, got)
		}
	}
}

func TestVote(t *testing.T) {
	type reading []wordOn
	for name, c := range map[string]struct {
		line     []wordOn
		at       int
		readings []reading
		want     string
	}{
		"another word, seen twice": {
			[]wordOn{{300, 200, "زبان", 0.9}, {190, 100, "فایسی", 0.6}}, 1,
			[]reading{{{190, 100, "فارسی", 0.9}}, {{191, 99, "فارسی", 0.9}}},
			"زبان فارسی",
		},
		"the marks around it stay": {
			[]wordOn{{300, 200, "زبان", 0.9}, {190, 100, "(فایسی)،", 0.6}}, 1,
			[]reading{{{190, 100, "فارسی", 0.9}}, {{191, 99, "فارسی.", 0.9}}},
			"زبان (فارسی)،",
		},
		"the same again": {
			[]wordOn{{300, 200, "زبان", 0.5}}, 0,
			[]reading{{{300, 200, "زبان", 0.9}}},
			"زبان",
		},
		"no word either": {
			[]wordOn{{300, 200, "تکوار", 0.5}}, 0,
			[]reading{{{300, 200, "تکوارژ", 0.9}}, {{300, 200, "تکوارژ", 0.9}}},
			"تکوار",
		},
		"a name that no lexicon has": {
			[]wordOn{{300, 200, "فروزانکده", 0.8}}, 0,
			[]reading{{{300, 200, "فروزانکده", 0.8}}, {{300, 200, "فروزان", 0.3}}},
			"فروزانکده",
		},
		"a word that the language likes less": {
			[]wordOn{{300, 200, "زبان", 0.9}, {190, 100, "فارسی", 0.5}}, 1,
			[]reading{{{190, 100, "فارس", 0.9}}, {{190, 100, "فارس", 0.9}}},
			"زبان فارسی",
		},
		"torn apart": {
			[]wordOn{{300, 240, "کتا", 0.5}, {236, 200, "بخانه", 0.6}}, 0,
			[]reading{{{300, 200, "کتابخانه", 0.9}}, {{300, 200, "کتابخانه", 0.9}}},
			"کتابخانه",
		},
		"run together": {
			[]wordOn{{300, 200, "اگرخروجی", 0.6}}, 0,
			[]reading{{{300, 260, "اگر", 0.9}, {250, 200, "خروجی", 0.9}}, {{300, 258, "اگر", 0.9}, {250, 200, "خروجی", 0.9}}},
			"اگر خروجی",
		},
		"half of it is lost": {
			[]wordOn{{300, 240, "غلط", 0.5}, {236, 200, "غلط", 0.5}}, 0,
			[]reading{{{300, 200, "غلط", 0.9}}, {{300, 200, "غلط", 0.9}}},
			"غلط غلط",
		},
		"nothing was read": {
			[]wordOn{{300, 200, "زبان", 0.3}}, 0,
			[]reading{{}, {{300, 200, "!", 0.9}}},
			"زبان",
		},
		"other ink": {
			[]wordOn{{300, 200, "زبام", 0.3}}, 0,
			[]reading{{{190, 100, "زبان", 0.9}}, {{190, 100, "زبان", 0.9}}},
			"زبام",
		},
	} {
		l := &line{words: wordsOn(10, c.line...)}
		v := newVote(l, c.at, 12)
		for _, r := range c.readings {
			v.add(wordsOn(10, r...))
		}
		v.elect(lang.Default())
		var got []string
		for _, w := range l.words {
			got = append(got, w.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

// TestWordsInDoubtAreReadAgain: only these are, a bounded number of them, with line mode, and
// by the Persian model alone.
func TestWordsInDoubtAreReadAgain(t *testing.T) {
	for name, c := range map[string]struct {
		language string
		profile  ocr.Profile
		text     string
		conf     float64
		read     bool
	}{
		"sure":    {"fas", ocr.Standard, "باران", 0.9, false},
		"unsure":  {"fas", ocr.Standard, "باران", 0.65, true},
		"no word": {"fas", ocr.Standard, "بارژنک", 0.9, true},
		"fast":    {"fas", ocr.Fast, "بارژنک", 0.65, false},
		"Arabic":  {"Arabic", ocr.Standard, "بارژنک", 0.65, false},
	} {
		img, boxes := bars(maxDoubts + 10)
		again := 0
		rec := &stub{}
		rec.answer = func(g *image.Gray, s settings) *layout {
			if s.mode == modeAuto && g.Rect.Dy() == img.Height() {
				return answerOf(boxes, c.conf, c.text)
			}
			if s.mode == modeLine && s.language == "fas" {
				again++
				return answerOf([]image.Rectangle{g.Rect.Inset(8)}, 0.9, "باران")
			}
			return &layout{}
		}
		r, err := recognize(context.Background(), rec, []string{"fas", "eng", "Arabic"}, img, ocr.Options{Languages: []string{c.language}, Profile: c.profile})
		if err != nil {
			t.Fatal(err)
		}
		asked := slices.ContainsFunc(r.Attempts, func(a ocr.Attempt) bool { return strings.Contains(a.Settings, "in doubt") })
		if asked != c.read || asked && (again == 0 || again > maxDoubts*len(doubtSizes)) {
			t.Errorf("%s: %v, %d readings", name, asked, again)
		}
		text := r.Page.Flow().String()
		if n := strings.Count(text, "باران"); name == "no word" && n != maxDoubts {
			t.Errorf("%s: %d words were changed, want %d", name, n, maxDoubts)
		}
	}
}
