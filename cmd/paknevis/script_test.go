package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/paknevis/paknevis/cmd/internal/sandbox"
)

// TestScripts runs the scripts in testdata/script: the command as its users see
// it, with its real worker processes, poppler and Tesseract. The binary is built
// as for users: under the race detector each of some hundred processes would
// take seconds to start, and races are the business of the packages' own tests.
func TestScripts(t *testing.T) {
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "paknevis"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	fixtures, err := filepath.Abs("../../fixtures")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("FIXTURES", fixtures)
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("OMP_THREAD_LIMIT", "1")
			env.Setenv("AWS_SECRET_ACCESS_KEY", "must reach no worker")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"object": func(ts *testscript.TestScript, neg bool, args []string) { // the file is one JSON object with these keys
				var o map[string]json.RawMessage
				if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &o); neg || err != nil {
					ts.Fatalf("not one object: %v", err)
				}
				for _, key := range args[1:] {
					if len(o[key]) == 0 {
						ts.Fatalf("no %s in it", key)
					}
				}
			},
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "landlock":
				s := sandbox.Look()
				return s.Landlock >= 4 && s.Seccomp, nil
			case "root":
				return os.Geteuid() == 0, nil
			case "mount": // in a namespace of its own; containers and chroots may not
				private := exec.Command("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp")
				mapped := exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/tmp")
				return private.Run() == nil || mapped.Run() == nil, nil
			}
			return false, nil
		},
	})
}
