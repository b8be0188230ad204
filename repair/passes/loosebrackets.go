package passes

import "github.com/paknevis/paknevis/repair/page"

// loose finds the pairs between spaces, of which nothing beside them tells: ) so ( and ) so (.
// As they stand the first closes what nobody opened and the last opens what nobody closes; all
// turned round, each has its other one, and what they hold is no longer than what lies between.
func loose(t page.Text, all []int, marked map[int]bool, open, shut rune) (found [][2]int) {
	var row []int // shut, open, shut, open: each within reach of the one before
	last, depth := -1, 0
	end := func() {
		inside, between := 0, 0
		for n := 1; n < len(row); n++ {
			if d := wayTo(t, row[n-1], row[n]); n%2 == 1 {
				inside += d
			} else {
				between += d
			}
		}
		if n := len(row) / 2; n > 0 && len(row)%2 == 0 && inside*(n-1) <= between*n {
			for n := 0; n < len(row); n += 2 {
				found = append(found, [2]int{row[n], row[n+1]})
			}
		}
		row = row[:0]
	}
	for _, i := range all {
		r := t[i].R
		if r != open && r != shut {
			continue
		}
		if last >= 0 && !reaches(t, last, i) {
			end()
			depth = 0
		}
		last = i
		switch {
		case depth == 0 && !marked[i] && (r == shut) == (len(row)%2 == 0) && looseSign(t, i, r == shut) &&
			(r == shut || near(t, row[len(row)-1], i)):
			row = append(row, i)
		case r == open: // it stands as it looks, and so does its other one
			row, depth = row[:0], depth+1
		default:
			row, depth = row[:0], max(depth-1, 0)
		}
	}
	end()
	return found
}

// wayTo is how far one bracket is from the next, in code points; what is in brackets seldom goes
// on in the next paragraph.
func wayTo(t page.Text, i, j int) int {
	d := j - i
	for k := i; k < j; k++ {
		if t[k].R == '\n' && t[k+1].R == '\n' {
			d += maxPair
		}
	}
	return d
}

// looseSign reports a sign with white on the side where a mirrored one has it, and nothing on the
// other that tells against it.
func looseSign(t page.Text, i int, opening bool) bool {
	s := stanceOf(t, i)
	if opening {
		return s == opens || s == either && isEdge(at(t, i-1))
	}
	n := at(t, i+1)
	return s == shuts || s == either && (isEdge(n) || isStop(n))
}

// reaches reports whether a bracket may close what another has opened, as the two stand.
func reaches(t page.Text, i, j int) bool {
	if j-i > maxPair {
		return false
	}
	n := 0
	for _, c := range t[i:j] {
		if c.R == '\n' {
			n++
		}
	}
	return n <= maxPairLines
}
