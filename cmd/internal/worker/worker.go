package worker

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/sandbox"
)

// ErrTimeout says that a child did not answer in time and was killed.
var ErrTimeout = errors.New("no answer in time")

// ErrCrash says that a child died in the middle of its work.
var ErrCrash = errors.New("worker process died")

// ErrKilled says that a child was killed by something outside of it: a person, or the
// system when memory was short. It is an ErrCrash.
var ErrKilled = fmt.Errorf("%w", ErrCrash)

// Config tells how children are started.
type Config struct {
	Command []string       // the binary and the arguments that make it a worker
	Env     []string       // the whole environment of the child
	Policy  sandbox.Policy // what the child may do; the zero policy restricts nothing
}

// Worker is a running child. It is for one goroutine at a time.
type Worker struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	enc    *gob.Encoder
	out    *os.File
	answer *io.LimitedReader // of out; a child may be in the hands of an attacker
	dec    *gob.Decoder
	stderr *tail
	failed bool

	mu   sync.Mutex // of what follows, which Interrupt asks
	gone bool       // the child was reaped
}

// Start starts a child. The error tells why it could not.
func Start(c Config) (*Worker, error) {
	if len(c.Command) == 0 {
		return nil, errors.New("starting a worker: no command")
	}
	w := &Worker{stderr: &tail{}}
	w.cmd = exec.Command(c.Command[0], c.Command[1:]...)
	w.cmd.Env = c.Env
	w.cmd.Stdout, w.cmd.Stderr = w.stderr, w.stderr
	w.cmd.WaitDelay = lastWords // a grandchild may hold the pipes open
	isolate(w.cmd)
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting a worker: %w", err)
	}
	r, child, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting a worker: %w", err)
	}
	defer child.Close()
	w.cmd.ExtraFiles = []*os.File{child} // descriptor 3
	if err := errors.Join(closeOnExec(), sandbox.Start(w.cmd, c.Policy)); err != nil {
		r.Close()
		return nil, fmt.Errorf("starting a worker: %w", err)
	}
	sacrifice(w.cmd.Process.Pid)
	w.out, w.answer = r, &io.LimitedReader{R: r}
	w.enc, w.dec = gob.NewEncoder(w.in), gob.NewDecoder(w.answer)
	return w, nil
}

// Send passes a request to the child.
func (w *Worker) Send(request any) error {
	// The pipe fails if the child is gone; what cannot be encoded is no type of ours.
	if err := w.enc.Encode(request); err != nil {
		return w.crashed()
	}
	return nil
}

// Receive waits for the next response; a limit of 0 waits for ever. After
// ErrTimeout or ErrCrash the child is gone and must be replaced.
func (w *Worker) Receive(response any, limit time.Duration) error {
	var deadline time.Time
	if limit > 0 {
		deadline = time.Now().Add(limit)
	}
	if err := w.out.SetReadDeadline(deadline); err != nil {
		return fmt.Errorf("setting a deadline: %w", err)
	}
	w.answer.N = maxAnswer
	err := w.decode(response)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		w.Kill()
		return fmt.Errorf("%w (%s)", ErrTimeout, limit)
	default:
		return w.crashed()
	}
}

// maxAnswer bounds a response, in bytes. The words and places of the densest page
// that was seen take 2 MB.
const maxAnswer = 256 << 20

// decode reads a response. The bytes are those of a process that takes hostile files
// apart, and the decoder was not made for such: what it does not survive is a crash of
// the child.
func (w *Worker) decode(response any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("an answer that cannot be read: %v", p)
		}
	}()
	return w.dec.Decode(response)
}

// lastWords is how long a child that stopped talking may take to print why.
const lastWords = 2 * time.Second

// crashed reaps the child and says how it ended.
func (w *Worker) crashed() error {
	w.failed = true
	slow := time.AfterFunc(lastWords, w.Interrupt)
	await(w.cmd)
	byItself := slow.Stop()
	kill(w.cmd) // what it started and left behind, while its number cannot be another's
	w.wait()
	how := ErrCrash
	if status, ok := w.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && byItself && status.Signaled() && status.Signal() == syscall.SIGKILL {
		how = ErrKilled
	}
	state := w.cmd.ProcessState.String()
	if last := w.stderr.lastLine(); last != "" {
		return fmt.Errorf("%w: %s: %s", how, state, last)
	}
	return fmt.Errorf("%w: %s", how, state)
}

// Kill ends the child at once and returns how it ended.
func (w *Worker) Kill() string {
	w.failed = true
	kill(w.cmd)
	w.wait()
	return w.cmd.ProcessState.String()
}

// Interrupt ends the child from another goroutine; a call of Receive that waits
// for it returns ErrCrash.
func (w *Worker) Interrupt() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.gone { // its number may be another's
		kill(w.cmd)
	}
}

// Close lets the child end by itself, for as long as that takes a healthy one, and
// waits for it.
func (w *Worker) Close() {
	w.in.Close()
	slow := time.AfterFunc(farewell, w.Interrupt)
	defer slow.Stop()
	w.wait()
}

// farewell is how long a child that has nothing more to do may take to end.
const farewell = 5 * time.Second

// PID is the number of the child's process.
func (w *Worker) PID() int { return w.cmd.Process.Pid }

// Alive reports whether the child can still be used.
func (w *Worker) Alive() bool { return !w.failed }

func (w *Worker) wait() {
	w.in.Close()
	// The state says how the child ended; the error repeats it.
	_ = w.cmd.Wait()
	w.mu.Lock()
	w.gone = true
	w.mu.Unlock()
	w.out.Close()
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

// tailBytes is how much of a child's last words is kept.
const tailBytes = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if len(t.buf) > tailBytes {
		t.buf = bytes.Clone(t.buf[len(t.buf)-tailBytes:])
	}
	return len(p), nil
}

// lastLine is the line that tells most: of a Go crash the first one that names
// it, otherwise the last.
func (t *tail) lastLine() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := ""
	for line := range strings.SplitSeq(string(t.buf), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "fatal error:") || strings.HasPrefix(line, "panic:") {
			return line
		}
		if line != "" {
			last = line
		}
	}
	return last
}
