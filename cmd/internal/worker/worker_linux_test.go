package worker_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/paknevis/paknevis/cmd/internal/sandbox"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

// asParent in the environment makes the test binary the parent of a worker.
const asParent = "PAKNEVIS_TEST_PARENT"

// parent starts a worker that starts a program, tells their process numbers, and waits.
func parent() {
	w, err := worker.Start(worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild, asParent+"=")})
	if err != nil {
		panic(err)
	}
	for _, do := range []string{"pid", "spawn"} {
		var pid string
		if err := errors.Join(w.Send(do), w.Receive(&pid, time.Minute)); err != nil {
			panic(err)
		}
		fmt.Println(pid)
	}
	time.Sleep(time.Hour)
}

func init() {
	said := func(err error) string {
		if err == nil {
			return "done"
		}
		return err.Error()
	}
	// Starts a program that lives on, as a renderer that hangs does.
	more["spawn"] = func() string {
		cmd := exec.Command("sleep", "3600")
		if err := sandbox.Start(cmd, sandbox.Policy{}); err != nil {
			return err.Error()
		}
		return strconv.Itoa(cmd.Process.Pid)
	}
	more["spawn and panic"] = func() string {
		fmt.Fprintln(os.Stderr, more["spawn"]())
		panic("no such glyph")
	}
	more["descriptors"] = func() string {
		var open []string
		links, _ := filepath.Glob("/proc/self/fd/*")
		for _, l := range links {
			if to, err := os.Readlink(l); err == nil && !strings.HasPrefix(to, "anon_inode:") && to != "/dev/null" && !strings.HasPrefix(to, "/proc/") && !strings.HasPrefix(to, "/sys/fs/cgroup/") { // the Go runtime's own
				open = append(open, filepath.Base(l)+" "+strings.TrimRight(to, "[]0123456789"))
			}
		}
		return strings.Join(open, ", ")
	}
	more["score"] = func() string {
		b, err := os.ReadFile("/proc/self/oom_score_adj")
		return strings.TrimSpace(string(b)) + strings.TrimPrefix(said(err), "done")
	}
	more["heap"] = func() string {
		err := worker.Limit()
		return strings.TrimSuffix(fmt.Sprint(debug.SetMemoryLimit(-1), " ", said(err)), " done")
	}
	more["limit"] = func() string { return said(worker.Limit()) }
	more["write "] = func() string { return said(os.WriteFile(moreArg, []byte("x"), 0o666)) }
	more["read "] = func() string {
		_, err := os.ReadFile(moreArg)
		return said(err)
	}
	more["dial "] = func() string {
		_, err := net.Dial("tcp", moreArg)
		return said(err)
	}
	more["files "] = func() string {
		for range 1000 {
			if _, err := os.Open("/dev/null"); err != nil { // never closed
				return err.Error()
			}
		}
		return "done"
	}
	more["map"] = func() string { // more than a worker may
		b, err := unix.Mmap(-1, 0, 7<<30, unix.PROT_READ, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
		if err == nil {
			_ = unix.Munmap(b)
		}
		return said(err)
	}
	more["core"] = func() string {
		var l unix.Rlimit
		if err := unix.Getrlimit(unix.RLIMIT_CORE, &l); err != nil {
			return err.Error()
		}
		return fmt.Sprint(l.Max)
	}
}

func alive(pid string) bool {
	b, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(b), ") ")
	return !strings.HasPrefix(state, "Z")
}

// gone waits for a process to end.
func gone(t *testing.T, what, pid string) {
	t.Helper()
	if _, err := strconv.Atoi(pid); err != nil {
		t.Fatalf("%s is no process number: %q", what, pid)
	}
	for range 100 {
		if !alive(pid) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%s outlives its parent", what)
	n, _ := strconv.Atoi(pid)
	_ = syscall.Kill(n, syscall.SIGKILL)
}

func TestProgramsDieWithTheirWorker(t *testing.T) {
	w := start(t)
	pid, err := ask(t, w, "spawn", time.Minute)
	if err != nil || !alive(pid) {
		t.Fatal(pid, err)
	}
	if _, err := ask(t, w, "hang", 50*time.Millisecond); !errors.Is(err, worker.ErrTimeout) {
		t.Fatal(err)
	}
	gone(t, "the program of a worker that hung", pid)

	w = start(t)
	if pid, err = ask(t, w, "spawn", time.Minute); err != nil || !alive(pid) {
		t.Fatal(pid, err)
	}
	if _, err := ask(t, w, "panic", time.Minute); !errors.Is(err, worker.ErrCrash) {
		t.Fatal(err)
	}
	gone(t, "the program of a worker that crashed", pid)
}

// TestNothingOutlivesAKilledParent: a parent that is killed can tell nobody.
func TestNothingOutlivesAKilledParent(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asParent+"=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	var pids [2]string
	for i := range pids {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		pids[i] = strings.TrimSpace(line)
		if !alive(pids[i]) {
			t.Fatalf("process %q does not live", pids[i])
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	gone(t, "the worker", pids[0])
	gone(t, "the worker's program", pids[1])
}

// TestAnOOMKill: the kernel kills without a word.
func TestHeapOfAWorker(t *testing.T) {
	for env, want := range map[string]string{
		"GOMEMLIMIT=off":       fmt.Sprint(1 << 30),
		"GOMEMLIMIT=8GiB":      fmt.Sprint(1 << 30),
		"GOMEMLIMIT=125000000": "125000000", // a share that its parent gave it
	} {
		w, err := worker.Start(worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild, env)})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ask(t, w, "heap", time.Minute); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %s", env, got, err, want)
		}
		w.Close()
	}
}

