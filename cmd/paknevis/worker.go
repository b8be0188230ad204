package main

import (
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
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
			if err := worker.LimitMemory(); err != nil {
				return cli.Errorf(cli.Other, "", "%w", err)
			}
			runner := pipeline.NewRunner()
			defer runner.Close()
			if err := worker.Serve(runner.Handle(cmd.Context())); err != nil {
				return cli.Errorf(cli.Other, "", "worker: %w", err)
			}
			return nil
		},
	}
}

// workerConfig starts this binary again as a worker.
func workerConfig() (worker.Config, error) {
	self, err := os.Executable()
	if err != nil {
		return worker.Config{}, cli.Errorf(cli.Other, "", "finding the program's own file: %w", err)
	}
	return worker.Config{Command: []string{self, workerName}, Env: workerEnv(os.Environ())}, nil
}

// workerEnv is the parent's environment without the password, which travels with
// the jobs, and with one OpenMP thread: more make Tesseract 4 to 6 times slower,
// and libgomp reads the limit only when a process starts.
func workerEnv(parent []string) []string {
	env := make([]string, 0, len(parent)+1)
	for _, kv := range parent {
		if name, _, _ := strings.Cut(kv, "="); name != "OMP_THREAD_LIMIT" && name != passwordVar {
			env = append(env, kv)
		}
	}
	return append(env, "OMP_THREAD_LIMIT=1")
}
