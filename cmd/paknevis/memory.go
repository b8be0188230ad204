package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/cgroup"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

// megabyte is a million bytes, as in "500MB".
const megabyte = 1000 * 1000

// Needs, in bytes of resident memory. Over fixtures/scan and over fixtures/pdf, one page at
// a time, a worker had at most 220 MB, 232 with its pdftoppm, of which 50 are the program
// that all share; the parent had 57, and takes more with the names of many files and for
// report.html.
const (
	parentNeeds = 150 * megabyte
	workerNeeds = 250 * megabyte
)

// heapShare is the part of a worker's memory that its Go heap may have before the collector
// works harder. The rest is for Tesseract and pdftoppm.
const heapShare = 0.5

// maxMemory is more than any machine has, in bytes.
const maxMemory = 1 << 60

// size is a number of bytes on the command line; 0 is none.
type size int64

// units are those of sizes, by their names in lower case.
var units = map[string]float64{
	"": 1, "b": 1,
	"k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
	"ki": 1 << 10, "kib": 1 << 10, "mi": 1 << 20, "mib": 1 << 20, "gi": 1 << 30, "gib": 1 << 30, "ti": 1 << 40, "tib": 1 << 40,
}

// Set implements pflag.Value.
func (s *size) Set(text string) error {
	number := strings.TrimRight(text, "bBkKmMgGtTiI ")
	unit, ok := units[strings.ToLower(strings.TrimSpace(text[len(number):]))]
	n, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || strings.Trim(number, "0123456789.") != "" || !(n*unit >= 1 && n*unit <= maxMemory) {
		return fmt.Errorf("want a size like 1500MB or 2GiB")
	}
	*s = size(n * unit)
	return nil
}

func (s *size) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.FormatInt(int64(*s), 10)
}

// Type implements pflag.Value.
func (s *size) Type() string { return "size" }

// division says how a run divides memory, in bytes; a share of 0 is without bound.
type division struct {
	jobs           int
	parent, worker int64
	total          int64
}

// divide shares memory between the parent and as many workers as it is enough for. asked
// is what the command line sets, limit what the control group does, 0 for nothing; jobs
// are those of the command line, or 0 for one on each of the cores.
//
// What the command line sets must be enough. A limit of the group is met as far as it goes:
// text takes less than pixels do, and a run with one worker may have enough in it.
func divide(asked, limit int64, jobs, cores int) (division, error) {
	jobs, cores = min(jobs, maxJobs), min(cores, maxJobs)
	total := limit
	if asked > 0 {
		if limit == 0 || asked < limit {
			total = asked
		}
		if need := parentNeeds + int64(max(jobs, 1))*workerNeeds; asked < need {
			who := "one worker"
			if jobs > 1 {
				who = fmt.Sprintf("%d workers", jobs)
			}
			return division{}, cli.Errorf(cli.Usage, fmt.Sprintf("a worker takes up to %d MB, and the program that leads them %d MB", workerNeeds/megabyte, parentNeeds/megabyte),
				"--max-memory: too little for %s, want at least %dMB", who, need/megabyte)
		}
	}
	d := division{jobs: jobs}
	if total == 0 {
		if jobs == 0 {
			d.jobs = cores
		}
		return d, nil
	}
	if jobs == 0 {
		d.jobs = int(max(1, min(int64(cores), (total-parentNeeds)/workerNeeds)))
	}
	spare := max(0, total-parentNeeds-int64(d.jobs)*workerNeeds) / int64(d.jobs+1)
	d.parent, d.worker, d.total = parentNeeds+spare, workerNeeds+spare, total
	return d, nil
}

// defaultJobs are as many workers as cores and the control group allow.
func defaultJobs() int {
	d, err := divide(0, groupLimit(), 0, runtime.GOMAXPROCS(0))
	if err != nil {
		return 1 // only what the command line sets can be too little
	}
	return d.jobs
}

// groupLimit is the limit of the control group, in bytes, 0 for none.
func groupLimit() int64 {
	limit, ok := cgroup.Memory()
	if !ok {
		return 0
	}
	return max(limit, 1)
}

// keep has this process and the workers to come keep to their shares. A stricter limit
// of the environment (GOMEMLIMIT) stays.
func (d division) keep(c *worker.Config) {
	before := debug.SetMemoryLimit(-1) // reads it
	if d.parent > 0 {
		debug.SetMemoryLimit(min(before, d.parent))
	}
	if d.worker > 0 {
		heap := min(before, int64(float64(d.worker)*heapShare))
		c.Env = append(c.Env, fmt.Sprintf("%s=%d", heapVar, heap)) // the last of a name counts
	}
}

// heapVar is the variable by which the Go runtime is told a soft limit of its memory.
const heapVar = "GOMEMLIMIT"
