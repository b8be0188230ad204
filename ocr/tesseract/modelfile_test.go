package tesseract

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// model writes a model file of the given parts.
func model(t *testing.T, parts map[int][]byte) string {
	t.Helper()
	const n = 24
	head := binary.LittleEndian.AppendUint32(nil, n)
	var body []byte
	for i := range n {
		at := int64(-1)
		if p, ok := parts[i]; ok {
			at = int64(4 + 8*n + len(body))
			body = append(body, p...)
		}
		head = binary.LittleEndian.AppendUint64(head, uint64(at))
	}
	path := filepath.Join(t.TempDir(), "xyz.traineddata")
	if err := os.WriteFile(path, append(head, body...), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadModel(t *testing.T) {
	small := make([]byte, 1000)
	for _, tt := range []struct {
		parts map[int][]byte
		kind  string
	}{
		{map[int][]byte{17: small, 23: []byte("4.00.00alpha:xyz:synth[1,36,0,1Ct3,3,16Mp3,3Lfys48Lfx96Lrx96Lfx128O1c1]")}, "fast"},
		{map[int][]byte{17: small, 23: []byte("4.00.00alpha:xyz:synth[1,48,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx192O1c1]")}, "best"},
		{map[int][]byte{17: small, 23: []byte("4.00.00alpha:xyz:best2int20180322")}, "best"},
		{map[int][]byte{17: make([]byte, 5<<20), 23: []byte("4.00.00alpha:xyz:synth")}, "best, floating point"},
		{map[int][]byte{4: small, 17: small}, "standard"},
		{map[int][]byte{1: small}, "orientation"},
	} {
		m, err := ReadModel(model(t, tt.parts))
		if err != nil || m.Kind != tt.kind || m.Name != "xyz" || len(m.Digest) != 16 || m.Trained != string(tt.parts[23]) {
			t.Errorf("want %s, got %+v, %v", tt.kind, m, err)
		}
	}
	bad := filepath.Join(t.TempDir(), "bad.traineddata")
	if err := os.WriteFile(bad, []byte("<html>not found</html>"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadModel(bad); !errors.Is(err, ErrModel) {
		t.Errorf("a web page is a model: %v", err)
	}
}

// TestVersions: a reading rests on the models of its languages and of a second look, by
// their bytes.
func TestVersions(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, network string) {
		t.Helper()
		if err := os.Rename(model(t, map[int][]byte{17: []byte(network), 23: []byte("5.0")}), filepath.Join(dir, name+".traineddata")); err != nil {
			t.Fatal(err)
		}
	}
	put("fas", "one")
	put("eng", "two")
	put("deu", "three")
	e := New(Options{ModelDir: dir})
	defer e.Close()
	ask := func(languages ...string) ocr.Versions {
		t.Helper()
		v, err := e.Versions(ocr.Options{Languages: languages})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	was := ask()
	if was.Engine != Versions() || len(was.Models) != 2 || !strings.HasPrefix(was.Models[0], "fas ") || !strings.HasPrefix(was.Models[1], "eng ") {
		t.Errorf("got %q", was)
	}
	if got := ask("eng", "fas"); len(got.Models) != 2 || got.Models[0] != was.Models[1] {
		t.Errorf("got %q", got)
	}
	put("deu", "another")
	if got := ask(); !slices.Equal(got.Models, was.Models) {
		t.Errorf("a model that is not used changes the versions: %q", got)
	}
	put("fas", "another")
	if got := ask(); slices.Equal(got.Models, was.Models) {
		t.Errorf("another model of the same name: %q", got)
	}
}
