// Package lang knows Persian: how likely a line of letters is, which words
// there are and how they are built, where a ZWNJ belongs, and in which language
// a span is written.
//
// Which call do I want?
//
//	Identify(text)                   the language of a span, short ones too
//	Default()                        the embedded model, used where it lies in the program, safe for concurrent use
//	Model.Score(line)                mean log probability per symbol: how well a line reads
//	Model.Start, Step, End           the same one code point at a time, for dynamic programming
//	Model.Direction(line)            is the line stored backwards?
//	Model.Health(line)               is a Persian line broken, and by what evidence?
//	Model.Known, Count, Pair         words, their frequency, and how two stand side by side
//	Model.Segment(word, left, right) where ZWNJs belong in a word that lost them
//
// Probabilities are natural logarithms unless a name says otherwise. The
// character model reads a folded text: one sign for space and ZWNJ, one for all
// digits, one for all Latin letters, no marks (see Symbol). So it orders text
// whether half-spaces survived or not.
//
// The model and beside.txt, a list of the words that stand beside numbers, are made by
// cmd/paknevis-train; model.txt and the head of the list name every source with its
// licence and weight.
package lang
