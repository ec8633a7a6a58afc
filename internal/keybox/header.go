package keybox

import (
	"bytes"
	"encoding/binary"

	"fengcun/internal/suite"
)

// magic begins every file; the digit is the version of the format.
const magic = "fengcun-keybox/1\n"

// How the key encryption key is found.
const (
	methodPassphrase byte = 1
	methodKeyFile    byte = 2
)

// cost is the work of argon2id (RFC 9106).
type cost struct {
	passes    uint32
	memoryKiB uint32
	lanes     uint8
}

// standardCost is the second recommended choice of RFC 9106 section 4.
var standardCost = cost{passes: 3, memoryKiB: 64 * 1024, lanes: 4}

// maxCost bounds what a file may ask for, so that a planted file cannot exhaust
// the machine.
var maxCost = cost{passes: 16, memoryKiB: 1 << 20, lanes: 16}

// header stands before the ciphertext and is authenticated with it.
type header struct {
	suite  string // "intl" or "gm"
	method byte
	cost   cost
	salt   [16]byte
}

func (h header) bytes() []byte {
	b := []byte(magic)
	b = append(b, byte(len(h.suite)))
	b = append(b, h.suite...)
	b = append(b, h.method)
	b = binary.BigEndian.AppendUint32(b, h.cost.passes)
	b = binary.BigEndian.AppendUint32(b, h.cost.memoryKiB)
	b = append(b, h.cost.lanes)
	return append(b, h.salt[:]...)
}

// parse checks the checksum at the end and divides the file. The checksum tells
// damage from a wrong passphrase; against forgery stands the tag.
func parse(raw []byte) (header, []byte, error) {
	var h header
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(rest) < 1 || len(rest) < 1+int(rest[0])+10+len(h.salt)+32 {
		return h, nil, refused("key.damaged")
	}
	h.suite, rest = string(rest[1:1+rest[0]]), rest[1+rest[0]:]
	s, err := suite.ByName(h.suite)
	if err != nil {
		return h, nil, refused("key.damaged")
	}
	sum := s.Hash(raw[:len(raw)-32])
	if !bytes.Equal(sum[:], raw[len(raw)-32:]) {
		return h, nil, refused("key.damaged")
	}
	h.method = rest[0]
	h.cost = cost{
		passes:    binary.BigEndian.Uint32(rest[1:]),
		memoryKiB: binary.BigEndian.Uint32(rest[5:]),
		lanes:     rest[9],
	}
	copy(h.salt[:], rest[10:])
	return h, rest[10+len(h.salt) : len(rest)-32], nil
}
