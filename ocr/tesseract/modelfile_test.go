package tesseract

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
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
