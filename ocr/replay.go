package ocr

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/page"
)

// Versions are what the readings of an engine rest on besides picture and options.
type Versions struct {
	Engine string   // its name and version
	Models []string // name, kind and digest of each that it may use for a page, in order
}

// Versioned is an engine that tells its versions.
type Versioned interface {
	Engine
	// Versions are those for pages with such options.
	Versions(opt Options) (Versions, error)
}

// Key names a reading by all that it depends on. A reading by another version, another
// model or in another profile is another one.
type Key struct {
	Image   string // Digest
	DPI     float64
	Engine  string
	Models  string
	Wanted  string // languages
	Profile Profile
	Box     page.Rect
}

// KeyOf is the key of a reading of img. The page number is not in it.
func KeyOf(img *Image, opt Options, v Versions) Key {
	return Key{Digest(img), img.Resolution(), v.Engine, strings.Join(v.Models, "; "), strings.Join(opt.Languages, "+"), opt.Profile, opt.Box}
}

// Digest names an image by its size and pixels; the resolution does not count.
func Digest(img *Image) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d\n", img.Width(), img.Height())
	for y := range img.Height() {
		h.Write(img.Gray.Pix[y*img.Gray.Stride:][:img.Width()])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Recorder is an engine that keeps what another one says.
type Recorder struct {
	Engine Versioned

	mu   sync.Mutex
	kept map[Key][]byte // gobs: nobody who is given a reading can change what was kept
}

// Recognize has the engine read img and keeps its answer.
func (r *Recorder) Recognize(ctx context.Context, img *Image, opt Options) (*Reading, error) {
	v, err := r.Engine.Versions(opt)
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	reading, err := r.Engine.Recognize(ctx, img, opt)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(reading); err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[Key][]byte{}
	}
	r.kept[KeyOf(img, opt, v)] = b.Bytes()
	return reading, nil
}

// Write writes what was kept, for ReadReplay.
func (r *Recorder) Write(w io.Writer) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := gob.NewEncoder(w).Encode(r.kept); err != nil {
		return fmt.Errorf("writing recorded readings: %w", err)
	}
	return nil
}

// Replay answers with readings that were recorded before: what an engine once said, at no
// cost and always the same.
type Replay struct {
	versions func(Options) (Versions, error)
	kept     map[Key][]byte
}

// ErrNotRecorded is the error of a replay for an image, versions or options it does not know.
var ErrNotRecorded = errors.New("no recorded reading")

// ReadReplay reads what a Recorder wrote. The versions are those that readings are wanted
// of: with those of the engine at hand a replay knows nothing of what an older one said.
func ReadReplay(from io.Reader, versions func(Options) (Versions, error)) (*Replay, error) {
	r := &Replay{versions: versions}
	if err := gob.NewDecoder(from).Decode(&r.kept); err != nil {
		return nil, fmt.Errorf("reading recorded readings: %w", err)
	}
	return r, nil
}

// Versions are those that readings are wanted of.
func (r *Replay) Versions(opt Options) (Versions, error) { return r.versions(opt) }

// Recognize returns the recorded reading of img under the number in opt.
func (r *Replay) Recognize(ctx context.Context, img *Image, opt Options) (*Reading, error) {
	if err := errors.Join(ctx.Err(), img.Check()); err != nil {
		return nil, err
	}
	v, err := r.versions(opt)
	if err != nil {
		return nil, fmt.Errorf("replaying: %w", err)
	}
	key := KeyOf(img, opt, v)
	b, ok := r.kept[key]
	if !ok {
		return nil, fmt.Errorf("%w: image %s by %s with %s; record it first", ErrNotRecorded, key.Image, key.Engine, key.Models)
	}
	reading := new(Reading)
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(reading); err != nil {
		return nil, fmt.Errorf("replaying: %w", err)
	}
	reading.Page.Number = opt.Number
	return reading, nil
}
