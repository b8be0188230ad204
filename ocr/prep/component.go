package prep

import "image"

// Component is a connected piece of ink (8 neighbours).
type Component struct {
	Box  image.Rectangle
	Area int // pixels of ink
}

// Run is a stretch of ink in one row.
type Run struct {
	Y, X0, X1 int32 // X1 is one past the end
	Component int32 // index into the components
}

// maxRuns bounds the memory of labelling (16 bytes each). A page of print has
// some 200,000; only speckle and halftone reach millions.
const maxRuns = 6_000_000

// Label finds the components of b. The runs are in order of rows. ok is false
// if there are more than maxRuns of them: then the picture is noise, and what is
// returned covers its upper part.
func Label(b *Bitmap) (runs []Run, comps []Component, ok bool) {
	var parent []int32 // union-find over provisional labels
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	ok = true
	prev, cur := 0, 0 // first run of the row before, and of this row
rows:
	for y := range b.H {
		prev, cur = cur, len(runs)
		above := prev
		row := b.Pix[y*b.W:][:b.W]
		for x := 0; x < b.W; x++ {
			if row[x] == 0 {
				continue
			}
			x0 := x
			for x < b.W && row[x] != 0 {
				x++
			}
			if len(runs) == maxRuns {
				ok = false
				break rows
			}
			run := Run{Y: int32(y), X0: int32(x0), X1: int32(x), Component: -1}
			for above < cur && runs[above].X1 < run.X0 {
				above++
			}
			for a := above; a < cur && runs[a].X0 <= run.X1; a++ {
				root := find(runs[a].Component)
				if run.Component < 0 {
					run.Component = root
				} else if mine := find(run.Component); mine != root {
					parent[max(mine, root)] = min(mine, root)
					run.Component = min(mine, root)
				}
			}
			if run.Component < 0 {
				run.Component = int32(len(parent))
				parent = append(parent, run.Component)
			}
			runs = append(runs, run)
		}
	}
	final := make([]int32, len(parent)) // provisional label to component, plus 1
	for i := range runs {
		r := &runs[i]
		root := find(r.Component)
		box := image.Rect(int(r.X0), int(r.Y), int(r.X1), int(r.Y)+1)
		if final[root] == 0 {
			comps = append(comps, Component{Box: box})
			final[root] = int32(len(comps))
		}
		r.Component = final[root] - 1
		c := &comps[r.Component]
		c.Box = c.Box.Union(box)
		c.Area += int(r.X1 - r.X0)
	}
	return runs, comps, ok
}
