package repair_test

import (
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/fixtures/score"
)

// TestArabicDamage breaks a text in Arabic and holds the words that stay wrong to what the model
// of Arabic reached; that of Persian left nearly all of them.
func TestArabicDamage(t *testing.T) {
	essay := fixtures.Negative()["arabic-essay.txt"]
	for fault, most := range map[string]float64{
		"chars-reversed": 0, "letters-reversed": 0, "stretches-backward": 0, "forms-visual": 0, "words-reversed": 0.02,
		"stray-letter": 0.02, "strokes-gaps": 0.04, "strokes-signs": 0.04, "letters-spaced": 0.12, "words-split": 0.06,
		"ligatures-swapped": 0.02, "pairs-swapped": 0.06, "ligatures-dropped": 0.04, "spaces-lost": 0.3,
	} {
		in, gold, err := damage.Apply(fault, essay, damage.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		before, after := score.Compare(gold, in).WER(), score.Compare(gold, text(t, in).Text.String()).WER()
		t.Logf("%s: %.3f -> %.3f", fault, before, after)
		if after > most || before <= after {
			t.Errorf("%s: %.3f of the words are wrong, %.3f before, want at most %.3f", fault, after, before, most)
		}
	}
}

// TestArabicStays has what looks like a fault in Arabic and is none: roots shown by their letters,
// words of one letter, short lines that read well either way, words of one pattern that lose a
// letter to become others, marks that tell how lam and alef stand.
func TestArabicStays(t *testing.T) {
	for _, in := range []string{
		"وأصل هذه الكلمة من «و ه م»، وقيل بل هي من «و ص ل»، وذلك قول أكثر النحاة في كتبهم.\n",
		"كنت قاعد ف البيت لما جه صاحبي و قال لي إنه رايح ع السوق، فرحت معاه ف العربية ورجعنا ف الليل.\n\nو بعدها سافر ف القطر ب الليل و وصل ع المحطة.\n",
		"كفى تعنتا كفى\n\nما الذي جئت تطلبه من هذه الدار البعيدة بعد كل هذه السنين؟\n",
		"وكان الصديقان يتحادثان في الطريق ويضحكان، فسمعاه من بعيد وعايناه وهو يمد يديه إلى الباب.\n",
		"فَهِيَ طَالِقٌ عِنْدَ أَكْثَرِهِمْ، وَقَالَ ثَالِثٌ مِنْهُمْ: بَلْ يُنْظَرُ فِي قَوْلِهِ إِنْ كَانَ حَالًّا.\n",
		"أفلا يرون ألا يرجع إليهم قولا ولا يملك لهم ضرا ولا نفعا\n",
	} {
		if got := text(t, in).Text.String(); got != in {
			t.Errorf("%q became %q", in, got)
		}
	}
}
