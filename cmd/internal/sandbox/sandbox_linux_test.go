package sandbox_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/paknevis/paknevis/cmd/internal/sandbox"
)

// asChild in the environment makes the test binary a program that tries the thing
// named there with the path that follows.
const asChild = "PAKNEVIS_TEST_TRY"

func TestMain(m *testing.M) {
	if what := os.Getenv(asChild); what != "" {
		name, arg, _ := strings.Cut(what, " ")
		if err := tries[name](arg); err != nil {
			fmt.Println("refused:", err)
			var errno syscall.Errno
			if errors.As(err, &errno) {
				os.Exit(10)
			}
			os.Exit(11)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// tries are what a program in an attacker's hands may attempt.
var tries = map[string]func(arg string) error{
	"nothing": func(string) error { return nil },
	"read": func(path string) error {
		_, err := os.ReadFile(path)
		return err
	},
	"list": func(path string) error {
		_, err := os.ReadDir(path)
		return err
	},
	"create": func(path string) error { return os.WriteFile(path, []byte("owned"), 0o666) },
	"append": func(path string) error {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if err == nil {
			f.Close()
		}
		return err
	},
	"truncate": func(path string) error { return os.Truncate(path, 0) },
	"remove":   os.Remove,
	"rename":   func(path string) error { return os.Rename(path, path+".x") },
	"mkdir":    func(path string) error { return os.Mkdir(path+".d", 0o777) },
	"symlink":  func(path string) error { return os.Symlink("/etc/passwd", path+".l") },
	"mode":     func(path string) error { return os.Chmod(path, 0o777) },
	"times":    func(path string) error { return os.Chtimes(path, time.Unix(1, 0), time.Unix(1, 0)) },
	"exec":     func(path string) error { return exec.Command(path).Run() },
	"tcp": func(addr string) error {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			c.Close()
		}
		return err
	},
	"udp": func(string) error {
		c, err := net.Dial("udp", "127.0.0.1:9")
		if err == nil {
			c.Close()
		}
		return err
	},
	"unix": func(path string) error {
		_, err := net.Listen("unix", path+".s")
		return err
	},
	"raw": func(string) error {
		_, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW, 0)
		return err
	},
	"uring": func(string) error {
		_, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, 1, 0, 0)
		if errno == unix.EFAULT { // it looked at the arguments
			return nil
		}
		return errno
	},
	"memory": func(string) error {
		_, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", os.Getppid()))
		return err
	},
	"trace": func(string) error { return unix.PtraceAttach(os.Getppid()) },
	"kill":  func(string) error { return unix.Kill(os.Getppid(), 0) },
	"memfd": func(string) error {
		_, err := unix.MemfdCreate("x", 0)
		return err
	},
	"namespace": func(string) error { return unix.Unshare(unix.CLONE_NEWUSER) },
	"every-thread": func(path string) error { // as many at once as the runtime makes threads for
		errs := make(chan error)
		for range 20 {
			go func() {
				_, err := os.ReadFile(path)
				time.Sleep(10 * time.Millisecond)
				errs <- err
			}()
		}
		refused := 0
		var last error
		for range 20 {
			if err := <-errs; err != nil {
				refused, last = refused+1, err
			}
		}
		if refused < 20 {
			return nil
		}
		return last
	},
}

// try runs the test binary under a policy and tells its exit code and last words.
func try(t *testing.T, p sandbox.Policy, what string) (int, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asChild+"="+what)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := sandbox.Start(cmd, p); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", what, err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}

func needLandlock(t *testing.T) sandbox.Support {
	t.Helper()
	s := sandbox.Look()
	if s.Landlock == 0 || !s.Seccomp {
		t.Skip("this kernel cannot do it: " + s.Missing())
	}
	return s
}

