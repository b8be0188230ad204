// Package digit reads numbers from pixels, one piece of ink after another.
//
// Tesseract's Persian model takes many digits for others (the 4 of common faces for a
// 2) and drops the points of thousands. Digits do not join, so each can be looked at by
// itself: shape.Page.Parts cuts the ink of a word into its pieces, and Model.Read tells what
// they are with a small network learned from the shapes of many fonts (cmd/paknevis-train
// -digits; digit.txt names them).
//
//	shape.NewPage(gray, survey)   once for each page
//	Page.Parts(box)               the pieces of ink in a box, from left to right
//	Model.Read(parts, letter, c)  the number that they show; Default() has a model
//
// The network says of each piece which sign it is, or that it is none of those of
// numbers: a word with letters in it is no number.
package digit
