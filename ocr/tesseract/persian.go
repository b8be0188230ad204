package tesseract

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
)

// The network of tessdata_fast for Persian, trained on with lines in faces of print and with
// the characters that it lacks; fas.txt says from what.
//
//go:embed fas.traineddata
var persian []byte

// Persian is the Persian model that is part of this package. It has no path.
func Persian() Model { return describe(defaultLanguage, persian) }

// InstallPersian writes it into a folder, for [Options.Persian]: the library reads models
// from files only.
func InstallPersian(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, defaultLanguage+".traineddata"), persian, 0o444); err != nil {
		return fmt.Errorf("installing the Persian model: %w", err)
	}
	return nil
}

// folder is where the model of a language lies, empty for the library's own folder.
func (o Options) folder(language string) string {
	if language == defaultLanguage && o.Persian != "" {
		return o.Persian
	}
	return o.ModelDir
}
