package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestMarkLead: marks go behind their letters where one stands where no word has it; who types the tanwin
// before its alef has it so in every word of a page, and a line or a few show no habit.
func TestMarkLead(t *testing.T) {
	page := strings.Repeat("\nباغبان پیر درخت‌ها را آب داد و به خانه رفت.", 5)
	for _, c := range []struct{ name, in, want string }{
		{"one shadda tells", "مکّررًا آمد و ظاهرًا رفت و مثلًا ماند.", "مکرّراً آمد و ظاهراً رفت و مثلاً ماند."},
		{"a habit", "ظاهرًا رفت و مثلًا ماند و قطعًا نیامد." + page, ""},
		{"a habit with a shadda", "مکرّرًا آمد و ظاهرًا رفت و مثلًا ماند." + page, ""},
		{"one word that is misspelled", "مکّررًا آمد و رفت." + page, ""},
		{"a line", "ظاهرًا رفت و مثلًا ماند.", "ظاهراً رفت و مثلاً ماند."},
		{"a line with a word of one letter", "مکّررًا پ آمد.", "مکرّراً پ آمد."},
		{"no word with a tanwin", "خدًا و رسمًا", "خدًا و رسماً"},
		{"a hamza on the yeh before its heh", "بر پای\u0654ه آن", "بر پایه\u0654 آن"},
		{"in Arabic", "قال أيضًا إن هذا البيت جميل ومثلًا هذا", ""},
		{"both", "مکّررًا آمد و ظاهرًا رفت و مثلًا ماند و قطعاً می‌آید.", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		got := alone(t, MarkLead(lang.Default()), c.in)
		if got != want {
			t.Errorf("%s:\n got %+q\nwant %+q", c.name, got, want)
		}
		if again := alone(t, MarkLead(lang.Default()), got); again != got {
			t.Errorf("%s becomes %+q the second time", c.name, again)
		}
	}
}

// BenchmarkMarkLead reads a string without end, of which each shadda asks for its word.
func BenchmarkMarkLead(b *testing.B) {
	in := strings.Repeat("مکّر", 1<<13)
	for b.Loop() {
		alone(b, MarkLead(lang.Default()), in)
	}
}
