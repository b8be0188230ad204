package pass_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// upper proposes the upper case of every x, swap exchanges "ab" at each place, drop deletes dots.
func upper(conf float64) pass.Pass {
	return pass.Pass{Name: "upper", Class: pass.Lossless, Run: func(_ context.Context, v *pass.View) (es []pass.Edit, _ error) {
		for i, c := range v.Text {
			if c.R == 'x' {
				es = append(es, v.Replace(i, []rune{'X'}, "x", conf))
			}
		}
		return es, nil
	}}
}

var swap = pass.Pass{Name: "swap", Class: pass.Lossless, Run: func(_ context.Context, v *pass.View) (es []pass.Edit, _ error) {
	for i := 0; i+1 < len(v.Text); i++ {
		if v.Text[i].R == 'a' && v.Text[i+1].R == 'b' {
			es = append(es, v.Edit(pass.Range{From: i, To: i + 2}, page.Text{v.Text[i+1], v.Text[i]}, "ab", 1))
		}
	}
	return es, nil
}}

func drop(class pass.Class) pass.Pass {
	return pass.Pass{Name: "drop", Class: class, Run: func(_ context.Context, v *pass.View) (es []pass.Edit, _ error) {
		for i, c := range v.Text {
			if c.R == '.' {
				es = append(es, v.Delete(pass.Range{From: i, To: i + 1}, "dot", 1))
			}
		}
		return es, nil
	}}
}

func TestRunReplayUndo(t *testing.T) {
	for _, in := range []string{"", "x", "abab.x.", "...", "a.b\nab", strings.Repeat("x.ab", 500)} {
		text := page.TextOf(in)
		res, err := pass.Run(context.Background(), []pass.Pass{upper(1), swap, drop(pass.Lossy)}, text, pass.Policy{Threshold: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		want := strings.NewReplacer("x", "X", "ab", "ba", ".", "").Replace(in)
		if got := res.Text.String(); got != want {
			t.Errorf("run %+q: got %+q, want %+q", in, got, want)
		}
		again, err := res.Log.Replay(text)
		if err != nil || !slices.Equal(again, res.Text) {
			t.Errorf("replay %+q: got %+q, %v", in, again, err)
		}
		back, err := res.Log.Undo(res.Text)
		if err != nil || !slices.Equal(back, text) {
			t.Errorf("undo %+q: got %+q, %v", in, back, err)
		}
	}
}

func TestThresholdPartsSuggestions(t *testing.T) {
	res, err := pass.Run(context.Background(), []pass.Pass{upper(0.4)}, page.TextOf("x"), pass.Policy{Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	if res.Text.String() != "x" || res.Log.Edits() != 0 || len(res.Suggestions) != 1 {
		t.Errorf("got %q with %d edits and %d suggestions", res.Text, res.Log.Edits(), len(res.Suggestions))
	}
}

func TestConfidentEditWins(t *testing.T) {
	both := pass.Pass{Name: "both", Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) {
		return []pass.Edit{
			v.Replace(0, []rune{'1'}, "weak", 0.6),
			v.Edit(pass.Range{From: 0, To: 2}, page.Text{v.Text[1], v.Text[0]}, "strong", 0.9),
			v.Replace(2, []rune{'3'}, "apart", 0.6),
		}, nil
	}}
	res, err := pass.Run(context.Background(), []pass.Pass{both}, page.TextOf("abc"), pass.Policy{Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Text.String(); got != "ba3" {
		t.Errorf("got %q", got)
	}
}

func TestAccountLaw(t *testing.T) {
	propose := func(class pass.Class, f func(v *pass.View) pass.Edit) pass.Pass {
		return pass.Pass{Name: "p", Class: class, Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) {
			return []pass.Edit{f(v)}, nil
		}}
	}
	first := pass.Range{From: 0, To: 1}
	tests := []struct {
		name string
		pass pass.Pass
		ok   bool
	}{
		{"a lossy pass may drop", drop(pass.Lossy), true},
		{"a lossless pass may not", drop(pass.Lossless), false},
		{"white space may vanish", propose(pass.Lossless, func(v *pass.View) pass.Edit { return v.Delete(pass.Range{From: 1, To: 2}, "", 1) }), true},
		{"a space may be inferred", propose(pass.Inferred, func(v *pass.View) pass.Edit { return v.InsertAfter(0, ' ', "", 1) }), true},
		{"a letter may not", propose(pass.Inferred, func(v *pass.View) pass.Edit { return v.InsertAfter(0, 'q', "", 1) }), false},
		{"nothing comes from outside", propose(pass.Lossy, func(v *pass.View) pass.Edit { return v.Edit(first, page.Text{v.Text[2]}, "", 1) }), false},
		{"an edit consumes something", propose(pass.Lossy, func(v *pass.View) pass.Edit { return v.Edit(pass.Range{}, nil, "", 1) }), false},
		{"old is what stands there", propose(pass.Lossy, func(v *pass.View) pass.Edit { return pass.Edit{At: 0, Old: v.Text[2:3], New: v.Text[2:3]} }), false},
	}
	for _, tt := range tests {
		_, err := pass.Run(context.Background(), []pass.Pass{tt.pass}, page.TextOf("a b."), pass.Policy{})
		if ok := err == nil; ok != tt.ok || !ok && !errors.Is(err, pass.ErrAccount) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestReplayRefusesAnotherText(t *testing.T) {
	res, err := pass.Run(context.Background(), []pass.Pass{swap}, page.TextOf("ab"), pass.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := res.Log.Replay(page.TextOf("xy")); err == nil {
		t.Error("a log was replayed on a text it was not made from")
	}
	if _, err := res.Log.Replay(page.TextOf("a")); err == nil {
		t.Error("a log was replayed on a text that is too short")
	}
}

func TestCheckOrder(t *testing.T) {
	a, b := upper(1), swap
	b.After = []string{"upper"}
	if err := pass.Check([]pass.Pass{a, b}); err != nil {
		t.Error(err)
	}
	if pass.Check([]pass.Pass{b, a}) == nil {
		t.Error("a pass before the one it depends on was accepted")
	}
	if pass.Check([]pass.Pass{a, a}) == nil {
		t.Error("a pass named twice was accepted")
	}
}

func TestLines(t *testing.T) {
	for in, want := range map[string][]string{
		"": {""}, "a": {"a"}, "a\n": {"a"}, "a\n\nb": {"a", "", "b"}, "\n": {""}, "\na": {"", "a"},
	} {
		v := pass.View{Text: page.TextOf(in)}
		var got []string
		for _, l := range v.Lines() {
			got = append(got, v.Slice(l))
		}
		if !slices.Equal(got, want) {
			t.Errorf("lines of %q: got %q, want %q", in, got, want)
		}
	}
}
