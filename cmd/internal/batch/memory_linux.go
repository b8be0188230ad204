package batch

import (
	"os"
	"strconv"
	"strings"
)

// maxDepth bounds how far the programs of programs are counted.
const maxDepth = 4

// held is the memory of a process and of those that it started, in bytes: what no other has
// and no file can give back.
func held(pid int) int64 { return heldBy(pid, maxDepth) }

func heldBy(pid, depth int) (sum int64) {
	dir := "/proc/" + strconv.Itoa(pid)
	status, err := os.ReadFile(dir + "/status")
	if err != nil {
		return 0 // it has ended
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) == 3 && (f[0] == "RssAnon:" || f[0] == "RssShmem:") {
			kib, _ := strconv.ParseInt(f[1], 10, 64) // the kernel writes numbers
			sum += kib << 10
		}
	}
	if depth == 0 || pid == os.Getpid() { // workers are counted for themselves
		return sum
	}
	tasks, _ := os.ReadDir(dir + "/task") // as above
	for _, t := range tasks {
		children, _ := os.ReadFile(dir + "/task/" + t.Name() + "/children")
		for c := range strings.FieldsSeq(string(children)) {
			if child, err := strconv.Atoi(c); err == nil {
				sum += heldBy(child, depth-1)
			}
		}
	}
	return sum
}
