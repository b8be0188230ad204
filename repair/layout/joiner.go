package layout

import "github.com/paknevis/paknevis/repair/script"

// A letter that joins on both sides, drawn in its final or isolated shape though a
// letter follows without a gap, is the trace of a ZWNJ. The shape is known from the
// glyph itself (Glyph.Form) or from the company it keeps in the document: a glyph that
// mostly ends words is a final shape, one that mostly starts them an initial one.

// The weights are log likelihood ratios in nats, rounded. Tuned on pages of six
// producers with the ZWNJs known.
const (
	// endWeight: a glyph that joins the next letter hardly ever ends a word (one in
	// seventy: a word cut by mistake), one that does not ends words mostly.
	endWeight = 4.0
	// insideWeight: a letter follows a joining shape always, another in a third of its
	// places: before a ZWNJ.
	insideWeight = 1.2
	// joinPrior: of the places where a letter that joins on both sides meets another
	// letter, one in twenty has a ZWNJ.
	joinPrior = 2.9
	// tahShapes: tah looks the same at a word's end and before a letter, and many fonts draw
	// it with one or two glyphs that are mapped as isolated and final; only one that shows
	// this many surely tells the shapes apart. The shape of another says nothing, and where
	// the words say nothing either, as in Arabic text, there is no ZWNJ.
	tahShapes = 3
	// joinSure: company that says less than this has seen a glyph in too few places, or in
	// contradicting ones. Tuned on some 550 outside PDFs.
	joinSure = 10.0
	// ownSure: the first glyph must say as much by itself, what one end of a word says: one that
	// hardly ends any has no shape of an end, whatever the next says. Tuned on 220 public PDFs.
	ownSure = endWeight
	// joinCap bounds what one glyph may say against the other.
	joinCap = 12.0
)

// shapedCount: letters seen so often show whether their font has more than one glyph
// for a letter. A font with one glyph for each is not shaped and tells nothing.
const shapedCount = 4

// drawn counts the glyphs that draw a letter of a font, and how often it stands.
type drawn struct{ glyphs, n int }

func (k *Knowledge) learnJoins(l *line) {
	for i, c := range l.cells {
		u := c.u
		if u == nil || u.role != inkUnit || u.span {
			continue
		}
		if next := l.neighbour(i, 1); next != nil && isDualJoining(u.last()) && isJoining(next.first()) {
			in := k.insides[u.font]
			in.n++
			if u.form == script.FormFinal || u.form == script.FormIsolated {
				in.apart++
			}
			k.insides[u.font] = in
		}
		if next := l.neighbour(i, 1); next != nil && next.role == inkUnit && isJoining(next.first()) && isJoining(u.last()) && !isDualJoining(u.last()) {
			in := k.insides[u.font]
			if in.after++; l.stated(i) {
				in.padded++
			}
			k.insides[u.font] = in
		}
		j := k.joins[u.key]
		if r := u.last(); isDualJoining(r) {
			switch next := l.neighbour(i, 1); {
			case next == nil || !isJoining(next.first()) && next.role != blankUnit:
				j.end++
			case next.role == blankUnit:
			case l.stated(i) || len(u.text) > 0 && u.text[len(u.text)-1].R == zwnj:
				j.end++
			default:
				j.inside++
			}
			d := k.shapes[letter{u.key.font, r}]
			d.n++
			if s := (shapeOf{u.key, r}); !k.seen[s] {
				k.seen[s] = true
				d.glyphs++
			}
			k.shapes[letter{u.key.font, r}] = d
		}
		if isJoining(u.first()) {
			switch prev := l.neighbour(i, -1); {
			case prev != nil && prev.role == blankUnit:
			case prev == nil || !isDualJoining(prev.last()) || l.stated(i-1):
				j.start++
			default:
				j.joined++
			}
		}
		k.joins[u.key] = j
	}
}

// neighbour is the unit beside cell i, nil at white and at the ends of the line.
func (l *line) neighbour(i, step int) *unit {
	if i+step < 0 || i+step >= len(l.cells) {
		return nil
	}
	return l.cells[i+step].u
}

// stated reports whether a joiner was painted between the cells i and i+1.
func (l *line) stated(i int) bool { return l.joinerAfter(i) != noJoiner }

// joinerAfter is the glyph of the joiner painted between the cells i and i+1.
func (l *line) joinerAfter(i int) int32 {
	if i < 0 || i+1 >= len(l.cells) {
		return noJoiner
	}
	p, q := l.cells[i], l.cells[i+1]
	switch {
	case p.at == q.at+1:
		return q.zwnj
	case q.at == p.at+1:
		return p.zwnj
	case !p.rtl && q.rtl:
		// After the last letter of a left-to-right run in a right-to-left line: the
		// run stands between, and the joiner on its far side.
		for j := i; j >= 0 && !l.cells[j].rtl; j-- {
			if l.cells[j].at == q.at+1 {
				return q.zwnj
			}
		}
	case p.rtl && !q.rtl:
		for j := i + 1; j < len(l.cells) && !l.cells[j].rtl; j++ {
			if l.cells[j].at == p.at-1 {
				return l.cells[j].zwnj
			}
		}
	}
	return noJoiner
}

