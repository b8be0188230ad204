package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// A formula is read from left to right whatever stands around it, and its parts stand
// above and below the line: numerators, limits, scripts. Taken one by one they tear the
// lines of the text apart. So the glyphs of a formula are put together first: they become
// one unit on the baseline of the line, with a slash between numerator and denominator.
// The result is for reading and searching, it is no mathematical notation.

// Measures of formulas in font sizes. Tuned on formulas of TeX and Word.
const (
	// formulaLevel: parts this close in height stand on one level.
	formulaLevel = 0.15
	// formulaGap: parts on one level are at most so far apart; a quad parts two formulas.
	formulaGap = 0.7
	// formulaText: digits of the text's own font belong to a formula they touch.
	formulaText = 0.25
	// formulaScript: a script follows its base at this distance, and is raised or
	// lowered by formulaRise at most.
	formulaScript = 0.3
	formulaRise   = 0.8
	// formulaTouch: a script that is hardly raised or lowered, as in Word, touches its base.
	formulaTouch = 0.15
	// limitMost: the limits of lim and of a sum stand this near to its baseline.
	limitMost = 0.8
	// formulaHigh: a formula is so high at most; what is more is several lines of them.
	formulaHigh = 2.6
	// formulaAbove: the ink of a limit is so near to that of its sign.
	formulaAbove = 0.35
	// fractionLeast, fractionMost: distance of the baselines of numerator and denominator.
	fractionLeast = 0.6
	fractionMost  = 1.7
	// fractionNear: lines of text are farther apart than this.
	fractionNear = 1.1
	// fractionFar: a fraction with nothing before or after it has at least this distance,
	// and within rowGap nothing beside it, for that would be a row of a matrix.
	fractionFar = 1.25
	rowGap      = 3
	// fractionCenter: numerator and denominator are centred on each other.
	fractionCenter = 0.2
	// formulaMost bounds the parts of the formulas of a page, formulaDepth the fractions
	// in fractions.
	formulaMost  = 6000
	formulaDepth = 4
	// formulaWork bounds the looks at blocks in the search of fractions; a page of
	// hundreds of fractions takes a hundredth.
	formulaWork = 20_000_000
)

// mathFaces begin the names of fonts that set nothing but mathematics.
var mathFaces = []string{"CMMI", "CMSY", "CMEX", "CMBSY", "CMMIB", "MSAM", "MSBM", "EUFM", "EUSM", "EURM", "EUEX", "RSFS", "TXSY", "TXMI", "TXEX",
	"PXSY", "PXMI", "PXEX", "RTXMI", "RPXMI", "STMARY", "WASY", "LASY", "BBOLD", "MTSY", "MTMI", "MTEX", "ESINT", "FOURIER-M"}

// isMathFace reports a font of formulas by its PostScript name: those of TeX by their
// families, those of OpenType by the word that they all bear.
func isMathFace(name string) bool {
	name = strings.ToUpper(name)
	if strings.Contains(name, "MATH") {
		return true
	}
	return slices.ContainsFunc(mathFaces, func(f string) bool { return strings.HasPrefix(name, f) })
}

// functions are the names of functions that are set upright.
var functions = map[string]bool{"lim": true, "sin": true, "cos": true, "tan": true, "cot": true, "log": true, "ln": true, "exp": true, "max": true,
	"min": true, "sup": true, "inf": true, "det": true, "dim": true, "mod": true, "gcd": true, "arg": true, "deg": true, "ker": true, "sinh": true, "cosh": true}

// formulas puts the formulas of a frame together.
func (a *arranger) formulas(f *frame) {
	if !a.rtl {
		return
	}
	faces := map[int32]bool{}
	for i := range a.fonts {
		if isMathFace(a.fonts[i].Name) {
			faces[int32(i)] = true
		}
	}
	if len(faces) == 0 {
		return
	}
	eastern := map[int32]bool{} // fonts of the text
	for _, u := range f.units {
		if r, _ := u.strength(); r > 0 {
			eastern[u.font] = true
		}
	}
	parts := a.formulaParts(f, faces, eastern)
	if len(parts) < 2 || len(parts) > formulaMost {
		return
	}
	g := newGrouping(len(parts))
	joinFractions(parts, f.units, g)
	between := foreignInk(f.units, parts)
	for i, p := range parts {
		for j := i + 1; j < len(parts) && parts[j].x0 <= p.x1+formulaGap*max(p.size, parts[j].size, p.reach); j++ {
			if sameFormula(p, parts[j]) && !between.stands(p, parts[j]) {
				g.join(i, j)
			}
		}
	}
	for range formulaDepth / 2 {
		joinGroups(parts, g)
	}
	gone := map[*unit]bool{}
	for _, group := range g.groups() {
		us := make([]*unit, len(group))
		pure := false
		for k, i := range group {
			us[k] = parts[i].unit
			pure = pure || parts[i].math || isRelation(parts[i].first()) && !eastern[parts[i].font]
		}
		if !pure || len(us) < 2 {
			continue
		}
		u := a.assemble(us)
		if u == nil || between.inside(u) {
			continue
		}
		for _, v := range us {
			gone[v] = true
		}
		gone[us[0]] = false
		*us[0] = *u
	}
	f.units = slices.DeleteFunc(f.units, func(u *unit) bool { return gone[u] })
}

