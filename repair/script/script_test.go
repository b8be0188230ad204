package script

import (
	"fmt"
	"slices"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestVersion(t *testing.T) {
	if v := []string{unicode.Version, norm.Version}; v[0] != UnicodeVersion || v[1] != UnicodeVersion {
		t.Errorf("tables of %s, standard library %s, norm %s", UnicodeVersion, unicode.Version, norm.Version)
	}
}

func TestJoining(t *testing.T) {
	for r, want := range map[rune]Joining{'\u0628': DualJoining, '\u0627': RightJoining, '\u0621': NonJoining, '\u0640': JoinCausing,
		'\u064E': Transparent, '\u200C': NonJoining, '\u200D': JoinCausing, 'a': NonJoining, '\u00AD': Transparent, '\u06CC': DualJoining, '\uA872': LeftJoining} {
		if got := JoiningOf(r); got != want {
			t.Errorf("%U: %v, want %v", r, got, want)
		}
	}
}

// Every form that Unicode decomposes comes back, and agrees with norm.NFKC.
func TestPresentation(t *testing.T) {
	n := 0
	for r := rune(0xFB50); r <= 0xFEFC; r++ {
		s, ok := Unshape(r)
		if !ok {
			continue
		}
		n++
		whole := s.Base
		if s.Carrier != 0 {
			whole = string(s.Carrier) + whole
		}
		if norm.NFKC.String(string(r)) != norm.NFKC.String(whole) {
			t.Errorf("%U: %+q", r, whole)
		}
		p, ok := Shape(whole, s.Form)
		if again, _ := Unshape(p); !ok || again != s {
			t.Errorf("%U: comes back as %U", r, p)
		}
	}
	if n < 700 {
		t.Errorf("only %d forms", n)
	}
}

// The shapes of every letter with four forms obey its joining type.
func TestFormsAgreeWithJoining(t *testing.T) {
	for r := rune(0x0620); r <= 0x06D3; r++ {
		if !IsLetter(r) {
			continue
		}
		_, initial := Shape(string(r), FormInitial)
		if initial && !JoinsNext(r) && r != '\u0649' {
			t.Errorf("%U has an initial form and does not join the next letter", r)
		}
	}
	got := Forms([]rune("کتا\u064Eب"))
	want := []Form{FormInitial, FormMedial, FormFinal, FormUnknown, FormIsolated}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestSkeleton(t *testing.T) {
	for _, c := range [][2]string{{"\u064A\u0643", "\u06CC\u06A9"}, {"\uFEFB", "\u0644\u0627"}, {"\u06C0", "\u0647\u0654"}, {"\u0661\u06F2", "12"}, {"س\u0640لا\u064Bم", "سلام"}, {"می\u200Cرود", "می رود"}} {
		a, b := Skeleton([]rune(c[0])), Skeleton([]rune(c[1]))
		if !slices.Equal(a, b) {
			t.Errorf("%+q: %+q and %+q", c, string(a), string(b))
		}
	}
}

// A fold leads to a letter that is right in its language, and never away from one.
func TestFolds(t *testing.T) {
	for l := range alphabets {
		for _, f := range Folds(l) {
			to := []rune(f.To)[0]
			if to != 0x0629 && !slices.Contains([]rune(Alphabet(l)), to) { // TEH MARBUTA comes in with Arabic words
				t.Errorf("%s %s: %U is no letter of the language", l, f.Name, to)
			}
			if slices.Contains([]rune(Alphabet(l)), f.From) && f.Name != "heh-with-yeh" {
				t.Errorf("%s %s: %U is a letter of the language", l, f.Name, f.From)
			}
			if _, again := FoldOf(l, to); again {
				t.Errorf("%s %s: folds twice", l, f.Name)
			}
		}
	}
}

func TestMirror(t *testing.T) {
	for _, p := range mirrorPairs {
		if m, ok := Mirror(p.mirror); !ok || m != p.r {
			t.Errorf("%U", p.r)
		}
		k, partner := BracketOf(p.r)
		if k != NoBracket {
			if back, r := BracketOf(partner); r != p.r || back == k {
				t.Errorf("bracket %U", p.r)
			}
		}
	}
}

func FuzzSkeleton(f *testing.F) {
	f.Add("سلام ﻼ ۱۲")
	f.Fuzz(func(t *testing.T, s string) {
		a := Skeleton([]rune(s))
		if !slices.Equal(a, Skeleton(a)) {
			t.Fatalf("%+q", s)
		}
		Forms([]rune(s))
	})
}

func ExampleUnshape() {
	s, _ := Unshape('\uFEFC') // ARABIC LIGATURE LAM WITH ALEF FINAL FORM
	fmt.Println(s.Base, s.Form)
	// Output: لا final
}

func BenchmarkForms(b *testing.B) {
	text := []rune("باران دیشب کوچه را شست و صبح بوی خاک پیچید")
	for b.Loop() {
		Forms(text)
	}
}
