package view

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// made are pages of a batch as a test wants it.
func made(pages ...*Page) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// hostile are names and texts that want to be more than that.
var hostile = []string{
	"</script><script>window.evil=1</script>",
	`"><img src=x onerror="window.evil=1">`,
	"' onmouseover='window.evil=1",
	"<!--<script>-->",
	"a\u202Egnp.exe",
	"\xff\xfe\x80 نام",
	"{{.Evil}}\u2028\u2029\x00",
	"]]>&lt;/style>*/</style><style>*{display:none}",
	"javascript:window.evil=1",
}

// batch is a small batch with everything that the report shows.
func batch() []*Page {
	text := "این کتاب‌ها را دیروز خریدم.\nدر خانهٔ ما ۱۲ کتاب است که کسی نمی‌خواند و همسایه‌ها هم هیچ‌کدام را نخوانده‌اند.\n"
	at := func(word string) report.Span {
		before, _, _ := strings.Cut(text, word)
		from := utf8.RuneCountInString(before)
		return report.Span{From: from, To: from + utf8.RuneCountInString(word)}
	}
	edits := []report.Edit{
		{Page: 1, Line: 1, Pass: "letters", Reason: "arabic-kaf", Before: "كتابها", After: "کتابها", Confidence: 0.99, Applied: true, Span: at("کتاب‌ها")},
		{Page: 1, Line: 1, Pass: "zwnj", Reason: "plural", Before: "کتابها", After: "کتاب‌ها", Confidence: 0.93, Applied: true, Span: at("کتاب‌ها")},
		{Page: 1, Line: 2, Pass: "runs", Reason: "reversed", Before: "نمی‌خواند کسی که است", After: "است که کسی نمی‌خواند", Confidence: 0.8, Applied: true, Span: at("در خانهٔ ما ۱۲ کتاب است که کسی نمی‌خواند و همسایه‌ها هم هیچ‌کدام را نخوانده‌اند.")},
		{Page: 1, Line: 2, Pass: "ocr", Reason: "unsure", Before: "۱۲", After: "۱۲", Confidence: 0.2, Span: at("۱۲")},
		{Page: 1, Line: 2, Pass: "ocr", Reason: "unsure", Before: "کسی", After: "کسی", Confidence: 0.5, Span: at("کسی")},
		{Page: 1, Line: 2, Pass: "tatweel", Reason: "stretch", Before: "ـ", After: "", Confidence: 0.9, Applied: true},
		{Page: 1, Line: 2, Pass: "spaces", Reason: "glued", Before: "مادر", After: "ما در", Confidence: 0.4},
	}
	picture := func(context.Context) ([]byte, error) {
		m := image.NewGray(image.Rect(0, 0, 70, 99))
		for i := range m.Pix {
			m.Pix[i] = uint8(255 - i%70)
		}
		var b bytes.Buffer
		err := jpeg.Encode(&b, m, nil)
		return b.Bytes(), err
	}
	body := func() (*Body, error) { return &Body{text, edits}, nil }
	var pages []*Page
	for i := range 130 {
		source, conf := "text-layer", 0.9+float64(i%10)/100
		if i%3 == 0 {
			source, conf = "ocr", 0.3+float64(i%60)/100
		}
		pages = append(pages, &Page{
			Record: &report.Page{
				File: fmt.Sprintf("پوشه/سند-%d.pdf", i/4), Page: i%4 + 1, Source: source, Verdict: "healthy", Route: "the text reads well", Language: "fa",
				Confidence: conf, Chars: 72, Edits: map[string]int{"letters": 1, "zwnj": 1 + i%2}, Millis: int64(20 + i*7),
				Warnings: []page.Warning{{Code: "letter-doubtful", Text: "a letter is read as another"}},
			},
			Body: body, Picture: picture,
		})
	}
	for i, s := range hostile {
		pages = append(pages,
			&Page{
				Record: &report.Page{
					File: s, Page: 1, Source: s, Verdict: s, Route: s, Language: s, Confidence: 0.1, Chars: 9, Edits: map[string]int{s: 1},
					Warnings: []page.Warning{{Code: s, Text: s}}, Millis: 1,
				},
				Body: func() (*Body, error) {
					return &Body{s, []report.Edit{{Pass: s, Reason: s, Before: s, After: s + "x", Applied: true, Span: report.Span{From: 0, To: 3}}}}, nil
				},
				Picture: func(context.Context) ([]byte, error) { return []byte(s), nil },
			},
			&Page{Record: &report.Page{File: s + "2", Source: "none", Error: &report.Failure{Code: s, Reason: s, Hint: s}}},
			&Page{
				Record:  &report.Page{File: s + "3", Page: 1 + i, Source: "none", Error: &report.Failure{Code: "illegible", Reason: "no letters", Hint: "ask a person"}},
				Picture: func(context.Context) ([]byte, error) { return nil, errors.New(s) },
			})
	}
	return append(pages, &Page{Record: &report.Page{File: "نامه.txt", Page: 1, Source: "plain", Confidence: 1, Chars: 72, Language: "fa"}, Body: body})
}