// A part is a glyph that may belong to a formula, or an upright name of a function.
type part struct {
	*unit
	top, foot float64 // of the ink, upright frame
	reach     float64 // its size
	math      bool    // of a font of formulas
	digit     bool    // of the text's own font
}

// formulaParts lists what formulas may be made of, by their left edges.
func (a *arranger) formulaParts(f *frame, faces, eastern map[int32]bool) []part {
	names := functionUnits(f.units, faces, eastern)
	var parts []part
	for _, u := range f.units {
		if u.role != inkUnit && u.role != blankUnit || u.span || len(u.marks) > 0 {
			continue
		}
		p := part{unit: u, reach: u.size, math: faces[u.font]}
		if !p.math {
			if u.role == blankUnit {
				continue
			}
			r := u.first()
			_, bracket := bracketPair(r)
			switch c := classOf(r); {
			case isNumber(c):
				p.digit = eastern[u.font]
			case eastern[u.font] || c == classR:
				continue
			case c == classL && !names[u]:
				continue
			case c != classL && !bracket && !isOperator(r):
				continue
			}
		}
		b := a.page.Glyphs[u.glyphs[0]].Box
		if direction(f.angle) == 0 {
			p.foot, p.top = b.Y0, b.Y1
		} else {
			p.foot, p.top = u.y, u.y+0.7*u.size
		}
		parts = append(parts, p)
	}
	slices.SortStableFunc(parts, func(p, q part) int { return cmp.Compare(p.x0, q.x0) })
	return parts
}

// variableLetters: so many letters side by side are variables, not a word.
const variableLetters = 2

// functionUnits finds the letters of the upright names of functions, and variables set in
// a font of the text.
func functionUnits(us []*unit, faces, eastern map[int32]bool) map[*unit]bool {
	out := map[*unit]bool{}
	for i := 0; i < len(us); {
		j, name := i, ""
		for j < len(us) && !faces[us[j].font] && !eastern[us[j].font] && isASCIILetter(us[j].first()) && len(us[j].text) > 0 &&
			(j == i || us[j].font == us[i].font && us[j].y == us[i].y && math.Abs(us[j].x0-us[j-1].x1) < spacePrior*us[j].size) && len(name) < 16 {
			for _, c := range us[j].text {
				name += string(c.R)
			}
			j++
		}
		if functions[name] || 0 < len(name) && len(name) <= variableLetters {
			for _, u := range us[i:j] {
				out[u] = true
			}
		}
		i = max(j, i+1)
	}
	return out
}

func isRelation(r rune) bool {
	return r == '=' || r == '\u2260' || r == '\u2264' || r == '\u2265' || r == '\u2248' || r == '\u2192'
}

func isOperator(r rune) bool {
	switch r {
	case '+', '-', '=', '<', '>', '|', '/', '*', '!', '%', '\u00B0', '\u00B7', '\u2026', '\u00B1', '\u00D7', '\u00F7', '\u2032', '\u2212', '\u2260', '\u2264', '\u2265':
		return true
	}
	return r >= 0x2190 && r <= 0x22FF
}

// sameFormula reports whether two parts, p not right of q, belong together.
func sameFormula(p, q part) bool {
	size := max(p.size, q.size)
	gap, rise := q.x0-p.x1, math.Abs(p.y-q.y)
	if p.digit != q.digit && gap < formulaTouch*size && gap > -formulaText*size && rise > formulaLevel*size && rise < formulaRise*size && min(p.size, q.size) < scriptSize*size {
		return true // an exponent in the text's digits
	}
	if p.digit || q.digit {
		return rise < formulaLevel*size && gap < formulaText*size && gap > -formulaText*size && (p.math || q.math || p.digit && q.digit)
	}
	script := min(p.size, q.size) < scriptSize*size
	switch {
	case rise < 2*formulaLevel*size && gap < formulaGap*size && !script:
		return true
	case script && rise < formulaLevel/2*size && gap > formulaTouch*size && !p.silent() && !q.silent():
		return false // a limit and the denominator beside it
	case gap < formulaScript*size && gap > -formulaScript*size && rise < formulaRise*size && script:
		return true
	case gap < 0 && max(p.foot-q.top, q.foot-p.top) < formulaAbove*size && script && rise < limitMost*size:
		return true
	}
	return false
}

