package deploy

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// load reads a Compose file the way Compose does, the schema included.
func load(t *testing.T, content string, env types.Mapping) (*types.Project, error) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  dir,
		ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Content: []byte(content)}},
		Environment: env,
	})
}

func composeFile(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// imageUser is the user of the Dockerfile.
func imageUser(t *testing.T) int64 {
	t.Helper()
	data, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^USER (\d+):\d+$`).FindSubmatch(data)
	if m == nil {
		t.Fatal("the Dockerfile has no USER in numbers")
	}
	id, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil || id == 0 {
		t.Fatalf("USER %s: %v", m[1], err)
	}
	return id
}

func TestCompose(t *testing.T) {
	p, err := load(t, composeFile(t), types.Mapping{"PAKNEVIS_IN": "/data/in", "PAKNEVIS_OUT": "/data/out"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.GetService("paknevis")
	if err != nil {
		t.Fatal(err)
	}
	if id := strconv.FormatInt(imageUser(t), 10); s.User != id+":"+id {
		t.Errorf("user %q, that of the image is %s", s.User, id)
	}
	if s.NetworkMode != "none" || len(s.Networks)+len(s.Ports) > 0 {
		t.Error("there is a network")
	}
	if !s.ReadOnly || s.Privileged {
		t.Error("the root file system can be written, or the container is privileged")
	}
	if !slices.Equal(s.CapDrop, []string{"ALL"}) || s.CapAdd != nil || !slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"}) {
		t.Errorf("rights: without %v, with %v, options %v", s.CapDrop, s.CapAdd, s.SecurityOpt)
	}
	if s.MemLimit <= 0 || s.MemSwapLimit != s.MemLimit || s.CPUS <= 0 || s.PidsLimit <= 0 {
		t.Errorf("limits: memory %d, with swap %d, CPUs %g, processes %d", s.MemLimit, s.MemSwapLimit, s.CPUS, s.PidsLimit)
	}
	if jobs := "--jobs=" + strconv.Itoa(int(s.CPUS)); !slices.Contains(s.Command, jobs) {
		t.Errorf("command %v is without %s", s.Command, jobs)
	}
	if len(s.Tmpfs) != 1 || !strings.HasPrefix(s.Tmpfs[0], "/tmp:size=") {
		t.Errorf("tmpfs %v", s.Tmpfs)
	}
	if len(s.Volumes) != 2 {
		t.Fatalf("volumes %v", s.Volumes)
	}
	for i, want := range []types.ServiceVolumeConfig{
		{Source: "/data/in", Target: "/in", ReadOnly: true},
		{Source: "/data/out", Target: "/out"},
	} {
		v := s.Volumes[i]
		if v.Type != "bind" || v.Source != want.Source || v.Target != want.Target || v.ReadOnly != want.ReadOnly ||
			v.Bind == nil || bool(v.Bind.CreateHostPath) {
			t.Errorf("volume %+v", v)
		}
	}
	if s.Build == nil {
		t.Fatal("nothing to build")
	}
	if _, err := os.Stat(s.Build.Context + "/Dockerfile"); err != nil {
		t.Errorf("build context: %v", err)
	}
}

// TestComposeSchema shows that the check bites.
func TestComposeSchema(t *testing.T) {
	good := composeFile(t)
	for _, c := range []struct{ old, new string }{
		{"read_only: true # of", "readonly: true # of"},
		{"pids_limit: 256", "pids_limit: [256]"},
		{"cap_drop: [ALL]", "cap_drop: {ALL: yes}"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("compose.yaml has no %q", c.old)
		}
		if _, err := load(t, bad, nil); err == nil {
			t.Errorf("%q is taken for %q", c.new, c.old)
		}
	}
}
