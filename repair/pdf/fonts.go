package pdf

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const maxFonts = 1 << 14

// fonts numbers the fonts of a file in the order in which its pages name them,
// before any page is read: Glyph.Font means the same font whatever was read
// first. A font is loaded when a page first sets it.
type fonts struct {
	file *object.File
	once sync.Once // numbering
	at   map[object.ID]int32
	all  []*lazyFont

	mu    sync.Mutex
	stale atomic.Bool
	infos []page.Font
}

type lazyFont struct {
	dict   object.Value
	once   sync.Once
	loaded atomic.Pointer[font.Font]
}

// number walks the resources of all pages, and those of the forms, patterns and
// annotations in them; forms are the resources of interactive forms. Nothing is visited twice, so the work is bounded by the file.
func (t *fonts) number(pages []leaf, forms object.Value) {
	t.at = map[object.ID]int32{}
	seen := map[object.ID]bool{}
	for _, l := range pages {
		queue := []object.Value{l.resources}
		annots := l.dict.Key("Annots")
		if seen[annots.ID()] {
			annots = object.Value{}
		}
		seen[annots.ID()] = true
		for i := range min(annots.Len(), maxAnnotations) {
			if x := appearance(annots.Index(i)); x.IsStream() && !seen[x.ID()] {
				seen[x.ID()] = true
				queue = append(queue, x.Key("Resources"), forms)
			}
		}
		for len(queue) > 0 {
			res := queue[0]
			queue = queue[1:]
			if !res.IsDict() || seen[res.ID()] {
				continue
			}
			seen[res.ID()] = true
			for v := range children(res, "Font") {
				t.add(v)
				if v.Key("Subtype").Name() == "Type3" {
					queue = append(queue, v.Key("Resources"))
				}
			}
			for v := range children(res, "ExtGState") {
				if f := v.Key("Font"); f.Len() == 2 {
					t.add(f.Index(0))
				}
			}
			for _, kind := range []string{"XObject", "Pattern"} {
				for v := range children(res, kind) {
					if v.IsStream() && !seen[v.ID()] {
						seen[v.ID()] = true
						queue = append(queue, v.Key("Resources"))
					}
				}
			}
		}
	}
	t.infos = make([]page.Font, len(t.all))
	for i, x := range t.all {
		t.infos[i] = font.Peek(x.dict)
	}
}

// children are the values of a category of resources in the order of their names.
func children(res object.Value, category string) func(yield func(object.Value) bool) {
	return func(yield func(object.Value) bool) {
		d := res.Key(category)
		for _, k := range d.Keys() {
			if !yield(d.Key(k)) {
				return
			}
		}
	}
}

func (t *fonts) add(v object.Value) {
	if _, ok := t.at[v.ID()]; ok || !v.IsDict() || len(t.all) >= maxFonts {
		return
	}
	t.at[v.ID()] = int32(len(t.all))
	t.all = append(t.all, &lazyFont{dict: v})
}

// load reads a font once for the file, whatever name a page gives it.
func (t *fonts) load(v object.Value) (*font.Font, int32) {
	i, ok := t.at[v.ID()]
	if !ok {
		return nil, -1
	}
	x := t.all[i]
	x.once.Do(func() {
		n := v.Object()
		x.loaded.Store(font.Load(v, font.Options{Warn: func(w page.Warning) { t.file.Warn(w.Code, n, w.Text) }}))
		t.stale.Store(true)
	})
	return x.loaded.Load(), i
}

// info tells of all fonts; of those that no page has set yet only what their dictionaries say.
func (t *fonts) info() []page.Font {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stale.Swap(false) {
		t.infos = slices.Clone(t.infos)
		for i, x := range t.all {
			if f := x.loaded.Load(); f != nil && t.infos[i].Verdict == page.VerdictUnknown {
				t.infos[i] = f.Info()
			}
		}
	}
	return t.infos[:len(t.infos):len(t.infos)]
}

// name hands on what was learned of a font; false if there is no such font or
// no page has set it yet.
func (t *fonts) name(i int32, names map[uint32]page.Naming, v page.Verdict, evidence string) bool {
	if i < 0 || int(i) >= len(t.all) {
		return false
	}
	f := t.all[i].loaded.Load()
	if f == nil {
		return false
	}
	if len(names) > 0 {
		f.Override(names)
	}
	if evidence != "" {
		f.Learn(v, evidence)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if int(i) < len(t.infos) {
		t.infos = slices.Clone(t.infos) // those handed out before stay as they are
		t.infos[i] = f.Info()
	}
	return true
}

// standIn reads the text of a font that is not in the file.
var standIn = sync.OnceValue(func() *font.Font { return font.Load(object.Value{}, font.Options{}) })
