package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A citation is searched as a word of its letters, or stays first, and has its brackets again
// afterwards.
func TestGathered(t *testing.T) {
	lead := string(order.Lead)
	for _, c := range []struct{ name, line, body, closed string }{
		{"leads", " (Rossi, 2004 باغبان پیر درخت .) سیب را آب داد", lead + " باغبان پیر درخت  سیب را آب داد",
			"(Rossi, 2004). باغبان پیر درخت  سیب را آب داد"},
		{"leads, whole but for its stop", "(Rossi a, 2004: 12)سیب را آب داد . باغبان پیر", lead + " سیب را آب داد  باغبان پیر",
			"(Rossi a, 2004: 12). سیب را آب داد  باغبان پیر"},
		{"between", " ( درخت  را Rossi & Bianchi, 2004: 12-13باغبان  پیر   .)", "درخت  را RossiBianchi.باغبان  پیر   ",
			"درخت  را (Rossi & Bianchi, 2004: 12-13). باغبان  پیر   "},
		{"between, no stop", "سیب ) درخت  را Rossi, 2004باغبان  پیر )", "سیب  درخت  را Rossiباغبان  پیر ",
			"سیب  درخت  را (Rossi, 2004) باغبان  پیر "},
		{"shut at its own place", "درخت Rossi, 2004: 1)   سیب  را  آب داد  .)", "درخت Rossi.   سیب  را  آب داد  ", "درخت (Rossi, 2004: 1).   سیب  را  آب داد  "},
		{"ends the line", " . (Rossi, 2004) دهدآب می", "Rossi. دهدآب می", "(Rossi, 2004). دهدآب می"},
		{"alone", "(Rossi, 2004 .)", "Rossi. ", "(Rossi, 2004). "},
		{"whole", "باغبان (Rossi, 2004). درخت سیب را آب داد", "", ""},
		{"whole, first", "(Rossi, 2004) درخت سیب را آب داد", "", ""},
		{"a word more", "(see Rossi, 2004) درخت سیب را آب داد", "", ""},
		{"a Persian word more", "(نگاه کنید به Rossi, 2004) درخت سیب را آب داد", "", ""},
		{"other brackets", "باغ (سیب) را Rossi, 2004 آب داد", "", ""},
		{"no year", "( درخت سیب را Rossi باغبان پیر .)", "", ""},
		{"two of them", "( درخت Rossi, 2004 باغبان Bianchi, 2005 پیر .)", "", ""},
		{"three brackets", "( درخت (سیب را Rossi, 2004 باغبان پیر .)", "", ""},
		{"an ellipsis", "(Rossi, 2004)سیب را آب داد ... باغبان پیر", "", ""},
	} {
		l, ok := gathered(page.TextOf(c.line))
		if ok != (c.body != "") || l.body.String() != c.body {
			t.Errorf("%s: %v, searched as %q, want %q", c.name, ok, l.body, c.body)
			continue
		}
		if !ok {
			continue
		}
		if got := l.close(l.body).String(); got != c.closed {
			t.Errorf("%s: closed as %q, want %q", c.name, got, c.closed)
		}
	}
}

