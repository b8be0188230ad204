//go:build !linux

package main

// onCores calls f: only Linux lets a program be held to some cores.
func onCores(_ int, f func() error) error { return f() }

// memory notes nothing.
func memory(int, map[int]int64) {}
