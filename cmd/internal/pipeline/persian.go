package pipeline

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/ocr/tesseract"
)

// PersianVar in the environment of a worker names the folder of the program's own Persian
// model; it is empty where the one of the library is to be used.
const PersianVar = "PAKNEVIS_PERSIAN"

// PersianFolder is a folder with the program's own Persian model, which a parent process
// makes for its workers: they can write no file. It is empty where the user names a folder
// of models of his own, in TESSDATA_PREFIX, and where none can be made: then the library's
// model is read with. Where it can be made but holds nothing, on a full disk, pages that need
// the model fail, and the run goes on with it when there is space. [RemovePersian] removes it.
var PersianFolder = sync.OnceValue(func() string {
	dir, made, _ := persianFolder(os.LookupEnv) // pages tell, and Versions
	if made {
		madeFolder.Store(&dir)
	}
	return dir
})

// madeFolder is the folder that this process made.
var madeFolder atomic.Pointer[string]

// RemovePersian removes the folder if this process made it.
func RemovePersian() {
	if dir := madeFolder.Load(); dir != nil {
		_ = os.RemoveAll(*dir) // it lies where things that may be lost do
	}
}

// persianFolder is the folder that the environment names, or one that it makes.
func persianFolder(lookup func(string) (string, bool)) (dir string, made bool, err error) {
	if dir, ok := lookup(PersianVar); ok {
		return dir, false, nil
	}
	if dir, _ := lookup("TESSDATA_PREFIX"); dir != "" {
		return "", false, nil
	}
	if dir, err = os.MkdirTemp("", "paknevis-model-*"); err != nil {
		return "", false, fmt.Errorf("making a folder for the Persian model: %w", err)
	}
	return dir, true, tesseract.InstallPersian(dir)
}
