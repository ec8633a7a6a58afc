package audit

import (
	"crypto/sha256"
	"encoding/binary"

	"fengcun"
)

// BodySize is the length of every entry's encrypted body in bytes, tag
// included. It is the same for every act, so that a size tells nothing.
const BodySize = 176

// Class is the class of an act as the log's header shows it, for example
// "file", "decide", "confirm". It never says more than the act's name.
type Class string

// Entry is one act as the log keeps it. The header (class, organ, actor
// pseudonym, minute) stays readable to the organ; the body is encrypted. Only
// the salted hash of both becomes a leaf of the tree.
type Entry struct {
	Class  Class
	Organ  fengcun.OrganID
	Actor  [16]byte // pseudonym of the actor under the organ's audit key
	Minute int64    // minutes since 1970-01-01 UTC
	Salt   [16]byte // random; kept from outsiders, so that a leaf cannot be guessed
	Body   [BodySize]byte
}

// entryVersion is the first byte of every header. Old verifiers stay in the
// tests when it changes.
const entryVersion = 1

// The longest class and organ that a header holds, in bytes.
const (
	maxClass = 32
	maxOrgan = 64
)

// Check returns an error of kind KindInvalid unless the entry can stand in the
// log: class and organ present, printable ASCII and not too long, salt set.
func (e *Entry) Check() error {
	if !isCode(string(e.Class), maxClass) || e.Class == "" {
		return fengcun.Invalid("audit.entry", "class")
	}
	if !isCode(string(e.Organ), maxOrgan) || e.Organ == "" {
		return fengcun.Invalid("audit.entry", "organ")
	}
	if e.Salt == [16]byte{} {
		return fengcun.Invalid("audit.entry", "salt")
	}
	return nil
}

// Header returns the canonical bytes of the readable part.
func (e *Entry) Header() []byte {
	b := make([]byte, 0, 32+len(e.Class)+len(e.Organ))
	b = append(b, entryVersion, byte(len(e.Class)))
	b = append(b, e.Class...)
	b = append(b, byte(len(e.Organ)))
	b = append(b, e.Organ...)
	b = append(b, e.Actor[:]...)
	return binary.BigEndian.AppendUint64(b, uint64(e.Minute))
}

// Row returns the entry as the database keeps it.
func (e *Entry) Row() Row {
	return Row{Salt: e.Salt[:], Header: e.Header(), Body: e.Body[:]}
}

// Leaf returns the 32 bytes that stand in the tree: a salted hash, the same
// shape for every act.
func (e *Entry) Leaf() [32]byte { return e.Row().Leaf() }

// Row is one entry as it stands in the database: three byte strings. The tree
// is checked over these bytes and not over their meaning, so that an old
// verifier checks new entries too.
type Row struct {
	Salt, Header, Body []byte
}

// Leaf returns the salted hash of the row's bytes.
//
// Salt and body have one length each, so the concatenation has one reading; a
// row with any other length gets a leaf that no honest entry has.
func (r Row) Leaf() [32]byte {
	var buf [512]byte
	b := append(buf[:0], "fengcun-leaf\x00"...)
	if len(r.Salt) != 16 || len(r.Body) != BodySize {
		b = append(b, "misshapen\x00"...)
	}
	b = append(b, r.Salt...)
	b = append(b, r.Header...)
	b = append(b, r.Body...)
	return sha256.Sum256(b)
}

// Entry reads the row's meaning. An error is of kind KindInternal: the row is
// not one that this version wrote.
func (r Row) Entry() (Entry, error) {
	var e Entry
	if len(r.Salt) != len(e.Salt) || len(r.Body) != len(e.Body) {
		return Entry{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.row"}
	}
	copy(e.Salt[:], r.Salt)
	copy(e.Body[:], r.Body)
	b := r.Header
	if len(b) == 0 || b[0] != entryVersion {
		return Entry{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.row", Field: "version"}
	}
	class, b, ok1 := cutString(b[1:])
	organ, b, ok2 := cutString(b)
	if !ok1 || !ok2 || len(b) != len(e.Actor)+8 {
		return Entry{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.row", Field: "header"}
	}
	e.Class, e.Organ = Class(class), fengcun.OrganID(organ)
	copy(e.Actor[:], b)
	e.Minute = int64(binary.BigEndian.Uint64(b[len(e.Actor):]))
	return e, nil
}

// cutString splits a string with a length byte before it off the front of b.
func cutString(b []byte) (s string, rest []byte, ok bool) {
	if len(b) == 0 || len(b) < 1+int(b[0]) {
		return "", nil, false
	}
	n := 1 + int(b[0])
	return string(b[1:n]), b[n:], true
}

// isCode reports whether s is a code and not a text: printable ASCII without
// spaces. No Chinese name, address or sentence passes.
func isCode(s string, most int) bool {
	if len(s) > most {
		return false
	}
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return true
}
