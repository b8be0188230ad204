package batch

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

// Shard is a part of the files of a run: one of Count, counted from 0. Which file belongs
// to which is a matter of its content, so that all that have the same are in one. The
// zero Shard is all files.
type Shard struct{ Index, Count int }

// ParseShard reads "i/n", i from 0 up to n-1.
func ParseShard(s string) (Shard, error) {
	index, count, ok := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(count)
	if !ok || err1 != nil || err2 != nil || i < 0 || i >= n || n > maxShards {
		return Shard{}, fmt.Errorf("%q: want i/n, i from 0 up to n-1, like 0/4 for the first of four", s)
	}
	if n == 1 {
		return Shard{}, nil
	}
	return Shard{i, n}, nil
}

// maxShards bounds the shards of a run.
const maxShards = 1_000_000

// All reports whether the shard is all there is.
func (s Shard) All() bool { return s.Count < 2 }

// Name is how files and folders of the shard are called.
func (s Shard) Name() string { return fmt.Sprintf("%d-of-%d", s.Index, s.Count) }

func (s Shard) String() string {
	if s.All() {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// Has reports a content that belongs to the shard.
func (s Shard) Has(g workspace.Digest) bool {
	return s.All() || binary.BigEndian.Uint64(g[:])%uint64(s.Count) == uint64(s.Index)
}

// hasName does the same for a file that has no content.
func (s Shard) hasName(name string) bool { return s.Has(sha256.Sum256([]byte(name))) }
