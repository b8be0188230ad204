package lang

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Seams is a log-linear model of where a ZWNJ stood in a solid word: one
// logistic decision per place between two letters, from the letters around it,
// the words that end and begin there, the ways in which the whole word is
// written elsewhere, and the neighbours if those leave it open.
type Seams struct {
	weight []uint8 // by hashed feature, the bits of an int8; the length is a power of two
	scale  float32
	gap    [4]Calibration // of gaps, see Beside
	place  [4]Calibration // of places
}

// SeamTable is the seam model as the trainer makes it.
type SeamTable struct {
	Weight     []int8         // by hashed feature; the length is a power of two
	Scale      float64        // of one step of a weight
	Gap, Place [4]Calibration // of the sums of weights of gaps and places, see Beside
}

// Calibration makes a sum of weights the logarithm of the odds of a ZWNJ, in nats.
type Calibration struct{ Slope, Shift float64 }

// Beside tells which neighbours are known, as an index of calibrations: 1 for the one
// before, 2 for the one after, 3 for both.
func Beside(before, after []byte) (n int) {
	if len(before) > 0 {
		n |= 1
	}
	if len(after) > 0 {
		n |= 2
	}
	return n
}

// Place is one place in a word where a ZWNJ can stand.
type Place struct {
	Letter   int // the ZWNJ comes after this letter of the key, from 0
	Features []uint32
}

// Token is a solid word with its neighbours, as keys (see Key); a neighbour may be empty.
type Token struct{ Word, Left, Right []byte }

// Key folds a word to the letters by which the vocabulary knows it, and the
// places of its ZWNJs. It fails for a word with other signs in it.
func Key(word string) (key []byte, mask uint32, ok bool) { return parse(word) }

// Places are the places of the token and the features of each, for training.
func (m *Model) Places(t Token) []Place {
	f := m.featurer()
	var out []Place
	f.begin(t)
	for i := range len(t.Word) - 1 {
		if joinsNext(Symbol(t.Word[i])) {
			f.place(i)
			out = append(out, Place{i, slices.Clone(f.out)})
		}
	}
	return out
}

// featurer makes the features of the places of a word.
type featurer struct {
	w      *Words
	c      *Chars
	scale  float64 // of the counts of the vocabulary
	shift  int     // the same for quantised counts
	t      Token
	whole  int                  // index of the word in the vocabulary
	total  float64              // how often the vocabulary saw it written in any way
	starts [maxWord + 1]piece   // the longest known word that begins at a letter
	ends   [maxWord + 1]piece   // the longest known word that ends before a letter
	states [maxWord + 2]State   // of the characters before each letter, after a gap
	sums   [maxWord + 2]float32 // their log probability
	out    []uint32
}

// fullSightings is what the counts of features are scaled to. The seams are learned
// with halves of the text and used with all of it: a word that was seen n times in a
// half has to look like one seen 2n times in the whole.
const fullSightings = 7.4e6

func (m *Model) featurer() featurer {
	scale := fullSightings / max(m.words.total, 1)
	return featurer{w: m.words, c: m.chars, scale: scale, shift: int(math.Round(countScale * math.Log2(scale)))}
}

// piece is a known word within another one.
type piece struct {
	len  int
	free uint8
}

// pieceFloor is the least count, quantised, at which a piece counts as a word
// of its own: 15 sightings. Below lie typing errors and cut words.
const pieceFloor = 32

func (f *featurer) begin(t Token) {
	w := f.w
	f.t = t
	f.whole = w.find(t.Word)
	f.total = 0
	if f.whole >= 0 {
		for v := range w.variants(f.whole).all() {
			f.total += counts[v.count]
		}
	}
	n := len(t.Word)
	f.read(t.Word)
	clear(f.starts[:n+1])
	clear(f.ends[:n+1])
	for i := range n {
		for j := min(n, i+12); j >= i+2; j-- {
			if i == 0 && j == n {
				continue
			}
			k := w.find(t.Word[i:j])
			if k < 0 || int(w.free[k])+f.shift < pieceFloor {
				continue
			}
			if j-i > f.starts[i].len {
				f.starts[i] = piece{j - i, w.free[k]}
			}
			if j-i > f.ends[j].len {
				f.ends[j] = piece{j - i, w.free[k]}
			}
		}
	}
}

