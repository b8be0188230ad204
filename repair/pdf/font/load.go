package font

import (
	"math"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// Options steer the loading of a font. The zero value is good.
type Options struct {
	// Warn is told of damage that was survived. It may be nil.
	Warn func(page.Warning)
}

// Load reads a font dictionary. It never fails and never panics: of a damaged
// font what can be read is read, and Info says what is missing. The embedded
// program and the judgement wait until the first character is asked for.
func Load(v object.Value, opts Options) *Font { return load(filed{v}, opts) }

// Peek tells what a font dictionary says of itself, without reading the font.
func Peek(v object.Value) page.Font {
	f := page.Font{Name: baseName(v.Key("BaseFont").Name()), Type: v.Key("Subtype").Name(), ToUnicode: v.Key("ToUnicode").IsStream()}
	if f.Type == "Type0" {
		v = v.Key("DescendantFonts").Index(0)
	}
	d := v.Key("FontDescriptor")
	f.Embedded = f.Type == "Type3" || d.Key("FontFile").IsStream() || d.Key("FontFile2").IsStream() || d.Key("FontFile3").IsStream()
	return f
}

func load(v value, opts Options) (f *Font) {
	f = &Font{kind: "Type1", matrix: [6]float64{0.001, 0, 0, 0.001, 0, 0}, ascent: defaultAscent, descent: defaultDescent}
	defer func() {
		if r := recover(); r != nil {
			opts.warn("font-damaged", "a font dictionary is damaged; its text may be incomplete")
			if f.composite && f.enc == nil {
				f.enc = &cmap{}
			}
		}
	}()
	l := loader{f: f, opts: opts}
	l.load(v)
	return f
}

func (o Options) warn(code, text string) {
	if o.Warn != nil {
		o.Warn(page.Warning{Code: code, Text: text})
	}
}

// Metrics of a font that states none, 1/1000 em.
const (
	defaultAscent  = 800.0
	defaultDescent = -200.0
	maxMetric      = 4000.0 // beyond it a stated ascent or box is taken for an error
)

type loader struct {
	f    *Font
	opts Options
}

func (l *loader) load(v value) {
	f := l.f
	if s := v.Key("Subtype").Name(); s != "" {
		f.kind = s
	}
	f.name = baseName(v.Key("BaseFont").Name())
	if f.kind == "Type3" && f.name == "" {
		f.name = v.Key("Name").Name()
	}
	f.pictures = picturesOf(f.name)
	l.toUnicode(v.Key("ToUnicode"))
	d := v
	if f.kind == "Type0" {
		f.composite = true
		f.enc = &cmap{}
		d = v.Key("DescendantFonts").Index(0)
		if d.IsNull() {
			d = v.Key("DescendantFonts") // a dictionary where an array belongs
		}
		l.encodingCMap(v.Key("Encoding"))
		l.compositeWidths(d)
		if m := d.Key("CIDToGIDMap"); m.IsStream() {
			f.cidToGID = l.data(m, "cid-map-damaged")
		}
	} else {
		l.simpleWidths(v)
	}
	desc := d.Key("FontDescriptor")
	flags := int(desc.Key("Flags").Float())
	f.symbolic = flags&4 != 0 && flags&32 == 0
	if f.kind != "Type3" {
		f.face = standardFace(f.name)
	}
	l.program(desc)
	if !f.composite {
		l.simpleEncoding(v.Key("Encoding"))
	}
	l.metrics(desc)
	if f.kind == "Type3" {
		l.type3(v)
	}
}

func (l *loader) data(v value, code string) []byte {
	b, err := v.Data(maxProgramBytes)
	if err != nil {
		l.opts.warn(code, "a stream of the font "+l.f.name+" cannot be read in full: "+err.Error())
	}
	return b
}

func (l *loader) toUnicode(v value) {
	switch {
	case v.IsStream():
		m := parseCMap(l.data(v, "tounicode-damaged"))
		l.inherit(m, v, 0)
		if m.entries() > 0 {
			l.f.tounicode = m
		}
	case strings.HasPrefix(v.Name(), "Identity"):
		l.f.tounicode = &cmap{spans: []textRange{{2, 1, 0xffff, []uint16{1}}}}
	}
}

// inherit links a CMap with the one it builds on.
func (l *loader) inherit(m *cmap, v value, depth int) {
	if depth >= maxUseCMap {
		return
	}
	use := v.Key("UseCMap")
	if use.IsStream() {
		m.parent = parseCMap(l.data(use, "cmap-damaged"))
		l.inherit(m.parent, use, depth+1)
		return
	}
	name := use.Name()
	if name == "" {
		name = m.use
	}
	if name != "" {
		if p, _, _ := predefined(name); p != nil {
			m.parent = p
		}
	}
}

func (l *loader) encodingCMap(enc value) {
	f := l.f
	if enc.IsStream() {
		f.enc = parseCMap(l.data(enc, "cmap-damaged"))
		l.inherit(f.enc, enc, 0)
		if enc.Key("WMode").Float() == 1 {
			f.enc.vertical = true
		}
		f.vertical = f.enc.vertical
		return
	}
	name := enc.Name()
	m, utf16, decode := predefined(name)
	if m == nil {
		m = &cmap{vertical: strings.HasSuffix(name, "-V")}
		if name != "" {
			f.say("the encoding %s is not known; codes are taken for glyph numbers", name)
		}
	}
	f.enc, f.unicodeEnc, f.decoder, f.vertical = m, utf16, decode, m.vertical
}

// compositeWidths reads W, DW, W2 and DW2 (ISO 32000-1 §9.7.4.3).
func (l *loader) compositeWidths(d value) {
	f := l.f
	f.width = 1000
	if dw := d.Key("DW"); !dw.IsNull() {
		f.width = dw.Float()
	}
	f.widths = map[uint32]float64{}
	l.runs(d.Key("W"), 1, func(cid uint32, v []float64) { f.widths[cid] = v[0] })
	f.vwidth = Vertical{Y: 880, Advance: -1000}
	if dw2 := d.Key("DW2"); dw2.Len() >= 2 {
		f.vwidth = Vertical{Y: dw2.Index(0).Float(), Advance: dw2.Index(1).Float()}
	}
	if f.vertical {
		f.vwidths = map[uint32]Vertical{}
		l.runs(d.Key("W2"), 3, func(cid uint32, v []float64) {
			f.vwidths[cid] = Vertical{X: v[1], Y: v[2], Advance: v[0]}
		})
	}
}

// runs walks an array of "c [v ...]" and "first last v": n numbers for a CID.
func (l *loader) runs(a value, n int, set func(cid uint32, v []float64)) {
	left := maxWidths
	v := make([]float64, n)
	for i := 0; i+1 < a.Len() && left > 0; {
		first := a.Index(i).Float()
		if first < 0 || first > 0xffff {
			i++
			continue
		}
		if list := a.Index(i + 1); list.IsArray() {
			for k := 0; k+n <= list.Len() && left > 0; k += n {
				for j := range n {
					v[j] = list.Index(k + j).Float()
				}
				set(uint32(first)+uint32(k/n), v)
				left--
			}
			i += 2
			continue
		}
		last := min(a.Index(i+1).Float(), 0xffff)
		for j := range n {
			v[j] = a.Index(i + 2 + j).Float()
		}
		for c := uint32(first); float64(c) <= last && left > 0; c++ {
			set(c, v)
			left--
		}
		i += 2 + n
	}
}

func (l *loader) simpleWidths(v value) {
	f := l.f
	f.widths = map[uint32]float64{}
	f.width = v.Key("FontDescriptor").Key("MissingWidth").Float()
	first := int(v.Key("FirstChar").Float())
	w := v.Key("Widths")
	for i := range min(w.Len(), 256) {
		if c := first + i; c >= 0 && c < 256 {
			f.widths[uint32(c)] = w.Index(i).Float()
			f.hasWidths = true
		}
	}
}

func (l *loader) simpleEncoding(enc value) {
	f := l.f
	base := enc.Name()
	if enc.IsDict() {
		base = enc.Key("BaseEncoding").Name()
	}
	switch e := namedEncoding(base); {
	case e != nil:
		f.names, f.based = *e, true
	case f.face != nil && f.face.builtin != nil && !f.embedded:
		f.names, f.based = *f.face.builtin, true
	case f.embedded && (f.kind != "TrueType" || f.symbolic), f.kind == "Type3":
		// The program's own encoding holds (§9.6.6.1); it is asked when the glyph is wanted.
	default:
		f.names = *standardEncoding()
		f.based = enc.IsDict() || !f.embedded
	}
	diff := enc.Key("Differences")
	code := 0
	for i := range min(diff.Len(), 4096) {
		switch x := diff.Index(i); {
		case x.IsNumber():
			code = int(x.Float())
		case x.Name() != "":
			if code >= 0 && code < 256 {
				f.names[code] = x.Name()
				f.differs[code] = x.Name() != ".notdef"
			}
			code++
		}
	}
}

// program notes where the font program is; it is read when it is needed.
func (l *loader) program(desc value) {
	f := l.f
	for _, key := range []string{"FontFile2", "FontFile3", "FontFile"} {
		file := desc.Key(key)
		if !file.IsStream() {
			continue
		}
		f.embedded = true
		f.load = func() *program {
			b := l.data(file, "font-program-damaged")
			// The key does not always tell the truth about the format.
			switch {
			case isSFNT(b):
				return readSFNT(b)
			case isType1(b):
				return readType1(b)
			default:
				return readCFF(b)
			}
		}
		return
	}
}

func (l *loader) metrics(desc value) {
	f := l.f
	num := func(key string) (float64, bool) {
		x := desc.Key(key).Float()
		return x, x != 0 && math.Abs(x) <= maxMetric
	}
	if f.face != nil {
		f.ascent, f.descent = f.face.ascent, f.face.descent
	}
	if b := desc.Key("FontBBox"); b.Len() == 4 {
		box := rect(b, 1, 1)
		if box.Y1 > 0 && box.Y1 <= maxMetric {
			f.ascent = min(box.Y1, 1.5*defaultAscent)
		}
		if box.Y0 < 0 && box.Y0 >= -maxMetric {
			f.descent = max(box.Y0, 2.5*defaultDescent)
		}
	}
	if x, ok := num("Ascent"); ok && x > 0 {
		f.ascent = x
	}
	if x, ok := num("Descent"); ok {
		f.descent = -math.Abs(x) // some producers write it without its sign
	}
}

// rect reads an array of four numbers as a box, in units of sx and sy.
func rect(a value, sx, sy float64) page.Rect {
	x0, y0 := a.Index(0).Float()*sx, a.Index(1).Float()*sy
	x1, y1 := a.Index(2).Float()*sx, a.Index(3).Float()*sy
	return page.Rect{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
}
