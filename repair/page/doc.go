// Package page is the model of a document that every other package shares:
// what was painted where, and the text that was inferred from it.
//
// Two layers stand side by side. Glyphs are what the page shows: boxes in
// points, in painting order, with the code points the font's maps give them.
// Text is what we read from them: code points in logical (reading) order, each
// of which names the glyph it came from, so that every character of an output
// can be traced to ink on a page, and every glyph's fate can be told.
//
// A text without a page (the output of another extractor) uses the same model:
// there are no glyphs, and a code point names its offset in the input.
package page
