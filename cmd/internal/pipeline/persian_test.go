package pipeline

import (
	"os"
	"path/filepath"
	"testing"
	"time"

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

// TestAbandoned: what a killed process left is removed, and nothing that a living one uses,
// that was made just now, or that has another name.
func TestAbandoned(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	now := time.Now()
	folder := func(name string, age time.Duration) string {
		dir := filepath.Join(temp, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := tesseract.InstallPersian(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, now, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	killed, fresh := folder("paknevis-model-1", time.Hour), folder("paknevis-model-2", time.Second)
	used, other := folder("paknevis-model-3", time.Hour), folder("models", time.Hour)
	lock, err := lockFolder(used)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	link := filepath.Join(temp, "paknevis-model-4")
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	removeAbandoned(now)
	for path, want := range map[string]bool{killed: false, fresh: true, used: true, other: true, link: true} {
		if _, err := os.Lstat(filepath.Join(path, "fas.traineddata")); (err == nil) != want {
			t.Errorf("%s is there: %t, want %t", path, err == nil, want)
		}
	}
}
