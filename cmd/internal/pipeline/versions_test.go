package pipeline

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPopplerKilled: a rasteriser that is killed while it is asked for its version is asked
// again, and not taken for one that is missing.
func TestPopplerKilled(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	const script = `#!/bin/sh
if [ -e "$0.asked" ]; then echo "pdftoppm version 9.9" >&2; exit; fi
: >"$0.asked"
kill -9 $$
`
	if _, err := Poppler(t.Context()); err == nil {
		t.Error("a rasteriser that is not there has a version")
	}
	if err := os.WriteFile(filepath.Join(dir, "pdftoppm"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if v, err := Poppler(t.Context()); err != nil || v != "9.9" {
		t.Errorf("%q, %v", v, err)
	}
}
