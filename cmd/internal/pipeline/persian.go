package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/paknevis/paknevis/ocr/tesseract"
)

// PersianVar in the environment of a worker names the folder of the program's own Persian
// model; it is empty where the one of the library is to be used.
const PersianVar = "PAKNEVIS_PERSIAN"

// PersianFolder is a folder with the program's own Persian model, which a parent process
// makes for its workers: they can write no file. It is empty where the user names a folder
// of models of his own, in TESSDATA_PREFIX, and where none can be made: then the library's
// model is read with. Where it can be made but holds nothing, on a full disk, pages that need
// the model fail, and the run goes on with it when there is space. [RemovePersian] removes
// it; those of processes that were killed are removed by the next one.
var PersianFolder = sync.OnceValue(func() string {
	dir, made, _ := persianFolder(os.LookupEnv) // pages tell, and Versions
	if made {
		if f, err := lockFolder(dir); err == nil { // first: a clock that was set makes it look old
			madeFolder.Store(f)
		}
		removeAbandoned(time.Now())
	}
	return dir
})

// madeFolder is the folder that this process made, locked as long as the process lives.
var madeFolder atomic.Pointer[os.File]

// RemovePersian removes the folder if this process made it.
func RemovePersian() {
	if f := madeFolder.Load(); f != nil {
		_ = os.RemoveAll(f.Name()) // it lies where things that may be lost do
	}
}

const (
	folderPattern = "paknevis-model-*"
	// unlockedFor is how long a folder may be without its lock: from when it is made until
	// it is locked, which takes milliseconds.
	unlockedFor = time.Minute
)

// removeAbandoned removes the folders whose processes were killed.
func removeAbandoned(now time.Time) {
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), folderPattern))
	if err != nil {
		return // a temporary folder with a name that is no pattern keeps them
	}
	for _, dir := range dirs {
		f, err := lockFolder(dir)
		if err != nil {
			continue // in use, or not ours
		}
		if info, err := f.Stat(); err == nil && now.Sub(info.ModTime()) > unlockedFor {
			_ = os.RemoveAll(dir) // what belongs to others stays
		}
		f.Close()
	}
}

// lockFolder opens a folder and locks it; the lock ends with the process.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir, os.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// persianFolder is the folder that the environment names, or one that it makes.
func persianFolder(lookup func(string) (string, bool)) (dir string, made bool, err error) {
	if dir, ok := lookup(PersianVar); ok {
		return dir, false, nil
	}
	if dir, _ := lookup("TESSDATA_PREFIX"); dir != "" {
		return "", false, nil
	}
	if dir, err = os.MkdirTemp("", folderPattern); err != nil {
		return "", false, fmt.Errorf("making a folder for the Persian model: %w", err)
	}
	return dir, true, tesseract.InstallPersian(dir)
}
