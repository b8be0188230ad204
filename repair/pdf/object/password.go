package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
)

// padding fills a password to 32 bytes, ISO 32000-1 algorithm 2.
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func padded(p []byte) []byte { return append(bytes.Clone(p), padding...)[:32] }

// hashRounds are those of revision 3 and on, ISO 32000-1 algorithms 2 and 3.
const hashRounds = 50

// key128 is the key of revisions 2 to 4 by user or owner password, nil if it is
// neither. length is in bytes.
func key128(d Value, password, id []byte, length int, metadata bool) []byte {
	r := d.Key("R").Int()
	if r < 3 {
		length = 5
	}
	if key := userKey(d, password, id, length, metadata); key != nil {
		return key
	}
	// Algorithm 7: O is the user password, encrypted by the owner's.
	sum := md5.Sum(padded(password))
	if r >= 3 {
		for range hashRounds {
			sum = md5.Sum(sum[:])
		}
	}
	user := d.Key("O").Bytes()
	user = user[:min(len(user), 32)]
	if r < 3 {
		user = rc4Of(sum[:length], user)
	} else {
		for i := 19; i >= 0; i-- {
			user = rc4Of(xored(sum[:length], byte(i)), user)
		}
	}
	return userKey(d, user, id, length, metadata)
}

// userKey is algorithm 2 and its test, algorithm 6.
func userKey(d Value, password, id []byte, length int, metadata bool) []byte {
	r := d.Key("R").Int()
	o, u := d.Key("O").Bytes(), d.Key("U").Bytes()
	in := append(padded(password), o[:min(len(o), 32)]...)
	in = append(in, littleEndian(d.Key("P").Float())...)
	in = append(in, id...)
	if r >= 4 && !metadata {
		in = append(in, 0xff, 0xff, 0xff, 0xff)
	}
	sum := md5.Sum(in)
	if r >= 3 {
		for range hashRounds {
			sum = md5.Sum(sum[:length])
		}
	}
	key := bytes.Clone(sum[:length])
	if r < 3 {
		if bytes.Equal(rc4Of(key, []byte(padding)), u) {
			return key
		}
		return nil
	}
	h := md5.Sum(append([]byte(padding), id...))
	test := h[:]
	for i := range 20 {
		test = rc4Of(xored(key, byte(i)), test)
	}
	if len(u) >= 16 && bytes.Equal(test, u[:16]) {
		return key
	}
	return nil
}

func xored(key []byte, x byte) []byte {
	out := make([]byte, len(key))
	for i := range key {
		out[i] = key[i] ^ x
	}
	return out
}

const maxPassword256 = 127 // bytes, ISO 32000-2 algorithm 2.A

// key256 is the key of revisions 5 and 6, ISO 32000-2 algorithm 2.A: U and O
// are a hash of 32 bytes, a salt to test the password and a salt for the key.
func key256(d Value, password []byte) []byte {
	o, u := d.Key("O").Bytes(), d.Key("U").Bytes()
	if len(o) < 48 || len(u) < 48 {
		return nil
	}
	password = password[:min(len(password), maxPassword256)]
	hash := func(salt, user []byte) []byte {
		if d.Key("R").Int() == 5 {
			sum := sha256.Sum256(bytes.Join([][]byte{password, salt, user}, nil))
			return sum[:]
		}
		return hash2B(password, salt, user)
	}
	var key, sealed []byte
	switch {
	case bytes.Equal(hash(u[32:40], nil), u[:32]):
		key, sealed = hash(u[40:48], nil), d.Key("UE").Bytes()
	case bytes.Equal(hash(o[32:40], u[:48]), o[:32]):
		key, sealed = hash(o[40:48], u[:48]), d.Key("OE").Bytes()
	}
	if len(sealed) < 32 {
		return nil
	}
	return cbc(key, make([]byte, aes.BlockSize), sealed[:32])
}

// hash2B is ISO 32000-2 algorithm 2.B.
func hash2B(password, salt, user []byte) []byte {
	sum := sha256.Sum256(bytes.Join([][]byte{password, salt, user}, nil))
	k := sum[:]
	for i, last := 0, 0; i < 64 || last > i-32; i++ {
		e := bytes.Repeat(bytes.Join([][]byte{password, k, user}, nil), 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		last = int(e[len(e)-1])
		mod := 0
		for _, c := range e[:16] {
			mod += int(c) // 256 is 1 modulo 3
		}
		switch mod % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
	}
	return k[:32]
}
