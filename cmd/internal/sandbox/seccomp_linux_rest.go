//go:build linux && !amd64 && !arm64

package sandbox

import (
	"errors"
	"runtime"
)

func narrow() error { return nil }

func seccompSupport() error {
	return errors.New("no seccomp filter was written for " + runtime.GOARCH)
}
