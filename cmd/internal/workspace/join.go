package workspace

import (
	"fmt"
	"iter"

	"github.com/paknevis/paknevis/repair/report"
)

// Join yields the records of the shards of a run as the run would have them that does all
// of it: by the order of the inputs, which each shard knows. The shards must have the
// same inputs and have come to their end; the error says which has not.
func Join(shards []*Workspace) (iter.Seq2[*report.Page, error], error) {
	for _, w := range shards {
		if !w.Ended() {
			return nil, fmt.Errorf("%s: this shard has not come to its end", w.dir)
		}
		first, own := shards[0].Inputs(), w.Inputs()
		if len(first) != len(own) {
			return nil, fmt.Errorf("%s: this shard saw %d inputs, %s saw %d", w.dir, len(own), shards[0].dir, len(first))
		}
		for i := range own {
			if own[i].Name != first[i].Name {
				return nil, fmt.Errorf("%s: this shard saw %q where %s saw %q", w.dir, own[i].Name, shards[0].dir, first[i].Name)
			}
		}
	}
	return func(yield func(*report.Page, error) bool) {
		for i := range shards[0].Inputs() {
			for _, w := range shards {
				for rec, err := range w.RecordsOf(w.Inputs()[i]) {
					if !yield(rec, err) {
						return
					}
				}
			}
		}
	}, nil
}
