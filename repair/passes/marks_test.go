package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestMarksOfFewLines: marks that lost their letter where no other line of the text helps.
func TestMarksOfFewLines(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"line of its own, the first piece first", "او صرفا\nً\nبرای دیدن باغ آمد.", "او صرفاً برای دیدن باغ آمد."},
		{"start of the line", "او صرفا\nً برای دیدن باغ آمد.", "او صرفاً برای دیدن باغ آمد."},
		{"lines too long to be one", "در پایان روز باغبان صرفا\nً\nبرای دیدن درخت‌ها آمد\nو به خانه رفت.", "در پایان روز باغبان صرفاً\nبرای دیدن درخت‌ها آمد\nو به خانه رفت."},
		{"a longer line beside them", "او صرفا\nً\nبرای دیدن باغ آمد\nو پس از آن همراه دوستان خود به خانه رفت.", "او صرفاً برای دیدن باغ آمد\nو پس از آن همراه دوستان خود به خانه رفت."},
		{"first word", "ً حتما باید باغ را دید.", "حتماً باید باغ را دید."},
		{"no word that carries it", "ً باغ را باید دید.", "ً باغ را باید دید."},
		{"lam-alef the wrong way round", "باغ را مثال ً باید دید.", "باغ را مثلاً باید دید."},
		{"doubled last letter", "مدیر کل ّ باغ‌ها آمد.", "مدیر کلّ باغ‌ها آمد."},
		{"no doubled last letter", "در کتاب ّ نشانه است.", "در کتاب ّ نشانه است."},
		{"torn behind the mark", "نکتهٔ مهمّ ی است.", "نکتهٔ مهمّی است."},
		{"torn behind a lone letter", "رِ ضا به باغ آمد.", "رِضا به باغ آمد."},
		{"letters one by one", "ا مّ ا باغ", "ا مّ ا باغ"},
		{"lone letters", "دلم کِ از باغ اَ تو خوش است.", "دلم کِ از باغ اَ تو خوش است."},
		{"names of lines", "خطِ ب را بکش و نامِ او عزّ اسمه را ببر.", "خطِ ب را بکش و نامِ او عزّ اسمه را ببر."},
		{"two words", "کتابِ باغ را خواند.", "کتابِ باغ را خواند."},
		{"verse", "إِنَّا أَعْطَيْنَاكَ الْكَوْثَرَ", "إِنَّا أَعْطَيْنَاكَ الْكَوْثَرَ"},
	} {
		got := alone(t, Marks(lang.Default()), c.in)
		if got != c.want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, c.want)
		}
		if again := alone(t, Marks(lang.Default()), got); again != got {
			t.Errorf("%s becomes %+q the second time", c.name, again)
		}
	}
}
