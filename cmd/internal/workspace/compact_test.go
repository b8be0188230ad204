package workspace_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

// asWriter in the environment, a folder, makes the test binary a run that reads the same
// pages again and again, so that its log has to be written anew all the time.
const asWriter = "PAKNEVIS_TEST_WORKSPACE"

func TestMain(m *testing.M) {
	dir := os.Getenv(asWriter)
	if dir == "" {
		os.Exit(m.Run())
	}
	for {
		if err := again(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

const (
	manyPages = 40
	longPage  = 20_000 // bytes of text
)

var thick = workspace.Digest{7}

// again is a run that reads all pages.
func again(dir string) error {
	w, err := workspace.Begin(dir, settings, false)
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.SetInputs([]workspace.Input{{Path: "in/thick", Name: "thick"}}); err != nil {
		return err
	}
	if f, err := w.File("in/thick"); err != nil || f == nil {
		if err := w.PutFile(workspace.File{Path: "in/thick", Digest: thick}); err != nil {
			return err
		}
	}
	for n := 1; n <= manyPages; n++ {
		if err := w.PutPage(thick, page(n, strings.Repeat("x", longPage)), false); err != nil {
			return err
		}
	}
	if err := w.PutDone(thick, workspace.Done{Path: "in/thick"}); err != nil {
		return err
	}
	return w.End()
}

func logSize(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "log"))
	must(t, err)
	return info.Size()
}

// temporaries are the files without a name.
func temporaries(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "new-*"))
	must(t, err)
	return names
}

func TestALogIsWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	w := begin(t, dir)
	same, gone := workspace.Digest{1}, workspace.Digest{50}
	must(t, w.SetInputs(w.Inputs()),
		// A path that had outputs, with another content now, and one whose content is void.
		w.PutFile(workspace.File{Path: "in/b", Digest: workspace.Digest{8}}),
		w.PutPage(workspace.Digest{8}, page(3, "نو"), false),
		w.PutFile(workspace.File{Path: "in/g", Digest: gone}))
	for n := range 200 {
		must(t, w.PutPage(gone, page(n, strings.Repeat("y", longPage)), false))
	}
	must(t, w.PutFile(workspace.File{Path: "in/g", Digest: same})) // the content of 200 pages has no path any more
	want, large := list(t, w), logSize(t, dir)
	must(t, w.End())
	check := func(how string, w *workspace.Workspace) {
		t.Helper()
		if got := list(t, w); got != want {
			t.Errorf("%s: got\n%swant\n%s", how, got, want)
		}
		if w.Damage.Places > 0 || !w.Ended() {
			t.Errorf("%s: damage %+v, ended %t", how, w.Damage, w.Ended())
		}
		if !w.Wrote("in/b") || w.Wrote("in/e") || !w.Sealed(same) || !w.Sealed(workspace.Digest{3}) || w.Has(gone, 5) {
			t.Errorf("%s: what was known besides pages is lost", how)
		}
		if f, err := w.File("in/d"); err != nil || f == nil || !f.Elsewhere {
			t.Errorf("%s: %+v, %v", how, f, err)
		}
		must(t, w.Check())
	}
	check("the run that wrote it", w)
	if small := logSize(t, dir); small > 10_000 || large < 4_000_000 {
		t.Errorf("the log has %d bytes, before %d", small, large)
	}
	must(t, w.PutPage(same, page(9, "پس از آن"), false), w.Close())
	w = begin(t, dir)
	if !w.Has(same, 9) {
		t.Error("what was added to the new log is lost")
	}
	must(t, w.Void(same), w.Close())
	if left := temporaries(t, dir); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// TestALittleThatIsDeadStays: a log is not written anew for nothing.
func TestALittleThatIsDeadStays(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		must(t, again(dir))
	}
	size := logSize(t, dir)
	if size < 2*manyPages*longPage {
		t.Errorf("a log was written anew for %d bytes", manyPages*longPage)
	}
	must(t, again(dir)) // and now it pays
	if now := logSize(t, dir); now > size*2/3 {
		t.Errorf("a log of %d bytes became one of %d", size, now)
	}
}

// TestKilledWhileALogIsWrittenAnew: at any moment there is the old log or the new one, with
// all pages in it, and what was left of the new one goes away.
func TestKilledWhileALogIsWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	must(t, again(dir))
	w, err := workspace.Open(dir)
	must(t, err)
	want := list(t, w)
	must(t, w.Close())
	if strings.Count(want, "\n") != manyPages {
		t.Fatal(want)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	left := 0
	for range 60 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), asWriter+"="+dir)
		cmd.Stderr = os.Stderr
		must(t, cmd.Start())
		time.Sleep(time.Duration(20+rnd.IntN(120)) * time.Millisecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait() // it was killed
		left += len(temporaries(t, dir))
		w, err := workspace.Open(dir)
		must(t, err)
		if got := list(t, w); got != want || w.Damage.Places > 0 {
			t.Fatalf("damage %+v, %d of %d pages", w.Damage, strings.Count(got, "\n"), manyPages)
		}
		must(t, w.Close())
		if logSize(t, dir) > 8*manyPages*longPage { // no writer came to its end: the machine is busy
			must(t, again(dir))
			if size := logSize(t, dir); size > 3*manyPages*longPage {
				t.Errorf("a run came to its end, and the log has %d bytes", size)
			}
		}
	}
	t.Logf("%d kills fell on a log that was being written", left)
	must(t, again(dir))
	if names := temporaries(t, dir); len(names) > 0 {
		t.Errorf("left: %q", names)
	}
}

// TestHalfANewLog: one that was cut anywhere is no log.
func TestHalfANewLog(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	must(t, err)
	for _, n := range []int{0, 1, len(log) / 2, len(log)} {
		must(t, os.WriteFile(filepath.Join(dir, "new-123"), log[:n], 0o600))
		w := begin(t, dir)
		if got := list(t, w); got != smallList {
			t.Errorf("%d bytes: %s", n, got)
		}
		must(t, w.Close())
		if names := temporaries(t, dir); len(names) > 0 {
			t.Errorf("left: %q", names)
		}
	}
}
