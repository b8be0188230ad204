// Package tesseract reads pages with Tesseract, through gosseract, inside the
// calling process.
//
// Which call do I want? [New] makes an engine; its Recognize does the rest.
// [Check] tells, before any work, whether the models are there and the variables
// known; [CheckThreads] whether the process was started rightly; [Versions] goes
// into reports.
//
// # What Tesseract does to Persian, and what is done about it
//
// It drops whole lines, because its row filter takes dots for speckle: the filter is off,
// every reading is audited by ink, and what stayed unread is read again by itself. It
// takes a column of numbers for a line from the top down, which is taken apart, and the
// texture of photographs for digits and strokes: lines without a word are left out, and
// the reading tells so. The alphabet of its Persian model has no comma, no Latin letter
// and no heh with yeh above, and every second number comes out wrong (4 as 2, points of
// thousands lost). The model of this package ([Persian], [InstallPersian]) was trained on
// from it, in faces of print and with what was missing; it is of the same size and speed.
// With either, marks are told from their pixels (package ocr/mark), numbers are read anew
// (ocr/digit), and Latin words, found by their ink (ocr/script), are read by the English
// model.
//
// # What the process must provide
//
// OpenMP makes Tesseract four to six times slower. It reads OMP_THREAD_LIMIT
// when the process is loaded, so the variable has to be in the environment
// before the program starts; setting it later does nothing. Start a child of
// the same binary with it.
//
// Initialization points file descriptor 2 at the null device for some
// milliseconds. Initializations take turns, but lines that another goroutine
// writes to standard error meanwhile are lost.
//
// A running recognition cannot be interrupted, and a failed assertion inside of
// it ends the process. A deadline makes Recognize return; the recognizer runs on
// and keeps its place in the pool until it is done. What must survive both runs
// the engine in a child process that can be killed.
package tesseract