// read follows the characters of a solid string between two gaps.
func (f *featurer) read(w []byte) {
	st, _ := f.c.step(0, symGap)
	f.states[0], f.sums[0] = st, 0
	for i, b := range w {
		next, lp := f.c.step(st, Symbol(b))
		st, f.states[i+1], f.sums[i+1] = next, next, f.sums[i]+lp
	}
	_, lp := f.c.step(st, symGap)
	f.sums[len(w)+1] = f.sums[len(w)] + lp
}

// parted is by how many nats the characters of the string that was read are
// likelier with a gap after the first n.
func (f *featurer) parted(w []byte, n int) float32 {
	st, sum := f.c.step(f.states[n], symGap)
	sum += f.sums[n]
	for i := n; i < len(w); i++ {
		var lp float32
		st, lp = f.c.step(st, Symbol(w[i]))
		sum += lp
		if st == f.states[i+1] { // what follows is as likely in both
			return sum - f.sums[i+1]
		}
	}
	_, lp := f.c.step(st, symGap)
	return sum + lp - f.sums[len(w)+1]
}

// nats is a difference of log probabilities as a feature.
func nats(d float32) uint32 { return uint32(int32(math.Round(float64(max(-12, min(12, d))))) + 100) }

func mix(h uint32, b uint32) uint32 { return (h ^ b) * 16777619 }

// add hashes a feature from its kind and values.
func (f *featurer) add(kind uint32, vals ...uint32) {
	h := mix(2166136261, kind)
	for _, v := range vals {
		h = mix(h, v)
		h ^= h >> 13
	}
	h *= 0x85ebca6b
	f.out = append(f.out, h^h>>15)
}

// joined adds how often texts write a word with a ZWNJ after its first n
// letters, and how often otherwise.
func (f *featurer) joined(kind uint32, key []byte, n int) {
	i := f.w.find(key)
	if i < 0 || n == 0 {
		return
	}
	with, all, listed := 0.0, 0.0, uint32(0)
	for v := range f.w.variants(i).all() {
		all += counts[v.count]
		if v.mask>>(n-1)&1 == 1 {
			with += counts[v.count]
			listed = 1
		}
	}
	f.add(kind, listed, f.count(with), f.count(all-with))
}

// bucket is a quantised count by factors of four.
func (f *featurer) bucket(q uint8) uint32 {
	n := int(q) + f.shift
	if q == 0 || n < rareCount {
		return 0
	}
	return uint32(n)/16 + 1
}

// rareCount is the scaled count, quantised, below which a word counts as unseen:
// six sightings in the whole text, which are too few for either half.
const rareCount = 22

// count is a scaled count by factors of four, up to four.
func (f *featurer) count(n float64) uint32 { return uint32(min(4, bits.Len(uint(n*f.scale+0.5))/2)) }

