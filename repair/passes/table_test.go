package passes

import (
	"testing"

	"github.com/paknevis/paknevis/repair/pass"
)

func TestTableOrder(t *testing.T) {
	if err := pass.Check(Table(Context{})); err != nil {
		t.Error(err)
	}
	for _, p := range Table(Context{}) {
		if p.Doc == "" {
			t.Errorf("pass %s has no doc", p.Name)
		}
	}
}
