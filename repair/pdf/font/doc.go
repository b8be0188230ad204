// Package font turns the codes that a PDF page shows into glyphs, widths and
// text.
//
// Which call do I want? Load a font dictionary once and keep it; Font.Decode or
// Font.Next for each string that is shown; Font.Info for the verdict on the
// font; Font.GlyphBox for the ink of a glyph.
//
// Up to five witnesses tell what a glyph stands for: the ToUnicode map, the
// embedded program's cmap (which the renderer obeys), glyph names, the
// substitutions of the GSUB table, and outlines that are those of a known font. They are compared over the whole font before
// the first character is read, because a map that is broken for some codes is
// not to be trusted for the others. Text comes as base letters in logical order
// even inside of a ligature; the joining form that was drawn is kept beside it.
//
// The package does not look at the page: valid maps that are wrong everywhere
// are found by reading, and put right through Font.Override and Font.Learn.
package font
