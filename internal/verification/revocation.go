package verification

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/suite"
)

// Entry stands for the number of a revoked paper in the database: a keyed digest,
// because numbers are counted and can be tried, and because some contain the number
// of a case.
type Entry [32]byte

// entrySize is the size of an entry in a list, in bytes.
const entrySize = 16

// Entry returns the entry of a number, written as it is printed.
func (r *Keyring) Entry(organ fengcun.OrganID, number string) Entry {
	return entryOf(r.suite, r.content.Revocation, organ, number)
}

func entryOf(s suite.Suite, key []byte, organ fengcun.OrganID, number string) Entry {
	b := []byte("document-revocation/1\x00")
	for _, text := range []string{string(organ), Canonical(number)} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(text)))
		b = append(b, text...)
	}
	return s.MAC(key, b)
}

// Revocations is a list of revoked numbers.
type Revocations struct {
	Publisher Publisher
	Issued    fengcun.Date
	key       []byte
	nonce     []byte
	entries   []string // hexadecimal, ascending
}

const (
	revocationsHead    = "document-revocations/1"
	purposeRevocations = "document-revocations/1\x00"
	smallestList       = 64 // entries; each class has four times those of the one below
)

// PublishRevocations returns a list. Entries are hidden under a nonce of this list
// alone and filled up with random ones to a class of size, so that neither how many
// there are nor how many are new can be seen by comparing lists.
func (r *Keyring) PublishRevocations(issued fengcun.Date, revoked []Entry) ([]byte, error) {
	l := Revocations{key: r.content.Revocation, nonce: random(32)}
	for _, e := range revoked {
		l.entries = append(l.entries, listed(r.suite, l.nonce, e))
	}
	size := smallestList
	for size < len(l.entries) {
		size *= 4
	}
	for len(l.entries) < size {
		l.entries = append(l.entries, hex.EncodeToString(random(entrySize)))
	}
	slices.Sort(l.entries)
	return r.signed(l.lines(), revocationsHead, purposeRevocations, issued)
}

func listed(s suite.Suite, nonce []byte, e Entry) string {
	sum := s.MAC(nonce, e[:])
	return hex.EncodeToString(sum[:entrySize])
}

func (l *Revocations) lines() []string {
	lines := []string{"key " + hex.EncodeToString(l.key), "nonce " + hex.EncodeToString(l.nonce)}
	for _, e := range l.entries {
		lines = append(lines, "entry "+e)
	}
	return lines
}

// ParseRevocations reads a list and checks its signature by the publisher that it
// names. Error: verification.revocations.
func ParseRevocations(file []byte) (*Revocations, error) {
	wrong := fengcun.Invalid("verification.revocations", "revocations")
	p, issued, lines, ok := readSigned(file, revocationsHead, purposeRevocations)
	if !ok || len(lines) < 2 {
		return nil, wrong
	}
	l := &Revocations{Publisher: p, Issued: issued}
	var err1, err2 error
	l.key, err1 = hex.DecodeString(strings.TrimPrefix(lines[0], "key "))
	l.nonce, err2 = hex.DecodeString(strings.TrimPrefix(lines[1], "nonce "))
	for _, line := range lines[2:] {
		l.entries = append(l.entries, strings.TrimPrefix(line, "entry "))
	}
	if err1 != nil || err2 != nil || !slices.Equal(l.lines(), lines) {
		return nil, wrong
	}
	return l, nil
}

// Has reports whether the number of an organ is on the list.
func (l *Revocations) Has(organ fengcun.OrganID, number string) bool {
	s, ok := l.Publisher.Algorithms.suite()
	return ok && slices.Contains(l.entries, listed(s, l.nonce, entryOf(s, l.key, organ, number)))
}
