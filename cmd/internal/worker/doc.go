// Package worker runs work in child processes of the same binary, so that what
// a hostile file does to a process (an endless loop, a crash in C code, all
// memory) costs one attempt at one page and never the run.
//
//	Start(config)    start a child and talk to it
//	Serve(handle)    be that child
//
// Parent and child exchange gobs (encoding/gob) over two pipes: requests on the
// child's standard input, responses on descriptor 3. Standard output and error of
// the child are kept, and their end is shown when it dies. A child ends when its
// standard input does, so none outlives its parent.
package worker
