// Package cipher names glyphs that nothing in the file names, by the company they
// keep: a code that stands where only one letter makes words of its neighbours,
// in word after word, is that letter.
//
// Which call do I want? Learn with a sample of painted pages, the fonts of the
// document and a language model; then hand the names in Key.Fonts to the fonts, so
// that pages read later have them, and call Key.Apply for the pages that were read
// before. Check, after the pages are arranged, does the same for names that are
// there and wrong. Doubt tells of digits that are drawn as others, and changes nothing.
//
// Two calls need no words. Composed, before all that, names what is drawn of the very
// contours of named glyphs: a ligature of marks, a dotted letter, in every language.
// Digits gives a Persian document its Persian digits where a map that shares glyphs
// says Arabic ones.
//
// Fonts in wide use that number their glyphs in a known way have the names of that
// numbering (numbering.txt), words or none.
//
// Where no letter is sure, the pairs are tried that fonts draw as one glyph.
//
// Persian or Arabic is deciphered, whichever the model knows. Precision comes first:
// a code that few words speak for, that draws out a join (tatweel), or that stands
// outside of words keeps no name, but for digits, full stops and guillemets whose
// outlines leave no doubt. A sample without unnamed glyphs costs one look at each glyph.
package cipher
