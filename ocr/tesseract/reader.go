package tesseract

import (
	"fmt"
	"image"
	"strconv"
	"strings"
	"sync"

	"github.com/otiai10/gosseract/v2"

	"github.com/paknevis/paknevis/ocr"
)

// mode is a page segmentation mode of Tesseract (its PageSegMode).
type mode int

const (
	modeAuto   mode = 3 // columns, blocks and lines are looked for
	modeColumn mode = 4 // one column of text of any sizes
	modeBlock  mode = 6 // one block of lines
	modeLine   mode = 7 // one line
	modeSparse mode = 11
)

// settings are what one call of the recognizer is told.
type settings struct {
	language string
	mode     mode
	dpi      float64
	local    bool // threshold for layout by Sauvola instead of Otsu
}

// initializing keeps initializations apart: each of them swaps the standard
// error of the process for a moment.
var initializing sync.Mutex

// reader owns the clients of one goroutine, one for each language.
type reader struct {
	opt     Options
	clients map[string]*gosseract.Client
	pages   int
	pgm     []byte
}

func newReader(opt Options) *reader {
	return &reader{opt: opt, clients: map[string]*gosseract.Client{}}
}

func (r *reader) close() {
	for l, c := range r.clients {
		_ = c.Close() // always nil
		delete(r.clients, l)
	}
}

// fixed are the variables that every reading sets.
var fixed = map[gosseract.SettableVariable]string{
	// The filter takes rows with many dots for speckle (tesseract issue 4582).
	"textord_noise_rejrows": "0",
	// No messages on standard error.
	"debug_file": "/dev/null",
}

// client returns the client of a language, initialized on a blank picture so
// that the lock is not held during a page.
func (r *reader) client(language string) (*gosseract.Client, error) {
	if c := r.clients[language]; c != nil {
		return c, nil
	}
	c := gosseract.NewClient()
	c.Trim = false
	c.Languages = strings.Split(language, "+")
	c.TessdataPrefix = r.opt.folder(language)
	for k, v := range fixed {
		c.Variables[k] = v
	}
	blank := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	if err := c.SetImageFromBytes(ocr.AppendPGM(nil, blank)); err != nil {
		return nil, fmt.Errorf("load model %s: %w", language, err)
	}
	initializing.Lock()
	_, err := c.HOCRText()
	initializing.Unlock()
	if err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("load model %s: %w: %w", language, ErrModel, err)
	}
	r.clients[language] = c
	return c, nil
}

// read recognizes g once. Boxes of the result are in pixels of g.
func (r *reader) read(g *image.Gray, s settings) (*layout, error) {
	c, err := r.client(s.language)
	if err != nil {
		return nil, err
	}
	threshold := "0" // Otsu
	if s.local {
		threshold = "2" // Sauvola; 1 invents text on noise and is never used
	}
	for _, v := range [...][2]string{
		// SetPageSegMode is forgotten when the engine is initialized (gosseract issue 167).
		{"tessedit_pageseg_mode", strconv.Itoa(int(s.mode))},
		{"user_defined_dpi", strconv.Itoa(int(min(max(s.dpi, 70), 2400)))},
		{"thresholding_method", threshold},
	} {
		if err := c.SetVariable(gosseract.SettableVariable(v[0]), v[1]); err != nil {
			return nil, fmt.Errorf("set %s: %w", v[0], err)
		}
	}
	r.pgm = ocr.AppendPGM(r.pgm[:0], g)
	if err := c.SetImageFromBytes(r.pgm); err != nil {
		return nil, fmt.Errorf("hand over the picture: %w", err)
	}
	text, err := c.HOCRText()
	if err != nil {
		return nil, fmt.Errorf("recognize: %w", err)
	}
	l, err := parseHOCR(text)
	if err != nil {
		return nil, fmt.Errorf("recognize: %w", err)
	}
	return l, nil
}
