// Package passes holds the concrete repairs and the order in which they run.
//
//	Table(ctx)   the repairs in order, ready for pass.Run
//
// Each repair has a file of its name, and more beside it where it has parts: what
// goes wrong in the world, what is done about it and what is left alone stands in
// the Doc of its pass, of which the command line and the report show the first
// sentence. A repair looks at a line only where a cheap
// gate has seen the trace of its fault, so healthy text costs next to nothing
// and comes through byte for byte.
//
// Nothing here changes a text: a pass proposes edits to pass.Run, which holds
// them to the account of code points and keeps the log.
package passes
