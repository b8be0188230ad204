//go:build race

package worker

// addressSpace is without limit: the race detector maps terabytes of shadow.
const addressSpace = 1<<64 - 1
