package lang

import "testing"

// TestMappedStays: mapping the memory of a table changes nothing in it, wherever its pages
// begin and however it ends.
func TestMappedStays(t *testing.T) {
	for _, n := range []int{0, 1, 1000, mappedStretch/4 - 1, mappedStretch / 4, mappedStretch, mappedStretch + 3} {
		for _, skip := range []int{0, 1, 700} {
			table := make([]uint32, n+skip)[skip:]
			for i := range table {
				table[i] = uint32(i) + 1
			}
			m := newMapped(table)
			for i := range table {
				m.around(4 * i)
				m.around(4*i + 3)
			}
			for i, x := range table {
				if x != uint32(i)+1 {
					t.Fatalf("of %d from %d on: item %d is %d", n, skip, i, x)
				}
			}
			for k := range m.done {
				if !m.done[k].Load() {
					t.Errorf("of %d from %d on: stretch %d was not mapped", n, skip, k)
				}
			}
		}
	}
}
