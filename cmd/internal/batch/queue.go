package batch

import "sync"

// queue hands out tasks, those of a file that was begun before those of the
// next file, so that few files are open at once.
type queue struct {
	mu      sync.Mutex
	ready   sync.Cond
	tasks   []task
	running int
	closed  bool
}

// task is a piece of work for one worker: planning a file, or some of its pages.
type task struct {
	file        *file
	first, last int // pages, both included; 0 to plan the file
}

func newQueue(files []*file) *queue {
	q := &queue{}
	q.ready.L = &q.mu
	for _, f := range files {
		q.tasks = append(q.tasks, task{file: f})
	}
	return q
}

// next waits for a task. It returns false when there will be no more: the queue
// is empty and nobody works on a task that could bring new ones.
func (q *queue) next() (task, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.tasks) == 0 && q.running > 0 && !q.closed {
		q.ready.Wait()
	}
	if len(q.tasks) == 0 || q.closed {
		q.ready.Broadcast()
		return task{}, false
	}
	t := q.tasks[0]
	q.tasks = q.tasks[1:]
	q.running++
	return t, true
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
