package passes_test

import (
	"context"
	"fmt"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/passes"
)

// Package repair runs the table for a caller, again and again until nothing is left to do.
func ExampleTable() {
	table := passes.Table(passes.Context{Model: lang.Default()})
	res, err := pass.Run(context.Background(), table, page.TextOf("او اين كتابها را ميخواند.\n"), pass.Policy{Threshold: 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(res.Text)
	for _, round := range res.Log {
		for _, e := range round.Edits {
			fmt.Println(round.Pass, e.Reason)
		}
	}
	// Output:
	// او این کتاب‌ها را می‌خواند.
	// letters arabic-yeh
	// letters arabic-kaf
	// letters arabic-yeh
	// zwnj lost-zwnj
	// zwnj lost-zwnj
}
