package worker_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/worker"
)

// asChild in the environment makes the test binary a worker.
const asChild = "PAKNEVIS_TEST_WORKER=1"

func TestMain(m *testing.M) {
	if os.Getenv(asParent) != "" {
		parent()
	}
	if name, value, _ := strings.Cut(asChild, "="); os.Getenv(name) == value {
		if err := worker.Serve(act); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// act does what a request says; some of it no process survives.
func act(do string, respond func(any) error) error {
	switch do {
	case "hang":
		time.Sleep(time.Hour)
	case "panic":
		panic("no such glyph")
	case "exit":
		os.Exit(9)
	case "fail":
		return errors.New("cannot go on")
	case "two":
		if err := respond("one"); err != nil {
			return err
		}
	case "garbage":
		_, err := os.NewFile(3, "responses").Write(bytes.Repeat([]byte{0xF8, 0x7F, 0xFF, 0xFF}, 1000))
		return err
	case "pid":
		do = strconv.Itoa(os.Getpid())
	case "noise":
		fmt.Println("a library writes to standard output")
	}
	if f, ok := more[do]; ok { // of one system only
		do = f()
	} else if name, arg, ok := strings.Cut(do, " "); ok && more[name+" "] != nil {
		moreArg = arg
		do = more[name+" "]()
	}
	return respond(do)
}

// more are requests that only some systems know.
var (
	more    = map[string]func() string{}
	moreArg string
)

func start(t *testing.T) *worker.Worker {
	t.Helper()
	w, err := worker.Start(worker.Config{Command: []string{os.Args[0]}, Env: append(os.Environ(), asChild)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if w.Alive() {
			w.Close()
		}
	})
	return w
}

func ask(t *testing.T, w *worker.Worker, do string, limit time.Duration) (string, error) {
	t.Helper()
	if err := w.Send(do); err != nil {
		return "", err
	}
	var got string
	err := w.Receive(&got, limit)
	return got, err
}

func TestAnswers(t *testing.T) {
	w := start(t)
	for _, do := range []string{"سلام", "noise", strings.Repeat("x", 1<<20)} {
		if got, err := ask(t, w, do, time.Minute); err != nil || got != do {
			t.Errorf("asked %.20q, got %.20q, %v", do, got, err)
		}
	}
	if got, err := ask(t, w, "two", time.Minute); err != nil || got != "one" {
		t.Errorf("first of two: %q, %v", got, err)
	}
	var second string
	if err := w.Receive(&second, time.Minute); err != nil || second != "two" {
		t.Errorf("second of two: %q, %v", second, err)
	}
}

func TestDeathIsToldWithItsCause(t *testing.T) {
	for do, want := range map[string]string{
		"panic": "panic: no such glyph",
		"exit":  "exit status 9",
		"fail":  "cannot go on",
	} {
		w := start(t)
		_, err := ask(t, w, do, time.Minute)
		if !errors.Is(err, worker.ErrCrash) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", do, err, want)
		}
		if w.Alive() {
			t.Errorf("%s: a dead worker says it is alive", do)
		}
	}
}

func TestHangIsKilled(t *testing.T) {
	w := start(t)
	if _, err := ask(t, w, "hang", 50*time.Millisecond); !errors.Is(err, worker.ErrTimeout) {
		t.Errorf("got %v", err)
	}
	if w.Alive() {
		t.Error("a killed worker says it is alive")
	}
}

func TestInterruptEndsAWait(t *testing.T) {
	w := start(t)
	time.AfterFunc(50*time.Millisecond, w.Interrupt)
	if _, err := ask(t, w, "hang", time.Minute); !errors.Is(err, worker.ErrCrash) {
		t.Errorf("got %v", err)
	}
}

func TestGarbageIsACrash(t *testing.T) {
	w := start(t)
	if _, err := ask(t, w, "garbage", time.Minute); !errors.Is(err, worker.ErrCrash) {
		t.Errorf("got %v", err)
	}
}

func TestStartFails(t *testing.T) {
	if _, err := worker.Start(worker.Config{Command: []string{"/no/such/program"}}); err == nil {
		t.Error("a missing program was started")
	}
	if _, err := worker.Start(worker.Config{}); err == nil {
		t.Error("no program was started")
	}
}
