// Package pass runs repairs over a text: each pass proposes edits, the driver
// checks and applies them and keeps the log that explains, replays and undoes
// them.
//
//	Run(ctx, passes, text, policy)  apply a table of passes
//	Log.Replay(input)               the same output from the log alone
//	Log.Undo(output)                the input back from the output
//
// A pass never changes a text. It reads a View and returns edits that do not
// overlap; where two do, the more confident one wins. The driver holds every
// edit to the account law: a code point of the new text is inferred or comes
// from the old text of the same edit, and only a lossy pass may let a visible
// code point vanish. So the list of applied edits is the whole difference
// between input and output, and an explanation is the execution itself.
package pass
