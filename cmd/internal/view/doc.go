// Package view shows what a batch has done.
//
//	Write(ctx, w, pages, options)   report.html: totals, plots, a table, the worst pages
//	Totals.Add(record)              totals over records, one by one
//	Totals.WriteTable(w)            the same for a terminal
//
// # report.html
//
// One file without network: styles, script, data and pictures are inside, and its
// Content-Security-Policy allows nothing else. The same pages give the same bytes.
//
// All that comes from inputs (names, texts, reasons) is hostile: it reaches HTML through
// html/template and the DOM through textContent; controls, bidi controls and bytes that
// are no UTF-8 are spelled out, so that a name cannot pass for another.
//
// Its size is bounded whatever the batch: the table has the MaxRows worst pages, pictures
// and texts those of the worst Options.Shown pages, each text and its list of edits are cut
// at a length, and the report says so wherever something is left out. Pages are read as a
// stream.
package view
