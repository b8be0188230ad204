package batch

import (
	"slices"
	"sync"
)

// queue hands out tasks, those of a file that was begun before those of the
// next file, so that few files are open at once.
type queue struct {
	mu      sync.Mutex
	ready   sync.Cond
	tasks   []task
	running int
	idle    int // workers that wait for a task
	closed  bool
}

// task is a piece of work for one worker: planning a file, or some of its pages.
type task struct {
	file        *file
	first, last int    // pages, both included; 0 to plan the file
	careful     bool   // one page at a time: some page killed a worker that read several
	again       bool   // the second try at a page that cost a worker, or at planning the file
	reason      string // how the first try ended
}

// free reports whether a worker may take the task. A long text is read by the
// worker that has learned it, with as many threads as workers have nothing to do.
func (t *task) free(worker int) bool {
	return t.first == 0 || !t.file.text || t.file.owner == worker
}

func newQueue(files []*file) *queue {
	q := &queue{}
	q.ready.L = &q.mu
	for _, f := range files {
		q.tasks = append(q.tasks, task{file: f})
	}
	return q
}

// next waits for a task that a worker may take. It tells how many workers wait
// beside it, and returns false when there will be no more: the queue is empty
// and nobody works on a task that could bring new ones.
func (q *queue) next(worker int) (t task, idle int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	mine := func(t task) bool { return t.free(worker) }
	at := slices.IndexFunc(q.tasks, mine)
	if at < 0 {
		q.idle++
		for at < 0 && !q.closed && (q.running > 0 || len(q.tasks) > 0) {
			q.ready.Wait()
			at = slices.IndexFunc(q.tasks, mine)
		}
		q.idle--
	}
	if at < 0 || q.closed {
		q.ready.Broadcast()
		return task{}, 0, false
	}
	t = q.tasks[at]
	q.tasks = slices.Delete(q.tasks, at, at+1)
	q.running++
	return t, q.idle, true
}

// done ends a task and puts those that follow from it in front.
func (q *queue) done(more ...task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.running--
	if len(more) > 0 {
		q.tasks = append(more, q.tasks...)
	}
	q.ready.Broadcast()
}

// close makes next return false for everybody.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.ready.Broadcast()
}
