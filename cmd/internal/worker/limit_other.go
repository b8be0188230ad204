//go:build !linux

package worker

import "runtime/debug"

// LimitMemory bounds the Go heap; other systems have no limit for the whole process.
func LimitMemory() error {
	debug.SetMemoryLimit(1 << 30)
	return nil
}
