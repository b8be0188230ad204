package pipeline

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/passes"
)

// What is asked about the words of a document is asked of the model of its language. The lines
// cannot be put in order, nor glyphs named, without words, so that this is told by letters first.

// leastMarbutas is how many teh marbutas a document in Arabic shows: those of 30 words.
const leastMarbutas = 5

// tongueOf is the model for the words of a document, told by the letters of painted pages.
func tongueOf(pages []*page.Page) *lang.Model {
	var spelling lang.Spelling
	for _, p := range pages {
		for i := range p.Glyphs {
			spelling.Count(p.Glyphs[i].Text)
		}
	}
	if spelling.IsArabic(leastMarbutas) {
		return lang.For(lang.Arabic)
	}
	return lang.Default()
}

// modelOf is the model for the words of a page of the document. Noise is not taken for Arabic in
// a document that is not.
func (d *document) modelOf(p *page.Page) *lang.Model {
	if d.tongue.Language() == lang.Arabic {
		return passes.ModelFor(p.Flow())
	}
	return lang.Default()
}
