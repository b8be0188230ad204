package lang

import "math"

// GapFeatures are the features of the gap between two keys, with the keys before
// and after them, for training.
func (m *Model) GapFeatures(a, b, before, after []byte) []uint32 {
	f := m.featurer()
	f.gap(a, b, before, after)
	return f.out
}

// gap makes the features of a ZWNJ, rather than a space, between two pieces.
func (f *featurer) gap(a, b, before, after []byte) {
	f.out = f.out[:0]
	right := f.rightPiece(b)
	ka, kb := f.w.find(a), right.index
	ha, hb := hashKey(a), hashKey(b)
	f.add(70)
	f.add(71, ha)
	f.add(72, hb)
	f.add(73, ha, hb)
	for k := 1; k <= min(3, len(a)); k++ {
		f.add(74, uint32(k), hashKey(a[len(a)-k:]))
		f.add(75, hashKey(a[len(a)-k:]), hb)
	}
	for k := 1; k <= min(3, len(b)); k++ {
		f.add(76, uint32(k), hashKey(b[:k]))
		f.add(77, hashKey(b[:k]), ha)
	}
	for k := 2; k <= min(3, len(b)); k++ {
		f.add(78, ha, hashKey(b[len(b)-k:]))
	}
	var qa, qb uint8
	if ka >= 0 {
		qa = f.w.free[ka]
	}
	if kb >= 0 {
		qb = f.w.free[kb]
	}
	f.add(79, f.bucket(qa), f.bucket(qb))
	f.add(80, f.bucket(qa), hb)
	v := right.verbal
	f.add(100, v, f.bucket(qa), f.bucket(qb))
	f.add(101, v, hashKey(a[max(0, len(a)-2):]), uint32(b[len(b)-1]))
	f.add(102, v, ha)
	if len(after) > 0 {
		f.add(103, v, hashKey(after))
	}
	f.add(81, f.bucket(qb), ha)
	if n, joint, ok := f.w.pair(ka, kb); ok {
		f.add(82, uint32(joint)/16, f.bucket(quantise(n)))
	}
	// Is the pair a word that lexicons or careful texts join?
	var whole [2 * maxWord]byte
	n := copy(whole[:], a)
	solid := whole[:n+copy(whole[n:], b)]
	f.joined(83, solid, len(a))
	if len(solid) <= maxWord {
		var qs uint8
		if k := f.w.find(solid); k >= 0 {
			qs = f.w.free[k]
		}
		f.add(95, f.bucket(qs), f.bucket(qa), f.bucket(qb))
	}
	if st := b[:right.stem]; len(st) > 0 {
		h := hashKey(st)
		f.add(91, h)
		f.add(92, ha, h)
		f.add(93, f.bucket(qa), h)
		// Is the pair without its ending a word?
		f.joined(94, whole[:n+copy(whole[n:], st)], len(a))
	}
	if len(solid) <= maxWord {
		f.read(solid)
		gain := nats(f.parted(solid, len(a)))
		f.add(120, gain)
		f.add(121, gain, f.bucket(qa), f.bucket(qb))
	}
	f.around(a, b, before, after, ka, kb, v)
	if len(before) > 0 {
		hp := hashKey(before)
		f.add(84, hp, hb)
		f.add(85, hp, ha, hb)
	}
	if len(after) > 0 {
		hn := hashKey(after)
		f.add(86, hn, ha)
		f.add(87, hn, hb)
		f.add(88, hn, ha, hb)
	}
}

// rightPiece is what the model knows of the piece behind a gap by itself.
type rightPiece struct {
	index  int    // of it in the vocabulary, -1 if it is not there
	verbal uint32 // see featurer.verbal
	stem   int    // letters of its stem, 0 if it has none, see featurer.stem
}

// maxRights bounds the pieces that are remembered.
const maxRights = 1 << 12

func (f *featurer) rightPiece(b []byte) rightPiece {
	p, ok := f.rights[string(b)]
	if ok {
		return p
	}
	st := f.stem(b)
	p = rightPiece{f.w.find(b), f.verbal(b, st), len(st)}
	if f.rights != nil {
		if len(f.rights) >= maxRights {
			clear(f.rights)
		}
		f.rights[string(b)] = p
	}
	return p
}

// around adds what is known of the words around a gap beyond themselves: their
// endings and how often they stand beside the pieces.
func (f *featurer) around(a, b, before, after []byte, ka, kb int, v uint32) {
	ha, hb := hashKey(a), hashKey(b)
	if len(before) > 0 {
		tail := hashKey(before[max(0, len(before)-2):])
		f.add(124, tail, hb)
		f.add(128, tail, ha)
	}
	if len(after) > 0 {
		tail := hashKey(after[max(0, len(after)-2):])
		f.add(125, tail, hb)
		f.add(126, hashKey(after[:min(2, len(after))]), hb)
		f.add(127, tail, v, uint32(b[len(b)-1]))
	}
	n, joint, ok := f.w.pair(ka, kb)
	ab := uint32(0)
	if ok {
		ab = f.bucket(quantise(n))<<8 | uint32(joint)/32 + 1
	}
	var left, right uint32
	if len(before) > 0 {
		if n, joint, ok := f.w.pair(f.w.find(before), ka); ok {
			left = f.bucket(quantise(n))<<8 | uint32(joint)/64 + 1
		}
		f.add(129, ab, left)
	}
	if len(after) > 0 {
		if n, joint, ok := f.w.pair(kb, f.w.find(after)); ok {
			right = f.bucket(quantise(n))<<8 | uint32(joint)/64 + 1
		}
		f.add(130, ab, right)
	}
	if len(before) > 0 && len(after) > 0 {
		f.add(131, left, right, f.bucket(quantise(n)))
	}
	if ok && ka >= 0 && kb >= 0 {
		fa, fb := counts[f.w.free[ka]], counts[f.w.free[kb]]
		pmi := math.Log2((n + 0.5) / (fa*fb/f.w.total + 0.5))
		f.add(132, uint32(int32(math.Round(pmi))+40), uint32(joint)/32)
	}
}

// Joint is the probability that careful Persian writes a ZWNJ, not a space, in
// the gap between the solid pieces a and b, whose neighbours are before and after
// (keys, which may be empty). After a letter that does not join, texts that
// write the ZWNJ and texts that write nothing count as neither.
func (m *Model) Joint(a, b, before, after []byte) float64 {
	f := m.featurer()
	return m.joint(&f, a, b, before, after)
}

func (m *Model) joint(f *featurer, a, b, before, after []byte) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > maxWord || len(b) > maxWord {
		return 0
	}
	f.gap(a, b, before, after)
	return m.seams.p(f.out, &m.seams.gap[Beside(before, after)])
}
