package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestWordUnits: in lines turned word by word the parts of a word with a ZWNJ stand in order, with a space between,
// and keep it; where each stands by itself all are turned.
func TestWordUnits(t *testing.T) {
	turned := func(unit string) string {
		var lines []string
		for l := range strings.SplitSeq(yehText, "\n") {
			words := strings.Fields(strings.ReplaceAll(l, string(zwnj), unit))
			slices.Reverse(words)
			lines = append(lines, strings.Join(words, " "))
		}
		return strings.Join(lines, "\n")
	}
	want := strings.ReplaceAll(yehText, string(zwnj), " ")
	for name, in := range map[string]string{"units": strings.ReplaceAll(turned("_"), "_", " "), "words": turned(" ")} {
		if got := alone(t, WordOrder(lang.Default()), in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s", name, in, got)
		}
	}
}

// TestPausesBehindLatin: of lines turned word by word the comma or colon that stands on the left of a phrase in Latin
// letters stands behind it; what a name begins with stays.
func TestPausesBehindLatin(t *testing.T) {
	const lead = "دارد. زیادی باغ‌های و می‌گذرد آن میان از رودی که می‌کند زندگی کوچکی شهر در برادرم\n" +
		"می‌خواند. قدیمی داستان‌های شاگردانش برای گاهی و می‌دهد درس ریاضی مدرسه یک در او\n"
	for in, want := range map[string]string{
		"می‌کشد. را خانه نقشه‌های ،Garden Plan برنامه با او": "او با برنامه Garden Plan، نقشه‌های خانه را می‌کشد.",
		"می‌سازد. را ما خانه نقشه‌های که برنامه‌ای :Plan":    "Plan: برنامه‌ای که نقشه‌های خانه ما را می‌سازد.",
		"است. .NET زبان به برنامه این که گفت او":             "او گفت که این برنامه به زبان .NET است.",
	} {
		out := alone(t, WordOrder(lang.Default()), lead+in)
		if got := out[strings.LastIndexByte(out, '\n')+1:]; got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}
