package order

import "math"

// cutoff is the regret below which a hypothesis is not among the best of those that compete:
// each is asked about before the costly part of what it scores is known. Regrets are counted
// in steps, so that some more than were asked for may pass.
type cutoff struct {
	count [cutoffSteps]uint32 // of hypotheses by steps of regret
	step  int                 // last one that holds some of the best
	upTo  int                 // hypotheses up to it
}

const (
	cutoffStep  = 0.25 // nats
	cutoffSteps = 512  // regrets behind the last step are as if in it
)

// empty forgets all hypotheses.
func (c *cutoff) empty() { *c = cutoff{step: cutoffSteps - 1} }

// add counts a hypothesis; the best are so many.
func (c *cutoff) add(regret float32, best int) {
	k := min(max(0, int(-regret/cutoffStep)), cutoffSteps-1)
	if k > c.step {
		return
	}
	c.count[k]++
	for c.upTo++; c.step > 0 && c.upTo-int(c.count[c.step]) >= best; c.step-- {
		c.upTo -= int(c.count[c.step])
	}
}

// least is the least regret that may be among the best.
func (c *cutoff) least() float32 {
	if c.step == cutoffSteps-1 {
		return float32(math.Inf(-1))
	}
	return -cutoffStep * float32(c.step+1)
}
