// Package script tells of pieces of ink which script they are written in.
//
// Tesseract's Persian model has no Latin letter: a Latin word comes out as digits and stray
// letters, with its neighbours swallowed, and with any confidence. Letters of Latin stand
// apart, on one line and of few heights, and those of Persian join; a small network learned
// from lines drawn in many faces (cmd/paknevis-train -scripts; script.txt names them) tells
// the pieces of a line one by one, before anybody reads them.
//
//	Measure the line by mark.Measure, cut it by shape.Page.Groups
//	Default().Read(PieceOf(...)) how likely each script is
//	Runs(pieces)                 the stretches that are Latin
package script
