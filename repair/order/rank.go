package order

import "math"

// rank is a hypothesis in the order in which those that compete are followed: by falling
// score, then by rising id. Numbers sort faster than hypotheses that lie far apart.
type rank uint64

func rankOf(score float32, id int32) rank {
	bits := math.Float32bits(score + 0) // there is one nought
	if bits>>31 == 0 {
		bits = ^bits & (1<<31 - 1)
	}
	return rank(bits)<<32 | rank(id)
}

func (r rank) id() int32 { return int32(r) }

// gone marks a hypothesis that is not followed: with it a rank is behind all others.
const gone rank = math.MaxUint32 << 32
