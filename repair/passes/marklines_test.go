package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestMarkLines: pieces of a line around marks of their own lines, as pdftotext has them, are
// put together; what shows signs, and verses with all their marks, stays.
func TestMarkLines(t *testing.T) {
	const last = "\nاین جمله کامل است و تا پایان ستون می‌رسد تا پهنای ستون پیدا باشد و بس."
	for _, c := range []struct{ name, in, want string }{
		{"two pieces", "دوره سه‌ساله انتخاب می‌شوند و انتخاب\nماده ۳ – اعضای هیئت‌امنا برای\nٔ\nٔ", "مادهٔ ۳ – اعضای هیئت‌امنا برای دورهٔ سه‌ساله انتخاب می‌شوند و انتخاب"},
		{"one piece", "پرونده تنظیمات در همین مسیر است.\nٔ", "پروندهٔ تنظیمات در همین مسیر است."},
		{"torn word", "انه خود را پرداخته باشد؛\nشخص حقیقی یا حقوقی که حق عضویت سال ٔ", "شخص حقیقی یا حقوقی که حق عضویت سالانهٔ خود را پرداخته باشد؛"},
		{"tanwin before", "ً\nکتبا اعلام کند و دلیل آن را بنویسد.\nآن را", "آن را کتباً اعلام کند و دلیل آن را بنویسد."},
		{"shadda", "مسئول کتابخانه ّ\nمکلف است ظرف یک هفته پاسخ بدهد.", "مسئول کتابخانه مکلّف است ظرف یک هفته پاسخ بدهد."},
		{"torn lam-alef", "لً خوب یاد می‌گیرند.\nاما اصو ا", "اما اصولاً خوب یاد می‌گیرند."},
		{"names of signs", "فهرست نشانه‌ها\nتشدید\nّ\nکسره\nِ", ""},
		{"verse", "الْحَمْدُ لِلَّهِ رَبِّ الْعَالَمِينَ\nٔ\nمَالِكِ يَوْمِ الدِّينِ", ""},
		{"no such lines", "نامهٔ مادر رسید\nو خانهٔ پدر خالی بود", ""},
		{"too wide for one line", "دوره سه‌ساله انتخاب می‌شوند و انتخاب آن‌ها به همین شیوه انجام می‌شود\nماده نخست این است که همه در زمان برگزاری جلسه حاضر باشند برای\nٔ", "دوره سه‌ساله انتخاب می‌شوند و انتخاب آن‌ها به همین شیوه انجام می‌شود\nمادهٔ نخست این است که همه در زمان برگزاری جلسه حاضر باشند برای"},
	} {
		in, want := c.in+last, c.want+last
		if c.want == "" {
			want = in
		}
		if got := alone(t, MarkLines(lang.Default(), nil), in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s\nwant\n%s", c.name, in, got, want)
		}
	}
}
