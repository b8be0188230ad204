package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/sandbox"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

// workerName is the hidden command that makes a process a worker.
const workerName = "__worker"

func workerCommand() *cobra.Command {
	return &cobra.Command{
		Use:    workerName,
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			// A service manager tells all processes to end; when a worker ends is its parent's business.
			signal.Ignore(os.Interrupt, syscall.SIGTERM)
			if err := worker.Limit(); err != nil {
				return cli.Errorf(cli.Other, "", "%w", err)
			}
			runner := newRunner()
			if sandboxed() {
				policy := systemPolicy()
				runner.Render = func(cmd *exec.Cmd, file string) error {
					return sandbox.Start(cmd, policy.With(sandbox.Roots([]string{file})...))
				}
			}
			defer runner.Close()
			if err := worker.Serve(runner.Handle(cmd.Context())); err != nil {
				return cli.Errorf(cli.Other, "", "worker: %w", err)
			}
			return nil
		},
	}
}

// sandboxVar in the environment, set to "off", lets workers do what their user may do.
const sandboxVar = "PAKNEVIS_SANDBOX"

func sandboxed() bool { return os.Getenv(sandboxVar) != "off" }

// tellSandbox says what workers are not kept from.
func tellSandbox(w io.Writer) {
	if !sandboxed() {
		fmt.Fprintf(w, "workers run without a sandbox: %s=off\n", sandboxVar)
	} else if missing := sandbox.Look().Missing(); missing != "" {
		fmt.Fprintf(w, "workers run without a full sandbox: %s\n", missing)
	}
}

// systemPolicy is what a worker may use besides its inputs.
func systemPolicy(programs ...string) sandbox.Policy {
	if renderer, err := exec.LookPath("pdftoppm"); err == nil {
		if renderer, err = filepath.Abs(renderer); err == nil {
			programs = append(programs, renderer)
		}
	}
	return sandbox.System(os.Getenv, programs...)
}

// workerConfig starts this binary again as a worker that reads the given files.
func workerConfig(files []input.File) (worker.Config, error) {
	self, err := os.Executable()
	if err != nil {
		return worker.Config{}, cli.Errorf(cli.Other, "", "finding the program's own file: %w", err)
	}
	persian := pipeline.PersianFolder()
	c := worker.Config{Command: []string{self, workerName}, Env: append(workerEnv(os.Environ()), pipeline.PersianVar+"="+persian)}
	if sandboxed() {
		paths := make([]string, len(files))
		for i, f := range files {
			paths[i] = f.Path
		}
		c.Policy = systemPolicy(self).With(sandbox.Roots(paths)...)
		if persian != "" {
			c.Policy.Read = append(c.Policy.Read, persian)
		}
	}
	return c, nil
}

// handedDown are the variables that a worker is given, by the beginnings of their names:
// what tells it where to find programs, libraries, models and fonts, what language to
// speak, and how the Go runtime shall work. Others are none of its business, secrets of a
// cluster or a service above all.
var handedDown = []string{"PATH=", "HOME=", "LANG=", "LC_", "TZ=", "LD_LIBRARY_PATH=", "TESSDATA_PREFIX=", "FONTCONFIG_", "XDG_DATA_HOME=", "XDG_CACHE_HOME=", "GO", sandboxVar + "="}

// workerEnv is what a worker knows of the parent's environment, with one OpenMP thread:
// more make Tesseract 4 to 6 times slower, and libgomp reads the limit only when a process
// starts. The cores that the parent may use are told, as a worker cannot look.
func workerEnv(parent []string) []string {
	env := []string{"OMP_THREAD_LIMIT=1", fmt.Sprintf("GOMAXPROCS=%d", runtime.GOMAXPROCS(0))}
	for _, kv := range parent {
		if slices.ContainsFunc(handedDown, func(beginning string) bool { return strings.HasPrefix(kv, beginning) }) && !strings.HasPrefix(kv, "GOMAXPROCS=") {
			env = append(env, kv)
		}
	}
	return env
}
