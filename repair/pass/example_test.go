package pass_test

import (
	"context"
	"fmt"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A pass proposes edits of the text that it sees; the log of those that were applied
// leads from the input to the output and back.
func ExampleRun() {
	commas := pass.Pass{
		Name: "commas", Class: pass.Lossless,
		Run: func(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			for i, c := range v.Text {
				if c.R == ',' {
					edits = append(edits, v.Replace(i, []rune{'\u060C'}, "arabic-comma", 0.9)) // ARABIC COMMA
				}
			}
			return edits, nil
		},
	}
	input := page.TextOf("باغ, خانه و کوه")
	res, err := pass.Run(context.Background(), []pass.Pass{commas}, input, pass.Policy{Threshold: 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	back, err := res.Log.Undo(res.Text)
	fmt.Println(res.Text)
	fmt.Println(res.Log.Counts(), back, err)
	// Output:
	// باغ، خانه و کوه
	// map[commas:1] باغ, خانه و کوه <nil>
}
