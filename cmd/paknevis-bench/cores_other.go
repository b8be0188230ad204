//go:build !linux

package main

import "os"

// onCores calls f: only Linux lets a program be held to some cores.
func onCores(_ int, f func() error) error { return f() }

// held tells nothing.
func held(*os.ProcessState) int64 { return 0 }

// memory notes nothing.
func memory(int, map[int]int64) {}
