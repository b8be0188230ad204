package pass

import (
	"context"
	"fmt"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// Class tells what a pass may do to a text.
type Class uint8

const (
	// Lossless passes move code points, put others of the same letter in their
	// place and add white space and ZWNJ. Nothing visible vanishes.
	Lossless Class = iota
	// Lossy passes may also drop code points (tatweel, bidi controls, a stray
	// letter); the log still holds them.
	Lossy
	// Inferred passes are bound like Lossless ones, and rest on a model's
	// judgement rather than on a rule of the script.
	Inferred
)

var classNames = [...]string{"lossless", "lossy", "inferred"}

func (c Class) String() string { return classNames[c] }

// Pass is one repair. The fault gives it its name.
type Pass struct {
	Name  string   // kebab-case: the flag, the JSON key and the anchor in reports
	Doc   string   // fault, cause in the wild, repair, what is left alone, risk
	Class Class    // what it may do
	After []string // passes that must have run before, by name
	Run   func(ctx context.Context, v *View) ([]Edit, error)
}

// Fault is the sentence of the doc that names the fault, without its stop.
func (p *Pass) Fault() string {
	var words []string
	for word := range strings.FieldsSeq(p.Doc) { // each start of the program lists the passes
		if words = append(words, word); strings.HasSuffix(word, ".") {
			break
		}
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.Join(words, " "), "Fault: "), ".")
}

// Edit replaces a stretch of a text. It is a proposal until the driver applies it.
type Edit struct {
	At         int       // offset of the first old code point in the text that the pass saw
	Old        page.Text // the code points consumed, in order; never empty
	New        page.Text // what stands there instead
	Reason     string    // stable kebab-case id, listed in the Doc of the pass
	Confidence float64   // calibrated probability that the edit is right, 0..1
}

// End is the offset after the last old code point.
func (e *Edit) End() int { return e.At + len(e.Old) }

// Check verifies that the table names each pass once and that every pass comes
// after those it depends on.
func Check(table []Pass) error {
	seen := make(map[string]bool, len(table))
	for _, p := range table {
		if p.Name == "" || p.Run == nil {
			return fmt.Errorf("pass %q: name and run are required", p.Name)
		}
		if seen[p.Name] {
			return fmt.Errorf("pass %q: named twice", p.Name)
		}
		for _, a := range p.After {
			if !seen[a] {
				return fmt.Errorf("pass %q: must run after %q", p.Name, a)
			}
		}
		seen[p.Name] = true
	}
	return nil
}
