package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestLostLamAlef: lam-alefs come back where the text has none and several strings are frequent words with
// one; a text with one, and verse that has none by chance, stay.
func TestLostLamAlef(t *testing.T) {
	for in, want := range map[string]string{
		"باغبان اط عات تازه‌ای دربارهٔ انق ب گل‌ها آورد و کتاب اس می و با ی باغ را دید.":                        "باغبان اطلاعات تازه‌ای دربارهٔ انقلاب گل‌ها آورد و کتاب اسلامی و بالای باغ را دید.",
		"باغبان اط عات‌های کامً تازه‌ای دربارهٔ انق ب گل‌ها آورد و کتاب اس می و اص ح‌طلبی را دید.":              "باغبان اطلاعات‌های کاملاً تازه‌ای دربارهٔ انقلاب گل‌ها آورد و کتاب اسلامی و اصلاح‌طلبی را دید.",
		"باغبان اطعات تازه‌ای دربارهٔ انقب گل‌ها آورد و در این باره اصحات بسیاری کرد.":                          "باغبان اطلاعات تازه‌ای دربارهٔ انقلاب گل‌ها آورد و در این باره اصلاحات بسیاری کرد.",
		"باغبان اط عات تازه‌ای دربارهٔ انق ب گل‌ها آورد و کتاب اس می و بالای باغ را دید.":                       "",
		"ای باد صبا بگو به آن یار\nکز هجر تو دل شکست و تن خست\nشب تا به سحر نخفت چشمم\nدر کوی تو پای صبر بشکست": "",
	} {
		if want == "" {
			want = in
		}
		if got := mend(t, LostLamAlef(lang.Default()), in); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
	const in, want = "كان البناء في ا صل مخزنا، ثم فتحت المكتبة أبوابها ل طفال في كل ا حياء، والع قات بين الناس طيبة.", "كان البناء في الأصل مخزنا، ثم فتحت المكتبة أبوابها للأطفال في كل الأحياء، والعلاقات بين الناس طيبة."
	if got := mend(t, LostLamAlef(lang.For(lang.Arabic)), in); got != want {
		t.Errorf("Arabic: got %s", got)
	}
}

// TestLostLamAlefLetters: in a text of many words without a lam-alef letters that stand beside each other tell of one too; in a
// short one they may be names.
func TestLostLamAlefLetters(t *testing.T) {
	line := "باغبان پیر هر روز به باغ می‌رفت و درخت‌ها را آب می‌داد و برمی‌گشت.\n"
	const in, want = "دوستش س م کرد و از سال ۱۳۲۰ می دی و اص ح باغ سخن گفت.", "دوستش سلام کرد و از سال ۱۳۲۰ میلادی و اصلاح باغ سخن گفت."
	if got := mend(t, LostLamAlef(lang.Default()), strings.Repeat(line, 20)+in); got != strings.Repeat(line, 20)+want {
		t.Errorf("got %s", got[len(got)-len(want):])
	}
	if got := mend(t, LostLamAlef(lang.Default()), line+in); got != line+in {
		t.Errorf("the short text became %s", got)
	}
}

// TestLostLamAlefApart: what stands in a page whose letters were all spread apart is no word that lost one.
func TestLostLamAlefApart(t *testing.T) {
	text, err := fixtures.Gold("columns")
	if err != nil {
		t.Fatal(err)
	}
	in, _, err := damage.Apply("letters-apart", text, damage.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := mend(t, LostLamAlef(lang.Default()), in); got != in {
		t.Errorf("became %s", got)
	}
}
