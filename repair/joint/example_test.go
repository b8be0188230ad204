package joint_test

import (
	"fmt"

	"github.com/paknevis/paknevis/repair/joint"
)

// Of two orders of the pieces of a line the one whose words go on from each other is the right one.
func ExampleScorer() {
	s := joint.NewScorer(joint.Default())
	first, second := s.Words([]rune("پس از باران خیابان‌های شهر")), s.Words([]rune("خلوت بود و کسی دیده نمی‌شد"))
	fmt.Println(s.Score(first, second) > s.Score(second, first))
	// Output: true
}
