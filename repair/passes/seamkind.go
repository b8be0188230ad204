package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
)

// The kinds of places where Persian writes ZWNJs, told by the letters on both sides. Authors treat
// the places of one kind alike, so a document's habits are counted by kind.

// seamKind sorts the places of ZWNJs by what authors treat alike.
type seamKind uint8

const (
	seamVerb   seamKind = iota // می and نمی before a verb
	seamPlural                 // ها and what begins with it
	seamHeh                    // ای, ام, ات, اش, اند ... after a silent heh
	seamDegree                 // تر and ترین
	seamOther                  // compounds, clitics
	seamFixed                  // any other place in a word that careful texts never write solid
	seamKinds
)

// required reports the kinds of places that no spelling in use leaves solid: a
// word is misread there. Plurals, degreeEndings and compounds are written solid by
// whoever likes them so.
func (k seamKind) required() bool { return k == seamVerb || k == seamHeh || k == seamFixed }

// kind sorts the place after letter n of a word.
func (s *speller) kind(key []byte, n int) seamKind {
	k := gapKind(key[:n+1], key[n+1:])
	if !k.required() && s.neverSolid(key) {
		return seamFixed
	}
	return k
}

// gapBefore sorts the gap between word i and the one before it.
func gapBefore(words []persianWord, i int) seamKind {
	if words[i-1].shape&shapeMi == 0 && words[i].shape&shapeEnding == 0 {
		return seamOther // as nearly all are
	}
	return gapKind(words[i-1].key, words[i].key)
}

// gapKind sorts the place between two strings of letters.
func gapKind(a, b []byte) seamKind {
	n := len(a)
	if isVerbPrefix(string(a)) {
		return seamVerb
	}
	if len(b) == 0 || !opensEnding[b[0]] {
		return seamOther
	}
	plural, degree := pluralEndings[string(b)], degreeEndings[string(b)]
	switch {
	case n > 0 && a[n-1] == keyHeh[0] && (plural || degree || hehEndings[string(b)]):
		return seamHeh
	case plural:
		return seamPlural
	case degree:
		return seamDegree
	}
	return seamOther
}

var (
	keyMi, keyN = keyOf("می"), keyOf("ن")
	keyHeh      = keyOf("ه")
	// What can stand before می and نمی in one word.
	preverbs      = keySet("بر در باز فرو فرا وا")
	pluralEndings = keySet("ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هایند هایید هاییم هام هات هاش هامون هاتون هاشون")
	degreeEndings = keySet("تر تری ترین ترینی ترم ترت ترش ترها ترهای ترینها ترینهای")
	hehEndings    = keySet("ی ای ام ات اش اند ایم اید مان تان شان ایی است")
)

// opensEnding tells the letters with which one of the endings begins.
var opensEnding = func() (t [256]bool) {
	for _, set := range []map[string]bool{pluralEndings, degreeEndings, hehEndings} {
		for e := range set {
			t[e[0]] = true
		}
	}
	return t
}()

// isVerbPrefix reports می and what ends in it: نمی, برمی.
func isVerbPrefix(key string) bool {
	opening, ok := strings.CutSuffix(key, keyMi)
	return ok && opensVerb(opening)
}

// opensVerb reports what can stand before می in a verb.
func opensVerb(key string) bool {
	key = strings.TrimSuffix(key, keyN)
	return key == "" || preverbs[key]
}

// keySet is a set of words by key.
func keySet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[keyOf(w)] = true
	}
	return set
}

func keyOf(s string) string {
	key, _, _ := lang.Key(s)
	return string(key)
}
