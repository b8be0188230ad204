//go:build !faults

package main

import "github.com/paknevis/paknevis/cmd/internal/pipeline"

// newRunner makes what does the jobs of a worker.
func newRunner() *pipeline.Runner { return pipeline.NewRunner() }
