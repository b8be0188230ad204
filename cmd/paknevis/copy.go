package main

import (
	"context"
	"io"
)

// copyUntil copies src to dst until src ends or ctx does. A read from a terminal
// or pipe cannot be interrupted: when ctx ends first, the read is left to itself
// and dst must not be used any more.
func copyUntil(ctx context.Context, dst io.Writer, src io.Reader) error {
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(dst, src)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
