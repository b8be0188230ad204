//go:build !linux

package cgroup

// Memory knows of no limit: only Linux has control groups.
func Memory() (limit int64, ok bool) { return 0, false }
