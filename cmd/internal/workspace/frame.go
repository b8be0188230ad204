package workspace

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// Digest is the SHA-256 of a file's bytes; the zero Digest is that of none.
type Digest [32]byte

// A frame is
//
//	 0  magic
//	 4  kind
//	 5  flags
//	 6  zero
//	 8  page
//	12  bytes of the first piece of JSON
//	16  bytes of the second
//	20  digest
//	52  checksum of the 52 bytes before
//	56  checksum of both pieces
//	60  the pieces
//
// in little-endian order, its checksums CRC-32 (Castagnoli).
const headBytes = 60

// magic begins a frame. Neither its first nor its last byte occurs in UTF-8.
var magic = []byte{0xff, 'p', 'k', 0xfe}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type kind uint8

const (
	kindInputs kind = 'i' // in the file inputs only
	kindFile   kind = 'f'
	kindPlan   kind = 'p'
	kindPage   kind = 'r'
	kindDone   kind = 'd'
	kindVoid   kind = 'v'
	kindBegin  kind = 'b' // a run
	kindEnd    kind = 'e' // of a run
)

// flags of a page
const (
	flagFailed = 1 << iota // the page has no result
	flagAgain              // and another try may give one
)

// head is the fixed part of a frame.
type head struct {
	kind        kind
	flags       uint8
	page        uint32
	first, rest uint32 // bytes of the pieces
	digest      Digest
}

func (h *head) size() int64 { return headBytes + int64(h.first) + int64(h.rest) }

// errDamaged says that a frame is not what was written.
var errDamaged = errors.New("damaged record in the workspace")

// encode makes a frame of its parts; h gets their sizes.
func encode(h head, first, rest []byte) ([]byte, error) {
	const most = 1<<32 - 1
	if len(first) > most || len(rest) > most {
		return nil, fmt.Errorf("a record of %d bytes is too long for the workspace", len(first)+len(rest))
	}
	h.first, h.rest = uint32(len(first)), uint32(len(rest))
	b := make([]byte, headBytes, h.size())
	copy(b, magic)
	b[4], b[5] = byte(h.kind), h.flags
	binary.LittleEndian.PutUint32(b[8:], h.page)
	binary.LittleEndian.PutUint32(b[12:], h.first)
	binary.LittleEndian.PutUint32(b[16:], h.rest)
	copy(b[20:], h.digest[:])
	binary.LittleEndian.PutUint32(b[52:], crc32.Checksum(b[:52], castagnoli))
	b = append(append(b, first...), rest...)
	binary.LittleEndian.PutUint32(b[56:], crc32.Checksum(b[headBytes:], castagnoli))
	return b, nil
}

// decodeHead reads the fixed part and the checksum of what follows.
func decodeHead(b []byte) (h head, sum uint32, ok bool) {
	if !bytes.HasPrefix(b, magic) || crc32.Checksum(b[:52], castagnoli) != binary.LittleEndian.Uint32(b[52:]) {
		return h, 0, false
	}
	h = head{
		kind: kind(b[4]), flags: b[5], page: binary.LittleEndian.Uint32(b[8:]),
		first: binary.LittleEndian.Uint32(b[12:]), rest: binary.LittleEndian.Uint32(b[16:]),
	}
	copy(h.digest[:], b[20:])
	return h, binary.LittleEndian.Uint32(b[56:]), true
}

// readFrame reads the frame at an offset, its second piece only if it is wanted; without
// it the checksum, which is over both, was checked when the log was opened.
func readFrame(r io.ReaderAt, at int64, whole bool) (h head, first, rest []byte, err error) {
	var fixed [headBytes]byte
	if _, err = r.ReadAt(fixed[:], at); err != nil {
		return h, nil, nil, fmt.Errorf("reading the workspace: %w", err)
	}
	h, sum, ok := decodeHead(fixed[:])
	if !ok {
		return h, nil, nil, errDamaged
	}
	n := int64(h.first)
	if whole {
		n += int64(h.rest)
	}
	b := make([]byte, n)
	if _, err = r.ReadAt(b, at+headBytes); err != nil {
		return h, nil, nil, fmt.Errorf("reading the workspace: %w", err)
	}
	if (whole || h.rest == 0) && crc32.Checksum(b, castagnoli) != sum {
		return h, nil, nil, errDamaged
	}
	return h, b[:h.first], b[h.first:], nil
}

// Damage is what was found unreadable in a log.
type Damage struct {
	Places int   // stretches
	Bytes  int64 // in them
}

// scan calls f for each sound frame. It returns where the last of them ends, behind which
// is nothing but a torn frame, and what is damaged before.
func scan(r io.ReaderAt, size int64, f func(h head, at int64) error) (end int64, d Damage, err error) {
	w := &window{r: r, size: size}
	for at := int64(0); at < size; {
		h, ok, err := w.frame(at)
		if err != nil {
			return end, d, err
		}
		if !ok {
			if at, err = w.search(at + 1); err != nil {
				return end, d, err
			}
			continue
		}
		if at > end {
			d.Places++
			d.Bytes += at - end
		}
		if err := f(h, at); err != nil {
			return end, d, err
		}
		at += h.size()
		end = at
	}
	return end, d, nil
}

// window reads a file from front to back by large pieces.
type window struct {
	r    io.ReaderAt
	size int64
	at   int64 // offset of buf
	buf  []byte
}

// windowBytes is how much is read at once.
const windowBytes = 1 << 20

// bytes are those at an offset: n of them, fewer before the end, at most windowBytes.
func (w *window) bytes(at int64, n int) ([]byte, error) {
	n = int(min(int64(n), w.size-at))
	if n <= 0 {
		return nil, nil
	}
	if at < w.at || at+int64(n) > w.at+int64(len(w.buf)) {
		if w.buf == nil {
			w.buf = make([]byte, windowBytes)
		}
		w.buf = w.buf[:min(windowBytes, w.size-at)]
		if _, err := w.r.ReadAt(w.buf, at); err != nil {
			w.buf = w.buf[:0]
			return nil, fmt.Errorf("reading the workspace: %w", err)
		}
		w.at = at
	}
	return w.buf[at-w.at:][:n], nil
}

// frame reports a sound frame at an offset.
func (w *window) frame(at int64) (h head, ok bool, err error) {
	b, err := w.bytes(at, headBytes)
	if err != nil || len(b) < headBytes {
		return h, false, err
	}
	h, want, ok := decodeHead(b)
	if !ok || h.size() > w.size-at {
		return h, false, nil
	}
	sum := uint32(0)
	for from, left := at+headBytes, h.size()-headBytes; left > 0; {
		b, err := w.bytes(from, int(min(left, windowBytes/4)))
		if err != nil {
			return h, false, err
		}
		sum = crc32.Update(sum, castagnoli, b)
		from, left = from+int64(len(b)), left-int64(len(b))
	}
	return h, sum == want, nil
}

// search is the next offset from one on at which a frame may begin, or the size.
func (w *window) search(at int64) (int64, error) {
	for at < w.size {
		b, err := w.bytes(at, windowBytes/2)
		if err != nil {
			return 0, err
		}
		if i := bytes.Index(b, magic); i >= 0 {
			return at + int64(i), nil
		}
		if int64(len(b)) == w.size-at {
			return w.size, nil
		}
		at += int64(len(b) - len(magic) + 1)
	}
	return w.size, nil
}
