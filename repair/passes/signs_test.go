package passes_test

import (
	"strings"
	"testing"
)

// TestNameOfGod gives the sign of the name its alef, unless the writer has put it before the sign.
func TestNameOfGod(t *testing.T) {
	for in, want := range map[string]string{
		"به نام ﷲ":      "به نام الله",
		"عبداﷲ و نصراﷲ": "عبدالله و نصرالله",
		"اﷲ نور است":    "الله نور است",
		"یاﷲ":           "یاالله",
		"حبیب‌ﷲ":        "حبیب‌الله",
	} {
		if got := run(t, in).Text.String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestSeatOfHamza keeps the stroke that a hamza stands on.
func TestSeatOfHamza(t *testing.T) {
	for in, want := range map[string]string{
		"يَسـَٔمُ": "يَسـَٔمُ",
		"شَيـًٔا":  "شَيـًٔا",
		"كتــاب":   "كتاب",
		"هَـٰذا":   "هَـٰذا",
	} {
		if got := run(t, "قال الرجل الذي كان في البيت: "+in).Text.String(); !strings.HasSuffix(got, ": "+want) {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestBracketsOfStrings keeps the brackets of links and those beside the number of a note.
func TestBracketsOfStrings(t *testing.T) {
	for _, in := range []string{
		"تصویر باغ در ![file name](./pictures/garden.png) است و دیوار آن کوتاه است.",
		"خواجه گفت: } باغ را به باغبان بسپارید }(3) و رفت.",
	} {
		if got := run(t, in).Text.String(); got != in {
			t.Errorf("%s\n%s", in, got)
		}
	}
}

// TestHealthySigns leaves signs and spaces alone that mean something where they stand.
func TestHealthySigns(t *testing.T) {
	for name, in := range map[string]string{
		"an ending behind a Latin word": "این الگو نسخهٔ ساده‌شده‌ای از Abstract Factoryی‌ست و بس.",
		"spans of a measure":            "دورهٔ 12روزه در باغ برگزار شد و بچه‌های ۱۰ساله هم آمدند.",
		"brackets with spaces inside":   "خواجه( باغبان پیر )به باغ رفت. دیوار (که بلند بود) سایه داشت.",
		"from before a word, in verse":  "ز باغ آمد ز مستان دور شد مست\nز دست دوست جامی را به کف داشت\nز هر سو بلبلان آواز دادند\n",
		"and behind a shadda":           "گرد کردند زرّ و کاله و مال را در خانه.",
		"what somebody says":            "در خبر «تازه آمده است که او گفت:« من در باغ بودم و کسی را ندیدم.",
		"tanwin between lam and alef":   "كان الرجل ضَالًّا عن الطريق ثم وصل إلى البيت.",
		"the ezafe of Gilaki":           strings.Repeat("گیلانˇ باغان ؤ تهرانˇ خیابان، میˇ مارˇ خانه ؤ تیˇ پئرˇ باغ، رشتˇ بازار\n", 3),
		"ornaments of a font":           "قال تعالى ﵟفي البيت ٥ﵞﵝطه: ﵕﵜ\nﱓﱔﱕ ﱞ",
		"a letter of a spelling":        strings.Repeat("دۊر ؤ پۊر جه شۊرۊع تا اۊرۊ، سۊب ؤ شۊ، کۊتا گۊفتم نۊماز\n", 4),
	} {
		if got := run(t, in).Text.String(); got != in {
			t.Errorf("%s:\n%s\n%s", name, in, got)
		}
	}
}

// TestLooseBrackets: of a pair between spaces the first sign closes what nobody opened and the
// second opens what nobody closes. Signs that are pairs as they stand stay.
func TestLooseBrackets(t *testing.T) {
	for in, want := range map[string]string{
		"پدر گفت ) باغ را به تو می‌سپارم ( و رفت.":                                       "پدر گفت ( باغ را به تو می‌سپارم ) و رفت.",
		"در پایان داستان } وقتی که باران آمد { همه خندیدند.":                             "در پایان داستان { وقتی که باران آمد } همه خندیدند.",
		"پدر گفت ) باغ از تو (.\n\nو مادر که شنید پرسید ) چرا به او ( و گریست.":          "پدر گفت ( باغ از تو ).\n\nو مادر که شنید پرسید ( چرا به او ) و گریست.",
		"این باغ ( که دور است\nو دیوار دارد ) و آن یک ( که نزدیک است\nو ندارد ) را دید.": "",
		"که دور است ) و آن باغ (که نزدیک است) و دیوار ( که بلند است":                     "",
		"بازه‌ی ] 2 , 5 [ در این مسئله باز است و ] a , b [ هم.":                          "",
		"۱ ) نخستین بخش این کتاب ( که کوتاه است ) دربارهٔ باغ است.":                      "",
		"او خندید :) و رفت و ما ماندیم :( و باران آمد.":                                  "",
	} {
		if want == "" {
			want = in
		}
		if got := run(t, in).Text.String(); got != want {
			t.Errorf("%s:\n%s, want\n%s", in, got, want)
		}
	}
}
