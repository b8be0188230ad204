package workspace_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/report"
)

var settings = workspace.Settings{"ocr": "auto", "program": "paknevis 1"}

func begin(t *testing.T, dir string) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Begin(dir, settings, false)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// fill puts something into every field of a value, different from what is in the others.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString(fmt.Sprintf("متن %d <&>", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) / 3)
	default:
		panic("no filling for " + v.Kind().String())
	}
}

// full is a result of which no field is empty.
func full(page int) *pipeline.Result {
	res, n := new(pipeline.Result), page
	fill(reflect.ValueOf(res).Elem(), &n)
	res.Record.File, res.Record.Page, res.Record.Version = "", page, report.Version
	return res
}

// TestAResultComesBackWhole: whatever field a result has, or will get.
func TestAResultComesBackWhole(t *testing.T) {
	dir := t.TempDir()
	digest := workspace.Digest{1}
	w := begin(t, dir)
	must(t, w.PutPage(digest, full(7), false))
	for range 2 {
		got, err := w.Page(digest, 7)
		if err != nil || !reflect.DeepEqual(got, full(7)) {
			t.Fatalf("%v\ngot  %+v\nwant %+v", err, got, full(7))
		}
		rec, err := w.Record(digest, 7)
		if want := full(7).Record; err != nil || !reflect.DeepEqual(*rec, want) {
			t.Fatalf("%v\ngot  %+v\nwant %+v", err, *rec, want)
		}
		must(t, w.Close())
		w = begin(t, dir)
	}
	must(t, w.Close())
}

// a small run: two files of one content, one that is refused, one of another shard, one
// that cannot be opened, one whose output failed.
func smallRun(t *testing.T, dir string) {
	t.Helper()
	w := begin(t, dir)
	same, odd, late := workspace.Digest{1}, workspace.Digest{2}, workspace.Digest{3}
	stat := workspace.Stat{Size: 5, Mtime: 1, Ctime: 2, Number: 3}
	must(t,
		w.SetInputs([]workspace.Input{{Path: "in/b", Name: "b"}, {Path: "in/\xff", Name: "\xff"}, {Path: "in/c", Name: "c"}, {Path: "in/d", Name: "d"}, {Path: "in/e", Name: "e"}, {Path: "in/f", Name: "f"}}),
		w.PutFile(workspace.File{Path: "in/b", Stat: stat, Digest: same}),
		w.PutPlan(same, workspace.Plan{Path: "in/b", Stat: stat, Pages: 2}),
		w.PutPage(same, page(2, "دو"), false),
		w.PutPage(same, page(1, "یک"), false),
		w.PutDone(same, workspace.Done{Path: "in/b", Outputs: []workspace.Written{{Name: "b.txt", Size: 6}}}),
		w.PutFile(workspace.File{Path: "in/\xff", Stat: stat, Digest: same}),
		w.PutFile(workspace.File{Path: "in/c", Failure: &report.Failure{Code: "missing", Reason: "gone"}}),
		w.PutFile(workspace.File{Path: "in/d", Elsewhere: true, Digest: workspace.Digest{9}}),
		w.PutFile(workspace.File{Path: "in/e", Digest: odd}),
		w.PutPlan(odd, workspace.Plan{Path: "in/e", Failure: &report.Failure{Code: "damaged", Reason: "cut"}}),
		w.PutFile(workspace.File{Path: "in/f", Digest: late}),
		w.PutPage(late, page(1, "سه"), false),
		w.PutDone(late, workspace.Done{Path: "in/f", Failure: &report.Failure{Code: "output", Reason: "full"}}),
		w.End(), w.Close())
}

func page(n int, text string) *pipeline.Result {
	return &pipeline.Result{Text: text, Record: report.Page{Page: n, Source: "plain", Millis: 3}}
}

// list is all that a workspace tells.
func list(t *testing.T, w *workspace.Workspace) string {
	t.Helper()
	var b strings.Builder
	for _, in := range w.Inputs() {
		for p, err := range w.PagesOf(in) {
			must(t, err)
			fmt.Fprintf(&b, "%q %q %d %s %v\n", p.Path, p.Record.File, p.Number, p.Text, p.Record.Error)
		}
	}
	return b.String()
}

const smallList = `"in/b" "b" 1 یک <nil>
"in/b" "b" 2 دو <nil>
"in/\xff" "\xff" 1 یک <nil>
"in/\xff" "\xff" 2 دو <nil>
"in/c" "c" 0  gone
"in/e" "e" 0  cut
"in/f" "f" 1 سه <nil>
"in/f" "f" 0  full
`

