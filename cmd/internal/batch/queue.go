package batch

import (
	"slices"
	"sync"
	"time"
)

// queue hands out tasks, those of a file that was begun before those of the
// next file, so that few files are open at once.
type queue struct {
	mu      sync.Mutex
	ready   sync.Cond
	begun   []task // by files in their order
	files   int
	first   int // file that is not begun
	file    func(int) *file
	running int
	most    int // that may run at once
	idle    int // workers that wait for a task
	closed  bool
}

// task is a piece of work for one worker: planning a file, or some of its pages.
type task struct {
	file        *file
	content     *content      // nil to plan the file
	first, last int           // pages, both included
	careful     bool          // one page at a time: some page killed a worker that read several
	again       bool          // the second try at a page that cost a worker, or at planning the file
	kills       int           // how often a worker was killed from outside at it
	reason      string        // how the first try ended
	spent       time.Duration // that it took
}

// chunkPages is how many pages a worker is given at a time: enough that opening
// the file again in another worker costs little, few enough that one long file
// keeps all workers busy to its end.
const chunkPages = 16

// textPages is the same for a long text, of which one worker reads all.
const textPages = 64

// free reports whether a worker may take the task. A long text is read by the
// worker that has learned it, with as many threads as workers have nothing to do.
func (t *task) free(worker int) bool {
	return t.content == nil || !t.content.text || t.content.owner == worker
}

// newQueue makes a queue for planning so many files.
func newQueue(files int, file func(int) *file) *queue {
	q := &queue{files: files, file: file, most: 1}
	q.ready.L = &q.mu
	return q
}

// take is a task that a worker may have.
func (q *queue) take(worker int) (t task, ok bool) {
	if q.closed || q.running >= q.most {
		return task{}, false
	}
	for i := range q.begun {
		if !q.begun[i].free(worker) {
			continue
		}
		t = q.begun[i]
		size := chunkPages
		if t.content != nil && t.content.text {
			size = textPages
		}
		if t.last-t.first >= size {
			t.last = t.first + size - 1
			q.begun[i].first += size
		} else {
			q.begun = slices.Delete(q.begun, i, i+1)
		}
		return t, true
	}
	if q.first < q.files {
		q.first++
		return task{file: q.file(q.first - 1)}, true
	}
	return task{}, false
}

// next waits for a task that a worker may take. It tells how many workers wait
// beside it, and returns false when there will be no more: the queue is empty
// and nobody works on a task that could bring new ones.
func (q *queue) next(worker int) (t task, idle int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t, ok = q.take(worker)
	if !ok {
		q.idle++
		for !ok && !q.closed && (q.running > 0 || len(q.begun) > 0) {
			q.ready.Wait()
			t, ok = q.take(worker)
		}
		q.idle--
	}
	if !ok {
		q.ready.Broadcast()
		return task{}, 0, false
	}
	q.running++
	return t, min(q.idle, q.most-q.running), true
}

// limit says how many tasks may be worked on at once, at least one. Those that are go on.
func (q *queue) limit(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.most = max(n, 1)
	q.ready.Broadcast()
}

// working is how many tasks are worked on.
func (q *queue) working() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running
}

// done ends a task and puts in those that follow from it, before those of later files.
func (q *queue) done(more ...task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.running--
	q.insert(more)
	q.ready.Broadcast()
}

// put puts in tasks before the one that is worked on has ended.
func (q *queue) put(more ...task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.insert(more)
	q.ready.Broadcast()
}

func (q *queue) insert(more []task) {
	if len(more) > 0 {
		at := slices.IndexFunc(q.begun, func(t task) bool { return t.file.index > more[0].file.index })
		if at < 0 {
			at = len(q.begun)
		}
		q.begun = slices.Insert(q.begun, at, more...)
	}
}

// close makes next return false for everybody.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.ready.Broadcast()
}
