package main

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// watched is one conversion.
type watched struct {
	out     string
	took    cost
	code    int
	largest int64 // bytes, the most that one of the processes that the program started held
	memory  int64 // bytes, the most that the program and its workers held at one time; 0 where the system does not tell
}

// watch converts a file or a folder and looks at the memory of all processes, which costs
// some time. An exit code that tells of pages without text is no error.
func (b *bench) watch(ctx context.Context, path string, flags ...string) (w watched, err error) {
	if w.out, err = b.folder("out"); err != nil {
		return w, err
	}
	ctx, cancel := context.WithTimeout(ctx, batchTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, b.tools.paknevis, append(append([]string{"convert", "-q", "-o", w.out}, flags...), path)...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return w, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(memoryEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			w.took = cost{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
			w.code = cmd.ProcessState.ExitCode()
			if err != nil && w.code != partial {
				return w, fmt.Errorf("paknevis convert: %w", err)
			}
			return w, nil
		case <-tick.C:
			now := map[int]int64{}
			memory(cmd.Process.Pid, now)
			var sum int64
			for pid, n := range now {
				sum += n
				if pid != cmd.Process.Pid {
					w.largest = max(w.largest, n)
				}
			}
			w.memory = max(w.memory, sum)
		}
	}
}

const (
	// memoryEvery is how often a running program is asked for its memory.
	memoryEvery = 50 * time.Millisecond
	// batchTimeout bounds a batch of many files.
	batchTimeout = 4 * time.Hour
)
