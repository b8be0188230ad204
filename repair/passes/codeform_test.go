package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

func TestCodeForm(t *testing.T) {
	for line, want := range map[string]bool{
		`"keys": ["کتاب", "دفتر"],`:         true,
		`'کتاب',`:                           true,
		`"کتاب و دفتر\n"`:                   true,
		`title = "کتاب‌ها"`:                 true,
		`count += len("کتاب")`:              true,
		`names["یک"] = 'دو'`:                true,
		`open.title=باز کردن پرونده (همین)`: true,
		`msgstr "بستن پنجره"`:               true,
		`print('نام خود را بنویسید')`:       true,
		`label: "کتاب",`:                    true,
		`return کتاب;`:                      true,
		`elif word == "کتاب":`:              true,
		`\section{پیشگفتار}`:                true,
		`<p>کتاب و دفتر</p>`:                true,
		`]),`:                               true,
		`17, // کتاب`:                       true,
		`# count the words`:                 true,
		"```go":                             true,
		`کتاب و دفتر را آورد.`:              false,
		`«کتاب» را (از نو) خواند)`:          false,
		`کتاب [۱۲]،`:                        false,
		`"کتاب" را خواند`:                   false,
		`Word را باز کنید.`:                 false,
		`Word: واژه`:                        false,
		`print the book (page 12)`:          false,
		`for the first time,`:               true, // one line does not make a text
		`(ادامه دارد)`:                      false,
		`٪ ۱۲ از آن`:                        false,
	} {
		if got := hasCodeForm(page.TextOf(line), pass.Range{To: len([]rune(line))}); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// TestHasCode tells texts for programs from those about them.
func TestHasCode(t *testing.T) {
	sentence := "در این برنامه ده بار یک واژه چاپ می‌شود و سپس شمارندهٔ آن به صفر برمی‌گردد تا بار دیگر از نو آغاز شود.\n"
	for name, c := range map[string]struct {
		text      string
		some, all bool
	}{
		"data":       {strings.Repeat("\"کلید\": [\"کتاب\", \"دفتر\"],\n", 6), false, true},
		"one object": {`{"title": "کتاب", "pages": 12}` + "\n", false, true},
		"one quote":  {`"کتاب",` + "\n", false, false},
		"manual":     {strings.Repeat(sentence+"for i := range 10 {\nprint(\"کتاب\")\n}\n", 5), true, false},
		"prose":      {strings.Repeat(sentence, 12), false, false},
	} {
		some, all := hasCode(&pass.View{Text: page.TextOf(c.text)})
		if some != c.some || all != c.all {
			t.Errorf("%s: %v, %v", name, some, all)
		}
	}
}

func TestIsCode(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("نام,شهر,سال\nسهراب,ری,12\n", 4):                          true,
		strings.Repeat("* [ثبت نام](users/register/)\n", 6):                      true,
		strings.Repeat("کتاب، دفتر، قلم\nنان, آب, نمک\n", 4):                     false,
		strings.Repeat("۱- کتاب (۲) و دفتر [۳]\nنخستین بار در همان سال.\n", 4):   false,
		strings.Repeat("کتاب را خواند و رفت.\n", 30) + "******\nپایان\n":         false,
		"فصل نخست\n========\nکتاب را خواند.\n\n| کتاب | دفتر |\n| سه | چهار |\n": true,
	} {
		if got := isCode(&pass.View{Text: page.TextOf(text)}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A set of numbers, an address of mail and an assignment may be formulas and prose.
func TestSureCodeForm(t *testing.T) {
	for line, want := range map[string][2]bool{
		"while (rain) {":                      {true, true},
		"}":                                   {true, true},
		"wait(tree);":                         {true, true},
		"<li>leaf</li>":                       {true, true},
		"for tree in garden:":                 {true, true},
		"leaf = tree + 1":                     {true, false},
		"T = {(1,2),(2,3)}":                   {true, false},
		"To: The Gardener <tree@example.org>": {true, false},
		"The gardener waits.":                 {false, false},
		"":                                    {false, false},
	} {
		if built, sure := CodeForm(page.TextOf(line)); built != want[0] || sure != want[1] {
			t.Errorf("%q: %t, %t, want %v", line, built, sure, want)
		}
	}
}
