package report_test

import (
	"context"
	"fmt"
	"os"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/report"
)

func ExampleExplain() {
	stroke := pass.Pass{
		Name: "tatweel", Class: pass.Lossy,
		Run: func(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			for i, c := range v.Text {
				if c.R == '\u0640' { // ARABIC TATWEEL
					edits = append(edits, v.Delete(pass.Range{From: i, To: i + 1}, "stretch", 1))
				}
			}
			return edits, nil
		},
	}
	input := page.TextOf("کتا\u0640ب باغبان")
	res, err := pass.Run(context.Background(), []pass.Pass{stroke}, input, pass.Policy{})
	if err != nil {
		fmt.Println(err)
		return
	}
	edits, err := report.Explain(1, input, res.Log)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := report.WriteEdits(os.Stdout, edits); err != nil {
		fmt.Println(err)
	}
	fmt.Println(edits[0].Before, edits[0].After, edits[0].Span)
	// Output:
	// 1:1 tatweel stretch "کتاـب" -> "کتاب" 1.00
	// کتاـب کتاب {0 4}
}
