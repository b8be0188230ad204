package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/ocr/tesseract"
	"github.com/paknevis/paknevis/repair/decode"
	"github.com/paknevis/paknevis/repair/pdf"
	"github.com/paknevis/paknevis/repair/pdf/object"
	"github.com/paknevis/paknevis/repair/report"
)

var (
	errTooLarge      = fmt.Errorf("the input is larger than %d bytes", MaxWhole)
	errWrongPassword = errors.New("the password is wrong")
	errBomb          = errors.New("the page unfolds to more content than is read, and none of it is text")
	errIllegible     = errors.New("neither the text layer nor the pixels of the page can be read")
	errLost          = fmt.Errorf("the content of the page is damaged and none of it is text: %w", object.ErrDamaged)
	errNeedsOCR      = errors.New("the page has no text, and OCR is switched off")
	errSick          = errors.New("the text layer of the page cannot be trusted, and OCR is switched off")
)

// RendererKilled is the id of a failure that another try may cure: something from outside
// ended the program that draws pages.
const RendererKilled = "renderer-killed"

// ContentTooLong is the id of the failure of a page that is a bomb.
const ContentTooLong = "content-too-long"

// causes maps what can go wrong to an id, whose exit code cli.FailureCode
// knows, and to advice. The first match counts.
var causes = []struct {
	err  error
	code string
	hint string
}{
	{input.ErrEmpty, "empty", "the file has no bytes; fetch it again"},
	{errTooLarge, "too-large", "split the file"},
	{errBomb, ContentTooLong, "no page of a document needs this much; leave the file out"},
	{errIllegible, "illegible", "the script is one that OCR does not know, or too worn; this page needs a person"},
	{errNeedsOCR, "needs-ocr", "allow OCR with --ocr auto"},
	{errSick, "needs-ocr", "allow OCR with --ocr auto"},
	{fs.ErrPermission, "permission", "check the rights of the file and of the folders above it"},
	{fs.ErrNotExist, "missing", "check the path"},
	{errWrongPassword, "wrong-password", "give the password that opens the file with --password-file"},
	{object.ErrPassword, "encrypted", "give the password with --password-file or in PAKNEVIS_PASSWORD"},
	{object.ErrEncrypted, "encrypted", "save the file without encryption"},
	{object.ErrTooLarge, "too-large", "split the file"},
	{raster.ErrPassword, "encrypted", "give the password with --password-file"},
	{pdf.ErrNoPages, "no-pages", "the file is readable and empty; if it should have pages, fetch it again"},
	{object.ErrDamaged, "damaged", "the file is cut short or overwritten; fetch it again"},
	{object.ErrNotPDF, "not-a-pdf", "the file only looks like a PDF"},
	{raster.ErrMissing, "missing-program", "install the package poppler-utils"},
	{tesseract.ErrModel, "missing-model", "install the package tesseract-ocr-LANGUAGE or choose another with -l"},
	{ocr.ErrTooLarge, "image-too-large", "scale the image or split the page"},
	{ocr.ErrTooSmall, "image-too-small", "the image holds no readable line"},
	{ocr.ErrFormat, "bad-image", "the image is damaged or of an unknown kind; convert it to PNG"},
	{ocr.ErrUnsound, "bad-reading", "the recognizer fails at this page; try another resolution with --dpi, and report it"},
	{raster.ErrKilled, RendererKilled, "run the same command again, with more memory if that was short"},
	{raster.ErrRender, "render", "the page cannot be drawn; open it in a viewer to see whether it is damaged"},
	{decode.ErrBinary, "not-text", "paknevis reads PDF, PNG, JPEG, TIFF and text"},
	{context.DeadlineExceeded, "timeout", "give each page more time with --timeout"},
}

// Failure words an error for a record.
func Failure(err error) *report.Failure {
	if err == nil {
		return nil
	}
	var f *report.Failure
	if errors.As(err, &f) {
		return f
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return &report.Failure{Code: c.code, Reason: err.Error(), Hint: c.hint}
		}
	}
	return &report.Failure{Code: "unreadable", Reason: err.Error()}
}
