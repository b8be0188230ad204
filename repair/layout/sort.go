package layout

import "math"

// A sorter sorts units by a key, stably. They come in painting order, which is mostly
// the order asked for or its reverse, run after run, so the runs are merged. The zero
// sorter is ready for use; it keeps its room.
type sorter struct{ room []keyedUnit }

func (s *sorter) sort(us []*unit, key func(*unit) float64) {
	n := len(us)
	if n < 2 {
		return
	}
	if cap(s.room) < 2*n {
		s.room = make([]keyedUnit, 2*n)
	}
	from, to := s.room[:n], s.room[n:2*n]
	for i, u := range us {
		k := key(u)
		if math.IsNaN(k) {
			k = math.Inf(-1) // what is less than nothing would never come to an end
		}
		from[i] = keyedUnit{k, u}
	}
	for {
		runs := 0
		for lo := 0; lo < n; runs++ {
			mid := runEnd(from, lo)
			if mid == n && runs == 0 {
				for i := range us {
					us[i] = from[i].u
				}
				return
			}
			hi := mid
			if mid < n {
				hi = runEnd(from, mid)
			}
			mergeRuns(to[lo:hi], from[lo:mid], from[mid:hi])
			lo = hi
		}
		from, to = to, from
	}
}

type keyedUnit struct {
	key float64
	u   *unit
}

// runEnd is the end of the run that begins at lo: keys that do not fall, or that fall
// throughout and are turned round.
func runEnd(us []keyedUnit, lo int) int {
	hi := lo + 1
	if hi < len(us) && us[hi].key < us[lo].key {
		for hi++; hi < len(us) && us[hi].key < us[hi-1].key; hi++ {
		}
		for i, j := lo, hi-1; i < j; i, j = i+1, j-1 {
			us[i], us[j] = us[j], us[i]
		}
		return hi
	}
	for ; hi < len(us) && !(us[hi].key < us[hi-1].key); hi++ {
	}
	return hi
}

// mergeRuns merges two runs into out; of equal keys those of the first run come first.
func mergeRuns(out, a, b []keyedUnit) {
	for i := range out {
		if len(b) == 0 || len(a) > 0 && !(b[0].key < a[0].key) {
			out[i], a = a[0], a[1:]
		} else {
			out[i], b = b[0], b[1:]
		}
	}
}
