package tesseract

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/page"
)

// Options of an engine. The zero value is right for Persian.
type Options struct {
	// Languages are the models that Check and New look for; a page may ask for
	// others. None means Persian.
	Languages []string
	// ModelDir holds the .traineddata files; empty for the library's own.
	ModelDir string
	// Persian is a folder with a Persian model for pages that are read with that alone, in
	// place of the one in ModelDir; see [InstallPersian].
	Persian string
	// Folders are those in which the library's own models may lie. Only Versions needs
	// them, and only without ModelDir.
	Folders []string
	// Readers is the number of pages read at the same time, 0 for 1. Each holds
	// 50 to 120 MB.
	Readers int
	// RecyclePages is the number of pages after which a reader is thrown away,
	// because the library does not free all it takes; 0 for 20.
	RecyclePages int
}

const (
	defaultLanguage = "fas"
	latinLanguage   = "eng"
	// defaultRecycle keeps a reader below 120 MB; a fresh one costs 0.1 s.
	defaultRecycle = 20
)

func (o Options) withDefaults() Options {
	if len(o.Languages) == 0 {
		o.Languages = []string{defaultLanguage}
	}
	o.Readers = max(o.Readers, 1)
	if o.RecyclePages <= 0 {
		o.RecyclePages = defaultRecycle
	}
	return o
}

// Engine is a pool of readers. It is safe for concurrent use.
type Engine struct {
	opt   Options
	slots chan *reader // nil for a place whose reader is still to be made
}

var _ ocr.Versioned = (*Engine)(nil)

// New makes an engine. Nothing is loaded before the first page; a missing model
// is the error of the page that asks for it. [Check] tells sooner.
func New(opt Options) *Engine {
	opt = opt.withDefaults()
	e := &Engine{opt: opt, slots: make(chan *reader, opt.Readers)}
	for range opt.Readers {
		e.slots <- nil
	}
	return e
}

// Close frees the readers that are not at work. The error is always nil.
func (e *Engine) Close() error {
	for range cap(e.slots) {
		select {
		case r := <-e.slots:
			if r != nil {
				r.close()
			}
			e.slots <- nil
		default:
		}
	}
	return nil
}

// Recognize reads img; see [ocr.Engine].
func (e *Engine) Recognize(ctx context.Context, img *ocr.Image, opt ocr.Options) (*ocr.Reading, error) {
	if err := img.Check(); err != nil {
		return nil, fmt.Errorf("page %d: %w", opt.Number, err)
	}
	if len(opt.Languages) == 0 {
		opt.Languages = e.opt.Languages
	}
	if err := checkModels(e.opt, opt.Languages); err != nil {
		return nil, fmt.Errorf("page %d: %w", opt.Number, err)
	}
	installed, err := Languages(e.opt.ModelDir)
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", opt.Number, err)
	}
	var r *reader
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r = <-e.slots:
	}
	if r == nil {
		r = newReader(e.opt)
	}
	type answer struct {
		reading *ocr.Reading
		err     error
	}
	// The recognizer cannot be interrupted: when ctx ends it is left behind, and
	// its place in the pool is free again only when it is done.
	done := make(chan answer, 1)
	go func() {
		reading, err := recognize(ctx, r, installed, img, opt)
		if r.pages++; r.pages >= e.opt.RecyclePages || err != nil {
			r.close()
			r = nil
		}
		done <- answer{reading, err}
		e.slots <- r
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-done:
		if a.err != nil {
			return nil, fmt.Errorf("page %d: %w", opt.Number, a.err)
		}
		return a.reading, nil
	}
}

