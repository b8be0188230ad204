//go:build !linux

package worker

import "runtime/debug"

// Limit bounds the Go heap; other systems have no limit for the whole process.
func Limit() error {
	debug.SetMemoryLimit(1 << 30)
	return nil
}