// TestWhatIsRefused: each try works outside and is refused inside.
func TestWhatIsRefused(t *testing.T) {
	support := needLandlock(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	policy := sandbox.System(os.Getenv, os.Args[0])
	if code, out := try(t, policy, "nothing"); code != 0 {
		t.Fatalf("a program that does nothing does not run: %d, %s", code, out)
	}
	fresh := func() string {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, name := range slices.Sorted(maps.Keys(tries)) {
		if name == "nothing" {
			continue
		}
		arg := fresh()
		switch name {
		case "list":
			arg = filepath.Dir(arg)
		case "tcp":
			arg = listener.Addr().String()
		case "exec":
			arg = "/bin/true"
		case "kill":
			if support.Landlock < 6 {
				continue
			}
		}
		if code, out := try(t, policy, name+" "+arg); code != 10 || !strings.Contains(out, "refused:") {
			t.Errorf("%s: inside: exit code %d, %s", name, code, out)
		}
		switch name { // these need rights that a test may not have outside either
		case "trace", "namespace", "uring", "raw", "memory":
			continue
		case "create":
			arg = fresh() + ".new"
		}
		if code, out := try(t, sandbox.Policy{}, name+" "+arg); code != 0 {
			t.Errorf("%s: outside: exit code %d, %s", name, code, out)
		}
	}
	for _, path := range []string{"/etc/shadow", "/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/cmdline"} {
		if _, err := os.ReadFile(path); err != nil {
			continue
		}
		if code, out := try(t, policy, "read "+path); code != 10 {
			t.Errorf("%s can be read: exit code %d, %s", path, code, out)
		}
	}
}

// TestWhatIsGranted: the policy's own files, and no more of their folders than asked.
func TestWhatIsGranted(t *testing.T) {
	needLandlock(t)
	dir := t.TempDir()
	in, other := filepath.Join(dir, "in", "a.pdf"), filepath.Join(dir, "other", "b.pdf")
	for _, f := range []string{in, other} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(f), 0o777), os.WriteFile(f, []byte("x"), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(dir, "in", "link.pdf")
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	p := sandbox.System(os.Getenv, os.Args[0])
	p.Write = append(p.Write, filepath.Join(dir, "in", "a.pdf"))
	for _, tt := range []struct {
		inputs []string
		what   string
		code   int
	}{
		{[]string{filepath.Dir(in)}, "read " + in, 0},
		{[]string{filepath.Dir(in)}, "read " + other, 10},
		{[]string{filepath.Dir(in)}, "read " + link, 10}, // leads out
		{[]string{link}, "read " + link, 0},
		{[]string{in}, "read " + in, 0},
		{[]string{dir}, "read " + other, 0},
		{[]string{dir}, "list " + dir, 10},
		{[]string{dir}, "create " + other, 10},
		{[]string{dir}, "append " + in, 0},
		{[]string{filepath.Join(dir, "missing")}, "read " + in, 10},
	} {
		if code, out := try(t, p.With(tt.inputs...), tt.what); code != tt.code {
			t.Errorf("%s under %v: exit code %d, want %d: %s", tt.what, tt.inputs, code, tt.code, out)
		}
	}
}

// TestTheParentKeepsItsRights: threads of this process, old and new, are not touched.
func TestTheParentKeepsItsRights(t *testing.T) {
	p := sandbox.System(os.Getenv, os.Args[0])
	for range 8 {
		try(t, p, "nothing")
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	errs := make(chan error)
	for range 50 {
		go func() {
			_, err := os.ReadFile(secret)
			time.Sleep(5 * time.Millisecond)
			errs <- err
		}()
	}
	for range 50 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	threads, err := filepath.Glob("/proc/self/task/*/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range threads {
		if b, err := os.ReadFile(f); err == nil && strings.Contains(string(b), "NoNewPrivs:\t1") && !strings.Contains(string(b), "zombie") {
			// The first thread of a process never ends: it is parked instead.
			if filepath.Base(filepath.Dir(f)) != fmt.Sprint(os.Getpid()) {
				t.Errorf("a restricted thread is left: %s", f)
			}
		}
	}
}

// TestTheChildLivesAsLongAsItsParent: the parent-death signal comes with the parent's
// death and not with that of a thread.
func TestTheChildLivesAsLongAsItsParent(t *testing.T) {
	cmd := exec.Command("sleep", "30")
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("needs sleep")
	}
	if err := sandbox.Start(cmd, sandbox.System(os.Getenv, sleep)); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		t.Errorf("the child ended by itself: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	_ = cmd.Process.Kill()
	<-done
}

func TestAProgramThatCannotBeStarted(t *testing.T) {
	needLandlock(t)
	if err := sandbox.Start(exec.Command("/bin/true"), sandbox.System(os.Getenv)); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a program that the policy does not name was started: %v", err)
	}
	if err := sandbox.Start(exec.Command("/no/such/program"), sandbox.Policy{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestPipesPassThrough(t *testing.T) {
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Skip("needs cat")
	}
	cmd := exec.Command(cat)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := sandbox.Start(cmd, sandbox.System(os.Getenv, cat)); err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(in, "line\n")
	if got, err := bufio.NewReader(out).ReadString('\n'); got != "line\n" {
		t.Errorf("got %q, %v", got, err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

func TestRoots(t *testing.T) {
	dir := t.TempDir()
	var many []string
	for i := range 5000 {
		many = append(many, filepath.Join(dir, "many", fmt.Sprint(i/100), fmt.Sprint(i), "f"))
	}
	if got := sandbox.Roots(many[:10]); !slices.Equal(got, slices.Sorted(slices.Values(many[:10]))) {
		t.Errorf("few files are not named themselves: %v", got)
	}
	if got := sandbox.Roots(many); len(got) != 50 || got[0] != filepath.Join(dir, "many/0") {
		t.Errorf("5000 folders become %d: %v", len(got), got)
	}
}