// Versions are the library's and those of the models that such a page may be read with: of
// its languages, and of those that a second look may turn to.
func (e *Engine) Versions(opt ocr.Options) (v ocr.Versions, err error) {
	v.Engine = Versions()
	dir, have, err := e.folder()
	if err != nil {
		return v, err
	}
	wanted := opt.Languages
	if len(wanted) == 0 {
		wanted = e.opt.Languages
	}
	seen := map[string]bool{}
	for _, name := range slices.Concat(wanted, []string{latinLanguage}, Arabic) {
		own := e.opt.folder(name) != e.opt.ModelDir
		if seen[name] || !own && !slices.Contains(have, name) {
			continue
		}
		seen[name] = true
		from := dir
		if own {
			from = e.opt.folder(name)
		}
		m, err := ReadModel(filepath.Join(from, name+".traineddata"))
		if err != nil {
			return v, err
		}
		v.Models = append(v.Models, name+" "+m.String())
	}
	return v, nil
}

// folder is where the engine's models lie, and their names.
func (e *Engine) folder() (dir string, names []string, err error) {
	if e.opt.ModelDir == "" {
		return Folder(e.opt.Folders...)
	}
	names, err = Languages(e.opt.ModelDir)
	return e.opt.ModelDir, names, err
}

// recognizer is what the ladder stands on: one call, one answer.
type recognizer interface {
	read(g *image.Gray, s settings) (*layout, error)
}

// recognize measures, prepares, reads, audits and assembles one page.
func recognize(ctx context.Context, rec recognizer, installed []string, img *ocr.Image, opt ocr.Options) (*ocr.Reading, error) {
	j := &job{rec: rec, img: img, opt: opt, language: pageModel(opt.Languages), installed: installed}
	survey := prep.Measure(img.Gray)
	if survey.Ink() == 0 {
		return j.blank(), nil
	}
	best, err := j.climb(ctx, survey)
	if err != nil {
		return nil, err
	}
	if best, err = j.switchLanguage(best, survey); err != nil {
		return nil, err
	}
	if err := j.joinTorn(ctx, best); err != nil {
		return nil, err
	}
	if isArabic(j.language) && opt.Profile != ocr.Fast || opt.Profile == ocr.Best {
		if err := j.rereadSizes(ctx, best); err != nil {
			return nil, err
		}
	}
	if err := j.rescue(ctx, best); err != nil {
		return nil, err
	}
	if j.language == defaultLanguage {
		best.dropGhosts()
		best.lostNumbers()
	}
	best.dropDoubles()
	best.tabulate() // with what was rescued
	if isArabic(j.language) {
		best.arabicNumbers()
	}
	if opt.Profile != ocr.Fast {
		if err := j.rereadLines(ctx, best); err != nil {
			return nil, err
		}
		if err := j.rereadLatin(ctx, best); err != nil {
			return nil, err
		}
	}
	if j.language == defaultLanguage && opt.Profile != ocr.Fast {
		if err := j.rereadDoubts(ctx, best); err != nil {
			return nil, err
		}
	}
	if j.language == defaultLanguage {
		j.rereadNumbers(best)
		if opt.Profile != ocr.Fast {
			if err := j.rereadLetters(best); err != nil {
				return nil, err
			}
		}
	}
	j.dropPictures(best)
	repairAlphabet(best, j.language)
	if j.language == defaultLanguage {
		best.split()
	}
	if j.language == defaultLanguage || isArabic(j.language) {
		best.findBullets()
	}
	best.follow()
	best.contents()
	return j.assemble(best), nil
}

// pageModel is the model that the whole page is read with. Persian and English
// joined into one reading spoil Persian words ("cyl" for a word of that shape):
// English is left to the second reading of doubtful words.
func pageModel(languages []string) string {
	if len(languages) > 1 && languages[0] != latinLanguage {
		languages = slices.DeleteFunc(slices.Clone(languages), func(l string) bool { return l == latinLanguage })
	}
	return strings.Join(languages, "+")
}

// blank is the reading of a page without text.
func (j *job) blank() *ocr.Reading {
	r := &ocr.Reading{Page: page.Page{Number: j.opt.Number, Box: ocr.PageBox(j.img, j.opt), DPI: j.img.Resolution(), Verdict: page.VerdictAbsent}}
	r.Page.Warnings = []page.Warning{{Code: ocr.WarnBlank, Text: "there is no text on this page"}}
	return r
}
