package passes_test

import (
	"context"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestLinesOfCode: what looks like code in a text stays as it is, Persian in it too; on a
// page that was laid out it is a formula as often.
func TestLinesOfCode(t *testing.T) {
	in := strings.Repeat("if (a < b) { return x; }\n", 6) + "name = \"\u0643\u062a\u0627\u0628\"\nاین متن کتاب را معرفی می‌کند.\n" // ARABIC KAF
	for _, firm := range []bool{false, true} {
		res, err := pass.Run(context.Background(), table(), page.TextOf(in), pass.Policy{Threshold: 0.9, Firm: firm})
		if err != nil {
			t.Fatal(err)
		}
		if kept := strings.Contains(res.Text.String(), "\u0643\u062a\u0627\u0628"); kept == firm {
			t.Errorf("laid out %v: %q", firm, res.Text.String())
		}
	}
}

// TestSourceFiles: what programs read stays as it is, whatever languages its strings, comments
// and values have, and so do lists and plain tables.
func TestSourceFiles(t *testing.T) {
	for name, text := range map[string]string{
		"python": `import re

GREETINGS = {
    "morning": ["صبح", "بامداد", "سپیده دم", "اول وقت"],
    "evening": ["عصر", "غروب", "دم غروب", "شامگاه"],
}

def greet(name, when="صبح"):
    # اگر زمان داده نشود صبح است
    if when not in GREETINGS:
        raise ValueError("زمان ناشناخته: " + when)
    text = str(input('نام خود را وارد کنید: '))
    print('سلام (' + text + ') خوش آمدید')
    return re.sub('[كي]', 'ک', text)
`,
		"catalogue": `msgid ""
msgstr ""
"Language: fa\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: views/window.c:17
msgid "Close the window"
msgstr "بستن پنجره"

#: views/window.c:31
msgid "Open a %s"
msgstr "باز کردن یک %s"
`,
		"properties": `# Words of the toolbar
open.title=باز کردن پرونده
open_label=باز کردن
print.title=چاپ این صفحه (رنگی یا سیاه)
print_label=چاپ
zoom_out.title=کوچک‌تر
zoom_out_label=کوچک‌تر
find_next.title=یافتن بعدی (همین واژه)
find_next_label=بعدی
`,
		"notebook": `{
 "cells": [
  {
   "cell_type": "code",
   "source": [
    "print('شمار واژه‌ها در متن')\\n",
    "words = text.replace('ي', 'ی').split()\\n",
    "len(words)"
   ]
  }
 ]
}
`,
		"values": strings.Repeat("نام,شهر,سال\nسهراب,توولا هیلنا,12\nآناهیتا,وینپگ,31\nنیلوفر,ساموت,7\n", 4),
		"links": `# راهنما

* [ثبت نام کاربران](users/register/)
* [فهرست کالاها](users/market/)
* [پرداخت و بازگشت پول](users/pay/)
* [پرسش‌های همیشگی](users/faq/)
* [گفت‌وگو با ما](users/contact/)
* [قانون‌های سامانه](users/rules/)
`,
		"stop words":      strings.Join(strings.Fields("از به در با که را این آن است بود شد برای نیز هم یا بر و تا اگر چون پس ما من تو او شما همه هر چند چه کجا کی چرا ولی اما زیرا بلکه مگر جز سپس اکنون هنوز شاید باید خود یک دو سه"), "\n") + "\n",
		"pattern":         "import re\n\ndef joined(text):\n    text = re.sub(r\"می[\\s\u200c]+ها\", \"ها\", text)\n    return re.sub(r\"حکم[\\s\u200c]+به\", \"حکم به\", text)\n",
		"fenced":          "درخت پوشه‌ها چنین است:\n\n```\nكتاب  [يک]\n│   └── فصل     ۱\n└──   پیوست\n```\n\nو این پایان آن است.\n",
		"choices":         strings.Repeat("گزینه‌های ب و د از میان این پاسخ‌ها درست است.\n", 3),
		"steps":           ") برنج را همراه آب و ادویه (هل و دارچین) و کمی نمک بپزید و سپس روغن را بیفزایید\n",
		"one odd name":    "یه داستان هست که میگه بعد از این که حیقوق به دنیا میاد میره و حیقوق رو میگیرن و حیقوق میمونه\n",
		"mark on Latin":   strings.Repeat("نسخهٔ HTMLِ تازه، CSSِ ساده و Pointِ نخست را بردار و از ُگل بگذر.\n", 3),
		"Arabic names":    strings.Repeat("شيرين\nمريم\nايمان\nبوران\nسوزان\nنسرين\nبيسان\nميران\nايران\nدارين\n", 12),
		"names of cities": "ساموت پراکان\nوینیپگ\nتووالو\nسینت هلینا\nاوتاوا\nونکوور\nهالیفکس\nمانیتوبا\n",
		"titles":          strings.Repeat("فهرست_شهرهای_بزرگ_جهان_بر_پایه_جمعیت\nتاریخچه_راه‌آهن_سراسری_کوهستان\nسلکوکسیب_و_داروهای_همانند_آن\n", 3),
	} {
		res, err := pass.Run(context.Background(), table(), page.TextOf(text), pass.Policy{Threshold: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range res.Log {
			for _, e := range r.Edits {
				t.Errorf("%s: %s, %s: %q -> %q", name, r.Pass, e.Reason, e.Old, e.New)
			}
		}
	}
}
