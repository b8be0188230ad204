package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestSpreadLines: lines that were justified by moving their letters get their words back;
// the weaker sign holds beside such lines alone, and single letters that stand by right stay.
func TestSpreadLines(t *testing.T) {
	const (
		sound = "کارگران کارخانه امروز از کار دست کشیدند."
		line  = "ا و د ر با ر ا ن د و ر و ز د ر را ه بو د و از د و ر د ر یا را د ید ."
		whole = "او در باران دو روز در راه بود و از دور دریا را دید."
	)
	for _, c := range []struct{ name, in, want string }{
		{"letters that do not join", line + "\n" + sound, whole + "\n" + sound},
		{"shapes", sound + "\nﮐ ﺘ ﺎ ب د ا د ه ﺷ ﺪ و ر و ز د و ر د ﯾ ﺪ ه ﺷ ﺪ", sound + "\nﮐﺘﺎب داده ﺷﺪ و روز دور دﯾﺪه ﺷﺪ"},
		{"beside such a line", line + "\nآن مرد داد زد و ر فت تا د ر خانه خو د بماند", whole + "\nآن مرد داد زد و رفت تا در خانه خود بماند"},
		{"not beside one", sound + "\nآن مرد داد زد و ر فت تا د ر خانه خو د بماند", ""},
		{"names of letters", "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی", ""},
		{"sound", "در این روز از دور باران را دید و داد زد", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := alone(t, SpreadLines(lang.Default()), c.in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s\nwant\n%s", c.name, strings.ReplaceAll(c.in, "\n", "|"), got, want)
		}
	}
}

// TestSpreadParagraph: what is no word in a spread paragraph leaves only the piece apart that holds it.
func TestSpreadParagraph(t *testing.T) {
	const (
		line  = "ا و د ر با ر ا ن د و ر و ز د ر را ه بو د و از د و ر د ر یا را د ید "
		words = "او در باران دو روز در راه بود و از دور دریا را دید "
		names = "خا نم ز ژ قو ا ر گا نژ و خ ز و طر گا پ ضو ر ا ز ر و شا د ژ ا ر ظو د"
	)
	got := alone(t, SpreadLines(lang.Default()), line+line+line+names)
	if !strings.HasPrefix(got, words+words) || !strings.HasSuffix(got, names) {
		t.Errorf("became %s", got)
	}
}
