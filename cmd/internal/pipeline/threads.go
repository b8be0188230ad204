package pipeline

import (
	"context"
	"sync"

	"github.com/paknevis/paknevis/repair/page"
)

// Threads share what was learned of a document, which processes would each have
// to learn. Pixels are still read one page at a time: the engine is one.

// sideBySide reads pages in several threads and emits their results in order.
func (d *document) sideBySide(ctx context.Context, job *Job, last int, emit func(*Result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := d.learn(ctx, job.options()); err != nil {
		return err
	}
	type answer struct {
		res *Result
		err error
	}
	type work struct {
		n  int
		to chan answer
	}
	var (
		wg    sync.WaitGroup
		todo  = make(chan work)
		order = make(chan chan answer, job.Threads) // bounds the results that wait for one before them
	)
	for range job.Threads {
		wg.Go(func() {
			for w := range todo {
				res, err := d.result(ctx, w.n, job)
				w.to <- answer{res, err}
			}
		})
	}
	wg.Go(func() {
		defer close(order)
		defer close(todo)
		for n := job.First; n <= last; n++ {
			w := work{n, make(chan answer, 1)}
			select {
			case order <- w.to:
			case <-ctx.Done():
				return
			}
			todo <- w // its place in the order is taken, so it is always answered
		}
	})
	var first error
	for to := range order {
		a := <-to
		if first == nil {
			if first = a.err; first == nil {
				first = emit(a.res)
			}
			if first != nil {
				cancel()
			}
		}
	}
	wg.Wait()
	if first == nil {
		first = ctx.Err()
	}
	return first
}

// each calls f for the numbers below n, in several threads.
func (d *document) each(n int, f func(int)) {
	threads := min(max(d.threads, 1), n)
	var wg sync.WaitGroup
	for t := range threads {
		wg.Go(func() {
			for i := t; i < n; i += threads {
				f(i)
			}
		})
	}
	wg.Wait()
}

// sampleHasText reports that every page of the sample has a text layer whose
// glyphs are named.
func (d *document) sampleHasText() bool {
	for _, p := range d.sampled {
		if len(p.Glyphs) == 0 || p.Verdict != page.VerdictHealthy && p.Verdict != page.VerdictRepairable {
			return false
		}
	}
	return len(d.sampled) > 0
}