// foreign is the ink that can be part of no formula, by height.
type foreign map[int][]*unit

func foreignInk(us []*unit, parts []part) foreign {
	own := make(map[*unit]bool, len(parts))
	for _, p := range parts {
		own[p.unit] = true
	}
	f := foreign{}
	for _, u := range us {
		if (u.role == inkUnit || u.role == blankUnit) && !own[u] {
			k := halfPoints(u.y)
			f[k] = append(f[k], u)
		}
	}
	for _, us := range f {
		slices.SortFunc(us, func(p, q *unit) int { return cmp.Compare(p.center(), q.center()) })
	}
	return f
}

// within reports ink whose middle stands between x0 and x1 at about the height y.
func (f foreign) within(x0, x1, y, rise float64) bool {
	stands := func(us []*unit) bool {
		i, _ := slices.BinarySearchFunc(us, x0, func(u *unit, x float64) int { return cmp.Compare(u.center(), x) })
		return i < len(us) && us[i].center() < x1
	}
	lo, hi := halfPoints(y-rise), halfPoints(y+rise)
	if hi-lo > len(f) { // around a part as large as a page
		for k, us := range f {
			if k >= lo && k <= hi && stands(us) {
				return true
			}
		}
		return false
	}
	for k := lo; k <= hi; k++ {
		if stands(f[k]) {
			return true
		}
	}
	return false
}

// stands reports ink between two parts.
func (f foreign) stands(p, q part) bool {
	return q.x0-p.x1 > formulaTouch*p.size && f.within(p.x1, q.x0, p.y, formulaScript*p.size)
}

// inside reports ink inside of a formula.
func (f foreign) inside(u *unit) bool { return f.within(u.x0, u.x1, u.y, formulaScript*u.size) }

