// Package bidi is the Unicode Bidirectional Algorithm, UAX #9, and its inverse.
//
// Which call do I want?
//
//   - From logical order to the display: [Levels] and [Order], or [Display].
//   - From a display line to logical order: [Logical]; for glyph clusters
//     [LogicalFunc].
//   - The base direction of a paragraph: [Paragraph].
//
// Text is one paragraph set as one line. Marks after their letter keep their
// place in the display order of rule L2: rule L3 is left to whoever draws.
package bidi

//go:generate go run ./internal/gen
