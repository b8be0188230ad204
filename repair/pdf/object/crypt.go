package object

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// decrypt gives the bytes of the file without encryption. A table that had to
// be rebuilt here is handed on, as pdfcpu would trip over the damaged one.
func (f *File) decrypt(password string) ([]byte, error) {
	b := f.data
	if f.rebuilt {
		b = f.rewritten()
	}
	return decrypt(b, password)
}

// noConfig keeps pdfcpu from writing a configuration folder; its switch is a global.
var noConfig = sync.OnceFunc(api.DisableConfigDir)

func decrypt(b []byte, password string) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decrypting (%v): %w", r, ErrEncrypted)
		}
	}()
	noConfig()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.UserPW, conf.OwnerPW = password, password
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	var w bytes.Buffer
	if err := api.Decrypt(bytes.NewReader(b), &w, conf); err != nil {
		if strings.Contains(err.Error(), "password") {
			return nil, fmt.Errorf("decrypting: %w", ErrPassword)
		}
		return nil, fmt.Errorf("decrypting (%v): %w", err, ErrEncrypted)
	}
	return w.Bytes(), nil
}

// rewritten is the file with a sound table and trailer behind it. Objects that
// lie in object streams are left out: before decryption they cannot be known.
func (f *File) rewritten() []byte {
	var w bytes.Buffer
	w.WriteString("%PDF-1.7\n")
	w.Write(f.data)
	shift := len("%PDF-1.7\n")
	at := w.Len() + 1
	w.WriteString("\nxref\n0 1\n0000000000 65535 f \n")
	size := 1
	for _, n := range f.Objects() {
		if e := f.entries[n]; e.in == 0 && e.offset > 0 {
			g := 0
			if _, gen, _, ok := header(f.data, e.offset); ok {
				g = gen
			}
			fmt.Fprintf(&w, "%d 1\n%010d %05d n \n", n, e.offset+shift, g)
			size = n + 1
		}
	}
	t := dict{"Size": float64(size)}
	for _, key := range []string{"Root", "Encrypt", "ID", "Info"} {
		if x := f.trailer[key]; x != nil {
			t[key] = x
		}
	}
	w.WriteString("trailer\n")
	write(&w, t)
	fmt.Fprintf(&w, "\nstartxref\n%d\n%%%%EOF\n", at)
	return w.Bytes()
}

// write puts an object without streams in file syntax.
func write(w *bytes.Buffer, x any) {
	switch x := x.(type) {
	case nil:
		w.WriteString("null")
	case bool, float64:
		fmt.Fprint(w, x)
	case Ref:
		fmt.Fprintf(w, "%d %d R", x.Number, x.Generation)
	case name:
		w.WriteByte('/')
		for _, c := range []byte(x) {
			if c <= ' ' || c >= 0x7f || c == '#' || isDelim(c) {
				fmt.Fprintf(w, "#%02x", c)
			} else {
				w.WriteByte(c)
			}
		}
	case text:
		fmt.Fprintf(w, "<%x>", string(x))
	case array:
		w.WriteByte('[')
		for _, y := range x {
			write(w, y)
			w.WriteByte(' ')
		}
		w.WriteByte(']')
	case dict:
		w.WriteString("<<")
		for k, y := range x {
			write(w, name(k))
			w.WriteByte(' ')
			write(w, y)
		}
		w.WriteString(">>")
	}
}
