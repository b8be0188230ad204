package lang

import (
	"math"
	"math/bits"
)

// featurer makes the features of the places of a word.
type featurer struct {
	w      *Words
	c      *Chars
	near   *Recent // asked in place of c, nil for none
	scale  float64 // of the counts of the vocabulary
	shift  int     // the same for quantised counts
	t      Token
	whole  int                  // index of the word in the vocabulary
	total  float64              // how often the vocabulary saw it written in any way
	starts [maxWord + 1]piece   // the longest known word that begins at a letter
	ends   [maxWord + 1]piece   // the longest known word that ends before a letter
	states [maxWord + 2]State   // of the characters before each letter, after a gap
	sums   [maxWord + 2]float32 // their log probability
	last   [maxWord]byte        // the letters that were read last, and how many
	n      int
	out    []uint32
	rights map[string]rightPiece // by key, nil to remember none
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

// step asks the model for a step.
func (f *featurer) step(st State, s Symbol) (State, float32) {
	if f.near != nil {
		return f.near.Read(st, s)
	}
	return f.c.step(st, s)
}

// read follows the characters of a solid string between two gaps. Those with which the last string
// began too are not read again: many are tried behind the same.
func (f *featurer) read(w []byte) {
	from := 0
	for from < min(len(w), f.n) && w[from] == f.last[from] {
		from++
	}
	if from == 0 {
		f.states[0], _ = f.step(0, symGap)
	}
	st := f.states[from]
	for i := from; i < len(w); i++ {
		next, lp := f.step(st, Symbol(w[i]))
		st, f.states[i+1], f.sums[i+1] = next, next, f.sums[i]+lp
	}
	_, lp := f.step(st, symGap)
	f.sums[len(w)+1] = f.sums[len(w)] + lp
	f.n = copy(f.last[:], w)
}

// parted is by how many nats the characters of the string that was read are
// likelier with a gap after the first n.
func (f *featurer) parted(w []byte, n int) float32 {
	st, sum := f.step(f.states[n], symGap)
	sum += f.sums[n]
	for i := n; i < len(w); i++ {
		var lp float32
		st, lp = f.step(st, Symbol(w[i]))
		sum += lp
		if st == f.states[i+1] { // what follows is as likely in both
			return sum - f.sums[i+1]
		}
	}
	_, lp := f.step(st, symGap)
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
	st := f.stem(right)
	if st != nil {
		h := hashKey(st)
		f.add(54, h)
		f.add(55, f.bucket(ql), h)
		f.add(56, h, hl[1])
	}
	v := f.verbal(right, st)
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
			st, lp = f.step(st, symGap)
			sum += lp
			for _, c := range part {
				st, lp = f.step(st, Symbol(c))
				sum += lp
			}
		}
		_, lp := f.step(st, symGap)
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
func (f *featurer) verbal(b, stem []byte) (v uint32) {
	if f.conjugated(b, endPresent) {
		v |= 1
	}
	if stem != nil && f.conjugated(stem, endPresent) {
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
