package worker

import (
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// isolate gives the child a process group of its own, so that what it starts
// dies with it.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// kill ends the child and its process group.
func kill(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}

// await waits for the end of the child and leaves it to be reaped.
func await(cmd *exec.Cmd) {
	for {
		if err := unix.Waitid(unix.P_PID, cmd.Process.Pid, nil, unix.WEXITED|unix.WNOWAIT, nil); !errors.Is(err, unix.EINTR) {
			return
		}
	}
}

// closeOnExec keeps descriptors that this process was given by its own parent from
// its children. Those that Go opens are kept already.
func closeOnExec() error {
	err := unix.CloseRange(3, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC)
	if err == nil {
		return nil
	}
	dir, err := os.Open("/proc/self/fd") // before Linux 5.11
	if err != nil {
		return fmt.Errorf("listing descriptors: %w", err)
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	for _, name := range names {
		if fd, err := strconv.Atoi(name); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
	return err
}

// sacrificeScore is added to a child's share of memory, in thousandths of the
// machine's, when the kernel looks for a process to kill: a worker before its parent,
// and before what else runs here.
const sacrificeScore = "500"

// sacrifice has the kernel kill the child first when memory is short. Where that
// cannot be asked for, it takes the largest process, which mostly is a child.
func sacrifice(pid int) {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/oom_score_adj", pid), []byte(sacrificeScore), 0)
}
