package order

import "github.com/paknevis/paknevis/repair/lang"

// letters is the character model as searches ask it. It is for one goroutine.
type letters struct {
	*lang.Recent
	room room // of searches for segments
}

func newLetters(m *lang.Model) *letters { return &letters{Recent: lang.NewRecent(m)} }
