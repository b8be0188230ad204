// Package ocr reads the pixels of a page.
//
// Which call do I want?
//
//   - A picture file (PNG, JPEG, PGM, TIFF with any number of pages) to images:
//     [Decode].
//   - A PDF page to an image: package ocr/raster.
//   - An image to text: an [Engine], made by ocr/tesseract. [Null], [Replay] and
//     [Fault] are engines for tests of whatever stands above; [Recorder] makes
//     what is replayed, [Sound] checks what any of them says.
//   - The text layer of a page and a reading of its pixels to one page:
//     package ocr/merge.
//
// An engine answers with a [Reading]: a [page.Page] whose glyphs are word boxes
// in points, y up, and whose lines hold the logical text with every code point
// tied to its word; beside it stands what the engine knows of its own work: the
// share of ink that it could not account for, its confidence, and what it tried.
// Word confidence cannot see a line that was never read. Ink can: that is why
// every reading is audited against the dark pixels of its page.
//
// Nothing here reads the environment or opens a socket. Recognition runs inside
// the calling process; a program that must survive a crash or a hang of the
// recognizer runs the engine in a child process and kills it at the deadline.
package ocr
