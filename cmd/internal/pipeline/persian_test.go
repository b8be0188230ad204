package pipeline

import (
	"path/filepath"
	"testing"

	"github.com/paknevis/paknevis/ocr/tesseract"
)

// TestPersianFolder: the program brings its own Persian model, unless the user or the
// parent process names a folder, and does without where nothing can be written.
func TestPersianFolder(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	folder := func(env map[string]string) (string, bool, error) {
		return persianFolder(func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	}
	for _, env := range []map[string]string{
		{"TESSDATA_PREFIX": "/models"},
		{PersianVar: ""},
		{PersianVar: "", "TESSDATA_PREFIX": "/models"},
	} {
		if dir, made, err := folder(env); dir != "" || made || err != nil {
			t.Errorf("%v: %q, %t, %v", env, dir, made, err)
		}
	}
	if dir, made, err := folder(map[string]string{PersianVar: "/own", "TESSDATA_PREFIX": "/models"}); dir != "/own" || made || err != nil {
		t.Errorf("named by the parent: %q, %t, %v", dir, made, err)
	}
	dir, made, err := folder(nil)
	if err != nil || !made || filepath.Dir(dir) != temp {
		t.Fatalf("%q, %t, %v", dir, made, err)
	}
	m, err := tesseract.ReadModel(filepath.Join(dir, "fas.traineddata"))
	if own := tesseract.Persian(); err != nil || m.Digest != own.Digest || m.Kind != "tuned" || m.Name != own.Name {
		t.Errorf("%+v, %v", m, err)
	}
	t.Setenv("TMPDIR", filepath.Join(temp, "none"))
	if dir, made, err := folder(nil); err == nil || dir != "" || made {
		t.Errorf("without a temporary folder: %q, %t, %v", dir, made, err)
	}
}
