package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

func TestNumberedGlyphs(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			"one letter each",
			"باغبان قدیمͬ در گوشه\u200Cای از باغ ایرانͬ زندگͬ آرامͬ دارد و دیͽر کارͬ ندارد؛ سیب\u200Cهای دیͽر را هم دیͽران چیدند.",
			"باغبان قدیمی در گوشه\u200Cای از باغ ایرانی زندگی آرامی دارد و دیگر کاری ندارد؛ سیب\u200Cهای دیگر را هم دیگران چیدند.",
		},
		{
			"two from left to right",
			"باغبان قدیمͳ در باغ ایرانͳ زندگͳ آرامͳ دارد و دیΎر کاری ندارد؛ دیΎران چیدند و همͳΎ رفتند.",
			"باغبان قدیمی در باغ ایرانی زندگی آرامی دارد و دیگر کاری ندارد؛ دیگران چیدند و همگی رفتند.",
		},
		{
			"beyond the comma, and beyond a space that a shape reaches over",
			"باغبان قدیمͬ در باغ ایرانͬ زندگͬ آرامͬ دارد، مردمان باران،ͬ و \uFED3\uFE8E\uFBFE\uFEE0 ͬ\uFEAD\uFE8D دید.",
			"باغبان قدیمی در باغ ایرانی زندگی آرامی دارد، مردمان بارانی، و \uFED3\uFE8E\uFBFE\uFEE0\uFBFD \uFEAD\uFE8D دید.",
		},
		{
			"letters of formulas",
			"اگر α و β دو زاویه باشند، α از β کوچک\u200Cتر است و αها و βها را در جدول α می\u200Cنویسیم، که β در آن نیست.",
			"اگر α و β دو زاویه باشند، α از β کوچک\u200Cتر است و αها و βها را در جدول α می\u200Cنویسیم، که β در آن نیست.",
		},
		{"too few", "باغبان قدیمͬ در باغ ایرانͬ است.", "باغبان قدیمͬ در باغ ایرانͬ است."},
		{
			"signs of notes, which are no letters",
			"باغ\u1D43 را دید و درخت\u1D47 را کاشت و سیب\u1D9C را چید و خانه\u1D48 را ساخت.",
			"باغ\u1D43 را دید و درخت\u1D47 را کاشت و سیب\u1D9C را چید و خانه\u1D48 را ساخت.",
		},
		{
			"quotation marks of a news agency",
			"در ˈباغ ایرانˈ و کنار ˈخیل مردمانˈ و نزدیک ˈدرخت سیبˈ سخن از ˈایزدˈ رفت و ˈدگرگونیˈ و ˈباران بهارˈ.",
			"در ˈباغ ایرانˈ و کنار ˈخیل مردمانˈ و نزدیک ˈدرخت سیبˈ سخن از ˈایزدˈ رفت و ˈدگرگونیˈ و ˈباران بهارˈ.",
		},
		{"a noncharacter", "باغبان قدیم\uFFFE در باغ ایران\uFFFE زندگ\uFFFE آرام\uFFFE دارد و in\uFFFEside.", "باغبان قدیمی در باغ ایرانی زندگی آرامی دارد و inside."},
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{GlyphCodes(), Controls(), Unmapped(lang.Default())}, page.TextOf(tt.in), pass.Policy{Threshold: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
