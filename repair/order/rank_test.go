package order

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRanksSortByScoreThenID(t *testing.T) {
	type hypothesis struct {
		score float32
		id    int32
	}
	hs := []hypothesis{{0, 3}, {float32(math.Copysign(0, -1)), 2}, {0, 1}, {1, 0}, {-1, 9}, {-1, 8}, {float32(math.Inf(-1)), 7}, {float32(math.Inf(1)), 6}}
	r := rand.New(rand.NewPCG(1, 2))
	for id := range int32(200) {
		hs = append(hs, hypothesis{float32(r.IntN(40)-20) / 3, 10 + id})
	}
	var ranks []rank
	for _, h := range hs {
		ranks = append(ranks, rankOf(h.score, h.id))
	}
	slices.Sort(ranks)
	slices.SortFunc(hs, func(a, b hypothesis) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id)) })
	for i, h := range hs {
		if ranks[i].id() != h.id {
			t.Fatalf("place %d: got %d, want %d", i, ranks[i].id(), h.id)
		}
	}
}
