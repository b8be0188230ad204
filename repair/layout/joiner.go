package layout

import "github.com/paknevis/paknevis/repair/script"

// A letter that joins on both sides, drawn in its final or isolated shape though a
// letter follows without a gap, is the trace of a ZWNJ. The shape is known from the
// glyph itself (Glyph.Form) or from the company it keeps in the document: a glyph that
// mostly ends words is a final shape, one that mostly starts them an initial one.

// joinEvidence: the log odds that must speak for a ZWNJ, both glyphs together. Tuned on
// pages of six producers with the ZWNJs known.
const joinEvidence = 1.3

// unshapedCount: a letter that a font draws with one glyph, seen so often, is not
// shaped at all, and the glyph tells nothing.
const unshapedCount = 8

func (k *Knowledge) learnJoins(l *line) {
	for i, c := range l.cells {
		u := c.u
		if u == nil || u.role != inkUnit || u.key.font < 0 {
			continue
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
			s := shapeOf{u.key, r}
			if !k.seen[s] {
				k.seen[s] = true
				k.shapes[letter{u.key.font, r}]++
			}
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
	}
	return noJoiner
}

// separates reports whether the shapes of two units that touch tell of a ZWNJ between them.
func (k *Knowledge) separates(a, b *unit) bool {
	r := a.last()
	if !isDualJoining(r) || !isJoining(b.first()) {
		return false
	}
	if b.form.JoinsPrevious() {
		return false
	}
	switch {
	case a.form == script.FormFinal || a.form == script.FormIsolated:
		return true
	case a.form.JoinsNext():
		return false
	}
	if a.key.font < 0 {
		return false
	}
	ja := k.joins[a.key]
	if k.shapes[letter{a.key.font, r}] < 2 && ja.end+ja.inside >= unshapedCount {
		return false
	}
	// The place in question was counted as inside and joined when the document was
	// learned; it must not speak for itself.
	end := logit(ja.end, max(ja.inside-1, 0))
	start := 0.0
	if b.key.font >= 0 {
		jb := k.joins[b.key]
		start = logit(jb.start, max(jb.joined-1, 0))
	}
	return end > -joinEvidence && start > -joinEvidence && end+start > joinEvidence
}
