package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// method is how data are encrypted, by the CFM entry of a crypt filter.
type method uint8

const (
	identity method = iota
	rc4Method
	aesMethod    // AESV2: a key for each object
	aes256Method // AESV3: one key
)

// crypt undoes the standard security handler, ISO 32000-2 §7.6. Strings are
// decrypted when their object is read, streams when their data are asked for.
type crypt struct {
	key              []byte
	strings, streams method
	metadata         bool // metadata streams are encrypted too
	filters          map[string]method
}

// unlock finds the key of an encrypted file. Without one f.locked says why.
func (f *File) unlock(password string) {
	f.crypt, f.locked = nil, nil
	if f.trailer["Encrypt"] == nil {
		return
	}
	d := f.resolve(f.trailer["Encrypt"])
	if !d.IsDict() {
		f.locked = fmt.Errorf("reading the encryption dictionary: %w", ErrEncrypted)
		return
	}
	if name := d.Key("Filter").Name(); name != "Standard" {
		f.locked = fmt.Errorf("decrypting by the security handler %.40q: %w", name, ErrEncrypted)
		return
	}
	c := &crypt{metadata: true}
	if m := d.Key("EncryptMetadata"); m.IsBool() {
		c.metadata = m.Bool()
	}
	length := 5
	switch v := d.Key("V").Int(); v {
	case 1:
		c.strings, c.streams = rc4Method, rc4Method
	case 2:
		c.strings, c.streams = rc4Method, rc4Method
		if n := d.Key("Length").Int(); n > 0 {
			length = min(max(n/8, 5), 16)
		}
	case 4, 5:
		length = 16
		var ok1, ok2 bool
		c.strings, ok1 = filterMethod(d, "StrF")
		c.streams, ok2 = filterMethod(d, "StmF")
		c.filters = map[string]method{}
		for _, name := range d.Key("CF").Keys() {
			c.filters[name], _ = methodOf(d.Key("CF").Key(name).Key("CFM").Name())
		}
		if !ok1 || !ok2 {
			f.locked = fmt.Errorf("decrypting by an unknown crypt filter: %w", ErrEncrypted)
			return
		}
	default:
		f.locked = fmt.Errorf("decrypting by the algorithm V %d: %w", v, ErrEncrypted)
		return
	}
	id := f.resolve(f.trailer["ID"]).Index(0).Bytes()
	for _, p := range passwords(password) {
		if d.Key("R").Int() >= 5 {
			c.key = key256(d, p)
		} else {
			c.key = key128(d, p, id, length, c.metadata)
		}
		if c.key != nil {
			f.crypt = c
			f.settle(f.entries, f.trailer) // what was read before the key was known
			return
		}
	}
	f.locked = fmt.Errorf("decrypting: %w", ErrPassword)
}

// passwords are the bytes that a password may stand for: UTF-8 as it is and as
// RFC 4013 prepares it, which revision 6 asks for and not every writer does, and
// PDFDocEncoding in older files.
func passwords(s string) [][]byte {
	out := [][]byte{[]byte(s)}
	if p := prepared(s); p != s {
		out = append(out, []byte(p))
	}
	var old []byte
	for _, r := range s {
		b, ok := pdfDocByte(r)
		if !ok {
			return out
		}
		old = append(old, b)
	}
	if string(old) != s {
		out = append(out, old)
	}
	return out
}

// prepared is RFC 4013 §2.1 and §2.2: spaces are one kind, what is commonly
// mapped to nothing is left out, and the rest is brought into form KC.
func prepared(s string) string {
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch {
		case r == 0xad, r == 0x34f, r == 0x1806, r >= 0x180b && r <= 0x180d, r >= 0x200b && r <= 0x200d, r == 0x2060, r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff:
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, s))
}

func filterMethod(d Value, key string) (method, bool) {
	name := d.Key(key).Name()
	if name == "" || name == "Identity" {
		return identity, true
	}
	return methodOf(d.Key("CF").Key(name).Key("CFM").Name())
}

func methodOf(name string) (method, bool) {
	switch name {
	case "None":
		return identity, true
	case "V2":
		return rc4Method, true
	case "AESV2":
		return aesMethod, true
	case "AESV3":
		return aes256Method, true
	}
	return identity, false
}

// open decrypts the strings of object n in place and leaves its stream to be
// decrypted when its data are asked for.
func (c *crypt) open(n, g int, x any) any {
	if s, ok := x.(*stream); ok {
		kind, _ := s.dict["Type"].(name)
		if kind == "XRef" {
			return s
		}
		c.decryptStrings(n, g, s.dict)
		m, own := c.named(s.dict)
		if !own {
			m = c.streams
			if kind == "Metadata" && !c.metadata {
				m = identity
			}
		}
		if m != identity {
			s.open = func(b []byte) []byte { return c.decrypt(m, n, g, b) }
		}
		return s
	}
	return c.decryptStrings(n, g, x)
}

func (c *crypt) decryptStrings(n, g int, x any) any {
	switch x := x.(type) {
	case text:
		return text(c.decrypt(c.strings, n, g, []byte(x)))
	case array:
		for i := range x {
			x[i] = c.decryptStrings(n, g, x[i])
		}
	case dict:
		for k, y := range x {
			switch y.(type) {
			case text, array, dict:
				x[k] = c.decryptStrings(n, g, y)
			}
		}
	}
	return x
}

// named is the method of a stream that names its own crypt filter, ISO 32000-1 §7.4.10.
func (c *crypt) named(d dict) (m method, ok bool) {
	v := Value{data: d}
	if filters := v.Filters(); len(filters) == 0 || filters[0] != "Crypt" {
		return 0, false
	}
	p := v.Key("DecodeParms")
	if p.IsArray() {
		p = p.Index(0)
	}
	return c.filters[p.Key("Name").Name()], true // what is not known is Identity
}

// decrypt is algorithm 1 and 1.A. Data that are no multiple of a block are
// read as far as they go.
func (c *crypt) decrypt(m method, n, g int, b []byte) []byte {
	key := c.key
	if m == rc4Method || m == aesMethod {
		k := append(bytes.Clone(c.key), byte(n), byte(n>>8), byte(n>>16), byte(g), byte(g>>8))
		if m == aesMethod {
			k = append(k, "sAlT"...)
		}
		sum := md5.Sum(k)
		key = sum[:min(len(c.key)+5, 16)]
	}
	switch m {
	case rc4Method:
		return rc4Of(key, b)
	case aesMethod, aes256Method:
		if len(b) < 2*aes.BlockSize {
			return nil
		}
		out := cbc(key, b[:aes.BlockSize], b[aes.BlockSize:len(b)/aes.BlockSize*aes.BlockSize])
		if pad := int(out[len(out)-1]); pad >= 1 && pad <= aes.BlockSize {
			out = out[:len(out)-pad]
		}
		return out
	}
	return b
}

func rc4Of(key, b []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// cbc decrypts whole blocks.
func cbc(key, iv, b []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, b)
	return out
}

// littleEndian is the entry P as the key algorithm takes it.
func littleEndian(p float64) []byte {
	return binary.LittleEndian.AppendUint32(nil, uint32(int64(p)))
}
