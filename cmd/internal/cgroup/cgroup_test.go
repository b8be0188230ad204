package cgroup_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paknevis/paknevis/cmd/internal/cgroup"
)

func TestMemoryOf(t *testing.T) {
	const v1None = "9223372036854771712\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  int64 // 0: none
	}{
		{"no proc", nil, 0},
		{"v2 container", map[string]string{
			"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "1073741824\n", "sys/fs/cgroup/memory.high": "max\n",
		}, 1 << 30},
		{"v2 without limit", map[string]string{
			"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "max\n", "sys/fs/cgroup/memory.high": "max\n",
		}, 0},
		{"v2 high below max", map[string]string{
			"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "2000000000\n", "sys/fs/cgroup/memory.high": "1500000000\n",
		}, 1500000000},
		{"v2 pod above container", map[string]string{
			"proc/self/cgroup":                        "0::/pods/pod1/c1\n",
			"sys/fs/cgroup/pods/pod1/c1/memory.max":   "max\n",
			"sys/fs/cgroup/pods/pod1/memory.max":      "600000000\n",
			"sys/fs/cgroup/pods/memory.max":           "9000000000\n",
			"sys/fs/cgroup/pods/other/memory.max":     "1000\n",
			"sys/fs/cgroup/pods/pod1/c1/x/memory.max": "1000\n",
		}, 600000000},
		{"v1", map[string]string{
			"proc/self/cgroup": "12:cpu,cpuacct:/d/x\n4:memory:/d/x\n0::/\n",
			"sys/fs/cgroup/memory/d/x/memory.limit_in_bytes": "700000000\n",
			"sys/fs/cgroup/memory/d/memory.limit_in_bytes":   v1None,
			"sys/fs/cgroup/memory/memory.limit_in_bytes":     v1None,
		}, 700000000},
		{"v1 container that sees the path of the host", map[string]string{
			"proc/self/cgroup": "4:memory:/docker/abc\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "512000000\n",
		}, 512000000},
		{"v1 without limit", map[string]string{
			"proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": v1None,
		}, 0},
		{"v1 more than 63 bits", map[string]string{
			"proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "18446744073709551615\n",
		}, 0},
		{"both, the stricter counts", map[string]string{
			"proc/self/cgroup":                           "4:memory:/\n0::/s\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "900000000\n",
			"sys/fs/cgroup/unified/s/memory.max":         "800000000\n",
		}, 800000000},
		{"a path that leads out", map[string]string{
			"proc/self/cgroup": "0::/../../..\n", "memory.max": "1\n", "sys/memory.max": "1\n", "sys/fs/cgroup/memory.max": "400000000\n",
		}, 400000000},
		{"a colon in the name", map[string]string{
			"proc/self/cgroup": "0::/a:b\n", "sys/fs/cgroup/a:b/memory.max": "400000000\n",
		}, 400000000},
		{"junk", map[string]string{
			"proc/self/cgroup": "0:\nmemory\n:::\n0::/\n", "sys/fs/cgroup/memory.max": "-5\n", "sys/fs/cgroup/memory.high": "1e9\n",
		}, 0},
		{"deeper than any", map[string]string{
			"proc/self/cgroup": "0::" + strings.Repeat("/a", 10000) + "\n", "sys/fs/cgroup/memory.max": "5\n",
		}, 0},
		{"another controller", map[string]string{
			"proc/self/cgroup": "4:memoryless:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "5\n",
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := fstest.MapFS{}
			for name, content := range c.files {
				root[name] = &fstest.MapFile{Data: []byte(content)}
			}
			got, ok := cgroup.MemoryOf(root)
			if ok != (c.want != 0) || ok && got != c.want {
				t.Errorf("%d, %v; want %d", got, ok, c.want)
			}
		})
	}
}