// A trace is what the shapes of two units that touch tell of a ZWNJ between them.
type trace uint8

const (
	noTrace    trace = iota
	vagueTrace       // as such a letter looks everywhere: only the words can tell
	weakTrace        // nothing says so for certain
	sureTrace
)

func (t trace) say() say {
	switch t {
	case vagueTrace:
		return deniesIt
	case sureTrace:
		return claimsIt
	}
	return saysNothing
}

func (k *Knowledge) trace(a, b *unit) trace {
	r := a.last()
	if !isDualJoining(r) || !isJoining(b.first()) || a.initial {
		return noTrace
	}
	if b.form.JoinsPrevious() {
		return noTrace
	}
	if a.form == script.FormUnknown && !hasForms(r) || b.form == script.FormUnknown && !hasForms(b.first()) {
		// A program that shapes with presentation forms takes such a letter for one that
		// joins nothing and gives its neighbours the shapes of a word's end and start.
		return noTrace
	}
	vague := isTah(r) && k.shapes[letter{a.key.font, r}].glyphs < tahShapes
	switch {
	case a.form == script.FormFinal || a.form == script.FormIsolated:
		switch {
		case k.unshaped(a.font):
			return noTrace
		case vague:
			return vagueTrace
		}
		return sureTrace
	case a.form.JoinsNext():
		return noTrace
	}
	if a.span {
		return noTrace
	}
	if !k.shaped[a.key.font] {
		return noTrace
	}
	if d := k.shapes[letter{a.key.font, r}]; d.glyphs < 2 && d.n >= 2*shapedCount {
		return noTrace
	}
	ja, jb := k.joins[a.key], k.joins[b.key]
	// The place in question was counted as inside and joined when the document was
	// learned; it must not speak for itself.
	own := evidence(ja.end, ja.inside-1)
	e := own
	if !b.span {
		e += evidence(jb.start, jb.joined-1)
	}
	switch {
	case e <= joinPrior:
		return noTrace
	case vague:
		return vagueTrace
	case e < joinSure, own < ownSure:
		return weakTrace
	}
	return sureTrace
}

// isTah reports the letters of the joining group TAH.
func isTah(r rune) bool { return r == '\u0637' || r == '\u0638' || r == '\u069F' } // ARABIC LETTER TAH, ZAH, TAH WITH THREE DOTS ABOVE

// insides counts the places of a font where a letter that joins on both sides meets
// another without white, and those where it has the shape of a word's end there; and the
// places behind a letter that joins none after it, and those with a joiner.
type insides struct{ n, apart, after, padded int32 }

// unshapedShare: a font of whose places inside of words so many show the shape of a word's
// end was set by a program that does not know how to join, and shapes tell nothing; in
// joined text it is one in twenty. unshapedLeast places must tell.
const (
	unshapedShare = 0.5
	unshapedLeast = 8
)

// unshaped reports a font whose letters stand unjoined everywhere.
func (k *Knowledge) unshaped(font int32) bool {
	i := k.insides[font]
	return i.n >= unshapedLeast && float64(i.apart) >= unshapedShare*float64(i.n)
}

// paddedShare: a font puts a glyph behind letters that join none after them where so many
// have a joiner; in Persian text it is one in ten. paddedLeast places must tell.
const (
	paddedShare = 0.3
	paddedLeast = 8
)

// pads reports a letter that joins none after it, of a font which puts an empty glyph behind
// such letters that the file calls a joiner (LibreOffice 3).
func (k *Knowledge) pads(u *unit) bool {
	i := k.insides[u.font]
	return !isDualJoining(u.last()) && i.after >= paddedLeast && float64(i.padded) >= paddedShare*float64(i.after)
}

// hasForms reports whether Unicode has presentation forms of a letter.
func hasForms(r rune) bool {
	if r >= 0 && int(r) < len(traits) {
		return traits[r].forms
	}
	return findForms(r)
}

func findForms(r rune) bool {
	_, ok := script.Shape(string(r), script.FormFinal)
	return ok
}

// evidence is how much the contexts of a glyph speak for a shape without a stroke.
func evidence(apart, joined int32) float64 {
	e := endWeight*float64(apart) - insideWeight*float64(max(joined, 0))
	return min(max(e, -joinCap), joinCap)
}

// settleShapes decides which fonts are shaped: most of their frequent letters have
// more than one glyph.
func (k *Knowledge) settleShapes() {
	type votes struct{ shaped, all, any int }
	vs := map[int32]votes{}
	for l, d := range k.shapes {
		v := vs[l.font]
		if d.glyphs > 1 {
			v.any++
		}
		if d.n >= shapedCount {
			v.all++
			if d.glyphs > 1 {
				v.shaped++
			}
		}
		vs[l.font] = v
	}
	k.shaped = map[int32]bool{}
	for f, v := range vs {
		k.shaped[f] = 2*v.shaped >= v.all && v.any > 0
	}
}
