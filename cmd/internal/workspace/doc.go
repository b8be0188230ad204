// Package workspace keeps what a run has done, so that a run that was killed goes on
// where it stopped.
//
//	Begin(dir, settings, fresh)   the workspace of a run, locked, new or as it was left
//	Temporary()                   one in memory, for a run that need not go on
//	Open(dir)                     to look at it, also while a run is at it
//	Workspace.PagesOf             every page of an input that is done, in their order
//	Workspace.Records             the records of all inputs, without texts
//
// # Files
//
//	manifest.json   format, id and settings of the run: a person may read it
//	inputs          the inputs in their order, replaced whole when a run begins
//	log             what is known of files and pages, appended while a run goes on
//	new-*           a file without a name yet; the next run takes away what is left
//	lock            held (flock) by the run that writes; the lock of a killed run is gone
//	                with it, and the file stays
//
// The settings are whatever changes the bytes of outputs: options, formats, and the
// versions of the program and of what it uses. A run with others is refused.
//
// # Log
//
// The log is a sequence of frames: a head of fixed size with its own checksum, and one or
// two pieces of JSON with theirs. Kinds of frames, the later one of a kind counts:
//
//	file   a path was read: its size, times and inode, and the SHA-256 of its bytes; or why
//	       it could not be
//	plan   a content has so many pages, or cannot be opened
//	page   a page of a content: its record, then its text, edits, words, whatever was made
//	done   the outputs of a path are written, with their sizes; or why they are not
//	void   nothing known of a content counts any more
//	begin  a run begins
//	end    it has come to its end
//
// Pages belong to contents, not to paths: the same content under two names is read once.
// JSON is UTF-8, in which the first byte of a frame does not occur: no text that is kept
// here can look like a frame.
//
// # What survives what
//
// A frame is handed to the kernel in one write as soon as it is known; so a killed program
// loses the pages that it was at. Frames go to the disk (fsync) every few seconds and when
// a run ends; so a power cut costs these seconds as well. An output is synced before it
// gets its name, its folder when the run ends or sooner, and it counts only while it is
// there with its size.
//
// At the end of a run a log of which much is dead is written anew, under a temporary name,
// synced and renamed: frames that a later one replaced, contents that are void or that no
// path has any more. A run that was killed meanwhile leaves the old log or the new one.
//
// A torn end of the log is dropped. A damaged frame in the middle is left out, told
// (Damage), and its page done again. Nothing depends on the clock: times of files are
// compared for being the same, never for order.
//
// # Memory
//
// In memory is where each frame lies: some 16 bytes a page and 200 a file. Texts and
// records are read back when they are needed.
//
// The folder holds the texts of all pages; others than its owner may not look into it.
package workspace