func TestAnOOMKill(t *testing.T) {
	w := start(t)
	answer, err := ask(t, w, "pid", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(answer)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Send("hang"); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	var s string
	if err := w.Receive(&s, time.Minute); !errors.Is(err, worker.ErrCrash) || !strings.Contains(err.Error(), "signal: killed") {
		t.Errorf("got %v", err)
	}
}

func TestTheKernelTakesWorkersFirst(t *testing.T) {
	if got, err := ask(t, start(t), "score", time.Minute); err != nil || got != "500" {
		t.Errorf("a worker's score is %q, %v", got, err)
	}
}

func TestNoDescriptorsButThePipes(t *testing.T) {
	secret, err := os.CreateTemp(t.TempDir(), "secret")
	if err != nil {
		t.Fatal(err)
	}
	defer secret.Close()
	// As if the parent had been started with it.
	fd, err := syscall.Dup(int(secret.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	got, err := ask(t, start(t), "descriptors", time.Minute)
	if want := "0 pipe:, 1 pipe:, 2 pipe:, 3 pipe:"; err != nil || got != want {
		t.Errorf("a worker has %q, %v; want %q", got, err, want)
	}
	if _, err := syscall.Write(fd, []byte("x")); err != nil {
		t.Errorf("the parent lost its own descriptor: %v", err)
	}
}

func TestLimits(t *testing.T) {
	w := start(t)
	path := filepath.Join(t.TempDir(), "file")
	if got, err := ask(t, w, "write "+path, time.Minute); err != nil || got != "done" {
		t.Fatal(got, err)
	}
	if got, err := ask(t, w, "limit", time.Minute); err != nil || got != "done" {
		t.Fatal(got, err)
	}
	for _, tt := range [][2]string{{"write " + path, "file too large"}, {"core", "0"}, {"files 1000", "too many open files"}} {
		if got, err := ask(t, w, tt[0], time.Minute); err != nil || !strings.Contains(got, tt[1]) {
			t.Errorf("%s: got %q, %v; want %q", tt[0], got, err, tt[1])
		}
	}
	if worker.AddressSpace < 7<<30 { // not under the race detector
		if got, err := ask(t, w, "map", time.Minute); err != nil || got != "cannot allocate memory" {
			t.Errorf("7 GiB: got %q, %v", got, err)
		}
	}
}

// TestAWorkerInASandbox: what a worker in an attacker's hands is refused.
func TestAWorkerInASandbox(t *testing.T) {
	if s := sandbox.Look(); s.Landlock < 4 || !s.Seccomp {
		t.Skip(s.Missing())
	}
	dir := t.TempDir()
	in, other := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "other.pdf")
	if err := errors.Join(os.WriteFile(in, []byte("x"), 0o666), os.WriteFile(other, []byte("x"), 0o666)); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	w, err := worker.Start(worker.Config{
		Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild),
		Policy: sandbox.System(os.Getenv, os.Args[0]).With(in),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for do, want := range map[string]string{
		"read " + in:                         "done",
		"read " + other:                      "permission denied",
		"read /etc/passwd":                   "permission denied",
		"write " + in:                        "permission denied",
		"write " + filepath.Join(dir, "new"): "permission denied",
		"dial " + listener.Addr().String():   "operation not permitted",
		"spawn":                              "permission denied",
	} {
		if got, err := ask(t, w, do, time.Minute); err != nil || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, %v; want %q", do, got, err, want)
		}
	}
}
