// Package report is the record of a run: what was read from where, what was
// changed and why.
//
//	Page     one record per page, a line of report.jsonl
//	Explain  every edit of a page with the words around it
//	Summary  totals over records
//
// The records are versioned: fields are added, never renamed or given another
// meaning, while Version stays the same.
package report
