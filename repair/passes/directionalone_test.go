package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// TestDirectionOfOneLine: a line that is all of a text tells by its stop whether its words stand in order, and by the letters that
// words double where marks stand in it.
func TestDirectionOfOneLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"letters of words", "نابغاب هناخ هاتوک :تفگ تخرد .میرادن", "باغبان خانه کوتاه گفت: درخت نداریم."},
		{"shadda before its letter", ".داد ار باوج ینالوط نابز اب رّسفم نابغاب", "باغبان مفسّر با زبان طولانی جواب را داد."},
		{"shadda behind its letter", ".داد ار باوج ینالوط نابز اب رسّفم نابغاب", "باغبان مفسّر با زبان طولانی جواب را داد."},
		{"sound", "باغبان مفسّر با زبان طولانی جواب را داد.", "باغبان مفسّر با زبان طولانی جواب را داد."},
	} {
		got := alone(t, Direction(lang.Default()), c.in)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if again := alone(t, Direction(lang.Default()), got); again != got {
			t.Errorf("%s becomes %s the second time", c.name, again)
		}
	}
}

// TestDirectionBesideCommas: a sentence stored backwards has the spaces of its commas before them, and is no row of
// a table then.
func TestDirectionBesideCommas(t *testing.T) {
	for in, want := range map[string]string{
		".ةبيرغ ةصق لافطألا ىلع صقو ,سمأ ةيرقلا ىلإ يناتسبلا ءاج ,باب انل": "لنا باب, جاء البستاني إلى القرية أمس, وقص على الأطفال قصة غريبة.",
		"باب,باتک,هناخ,تخرد\nناتسب,غاب,هچوک,رهش\n":                         "باب,باتک,هناخ,تخرد\nناتسب,غاب,هچوک,رهش\n",
	} {
		if got := alone(t, Direction(ModelFor(page.TextOf(in))), in); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

// TestDirectionOfOneLineInArabic: the same of a line in Arabic, of which the stop and pairs of words tell.
func TestDirectionOfOneLineInArabic(t *testing.T) {
	for in, want := range map[string]string{
		"سلج روفصعلا ىلع ةرجش يف ةقيدحلا .ةريغصلا": "جلس العصفور على شجرة في الحديقة الصغيرة.",
		".ةريغصلا ةقيدحلا يف ةرجش ىلع روفصعلا سلج": "جلس العصفور على شجرة في الحديقة الصغيرة.",
		"ةريغصلا ةقيدحلا يف ةرجش ىلع روفصعلا سلج":  "جلس العصفور على شجرة في الحديقة الصغيرة",
		"جلس العصفور على شجرة في الحديقة الصغيرة.": "جلس العصفور على شجرة في الحديقة الصغيرة.",
	} {
		if got := alone(t, Direction(lang.For(lang.Arabic)), in); got != want {
			t.Errorf("%s: got %s", in, got)
		}
	}
}

// TestDirectionOfLabels: a short line beside lines that are turned is turned wherever its sign stands, and with the letters of its
// ligatures in either order.
func TestDirectionOfLabels(t *testing.T) {
	const before, after = "داد‌یم بآ ار ریجنا یاه‌تخرد زور ره ریپ نابغاب\n\n", "\n\nدندیچ هویم و دنتفر الاب غاب راوید زا اه‌هیاسمه"
	const beforeTurned, afterTurned = "باغبان پیر هر روز درخت‌های انجیر را آب می‌داد\n\n", "\n\nهمسایه‌ها از دیوار باغ بالا رفتند و میوه چیدند"
	for in, want := range map[string]string{
		": نم رد":    "در من :",
		": لااک مان": "نام کاال :",
		"Tools":      "Tools",
	} {
		if got := alone(t, Direction(lang.Default()), before+in+after); got != beforeTurned+want+afterTurned {
			t.Errorf("%s: got %s", in, got)
		}
	}
}
