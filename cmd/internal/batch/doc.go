// Package batch converts many files with several workers.
//
// Files are cut into chunks of pages, chunks go to the next free worker, and
// results come together again in the order of pages and files, so that the
// output does not depend on who finished first. A long text, of which much must
// be learned before its first page is read, stays with the worker that learned
// it, which reads as many pages at once as workers have nothing to do. A worker that dies or hangs is
// replaced and the page it was at is tried again; a file's text is written whole
// under its name when its last page is done, or not at all.
//
// Every result goes into a workspace first. A run begins with what its workspace
// has; files are known by the SHA-256 of their bytes, so that the same content is
// read once and one that changed is read again. The report is written from the
// workspace. What a run holds in memory is the list of its files and the pages
// that are on their way.
package batch
