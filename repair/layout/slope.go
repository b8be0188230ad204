package layout

import "math"

// In nastaliq the letters of a joined stretch come down from the right, and only the last
// one stands on the line. Letters that were painted one after the other, touch and can join
// are one stretch; all of it belongs to the line on which its left end stands.

const (
	// slopeTouch: letters that join touch, give or take this part of the font size.
	slopeTouch = 0.12
	// slopeLap: ... but dots and hamzas may reach over the neighbour.
	slopeLap = 0.8
	// slopeLeast: a step up by less than this part of the font size is none,
	slopeLeast = 0.02
	// slopeMost: and one by more leads to another line.
	slopeMost = 0.9
)

// level brings the stretches of sloping letters among the units, which are in painting
// order, down to their lines.
func level(us []*unit) {
	for i := 0; i < len(us); {
		if us[i].role != inkUnit {
			i++
			continue
		}
		last, end, sloped := us[i], i+1, false
		foot := us[i]
		for j := i + 1; j < len(us); j++ {
			u := us[j]
			if u.role == markUnit {
				continue
			}
			if u.role != inkUnit || !joinsDown(last, u) && !joinsDown(u, last) {
				break
			}
			sloped = sloped || math.Abs(u.y-last.y) > slopeLeast*u.size
			if u.x0 < foot.x0 {
				foot = u
			}
			last, end = u, j+1
		}
		if sloped {
			for ; end < len(us) && us[end].role == markUnit && math.Abs(us[end].center()-last.center()) < slopeMost*last.size; end++ {
			}
			for _, u := range us[i:end] {
				if math.Abs(u.y-foot.y) < 2*slopeMost*u.size {
					u.y = foot.y
				}
			}
		}
		i = end
	}
}

// joinsDown reports whether two units are letters of one stretch, the left one after the
// right one.
func joinsDown(left, right *unit) bool {
	size := max(left.size, right.size)
	return isDualJoining(right.last()) && isJoining(left.first()) &&
		right.x0-left.x1 < slopeTouch*size && left.x1-right.x0 < slopeLap*size && left.center() < right.center() && math.Abs(right.y-left.y) < slopeMost*size && math.Abs(left.size-right.size) < 0.05*size
}
