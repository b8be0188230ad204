//go:build !linux

package worker_test

const asParent = "PAKNEVIS_TEST_PARENT"

func parent() {}
