package layout

import (
	"cmp"
	"slices"
)

// Programs stamp their names over the pages they print ("unregistered version"), line by
// line and in a size of their own. Where such a line has the height of one of the text, the
// letters of both stand over each other, and in order of place they would be one line.

const (
	// overLap: letters of two sizes stand over each other if so much of the narrower of
	// them lies over the other.
	overLap = 0.3
	// overLetters: so many letters that do so make two lines of print. Raised signs, initials
	// and kerned logos have one or two.
	overLetters = 3
	// maxStamped bounds the letters of a row that is looked at.
	maxStamped = 4096
)

// unstamped splits rows in which letters of a size stand over those of another. The new rows
// follow the rows they come from.
func unstamped(rs []*row) []*row {
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		stamp := func(u *unit) bool { return u.size < scriptSize*r.size || u.size*scriptSize > r.size }
		if len(r.units) > maxStamped || !slices.ContainsFunc(r.units, stamp) || r.overprints(stamp) < overLetters {
			continue
		}
		var text, stamped []*unit
		for _, u := range r.units {
			if stamp(u) {
				stamped = append(stamped, u)
			} else {
				text = append(text, u)
			}
		}
		rs[i] = rowOf(text)
		rs = slices.Insert(rs, i+1, rowOf(stamped))
		i++
	}
	return rs
}

// rowOf is the row of some units.
func rowOf(us []*unit) *row {
	r := &row{units: us, x0: us[0].x0, x1: us[0].x1}
	for _, u := range us {
		r.add(u)
	}
	r.settle()
	return r
}

// overprints counts the letters of one side that stand over some of the other.
func (r *row) overprints(stamp func(*unit) bool) (n int) {
	us := slices.Clone(r.units)
	slices.SortFunc(us, func(u, v *unit) int { return cmp.Compare(u.x0, v.x0) })
	for i, u := range us {
		for _, v := range us[i+1:] {
			if v.x0 >= u.x1 {
				break
			}
			if stamp(u) != stamp(v) && min(u.x1, v.x1)-v.x0 > overLap*min(u.width(), v.width()) {
				n++
				break
			}
		}
	}
	return n
}
