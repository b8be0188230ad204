// Package shape cuts the ink of a page into pieces and tells what a piece is by a small
// network that has learned from drawn ones. Package digit reads numbers with it, package
// mark the marks behind words.
//
//	NewPage(gray, survey)   once for each page
//	Page.Parts(box)         the pieces of ink in a box, from left to right
//	Page.Part(components)   one piece of known components
//	Decode(bytes, in, out)  a network of Weights.Encode
package shape
