package main

import (
	"errors"
	"math"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

func TestSize(t *testing.T) {
	for text, want := range map[string]size{
		"1": 1, "1500MB": 1500e6, "1500mb": 1500e6, "2GiB": 2 << 30, "2gi": 2 << 30, "1.5G": 1500e6, "512 MiB": 512 << 20,
		"600000k": 600e6, "1TiB": 1 << 40, "1048576TiB": 1 << 60, "100B": 100,
	} {
		var s size
		if err := s.Set(text); err != nil || s != want {
			t.Errorf("%q: %d, %v; want %d", text, s, err, want)
		}
		var again size
		if err := again.Set(s.String()); err != nil || again != s {
			t.Errorf("%q: its own form %q is %d, %v", text, s.String(), again, err)
		}
	}
	for _, text := range []string{"", " ", "0", "0MB", "-1MB", "+5MB", "1e9", "0x10MB", "Inf", "NaN", "MB", "5 apples", "5MBs", "5BB", "5iB", "1..5G", "9999999TiB", "1GB 2GB", "1_000MB"} {
		var s size
		if err := s.Set(text); err == nil || s != 0 {
			t.Errorf("%q is taken for %d", text, s)
		}
	}
	if none := size(0); none.String() != "" {
		t.Errorf("no size is %q", none.String())
	}
}

func TestDivide(t *testing.T) {
	const mb = megabyte
	for _, c := range []struct {
		name          string
		asked, limit  int64
		jobs, cores   int
		want          int
		bound         bool
		failsAndTells string
	}{
		{name: "nothing known", cores: 8, want: 8},
		{name: "nothing known, jobs given", jobs: 3, cores: 8, want: 3},
		{name: "more jobs than there may be", jobs: 9999, cores: 8, want: maxJobs},
		{name: "more cores than there may be", cores: 9999, want: maxJobs},
		{name: "group caps the default", limit: 1100 * mb, cores: 8, want: 3, bound: true},
		{name: "group with room", limit: 64000 * mb, cores: 8, want: 8, bound: true},
		{name: "jobs given, the group knows less", limit: 1100 * mb, jobs: 6, cores: 8, want: 6, bound: true},
		{name: "group for less than one", limit: 100 * mb, cores: 8, want: 1, bound: true},
		{name: "asked caps the default", asked: 600 * mb, cores: 8, want: 1, bound: true},
		{name: "just enough for one", asked: parentNeeds + workerNeeds, cores: 8, want: 1, bound: true},
		{name: "just enough for two", asked: parentNeeds + 2*workerNeeds, cores: 8, want: 2, bound: true},
		{name: "asked below the group", asked: 700 * mb, limit: 64000 * mb, cores: 8, want: 2, bound: true},
		{name: "asked above the group", asked: 64000 * mb, limit: 700 * mb, cores: 8, want: 2, bound: true},
		{name: "asked for less than one", asked: 399 * mb, cores: 8, failsAndTells: "too little for one worker, want at least 400MB"},
		{name: "asked for more than it holds", asked: 600 * mb, jobs: 4, cores: 8, failsAndTells: "too little for 4 workers, want at least 1150MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := divide(c.asked, c.limit, c.jobs, c.cores)
			if c.failsAndTells != "" {
				var e *cli.Error
				if !errors.As(err, &e) || e.Code != cli.Usage || e.Hint == "" || !strings.Contains(e.Error(), c.failsAndTells) {
					t.Fatalf("%v, want %q", err, c.failsAndTells)
				}
				return
			}
			if err != nil || d.jobs != c.want {
				t.Fatalf("%+v, %v; want %d jobs", d, err, c.want)
			}
			if bound := d.parent > 0 && d.worker > 0; bound != c.bound {
				t.Fatalf("%+v; bound must be %v", d, c.bound)
			}
			total := c.asked
			if c.limit > 0 && (total == 0 || c.limit < total) {
				total = c.limit
			}
			if all := d.parent + int64(d.jobs)*d.worker; c.bound && c.jobs == 0 && all > max(total, parentNeeds+workerNeeds) {
				t.Errorf("%+v takes %d of %d", d, all, total)
			}
		})
	}
}

func TestKeep(t *testing.T) {
	before := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(before)
	var c worker.Config
	(division{jobs: 2}).keep(&c)
	if now := debug.SetMemoryLimit(-1); now != math.MaxInt64 || len(c.Env) != 0 {
		t.Errorf("without a budget: %d, %q", now, c.Env)
	}
	(division{jobs: 2, parent: 150 * megabyte, worker: 300 * megabyte}).keep(&c)
	if now := debug.SetMemoryLimit(-1); now != 150*megabyte || len(c.Env) != 1 || c.Env[0] != "GOMEMLIMIT=150000000" {
		t.Errorf("%d, %q", now, c.Env)
	}
	debug.SetMemoryLimit(20 * megabyte) // a stricter one stays
	c.Env = nil
	(division{jobs: 2, parent: 150 * megabyte, worker: 300 * megabyte}).keep(&c)
	if now := debug.SetMemoryLimit(-1); now != 20*megabyte || c.Env[0] != "GOMEMLIMIT=20000000" {
		t.Errorf("%d, %q", now, c.Env)
	}
}

// Who goes on with fewer workers or less memory goes on.
func TestMemoryIsNoSetting(t *testing.T) {
	var plain, small convertFlags
	small.jobs = 7
	if err := small.maxMemory.Set("2GiB"); err != nil {
		t.Fatal(err)
	}
	a, b := plain.settings(t.Context(), batch.Shard{}), small.settings(t.Context(), batch.Shard{})
	for name := range b {
		if a[name] != b[name] {
			t.Errorf("%s: %q and %q", name, a[name], b[name])
		}
	}
	if len(a) != len(b) || len(a) == 0 {
		t.Errorf("%d and %d settings", len(a), len(b))
	}
}
