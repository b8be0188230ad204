//go:build faults

package main

import (
	"context"
	"os"
	"strconv"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/tesseract"
)

// faultVar in the environment, like "hang:2", has the recognizer fail in that way at every
// page of that number. Only programs built with the tag faults, for tests, know it.
const faultVar = "PAKNEVIS_FAULT"

func init() { handedDown = append(handedDown, faultVar+"=") }

func newRunner() *pipeline.Runner {
	name, number, _ := strings.Cut(os.Getenv(faultVar), ":")
	fault, ok := map[string]ocr.Fault{
		"crash": ocr.FaultCrash, "hang": ocr.FaultHang, "unicode": ocr.FaultUnicode,
		"empty": ocr.FaultEmpty, "huge": ocr.FaultHuge, "error": ocr.FaultError,
	}[name]
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return pipeline.NewRunner()
	}
	return pipeline.NewRunnerWith(&faulty{tesseract.New(tesseract.Options{Persian: os.Getenv(pipeline.PersianVar)}), fault, n})
}

// faulty fails at pages of one number.
type faulty struct {
	*tesseract.Engine
	fault ocr.Fault
	at    int
}

func (f *faulty) Recognize(ctx context.Context, img *ocr.Image, opt ocr.Options) (*ocr.Reading, error) {
	if opt.Number == f.at {
		return f.fault.Recognize(ctx, img, opt)
	}
	return f.Engine.Recognize(ctx, img, opt)
}
