package doctor

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Write writes a line a check: a mark, what, what was found, and a hint.
func (r *Report) Write(w io.Writer) error {
	var b strings.Builder
	for _, c := range r.Checks {
		fmt.Fprintf(&b, "%-7s  %s: %s", c.Mark, c.Name, c.Detail)
		if c.Mark == Missing && !c.Needed {
			b.WriteString(" (useful, not needed)")
		}
		if c.Hint != "" {
			b.WriteString("; " + c.Hint)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes one object.
func (r *Report) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