// place fills out with the features of a ZWNJ after letter i.
func (f *featurer) place(i int) {
	f.out = f.out[:0]
	w, n := f.t.Word, len(f.t.Word)
	left, right := w[:i+1], w[i+1:]
	f.add(0)
	// The letters before and after, up to six, the word's ends included.
	var l, r [7]uint32
	for k := 1; k <= 6; k++ {
		l[k], r[k] = 99, 99
		if i+1-k >= 0 {
			l[k] = uint32(w[i+1-k])
		}
		if i+k < n {
			r[k] = uint32(w[i+k])
		}
	}
	hl, hr := [7]uint32{}, [7]uint32{}
	for k := 1; k <= 6; k++ {
		hl[k] = mix(hl[k-1]*31+7, l[k])
		hr[k] = mix(hr[k-1]*31+7, r[k])
		if l[k] != 99 || k > 1 && l[k-1] != 99 {
			f.add(uint32(10+k), hl[k])
		}
		if r[k] != 99 || k > 1 && r[k-1] != 99 {
			f.add(uint32(20+k), hr[k])
		}
	}
	f.add(31, hl[1], hr[1])
	f.add(32, hl[2], hr[2])
	f.add(33, hl[3], hr[3])
	f.add(34, hl[1], hr[3])
	f.add(35, hl[3], hr[1])
	f.add(36, hl[2], hr[4])
	f.add(37, hl[4], hr[2])
	// The words on both sides.
	kl, kr := f.w.find(left), f.w.find(right)
	var ql, qr, qw uint8
	if kl >= 0 {
		ql = f.w.free[kl]
	}
	if kr >= 0 {
		qr = f.w.free[kr]
	}
	if f.whole >= 0 {
		qw = f.w.free[f.whole]
	}
	hleft, hright := hashKey(left), hashKey(right)
	f.add(40, hleft)
	f.add(41, hright)
	f.add(42, f.bucket(ql), f.bucket(qr))
	f.add(43, f.bucket(ql), f.bucket(qr), f.bucket(qw))
	f.add(44, f.bucket(ql), hright)
	f.add(45, f.bucket(qr), hleft)
	e, s := f.ends[i+1], f.starts[i+1]
	whole := func(p piece, side []byte) uint32 {
		if p.len == len(side) {
			return 1
		}
		return 0
	}
	f.add(46, uint32(min(e.len, 8)), whole(e, left), uint32(min(s.len, 8)), whole(s, right))
	f.add(47, f.bucket(e.free), whole(e, left), f.bucket(s.free), whole(s, right))
	f.add(48, uint32(s.len), hr[min(s.len, 6)])
	f.add(49, uint32(e.len), hl[min(e.len, 6)])
	// What stands on the right without its ending: پرداز of پردازان.
	if st := f.stem(right); st != nil {
		h := hashKey(st)
		f.add(54, h)
		f.add(55, f.bucket(ql), h)
		f.add(56, h, hl[1])
	}
	v := f.verbal(right)
	f.add(65, v, f.bucket(ql), f.bucket(qr))
	f.add(66, v, hl[2], uint32(right[len(right)-1]))
	// Whether the letters themselves ask for a gap.
	gain := nats(f.parted(w, i+1))
	f.add(57, gain)
	f.add(58, gain, f.bucket(ql), f.bucket(qr))
	f.add(59, gain, min(uint32(len(left)), 4), min(uint32(len(right)), 4))
	// How the whole word is written elsewhere.
	with, listed := 0.0, uint32(0)
	if f.whole >= 0 {
		for v := range f.w.variants(f.whole).all() {
			if v.mask>>i&1 == 1 {
				with += counts[v.count]
				listed = 1
			}
		}
	}
	share := uint32(9)
	if f.total > 0 {
		share = uint32(int32(math.Round(math.Log2((with*f.scale+0.2)/((f.total-with)*f.scale+0.2)))) + 100)
	}
	seen := f.count(f.total)
	f.add(50, share, seen)
	f.add(51, listed, min(seen, 1), f.bucket(qw))
	f.add(64, listed, gain, min(seen, 1))
	// What the pair is joined by elsewhere.
	if n, joint, ok := f.w.pair(kl, kr); ok {
		f.add(52, uint32(joint)/32, f.bucket(quantise(n)))
	} else {
		f.add(53, f.bucket(ql), f.bucket(qr))
	}
	f.heh(i)
	// Neighbours decide where the word alone does not.
	if f.total > 0 && with > 0 && with < f.total {
		hw := hashKey(w)
		if len(f.t.Left) > 0 {
			hp := hashKey(f.t.Left)
			f.add(60, hp, hw, uint32(i))
			f.add(61, hp, hright)
		}
		if len(f.t.Right) > 0 {
			hn := hashKey(f.t.Right)
			f.add(62, hn, hw, uint32(i))
			f.add(63, hn, hright)
		}
	}
}

