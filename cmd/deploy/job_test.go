package deploy

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	network "k8s.io/api/networking/v1"
	"sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/paknevis/paknevis/cmd/internal/cli"
)

// decode reads an object as the API server does: names of fields with their case, values of their type, nothing
// twice and nothing unknown. yaml.UnmarshalStrict alone takes other case and makes strings of numbers.
func decode(data []byte, v any) error {
	object, err := yaml.YAMLToJSONStrict(data)
	if err != nil {
		return err
	}
	strict, err := json.UnmarshalStrict(object, v)
	return errors.Join(append(strict, err)...)
}

// documents parses the three objects of job.yaml; a field that Kubernetes does not know is an error.
func documents(t *testing.T) (convert, join batch.Job, policy network.NetworkPolicy) {
	t.Helper()
	data, err := os.ReadFile("job.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := []any{&convert, &join, &policy}
	parts := bytes.Split(data, []byte("\n---\n"))
	if len(parts) != len(want) {
		t.Fatalf("job.yaml has %d objects, want %d", len(parts), len(want))
	}
	for i, part := range parts {
		if err := decode(part, want[i]); err != nil {
			t.Fatalf("object %d: %v", i, err)
		}
	}
	for _, j := range []batch.Job{convert, join} {
		if j.APIVersion != "batch/v1" || j.Kind != "Job" {
			t.Errorf("%s is a %s of %s", j.Name, j.Kind, j.APIVersion)
		}
	}
	if policy.APIVersion != "networking.k8s.io/v1" || policy.Kind != "NetworkPolicy" {
		t.Errorf("%s is a %s of %s", policy.Name, policy.Kind, policy.APIVersion)
	}
	return convert, join, policy
}

// TestStrict shows that the check bites: a misspelt field and a value of another type are refused.
func TestStrict(t *testing.T) {
	data, err := os.ReadFile("job.yaml")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(data), "\n---\n")
	for _, c := range []struct{ old, new string }{
		{"backoffLimitPerIndex: 5", "backoffLimitPerIndexes: 5"},
		{"readOnlyRootFilesystem: true", "readonlyRootfilesystem: true"},
		{"values: [130, 143]", `values: ["130", 143]`},
		{`value: "16"`, "value: 16"},
	} {
		bad := strings.Replace(first, c.old, c.new, 1)
		if bad == first {
			t.Errorf("job.yaml has no %q", c.old)
		}
		var j batch.Job
		if decode([]byte(bad), &j) == nil {
			t.Errorf("%q is taken for %q", c.new, c.old)
		}
	}
}

// TestExitCodes compares the rules with the exit codes of the program: each of them that a pod can end with has
// one, and none is of a number that the program does not use.
func TestExitCodes(t *testing.T) {
	job, _, _ := documents(t)
	want := map[int32]batch.PodFailurePolicyAction{
		cli.Usage:      batch.PodFailurePolicyActionFailJob,
		cli.Dependency: batch.PodFailurePolicyActionFailJob,
		cli.Settings:   batch.PodFailurePolicyActionFailJob,
		cli.Input:      batch.PodFailurePolicyActionFailIndex,
		cli.Partial:    batch.PodFailurePolicyActionFailIndex,
		cli.Encrypted:  batch.PodFailurePolicyActionFailIndex,
		cli.Other:      batch.PodFailurePolicyActionFailIndex,
		cli.Access:     batch.PodFailurePolicyActionCount,
		cli.Child:      batch.PodFailurePolicyActionCount,
		cli.Again:      batch.PodFailurePolicyActionCount,
		cli.Cancelled:  batch.PodFailurePolicyActionIgnore,
		cli.Terminated: batch.PodFailurePolicyActionIgnore,
	}
	got := map[int32]batch.PodFailurePolicyAction{}
	if job.Spec.PodFailurePolicy == nil {
		t.Fatal("no podFailurePolicy")
	}
	for i, r := range job.Spec.PodFailurePolicy.Rules {
		if (r.OnExitCodes == nil) == (len(r.OnPodConditions) == 0) {
			t.Errorf("rule %d is not for either codes or conditions", i)
		}
		if r.OnExitCodes == nil {
			continue
		}
		if r.OnExitCodes.Operator != batch.PodFailurePolicyOnExitCodesOpIn {
			t.Errorf("rule %d: operator %s", i, r.OnExitCodes.Operator)
		}
		if c := r.OnExitCodes.ContainerName; c == nil || *c != job.Spec.Template.Spec.Containers[0].Name {
			t.Errorf("rule %d is not for the container", i)
		}
		if !slices.IsSorted(r.OnExitCodes.Values) { // the API server refuses it
			t.Errorf("rule %d: %v are not in order", i, r.OnExitCodes.Values)
		}
		for _, code := range r.OnExitCodes.Values {
			if _, twice := got[code]; twice {
				t.Errorf("exit code %d has two rules", code)
			}
			got[code] = r.Action
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("actions by exit code are\n%v, want\n%v", got, want)
	}
	// The help is the list of all codes: a new one must be given an action here.
	for line := range strings.Lines(cli.ExitCodes) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		code, err := strconv.Atoi(word)
		if err != nil || code == cli.OK || !strings.HasPrefix(line, "  "+word) {
			continue
		}
		if _, ok := got[int32(code)]; !ok {
			t.Errorf("exit code %d of the help has no rule", code)
		}
	}
	first := job.Spec.PodFailurePolicy.Rules[0]
	if first.Action != batch.PodFailurePolicyActionIgnore || len(first.OnPodConditions) != 1 ||
		first.OnPodConditions[0] != (batch.PodFailurePolicyOnPodConditionsPattern{Type: core.DisruptionTarget, Status: core.ConditionTrue}) {
		t.Errorf("the first rule is not that a disruption counts for nothing: %+v", first)
	}
}

