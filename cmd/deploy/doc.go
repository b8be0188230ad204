// Package deploy holds what runs the image elsewhere than by hand: compose.yaml for one
// machine and job.yaml for a Kubernetes cluster. Each says at its head how it is used. The
// tests hold them against the schemas of Compose and Kubernetes, and against the program.
package deploy
