package pipeline

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// TestTongue: letters tell the language, in whatever order they are painted.
func TestTongue(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       lang.Language
	}{
		{"Arabic", "زارت المعلمة المكتبة الكبيرة في المدينة الجديدة", lang.Arabic},
		{"reversed, in forms", "\uFE94\uFEE4\uFEE0\uFECC\uFEE3 \uFE93\uFE94\uFE93\uFE94\uFE93", lang.Arabic},
		{"too few letters to tell", "المكتبة في المدينة", lang.Persian},
		{"Persian", "کتاب‌های پدرم را در گنجه گذاشتم و چراغ را روشن کردم", lang.Persian},
		{"Persian with quotations", "گفت: «السلام عليكم ورحمة الله» و «الصلاة والسلام» و «الجنة» و «الفتنة» و «المدينة» و پرسید", lang.Persian},
		{"nothing", "", lang.Persian},
	} {
		p := &page.Page{}
		for _, r := range tt.text {
			p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(r)})
		}
		if got := tongueOf([]*page.Page{p}).Language(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestModelOf: a page in Persian of an Arabic document is judged as one, and noise in a Persian
// document is never taken for Arabic.
func TestModelOf(t *testing.T) {
	arabic := &page.Page{Blocks: []page.Block{{Lines: []page.Line{{Text: page.InferredText("زارت المعلمة المكتبة الكبيرة في المدينة الجديدة")}}}}}
	persian := &page.Page{Blocks: []page.Block{{Lines: []page.Line{{Text: page.InferredText("کتاب‌های پدرم را در گنجه گذاشتم")}}}}}
	for _, tt := range []struct {
		tongue lang.Language
		p      *page.Page
		want   lang.Language
	}{
		{lang.Arabic, arabic, lang.Arabic},
		{lang.Arabic, persian, lang.Persian},
		{lang.Persian, arabic, lang.Persian},
	} {
		d := &document{tongue: lang.For(tt.tongue)}
		if got := d.modelOf(tt.p).Language(); got != tt.want {
			t.Errorf("document in %s: %s, want %s", tt.tongue, got, tt.want)
		}
	}
}
