package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/ocr/tesseract"
	"github.com/paknevis/paknevis/repair/decode"
	"github.com/paknevis/paknevis/repair/pdf"
	"github.com/paknevis/paknevis/repair/pdf/object"
	"github.com/paknevis/paknevis/repair/report"
)

func TestFailure(t *testing.T) {
	known := []struct {
		err  error
		code string
		exit int
	}{
		{input.ErrEmpty, "empty", cli.Input},
		{errTooLarge, "too-large", cli.Input},
		{errNeedsOCR, "needs-ocr", cli.Input},
		{errSick, "needs-ocr", cli.Input},
		{errIllegible, "illegible", cli.Input},
		{errBomb, "content-too-long", cli.Input},
		{fs.ErrPermission, "permission", cli.Access},
		{fs.ErrNotExist, "missing", cli.Input},
		{errWrongPassword, "wrong-password", cli.Encrypted},
		{object.ErrPassword, "encrypted", cli.Encrypted},
		{object.ErrEncrypted, "encrypted", cli.Encrypted},
		{raster.ErrPassword, "encrypted", cli.Encrypted},
		{object.ErrTooLarge, "too-large", cli.Input},
		{pdf.ErrNoPages, "no-pages", cli.Input},
		{object.ErrDamaged, "damaged", cli.Input},
		{object.ErrNotPDF, "not-a-pdf", cli.Input},
		{raster.ErrMissing, "missing-program", cli.Dependency},
		{tesseract.ErrModel, "missing-model", cli.Dependency},
		{ocr.ErrTooLarge, "image-too-large", cli.Input},
		{ocr.ErrTooSmall, "image-too-small", cli.Input},
		{ocr.ErrFormat, "bad-image", cli.Input},
		{raster.ErrRender, "render", cli.Input},
		{raster.ErrKilled, "renderer-killed", cli.Child},
		{ocr.ErrUnsound, "bad-reading", cli.Input},
		{decode.ErrBinary, "not-text", cli.Input},
		{context.DeadlineExceeded, "timeout", cli.Child},
	}
	for _, c := range known {
		err := fmt.Errorf("page 3: %w", c.err)
		f := Failure(err)
		if f.Code != c.code || f.Reason != err.Error() || f.Hint == "" {
			t.Errorf("%v: got %+v", c.err, f)
		}
		if exit := cli.FailureCode(f); exit != c.exit {
			t.Errorf("%v: exit code %d, want %d", c.err, exit, c.exit)
		}
		if again := Failure(fmt.Errorf("sent back: %w", f)); again != f {
			t.Errorf("%v: a failure became %+v", c.err, again)
		}
	}
	if len(causes) != len(known) {
		t.Errorf("%d causes are known, the table above has %d", len(causes), len(known))
	}
	if f := Failure(errors.New("something else")); f.Code != "unreadable" || cli.FailureCode(f) != cli.Input {
		t.Errorf("an unknown error became %+v", f)
	}
	if f := Failure(nil); f != (*report.Failure)(nil) {
		t.Errorf("no error became %+v", f)
	}
}
