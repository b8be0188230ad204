package sandbox

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Start starts a program under a policy, as cmd.Start does without one. What the
// kernel cannot do is left undone; see [Look]. The program is killed when this
// process dies.
func Start(cmd *exec.Cmd, p Policy) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	started := make(chan error)
	go func() {
		// Never unlocked: the thread ends with this goroutine, and what was taken
		// from it with it.
		runtime.LockOSThread()
		err := restrict(p)
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			started <- err
			return
		}
		pid := cmd.Process.Pid
		started <- nil
		// The kernel takes the thread that started a program for its parent, and
		// sends the parent-death signal when that thread ends (prctl(2)).
		for {
			if err := unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil); !errors.Is(err, unix.EINTR) {
				return
			}
		}
	}()
	return <-started
}

// restrict takes rights from the calling thread.
func restrict(p Policy) error {
	if p.empty() {
		return nil
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("setting no_new_privs: %w", err)
	}
	if err := confine(p); err != nil {
		return err
	}
	return narrow()
}

// Look tells what this kernel can keep a process from.
func Look() Support {
	var s Support
	var why []string
	version, err := landlockVersion()
	if s.Landlock = version; err != nil {
		why = append(why, err.Error()+": workers can read and write whatever this user can")
	} else if version < 4 {
		why = append(why, fmt.Sprintf("Landlock has version %d, and 4 (Linux 6.7) brought the network", version))
	}
	if err := seccompSupport(); err != nil {
		why = append(why, err.Error()+": workers can open sockets")
	} else {
		s.Seccomp = true
	}
	s.Why = strings.Join(why, "; ")
	return s
}
