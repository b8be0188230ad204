package batch

import (
	"os"
	"time"
)

// Shares of the memory that a run may take, as its processes together hold it.
const (
	// shortShare is that from which there are too many workers, and lastShare that from which
	// there is no time to let one end its page: the system would soon kill one of its choice.
	shortShare, lastShare = 0.85, 0.95
	// easyShare is that below which there may be one worker more.
	easyShare = 0.5
)

const (
	// watchEvery is the time between two looks. A page of pixels takes seconds, and within
	// this time a worker has taken at most some 100 MB.
	watchEvery = 200 * time.Millisecond
	// settle is how long what was done about memory may take to show: until a page has come
	// to its end, and, where a process was killed, until it is gone.
	settle, gone = 2 * time.Second, 500 * time.Millisecond
	// easyFor is how long memory must have been easy before there is a worker more.
	easyFor = 20 * time.Second
)

// watch keeps a run below its memory until done is closed. It has fewer workers at work
// where memory is short, lets those go that have nothing to do, and, at the last moment,
// ends the largest one, whose page is begun anew by itself. No output depends on it.
func (r *run) watch(hands []*hand, done <-chan struct{}) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	workers, easy := len(hands), time.Now()
	var acted, shed time.Time // last, by any means and by killing
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		sum := held(os.Getpid())
		var largest *hand
		var most int64
		for _, h := range hands {
			n, busy := h.held()
			if sum += n; busy && n > most {
				largest, most = h, n
			}
		}
		now := time.Now()
		share := float64(sum) / float64(r.Memory)
		if share > easyShare {
			easy = now
		}
		switch {
		case share > lastShare && r.queue.working() > 1 && now.Sub(shed) > gone && largest.shed():
			acted, shed = now, now
			workers = r.fewer(hands, workers, max(1, min(workers, r.queue.working()-1)), sum)
		case share > shortShare && workers > 1 && now.Sub(acted) > settle:
			acted = now
			workers = r.fewer(hands, workers, workers-1, sum)
		case workers < len(hands) && now.Sub(easy) > easyFor:
			workers++
			easy = now
			r.queue.limit(workers)
			r.tellMemory(sum, workers)
		}
	}
}

// fewer has so many workers at work as soon as the others have ended their tasks, lets those
// go that have none, and gives the number back.
func (r *run) fewer(hands []*hand, was, workers int, held int64) int {
	if workers != was {
		r.queue.limit(workers)
		r.tellMemory(held, workers)
	}
	for _, h := range hands {
		h.rest()
	}
	return workers
}

func (r *run) tellMemory(held int64, workers int) {
	if r.Workers != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Workers(workers, held)
	}
}

// held is what the worker and the programs that it started hold, in bytes, and whether it
// is at a task.
func (h *hand) held() (n int64, busy bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.worker == nil {
		return 0, false
	}
	return held(h.worker.PID()), h.busy
}

// rest lets the worker go if it has nothing to do.
func (h *hand) rest() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.busy && h.worker != nil {
		h.worker.Close()
		h.worker = nil
	}
}

// shed ends the worker in the middle of its task, once.
func (h *hand) shed() bool {
	if h == nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.busy || h.ended || h.worker == nil {
		return false
	}
	h.ended = true
	h.worker.Interrupt()
	return true
}

// begin and end are around each task.
func (h *hand) begin() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy, h.ended = true, false
}

func (h *hand) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy = false
}

// wasShed reports a worker that was ended for want of memory: what it was at is none the
// worse for it.
func (h *hand) wasShed() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ended
}
