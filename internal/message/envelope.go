package message

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"fengcun"
	"fengcun/internal/suite"
)

// Address says which message an envelope holds. It is authenticated with it.
type Address struct {
	From, To fengcun.OrganID
	ID       fengcun.ID // of the message, random
}

// The formats; the digit is the version. A file begins with its format, a space, the
// suite and a newline.
const (
	envelopeFormat = "fengcun-envelope/1"
	parcelFormat   = "fengcun-parcel/1"
)

func header(format string, s suite.Suite) string { return format + " " + s.Name() + "\n" }

// Seal encrypts a message to an organ's public key. Nobody but that organ opens it,
// whoever made it included.
func Seal(s suite.Suite, to Card, a Address, body []byte) ([]byte, error) {
	if a.To != to.Organ {
		return nil, fengcun.Invalid("exchange.not_ours", "to")
	}
	return seal(s, envelopeFormat, to, a.bound(), body)
}

// Open decrypts a message for an organ that works here.
func (k *Keyring) Open(a Address, envelope []byte) ([]byte, error) {
	return k.open(envelopeFormat, a.To, a.bound(), envelope)
}

// Digest identifies an envelope by its bytes.
func Digest(s suite.Suite, envelope []byte) [32]byte {
	return s.Hash([]byte("fengcun/exchange/digest/1\x00"), envelope)
}

func (a Address) bound() []byte {
	b := append(field([]byte(a.From)), field([]byte(a.To))...)
	return append(b, a.ID[:]...)
}

// seal is header ‖ key id ‖ length and bytes of the encapsulation ‖ ciphertext. The
// key is used for this one ciphertext, so the nonce is zero. What stands before the
// ciphertext and what is bound is authenticated.
func seal(s suite.Suite, format string, to Card, bound, body []byte) ([]byte, error) {
	id := to.ID()
	info := append([]byte(header(format, s)), id[:]...)
	secret, encapsulation, err := s.Encapsulate(to.KEM, info)
	if err != nil {
		return nil, err
	}
	defer clear(secret)
	key := s.Derive(secret, format, s.KeySize())
	defer clear(key)
	aead, err := s.AEAD(key)
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint16(info, uint16(len(encapsulation)))
	out = append(out, encapsulation...)
	return aead.Seal(out, make([]byte, suite.NonceSize), padded(body), append(out[:len(out):len(out)], bound...)), nil
}

func (k *Keyring) open(format string, organ fengcun.OrganID, bound, raw []byte) ([]byte, error) {
	id, encapsulation, head, err := divide(format, k.suite, raw)
	if err != nil {
		return nil, err
	}
	pair, ok := k.newest(organ, id)
	if !ok {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.not_ours", Field: "to"}
	}
	secret, err := k.suite.Decapsulate(pair.KEMPrivate, encapsulation, raw[:head-len(encapsulation)-2])
	if err != nil {
		return nil, damaged()
	}
	defer clear(secret)
	key := k.suite.Derive(secret, format, k.suite.KeySize())
	defer clear(key)
	aead, err := k.suite.AEAD(key)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, make([]byte, suite.NonceSize), raw[head:], append(raw[:head:head], bound...))
	if err != nil {
		return nil, damaged()
	}
	return unpadded(plain)
}

// divide finds the parts of sealed bytes, before anything of them is believed. The
// codes are exchange.format, exchange.suite and exchange.truncated.
func divide(format string, s suite.Suite, raw []byte) (id KeyID, encapsulation []byte, head int, err error) {
	first, _, whole := bytes.Cut(raw[:min(len(raw), maxHeader)], []byte{'\n'})
	name, ours := bytes.CutPrefix(first, []byte(format+" "))
	switch {
	case !whole && len(raw) < maxHeader && bytes.HasPrefix([]byte(header(format, s)), raw):
		return id, nil, 0, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.truncated"}
	case !whole || !ours:
		return id, nil, 0, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.format"}
	case string(name) != s.Name():
		return id, nil, 0, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.suite"}
	}
	fixed := len(first) + 1 + len(id) + 2
	if len(raw) < fixed {
		return id, nil, 0, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.truncated"}
	}
	copy(id[:], raw[len(first)+1:])
	n := int(binary.BigEndian.Uint16(raw[fixed-2:]))
	if len(raw) < fixed+n+suite.TagSize {
		return id, nil, 0, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.truncated"}
	}
	return id, raw[fixed : fixed+n], fixed + n, nil
}

// maxHeader is in which bytes the end of the header is looked for.
const maxHeader = 64

// smallest is the shortest padded length, in bytes.
const smallest = 2 << 10

// padded puts the length before the body and fills up to a bucket of which only the
// leading bits differ (the Padmé scheme of Nikitin et al., PoPETs 2019).
func padded(body []byte) []byte {
	need := max(len(body)+4, smallest)
	e := bits.Len(uint(need)) - 1
	mask := 1<<(e-bits.Len(uint(e))) - 1
	out := make([]byte, (need+mask)&^mask)
	binary.BigEndian.PutUint32(out, uint32(len(body)))
	copy(out[4:], body)
	return out
}

func unpadded(plain []byte) ([]byte, error) {
	if len(plain) < 4 {
		return nil, damaged()
	}
	n := binary.BigEndian.Uint32(plain)
	if uint64(n) > uint64(len(plain)-4) {
		return nil, damaged()
	}
	return plain[4 : 4+n], nil
}

func damaged() error { return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.damaged"} }
