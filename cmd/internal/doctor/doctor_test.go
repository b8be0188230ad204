package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/fixtures"
)

func TestJudge(t *testing.T) {
	gold, err := fixtures.Gold("prose")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(gold)
	for _, tc := range []struct {
		name, text string
		took       time.Duration
		want       Mark
	}{
		{"all of it", gold, time.Second, OK},
		{"all of it, late", gold, slowPage + time.Millisecond, Slow},
		{"half of it", strings.Join(words[:len(words)/2], " "), time.Second, Missing},
		{"half of it, late", strings.Join(words[:len(words)/2], " "), time.Minute, Missing},
		{"nothing", "", time.Second, Missing},
	} {
		c := Check{Mark: Missing}
		judge(&c, tc.text, gold, tc.took)
		if c.Mark != tc.want || c.Mark != OK && c.Hint == "" {
			t.Errorf("%s: %s %q, want %s with a hint", tc.name, c.Mark, c.Hint, tc.want)
		}
	}
}

func TestCommon(t *testing.T) {
	// The short word does not count, the repeated one counts once.
	if found, all := common("چوبی زمستان", "پل چوبی چوبی زمستان روستا"); found != 2 || all != 3 {
		t.Errorf("%d of %d, want 2 of 3", found, all)
	}
}

func TestThreads(t *testing.T) {
	for _, tc := range []struct {
		env  []string
		err  error
		want Mark
	}{
		{env: []string{"OMP_THREAD_LIMIT=1"}, want: OK},
		{env: []string{"OMP_THREAD_LIMIT=1", "OMP_THREAD_LIMIT=8"}, want: Slow}, // the last counts
		{env: []string{"HOME=/"}, want: Slow},
		{err: errors.New("no such program"), want: Slow},
	} {
		h := Host{Worker: func(...string) (worker.Config, error) { return worker.Config{Env: tc.env}, tc.err }}
		if c := threads(h); c.Mark != tc.want {
			t.Errorf("%v: %s (%s), want %s", tc.env, c.Mark, c.Detail, tc.want)
		}
	}
}

func TestTemporary(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	if c := temporary(); c.Mark != OK || c.Detail != dir {
		t.Errorf("%+v", c)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "gone"))
	if c := temporary(); c.Mark != Missing || !c.Needed || c.Hint == "" {
		t.Errorf("%+v", c)
	}
}

func TestFonts(t *testing.T) {
	dir := t.TempDir()
	if c := fonts([]string{dir, filepath.Join(dir, "gone")}); c.Mark != Missing || c.Needed {
		t.Errorf("%+v", c)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.TTF"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := fonts([]string{dir}); c.Mark != OK {
		t.Errorf("%+v", c)
	}
}

func TestReadModelDamaged(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "fas.traineddata"), []byte("<html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Check{Mark: OK}
	if readModel(&c, dir, "fas"); c.Mark != Missing || !strings.Contains(c.Hint, "tesseract-ocr-fas") {
		t.Errorf("%+v", c)
	}
}

func TestConfinement(t *testing.T) {
	if c := confinement(Host{Unrestricted: "switched off"}); c.Mark != Missing || c.Needed || c.Detail != "switched off" {
		t.Errorf("%+v", c)
	}
}

// A worker that cannot start, or answers nothing, is a failed test and no hang.
func TestSelfTestFails(t *testing.T) {
	for name, command := range map[string][]string{"gone": {filepath.Join(t.TempDir(), "gone")}, "mute": {"true"}} {
		c := selfTest(t.Context(), Host{Worker: func(...string) (worker.Config, error) { return worker.Config{Command: command}, nil }})
		if c.Mark != Missing || !c.Needed || c.Detail == "" {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestSelfTestCancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	c := selfTest(ctx, Host{Worker: func(...string) (worker.Config, error) {
		return worker.Config{Command: []string{"sleep", "60"}}, nil
	}})
	if c.Mark != Missing || time.Since(start) > 30*time.Second {
		t.Errorf("%+v after %s", c, time.Since(start))
	}
}

func TestWrite(t *testing.T) {
	r := &Report{Program: "paknevis 1", Checks: []Check{
		{Mark: OK, Name: "pdftoppm", Needed: true, Detail: "22"},
		{Mark: Missing, Name: "fonts", Detail: "none", Hint: "run: a"},
	}}
	if n := r.lacking(); n != 0 {
		t.Errorf("%d lacking: what is useful was taken for needed", n)
	}
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	const want = "ok       pdftoppm: 22\nmissing  fonts: none (useful, not needed); run: a\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	r.Checks[0].Mark = Missing
	if n := r.lacking(); n != 1 {
		t.Errorf("%d lacking, want 1", n)
	}
	b.Reset()
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || len(back.Checks) != 2 || back.Checks[1] != r.Checks[1] {
		t.Errorf("%v: %+v", err, back)
	}
}
