package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/script"
)

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
	// slopeSpace: white between letters of a line that slopes may part words from this on, in
	// font sizes. Kerning mostly stays under 0.025; the spaces of three versions of a nastaliq
	// font are 0.038, 0.057 and 0.124, before they are widened.
	slopeSpace = 0.03
	// slopePart: ... if it has this part of the median of such white in the line.
	slopePart = 0.75
	// slopeShare: a font of which so many of the letters on a page slope is nastaliq.
	slopeShare = 0.3
)

// nastaliq marks all letters of the fonts whose letters slope: the words of a short line may
// have none that join.
func nastaliq(us []*unit) {
	type tally struct{ letters, sloped int }
	fonts := map[int32]tally{}
	for _, u := range us {
		if !u.isRTL() {
			continue
		}
		t := fonts[u.font]
		t.letters++
		if u.sloped {
			t.sloped++
		}
		fonts[u.font] = t
	}
	for _, u := range us {
		if t := fonts[u.font]; t.sloped > 0 {
			u.sloped = float64(t.sloped) >= slopeShare*float64(t.letters)
		}
	}
}

// sloping reports a line of sloping letters.
func sloping(ink []*unit) bool {
	sloped, letters := 0, 0
	for _, u := range ink {
		if u.isRTL() {
			letters++
			if u.sloped {
				sloped++
			}
		}
	}
	return sloped > 0 && 2*sloped >= letters
}

// slopeThreshold is the white from which on it parts words in a line that slopes; gaps[i]
// is that before ink[i].
func slopeThreshold(gaps []float64, ink []*unit) float64 {
	var wide []float64
	for i := 1; i < len(ink); i++ {
		if gaps[i] >= slopeSpace && ink[i-1].isRTL() && ink[i].isRTL() {
			wide = append(wide, gaps[i])
		}
	}
	if len(wide) == 0 {
		return slopeSpace
	}
	slices.Sort(wide)
	return max(slopeSpace, slopePart*wide[len(wide)/2])
}

// joined reports whether two neighbours are drawn as letters that join, as far as the font
// tells.
func joined(left, right *unit) bool {
	l, r := left.form, right.form
	return (l.JoinsPrevious() || l == script.FormUnknown && isJoining(left.first())) && r.JoinsNext() ||
		l.JoinsPrevious() && r == script.FormUnknown && isDualJoining(right.last())
}

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
				u.sloped = true
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
