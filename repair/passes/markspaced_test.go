package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestAllSpaced: where a space stands before every mark, all go; a text that shows signs, or
// has marks on its letters, stays as it is.
func TestAllSpaced(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"صندوق ِ سبز دم ِ دست است و رد ّ پای باران بر سنگ ِ حیاط", "صندوقِ سبز دمِ دست است و ردّ پای باران بر سنگِ حیاط"},
		{"ك َت َب َ الو َل َد ُ د َرس َه ُ و َ ن َام َ.", "كَتَبَ الوَلَدُ دَرسَهُ وَ نَامَ."},
		{"علامت ِ را کسره و علامت َ را فتحه و علامت ُ را ضمه می‌نامند.", ""},
		{"کسره ِ، فتحه َ، ضمه ُ، تشدید ّ و سکون ْ", ""},
		{"حرفِ نخستِ واژه ساکن است؛ علامت ِ زیر و نشان َ زبر و حرکت ُ پیش را بنویس.", ""},
		{"صندوقِ سبز دمِ دست است", ""},
		{"ِ تنها", ""},
		{"سَلَامٌ عَلَى أَهْلِ البَيْتِ\nسنگ ِ حیاط و رد ّ پای باران بر در ِ خانه", "سَلَامٌ عَلَى أَهْلِ البَيْتِ\nسنگِ حیاط و ردّ پای باران بر درِ خانه"},
		{"باغ را مکر ّراً دید.", "باغ را مکرّراً دید."},
		{"حرف ّ را نشانهٔ تشدید می‌نامند.", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, Marks(lang.Default()), c.in); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", c.in, got, want)
		}
	}
}
