package sandbox_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/sandbox"
)

// BenchmarkStart is what a policy adds to the start of a program.
func BenchmarkStart(b *testing.B) {
	program, err := exec.LookPath("true")
	if err != nil {
		b.Skip("needs true")
	}
	for name, p := range map[string]sandbox.Policy{"without": {}, "with": sandbox.System(os.Getenv, program)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				cmd := exec.Command(program)
				if err := sandbox.Start(cmd, p); err != nil {
					b.Fatal(err)
				}
				if err := cmd.Wait(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("policy", func(b *testing.B) {
		for b.Loop() {
			sandbox.System(os.Getenv, program)
		}
	})
}
