// Package pipeline takes a document through everything: it is the only place
// where repair and ocr meet.
//
//	Runner.Plan     what a file is and how many pages it has
//	Runner.Pages    text and record of some of its pages
//	Runner.Inspect  what Pages would do, page by page, and why
//
// A Job is plain data, and a page's result depends on nothing but the file, the
// page, the options and the version of the program. So the same job runs inline
// or in a child process, in any order and beside any other, with the same bytes
// as its result.
package pipeline
