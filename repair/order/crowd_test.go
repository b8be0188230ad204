package order

import "testing"

func TestCrowdsForgetEarlierSearches(t *testing.T) {
	var c crowds
	for search := range int32(3) {
		c.empty()
		for i := range uint8(250) {
			for k := range uint8(250) { // more than there is room for at first
				list := c.of(place{x: i, z: k}.key())
				if list.n != 0 {
					t.Fatalf("search %d: place %d, %d begins with hypothesis %d", search, i, k, list.best[0].at)
				}
				list.n, list.best[0].at = 1, search+1+int32(i)<<8+int32(k)<<16
			}
		}
		for i := range uint8(250) {
			for k := range uint8(250) {
				if got, want := c.of(place{x: i, z: k}.key()).best[0].at, search+1+int32(i)<<8+int32(k)<<16; got != want {
					t.Fatalf("search %d: place %d, %d has hypothesis %d, want %d", search, i, k, got, want)
				}
			}
		}
	}
}
