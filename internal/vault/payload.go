package vault

import (
	"encoding/binary"
	"math/bits"

	"fengcun"
)

// Kind is the kind of a payload: what its canonical bytes describe. The numbers
// stand in rows for decades and are never given a second meaning.
type Kind uint16

// Payload is one piece of an item: canonical bytes of a schema in a version.
type Payload struct {
	Kind      Kind
	Version   uint16
	Canonical []byte
}

// Part is a payload with its number within the item. Numbers begin at 0 and
// follow the order of writing; the latest part of a kind is the one in force.
type Part struct {
	No int
	Payload
}

// Schema is the current version of a kind and the way to it from every older
// one: Upcast[i] turns bytes of version i+1 into version i+2. Sealed items cannot
// be opened to be migrated, so stored bytes stay as they are and are brought up
// to date whenever they are read.
type Schema struct {
	Version uint16
	Upcast  []func([]byte) ([]byte, error)
}

// Schemas is the table of kinds.
type Schemas map[Kind]Schema

func (s Schemas) check() error {
	for _, schema := range s {
		if schema.Version == 0 || len(schema.Upcast) != int(schema.Version)-1 {
			return &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.schemas"}
		}
	}
	return nil
}

// writable checks that a payload is of the current version of a known kind.
func (s Schemas) writable(p Payload) error {
	if schema, ok := s[p.Kind]; !ok || schema.Version != p.Version {
		return fengcun.Invalid("vault.schema", "payload")
	}
	if len(p.Canonical) > MaxPayload {
		return fengcun.Invalid("vault.payload_size", "payload")
	}
	return nil
}

// upcast brings a payload to the current version. Bytes of a version or kind
// that this program does not know are withheld, never guessed at.
func (s Schemas) upcast(p Payload) (Payload, error) {
	schema, ok := s[p.Kind]
	if !ok || p.Version == 0 || p.Version > schema.Version {
		return Payload{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "vault.version_unknown"}
	}
	for p.Version < schema.Version {
		next, err := schema.Upcast[p.Version-1](p.Canonical)
		if err != nil {
			return Payload{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.upcast"}
		}
		p.Canonical = next
		p.Version++
	}
	return p, nil
}

// MaxPayload is the greatest length of a payload's canonical bytes; what is
// larger is a file.
const MaxPayload = 1<<20 - lengthSize

const (
	lengthSize = 4
	minBucket  = 256
)

// bucket returns the padded size for n bytes: the next power of two, at least
// 256, so that a row's length tells little.
func bucket(n int) int {
	if n <= minBucket {
		return minBucket
	}
	return 1 << bits.Len(uint(n-1))
}

// pad puts the length before the bytes and zeros behind them.
func pad(canonical []byte) []byte {
	size := bucket(lengthSize + len(canonical))
	b := make([]byte, size)
	binary.BigEndian.PutUint32(b, uint32(len(canonical)))
	copy(b[lengthSize:], canonical)
	return b
}

// unpad reverses pad and accepts nothing that pad does not write.
func unpad(b []byte) ([]byte, error) {
	if len(b) < minBucket {
		return nil, damaged()
	}
	n := binary.BigEndian.Uint32(b)
	if n > MaxPayload || bucket(lengthSize+int(n)) != len(b) {
		return nil, damaged()
	}
	for _, c := range b[lengthSize+n:] {
		if c != 0 {
			return nil, damaged()
		}
	}
	return b[lengthSize : lengthSize+n : lengthSize+n], nil
}
