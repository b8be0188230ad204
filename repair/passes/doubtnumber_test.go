package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestDoubtfulDigits: years and days that are none, told by a text; single ones, codes and sound
// numbers are not.
func TestDoubtfulDigits(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // what the warning quotes
	}{
		{"باغ را در سال ۶۴۱۲ خریدند و در سال ۶۴۷۰ فروختند.", "۶۴۱۲, ۶۴۷۰"},
		{"باغ را در سال ۶۴۱۲ خریدند و روز ۵۶ خرداد فروختند.", "۶۴۱۲, ۵۶"},
		{"در سال ۶۴۱۲ باغبان ۰۳ درخت و ۰۷۷ نهال کاشت.", "۶۴۱۲, ۰۳, ۰۷۷"},
		{"باغ را در سال ۶۴۱۲ خریدند.", ""},
		{"باغ را در سال ۱۳۸۷ خریدند و در سال ۶۴۷۰ فروختند.", ""},
		{"فیلم در سال ۲۵۳۵ شاهنشاهی و سال ۲۵۳۶ ساخته شد.", ""},
		{"روز ۳۱ خرداد سال ۱۴۰۲ باغبان ۳۰ درخت کاشت.", ""},
		{"کدهای ۰۱، ۰۲، ۰۳، ۰۴ و ۰۵ برای پنج انبار است.", ""},
		{"تلفن باغ ۰۲۱ ۸۸۷۷ ۰۰۱۲ و ۰۲۱-۸۸۹۹۰۰۷۷ است و سال 6412 و 6470 نیست.", ""},
		{"", ""},
	} {
		check(t, c.in, c.want, doubtfulDigits)
	}
}

// TestSwappedParts: decimals, ranges, dates and times whose parts changed places.
func TestSwappedParts(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string
	}{
		{"سهم باغ‌ها ۵/۰ درصد بود.", "۵/۰"},
		{"برف سال‌های ۱۳۹۵–۱۳۹۰ کم بود.", "۱۳۹۵–۱۳۹۰"},
		{"جلسه ساعت ۴۵:۱۸ روز ۱۵/۰۷/۱۴۰۴ بود.", "۴۵:۱۸, ۱۵/۰۷/۱۴۰۴"},
		{"بنگرید به صفحه‌های ۱۸-۱۱ کتاب.", "۱۸-۱۱"},
		{"جلسه روز ۱۵/۰۷/۱۴۰۴ بود.", ""},
		{"سهم باغ‌ها ۵/۰ درصد و در سال بعد ۰/۵ درصد بود.", ""},
		{"برف سال‌های ۱۳۹۰–۱۳۹۵ در صفحه‌های ۱۱–۱۸ کتاب، ساعت ۱۸:۴۵ روز ۱۴۰۴/۰۷/۱۵.", ""},
		{"نشانی 10.0.0.0/0 و امتیاز ۲۱-۱۸ و نسبت ۳/۴ و ۱۰/۱۰ و ۰/۰.", ""},
	} {
		check(t, c.in, c.want, swappedParts)
	}
}

func check(t *testing.T, in, want string, warn func(*pass.View) []page.Warning) {
	t.Helper()
	found := warn(&pass.View{Text: page.TextOf(in)})
	switch {
	case want == "" && len(found) > 0:
		t.Errorf("%s: %s", in, found[0].Text)
	case want != "" && (len(found) != 1 || !strings.Contains(found[0].Text, "("+want+")")):
		t.Errorf("%s: %v, want %s", in, found, want)
	}
}