// References whose brackets stand where they belong are mended in their line; what only looks like
// one is left alone.
func TestCitations(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغبان درخت را آب داد (,2004Rossi :3). پس از آن رفت", "باغبان درخت را آب داد (Rossi, 2004: 3). پس از آن رفت"},
		{"باغبان درخت را آب داد (Rossi, 3 :2004). پس از آن رفت", "باغبان درخت را آب داد (Rossi, 2004: 3). پس از آن رفت"},
		{"باغبان درخت را آب داد (Rossi, 2004 .)", "باغبان درخت را آب داد (Rossi, 2004)."},
		{"باغبان درخت را آب داد (رستمی، 1401: 54-58.(پس از آن رفت", "باغبان درخت را آب داد (رستمی، 1401: 54-58). پس از آن رفت"},
		{"باغبان درخت را آب داد (Rossi, 2004: 508-\n512.(پس از آن رفت", "باغبان درخت را آب داد (Rossi, 2004: 508-\n512). پس از آن رفت"},
		{"باغبان (رستمی، ۱۳۸۰.(نگاه کنید به باغ)) رفت", "باغبان (رستمی، ۱۳۸۰.(نگاه کنید به باغ)) رفت"},
		{"باغبان درخت را آب داد (Rossi, 2004: 3). پس از آن رفت", "باغبان درخت را آب داد (Rossi, 2004: 3). پس از آن رفت"},
		{"نسبت آن (3 :4) است و باغبان درخت را آب داد", "نسبت آن (3 :4) است و باغبان درخت را آب داد"},
	} {
		res, err := pass.Run(context.Background(), []pass.Pass{Brackets(lang.Default())}, page.TextOf(c.in), pass.Policy{Threshold: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Text.String(); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// The mark of a footnote is joined to its word where the line was put in order and the note tells
// that there is one.
func TestNoteCalls(t *testing.T) {
	const note = "\n1. Rossi Garden\n"
	moved := func(in, mark string) page.Text { // the mark stood elsewhere
		out := page.TextOf(in)
		for i := range out {
			if out[i].R == '1' && mark == "1" {
				out[i].From = int32(len(out) + i)
				break
			}
		}
		return out
	}
	for _, c := range []struct{ name, in, mark, want string }{
		{"a word", "باغ کوچک 1 را دید" + note, "1", "باغ کوچک1 را دید" + note},
		{"a quotation", "«باغ کوچک» 1، را دید" + note, "1", "«باغ کوچک»1، را دید" + note},
		{"where it always stood", "باغ کوچک 1 را دید" + note, "", "باغ کوچک 1 را دید" + note},
		{"a number of the text", "در سال 1 باغ را دید" + note, "1", "در سال 1 باغ را دید" + note},
		{"two that may be", "باغ کوچک 1 را دید و باغ بزرگ 1 را" + note, "1", "باغ کوچک 1 را دید و باغ بزرگ 1 را" + note},
		{"no note", "باغ کوچک 1 را دید\n1. باغ\n", "1", "باغ کوچک 1 را دید\n1. باغ\n"},
	} {
		v := &pass.View{Text: moved(c.in, c.mark)}
		out := v.Text.String()
		for _, e := range noteCalls(v) {
			out = v.Text[:e.At].String() + v.Text[e.End():].String()
		}
		if out != c.want {
			t.Errorf("%s: got %q, want %q", c.name, out, c.want)
		}
	}
}

// Figures inside of a citation are no table.
func TestRowsOfCitations(t *testing.T) {
	for line, solid := range map[string]bool{
		"آب می‌دهد (Rossi, 2017:27-28).": false,
		"(رستمی، 1394: 76-83).":          false,
		"آب (1395) 25 30 (1396) 28":      true,
		"باغ (12، 13، 14، 15، 16، 17)":   true,
	} {
		if r := rowsOf(&pass.View{Text: page.TextOf(line)}); r[0].solid != solid {
			t.Errorf("%q: solid %v, want %v", line, r[0].solid, solid)
		}
	}
}

// The number at the end of a line is that of an item where the lines beside it count, and stays
// first with its stop.
func TestItemMarker(t *testing.T) {
	lead := string(order.Lead)
	for _, c := range []struct{ name, text, body, closed string }{
		{"the next line counts", "را آب داد. باغبان پیر درخت سیب 1 \n\nرا دوخت. مادر پیراهن 2", lead + " را آب داد باغبان پیر درخت سیب ", "1. را آب داد باغبان پیر درخت سیب "},
		{"with a citation", ".(Rossi, 2004). باغبان درخت را دید1\nرا دوخت. مادر پیراهن 2", lead + " Rossi. باغبان درخت را دید", "1. (Rossi, 2004). باغبان درخت را دید"},
		{"no other counts", "را آب داد. باغبان پیر درخت سیب 1\nرا دوخت. مادر پیراهن", "را آب داد. باغبان پیر درخت سیب 1", "را آب داد. باغبان پیر درخت سیب 1"},
		{"another number", "را آب داد. باغبان پیر درخت سیب 1\nرا دوخت. مادر پیراهن 3", "را آب داد. باغبان پیر درخت سیب 1", "را آب داد. باغبان پیر درخت سیب 1"},
		{"a year", "را آب داد. باغبان پیر درخت سیب 1401\nرا دوخت. مادر پیراهن 1402", "را آب داد. باغبان پیر درخت سیب 1401", "را آب داد. باغبان پیر درخت سیب 1401"},
		{"two stops", "را آب داد. باغبان رفت. پیر درخت سیب 1\nرا دوخت. مادر پیراهن 2", "را آب داد. باغبان رفت. پیر درخت سیب 1", "را آب داد. باغبان رفت. پیر درخت سیب 1"},
	} {
		v := &pass.View{Text: page.TextOf(c.text)}
		l := openLineOf(v, v.Lines()[0])
		if got := l.body.String(); got != c.body {
			t.Errorf("%s: searched as %q, want %q", c.name, got, c.body)
			continue
		}
		if got := l.close(l.body).String(); got != c.closed {
			t.Errorf("%s: closed as %q, want %q", c.name, got, c.closed)
		}
	}
}
