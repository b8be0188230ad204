package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// keyboard is whose letters a Persian text was typed with. They tell the language of a
// line or of a quotation where Persian has its own, and nothing where it has not.
type keyboard struct {
	arabic bool // yeh and kaf are those of Arabic
	hehs   bool // heh is now and then one of Urdu or Kurdish
}

// typedLeast is how many look-alikes in lines that are surely Persian show whose keyboard it
// was; typedShare is their share of the yehs and kafs there: a Persian text with words of
// Arabic has fewer.
const (
	typedLeast = 3
	typedShare = 0.2
)

// keyboardOf reads it off the spans of a text that are surely Persian.
func keyboardOf(t page.Text, spans [][]pass.Range) (k keyboard) {
	hehs, arabic, persian := 0, 0, 0
	for _, line := range spans {
		for _, s := range line {
			for _, c := range t[s.From:s.To] {
				switch c.R {
				case 0x06C1, 0x06BE, 0x06D5: // HEH GOAL, HEH DOACHASHMEE, AE
					hehs++
				case 0x064A, 0x0643: // YEH, KAF
					arabic++
				case script.PersianYeh, script.PersianKeheh:
					persian++
				}
			}
		}
	}
	k.hehs = hehs >= typedLeast
	k.arabic = arabic >= typedLeast && float64(arabic) >= typedShare*float64(arabic+persian)
	return k
}

// isPersianBut reports a line that is Persian but for its hehs.
func isPersianBut(t page.Text) bool {
	language, _ := lang.Identify(hehs.Replace(string(folded(t))))
	return language == lang.Persian && !isInflected(t)
}

// hehs are the look-alikes of heh.
var hehs = func() *strings.Replacer {
	var pairs []string
	for _, f := range script.Folds("fa") {
		if strings.ContainsRune(f.To, 0x0647) { // HEH
			pairs = append(pairs, string(f.From), f.To)
		}
	}
	return strings.NewReplacer(pairs...)
}()

// isArabicQuote reports a quotation that reads as Arabic; typed says that the letters of
// Arabic are no sign of it.
func isArabicQuote(t page.Text, typed bool) bool {
	language, sure := lang.IdentifyRunes(runesOf(t))
	if typed && language == lang.Arabic {
		language, sure = lang.IdentifyRunes(folded(t))
	}
	return language == lang.Arabic && sure >= sureQuote
}