// heh adds what tells a noun in a silent heh with the ending ای (نقشه|ای) from a
// plural (نقش|های): the same letters, of which the words around know more.
func (f *featurer) heh(i int) {
	w := f.t.Word
	stem, ok := hehStem(w)
	if !ok {
		return
	}
	site := uint32(0)
	switch n := len(stem); i {
	case n - 1:
		site = 1 // before the plural
	case n:
		site = 2 // behind the heh
	default:
		return
	}
	noun := w[:len(stem)+1]
	ks, kn := f.w.find(stem), f.w.find(noun)
	var qs, qn uint8
	if ks >= 0 {
		qs = f.w.free[ks]
	}
	if kn >= 0 {
		qn = f.w.free[kn]
	}
	f.add(110, site, f.bucket(qs), f.bucket(qn))
	gain := f.aside(stem)
	f.add(111, site, gain)
	f.add(112, site, gain, f.bucket(qs), f.bucket(qn))
	f.add(113, site, f.fuzzyPair(ks, keyPlural), f.fuzzyPair(kn, keyIndefinite))
	if l := f.t.Left; len(l) > 0 {
		f.add(114, site, hashKey(l))
		f.add(116, site, hashKey(l[max(0, len(l)-2):]))
	}
	if r := f.t.Right; len(r) > 0 {
		f.add(115, site, hashKey(r))
		f.add(117, site, hashKey(r[:min(2, len(r))]))
		f.add(118, site, hashKey(r[max(0, len(r)-2):]))
	}
}

// hehStem is what stands before های at the end of a word.
func hehStem(w []byte) ([]byte, bool) {
	n := len(w) - len(keyPlural)
	if n < stemLetters || string(w[n:]) != string(keyPlural) {
		return nil, false
	}
	return w[:n], true
}

// fuzzyPair is how often texts join a word to an ending, and how.
func (f *featurer) fuzzyPair(k int, ending []byte) uint32 {
	n, joint, ok := f.w.pair(k, f.w.find(ending))
	if !ok {
		return 0
	}
	return f.bucket(quantise(n))<<8 | uint32(joint)/64 + 1
}

// aside is by how many nats the line around reads better with a noun in heh than
// with a plural.
func (f *featurer) aside(stem []byte) uint32 {
	score := func(a, b []byte) float32 {
		st, sum := State(0), float32(0)
		for _, part := range [][]byte{f.t.Left, a, b, f.t.Right} {
			if part == nil {
				continue
			}
			var lp float32
			st, lp = f.c.step(st, symGap)
			sum += lp
			for _, c := range part {
				st, lp = f.c.step(st, Symbol(c))
				sum += lp
			}
		}
		_, lp := f.c.step(st, symGap)
		return sum + lp
	}
	noun := f.t.Word[:len(stem)+1]
	return nats(score(noun, keyIndefinite) - score(stem, keyPlural))
}

// endings of nouns and adjectives, longest first.
var endings = keysOf("هایمان هایتان هایشان هایی هایم هایت هایش های ترین مان تان شان انی گی ها تر ان ام ات اش ای ی م ت ش")

// stem is a word without its ending, if the vocabulary knows what is left; nil
// if it has none.
func (f *featurer) stem(b []byte) []byte {
	for _, e := range endings {
		n := len(b) - len(e)
		if n < stemLetters || string(b[n:]) != string(e) {
			continue
		}
		if k := f.w.find(b[:n]); k >= 0 && int(f.w.free[k])+f.shift >= pieceFloor {
			return b[:n]
		}
	}
	return nil
}

// verbal tells whether a word is the present stem of a verb (1), which ends many
// compounds (نویس), such a stem with an ending of nouns (2), or a participle (4).
func (f *featurer) verbal(b []byte) (v uint32) {
	if f.conjugated(b, endPresent) {
		v |= 1
	}
	if st := f.stem(b); st != nil && f.conjugated(st, endPresent) {
		v |= 2
	}
	if n := len(b) - 1; n >= stemLetters && b[n] == endParticiple && f.conjugated(b[:n], nil) {
		v |= 4
	}
	return v
}

