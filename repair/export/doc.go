// Package export writes repaired documents in the formats that other programs
// read.
//
//	NewPage(page, text)          the words of a page with their places and confidences
//	Set(page, text, built)       its text with the indents and line ends of programs
//	NewMarkdown(page, text, ...) its text as CommonMark, programs between fences
//	New(format, w, document)     a Writer that takes the pages of one document in order
//
// Formats: txt (a paragraph a line), md (CommonMark with tables of GitHub), jsonl (a
// record a page), json (the document as one record, as corpora of language models have
// it), hocr (hOCR 1.2) and alto (ALTO 4.4).
package export
