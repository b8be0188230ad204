package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// Names of quantities are parted from the words on both sides where a text has several.
func TestGluedLetters(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"دو گرهvوwبه هم راه دارند و عددkبزرگ است", "دو گره v و w به هم راه دارند و عدد k بزرگ است"},
		{"دو گرهvوwبه هم راه دارند و عددkبزرگ است اBت دCر مDن نEک بFل گGه", "دو گرهvوwبه هم راه دارند و عددkبزرگ است اBت دCر مDن نEک بFل گGه"},
		{"ویتامینCدار است", "ویتامینCدار است"},
		{"کلاسA، کلاسB و کلاسC خوب است", "کلاسA، کلاسB و کلاسC خوب است"},
	} {
		if got := alone(t, Numbers(lang.Default()), tt.in); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// TestArticleBeforeLatin: the article of Arabic sticks to Latin words.
func TestArticleBeforeLatin(t *testing.T) {
	for word, want := range map[string]bool{
		"\u0627\u0644":             true, // ALEF, LAM
		"\u0648\u0627\u0644":       true, // behind WAW
		"\u0644\u0644":             true, // behind LAM
		"\u0645\u062B\u0627\u0644": false,
		"\u0644":                   false,
	} {
		if got := isArticle(word); got != want {
			t.Errorf("%+q: %v, want %v", word, got, want)
		}
	}
}