// conjugated reports whether می stands before the stem and its ending in a word.
func (f *featurer) conjugated(stem, ending []byte) bool {
	var buf [maxWord]byte
	if len(stem)+len(keyMi)+len(ending) > maxWord {
		return false
	}
	k := f.w.find(append(append(append(buf[:0], keyMi...), stem...), ending...))
	if k < 0 {
		return false
	}
	for v := range f.w.variants(k).all() {
		if v.mask>>(len(keyMi)-1)&1 == 1 {
			return true
		}
	}
	return false
}

var (
	keyPlural     = keysOf("های")[0]
	keyIndefinite = keysOf("ای")[0]
	keyMi         = keysOf("می")[0]
	endPresent    = keysOf("د")[0]
	endParticiple = keysOf("ه")[0][0]
)

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
	ka, kb := f.w.find(a), f.w.find(b)
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
	v := f.verbal(b)
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
	if st := f.stem(b); st != nil {
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
	if len(a) == 0 || len(b) == 0 || len(a) > maxWord || len(b) > maxWord {
		return 0
	}
	f := m.featurer()
	f.gap(a, b, before, after)
	return m.seams.p(f.out, &m.seams.gap[Beside(before, after)])
}

// Candidate is one way to write a solid word.
type Candidate struct {
	Text string  // with its ZWNJs
	Mask uint32  // bit i: a ZWNJ after letter i of the word (code points, marks not counted)
	P    float64 // probability, 0..1
}

const (
	openPlace     = 0.02 // probability below which a place is not considered
	maxPlaces     = 6    // most places considered in one word
	maxCandidates = 8
)

// Segment tells where ZWNJs belong in a solid word between two others (which may
// be empty), the likeliest way first; the word as it stands is always among the
// answers. A place after a letter that does not join is no place: a ZWNJ there
// leaves no trace. Words that are not solid strings of Persian letters, or
// longer than 31 letters, have no candidates.
func (m *Model) Segment(word, left, right string) []Candidate {
	key, mask, ok := parse(word)
	if !ok || mask != 0 {
		return nil
	}
	kl, _, _ := parse(left)
	kr, _, _ := parse(right)
	places := m.Seams(Token{key, kl, kr})
	out := []Candidate{{P: 1}}
	for _, p := range places {
		for _, c := range out[:len(out):len(out)] {
			out = append(out, Candidate{Mask: c.Mask | 1<<p.Letter, P: c.P * p.P})
		}
		for i := range len(out) / 2 {
			out[i].P *= 1 - p.P
		}
	}
	solid := out[0]
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.P, a.P) })
	if len(out) > maxCandidates {
		out = out[:maxCandidates]
		if !slices.ContainsFunc(out, func(c Candidate) bool { return c.Mask == 0 }) {
			out[maxCandidates-1] = solid
		}
	}
	for i := range out {
		out[i].Text = insert(word, out[i].Mask)
	}
	return out
}

// insert puts ZWNJs into a word.
func insert(word string, mask uint32) string {
	if mask == 0 {
		return word
	}
	var b []rune
	n := 0
	for _, r := range word {
		if SymbolOf(r).letter() {
			if n > 0 && mask>>(n-1)&1 == 1 {
				b = append(b, zwnj)
			}
			n++
		}
		b = append(b, r)
	}
	return string(b)
}

// Seam is a place in a solid word where a ZWNJ is conceivable.
type Seam struct {
	Letter int     // the ZWNJ comes after this letter of the key, from 0
	P      float64 // probability that it belongs there
}

// Contextual reports whether careful texts write the word in several ways, so
// that its neighbours have a say.
func (m *Model) Contextual(key []byte) bool {
	w := m.words
	if _, ok := hehStem(key); ok {
		return true
	}
	i := w.find(key)
	return i >= 0 && w.contextual(i)
}

func (w *Words) contextual(i int) bool {
	n := 0
	for v := range w.variants(i).all() {
		if v.count > 0 {
			n++
		}
	}
	return n > 1
}