func TestPagesInTheOrderOfInputs(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	w, err := workspace.Open(dir)
	must(t, err)
	defer w.Close()
	if got := list(t, w); got != smallList {
		t.Errorf("got\n%swant\n%s", got, smallList)
	}
	n := 0
	for rec, err := range w.Records() {
		must(t, err)
		if rec.File == "" || rec.Version != report.Version {
			t.Errorf("%+v", rec)
		}
		n++
	}
	if n != strings.Count(smallList, "\n") {
		t.Errorf("%d records", n)
	}
}

func TestDoneAndVoid(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	w := begin(t, dir)
	defer w.Close()
	if !w.Ended() {
		t.Error("the run has not ended")
	}
	must(t, w.SetInputs(w.Inputs()))
	if w.Ended() {
		t.Error("a run that begins has ended")
	}
	same := workspace.Digest{1}
	d, err := w.Done("in/b", same)
	if err != nil || d == nil || d.Outputs[0].Name != "b.txt" {
		t.Errorf("%+v, %v", d, err)
	}
	if d, err := w.Done("in/b", workspace.Digest{4}); d != nil || err != nil {
		t.Errorf("the end of another content counts: %+v, %v", d, err)
	}
	stat := workspace.Stat{Size: 5, Mtime: 1, Ctime: 2, Number: 3}
	if g, ok := w.Digest("in/b", stat); !ok || g != same {
		t.Errorf("%v, %t", g, ok)
	}
	stat.Mtime++
	if _, ok := w.Digest("in/b", stat); ok {
		t.Error("a file that changed has a digest")
	}
	must(t, w.PutFile(workspace.File{Path: "in/b", Stat: stat, Digest: same}))
	if d, _ := w.Done("in/b", same); d != nil {
		t.Error("a file that was read anew has come to its end")
	}
	if !w.Has(same, 1) || w.Has(same, 3) {
		t.Error("pages")
	}
	must(t, w.Void(same))
	if p, err := w.Plan(same); w.Has(same, 1) || p != nil || err != nil {
		t.Error("a void content has pages or a plan")
	}
}

func TestALaterPageCounts(t *testing.T) {
	dir := t.TempDir()
	g := workspace.Digest{1}
	w := begin(t, dir)
	bad := page(1, "")
	bad.Record.Error = &report.Failure{Code: "timeout", Reason: "slow"}
	must(t, w.PutPage(g, bad, true), w.Close())
	w = begin(t, dir)
	if w.Has(g, 1) {
		t.Error("a page that is to be tried again counts as done")
	}
	if r, err := w.Record(g, 1); err != nil || r.Error == nil {
		t.Errorf("%+v, %v", r, err)
	}
	must(t, w.PutPage(g, page(1, "خوب"), false), w.Close())
	w = begin(t, dir)
	defer w.Close()
	if r, err := w.Page(g, 1); err != nil || r.Text != "خوب" || !w.Has(g, 1) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestOtherSettingsAreRefused(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	other := workspace.Settings{"ocr": "never", "program": "paknevis 1", "pages": "2-"}
	_, err := workspace.Begin(dir, other, false)
	var m *workspace.Mismatch
	if !errors.As(err, &m) || !strings.Contains(err.Error(), "ocr was auto, now never; pages was nothing, now 2-") {
		t.Fatalf("%v", err)
	}
	w, err := workspace.Begin(dir, other, true)
	must(t, err)
	if got := list(t, w); got != "" {
		t.Errorf("a fresh workspace has %s", got)
	}
	must(t, w.Close())
	w, err = workspace.Begin(dir, other, false)
	must(t, err)
	must(t, w.Close())
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	w := begin(t, dir)
	if _, err := workspace.Begin(dir, settings, true); !errors.Is(err, workspace.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("got %v", err)
	}
	r, err := workspace.Open(dir) // a run may be looked at
	must(t, err)
	must(t, r.Close(), w.Close())
	must(t, begin(t, dir).Close())
}

func TestNoWorkspace(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("x"), 0o666))
	for _, fresh := range []bool{false, true} {
		if _, err := workspace.Begin(dir, settings, fresh); !errors.Is(err, workspace.ErrNotWorkspace) {
			t.Errorf("fresh %t: got %v", fresh, err)
		}
	}
	if _, err := workspace.Open(dir); !errors.Is(err, workspace.ErrNotWorkspace) {
		t.Errorf("got %v", err)
	}
}

func TestAWorkspaceTakenAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w")
	w := begin(t, dir)
	must(t, w.Check())
	must(t, os.RemoveAll(dir))
	if err := w.Check(); !errors.Is(err, workspace.ErrGone) {
		t.Errorf("got %v", err)
	}
	w.Close()
}

// lines are those of b which a also has, in order.
func within(a, b string) bool {
	for line := range strings.Lines(b) {
		if !strings.Contains(a, line) {
			return false
		}
	}
	return true
}

// TestTornAndCorrupt: a log cut at any byte, or with any byte changed, tells nothing that
// was not written, loses one frame at most besides what follows a cut, and takes on new
// pages.
func TestTornAndCorrupt(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	path := filepath.Join(dir, "log")
	log, err := os.ReadFile(path)
	must(t, err)
	tries := 0
	check := func(what string, b []byte) (workspace.Damage, string) {
		t.Helper()
		must(t, os.WriteFile(path, b, 0o666))
		w, err := workspace.Open(dir)
		must(t, err)
		got, damage := list(t, w), w.Damage
		must(t, w.Close())
		if !within(smallList, got) {
			t.Fatalf("%s: made up\n%s", what, got)
		}
		if tries++; tries%23 > 0 { // syncs take their time
			return damage, got
		}
		w = begin(t, dir)
		if list(t, w) != got || w.Damage != damage {
			t.Fatalf("%s: a run and a reader see something else", what)
		}
		must(t, w.PutFile(workspace.File{Path: "in/b", Digest: workspace.Digest{8}}), w.PutPage(workspace.Digest{8}, page(5, "نو"), false), w.Close())
		w = begin(t, dir)
		if !strings.Contains(list(t, w), `"in/b" "b" 5 نو`) {
			t.Fatalf("%s: what was added is lost", what)
		}
		must(t, w.Close())
		return damage, got
	}
	for n := range log {
		if damage, _ := check(fmt.Sprintf("cut to %d bytes", n), log[:n]); damage.Places > 0 {
			t.Errorf("cut to %d bytes: a torn end is told as %+v", n, damage)
		}
	}
	last := strings.LastIndex(string(log), "\xffpk\xfe")
	for i := range log {
		b := []byte(string(log))
		b[i] ^= 1 << (i % 8)
		damage, got := check(fmt.Sprintf("byte %d changed", i), b)
		if wrong := i < last && damage.Places != 1; wrong || i >= last && damage.Places != 0 {
			t.Errorf("byte %d changed: told as %+v", i, damage)
		}
		// A frame about a path costs its pages.
		if lost := strings.Count(smallList, "\n") - strings.Count(got, "\n"); lost > 2 {
			t.Errorf("byte %d changed: %d of the lines are lost", i, lost)
		}
	}
}

func TestDamagedInputsAreTold(t *testing.T) {
	dir := t.TempDir()
	smallRun(t, dir)
	path := filepath.Join(dir, "inputs")
	b, err := os.ReadFile(path)
	must(t, err)
	b[len(b)/2] ^= 4
	must(t, os.WriteFile(path, b, 0o666))
	w, err := workspace.Open(dir)
	must(t, err)
	defer w.Close()
	if w.Damage.Places == 0 {
		t.Error("nothing is told")
	}
}

func TestNothingIsWrittenAfterAnError(t *testing.T) {
	w := begin(t, t.TempDir())
	g := workspace.Digest{1}
	must(t, w.PutPage(g, page(1, "یک"), false))
	must(t, w.Close())
	if err := w.PutPage(g, page(2, "دو"), false); err == nil {
		t.Fatal("a closed workspace was written")
	}
	if err := w.PutPage(g, page(3, "سه"), false); err == nil || w.Has(g, 2) || w.Has(g, 3) {
		t.Error("pages that were not written count as done")
	}
}

func TestTemporary(t *testing.T) {
	w := workspace.Temporary()
	g := workspace.Digest{1}
	must(t, w.SetInputs([]workspace.Input{{Path: "a", Name: "n"}}), w.PutFile(workspace.File{Path: "a", Digest: g}),
		w.PutPage(g, page(1, "یک"), false), w.Check(), w.Sync())
	if got, want := list(t, w), "\"a\" \"n\" 1 یک <nil>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	must(t, w.Close())
}