// assemble makes one unit of the parts of a formula; nil where there is nothing to read.
func (a *arranger) assemble(us []*unit) *unit {
	u := &unit{conf: 1, formula: true, x0: math.Inf(1), x1: math.Inf(-1), key: us[0].key, font: us[0].font}
	for _, v := range us {
		u.x0, u.x1 = min(u.x0, v.x0), max(u.x1, v.x1)
		u.size = max(u.size, v.size)
		u.glyphs = append(u.glyphs, v.glyphs...)
		u.conf = min(u.conf, v.conf)
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range us {
		lo, hi = min(lo, v.y), max(hi, v.y)
	}
	if hi-lo > formulaHigh*u.size {
		return nil
	}
	u.y = a.baselineOf(us)
	u.text = a.linear(us, u.y, 0)
	if len(u.text) == 0 {
		return nil
	}
	return u
}

// baselineOf is the baseline of a formula: where most of its large parts stand that have
// nothing above or below them, or midway between numerator and denominator.
func (a *arranger) baselineOf(us []*unit) float64 {
	size := 0.0
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, u := range us {
		size = max(size, u.size)
		lo, hi = min(lo, u.y), max(hi, u.y)
	}
	large := slices.DeleteFunc(slices.Clone(us), func(u *unit) bool { return u.size < 0.9*size || u.silent() })
	rs := levels(large, size)
	best, most := (lo+hi)/2, 0.0
	ink := make([]float64, len(rs))
	for i, r := range rs {
		for _, u := range r.units {
			ink[i] += u.width()
		}
		if slices.ContainsFunc(rs, func(o block) bool {
			return math.Abs(o.y-r.y) > fractionLeast*size && min(o.x1, r.x1)-max(o.x0, r.x0) > 0.3*min(o.x1-o.x0, r.x1-r.x0)
		}) {
			ink[i] = 0
		}
	}
	for _, r := range rs {
		w := 0.0
		for k, o := range rs {
			if math.Abs(o.y-r.y) < formulaLevel*size {
				w += ink[k]
			}
		}
		if w > most {
			best, most = r.y, w
		}
	}
	return best
}

// stacks groups the parts of a formula with baseline y that stand over each other, from
// left to right. What is above or below the line counts block by block.
func (a *arranger) stacks(us []*unit, y, size float64) [][]*unit {
	var on, off []*unit
	for _, u := range us {
		if a.level(u, y, size) == 0 {
			on = append(on, u)
		} else {
			off = append(off, u)
		}
	}
	bs := levels(off, size)
	for _, u := range on {
		bs = append(bs, block{[]*unit{u}, u.x0, u.x1, u.y})
	}
	slices.SortStableFunc(bs, func(p, q block) int { return cmp.Compare(p.x0, q.x0) })
	var out [][]*unit
	end := math.Inf(-1)
	for _, b := range bs {
		if n := len(out); n > 0 && end-b.x0 > min(0.3*(b.x1-b.x0), formulaText*size) {
			out[n-1] = append(out[n-1], b.units...)
		} else {
			out = append(out, b.units)
			end = b.x1
		}
		end = max(end, b.x1)
	}
	for _, c := range out {
		slices.SortStableFunc(c, func(p, q *unit) int { return cmp.Compare(p.x0, q.x0) })
	}
	return out
}

// level is 1 above, -1 below and 0 on the baseline y.
func (a *arranger) level(u *unit, y, size float64) int {
	switch d := u.y - y; {
	case math.Abs(d) < formulaLevel*size || a.crosses(u, y):
		return 0
	case d > 0:
		return 1
	}
	return -1
}

// linear spells the parts of a formula whose baseline is y.
func (a *arranger) linear(us []*unit, y float64, depth int) page.Text {
	var t page.Text
	right, size := math.Inf(-1), 0.0
	for _, u := range us {
		size = max(size, u.size)
	}
	space := func() {
		if len(t) > 0 && t[len(t)-1].R != ' ' {
			t = append(t, page.Char{R: ' ', From: page.Inferred})
		}
	}
	for _, c := range a.stacks(us, y, size) {
		var mid, above, below []*unit
		for _, u := range c {
			switch a.level(u, y, size) {
			case 0:
				mid = append(mid, u)
			case 1:
				above = append(above, u)
			default:
				below = append(below, u)
			}
		}
		x0, x1 := extent(c)
		if x0-right > spacePrior*size {
			space()
		}
		right = x1
		for _, u := range mid {
			t = append(t, u.text...)
		}
		if depth >= formulaDepth {
			for _, u := range slices.Concat(above, below) {
				t = append(t, u.text...)
			}
			continue
		}
		up, down := a.part(above, depth), a.part(below, depth)
		switch {
		case len(mid) == 0 && len(up) > 0 && len(down) > 0 && math.Abs(center(above)-center(below)) < fractionCenter*size:
			t = append(t, bracketed(up)...)
			t = append(t, page.Char{R: '/', From: page.Inferred})
			t = append(t, bracketed(down)...)
		case len(up) > 0 && len(down) > 0 || len(mid) > 1 && len(up)+len(down) > 0:
			space()
			t = append(t, down...)
			if len(down) > 0 {
				space()
			}
			t = append(t, up...)
			if len(mid) > 1 {
				space()
			}
		default:
			t = append(append(t, down...), up...)
		}
	}
	for len(t) > 0 && t[len(t)-1].R == ' ' {
		t = t[:len(t)-1]
	}
	return t
}

// part spells a numerator, a denominator or a limit.
func (a *arranger) part(us []*unit, depth int) page.Text {
	if len(us) == 0 {
		return nil
	}
	return a.linear(us, a.baselineOf(us), depth+1)
}

// crosses reports a large sign, an integral or a bracket, whose ink stands on both sides
// of the middle of the line though its origin does not.
func (a *arranger) crosses(u *unit, y float64) bool {
	b := a.page.Glyphs[u.glyphs[0]].Box
	return b.Height() > 1.2*u.size && b.Y0 < y && b.Y1 > y+0.5*u.size
}

func extent(us []*unit) (x0, x1 float64) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, u := range us {
		x0, x1 = min(x0, u.x0), max(x1, u.x1)
	}
	return x0, x1
}

func center(us []*unit) float64 {
	x0, x1 := extent(us)
	return (x0 + x1) / 2
}

// bracketed puts brackets around a numerator or denominator that is a sum.
func bracketed(t page.Text) page.Text {
	for i, c := range t {
		if i > 0 && (isOperator(c.R) && c.R != '!' && c.R != '\u2032' || c.R == ' ' || c.R == '/') {
			out := page.Text{{R: '(', From: page.Inferred}}
			return append(append(out, t...), page.Char{R: ')', From: page.Inferred})
		}
	}
	return t
}
