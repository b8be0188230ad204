// Package lang knows Persian, and less of Arabic: how likely a line of letters is,
// which words there are and how they are built, where a ZWNJ belongs, and in which
// language a span is written.
//
// Which call do I want?
//
//	Identify(text)                   the language of a span, short ones too
//	Default()                        the embedded model of Persian, used where it lies in the program, safe for concurrent use
//	For(language)                    the same, or that of Arabic
//	Model.Score(line)                mean log probability per symbol: how well a line reads
//	Model.Start, Step, End           the same one code point at a time, for dynamic programming
//	Model.Direction(line)            is the line stored backwards?
//	Model.Health(line)               is a line in its language broken, and by what evidence?
//	Model.Known, Count, Pair         words, their frequency, and how two stand side by side
//	Model.Segment(word, left, right) where ZWNJs belong in a word that lost them
//
// Probabilities are natural logarithms unless a name says otherwise. The
// character model reads a folded text: one sign for space and ZWNJ, one for all
// digits, one for all Latin letters, no marks (see Symbol). So it orders text
// whether half-spaces survived or not.
//
// The models, beside.txt, a list of the words that stand beside numbers, and doubled.txt, one
// of those with a shadda, are made by cmd/paknevis-train; model.txt, arabic.txt and the heads
// of the lists name every source with its licence and weight.
//
// The model of Arabic knows no pairs of words to speak of and no ZWNJ. A quarter of the words
// of a text are stems with particles, the article and pronouns; those whose stem is frequent
// are known too.
package lang