func TestShards(t *testing.T) {
	job, _, _ := documents(t)
	s := job.Spec
	if s.CompletionMode == nil || *s.CompletionMode != batch.IndexedCompletion {
		t.Error("not an indexed Job")
	}
	if s.BackoffLimitPerIndex == nil || *s.BackoffLimitPerIndex < 1 || s.BackoffLimit != nil {
		t.Error("attempts are not counted by shard")
	}
	if s.PodReplacementPolicy == nil || *s.PodReplacementPolicy != batch.Failed {
		t.Error("two pods may be at one shard")
	}
	if s.Completions == nil || s.Parallelism == nil || *s.Parallelism > *s.Completions {
		t.Fatal("no number of shards, or more pods than shards")
	}
	shards := ""
	for _, e := range s.Template.Spec.Containers[0].Env {
		if e.Name == "PAKNEVIS_SHARDS" {
			shards = e.Value
		}
	}
	if want := strconv.Itoa(int(*s.Completions)); shards != want {
		t.Errorf("PAKNEVIS_SHARDS is %q, completions are %s", shards, want)
	}
}

func TestPods(t *testing.T) {
	convert, join, policy := documents(t)
	for _, j := range []batch.Job{convert, join} {
		p := j.Spec.Template.Spec
		if p.RestartPolicy != core.RestartPolicyNever {
			t.Errorf("%s: restartPolicy %s", j.Name, p.RestartPolicy)
		}
		if p.AutomountServiceAccountToken == nil || *p.AutomountServiceAccountToken {
			t.Errorf("%s has a token for the cluster", j.Name)
		}
		s := p.SecurityContext
		if s == nil || s.RunAsNonRoot == nil || !*s.RunAsNonRoot || s.RunAsUser == nil || *s.RunAsUser != imageUser(t) ||
			s.SeccompProfile == nil || s.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
			t.Errorf("%s: securityContext %+v", j.Name, s)
		}
		if len(p.Containers) != 1 {
			t.Fatalf("%s: %d containers", j.Name, len(p.Containers))
		}
		c := p.Containers[0]
		if cs := c.SecurityContext; cs == nil || cs.ReadOnlyRootFilesystem == nil || !*cs.ReadOnlyRootFilesystem ||
			cs.AllowPrivilegeEscalation == nil || *cs.AllowPrivilegeEscalation || cs.Privileged != nil ||
			cs.Capabilities == nil || !slices.Equal(cs.Capabilities.Drop, []core.Capability{"ALL"}) || cs.Capabilities.Add != nil {
			t.Errorf("%s: securityContext of the container %+v", j.Name, cs)
		}
		for _, name := range []core.ResourceName{core.ResourceCPU, core.ResourceMemory} {
			limit, ok := c.Resources.Limits[name]
			if !ok || limit.Sign() <= 0 {
				t.Errorf("%s: no limit of %s", j.Name, name)
			}
		}
		mounts := map[string]bool{}
		for _, m := range c.VolumeMounts {
			mounts[m.MountPath] = m.ReadOnly
			if !slices.ContainsFunc(p.Volumes, func(v core.Volume) bool { return v.Name == m.Name }) {
				t.Errorf("%s: no volume %s", j.Name, m.Name)
			}
		}
		if want := map[string]bool{"/in": true, "/out": false, "/tmp": false}; !reflect.DeepEqual(mounts, want) {
			t.Errorf("%s: mounts, and whether they are read only: %v, want %v", j.Name, mounts, want)
		}
		for key, value := range policy.Spec.PodSelector.MatchLabels {
			if j.Spec.Template.Labels[key] != value {
				t.Errorf("the network policy misses the pods of %s", j.Name)
			}
		}
	}
	c := convert.Spec.Template.Spec.Containers[0]
	if jobs := "--jobs=" + strconv.FormatInt(c.Resources.Limits.Cpu().Value(), 10); !slices.Contains(c.Args, jobs) {
		t.Errorf("args %v are without %s", c.Args, jobs)
	}
	if join.Spec.Suspend == nil || !*join.Spec.Suspend {
		t.Error("join does not wait for the shards")
	}
	if len(policy.Spec.PodSelector.MatchLabels) == 0 || len(policy.Spec.Ingress)+len(policy.Spec.Egress) > 0 ||
		!slices.Equal(policy.Spec.PolicyTypes, []network.PolicyType{network.PolicyTypeIngress, network.PolicyTypeEgress}) {
		t.Errorf("the network policy lets something through: %+v", policy.Spec)
	}
}
