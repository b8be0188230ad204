//go:build !linux

package worker

// Limit bounds the Go heap; other systems have no limit for the whole process.
func Limit() error {
	limitHeap()
	return nil
}
