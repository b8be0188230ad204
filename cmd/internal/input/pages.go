package input

import (
	"fmt"
	"strconv"
	"strings"
)

// Ranges is a list of page ranges, both ends included, 1 for the first page.
// A range with Last 0 is open. An empty list means all pages.
type Ranges []Range

// Range is a stretch of pages.
type Range struct{ First, Last int }

// ParseRanges reads a list like "1-3,7,10-".
func ParseRanges(s string) (Ranges, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	var rs Ranges
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		a, err := strconv.Atoi(first)
		if err != nil || a < 1 {
			return nil, fmt.Errorf("page range %q: want numbers from 1, like 1-3,7,10-", part)
		}
		b := a
		if isRange {
			b = 0
			if last != "" {
				if b, err = strconv.Atoi(last); err != nil || b < a {
					return nil, fmt.Errorf("page range %q: the last page must be a number not before the first", part)
				}
			}
		}
		rs = append(rs, Range{a, b})
	}
	return rs, nil
}

// Has reports whether the page is in the list.
func (rs Ranges) Has(page int) bool {
	for _, r := range rs {
		if page >= r.First && (r.Last == 0 || page <= r.Last) {
			return true
		}
	}
	return len(rs) == 0
}
