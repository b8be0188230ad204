//go:build !linux

package sandbox

import "os/exec"

// Start starts a program; only Linux can restrict it.
func Start(cmd *exec.Cmd, _ Policy) error { return cmd.Start() }

// Look tells what this kernel can keep a process from.
func Look() Support {
	return Support{Why: "this system has neither Landlock nor seccomp: workers can do whatever this user can"}
}