// Spellings is how often texts of all kinds write a string of letters solid, and
// how often careful ones write it with ZWNJs.
func (m *Model) Spellings(key []byte) (solid, written float64) {
	w := m.words
	i := w.find(key)
	if i < 0 {
		return 0, 0
	}
	for v := range w.variants(i).all() {
		if v.mask == 0 {
			solid = counts[v.count]
		} else {
			written += counts[v.count]
		}
	}
	return max(solid, counts[w.free[i]]), written
}

// Seams are the places of the token at which a ZWNJ is conceivable, at most six,
// by rising letter. It is Segment without the spelling, for callers that look at
// many words. Words longer than 31 letters have none.
func (m *Model) Seams(t Token) []Seam {
	if len(t.Word) > maxWord {
		return nil
	}
	k := m.words.find(t.Word)
	if k >= 0 && (m.words.plain[k/32].Load()>>(k%32)&1 == 1 || m.words.settled(k)) {
		return nil
	}
	f := m.featurer()
	var places []Seam
	s := m.seams
	c := &s.place[Beside(t.Left, t.Right)]
	f.begin(t)
	for i := range len(t.Word) - 1 {
		if !joinsNext(Symbol(t.Word[i])) {
			continue
		}
		f.place(i)
		if p := s.p(f.out, c); p > openPlace {
			places = append(places, Seam{i, p})
		}
	}
	if len(places) == 0 && k >= 0 && !m.Contextual(t.Word) {
		m.words.plain[k/32].Or(1 << (k % 32))
	}
	m.veto(t.Word, places)
	exclude(places)
	if len(places) > maxPlaces {
		slices.SortStableFunc(places, func(a, b Seam) int { return cmp.Compare(b.P, a.P) })
		places = places[:maxPlaces]
		slices.SortFunc(places, func(a, b Seam) int { return cmp.Compare(a.Letter, b.Letter) })
	}
	return places
}

// settledCount is how often careful texts must have written a word solid, and
// never otherwise, for its letters not to be asked.
const settledCount = 60

// settled reports a word that is known to be written solid.
func (w *Words) settled(i int) bool {
	vs := w.variants(i)
	return vs.len() == 1 && vs.at(0).mask == 0 && counts[vs.at(0).count] >= settledCount
}

const (
	vetoCount = 30   // sightings of a word from which on its spelling is settled
	vetoShare = 0.05 // share of a ZWNJ below which it is written solid
	vetoed    = 0.1  // what is left of a probability
)

// veto lowers places inside a piece that, by itself, is a settled solid word:
// the places of a word are judged one by one, and تنها after another seam looks
// like تن and ها.
func (m *Model) veto(word []byte, places []Seam) {
	w := m.words
	from := 0
	for i := range places {
		if places[i].P < 0.5 {
			continue
		}
		to := len(word)
		for _, p := range places[i+1:] {
			if p.P >= 0.5 {
				to = p.Letter + 1
				break
			}
		}
		if k := w.find(word[from:to]); k >= 0 && to-from < len(word) {
			with, all := 0.0, 0.0
			for v := range w.variants(k).all() {
				all += counts[v.count]
				if v.mask>>(places[i].Letter-from)&1 == 1 {
					with += counts[v.count]
				}
			}
			if all >= vetoCount && with < vetoShare*all {
				places[i].P *= vetoed
				continue // the piece goes on
			}
		}
		from = places[i].Letter + 1
	}
}

// exclude lowers the worse of two places with one letter between them: no word has
// a piece of one letter.
func exclude(places []Seam) {
	for i := 1; i < len(places); i++ {
		a, b := &places[i-1], &places[i]
		if b.Letter-a.Letter > 1 {
			continue
		}
		if a.P < b.P {
			b = a
		}
		b.P *= vetoed
	}
}

// p is the probability of a place with these features.
func (s *Seams) p(features []uint32, c *Calibration) float64 {
	sum := int32(0)
	mask := uint32(len(s.weight) - 1)
	for _, h := range features {
		sum += int32(int8(s.weight[h&mask]))
	}
	return 1 / (1 + math.Exp(-float64(sum)*float64(s.scale)*c.Slope-c.Shift))
}
